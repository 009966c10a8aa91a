//! `kheo serve`: owns a store and answers for it until it is told to stop.

use std::io;
use std::os::fd::{FromRawFd, OwnedFd};
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::sync::mpsc::channel;

use rustix::process::{Resource, getrlimit, setrlimit};
use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use uuid::Uuid;

use super::super::caller::Caller;
use super::super::owner::Guard;
use super::super::refusal::Refusal;
use super::super::request::Request;
use super::super::worker::{Job, Worker};
use super::address::beside;
use super::listen::{Door, bind, take_calls_aside};
use super::peer::group_number;

/// The group whose members may call.
const GROUP: &str = "kheo";

/// The first descriptor that systemd hands over.
const HANDED_OVER: i32 = 3;

/// Why a server cannot begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum ServeFault {
    #[error("{path}: {fault}")]
    Socket { path: PathBuf, fault: io::Error },
    #[error("signals: {0}")]
    Signals(io::Error),
    #[error("the book: {0:?}")]
    Book(Refusal),
}

/// Where a server is called.
#[derive(Debug)]
enum Called {
    /// A socket that it made, and takes away again.
    At(PathBuf),
    /// One that was handed over to it.
    HandedOver,
}

/// Who may call a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callers {
    /// The user whose store it is.
    Keeper,
    /// Members of the group `kheo`, each as the officer who was admitted.
    Group,
}

/// A server that is ready to take calls.
#[derive(Debug)]
pub struct Server {
    listener: UnixListener,
    door: Door,
    called: Called,
    store: PathBuf,
    guard: Guard,
}

impl Server {
    /// Makes the socket at `path`, or takes the one that systemd hands over.
    /// Members of the group `kheo` may call, where there is one.
    ///
    /// # Errors
    /// The socket cannot be made, or somebody answers there.
    pub fn begin(store: PathBuf, guard: Guard, path: &Path) -> Result<Self, ServeFault> {
        let door = group_number(GROUP).map_or(Door::Own, Door::Group);
        let (listener, called) = match handed_over() {
            // Whoever made it judged who may call.
            Some(listener) => (listener, Called::HandedOver),
            None => {
                let made = bind(path, door).map_err(|fault| ServeFault::Socket {
                    path: path.to_owned(),
                    fault,
                })?;
                (made, Called::At(path.to_owned()))
            }
        };
        let door = match called {
            Called::HandedOver => Door::Group(group_number(GROUP).unwrap_or_default()),
            Called::At(_) => door,
        };
        Ok(Self {
            listener,
            door,
            called,
            store,
            guard,
        })
    }

    /// Who may call. Without a group `kheo` on this machine it is only the user
    /// whose store this is.
    pub fn callers(&self) -> Callers {
        match self.door {
            Door::Own => Callers::Keeper,
            Door::Group(_) => Callers::Group,
        }
    }

    /// Answers until the process is told to stop. Every change that was
    /// answered is on disk; what was not is asked again by whoever asked.
    ///
    /// # Errors
    /// The store cannot be opened. That there is none yet is no fault.
    pub fn run(self) -> Result<(), ServeFault> {
        allow_many_lines();
        let mut signals = Signals::new([SIGTERM, SIGINT]).map_err(ServeFault::Signals)?;
        let near = beside(&self.store);
        let mut made: Vec<PathBuf> = Vec::new();
        if let Called::At(path) = &self.called {
            made.push(path.clone());
        }
        let worker = Worker::start(self.store, self.guard, None);
        match ask(&worker) {
            Ok(()) | Err(Refusal::NoBook) => {}
            Err(refusal) => {
                take_away(&made);
                return Err(ServeFault::Book(refusal));
            }
        }
        if let Some((path, listener)) = near
            .into_iter()
            .find_map(|path| Some((path.clone(), bind(&path, Door::Own).ok()?)))
        {
            made.push(path);
            take_calls_aside(listener, Door::Own, &worker);
        }
        take_calls_aside(self.listener, self.door, &worker);
        signals.forever().next();
        // Answered after everything that was asked before it.
        let _ = ask(&worker);
        take_away(&made);
        Ok(())
    }
}

/// Each line takes a descriptor; systems begin with few.
fn allow_many_lines() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // With few descriptors fewer lines are open: the rest waits to be taken.
    let _ = setrlimit(Resource::Nofile, limit);
}

/// Asks the owner itself, behind everything that was asked before.
fn ask(worker: &Worker) -> Result<(), Refusal> {
    let (answer, answered) = channel();
    worker.send(Job {
        caller: Caller::Keeper,
        session: Uuid::nil(),
        number: 0,
        request: Request::Book,
        report: Box::new(|_| {}),
        answer: Box::new(move |reply| drop(answer.send(reply.map(|_| ())))),
    });
    answered.recv().unwrap_or(Err(Refusal::Gone))
}

fn take_away(sockets: &[PathBuf]) {
    for path in sockets {
        // Somebody else may have tidied up.
        let _ = std::fs::remove_file(path);
    }
}

/// The listening socket that systemd hands over (sd_listen_fds(3)).
fn handed_over() -> Option<UnixListener> {
    let number = |name: &str| std::env::var(name).ok()?.parse::<u32>().ok();
    if number("LISTEN_PID") != Some(std::process::id()) || number("LISTEN_FDS")? < 1 {
        return None;
    }
    // SAFETY: by the agreement of LISTEN_FDS this descriptor is open and ours,
    // and nothing else in the process has taken it: this is asked once.
    let handed = unsafe { OwnedFd::from_raw_fd(HANDED_OVER) };
    let is_listening = rustix::net::sockopt::socket_acceptconn(&handed) == Ok(true);
    // What we start must not inherit it; a system that refuses shares it.
    let _ = rustix::io::fcntl_setfd(&handed, rustix::io::FdFlags::CLOEXEC);
    is_listening.then(|| handed.into())
}
