//! Putting a written paper or table where it was asked for: all of it or
//! nothing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::text;

/// What to do about a file that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Existing {
    /// Replaced in one step by the whole new file.
    Replace,
    /// Refused: someone should decide first.
    Keep,
}

/// Why nothing was written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutFault {
    /// The name does not say how to write.
    #[error("{file}: the extension must be one of {}", known.join(", "))]
    Extension {
        file: String,
        known: Vec<&'static str>,
    },
    #[error("{file} is there already")]
    Exists { file: String },
    /// A folder or a device stands where the file should go.
    #[error("{file} is not a file")]
    NotAFile { file: String },
    #[error("the folder {folder} does not exist")]
    NoFolder { folder: String },
    #[error("the disk is full")]
    DiskFull { file: String },
    #[error("{folder} cannot be written to")]
    NotAllowed { folder: String },
    #[error("{file} cannot be written: {why}")]
    Failed { file: String, why: String },
    /// The table is larger than a sheet of a workbook.
    #[error("a workbook cannot hold it: {why}")]
    Unfit { why: String },
}

crate::phrases! {
    enum Words {
        Extension { file: String, known: String } =>
            "{file}: không rõ ghi thành loại tệp nào; đặt tên có đuôi {known}",
            "{file}: which kind of file? Give it one of the endings {known}";
        Exists { file: String } =>
            "{file} đã có; chọn tên khác hoặc xóa tệp cũ trước",
            "{file} is there already; choose another name or remove it first";
        NotAFile { file: String } =>
            "{file} không phải là tệp; ghi tên tệp trong thư mục đó",
            "{file} is not a file; give the name of a file inside it";
        NoFolder { folder: String } =>
            "không có thư mục {folder}; tạo thư mục đó hoặc chọn nơi khác",
            "there is no folder {folder}; make it or choose another place";
        DiskFull { file: String } =>
            "đĩa đầy, chưa ghi được {file}; dọn bớt hoặc ghi vào nơi khác",
            "the disk is full, {file} was not written; make room or write elsewhere";
        NotAllowed { folder: String } =>
            "không được ghi vào {folder}; chọn thư mục khác",
            "{folder} may not be written to; choose another folder";
        Failed { file: String, why: String } =>
            "không ghi được {file}: {why}",
            "{file} cannot be written: {why}";
        Unfit { why: String } =>
            "bảng quá lớn đối với một trang tính: {why}; ghi thành .csv",
            "the table does not fit a sheet: {why}; write it as .csv";
    }
}

impl OutFault {
    fn words(&self) -> Words {
        match self.clone() {
            Self::Extension { file, known } => Words::Extension {
                file,
                known: known
                    .iter()
                    .map(|extension| format!(".{extension}"))
                    .collect::<Vec<_>>()
                    .join(" "),
            },
            Self::Exists { file } => Words::Exists { file },
            Self::NotAFile { file } => Words::NotAFile { file },
            Self::NoFolder { folder } => Words::NoFolder { folder },
            Self::DiskFull { file } => Words::DiskFull { file },
            Self::NotAllowed { folder } => Words::NotAllowed { folder },
            Self::Failed { file, why } => Words::Failed { file, why },
            Self::Unfit { why } => Words::Unfit { why },
        }
    }

    fn of(fault: &io::Error, path: &Path) -> Self {
        let (file, folder) = (shown(path), shown(&folder_of(path)));
        match fault.kind() {
            ErrorKind::NotFound => Self::NoFolder { folder },
            ErrorKind::NotADirectory => Self::NoFolder { folder },
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                Self::NotAllowed { folder }
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { file },
            _ => Self::Failed {
                file,
                why: fault.to_string(),
            },
        }
    }
}

impl crate::i18n::Phrase for OutFault {
    fn vi(&self) -> String {
        self.words().vi()
    }

    fn en(&self) -> String {
        self.words().en()
    }
}

/// The format whose extension the file's name bears, in whatever case.
pub(super) fn by_extension<Format: Copy>(
    path: &Path,
    formats: &[Format],
    extension: fn(Format) -> &'static str,
) -> Result<Format, OutFault> {
    let typed = path
        .extension()
        .map(|extension| extension.to_string_lossy().to_lowercase());
    let found = formats
        .iter()
        .find(|format| Some(extension(**format)) == typed.as_deref());
    found.copied().ok_or_else(|| OutFault::Extension {
        file: shown(path),
        known: formats.iter().map(|format| extension(*format)).collect(),
    })
}

/// Writes the file: aside first, down to the disk, then into its place in one
/// step. What was there stays as it was until then.
///
/// # Errors
/// Nothing was written, and nothing half-written is left.
pub fn put(path: &Path, bytes: &[u8], existing: Existing) -> Result<(), OutFault> {
    match fs::metadata(path) {
        Ok(found) if !found.is_file() => return Err(OutFault::NotAFile { file: shown(path) }),
        Ok(_) if existing == Existing::Keep => {
            return Err(OutFault::Exists { file: shown(path) });
        }
        _ if path.file_name().is_none() => {
            return Err(OutFault::NotAFile { file: shown(path) });
        }
        _ => {}
    }
    put_aside_and_rename(path, bytes).map_err(|fault| OutFault::of(&fault, path))
}

fn put_aside_and_rename(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = folder_of(path);
    let aside = Aside(folder.join(format!(".kheo-{}.part", uuid::Uuid::now_v7().simple())));
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&aside.0)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&aside.0, path)?;
    // Where a folder cannot be flushed, the renaming lasts without it.
    if cfg!(unix) {
        let _ = File::open(&folder).and_then(|folder| folder.sync_all());
    }
    Ok(())
}

/// A file that is not in its place yet: gone when dropped.
struct Aside(PathBuf);

impl Drop for Aside {
    fn drop(&mut self) {
        // After the renaming there is nothing by this name.
        let _ = fs::remove_file(&self.0);
    }
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

fn shown(path: &Path) -> String {
    text::visible(&path.display().to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Lang;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    }

    #[test]
    fn a_file_is_replaced_whole_or_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("b01.csv");
        put(&path, b"mot", Existing::Keep).unwrap();
        let kept = put(&path, b"hai", Existing::Keep).unwrap_err();
        assert!(matches!(kept, OutFault::Exists { .. }), "{kept}");
        assert_eq!(fs::read(&path).unwrap(), b"mot");
        put(&path, b"hai", Existing::Replace).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"hai");
        assert_eq!(names(folder.path()), ["b01.csv"], "nothing is left aside");
    }

    #[test]
    fn a_place_that_cannot_hold_a_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("chưa có/b01.csv");
        let fault = put(&missing, b"x", Existing::Replace).unwrap_err();
        assert!(matches!(fault, OutFault::NoFolder { .. }), "{fault}");
        assert!(Lang::Vi.say(&fault).contains("chưa có"));
        let fault = put(folder.path(), b"x", Existing::Replace).unwrap_err();
        assert!(matches!(fault, OutFault::NotAFile { .. }), "{fault}");
        assert!(names(folder.path()).is_empty());
    }

    #[test]
    fn a_full_disk_leaves_nothing_and_says_so() {
        let full = OutFault::of(&io::Error::from(ErrorKind::StorageFull), Path::new("a.csv"));
        assert_eq!(
            Lang::Vi.say(&full),
            "đĩa đầy, chưa ghi được a.csv; dọn bớt hoặc ghi vào nơi khác"
        );
    }
}
