//! Room on the disk that is held for giving room back: on a disk that is full
//! to the last byte even dropping a draft needs a page or two.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use super::open::private_file;

/// Bytes that are held. Dropping a draft writes some ten pages of 4 KiB; what
/// remains is for taking out a bundle.
pub const BALLAST: u64 = 4 << 20;

/// A file beside the store that holds nothing but room.
pub struct Ballast {
    path: PathBuf,
    is_laid: bool,
}

impl Ballast {
    /// That of the store at `path`; only the store's owner may touch it.
    pub fn beside(store: &Path) -> Self {
        let mut name = store.as_os_str().to_owned();
        name.push(".ballast");
        let path = PathBuf::from(name);
        let is_laid = path.exists();
        Self { path, is_laid }
    }

    /// Lays it where it is not, and the disk has twice the room. Without room
    /// for it the book works all the same.
    pub fn lay(&mut self) {
        if self.is_laid {
            return;
        }
        self.is_laid = private_file(&self.path)
            .is_ok_and(|file| hold(&file, 2 * BALLAST).is_ok() && file.set_len(BALLAST).is_ok());
        if !self.is_laid {
            // There may be nothing to remove.
            let _ = std::fs::remove_file(&self.path);
        }
    }

    /// Whether the disk has less room than what is held.
    pub fn is_needed(&self) -> bool {
        self.is_laid && free(&self.path).is_some_and(|free| free < BALLAST)
    }

    /// Gives its room away.
    pub fn spend(&mut self) {
        // Without it there is as much room as there is.
        let _ = std::fs::remove_file(&self.path);
        self.is_laid = false;
    }
}

/// Bytes that the disk under a file has left, where the system tells.
#[cfg(unix)]
fn free(path: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(path).ok()?;
    disk.f_bavail.checked_mul(disk.f_frsize)
}

#[cfg(not(unix))]
fn free(_: &Path) -> Option<u64> {
    None
}

/// Gives the file blocks of the disk, which a length alone does not.
#[cfg(target_os = "linux")]
fn hold(file: &File, bytes: u64) -> io::Result<()> {
    use rustix::fs::{FallocateFlags, fallocate};
    use rustix::io::Errno;
    match fallocate(file, FallocateFlags::empty(), 0, bytes) {
        Err(Errno::OPNOTSUPP | Errno::NOSYS) => write_out(file, bytes),
        held => Ok(held?),
    }
}

#[cfg(not(target_os = "linux"))]
fn hold(file: &File, bytes: u64) -> io::Result<()> {
    write_out(file, bytes)
}

fn write_out(mut file: &File, bytes: u64) -> io::Result<()> {
    io::copy(&mut io::Read::take(io::repeat(0), bytes), &mut file)?;
    file.sync_data()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_holds_blocks_until_it_is_spent_and_is_laid_again() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("sổ.redb");
        let mut ballast = Ballast::beside(&store);
        for _ in 0..2 {
            ballast.lay();
            let laid = folder.path().join("sổ.redb.ballast").metadata().unwrap();
            assert_eq!(laid.len(), BALLAST);
            #[cfg(unix)]
            assert!(std::os::unix::fs::MetadataExt::blocks(&laid) * 512 >= BALLAST);
            ballast.spend();
            assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
        }
    }

    #[test]
    fn one_that_was_laid_before_is_known() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path().join("kheo.redb");
        Ballast::beside(&store).lay();
        let mut again = Ballast::beside(&store);
        assert!(again.is_laid);
        again.spend();
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn writing_it_out_holds_as_much() {
        let file = tempfile::tempfile().unwrap();
        write_out(&file, 10_000).unwrap();
        assert_eq!(file.metadata().unwrap().len(), 10_000);
    }
}
