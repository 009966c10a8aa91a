//! *Tệp đính kèm*.

use super::{Count, DELETED_SPEC, FieldSpec, Line, field};

/// The content is named by its hash; it travels and is kept beside the log.
pub const ATTACHMENT: &[FieldSpec] = &[
    field("record", Line, "Kèm theo", "Belongs to"),
    field("name", Line, "Tên tệp", "File name"),
    field("media_type", Line, "Loại tệp", "Media type"),
    field("bytes", Count, "Độ dài", "Length"),
    field("blake3", Line, "Nội dung (BLAKE3)", "Content (BLAKE3)"),
    DELETED_SPEC,
];
