//! Over ssh with another book: the system's own `ssh` runs `kheo serve --stdio`
//! there and carries the same requests, so that keys, known hosts and jump
//! hosts are what the person has set up.

use std::io::{BufReader, Read};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::address::SshAddress;
use super::{Synced, carry};
use crate::exchange::door::Door;
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::watch::Watch;
use crate::exchange::words::LineFault;
use crate::service::{Client, Refusal};
use crate::text;

/// How much of what `ssh` complains of is kept, in bytes.
const MOST_SAID: u64 = 16 << 10;
/// What the shell of the other machine runs.
const REMOTE: &str = "kheo serve --stdio";
/// How long `ssh` may take to say why it ends.
const LAST_WORDS: Duration = Duration::from_secs(3);
/// Exit codes of a shell that does not find what it is to run, or may not.
const NOT_FOUND: [i32; 2] = [126, 127];

/// Exchanges both ways with the book at `host`.
///
/// # Errors
/// The other machine cannot be reached, lets nobody in, has no `kheo` or no
/// book; stopped; or a refusal of either book.
pub fn sync(
    door: &impl Door,
    host: &SshAddress,
    watch: &Watch<'_>,
) -> Result<Synced, ExchangeFault> {
    // Found out before anything is started: without a book there is nothing.
    carry::own_device(door)?;
    let line = Line::to(host)?;
    let over = AtomicBool::new(false);
    let stop = watch.stop();
    let exchanged = thread::scope(|scope| {
        let hangs_up = scope.spawn(|| line.hang_up_when(stop, &over));
        let exchanged = line
            .open()
            .and_then(|far| both_ways(door, &far, host, watch));
        over.store(true, Ordering::Relaxed);
        hangs_up.thread().unpark();
        exchanged
    });
    // A line that was hung up ends like one that broke.
    watch.go_on()?;
    match exchanged {
        Err(ExchangeFault::Refused(
            Refusal::Gone | Refusal::OtherProgram { .. } | Refusal::TooLarge { .. },
        )) => Err(line.why_it_ended(host).into()),
        other => other,
    }
}

fn both_ways(
    door: &impl Door,
    far: &Client,
    host: &SshAddress,
    watch: &Watch<'_>,
) -> Result<Synced, ExchangeFault> {
    carry::own_device(far).map_err(|fault| match fault {
        ExchangeFault::Refused(Refusal::NoBook) => LineFault::NoBook {
            host: host.to_string(),
        }
        .into(),
        other => other,
    })?;
    let (absorbed, _) = carry::lines(far, door, &host.to_string(), watch)?;
    let (_, sent) = carry::lines(door, far, "ssh", watch)?;
    let synced = Synced {
        absorbed,
        sent,
        files_in: carry::files(far, door, watch)?,
        files_out: carry::files(door, far, watch)?,
        misfits: Vec::new(),
    };
    carry::receipts(door, far)?;
    Ok(synced)
}

/// A running `ssh`. Ended when dropped.
struct Line {
    child: Mutex<Child>,
    complaints: Mutex<Option<JoinHandle<String>>>,
}

impl Line {
    fn to(host: &SshAddress) -> Result<Self, ExchangeFault> {
        let mut ssh = Command::new("ssh");
        ssh.args(arguments(host))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = ssh.spawn().map_err(|fault| LineFault::NoSsh {
            why: fault.to_string(),
        })?;
        let complaints = child.stderr.take().map(listen);
        Ok(Self {
            child: Mutex::new(child),
            complaints: Mutex::new(complaints),
        })
    }

    /// Greets the other program.
    fn open(&self) -> Result<Client, ExchangeFault> {
        let (input, output) = {
            let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
            (child.stdin.take(), child.stdout.take())
        };
        let (Some(input), Some(output)) = (input, output) else {
            return Err(Refusal::Gone.into());
        };
        Ok(Client::over(BufReader::new(output), input)?)
    }

    /// Waits until it is over; hangs up when it is to stop, so that nobody
    /// waits for an answer that a bad network keeps back.
    fn hang_up_when(&self, stop: &AtomicBool, over: &AtomicBool) {
        while !over.load(Ordering::Relaxed) {
            if stop.load(Ordering::Relaxed) {
                let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
                let _ = child.kill();
                return;
            }
            thread::park_timeout(Duration::from_millis(100));
        }
    }

    /// The line ended or what came over it was no answer: what `ssh` and the
    /// other machine said about that.
    fn why_it_ended(&self, host: &SshAddress) -> LineFault {
        let code = {
            let mut child = self.child.lock().unwrap_or_else(PoisonError::into_inner);
            let begun = Instant::now();
            while matches!(child.try_wait(), Ok(None)) && begun.elapsed() < LAST_WORDS {
                thread::sleep(Duration::from_millis(20));
            }
            let _ = child.kill();
            child.wait().ok().and_then(|status| status.code())
        };
        let complaints = self
            .complaints
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let said = complaints.and_then(|said| said.join().ok());
        judge(host, code, &said.unwrap_or_default())
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Keeps the end of what `ssh` says, so that it neither blocks nor writes over
/// a screen.
fn listen(mut stderr: ChildStderr) -> JoinHandle<String> {
    thread::spawn(move || {
        let mut said = Vec::new();
        let mut piece = [0; 1024];
        while let Ok(read @ 1..) = stderr.read(&mut piece) {
            said.extend_from_slice(piece.get(..read).unwrap_or_default());
            let beyond = said.len().saturating_sub(MOST_SAID as usize);
            said.drain(..beyond);
        }
        String::from_utf8_lossy(&said).into_owned()
    })
}

/// The words after `ssh`. What a person typed stands behind `--` and was
/// checked to be one word.
fn arguments(host: &SshAddress) -> Vec<String> {
    let mut words = vec![
        "-T".to_owned(),
        // Nothing is asked for in the middle of a screen.
        "-o".to_owned(),
        "BatchMode=yes".to_owned(),
        "-o".to_owned(),
        "ServerAliveInterval=15".to_owned(),
        "-o".to_owned(),
        "ConnectTimeout=20".to_owned(),
    ];
    if let Some(port) = host.port {
        words.extend(["-p".to_owned(), port.to_string()]);
    }
    if let Some(user) = &host.user {
        words.extend(["-l".to_owned(), user.clone()]);
    }
    words.extend(["--".to_owned(), host.host.clone()]);
    words.push(match &host.path {
        // `/~/kheo` is below the home folder, as in other addresses of ssh.
        Some(path) => format!(
            "{REMOTE} --store {}",
            path.strip_prefix("/~/").unwrap_or(path)
        ),
        None => REMOTE.to_owned(),
    });
    words
}

/// What to tell a person about a line that ended.
fn judge(host: &SshAddress, code: Option<i32>, said: &str) -> LineFault {
    let host = host.to_string();
    let has = |words: &str| said.contains(words);
    let last = said.lines().rev().find(|line| !line.trim().is_empty());
    let why = shown(&text::tidy(last.unwrap_or_default()));
    if has("REMOTE HOST IDENTIFICATION HAS CHANGED") {
        LineFault::OtherHost { host }
    } else if has("Host key verification failed") {
        LineFault::UnknownHost { host }
    } else if has("Permission denied") {
        LineFault::NotLetIn { host, why }
    } else if code.is_some_and(|code| NOT_FOUND.contains(&code)) {
        LineFault::NotInstalled { host }
    } else if code == Some(255) {
        LineFault::NotReached { host, why }
    } else {
        LineFault::Ended { host, why }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Address;
    use super::*;

    fn host(typed: &str) -> SshAddress {
        match Address::parse(typed).unwrap() {
            Address::Ssh(host) => host,
            Address::Folder(path) => panic!("{}", path.display()),
        }
    }

    #[test]
    fn what_was_typed_stands_behind_the_options() {
        let words = arguments(&host("ssh://kheo@huyen:2222/srv/kheo"));
        assert_eq!(
            words[7..],
            [
                "-p",
                "2222",
                "-l",
                "kheo",
                "--",
                "huyen",
                "kheo serve --stdio --store /srv/kheo"
            ]
        );
        let words = arguments(&host("ssh://huyen/~/so"));
        assert_eq!(words[7..], ["--", "huyen", "kheo serve --stdio --store so"]);
    }

    #[test]
    fn each_way_of_failing_is_told_apart() {
        let of = |code, said| judge(&host("ssh://huyen"), Some(code), said);
        assert!(matches!(
            of(127, "sh: 1: kheo: not found\n"),
            LineFault::NotInstalled { .. }
        ));
        assert!(matches!(
            of(255, "an@huyen: Permission denied (publickey).\r\n"),
            LineFault::NotLetIn { .. }
        ));
        assert!(matches!(
            of(
                255,
                "No ED25519 host key is known\nHost key verification failed.\n"
            ),
            LineFault::UnknownHost { .. }
        ));
        assert!(matches!(
            of(
                255,
                "ssh: connect to host huyen port 22: Connection refused"
            ),
            LineFault::NotReached { .. }
        ));
        let LineFault::Ended { why, .. } = of(1, "bad \u{1b}[2J\n\n") else {
            panic!()
        };
        assert!(!why.contains('\u{1b}'), "{why}");
    }
}
