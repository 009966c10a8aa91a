//! A folder that is gone when the sample book is closed.

use std::io;
use std::path::{Path, PathBuf};

use uuid::Uuid;

/// Removed with everything in it when dropped.
#[derive(Debug)]
pub struct ThrowawayFolder {
    path: PathBuf,
}

impl ThrowawayFolder {
    /// A new folder among the temporary ones, for this account alone.
    ///
    /// # Errors
    /// The system refuses.
    pub fn new() -> io::Result<Self> {
        let path = std::env::temp_dir().join(format!("kheo-demo-{}", Uuid::now_v7()));
        make_private(&path)?;
        Ok(Self { path })
    }

    pub fn path(&self) -> &Path {
        &self.path
    }
}

#[cfg(unix)]
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    std::fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> io::Result<()> {
    std::fs::create_dir(path)
}

impl Drop for ThrowawayFolder {
    fn drop(&mut self) {
        // What cannot be removed is left to the system's own cleaning.
        let _ = std::fs::remove_dir_all(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_behind() {
        let folder = ThrowawayFolder::new().unwrap();
        let path = folder.path().to_owned();
        std::fs::write(path.join("a"), "b").unwrap();
        assert!(path.is_dir());
        drop(folder);
        assert!(!path.exists());
    }
}
