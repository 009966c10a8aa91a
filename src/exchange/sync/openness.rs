//! Who may read and write on the shelf: whoever may in the shared folder. Where
//! several users of one machine or one file server share it, what one of them
//! puts there is for the others.

use std::fs::File;
use std::path::Path;

/// Opens a file that is being put on the shelf at `root` to those who may read
/// or write in `root`. File systems without such rights need nothing.
pub(super) fn open_file(file: &File, root: &Path) {
    #[cfg(unix)]
    if let Some(rights) = unix::rights(root) {
        let _ = file.set_permissions(unix::of(rights & 0o666 | 0o600));
    }
    #[cfg(not(unix))]
    let _ = (file, root);
}

/// Opens a folder that was made on the shelf at `root` as [`open_file`] does; a
/// group or a rule about deleting that `root` hands down is handed down.
pub(super) fn open_folder(folder: &Path, root: &Path) {
    #[cfg(unix)]
    if let Some(rights) = unix::rights(root) {
        let _ = std::fs::set_permissions(folder, unix::of(rights & 0o3777 | 0o700));
    }
    #[cfg(not(unix))]
    let _ = (folder, root);
}

#[cfg(unix)]
mod unix {
    use std::fs::{Permissions, metadata};
    use std::os::unix::fs::PermissionsExt;
    use std::path::Path;

    pub(super) fn rights(root: &Path) -> Option<u32> {
        metadata(root).ok().map(|found| found.permissions().mode())
    }

    pub(super) fn of(rights: u32) -> Permissions {
        Permissions::from_mode(rights)
    }
}
