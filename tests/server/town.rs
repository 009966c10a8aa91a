//! Real Unix users, made for a test and taken away again, and a real sshd
//! through which they work.

use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kheo::domain::Role;
use kheo::service::request::{NewOfficer, OfficersRequest};
use kheo::service::{Reply, Request};
use portable_pty::CommandBuilder;

use crate::needs;
use crate::port::{free_port, greets};
use crate::server::{Server, terminate, until};
use crate::terminal::{Terminal, in_terminal};

/// The users of the test, with what they are in the book.
pub const USERS: [(&str, Option<Role>); 6] = [
    ("kheo-t-xem", Some(Role::Viewer)),
    ("kheo-t-canbo", Some(Role::Officer)),
    ("kheo-t-truong", Some(Role::Lead)),
    ("kheo-t-congnhan", Some(Role::Registrar)),
    ("kheo-t-quantri", Some(Role::Admin)),
    ("kheo-t-la", None),
];

const GROUP: &str = "kheo";

/// A machine has its users once.
static ONE: Mutex<()> = Mutex::new(());

/// Users, their keys, and a door to this machine.
pub struct Town {
    pub server: Server,
    sshd: Option<Child>,
    port: u16,
    made_group: bool,
    _alone: MutexGuard<'static, ()>,
}

fn run(program: &str, arguments: &[&str]) -> Output {
    let path = needs::found(program).unwrap();
    Command::new(path).args(arguments).output().unwrap()
}

fn done(program: &str, arguments: &[&str]) {
    let output = run(program, arguments);
    assert!(
        output.status.success(),
        "{program} {arguments:?}: {output:?}"
    );
}

impl Town {
    /// `None` where it cannot be built.
    pub fn build() -> Option<Self> {
        if !(needs::root()
            && needs::program("sshd")
            && needs::program("ssh")
            && needs::program("useradd"))
        {
            return None;
        }
        let alone = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let made_group = run("groupadd", &[GROUP]).status.success();
        let mut town = Self {
            server: Server::absent(),
            sshd: None,
            port: 0,
            made_group,
            _alone: alone,
        };
        for (user, _) in USERS {
            // What a run that was killed has left.
            run("userdel", &[user]);
            done(
                "useradd",
                &[
                    "-M", "-d", "/tmp", "-s", "/bin/sh", "-p", "*", "-G", GROUP, user,
                ],
            );
        }
        town.server.start();
        crate::server::open_book(&town.server.client());
        for (user, role) in USERS {
            if let Some(role) = role {
                town.admit(user, role);
            }
        }
        town.open_door();
        Some(town)
    }

    fn admit(&self, login: &str, role: Role) {
        let new = NewOfficer {
            name: format!("Cán bộ {login}"),
            login: login.into(),
            role,
        };
        let request = Request::Officers(OfficersRequest::Add(new));
        let added = self.server.client().ask(request);
        assert!(matches!(added, Ok(Reply::Changed(_))), "{added:?}");
    }

    /// A real sshd on a port of its own, with one key for all users.
    fn open_door(&mut self) {
        let folder = self.server.folder.path();
        let file = |name: &str| folder.join(name).display().to_string();
        for name in ["host", "key"] {
            done(
                "ssh-keygen",
                &["-q", "-t", "ed25519", "-N", "", "-f", &file(name)],
            );
        }
        std::fs::copy(file("key.pub"), file("admitted")).unwrap();
        std::fs::create_dir_all("/run/sshd").unwrap();
        self.port = free_port();
        let config = format!(
            "ListenAddress 127.0.0.1:{}\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\n\
             UsePAM no\nPidFile none\nPasswordAuthentication no\nSetEnv KHEO_SOCKET={}\n\
             MaxStartups 100\n",
            self.port,
            file("host"),
            file("admitted"),
            self.server.socket().display(),
        );
        std::fs::write(file("sshd_config"), config).unwrap();
        let sshd = Command::new(needs::found("sshd").unwrap())
            .args(["-D", "-e", "-f", &file("sshd_config")])
            .stdin(Stdio::null())
            .stderr(std::fs::File::create(file("sshd.log")).unwrap())
            .spawn()
            .unwrap();
        self.sshd = Some(sshd);
        let port = self.port;
        until("sshd", || greets(port).then_some(()));
    }

    /// The command line of a user who works on the server from elsewhere.
    pub fn ssh(&self, user: &str) -> Vec<String> {
        let key = self.server.folder.path().join("key");
        let port = self.port.to_string();
        let to = format!("{user}@127.0.0.1");
        let words = [
            "ssh",
            "-q",
            "-F",
            "/dev/null",
            "-o",
            "StrictHostKeyChecking=no",
            "-o",
            "UserKnownHostsFile=/dev/null",
            "-o",
            "IdentitiesOnly=yes",
            "-o",
            "BatchMode=yes",
            "-i",
            key.to_str().unwrap(),
            "-p",
            &port,
            &to,
        ];
        words.map(str::to_owned).to_vec()
    }

    /// Runs a verb over ssh as a user.
    pub fn verb(&self, user: &str, arguments: &[&str]) -> Output {
        let ssh = self.ssh(user);
        let quoted: Vec<String> = arguments.iter().map(|word| format!("'{word}'")).collect();
        let line = format!("{} {}", env!("CARGO_BIN_EXE_kheo"), quoted.join(" "));
        Command::new(&ssh[0])
            .args(&ssh[1..])
            .arg(line)
            .output()
            .unwrap()
    }

    /// What a verb ended with, and what it complained of.
    pub fn code(&self, user: &str, arguments: &[&str]) -> (i32, String) {
        let output = self.verb(user, arguments);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        (output.status.code().unwrap_or(-1), complaint)
    }

    /// The screens, as a user sees them in a terminal elsewhere.
    pub fn screens(&self, user: &str) -> Terminal {
        let ssh = self.ssh(user);
        let mut command = CommandBuilder::new(&ssh[0]);
        command.env("TERM", "xterm-256color");
        command.arg("-tt");
        command.args(&ssh[1..]);
        command.arg(env!("CARGO_BIN_EXE_kheo"));
        in_terminal(command, 80, 24)
    }
}

impl Drop for Town {
    fn drop(&mut self) {
        if let Some(sshd) = &mut self.sshd {
            terminate(sshd);
            let _ = sshd.wait();
        }
        for (user, _) in USERS {
            run("userdel", &[user]);
        }
        if self.made_group {
            run("groupdel", &[GROUP]);
        }
    }
}
