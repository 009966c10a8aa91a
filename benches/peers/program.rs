//! Programs of others, where this machine has them.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;

use crate::measured::{Budget, Measured};
use crate::terminal::Terminal;

/// A program of others that is on this machine.
pub struct Program {
    pub path: PathBuf,
    /// What it calls itself, with its version.
    pub name: String,
}

impl Program {
    /// Looks in the folder `KHEO_PEERS`, then in `PATH`.
    pub fn find(name: &str) -> Option<Self> {
        let own = std::env::var_os("KHEO_PEERS").map(PathBuf::from);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let mut folders = own.into_iter().chain(std::env::split_paths(&path));
        let path =
            folders.find_map(|folder| Some(folder.join(name)).filter(|path| path.is_file()))?;
        let said = Command::new(&path).arg("--version").output().ok()?.stdout;
        let said = String::from_utf8_lossy(&said).into_owned();
        let version = said
            .split_whitespace()
            .map(|word| word.trim_start_matches('v'))
            .find(|word| word.starts_with(|letter: char| letter.is_ascii_digit()));
        Some(Self {
            path,
            name: format!(
                "{name} {}",
                version.unwrap_or_default().trim_end_matches(',')
            ),
        })
    }

    /// The same, or a row that says that it is left out.
    pub fn or_skip(name: &str, measured: &mut Measured) -> Option<Self> {
        let found = Self::find(name);
        if found.is_none() {
            measured.row(name, "skipped: not on this machine", &Budget::None);
        }
        found
    }

    /// Started with these arguments, in a terminal, its input from a file.
    pub fn fed(&self, arguments: &str, input: &Path, home: &Path) -> CommandBuilder {
        let line = format!(
            "exec '{}' {arguments} < '{}'",
            self.path.display(),
            input.display()
        );
        let mut command = CommandBuilder::new("/bin/sh");
        command.args(["-c", &line]);
        surround(&mut command, home);
        command
    }

    /// Started with these arguments, in a terminal.
    pub fn with(&self, arguments: &[&str], home: &Path) -> CommandBuilder {
        let mut command = CommandBuilder::new(&self.path);
        command.args(arguments);
        surround(&mut command, home);
        command
    }
}

/// The same surroundings for everybody.
fn surround(command: &mut CommandBuilder, home: &Path) {
    command.env_clear();
    for (name, value) in [
        ("TERM", "xterm-256color"),
        ("LANG", "C.UTF-8"),
        ("PATH", "/usr/local/bin:/usr/bin:/bin"),
    ] {
        command.env(name, value);
    }
    command.env("HOME", home);
    command.cwd(home);
}

/// Waits until nothing was written for `quiet`, but no longer than `most`:
/// there are programs that write all the time.
pub fn rest(open: &Terminal, quiet: Duration, most: Duration) {
    let begun = Instant::now();
    let (mut written, mut since) = (open.written().0, begun);
    while since.elapsed() < quiet && begun.elapsed() < most {
        std::thread::sleep(Duration::from_millis(2));
        let now = open.written().0;
        if now != written {
            (written, since) = (now, Instant::now());
        }
    }
}
