//! The fields of each kind of record: their names in the log, what they hold
//! and what people call them. A name is never reused for another meaning.

mod attachment;
mod outline;
mod register;
pub mod survey;

pub use attachment::ATTACHMENT;
pub use outline::OUTLINE;

use super::identity::RecordKind;
use super::vocabulary::Listed;

/// What a field holds and how it is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldShape {
    /// One line of text.
    Line,
    /// Several lines of text.
    Lines,
    /// Text of a program, letter for letter.
    Verbatim,
    /// A day, `YYYY-MM-DD` in the log.
    Day,
    /// A moment, RFC 3339 in the log.
    Moment,
    /// A time of day, `HH:MM` in the log.
    Clock,
    /// `true` or absent.
    Mark,
    /// A whole number.
    Count,
    Kind,
    Level,
    WorkField,
    RegistrationType,
    Status,
    UnitType,
    Letterhead,
    /// What an officer may do on a shared book.
    Role,
    Period,
    /// A word of this closed list.
    Listed(&'static [Listed]),
    /// The id of a record of this kind.
    Reference(RecordKind),
}

/// One field of one kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldSpec {
    /// Name in the log and on the command line.
    pub name: &'static str,
    pub shape: FieldShape,
    pub vi: &'static str,
    pub en: &'static str,
}

const fn field(
    name: &'static str,
    shape: FieldShape,
    vi: &'static str,
    en: &'static str,
) -> FieldSpec {
    FieldSpec {
        name,
        shape,
        vi,
        en,
    }
}

use FieldShape::{
    Count, Day, Kind, Level, Line, Lines, Mark, Moment, Reference, Status, Verbatim, WorkField,
};

/// Every kind of record may be taken out; that too is a field, so that taking
/// out against correcting is a *chỗ chưa khớp* and never a loss.
pub const DELETED: &str = "deleted";

/// The model that is the same one, and stands for this one everywhere.
pub const MERGED_INTO: &str = "merged_into";

const DELETED_SPEC: FieldSpec = field(DELETED, Mark, "Đã bỏ", "Taken out");

/// *Mô hình*; the later fields are the boxes of the registration form (DOMAIN A3).
pub const MODEL: &[FieldSpec] = &[
    field("name", Line, "Tên mô hình", "Name"),
    field("owner", Line, "Chủ thể", "Owner"),
    field("unit", Reference(RecordKind::Unit), "Đơn vị", "Unit"),
    field("place", Line, "Ấp, khu phố", "Hamlet"),
    field("kind", Kind, "Đối tượng", "Kind"),
    field("field", WorkField, "Lĩnh vực", "Field"),
    field(
        "movement",
        Reference(RecordKind::Movement),
        "Phong trào",
        "Movement",
    ),
    field("content", Lines, "Nội dung, cách thức", "Content"),
    field("situation", Lines, "Thực trạng, lý do", "Situation"),
    field("goals", Lines, "Mục tiêu, tiêu chí", "Goals"),
    field("audience", Lines, "Địa bàn, đối tượng", "Area and audience"),
    field("forces", Lines, "Lực lượng thực hiện", "Forces"),
    field(
        "resources",
        Lines,
        "Nguồn lực, thời gian",
        "Resources and time",
    ),
    field("results", Lines, "Sản phẩm, kết quả", "Results"),
    field("durability", Lines, "Duy trì, nhân rộng", "Durability"),
    field("started", Day, "Bắt đầu từ ngày", "Started on"),
    field("former_name", Line, "Tên trước đây", "Former name"),
    field(
        "replicated_from",
        Reference(RecordKind::Model),
        "Nhân rộng từ",
        "Replicated from",
    ),
    field(
        MERGED_INTO,
        Reference(RecordKind::Model),
        "Đã gộp vào",
        "Merged into",
    ),
    field("remarks", Lines, "Ghi chú", "Remarks"),
    DELETED_SPEC,
];

/// *Đăng ký*: model × level × period, with its recognition.
pub const REGISTRATION: &[FieldSpec] = &[
    field("model", Reference(RecordKind::Model), "Mô hình", "Model"),
    field("level", Level, "Cấp", "Level"),
    field("period", FieldShape::Period, "Kỳ", "Period"),
    field("type", FieldShape::RegistrationType, "Loại đăng ký", "Type"),
    field("status", Status, "Trạng thái", "Status"),
    field("date", Day, "Ngày đăng ký", "Registered on"),
    field("document_no", Line, "Số văn bản đăng ký", "Document number"),
    field("decision_no", Line, "Số quyết định", "Decision number"),
    field("decision_date", Day, "Ngày quyết định", "Decision date"),
    field("decision_by", Line, "Cơ quan ban hành", "Issuing body"),
    field(
        "certificate_no",
        Line,
        "Số giấy chứng nhận",
        "Certificate number",
    ),
    field("review_no", Line, "Số biên bản bình xét", "Review record"),
    field("review_date", Day, "Ngày bình xét", "Reviewed on"),
    field("review_by", Line, "Nơi bình xét", "Reviewing body"),
    field("typical", Mark, "Tiêu biểu", "Typical"),
    field("reason", Line, "Lý do", "Reason"),
    field("source", Line, "Nguồn", "Source"),
    DELETED_SPEC,
];

/// *Ghi chép* on any record.
pub const NOTE: &[FieldSpec] = &[
    field("record", Line, "Ghi về", "About"),
    field("text", Lines, "Nội dung", "Text"),
    field("author", Line, "Người ghi", "Author"),
    field("at", Moment, "Lúc", "At"),
    field("place", Line, "Tại", "Place"),
    DELETED_SPEC,
];

/// *Đơn vị* through time (DOMAIN C1).
pub const UNIT: &[FieldSpec] = &[
    field("name", Line, "Tên", "Name"),
    field("type", FieldShape::UnitType, "Loại", "Type"),
    field("code", Line, "Mã hành chính", "State code"),
    field(
        "parent",
        Reference(RecordKind::Unit),
        "Thuộc địa bàn",
        "Territory",
    ),
    field(
        "organization",
        Reference(RecordKind::Unit),
        "Trực thuộc",
        "Answers to",
    ),
    field("valid_from", Day, "Có từ ngày", "Valid from"),
    field("valid_to", Day, "Đến hết ngày", "Valid to"),
    field("order", Count, "Thứ tự", "Order"),
    DELETED_SPEC,
];

const PERSON: &[FieldSpec] = &[
    field("name", Line, "Họ và tên", "Name"),
    field("title", Line, "Chức vụ", "Title"),
    field("unit", Reference(RecordKind::Unit), "Đơn vị", "Unit"),
    field("valid_from", Day, "Từ ngày", "From"),
    field("valid_to", Day, "Đến ngày", "To"),
    DELETED_SPEC,
];

const COMMITTEE: &[FieldSpec] = &[
    field("name", Line, "Tên Ban Chỉ đạo", "Name"),
    field("level", Level, "Cấp", "Level"),
    field("unit", Reference(RecordKind::Unit), "Đơn vị", "Unit"),
    field(
        "standing_body",
        Line,
        "Cơ quan thường trực",
        "Standing body",
    ),
    field("decision_no", Line, "Số quyết định", "Decision number"),
    field("decision_date", Day, "Ngày quyết định", "Decision date"),
    field(
        "letterhead",
        FieldShape::Letterhead,
        "Mẫu đầu giấy",
        "Letterhead",
    ),
    field("superior", Line, "Cơ quan cấp trên", "Superior body"),
    field(
        "sign",
        Line,
        "Chữ viết tắt trong số văn bản",
        "Sign in numbers of papers",
    ),
    field("seat", Line, "Địa danh ghi trên văn bản", "Place on papers"),
    field(
        "letterhead_text",
        Lines,
        "Lời đầu giấy riêng (trái | phải)",
        "Own letterhead (left | right)",
    ),
    DELETED_SPEC,
];

const PERIOD: &[FieldSpec] = &[
    field("label", Line, "Nhãn", "Label"),
    field("span", FieldShape::Period, "Kỳ", "Period"),
    DELETED_SPEC,
];

const OFFICER: &[FieldSpec] = &[
    field("name", Line, "Họ và tên", "Name"),
    field("title", Line, "Chức vụ", "Title"),
    field("login", Line, "Tên đăng nhập", "Login"),
    field("role", FieldShape::Role, "Quyền", "Role"),
    DELETED_SPEC,
];

const BOOK: &[FieldSpec] = &[
    field("name", Line, "Tên sổ", "Name"),
    field(
        "committee",
        Reference(RecordKind::Committee),
        "Ban Chỉ đạo",
        "Committee",
    ),
    field("opened", Moment, "Mở lúc", "Opened at"),
    DELETED_SPEC,
];

/// The fields of a kind of record, in the order of its form.
pub fn fields_of(kind: RecordKind) -> &'static [FieldSpec] {
    match kind {
        RecordKind::Model => MODEL,
        RecordKind::Registration => REGISTRATION,
        RecordKind::Note => NOTE,
        RecordKind::Attachment => ATTACHMENT,
        RecordKind::Outline => OUTLINE,
        RecordKind::Unit => UNIT,
        RecordKind::Person => PERSON,
        RecordKind::Committee => COMMITTEE,
        RecordKind::Movement => register::MOVEMENT,
        RecordKind::Period => PERIOD,
        RecordKind::Officer => OFFICER,
        RecordKind::Book => BOOK,
        RecordKind::Award => register::AWARD,
        RecordKind::AreaTitle => register::AREA_TITLE,
        RecordKind::Forum => register::FORUM,
        RecordKind::Opinion => register::OPINION,
        RecordKind::Deadline => register::DEADLINE,
        RecordKind::Figure => register::FIGURE,
        RecordKind::Document => register::DOCUMENT,
        RecordKind::Contribution => register::CONTRIBUTION,
        RecordKind::Round => survey::ROUND,
        RecordKind::Visit => survey::VISIT,
        RecordKind::Finding => survey::FINDING,
        RecordKind::Recommendation => survey::RECOMMENDATION,
        RecordKind::FollowUp => survey::FOLLOW_UP,
        RecordKind::Addendum => survey::ADDENDUM,
    }
}

/// The field called `name` in records of `kind`.
pub fn field_named(kind: RecordKind, name: &str) -> Option<&'static FieldSpec> {
    fields_of(kind).iter().find(|spec| spec.name == name)
}

/// The field called `name`, or the one that it is a member of.
pub fn field_or_member(kind: RecordKind, name: &str) -> Option<&'static FieldSpec> {
    field_named(kind, name).or_else(|| survey::member_spec(kind, name))
}

/// Fields with one member each (DESIGN §4): `theme.ntm`, `successor.<unit>`.
pub const MEMBER_FAMILIES: &[(RecordKind, &str)] = &[
    (RecordKind::Model, "theme"),
    (RecordKind::Unit, "successor"),
    (RecordKind::Committee, "member"),
    // Several posts at once (DOMAIN B, S0): `post.<n>`.
    (RecordKind::Person, "post"),
];

#[cfg(test)]
mod tests {
    use super::super::vocabulary::Word;
    use super::*;

    #[test]
    fn names_are_unique_within_a_kind_and_every_kind_can_be_taken_out() {
        for &kind in RecordKind::ALL {
            let mut names: Vec<_> = fields_of(kind).iter().map(|spec| spec.name).collect();
            assert!(names.contains(&DELETED), "{kind}");
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), fields_of(kind).len(), "{kind}");
        }
    }
}
