//! Which Unix user is at the other end of a socket.

use std::os::unix::net::UnixStream;
use std::path::Path;
use std::process::Command;

use super::super::caller::Caller;

/// Fields of a line of the user or group database.
const NAME: usize = 0;
const NUMBER: usize = 2;

/// Who calls: the user that this process runs as is the keeper of the store.
/// `None` when the system does not tell.
pub fn caller(stream: &UnixStream) -> Option<Caller> {
    let user = user_of(stream)?;
    if user == rustix::process::geteuid().as_raw() {
        return Some(Caller::Keeper);
    }
    let line = entry("passwd", NUMBER, &user.to_string())?;
    let login = line.split(':').nth(NAME)?.to_owned();
    Some(Caller::Login(login))
}

#[cfg(target_os = "linux")]
fn user_of(stream: &UnixStream) -> Option<u32> {
    let peer = rustix::net::sockopt::socket_peercred(stream).ok()?;
    Some(peer.uid.as_raw())
}

/// Elsewhere only this user can open the socket, by its mode.
#[cfg(not(target_os = "linux"))]
fn user_of(_stream: &UnixStream) -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

/// The number of a group; `None` when there is no such group.
pub fn group_number(name: &str) -> Option<u32> {
    entry("group", NAME, name)?
        .split(':')
        .nth(NUMBER)?
        .parse()
        .ok()
}

/// The line of a system database whose `field` is `value`: from the file,
/// else from wherever else the system knows users from.
fn entry(database: &str, field: usize, value: &str) -> Option<String> {
    let file = std::fs::read_to_string(Path::new("/etc").join(database)).unwrap_or_default();
    let fits = |line: &&str| line.split(':').nth(field) == Some(value);
    if let Some(line) = file.lines().find(fits) {
        return Some(line.to_owned());
    }
    let asked = Command::new("getent")
        .args([database, value])
        .output()
        .ok()?;
    let answer = String::from_utf8(asked.stdout).ok()?;
    answer.lines().find(fits).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_runs_this_process_is_the_keeper() {
        let (one, _other) = UnixStream::pair().unwrap();
        assert_eq!(caller(&one), Some(Caller::Keeper));
    }

    #[test]
    fn users_and_groups_are_found_by_name_and_number() {
        let root = entry("passwd", NUMBER, "0").unwrap();
        assert!(root.starts_with("root:"), "{root}");
        assert_eq!(entry("passwd", NUMBER, "4294967294"), None);
        assert_eq!(group_number("khong-co-nhom-nay"), None);
    }
}
