//! Why nothing was exchanged.

use std::io::{self, ErrorKind};

use super::words::{BundleFault, ExchangeWords, FileFault, LineFault};
use crate::i18n::{Lang, Phrase};
use crate::service::Refusal;
use crate::text;

/// Nothing half-written was left, and nothing was changed in the book but by
/// an exchange both ways, which keeps what was carried.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExchangeFault {
    /// The bundle is refused whole.
    #[error("the bundle is refused: {0:?}")]
    Bundle(BundleFault),
    /// The file cannot be read or written.
    #[error("the file is at fault: {0:?}")]
    File(FileFault),
    /// The line to another machine.
    #[error("the line is at fault: {0:?}")]
    Line(LineFault),
    /// The book does not do it.
    #[error("the book refuses: {0:?}")]
    Refused(Refusal),
    /// Somebody asked to stop.
    #[error("stopped")]
    Cancelled,
    /// Somebody asked to stop an exchange: what was carried until then stays.
    #[error("stopped midway")]
    CancelledMidway,
}

impl ExchangeFault {
    fn said(&self, lang: Lang) -> String {
        match self {
            Self::Bundle(fault) => lang.say(fault),
            Self::File(fault) => lang.say(fault),
            Self::Line(fault) => lang.say(fault),
            Self::Refused(refusal) => lang.say(refusal),
            Self::Cancelled => lang.say(&ExchangeWords::Cancelled),
            Self::CancelledMidway => lang.say(&ExchangeWords::CancelledMidway),
        }
    }

    /// The exit code that CLI.md promises: 3 when what was brought is refused,
    /// 1 when something could not be done.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Bundle(_)
            | Self::File(
                FileFault::NotThere { .. }
                | FileFault::CannotRead { .. }
                | FileFault::NotAttachable { .. }
                | FileFault::TooLargeToAttach { .. },
            ) => 3,
            Self::File(_) | Self::Line(_) | Self::Cancelled | Self::CancelledMidway => 1,
            Self::Refused(refusal) => refusal.exit_code(),
        }
    }
}

impl Phrase for ExchangeFault {
    fn vi(&self) -> String {
        self.said(Lang::Vi)
    }

    fn en(&self) -> String {
        self.said(Lang::En)
    }
}

impl From<BundleFault> for ExchangeFault {
    fn from(fault: BundleFault) -> Self {
        Self::Bundle(fault)
    }
}

impl From<FileFault> for ExchangeFault {
    fn from(fault: FileFault) -> Self {
        Self::File(fault)
    }
}

impl From<LineFault> for ExchangeFault {
    fn from(fault: LineFault) -> Self {
        Self::Line(fault)
    }
}

impl From<Refusal> for ExchangeFault {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl FileFault {
    /// Reading `file` failed.
    pub fn reading(file: &str, fault: &io::Error) -> Self {
        let file = shown(file);
        match fault.kind() {
            ErrorKind::NotFound => Self::NotThere { file },
            _ => Self::CannotRead {
                file,
                why: fault.to_string(),
            },
        }
    }

    /// Writing `file` failed.
    pub fn writing(file: &str, fault: &io::Error) -> Self {
        let file = shown(file);
        match fault.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::DiskFull { file },
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => {
                Self::NotWritable { file }
            }
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::NoSuchPlace { file },
            _ => Self::CannotWrite {
                file,
                why: fault.to_string(),
            },
        }
    }
}

/// A name from outside, fit to stand in a sentence: escapes are shown instead
/// of obeyed, and its end is cut when it is very long.
pub(super) fn shown(name: &str) -> String {
    text::visible(text::cut(name, 120)).into_owned()
}
