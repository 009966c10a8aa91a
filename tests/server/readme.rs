//! The README's lines for a shared server, run as they are written there, on a
//! machine of the test's own: a mount namespace where `/etc`, `/home`, `/run`
//! and `/var/lib` are copies that go away with it, so that no user and no
//! service is left behind.
//!
//! `systemctl` is a stand-in there, since no systemd runs: it listens on the
//! socket of the printed unit and starts the service's own `ExecStart` as the
//! service's own user, as socket activation does.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use portable_pty::CommandBuilder;
use tempfile::TempDir;

use crate::needs;
use crate::port::free_port;
use crate::server::open_to_all;
use crate::terminal::in_terminal;

const HEADING: &str = "## The server in ten lines";

/// What it takes to be such a machine.
const PROGRAMS: [&str; 8] = [
    "unshare",
    "nsenter",
    "setpriv",
    "sshd",
    "ssh",
    "useradd",
    "runuser",
    "systemd-socket-activate",
];

/// The machine: two Unix users, an sshd, a laptop whose ssh knows where
/// `may-chu` is, and what stands in for systemd. It lasts as long as its
/// standard input.
const MACHINE: &str = r#"set -eu
mkdir $AT/etc $AT/bin $AT/laptop
cp -a /etc/. $AT/etc/
mount --bind $AT/etc /etc
for place in /home /run /var/lib; do mount -t tmpfs tmpfs $place; done
mkdir -p /run/sshd /etc/systemd/system
userdel kheo 2>/dev/null || true
groupdel kheo 2>/dev/null || true
for user in hoa binh; do
    userdel $user 2>/dev/null || true
    useradd -m -p '*' -s /bin/sh $user
done
ln -s $KHEO $AT/bin/kheo

cat > $AT/bin/systemctl <<'STAND_IN'
#!/bin/sh
set -eu
[ "$*" = "enable --now kheo.socket" ]
unit() { sed -n "s/^$2=//p" /etc/systemd/system/kheo.$1 | head -1; }
socket=$(unit socket ListenStream)
user=$(unit service User)
mkdir -p "$(dirname "$socket")"
systemd-socket-activate -l "$socket" \
    setpriv --reuid "$user" --regid "$(unit service Group)" --init-groups \
    $(unit service ExecStart) < /dev/null > $AT/log 2>&1 &
echo $! > $AT/server
until [ -S "$socket" ]; do sleep 0.02; done
chown "$(unit socket SocketUser):$(unit socket SocketGroup)" "$socket"
chmod "$(unit socket SocketMode)" "$socket"
STAND_IN

ssh-keygen -q -t ed25519 -N '' -f $AT/host
ssh-keygen -q -t ed25519 -N '' -f $AT/key
cat > $AT/sshd_config <<SSHD
ListenAddress 127.0.0.1:$PORT
HostKey $AT/host
AuthorizedKeysFile $AT/key.pub
StrictModes no
UsePAM no
PidFile none
PasswordAuthentication no
SetEnv PATH=$AT/bin:/usr/bin:/bin
SSHD
cat > $AT/ssh_config <<SSH
Host may-chu
  HostName 127.0.0.1
  Port $PORT
  IdentityFile $AT/key
  IdentitiesOnly yes
  StrictHostKeyChecking no
  UserKnownHostsFile /dev/null
  LogLevel ERROR
SSH
printf '#!/bin/sh\nexec /usr/bin/ssh -F %s "$@"\n' $AT/ssh_config > $AT/bin/ssh
chmod 755 $AT/bin/systemctl $AT/bin/ssh
$SSHD -D -e -f $AT/sshd_config < /dev/null 2> $AT/sshd.log &
sshd=$!
until ssh-keyscan -p $PORT 127.0.0.1 2>/dev/null | grep -q .; do sleep 0.05; done
echo ready
cat > /dev/null
kill $sshd $(cat $AT/server 2>/dev/null) 2>/dev/null || true
"#;

struct Machine {
    folder: TempDir,
    holder: Child,
}

impl Machine {
    /// `None`, with the reason said, where it cannot be made.
    fn make() -> Option<Self> {
        if !(needs::root() && PROGRAMS.iter().all(|name| needs::program(name))) {
            return None;
        }
        let namespace = Command::new("unshare").args(["-m", "true"]).output();
        if !namespace.is_ok_and(|output| output.status.success()) {
            needs::skipped("no mount namespaces");
            return None;
        }
        let folder = TempDir::new().unwrap();
        open_to_all(folder.path());
        let holder = Command::new("unshare")
            .args(["-m", "sh", "-c", MACHINE])
            .envs(surroundings(folder.path()))
            .env("PORT", free_port().to_string())
            .env("KHEO", env!("CARGO_BIN_EXE_kheo"))
            .env("SSHD", needs::found("sshd")?)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut machine = Self { folder, holder };
        let mut said = String::new();
        let hear = machine.holder.stdout.take().unwrap();
        BufReader::new(hear).read_line(&mut said).unwrap();
        assert_eq!(said, "ready\n");
        Some(machine)
    }

    fn words(&self, line: &str) -> [String; 7] {
        let holder = self.holder.id().to_string();
        ["nsenter", "-m", "-t", &holder, "sh", "-c", line].map(str::to_owned)
    }

    /// Runs a line as it stands, as root.
    fn run(&self, line: &str) -> Output {
        let words = self.words(line);
        Command::new(&words[0])
            .args(&words[1..])
            .env_clear()
            .envs(surroundings(self.folder.path()))
            .output()
            .unwrap()
    }

    #[track_caller]
    fn done(&self, line: &str) -> String {
        let output = self.run(line);
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        assert!(output.status.success(), "{line}: {output:?}\n{log}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Runs a line that opens the screens.
    fn screens(&self, line: &str) -> crate::terminal::Terminal {
        let words = self.words(line);
        let mut command = CommandBuilder::new(&words[0]);
        command.args(&words[1..]);
        command.env_clear();
        for (name, value) in surroundings(self.folder.path()) {
            command.env(name, value);
        }
        command.env("TERM", "xterm-256color");
        in_terminal(command, 80, 24)
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.holder.stdin.take());
        let _ = self.holder.wait();
    }
}

fn surroundings(folder: &Path) -> [(&'static str, String); 3] {
    let at = folder.display();
    [
        ("AT", at.to_string()),
        ("HOME", format!("{at}/laptop")),
        ("PATH", format!("{at}/bin:/usr/sbin:/usr/bin:/sbin:/bin")),
    ]
}

/// The lines to run under the heading.
fn lines() -> Vec<String> {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let (_, section) = readme
        .split_once(HEADING)
        .expect("the README has the section");
    let (_, block) = section.split_once("```sh\n").expect("it has lines to run");
    let (block, _) = block.split_once("```").unwrap();
    block.lines().map(str::to_owned).collect()
}

#[test]
fn the_server_in_ten_lines_is_a_server() {
    let lines = lines();
    assert_eq!(lines.len(), 10, "{lines:#?}");
    let Some(machine) = Machine::make() else {
        return;
    };
    for line in &lines {
        if line.starts_with("ssh -t ") {
            let mut terminal = machine.screens(line);
            terminal.sees("Trần Văn Bình").text("q");
            assert!(terminal.wait().success());
        } else if line.starts_with("kheo sync ") {
            // On the laptop, which has a book of its own.
            let laptop = format!("{}/laptop.redb", machine.folder.path().display());
            let store = format!("export KHEO_STORE={laptop};");
            machine.done(&format!(
                "{store} kheo init --officer 'Trần Văn Bình' --title 'Chuyên viên' --committee 'Ban Chỉ đạo huyện An Biên'"
            ));
            machine.done(&format!("{store} {line}"));
        } else {
            machine.done(line);
        }
    }
    // What came waits until an administrator approves the laptop.
    let devices = machine.done("ssh hoa@may-chu kheo devices list --json");
    assert!(devices.contains("waiting"), "{devices}");
    let refused = machine.run("ssh binh@may-chu kheo officers role hoa viewer");
    assert_eq!(refused.status.code(), Some(4), "{refused:?}");
    let private = machine.done("stat -c '%a %U' /var/lib/kheo /var/lib/kheo/kheo.redb");
    assert_eq!(private, "700 kheo\n600 kheo\n");
}
