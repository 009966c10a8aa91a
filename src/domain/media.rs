//! What kind of file some bytes are, told by the bytes: names lie.

/// A kind of file that is attached to records.
#[derive(Debug, PartialEq, Eq)]
pub struct MediaKind {
    /// Media type as the log keeps it.
    pub name: &'static str,
    /// Endings of its names, the usual one first.
    pub endings: &'static [&'static str],
    pub vi: &'static str,
    pub en: &'static str,
}

const fn kind(
    name: &'static str,
    endings: &'static [&'static str],
    vi: &'static str,
    en: &'static str,
) -> MediaKind {
    MediaKind {
        name,
        endings,
        vi,
        en,
    }
}

const JPEG: MediaKind = kind(
    "image/jpeg",
    &["jpg", "jpeg", "jfif"],
    "ảnh JPEG",
    "JPEG picture",
);
const PNG: MediaKind = kind("image/png", &["png"], "ảnh PNG", "PNG picture");
const GIF: MediaKind = kind("image/gif", &["gif"], "ảnh GIF", "GIF picture");
const WEBP: MediaKind = kind("image/webp", &["webp"], "ảnh WebP", "WebP picture");
const HEIC: MediaKind = kind("image/heic", &["heic", "heif"], "ảnh HEIC", "HEIC picture");
const TIFF: MediaKind = kind("image/tiff", &["tif", "tiff"], "ảnh quét TIFF", "TIFF scan");
const PDF: MediaKind = kind("application/pdf", &["pdf"], "tài liệu PDF", "PDF document");
const DOCX: MediaKind = kind(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    &["docx"],
    "văn bản Word",
    "Word document",
);
const XLSX: MediaKind = kind(
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    &["xlsx"],
    "bảng tính Excel",
    "Excel workbook",
);
const PPTX: MediaKind = kind(
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    &["pptx"],
    "trình chiếu PowerPoint",
    "PowerPoint presentation",
);
const ODT: MediaKind = kind(
    "application/vnd.oasis.opendocument.text",
    &["odt"],
    "văn bản ODT",
    "ODT document",
);
const ODS: MediaKind = kind(
    "application/vnd.oasis.opendocument.spreadsheet",
    &["ods"],
    "bảng tính ODS",
    "ODS workbook",
);
const ZIP: MediaKind = kind("application/zip", &["zip"], "tệp nén ZIP", "ZIP archive");
const OLE: MediaKind = kind(
    "application/x-ole-storage",
    &["doc", "xls", "ppt"],
    "tệp Office đời cũ",
    "old Office file",
);
const TEXT: MediaKind = kind("text/plain", &["txt"], "văn bản", "text");
const OTHER: MediaKind = kind("application/octet-stream", &[], "tệp", "file");

/// Kinds that a program of the desktop shows without running them.
const SHOWN: &[&MediaKind] = &[
    &JPEG, &PNG, &GIF, &WEBP, &HEIC, &TIFF, &PDF, &DOCX, &XLSX, &PPTX, &ODT, &ODS, &TEXT,
];
const ALL: &[&MediaKind] = &[
    &JPEG, &PNG, &GIF, &WEBP, &HEIC, &TIFF, &PDF, &DOCX, &XLSX, &PPTX, &ODT, &ODS, &ZIP, &OLE,
    &TEXT, &OTHER,
];

/// What a file of this beginning and this end is. Office documents are ZIP
/// archives: what they are stands in the list of their parts, at the end.
pub fn sniff(beginning: &[u8], end: &[u8]) -> &'static MediaKind {
    let begins = |signature: &[u8]| beginning.starts_with(signature);
    let at = |place: usize, signature: &[u8]| {
        beginning
            .get(place..)
            .is_some_and(|rest| rest.starts_with(signature))
    };
    if begins(b"\xff\xd8\xff") {
        &JPEG
    } else if begins(b"\x89PNG\r\n\x1a\n") {
        &PNG
    } else if begins(b"GIF87a") || begins(b"GIF89a") {
        &GIF
    } else if begins(b"RIFF") && at(8, b"WEBP") {
        &WEBP
    } else if at(4, b"ftyphei") || at(4, b"ftypmif1") || at(4, b"ftypmsf1") {
        &HEIC
    } else if begins(b"II*\0") || begins(b"MM\0*") {
        &TIFF
    } else if begins(b"%PDF-") {
        &PDF
    } else if begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        &OLE
    } else if begins(b"PK\x03\x04") {
        in_archive(beginning, end)
    } else if is_text(beginning) && is_text(end) {
        &TEXT
    } else {
        &OTHER
    }
}

fn in_archive(beginning: &[u8], end: &[u8]) -> &'static MediaKind {
    let opendocument = [&ODT, &ODS];
    let declared = beginning.get(30..).unwrap_or_default();
    if let Some(rest) = declared.strip_prefix(b"mimetype") {
        let is = |kind: &&&MediaKind| {
            let after = rest.strip_prefix(kind.name.as_bytes());
            after.is_some_and(|after| after.starts_with(b"PK"))
        };
        return opendocument.iter().find(is).copied().unwrap_or(&ZIP);
    }
    let lists = |part: &[u8]| end.windows(part.len()).any(|bytes| bytes == part);
    if lists(b"word/document.xml") {
        &DOCX
    } else if lists(b"xl/workbook.xml") {
        &XLSX
    } else if lists(b"ppt/presentation.xml") {
        &PPTX
    } else {
        &ZIP
    }
}

/// Letters of any language and no control characters; a letter may be cut at
/// either edge.
fn is_text(bytes: &[u8]) -> bool {
    let start = bytes
        .iter()
        .take(3)
        .take_while(|byte| **byte & 0xc0 == 0x80);
    let bytes = bytes.get(start.count()..).unwrap_or_default();
    let whole = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(fault) if fault.error_len().is_none() => bytes
            .get(..fault.valid_up_to())
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default(),
        Err(_) => return false,
    };
    !whole
        .chars()
        .any(|letter| letter.is_control() && !matches!(letter, '\n' | '\r' | '\t'))
}

impl MediaKind {
    /// The kind that the log calls `name`; a file of no known kind for names of
    /// later programs.
    pub fn named(name: &str) -> &'static Self {
        let known = ALL.iter().find(|kind| kind.name == name);
        known.copied().unwrap_or(&OTHER)
    }

    /// Whether it may be handed to a program of the desktop: what runs when it
    /// is opened is not.
    pub fn is_shown(&self) -> bool {
        SHOWN.contains(&self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind_of(bytes: &[u8]) -> &'static str {
        sniff(bytes, bytes).name
    }

    #[test]
    fn bytes_tell_what_a_file_is() {
        assert_eq!(kind_of(b"\xff\xd8\xff\xe0\0\x10JFIF"), "image/jpeg");
        assert_eq!(kind_of(b"\x89PNG\r\n\x1a\n\0"), "image/png");
        assert_eq!(kind_of(b"RIFF\0\0\0\0WEBPVP8 "), "image/webp");
        assert_eq!(kind_of(b"\0\0\0\x18ftypheic"), "image/heic");
        assert_eq!(kind_of(b"%PDF-1.7\n%\xe2\xe3"), "application/pdf");
        assert_eq!(kind_of(b"PK\x03\x04 something else"), "application/zip");
        assert!(kind_of(b"PK\x03\x04 word/document.xml PK\x05\x06").contains("wordprocessingml"));
        let odt = [
            b"PK\x03\x04".as_slice(),
            &[0; 26],
            b"mimetypeapplication/vnd.oasis.opendocument.textPK",
        ];
        assert_eq!(kind_of(&odt.concat()), ODT.name);
        assert_eq!(kind_of("Biên bản\nhọp ấp".as_bytes()), "text/plain");
        assert_eq!(
            kind_of(b"\x7fELF\x02\x01\x01\0"),
            "application/octet-stream"
        );
        assert_eq!(kind_of(b"MZ\x90\0\x03"), "application/octet-stream");
    }

    #[test]
    fn a_letter_cut_at_an_edge_is_still_text() {
        let text = "đồng bào ấp Bãi Giữa".as_bytes();
        assert_eq!(sniff(&text[..4], &text[1..]).name, "text/plain");
    }

    #[test]
    fn what_runs_is_never_shown_by_the_desktop() {
        assert!(MediaKind::named("image/jpeg").is_shown());
        for name in [
            "application/octet-stream",
            "application/zip",
            "application/x-desktop",
        ] {
            assert!(!MediaKind::named(name).is_shown(), "{name}");
        }
    }
}
