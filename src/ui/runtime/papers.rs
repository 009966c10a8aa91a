//! Work on files that a person named, done by this session with that person's
//! own rights; the owner of the book never opens them (DESIGN §2).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::exchange::Measure;
use crate::ui::effect::{Paper, PaperWork};
use crate::ui::overlay::{EntryKind, PathEntry};
use crate::ui::words::Bilingual;

/// Entries of a folder that are listed at most: a prompt shows a few.
const MOST_ENTRIES: usize = 2_000;

/// Reads and writes files.
pub trait Papers: Clone + Send + 'static {
    /// Does the work. Setting `stop` ends it soon, with nothing left behind.
    ///
    /// # Errors
    /// What is wrong, where, and what would be right, in words.
    fn work(
        &self,
        work: PaperWork,
        report: &dyn Fn(Measure),
        stop: &AtomicBool,
    ) -> Result<Paper, Bilingual>;
}

/// The entries of a folder as typed; without a name, of the one that we work
/// in. A folder that cannot be read has none.
pub fn entries(folder: &str) -> Vec<PathEntry> {
    let path = if folder.is_empty() {
        PathBuf::from(".")
    } else {
        path_of(Path::new(folder))
    };
    let Ok(found) = fs::read_dir(path) else {
        return Vec::new();
    };
    let entry = |entry: fs::DirEntry| {
        let name = entry.file_name().into_string().ok()?;
        let kind = if entry.path().is_dir() {
            EntryKind::Folder
        } else {
            EntryKind::File
        };
        Some(PathEntry { name, kind })
    };
    found
        .filter_map(Result::ok)
        .take(MOST_ENTRIES)
        .filter_map(entry)
        .collect()
}

/// A path as typed, where `~` is the home directory.
pub fn path_of(typed: &Path) -> PathBuf {
    match (typed.strip_prefix("~"), directories::BaseDirs::new()) {
        (Ok(rest), Some(dirs)) => dirs.home_dir().join(rest),
        _ => typed.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lists_its_files_and_folders() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("số liệu")).unwrap();
        fs::write(folder.path().join("danh sách.xlsx"), b"").unwrap();
        let mut found = entries(&format!("{}/", folder.path().display()));
        found.sort_by_key(|entry| entry.kind);
        let found: Vec<_> = found
            .iter()
            .map(|entry| (entry.name.as_str(), entry.kind))
            .collect();
        assert_eq!(
            found,
            [
                ("số liệu", EntryKind::Folder),
                ("danh sách.xlsx", EntryKind::File)
            ]
        );
        assert!(entries("/no/such/place/").is_empty());
    }

    #[test]
    fn a_tilde_is_the_home_directory() {
        let path = path_of(Path::new("~/gói.kheo"));
        assert!(path.is_absolute() && path.ends_with("gói.kheo"));
        assert_eq!(path_of(Path::new("./~x")), PathBuf::from("./~x"));
    }
}
