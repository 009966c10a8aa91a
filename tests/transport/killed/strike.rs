//! One run of the program, killed somewhere between its first and last moment.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

use crate::desk::{Desk, Run};

/// How a run came to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// It was killed at work.
    Struck,
    /// It had said that all is done before it could be killed.
    Done,
    /// It ended by itself and said that something failed.
    Failed,
}

/// Whom the blow hits.
#[derive(Debug, Clone)]
pub enum Victim<'a> {
    /// The program itself.
    Near,
    /// The one at the other end of the line, whose id is in this file.
    Far(&'a Path),
}

/// What is run, and where.
pub struct Blow<'a> {
    pub desk: &'a Desk,
    pub arguments: Vec<String>,
    /// Where programs are looked for; the usual places without it.
    pub search: Option<String>,
    pub victim: Victim<'a>,
}

impl Blow<'_> {
    fn command(&self) -> Command {
        let arguments: Vec<_> = self.arguments.iter().map(String::as_str).collect();
        let prepared = self.desk.command(&arguments);
        let mut command = Command::new(prepared.get_program());
        command
            .args(prepared.get_args())
            .current_dir(self.desk.path());
        for (name, value) in prepared.get_envs() {
            match value {
                Some(value) => command.env(name, value),
                None => command.env_remove(name),
            };
        }
        if let Some(search) = &self.search {
            command.env("PATH", search);
        }
        command
    }

    /// Runs to the end, which must be a good one; tells how long it took.
    pub fn whole(&self) -> Duration {
        let begun = Instant::now();
        let run = Run::of(self.command().output().unwrap());
        assert_eq!(run.code, 0, "{:?}: {}", self.arguments, run.err);
        begun.elapsed()
    }

    /// Runs, and kills the victim after a while.
    pub fn strike(&self, after: Duration) -> Ended {
        let mut command = self.command();
        let mut child = command
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Not to wait for something: to strike at any moment.
        std::thread::sleep(after);
        match self.victim {
            Victim::Near => {
                let _ = child.kill();
            }
            Victim::Far(file) => far(file).into_iter().for_each(kill),
        }
        let ended = how(child.wait().unwrap());
        if let Victim::Near = self.victim {
            return ended;
        }
        match ended {
            Ended::Failed => Ended::Struck,
            other => other,
        }
    }
}

fn how(status: ExitStatus) -> Ended {
    match status.code() {
        None => Ended::Struck,
        Some(0) => Ended::Done,
        Some(_) => Ended::Failed,
    }
}

/// The program whose id a file holds, if it was started.
fn far(file: &Path) -> Option<Pid> {
    let text = std::fs::read_to_string(file).ok()?;
    Pid::from_raw(text.trim().parse().ok()?)
}

fn kill(pid: Pid) {
    // It may have ended meanwhile.
    let _ = kill_process(pid, Signal::KILL);
}
