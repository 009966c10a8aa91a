//! Where sockets are.

use std::path::{Path, PathBuf};

/// The socket of the shared server of a machine.
pub const WELL_KNOWN: &str = "/run/kheo/kheo.sock";

/// Longest name that a socket may have, in bytes, on every system.
const LONGEST: usize = 100;

/// Where the owner of the store at `store` answers its other sessions: beside
/// the store, or, where its name would be too long for a socket or its folder
/// takes none, in the folder that this user has at run time.
pub fn beside(store: &Path) -> Vec<PathBuf> {
    let whole = std::path::absolute(store).unwrap_or_else(|_| store.to_owned());
    let digest = blake3::hash(whole.as_os_str().as_encoded_bytes()).to_hex();
    let at_run_time = std::env::var_os("XDG_RUNTIME_DIR")
        .map(|folder| PathBuf::from(folder).join(format!("kheo-{}.sock", &digest[..16])));
    let beside = whole.with_extension("sock");
    [Some(beside), at_run_time]
        .into_iter()
        .flatten()
        .filter(|path| path.as_os_str().len() <= LONGEST)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_too_long_for_a_socket_is_passed_over() {
        let near = beside(Path::new("/home/hoa/kheo.redb"));
        assert_eq!(near[0], Path::new("/home/hoa/kheo.sock"));
        let far = format!("/{}/kheo.redb", "x".repeat(LONGEST));
        let far = beside(Path::new(&far));
        assert!(far.iter().all(|path| path.as_os_str().len() <= LONGEST));
    }
}
