//! Making a socket and taking calls on it.

use std::collections::HashMap;
use std::io;
use std::net::Shutdown;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::net::{AddressFamily, SocketAddrUnix, SocketType};

use super::super::caller::Caller;
use super::super::line;
use super::super::refusal::Refusal;
use super::super::session::Session;
use super::super::wire::{self, Said};
use super::super::worker::Worker;
use super::peer;

/// Calls that may wait to be taken.
const BACKLOG: i32 = 128;

/// Lines that are open at the same time.
const LINES: usize = 2000;

/// Lines of one user among them: nobody can take them all.
const OF_ONE: usize = 100;

/// How long a line may be silent within a frame, or take no byte of ours.
const SILENCE: Duration = Duration::from_secs(30);

/// Stack of the thread of a session. Only what is used of it takes memory.
const STACK: usize = 2 << 20;

/// Whom a socket lets in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// The user that this process runs as.
    Own,
    /// Members of the group with this number too.
    Group(u32),
}

/// Makes a socket at `path` in place of what a process that is gone left there.
///
/// # Errors
/// Somebody answers there, or the folder takes no socket.
pub fn bind(path: &Path, door: Door) -> io::Result<UnixListener> {
    if UnixStream::connect(path).is_ok() {
        return Err(io::ErrorKind::AddrInUse.into());
    }
    match std::fs::symlink_metadata(path) {
        Ok(found) if !is_socket(&found) => return Err(io::ErrorKind::AlreadyExists.into()),
        Ok(_) => std::fs::remove_file(path)?,
        Err(_) => {}
    }
    let socket = rustix::net::socket(AddressFamily::UNIX, SocketType::STREAM, None)?;
    rustix::io::fcntl_setfd(&socket, rustix::io::FdFlags::CLOEXEC)?;
    rustix::net::bind(&socket, &SocketAddrUnix::new(path)?)?;
    // Before anybody can call: a socket that does not listen yet takes no calls.
    let mode = match door {
        Door::Own => 0o600,
        Door::Group(group) => {
            chown(path, None, Some(group))?;
            0o660
        }
    };
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode))?;
    rustix::net::listen(&socket, BACKLOG)?;
    Ok(socket.into())
}

fn is_socket(found: &std::fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_socket(&found.file_type())
}

/// Takes calls on a thread of its own.
pub fn take_calls_aside(listener: UnixListener, door: Door, worker: &Worker) {
    let worker = worker.clone();
    let taking = thread::Builder::new().name("calls".into());
    // Without the thread nobody is answered, and the store is in use.
    let _ = taking.spawn(move || take_calls(&listener, door, &worker));
}

/// Takes calls until the listener is shut. `door` is judged again by who calls.
fn take_calls(listener: &UnixListener, door: Door, worker: &Worker) {
    let crowd = Crowd::default();
    for call in listener.incoming() {
        let Ok(stream) = call else {
            // No more descriptors, or shut: others need time, or there is none.
            if listener.local_addr().is_err()
                || rustix::net::sockopt::socket_acceptconn(listener) != Ok(true)
            {
                return;
            }
            thread::sleep(Duration::from_millis(20));
            continue;
        };
        let seat = crowd.seat(None);
        let (worker, crowd) = (worker.clone(), crowd.clone());
        let session = thread::Builder::new()
            .name("session".into())
            .stack_size(STACK);
        // A machine that starts no more threads hangs up on the caller.
        let _ = session.spawn(move || {
            answer(&stream, door, &worker, seat.as_ref().and(Some(&crowd)));
            let _ = stream.shutdown(Shutdown::Both);
            drop(seat);
        });
    }
}

/// Answers one line; without a `crowd` that it fits in, that there are too many.
fn answer(stream: &UnixStream, door: Door, worker: &Worker, crowd: Option<&Crowd>) {
    let timed = stream
        .set_read_timeout(Some(SILENCE))
        .and_then(|()| stream.set_write_timeout(Some(SILENCE)));
    if timed.is_err() {
        return;
    }
    let seated = crowd.ok_or(Refusal::Busy).and_then(|crowd| {
        let caller = judged(stream, door, worker)?;
        let seat = crowd.seat(Some(&caller)).ok_or(Refusal::Busy)?;
        Ok((caller, seat))
    });
    let (caller, _seat) = match seated {
        Ok(seated) => seated,
        Err(refusal) => {
            let mut stream = stream;
            // Whoever is not welcome need not listen to why.
            let _ = wire::write(&mut stream, &Said::Refused(refusal));
            return;
        }
    };
    let admit = |hello: &wire::Hello| Ok(Session::new(worker.clone(), caller, hello.session));
    if let Err(fault) = line::serve(stream, stream, admit) {
        tracing::info!("a session ended: {fault}");
    }
}

/// Who calls, when they may call here.
fn judged(stream: &UnixStream, door: Door, worker: &Worker) -> Result<Caller, Refusal> {
    let stranger = |login: &str| Refusal::UnknownUser {
        login: login.to_owned(),
        ask: Vec::new(),
    };
    match (peer::caller(stream), door) {
        (None, _) => Err(stranger("?")),
        (Some(Caller::Login(login)), Door::Own) => Err(stranger(&login)),
        (Some(caller), _) => worker.shared.admits(&caller).map(|()| caller),
    }
}

/// The lines that are open: of everybody under `None`, and of each caller.
#[derive(Clone, Default)]
struct Crowd(Arc<Mutex<HashMap<Option<Caller>, usize>>>);

impl Crowd {
    /// Counts a line, if it fits. Whoever keeps the store is never kept out
    /// but by all together.
    fn seat(&self, of: Option<&Caller>) -> Option<Seat> {
        let most = match of {
            None | Some(Caller::Keeper) => LINES,
            Some(Caller::Login(_)) => OF_ONE,
        };
        let mut lines = self.lines();
        let open = lines.entry(of.cloned()).or_default();
        if *open >= most {
            return None;
        }
        *open += 1;
        Some(Seat {
            crowd: self.clone(),
            of: of.cloned(),
        })
    }

    fn lines(&self) -> MutexGuard<'_, HashMap<Option<Caller>, usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts a line while it is open.
struct Seat {
    crowd: Crowd,
    of: Option<Caller>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut lines = self.crowd.lines();
        if let Some(open) = lines.get_mut(&self.of) {
            *open = open.saturating_sub(1);
            if *open == 0 {
                lines.remove(&self.of);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_user_cannot_take_every_line() {
        let crowd = Crowd::default();
        let login = Caller::Login("binh".into());
        let mut seats: Vec<Seat> = (0..OF_ONE)
            .map(|_| crowd.seat(Some(&login)).unwrap())
            .collect();
        assert!(crowd.seat(Some(&login)).is_none());
        assert!(crowd.seat(Some(&Caller::Login("hoa".into()))).is_some());
        seats.pop();
        assert!(crowd.seat(Some(&login)).is_some());
    }
}
