//! Work on files that a person named, done by this session with that person's
//! own rights; the owner of the book never opens them (DESIGN §2).

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::service::Progress;
use crate::ui::effect::{Paper, PaperWork};
use crate::ui::words::Bilingual;

/// Entries of a directory that are listed at most: a prompt shows a few.
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
        report: &dyn Fn(Progress),
        stop: &AtomicBool,
    ) -> Result<Paper, Bilingual>;
}

/// The entries of the directory that a half-typed path is in, by name,
/// directories ending in `/`. One that cannot be read has none.
pub fn entries(typed: &str) -> Vec<String> {
    let folder = folder_of(typed);
    let Ok(found) = fs::read_dir(&folder) else {
        return Vec::new();
    };
    let mut names: Vec<String> = found
        .filter_map(Result::ok)
        .take(MOST_ENTRIES)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            Some(if entry.path().is_dir() {
                format!("{name}/")
            } else {
                name
            })
        })
        .collect();
    names.sort_by(|one, other| crate::text::compare(one, other));
    names
}

/// A path as typed: `~` is the home directory.
pub fn path_of(typed: &str) -> PathBuf {
    let typed = typed.trim();
    match typed.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
            match directories::BaseDirs::new() {
                Some(dirs) => dirs.home_dir().join(rest.trim_start_matches('/')),
                None => PathBuf::from(typed),
            }
        }
        _ => PathBuf::from(typed),
    }
}

fn folder_of(typed: &str) -> PathBuf {
    let path = path_of(typed);
    if typed.ends_with('/') || typed.trim() == "~" {
        return path;
    }
    match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_typed_name_lists_its_directory() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("số liệu")).unwrap();
        fs::write(folder.path().join("danh sách.xlsx"), b"").unwrap();
        let typed = folder.path().join("da").display().to_string();
        assert_eq!(entries(&typed), ["danh sách.xlsx", "số liệu/"]);
        assert_eq!(
            entries(&format!("{}/", folder.path().display())),
            ["danh sách.xlsx", "số liệu/"]
        );
        assert!(entries("/no/such/place/x").is_empty());
    }
}
