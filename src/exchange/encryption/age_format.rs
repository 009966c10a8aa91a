//! age files through the crate `age`.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};

use age::armor::ArmoredReader;
use age::secrecy::SecretString;
use age::stream::StreamWriter;
use age::{DecryptError, Decryptor, EncryptError, Encryptor, Identity, scrypt, x25519};

use super::{Closing, IdentityFile, Keys, NotARecipient, Outlet, Proof, Recipient, read_small};
use crate::exchange::bundle::source::Source;
use crate::exchange::fault::{ExchangeFault, shown};
use crate::exchange::words::{BundleFault, FileFault};

/// Work to try one passphrase, as the power of two that age's scrypt takes:
/// 128 MiB for about half a second.
const WORK: u8 = 17;
/// Most work that a file may ask of us; the `age` tool writes 18, which takes
/// 256 MiB.
const MOST_WORK: u8 = 19;
/// Largest header that is read, in bytes: some five hundred recipients.
const LARGEST_HEADER: u64 = 64 << 10;

pub(super) fn check_recipient(typed: &str) -> Result<(), NotARecipient> {
    match typed.parse::<x25519::Recipient>() {
        Ok(_) => Ok(()),
        Err(_) => Err(NotARecipient::NotAKey),
    }
}

pub(super) fn close(file: File, closing: &Closing) -> io::Result<Box<dyn Outlet>> {
    let refused = |fault: EncryptError| io::Error::other(fault.to_string());
    let mut recipients: Vec<Box<dyn age::Recipient>> = Vec::new();
    match closing {
        Closing::Open => {}
        Closing::Passphrase(words) => {
            let mut recipient = scrypt::Recipient::new(SecretString::from(words.0.clone()));
            recipient.set_work_factor(WORK);
            recipients.push(Box::new(recipient));
        }
        Closing::Recipients(keys) => {
            for Recipient(key) in keys {
                let key = key.parse::<x25519::Recipient>().map_err(io::Error::other)?;
                recipients.push(Box::new(key));
            }
        }
    }
    let encryptor =
        Encryptor::with_recipients(recipients.iter().map(Box::as_ref)).map_err(refused)?;
    let writer = encryptor.wrap_output(Hashed::new(file))?;
    Ok(Box::new(Forward::new(writer)))
}

impl Outlet for Forward<StreamWriter<Hashed>> {
    fn finish(self: Box<Self>) -> io::Result<(File, Proof)> {
        Ok(self.inner.finish()?.finish())
    }
}

pub(super) fn open(
    source: Box<dyn Source>,
    file: &str,
    keys: &Keys<'_>,
) -> Result<Box<dyn Source>, ExchangeFault> {
    let failed = |fault: io::Error| unreadable(file, &fault);
    let mut armored = ArmoredReader::new(BufReader::new(source));
    check_header(&mut armored).map_err(failed)??;
    armored.rewind().map_err(failed)?;
    let decryptor = Decryptor::new(armored).map_err(|fault| of_opening(file, fault))?;
    let identities = if decryptor.is_scrypt() {
        let words = (keys.passphrase)().ok_or(BundleFault::NeedsPassphrase)?;
        let mut identity = scrypt::Identity::new(SecretString::from(words.0));
        identity.set_max_work_factor(MOST_WORK);
        vec![Box::new(identity) as Box<dyn Identity>]
    } else {
        identities(keys.identity)?
    };
    let reader = decryptor
        .decrypt(identities.iter().map(Box::as_ref))
        .map_err(|fault| of_opening(file, fault))?;
    Ok(Box::new(BufReader::new(reader)))
}

/// The header is read whole by age: it must end within [`LARGEST_HEADER`].
fn check_header(source: &mut impl Read) -> io::Result<Result<(), BundleFault>> {
    const LAST_LINE: &[u8] = b"\n---";
    let mut header = Vec::new();
    source.take(LARGEST_HEADER).read_to_end(&mut header)?;
    let ends = header
        .windows(LAST_LINE.len())
        .any(|bytes| bytes == LAST_LINE);
    Ok(if ends {
        Ok(())
    } else if (header.len() as u64) < LARGEST_HEADER {
        Err(BundleFault::CutShort)
    } else {
        Err(BundleFault::Broken)
    })
}

/// The secret keys of the file of identities.
fn identities(file: &IdentityFile) -> Result<Vec<Box<dyn Identity>>, BundleFault> {
    let path = match file {
        IdentityFile::Nowhere => return Err(BundleFault::NeedsIdentity),
        IdentityFile::Usual(path) if !path.exists() => return Err(BundleFault::NeedsIdentity),
        IdentityFile::Usual(path) | IdentityFile::Named(path) => path,
    };
    let refused = |why: &dyn ToString| BundleFault::IdentityUnreadable {
        file: shown(&path.display().to_string()),
        why: shown(&why.to_string()),
    };
    let text = read_small(path).map_err(|fault| refused(&fault))?;
    let mut identities: Vec<Box<dyn Identity>> = Vec::new();
    for line in text.lines().map(str::trim) {
        if !line.is_empty() && !line.starts_with('#') {
            let identity = line.parse::<x25519::Identity>();
            identities.push(Box::new(identity.map_err(|fault| refused(&fault))?));
        }
    }
    Ok(identities)
}

fn of_opening(file: &str, fault: DecryptError) -> ExchangeFault {
    match fault {
        DecryptError::Io(fault) => unreadable(file, &fault),
        DecryptError::NoMatchingKeys => BundleFault::NotForUs.into(),
        DecryptError::KeyDecryptionFailed | DecryptError::DecryptionFailed => {
            BundleFault::WrongPassphrase.into()
        }
        DecryptError::ExcessiveWork { .. } => BundleFault::TooMuchWork.into(),
        _ => BundleFault::Broken.into(),
    }
}

fn unreadable(file: &str, fault: &io::Error) -> ExchangeFault {
    if fault.raw_os_error().is_some() {
        FileFault::reading(file, fault).into()
    } else {
        BundleFault::CutShort.into()
    }
}

/// A writer that only goes forward, for those who ask where they are.
struct Forward<W> {
    inner: W,
    at: u64,
}

impl<W> Forward<W> {
    fn new(inner: W) -> Self {
        Self { inner, at: 0 }
    }
}

impl<W: Write> Write for Forward<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(bytes)?;
        self.at += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// Going nowhere is the only way to go.
impl<W> Seek for Forward<W> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match to {
            SeekFrom::Current(0) | SeekFrom::End(0) => Ok(self.at),
            SeekFrom::Start(at) if at == self.at => Ok(at),
            _ => Err(io::ErrorKind::Unsupported.into()),
        }
    }
}

/// A file with the hash of what went into it.
struct Hashed {
    file: File,
    hasher: blake3::Hasher,
}

impl Hashed {
    fn new(file: File) -> Self {
        Self {
            file,
            hasher: blake3::Hasher::new(),
        }
    }

    fn finish(self) -> (File, Proof) {
        (self.file, Proof::Bytes(self.hasher.finalize()))
    }
}

impl Write for Hashed {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.hasher.update(bytes.get(..written).unwrap_or_default());
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}
