//! *Tệp đính kèm*: photographs and scans that belong to a record. The record
//! says what the file is called and which content it has; the content is kept
//! once, however many records it belongs to.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::identity::RecordId;
use super::records::Fields;

/// Largest file that may be attached, in bytes (DESIGN §7).
pub const LARGEST_FILE: u64 = 25 << 20;

/// A file by its content: the BLAKE3 hash of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileHash(pub [u8; 32]);

impl FileHash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(*blake3::hash(bytes).as_bytes())
    }
}

impl fmt::Display for FileHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(blake3::Hash::from_bytes(self.0).to_hex().as_str())
    }
}

/// The text is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not the hash of a file")]
pub struct NotAFileHash;

impl FromStr for FileHash {
    type Err = NotAFileHash;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let hash = blake3::Hash::from_hex(text).map_err(|_| NotAFileHash)?;
        let read = Self(*hash.as_bytes());
        // One spelling only: names of files are compared as texts.
        (read.to_string() == text)
            .then_some(read)
            .ok_or(NotAFileHash)
    }
}

impl Serialize for FileHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FileHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An attachment as its record tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The record that it belongs to.
    pub record: Option<RecordId>,
    /// Name of the file as it was brought; never used as a path.
    pub name: String,
    /// Told from the content, not from the name.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: u64,
    pub file: FileHash,
}

impl Attachment {
    /// `None` when the record names no content: it is shown raw.
    pub fn read(fields: &Fields) -> Option<Self> {
        let bytes = fields.0.get("bytes").and_then(serde_json::Value::as_u64);
        Some(Self {
            record: fields.text("record").and_then(|id| id.parse().ok()),
            name: fields.text("name").unwrap_or_default().to_owned(),
            media_type: fields.text("media_type").unwrap_or_default().to_owned(),
            bytes: bytes?,
            file: fields.text("blake3")?.parse().ok()?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_one_spelling() {
        let hash = FileHash::of("ảnh".as_bytes());
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(
            hash.to_string().to_uppercase().parse::<FileHash>(),
            Err(NotAFileHash)
        );
        assert_eq!("../../etc".parse::<FileHash>(), Err(NotAFileHash));
    }
}
