//! A small file system in memory, which only root may mount.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::needs;

/// A file system of its own, unmounted when it is dropped.
pub struct SmallDisk {
    folder: TempDir,
}

impl SmallDisk {
    /// `None`, with the reason printed, where it cannot be mounted.
    pub fn mounted(size: &str) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(folder.path())
            .output();
        match mounted {
            Ok(output) if output.status.success() => Some(Self { folder }),
            Ok(output) => {
                needs::skipped(&String::from_utf8_lossy(&output.stderr));
                None
            }
            Err(fault) => {
                needs::skipped(&format!("mount: {fault}"));
                None
            }
        }
    }

    pub fn remount(&self, options: &str) {
        let status = Command::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(self.folder.path())
            .status();
        assert!(status.unwrap().success());
    }

    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Leaves room for a few notes only.
    pub fn fill(&self) -> PathBuf {
        let path = self.fill_up();
        let file = File::options().write(true).open(&path).unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length - (1 << 20)).unwrap();
        path
    }

    /// Writes until nothing goes on the disk any more.
    pub fn fill_up(&self) -> PathBuf {
        let path = self.path().join("filler");
        let mut file = File::create(&path).unwrap();
        for length in [1 << 16, 1 << 12] {
            while file.write_all(&vec![7; length]).is_ok() {}
        }
        path
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount")
            .arg("--lazy")
            .arg(self.folder.path())
            .status();
    }
}
