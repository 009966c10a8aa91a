//! Files that belong to records, and their content in pieces.

use serde::{Deserialize, Serialize};

use crate::domain::{FileHash, RecordId};
use crate::service::views::{AttachmentView, ChangeView, FileView};

/// What can be asked about attachments.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum AttachmentRequest {
    /// Those of a record and of what belongs to it, or all; newest first.
    List { record: Option<RecordId> },
    /// Every content that an attachment of the book has, once.
    Files,
    /// Which of these contents are not here.
    Lacking { files: Vec<FileHash> },
    /// Puts a piece of a file in; all but the last are [`PIECE`] long.
    PutPiece {
        file: FileHash,
        number: u32,
        #[serde(with = "base64_text")]
        bytes: Vec<u8>,
    },
    /// All pieces are in: the file is kept when it is the one that it is called.
    Keep { file: FileHash, bytes: u64 },
    /// A piece of a file.
    Piece { file: FileHash, number: u32 },
    /// Attaches a file that is kept here to a record.
    Attach(NewAttachment),
}

/// A file for a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewAttachment {
    pub record: RecordId,
    /// Name of the file, without folders.
    pub name: String,
    pub file: FileHash,
}

/// The answers, in the order of the requests.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum AttachmentReply {
    List(Vec<AttachmentView>),
    Files(Vec<FileView>),
    Lacking(Vec<FileHash>),
    PieceIn,
    Kept,
    Piece(#[serde(with = "base64_text")] Vec<u8>),
    Attached(ChangeView),
}

/// Length of all pieces of a file but the last, in bytes.
pub use crate::store::FILE_PIECE as PIECE;

/// Bytes as base64 in texts: a third longer, not four times.
mod base64_text {
    use base64::Engine;
    use base64::prelude::BASE64_STANDARD;
    use serde::{Deserialize, Deserializer, Serializer};

    pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&BASE64_STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        let text = String::deserialize(deserializer)?;
        BASE64_STANDARD
            .decode(text)
            .map_err(serde::de::Error::custom)
    }
}
