//! Two books over a real ssh: an sshd of the test's own on 127.0.0.1.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::TempDir;

use crate::desk::{Desk, Run, text};
use crate::laptop::{approve_all, laptop};
use crate::needs;
use crate::port::{free_port, greets};

/// How the key of the test may log in.
enum Login {
    /// As in a shell where `kheo` is in the path.
    Shell,
    /// As in a shell that knows no `kheo`.
    BareShell,
    /// Behind `command="kheo serve --stdio …",restrict`.
    Forced(PathBuf),
    Refused,
}

struct Sshd {
    folder: TempDir,
    daemon: Child,
    port: u16,
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.daemon.kill();
        let _ = self.daemon.wait();
    }
}

fn kheo() -> PathBuf {
    PathBuf::from(env!("CARGO_BIN_EXE_kheo"))
}

fn keygen(file: &Path) {
    let made = Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "", "-f"])
        .arg(file)
        .status();
    assert!(made.unwrap().success());
}

impl Sshd {
    /// `None`, with the reason said, where it cannot be started.
    fn start(login: &Login) -> Option<Self> {
        let sshd = needs::program("sshd").then(|| needs::found("sshd"))??;
        if !needs::program("ssh") || !needs::program("ssh-keygen") {
            return None;
        }
        // Only root's sshd needs it, to give up its rights there.
        let _ = fs::create_dir_all("/run/sshd");
        let folder = TempDir::new().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["host_key", "key", "other_key"] {
            keygen(&at(name));
        }
        let port = free_port();
        let public = fs::read_to_string(at("key.pub")).unwrap();
        let authorized = match login {
            Login::Shell | Login::BareShell => public,
            Login::Forced(store) => format!(
                "command=\"{} serve --stdio --store {}\",restrict {public}",
                kheo().display(),
                store.display()
            ),
            Login::Refused => fs::read_to_string(at("other_key.pub")).unwrap(),
        };
        fs::write(at("authorized_keys"), authorized).unwrap();
        let folder_of_kheo = kheo().parent().unwrap().to_owned();
        let search = match login {
            Login::BareShell => "/usr/bin:/bin".to_owned(),
            _ => format!("{}:/usr/bin:/bin", folder_of_kheo.display()),
        };
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {0}/host_key\n\
             AuthorizedKeysFile {0}/authorized_keys\nPidFile {0}/pid\nUsePAM no\n\
             StrictModes no\nPasswordAuthentication no\nPermitRootLogin yes\n\
             SetEnv PATH={search}\n",
            folder.path().display()
        );
        fs::write(at("sshd_config"), config).unwrap();
        let host = fs::read_to_string(at("host_key.pub")).unwrap();
        fs::write(at("known_hosts"), format!("[127.0.0.1]:{port} {host}")).unwrap();
        let client = format!(
            "IdentityFile {0}/key\nIdentitiesOnly yes\nStrictHostKeyChecking yes\n\
             UserKnownHostsFile {0}/known_hosts\nGlobalKnownHostsFile none\n",
            folder.path().display()
        );
        fs::write(at("ssh_config"), client).unwrap();
        // The system's ssh with this configuration and no other.
        fs::create_dir(at("bin")).unwrap();
        let ssh = needs::found("ssh")?;
        let shim = format!(
            "#!/bin/sh\nexec {} -F {} \"$@\"\n",
            ssh.display(),
            at("ssh_config").display()
        );
        fs::write(at("bin/ssh"), shim).unwrap();
        make_runnable(&at("bin/ssh"));
        let daemon = Command::new(sshd)
            .args(["-D", "-e", "-f"])
            .arg(at("sshd_config"))
            .stdin(Stdio::null())
            .stderr(fs::File::create(at("log")).unwrap())
            .spawn()
            .unwrap();
        let mut sshd = Self {
            folder,
            daemon,
            port,
        };
        sshd.wait().then_some(sshd)
    }

    /// Until it answers.
    fn wait(&mut self) -> bool {
        let begun = Instant::now();
        while begun.elapsed() < Duration::from_secs(20) {
            if greets(self.port) {
                return true;
            }
            if self.daemon.try_wait().unwrap().is_some() {
                break;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let log = fs::read_to_string(self.folder.path().join("log"));
        needs::skipped(&format!("sshd did not start: {}", log.unwrap_or_default()))
    }

    fn address(&self, store: Option<&Path>) -> String {
        let store = store.map(|store| store.display().to_string());
        format!("ssh://127.0.0.1:{}{}", self.port, store.unwrap_or_default())
    }

    fn sync(&self, desk: &Desk, address: &str, more: &[&str]) -> Run {
        let mut command = desk.command(&[&["sync", address], more].concat());
        let bin = self.folder.path().join("bin");
        command.env("PATH", format!("{}:/usr/bin:/bin", bin.display()));
        command.timeout(Duration::from_secs(120));
        Run::of(command.output().unwrap())
    }
}

fn make_runnable(file: &Path) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

fn models(desk: &Desk) -> Vec<String> {
    let list = desk.json(&["list"]);
    let mut names: Vec<_> = list
        .as_array()
        .unwrap()
        .iter()
        .map(|model| text(&model["name"]))
        .collect();
    names.sort();
    names
}

#[test]
fn two_books_are_the_same_after_one_sync() {
    let Some(sshd) = Sshd::start(&Login::Shell) else {
        return;
    };
    let (an, district) = (laptop("An"), laptop("Huyện"));
    fs::write(an.path().join("a.pdf"), b"%PDF-1.7 scan").unwrap();
    an.run(&["attach", &an.only("Mô hình của An"), "a.pdf"])
        .done();
    let address = sshd.address(Some(district.path()));
    let run = sshd.sync(&an, &address, &["--json"]).done().json();
    assert!(
        run["sent"].as_u64() > Some(0) && run["ops_new"].as_u64() > Some(0),
        "{run}"
    );
    approve_all(&an);
    approve_all(&district);
    let both = ["Mô hình của An", "Mô hình của Huyện"];
    assert_eq!(
        (models(&an).as_slice(), models(&district).as_slice()),
        (&both.map(String::from)[..], &both.map(String::from)[..])
    );
    let again = sshd.sync(&an, &address, &["--json"]).done().json();
    assert_eq!(
        (&again["sent"], &again["ops_new"]),
        (&json!(0), &json!(0)),
        "{again}"
    );
    assert_eq!(district.json(&["attach", "list"])[0]["here"], true);
    for desk in [&an, &district] {
        assert_eq!(desk.json(&["check"])["ok"], true);
    }
}

#[test]
fn it_works_behind_a_forced_command() {
    let district = laptop("Huyện");
    let Some(sshd) = Sshd::start(&Login::Forced(district.path().to_owned())) else {
        return;
    };
    let an = laptop("An");
    let run = sshd
        .sync(&an, &sshd.address(None), &["--json"])
        .done()
        .json();
    assert!(run["sent"].as_u64() > Some(0), "{run}");
    approve_all(&district);
    assert!(models(&district).contains(&"Mô hình của An".to_owned()));
}

#[test]
fn each_thing_that_goes_wrong_is_said() {
    let an = laptop("An");
    let before = models(&an);
    let Some(refusing) = Sshd::start(&Login::Refused) else {
        return;
    };
    let said = |sshd: &Sshd, address: &str, words: &str| {
        let run = sshd.sync(&an, address, &["--lang", "en"]).refused(1);
        assert!(run.err.contains(words), "{words}: {}", run.err);
    };
    said(&refusing, &refusing.address(None), "did not let you in");

    let other = fs::read_to_string(refusing.folder.path().join("other_key.pub")).unwrap();
    let known = refusing.folder.path().join("known_hosts");
    fs::write(&known, format!("[127.0.0.1]:{} {other}", refusing.port)).unwrap();
    said(
        &refusing,
        &refusing.address(None),
        "is not the machine it was",
    );
    fs::write(&known, "").unwrap();
    said(
        &refusing,
        &refusing.address(None),
        "has not been met before",
    );

    if let Some(bare) = Sshd::start(&Login::BareShell) {
        said(&bare, &bare.address(None), "kheo is not installed");
    }
    let empty = Desk::bare();
    if let Some(sshd) = Sshd::start(&Login::Shell) {
        said(&sshd, &sshd.address(Some(empty.path())), "no book");
        let closed = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = closed.local_addr().unwrap().port();
        drop(closed);
        said(
            &sshd,
            &format!("ssh://127.0.0.1:{port}"),
            "could not be reached",
        );
    }
    assert_eq!(models(&an), before);
}
