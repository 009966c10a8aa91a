//! Tests that need something of the machine: without it they are skipped and
//! say so, unless `KHEO_NOTHING_SKIPS` is set, as in CI; then they fail.

use std::env;
use std::path::PathBuf;

/// Whether the program `name` can be run here.
#[allow(dead_code)]
pub fn program(name: &str) -> bool {
    found(name).is_some() || skipped(&format!("no program {name}"))
}

/// Where the program `name` is, also where only root usually looks.
#[allow(dead_code)]
pub fn found(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let usual = ["/usr/sbin", "/sbin", "/usr/local/sbin"].map(PathBuf::from);
    let mut places = env::split_paths(&path).chain(usual);
    places.find_map(|folder| Some(folder.join(name)).filter(|file| file.is_file()))
}

/// Says that a test cannot be done here, and why. Always `false`.
#[allow(dead_code)]
pub fn skipped(why: &str) -> bool {
    assert!(
        env::var_os("KHEO_NOTHING_SKIPS").is_none(),
        "nothing may be skipped here, but: {why}"
    );
    eprintln!("skipped: {why}");
    false
}

/// Whether this is root, who can be other users too.
#[cfg(unix)]
#[allow(dead_code)]
pub fn root() -> bool {
    rustix::process::geteuid().is_root() || skipped("only root can be other users")
}
