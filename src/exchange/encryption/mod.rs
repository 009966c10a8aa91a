//! Bundles closed with age (DESIGN §7): who may open one, and the keys that do.
//! The standard `age` tool opens what is written here, and the other way round.

#[cfg(feature = "encrypt")]
mod age_format;
#[cfg(not(feature = "encrypt"))]
mod left_out;
mod outlet;

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use super::bundle::source::Source;
use super::fault::{ExchangeFault, shown};
use super::words::{BundleFault, FileFault};
use crate::text;

#[cfg(feature = "encrypt")]
use age_format as format;
#[cfg(not(feature = "encrypt"))]
use left_out as format;

pub(super) use outlet::{Outlet, Proof, outlet};

/// Who may open a bundle that is written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Closing {
    /// Anybody who finds it.
    #[default]
    Open,
    /// Those who hold the key of one of these; never empty.
    Recipients(Vec<Recipient>),
    /// Those who know these words.
    Passphrase(Passphrase),
}

/// The public key of somebody who may open a bundle: `age1…`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient(String);

/// Why a text is no recipient.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotARecipient {
    /// It is no public key of age.
    NotAKey,
    /// This program was built without encryption.
    LeftOut,
}

impl Recipient {
    /// Reads a public key as `age-keygen` prints it.
    ///
    /// # Errors
    /// Not a public key, or built without the feature `encrypt`.
    pub fn parse(typed: &str) -> Result<Self, NotARecipient> {
        let typed = typed.trim();
        format::check_recipient(typed).map(|()| Self(typed.to_owned()))
    }

    /// Reads the public keys in a file, one a line; lines that begin with `#`
    /// are remarks.
    ///
    /// # Errors
    /// The file cannot be read, holds none or something else, or built without
    /// the feature `encrypt`.
    pub fn read_file(path: &Path) -> Result<Vec<Self>, ExchangeFault> {
        let file = path.display().to_string();
        let text = read_small(path).map_err(|fault| FileFault::reading(&file, &fault))?;
        let mut recipients = Vec::new();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            recipients.push(Self::parse(line).map_err(|fault| match fault {
                NotARecipient::LeftOut => BundleFault::CannotClose,
                NotARecipient::NotAKey => BundleFault::NotAPublicKey {
                    file: shown(&file),
                    line: number,
                },
            })?);
        }
        if recipients.is_empty() {
            return Err(BundleFault::NoPublicKeys { file: shown(&file) }.into());
        }
        Ok(recipients)
    }
}

/// Words that close and open a bundle. Never printed.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl Passphrase {
    /// `None` for words that are empty. The same words are the same in
    /// whichever way an input method composes their letters.
    pub fn new(words: &str) -> Option<Self> {
        (!words.is_empty()).then(|| Self(text::nfc(words).into_owned()))
    }
}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// What a person has to open bundles with.
#[derive(Clone, Copy)]
pub struct Keys<'a> {
    pub identity: &'a IdentityFile,
    /// Asked only when a bundle needs it.
    pub passphrase: &'a dyn Fn() -> Option<Passphrase>,
}

/// A file with secret keys, as `age-keygen` writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IdentityFile {
    Nowhere,
    /// Where it is when nobody says otherwise; it need not be there.
    Usual(PathBuf),
    /// Named by the person: it must be there.
    Named(PathBuf),
}

impl Keys<'static> {
    /// Opens nothing but what is open.
    pub fn none() -> Self {
        Keys {
            identity: &IdentityFile::Nowhere,
            passphrase: &|| None,
        }
    }
}

/// Whether this program can close bundles and open closed ones.
pub const CAN_ENCRYPT: bool = cfg!(feature = "encrypt");

/// Largest file of keys that is read, in bytes.
const LARGEST_KEY_FILE: u64 = 64 << 10;

fn read_small(path: &Path) -> io::Result<String> {
    let mut text = String::new();
    let file = File::open(path)?;
    file.take(LARGEST_KEY_FILE).read_to_string(&mut text)?;
    Ok(text)
}

/// The beginnings of encrypted files, plain and in letters.
const BEGINNINGS: [&[u8]; 2] = [
    b"age-encryption.org/",
    b"-----BEGIN AGE ENCRYPTED FILE-----",
];

/// Whether a file that begins so is encrypted.
pub(super) fn is_encrypted(beginning: &[u8]) -> bool {
    BEGINNINGS.iter().any(|age| beginning.starts_with(age))
}

/// Whether `source`, read from its beginning, is encrypted; it is wound back.
pub(super) fn begins_encrypted(source: &mut (impl Read + Seek)) -> io::Result<bool> {
    source.rewind()?;
    let mut beginning = Vec::new();
    Read::take(&mut *source, 64).read_to_end(&mut beginning)?;
    source.rewind()?;
    Ok(is_encrypted(&beginning))
}

/// Opens `source` with `keys` when it is encrypted. `file` is its name for
/// messages.
///
/// # Errors
/// No key fits, damaged, or not readable.
pub(super) fn unlocked(
    mut source: Box<dyn Source>,
    file: &str,
    keys: &Keys<'_>,
) -> Result<Box<dyn Source>, ExchangeFault> {
    let failed = |fault: io::Error| FileFault::reading(file, &fault);
    if begins_encrypted(&mut source).map_err(failed)? {
        format::open(source, file, keys)
    } else {
        Ok(source)
    }
}
