//! What a file is, by its content: an extension is only a wish.

use super::compound::Compound;
use super::fault::{FileFault, LooksLike};
use super::package::Package;

/// A file that may hold a sheet.
pub(super) enum Content<'a> {
    Xlsx(Package<'a>),
    Ods(Package<'a>),
    Xls(Compound<'a>),
    /// Text in some encoding: CSV.
    Text(&'a [u8]),
}

/// Tells what `bytes` are.
///
/// # Errors
/// `PasswordProtected`, `NotASpreadsheet`, `Damaged`, `TooLarge`.
pub(super) fn sniff(bytes: &[u8]) -> Result<Content<'_>, FileFault> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return packaged(Package::open(bytes)?);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    match by_first_bytes(bytes).or_else(|| by_first_words(bytes)) {
        Some(looks_like) => Err(FileFault::NotASpreadsheet { looks_like }),
        None => Ok(Content::Text(bytes)),
    }
}

fn packaged(package: Package<'_>) -> Result<Content<'_>, FileFault> {
    let mime = package.mime_type();
    let looks_like = if package.holds("xl/workbook.bin") {
        LooksLike::BinaryWorkbook
    } else if package.holds_folder("xl/") {
        return Ok(Content::Xlsx(package));
    } else if mime.contains("opendocument.spreadsheet") {
        return if package.is_encrypted() {
            Err(FileFault::PasswordProtected)
        } else {
            Ok(Content::Ods(package))
        };
    } else if mime.contains("opendocument.text") {
        LooksLike::OpenText
    } else if package.holds_folder("word/") {
        LooksLike::Word
    } else if package.holds_folder("ppt/") {
        LooksLike::PowerPoint
    } else if package.holds("manifest.json") {
        LooksLike::Bundle
    } else {
        LooksLike::Archive
    };
    Err(FileFault::NotASpreadsheet { looks_like })
}

fn compound(bytes: &[u8]) -> Result<Content<'_>, FileFault> {
    let compound = Compound::open(bytes)?;
    let looks_like = if compound.holds("EncryptedPackage") {
        return Err(FileFault::PasswordProtected);
    } else if compound.holds("Workbook") || compound.holds("Book") {
        return Ok(Content::Xls(compound));
    } else if compound.holds("WordDocument") {
        LooksLike::Word
    } else if compound.holds("PowerPoint Document") {
        LooksLike::PowerPoint
    } else {
        LooksLike::Binary
    };
    Err(FileFault::NotASpreadsheet { looks_like })
}

fn by_first_bytes(bytes: &[u8]) -> Option<LooksLike> {
    const SIGNATURES: [(&[u8], LooksLike); 16] = [
        (b"\x89PNG", LooksLike::Picture),
        (b"\xFF\xD8\xFF", LooksLike::Picture),
        (b"GIF8", LooksLike::Picture),
        (b"BM", LooksLike::Picture),
        (b"II*\0", LooksLike::Picture),
        (b"MM\0*", LooksLike::Picture),
        (b"RIFF", LooksLike::Picture),
        (b"{\\rtf", LooksLike::RichText),
        (b"\x1F\x8B", LooksLike::Archive),
        (b"7z\xBC\xAF", LooksLike::Archive),
        (b"Rar!", LooksLike::Archive),
        (b"\x28\xB5\x2F\xFD", LooksLike::Archive),
        (b"age-encryption.org", LooksLike::Bundle),
        (b"\x7FELF", LooksLike::Program),
        (b"MZ", LooksLike::Program),
        (b"SQLite format 3", LooksLike::Binary),
    ];
    let head = &bytes[..bytes.len().min(1024)];
    if head.windows(5).any(|window| window == b"%PDF-") {
        return Some(LooksLike::Pdf);
    }
    let found = SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))?;
    // A text may well begin with the letters of a short signature.
    let short_letters = found.0.iter().all(u8::is_ascii_alphanumeric);
    (!short_letters || bytes.contains(&0)).then_some(found.1)
}

fn by_first_words(bytes: &[u8]) -> Option<LooksLike> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    if head.starts_with("<?xml") && head.contains("urn:schemas-microsoft-com:office:spreadsheet") {
        Some(LooksLike::XmlWorkbook)
    } else if head.starts_with('<')
        && ["<html", "<!doctype html", "<table", "<head", "<meta"]
            .iter()
            .any(|tag| head.contains(tag))
    {
        Some(LooksLike::WebPage)
    } else {
        None
    }
}
