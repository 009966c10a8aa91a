//! Putting a file where it was asked for: all of it or nothing, and only after
//! reading back what the disk really holds. USB sticks lie.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::exchange::fault::ExchangeFault;
use crate::exchange::words::FileFault;

/// Where a file goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// Here; a file that is there is replaced, in one step, by a whole one.
    Exactly(PathBuf),
    /// In `folder` as `stem.ending`, or `stem-2.ending`, `stem-3.ending`… when
    /// that is taken. Nothing is replaced.
    NamedIn {
        folder: PathBuf,
        stem: String,
        ending: String,
    },
}

impl Target {
    /// The name for messages while it is being written.
    pub fn name(&self) -> String {
        match self {
            Self::Exactly(path) => path.display().to_string(),
            Self::NamedIn { stem, ending, .. } => format!("{stem}.{ending}"),
        }
    }

    fn folder(&self) -> &Path {
        let folder = match self {
            Self::Exactly(path) => path.parent().unwrap_or(path),
            Self::NamedIn { folder, .. } => folder,
        };
        if folder.as_os_str().is_empty() {
            Path::new(".")
        } else {
            folder
        }
    }

    /// Clears away what was begun in its folder and abandoned long ago.
    pub fn clear_abandoned(&self) {
        let entries = fs::read_dir(self.folder()).into_iter().flatten();
        for entry in entries.filter_map(Result::ok) {
            if is_unfinished(&entry.file_name().to_string_lossy()) {
                clear_when_abandoned(&entry.path());
            }
        }
    }

    /// Where it goes now.
    fn path(&self) -> PathBuf {
        match self {
            Self::Exactly(path) => path.clone(),
            Self::NamedIn {
                folder,
                stem,
                ending,
            } => {
                let first = folder.join(format!("{stem}.{ending}"));
                let numbered = |number| folder.join(format!("{stem}-{number}.{ending}"));
                let others = (2u32..).map(numbered);
                let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
                std::iter::once(first.clone())
                    .chain(others)
                    .find(is_free)
                    .unwrap_or(first)
            }
        }
    }

    /// Devices, pipes and folders are not replaced.
    fn check(&self) -> Result<(), FileFault> {
        let is_in_the_way = |path: &PathBuf| fs::metadata(path).is_ok_and(|found| !found.is_file());
        match self {
            Self::Exactly(path) if is_in_the_way(path) => {
                Err(FileFault::NotAFile { file: self.name() })
            }
            Self::Exactly(path) if path.file_name().is_none() => {
                Err(FileFault::NotAFile { file: self.name() })
            }
            _ => Ok(()),
        }
    }
}

/// A file that was begun and not finished for this long never will be.
const ABANDONED: Duration = Duration::from_secs(24 * 3600);

/// A file that is not whole yet: gone when dropped.
struct Unfinished {
    path: PathBuf,
}

impl Unfinished {
    fn in_folder(folder: &Path) -> Self {
        let name = format!(".kheo-{}.part", uuid::Uuid::now_v7().simple());
        Self {
            path: folder.join(name),
        }
    }
}

/// Whether a file of this name is one that is not whole yet.
pub fn is_unfinished(name: &str) -> bool {
    name.starts_with(".kheo-") && name.ends_with(".part")
}

/// Removes an unfinished file whose writer was killed, or lost its power.
/// Recent ones are left: somebody may be writing now.
pub fn clear_when_abandoned(path: &Path) {
    let written = fs::metadata(path).and_then(|found| found.modified());
    let age = written.map(|written| {
        SystemTime::now()
            .duration_since(written)
            .unwrap_or_default()
    });
    if age.is_ok_and(|age| age > ABANDONED) {
        let _ = fs::remove_file(path);
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        // After the renaming there is nothing by this name.
        let _ = fs::remove_file(&self.path);
    }
}

/// Writes a file with `fill`, checks with `verify` that it can be read back,
/// puts it in its place, and checks again there. Gives where it is.
///
/// # Errors
/// What `fill` says, or the file cannot be written, or does not read back the
/// same. What was at the target is then as it was, unless the disk lost the
/// file after taking it; nothing half-written is left.
pub fn place<T>(
    target: &Target,
    fill: impl FnOnce(File) -> Result<(File, T), ExchangeFault>,
    verify: impl Fn(&Path, &T, Moment) -> Result<(), ExchangeFault>,
) -> Result<(PathBuf, T), ExchangeFault> {
    target.check()?;
    let name = target.name();
    let failed = |fault: io::Error| ExchangeFault::from(FileFault::writing(&name, &fault));
    let folder = target.folder();
    let unfinished = Unfinished::in_folder(folder);
    let (file, filled) = fill(create(&unfinished.path).map_err(failed)?)?;
    file.sync_all().map_err(failed)?;
    forget_cached(&file);
    drop(file);
    verify(&unfinished.path, &filled, Moment::BeforePlacing)?;
    let path = target.path();
    fs::rename(&unfinished.path, &path).map_err(failed)?;
    sync_folder(folder).map_err(failed)?;
    if let Err(fault) = verify(&path, &filled, Moment::InPlace) {
        let _ = fs::remove_file(&path);
        return Err(fault);
    }
    Ok((path, filled))
}

/// When a written file is read back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// It can still be given up without loss.
    BeforePlacing,
    InPlace,
}

/// A fresh file that its owner alone can read.
fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Makes the system ask the disk when the file is read back, where it can.
fn forget_cached(file: &File) {
    #[cfg(target_os = "linux")]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    #[cfg(not(target_os = "linux"))]
    let _ = file;
}

/// Makes a renaming last. Some file systems know no such thing and need none.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    match File::open(folder)?.sync_all() {
        Err(fault)
            if !matches!(
                fault.kind(),
                io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported
            ) =>
        {
            return Err(fault);
        }
        _ => {}
    }
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    fn write(text: &'static str) -> impl FnOnce(File) -> Result<(File, ()), ExchangeFault> {
        move |mut file| {
            file.write_all(text.as_bytes()).unwrap();
            Ok((file, ()))
        }
    }

    fn entries(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Exactly(folder.path().join("a.kheo"));
        let (path, ()) = place(&target, write("first"), |_, (), _| Ok(())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");

        let gives_up = |mut file: File| {
            file.write_all(b"half").unwrap();
            Err::<(File, ()), _>(ExchangeFault::Cancelled)
        };
        assert_eq!(
            place(&target, gives_up, |_, (), _| Ok(())),
            Err(ExchangeFault::Cancelled)
        );
        let lied = |_: &Path, (): &(), moment| {
            assert_eq!(moment, Moment::BeforePlacing);
            Err(FileFault::NotAsWritten { file: "a".into() }.into())
        };
        assert!(place(&target, write("second"), lied).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "first");
        assert_eq!(entries(folder.path()), ["a.kheo"]);

        place(&target, write("third"), |_, (), _| Ok(())).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "third");
        assert_eq!(entries(folder.path()), ["a.kheo"]);
    }

    #[test]
    fn a_file_that_the_disk_lost_is_not_left_as_if_it_were_good() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Exactly(folder.path().join("a.kheo"));
        let lied = |_: &Path, (): &(), moment| match moment {
            Moment::BeforePlacing => Ok(()),
            Moment::InPlace => Err(FileFault::NotAsWritten { file: "a".into() }.into()),
        };
        assert!(place(&target, write("x"), lied).is_err());
        assert!(entries(folder.path()).is_empty());
    }

    #[test]
    fn what_was_abandoned_long_ago_is_cleared_away() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Exactly(folder.path().join("a.kheo"));
        let old = SystemTime::now() - ABANDONED - Duration::from_secs(60);
        for (name, written) in [
            (".kheo-1.part", old),
            (".kheo-2.part", SystemTime::now()),
            ("letter.part", old),
        ] {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(written).unwrap();
        }
        target.clear_abandoned();
        assert_eq!(entries(folder.path()), [".kheo-2.part", "letter.part"]);
    }

    #[test]
    fn a_taken_name_is_not_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        let target = Target::NamedIn {
            folder: folder.path().to_owned(),
            stem: "so".into(),
            ending: "kheo".into(),
        };
        for _ in 0..3 {
            place(&target, write("x"), |_, (), _| Ok(())).unwrap();
        }
        assert_eq!(
            entries(folder.path()),
            ["so-2.kheo", "so-3.kheo", "so.kheo"]
        );
    }

    #[test]
    fn folders_and_devices_are_not_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let refused = |path: &Path| {
            let placed = place(&Target::Exactly(path.to_owned()), write("x"), |_, (), _| {
                Ok(())
            });
            matches!(placed, Err(ExchangeFault::File(FileFault::NotAFile { .. })))
        };
        assert!(refused(folder.path()));
        assert!(refused(Path::new("/")));
        #[cfg(unix)]
        assert!(refused(Path::new("/dev/null")));
        let nowhere = Target::Exactly(folder.path().join("no/such/a.kheo"));
        let placed = place(&nowhere, write("x"), |_, (), _| Ok(()));
        assert!(matches!(
            placed,
            Err(ExchangeFault::File(FileFault::NoSuchPlace { .. }))
        ));
        assert!(entries(folder.path()).is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let target = Target::Exactly(folder.path().join("a.kheo"));
        let (path, ()) = place(&target, write("x"), |_, (), _| Ok(())).unwrap();
        assert_eq!(
            fs::metadata(path).unwrap().permissions().mode() & 0o777,
            0o600
        );
    }
}
