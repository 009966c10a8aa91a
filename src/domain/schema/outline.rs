//! *Đề cương*: one version of it. A later version is a record of its own with
//! the same `form_id`.

use super::{DELETED_SPEC, FieldSpec, Line, Moment, Verbatim, field};

pub const OUTLINE: &[FieldSpec] = &[
    field("name", Line, "Tên đề cương", "Title"),
    field("form_id", Line, "Mã đề cương", "Form id"),
    field("version", Line, "Bản", "Version"),
    field("languages", Line, "Ngôn ngữ", "Languages"),
    // The tables of its workbook, as JSON.
    field("form", Verbatim, "Nội dung đề cương", "Tables"),
    field("imported", Moment, "Nhập lúc", "Imported at"),
    DELETED_SPEC,
];
