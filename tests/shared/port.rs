//! Ports for the daemons of tests.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicU16, Ordering};
use std::time::Duration;

/// A port where nobody listens, below those that the system gives to callers:
/// one who calls such a port before anybody listens there may get that very
/// port as its own, meet itself, and keep the listener out.
pub fn free_port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let first = u16::try_from(std::process::id() % 10_000).unwrap();
    loop {
        let next = NEXT.fetch_add(1, Ordering::Relaxed);
        let port = 20_000 + (first + next % 10_000) % 10_000;
        if TcpListener::bind(("127.0.0.1", port)).is_ok() {
            return port;
        }
    }
}

/// Whether an sshd answers there. A connection alone does not tell: one can
/// meet itself.
pub fn greets(port: u16) -> bool {
    let Ok(mut line) = TcpStream::connect(("127.0.0.1", port)) else {
        return false;
    };
    let mut greeting = [0; 4];
    let waits = line.set_read_timeout(Some(Duration::from_secs(5)));
    waits.is_ok() && line.read_exact(&mut greeting).is_ok() && &greeting == b"SSH-"
}
