//! Fields of rounds, visits, findings, *kiến nghị*, follow-ups and addenda.
//!
//! What a visit has many of is one field per member and part
//! (`delegate.<key>.title`, `answer./d/17`), so that two laptops that fill
//! different parts of one visit never collide.

use super::{DELETED_SPEC, FieldShape, FieldSpec, field};
use crate::domain::Word;
use crate::domain::identity::RecordKind;
use crate::domain::survey::words::{Direction, FindingDegree, PartyRole, RecommendationStep};

use FieldShape::{Clock, Count, Day, Line, Lines, Listed, Mark, Moment, Reference, Status};

/// *Đợt khảo sát*.
pub const ROUND: &[FieldSpec] = &[
    field("name", Line, "Tên đợt", "Name"),
    field("plan_no", Line, "Số kế hoạch", "Plan number"),
    field("plan_date", Day, "Ngày kế hoạch", "Plan date"),
    field("notice_no", Line, "Số thông báo", "Notice number"),
    field("notice_date", Day, "Ngày thông báo", "Notice date"),
    field("from", Day, "Từ ngày", "From"),
    field("to", Day, "Đến ngày", "To"),
    field(
        "outline",
        Reference(RecordKind::Outline),
        "Đề cương",
        "Outline",
    ),
    field("remarks", Lines, "Ghi chú", "Remarks"),
    DELETED_SPEC,
];

/// *Cuộc khảo sát*: one delegation at one unit on one day.
pub const VISIT: &[FieldSpec] = &[
    field("round", Reference(RecordKind::Round), "Đợt", "Round"),
    field("unit", Reference(RecordKind::Unit), "Đơn vị", "Unit"),
    field("date", Day, "Ngày", "Date"),
    field("start", Clock, "Bắt đầu lúc", "Begins at"),
    field("end", Clock, "Kết thúc lúc", "Ends at"),
    field("place", Line, "Địa điểm", "Place"),
    field("basis", Lines, "Căn cứ", "Basis"),
    field(
        "outline",
        Reference(RecordKind::Outline),
        "Đề cương",
        "Outline",
    ),
    field("outline_version", Line, "Bản đề cương", "Outline version"),
    field("report", Lines, "Đơn vị báo cáo", "Report of the unit"),
    field(
        "discussion",
        Lines,
        "Ý kiến trao đổi, giải trình",
        "Discussion",
    ),
    field("strengths", Lines, "Ưu điểm", "Strengths"),
    field(
        "conclusion",
        Lines,
        "Kết luận của trưởng đoàn",
        "Conclusion",
    ),
    field("reservation", Lines, "Ý kiến bảo lưu", "Reservation"),
    field("copies", Count, "Số bản", "Copies"),
    field("signed_at", Moment, "Ký lúc", "Signed at"),
    field(
        "signed_by",
        Line,
        "Người ghi nhận việc ký",
        "Signing noted by",
    ),
    field("seal", Line, "Dấu niêm nội dung", "Seal of the content"),
    DELETED_SPEC,
];

/// *Tồn tại* of a model, or of the unit when it names none.
pub const FINDING: &[FieldSpec] = &[
    field(
        "visit",
        Reference(RecordKind::Visit),
        "Cuộc khảo sát",
        "Visit",
    ),
    field("model", Reference(RecordKind::Model), "Mô hình", "Model"),
    field("text", Lines, "Tồn tại", "Finding"),
    field("degree", Listed(FindingDegree::LISTED), "Mức", "Degree"),
    field(
        "objective_cause",
        Lines,
        "Nguyên nhân khách quan",
        "Objective cause",
    ),
    field(
        "subjective_cause",
        Lines,
        "Nguyên nhân chủ quan",
        "Subjective cause",
    ),
    field("responsible", Line, "Trách nhiệm", "Responsible"),
    DELETED_SPEC,
];

/// *Kiến nghị*, numbered within its visit.
pub const RECOMMENDATION: &[FieldSpec] = &[
    field(
        "visit",
        Reference(RecordKind::Visit),
        "Cuộc khảo sát",
        "Visit",
    ),
    field("number", Line, "Số", "Number"),
    field("direction", Listed(Direction::LISTED), "Chiều", "Direction"),
    field("to", Line, "Gửi", "To"),
    field("model", Reference(RecordKind::Model), "Mô hình", "Model"),
    field(
        "finding",
        Reference(RecordKind::Finding),
        "Tồn tại",
        "Finding",
    ),
    field("text", Lines, "Việc", "What"),
    field("due", Day, "Hạn", "Until when"),
    field("product", Line, "Sản phẩm phải nộp", "Product"),
    field(
        "status",
        Listed(RecommendationStep::LISTED),
        "Trạng thái",
        "Status",
    ),
    field("reason", Line, "Lý do", "Reason"),
    field(
        "confirmed_at",
        Reference(RecordKind::Visit),
        "Xác nhận tại cuộc khảo sát",
        "Confirmed at the visit",
    ),
    DELETED_SPEC,
];

/// The fields of a *kiến nghị* that live on after the minutes are signed.
pub const LIVING: &[&str] = &["status", "reason", "confirmed_at"];

/// *Khắc phục*: what was done about a *kiến nghị*.
pub const FOLLOW_UP: &[FieldSpec] = &[
    field(
        "recommendation",
        Reference(RecordKind::Recommendation),
        "Kiến nghị",
        "Recommendation",
    ),
    field("date", Day, "Ngày", "Date"),
    field("text", Lines, "Nội dung khắc phục", "What was done"),
    field("by", Line, "Người báo cáo", "By"),
    DELETED_SPEC,
];

/// *Phụ lục* that corrects signed minutes.
pub const ADDENDUM: &[FieldSpec] = &[
    field(
        "visit",
        Reference(RecordKind::Visit),
        "Cuộc khảo sát",
        "Visit",
    ),
    field("date", Day, "Ngày", "Date"),
    field("reason", Line, "Lý do", "Reason"),
    field("text", Lines, "Nội dung", "Text"),
    field("author", Line, "Người ghi", "Author"),
    DELETED_SPEC,
];

/// What a family of fields holds: `answer.<path>` is one value a member,
/// `delegate.<key>.title` one value for each part of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Members {
    Whole(FieldSpec),
    Parts(&'static [FieldSpec]),
}

/// A family of fields of one kind of record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FamilySpec {
    pub kind: RecordKind,
    pub name: &'static str,
    pub members: Members,
}

const fn whole(
    kind: RecordKind,
    name: &'static str,
    shape: FieldShape,
    vi: &'static str,
    en: &'static str,
) -> FamilySpec {
    FamilySpec {
        kind,
        name,
        members: Members::Whole(field(name, shape, vi, en)),
    }
}

const fn parts(kind: RecordKind, name: &'static str, parts: &'static [FieldSpec]) -> FamilySpec {
    FamilySpec {
        kind,
        name,
        members: Members::Parts(parts),
    }
}

const PARTY: &[FieldSpec] = &[
    field("name", Line, "Họ và tên", "Name"),
    field("title", Line, "Chức vụ", "Title"),
    field("role", Listed(PartyRole::LISTED), "Vai", "Role"),
    field("absent", Line, "Vắng", "Absent"),
];

/// As they stood on the day: a model that is renamed later keeps the name that
/// its minutes were signed with.
const SEEN_MODEL: &[FieldSpec] = &[
    field("name", Line, "Mô hình", "Model"),
    field("owner", Line, "Chủ thể", "Owner"),
    field("place", Line, "Địa chỉ", "Place"),
    field("order", Count, "Thứ tự", "Order"),
    field("result", Lines, "Kết quả xem xét", "What was seen"),
];

const TARGET: &[FieldSpec] = &[
    field("model", Reference(RecordKind::Model), "Mô hình", "Model"),
    field("name", Line, "Chỉ tiêu", "Target"),
    field("measure", Line, "Đơn vị tính", "Measure"),
    field("registered", Line, "Đăng ký", "Registered"),
    field("reported", Line, "Báo cáo", "Reported"),
    field("counted", Line, "Đếm tại chỗ", "Counted on site"),
];

/// About one registration, by the id of it.
const CONCLUSION: &[FieldSpec] = &[
    field("status", Status, "Kết luận", "Conclusion"),
    field("before", Status, "Trước đó", "Before"),
    field("reason", Line, "Lý do", "Reason"),
    field("due", Day, "Hạn bổ sung", "Until when"),
];

/// What this visit found of an earlier visit's *kiến nghị* (DOMAIN 2.2, F26).
const EARLIER: &[FieldSpec] = &[
    field(
        "status",
        Listed(RecommendationStep::LISTED),
        "Trạng thái",
        "Status",
    ),
    field("text", Lines, "Kết quả khắc phục", "What was done"),
];

/// Families of fields with typed members.
pub const FAMILIES: &[FamilySpec] = &[
    parts(RecordKind::Round, "delegate", PARTY),
    whole(RecordKind::Round, "unit", Mark, "Đơn vị đến", "Unit to see"),
    whole(
        RecordKind::Round,
        "model",
        Mark,
        "Mô hình xem",
        "Model to see",
    ),
    parts(RecordKind::Visit, "delegate", PARTY),
    parts(RecordKind::Visit, "host", PARTY),
    parts(RecordKind::Visit, "model", SEEN_MODEL),
    whole(RecordKind::Visit, "answer", Lines, "Trả lời", "Answer"),
    whole(RecordKind::Visit, "remark", Lines, "Lời ghi", "Remark"),
    whole(RecordKind::Visit, "instance", Count, "Lần lặp", "Repeat"),
    parts(RecordKind::Visit, "target", TARGET),
    whole(
        RecordKind::Visit,
        "document",
        Line,
        "Tài liệu đã xem",
        "Document seen",
    ),
    parts(RecordKind::Visit, "conclusion", CONCLUSION),
    parts(RecordKind::Visit, "earlier", EARLIER),
];

/// The field that `name` is a member of: `delegate.x.title` is a title. The
/// member's own key is whatever stands between.
pub fn member_spec(kind: RecordKind, name: &str) -> Option<&'static FieldSpec> {
    FAMILIES
        .iter()
        .filter(|family| family.kind == kind)
        .find_map(|family| {
            let member = name.strip_prefix(family.name)?.strip_prefix('.')?;
            match &family.members {
                Members::Whole(spec) => Some(spec).filter(|_| !member.is_empty()),
                Members::Parts(parts) => {
                    let (key, part) = member.rsplit_once('.')?;
                    let mut parts = parts.iter();
                    parts.find(|spec| spec.name == part && !key.is_empty())
                }
            }
        })
}

/// Every field that a member of a family can be.
pub fn member_specs() -> impl Iterator<Item = &'static FieldSpec> {
    FAMILIES.iter().flat_map(|family| match &family.members {
        Members::Whole(spec) => std::slice::from_ref(spec),
        Members::Parts(parts) => parts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_read_by_its_family_and_part() {
        let shape = |name| member_spec(RecordKind::Visit, name).map(|spec| spec.shape);
        assert_eq!(shape("delegate.k1.title"), Some(Line));
        assert_eq!(shape("answer./mo_hinh[ab]/c10"), Some(Lines));
        assert_eq!(shape("answer./a.b/c"), Some(Lines));
        for odd in [
            "delegate.k1",
            "delegate..name",
            "delegate.k1.colour",
            "answer.",
            "answered.x",
        ] {
            assert_eq!(shape(odd), None, "{odd}");
        }
        assert_eq!(member_spec(RecordKind::Round, "answer./a"), None);
    }
}
