//! The registers beside the models: honours, movements, forums and opinions,
//! deadlines, published figures, documents (DOMAIN C1).

use super::super::identity::RecordKind;
use super::super::register::words::{
    AreaHonour, AwardForm, AwardReason, DeadlineSort, DocumentSystem, Indicator, MovementSort,
    Resource,
};
use super::super::vocabulary::{Qualifier, Word};
use super::FieldShape::{self, Count, Day, Kind, Level, Line, Lines, Listed, Mark, Reference};
use super::{DELETED_SPEC, FieldSpec, field};

const UNIT: FieldShape = Reference(RecordKind::Unit);
const MODEL: FieldShape = Reference(RecordKind::Model);
const MOVEMENT_OF: FieldShape = Reference(RecordKind::Movement);

/// *Phong trào*, *cuộc vận động*, *chương trình*.
pub const MOVEMENT: &[FieldSpec] = &[
    field("name", Line, "Tên", "Name"),
    field("sort", Listed(MovementSort::LISTED), "Loại", "Sort"),
    field("host", Line, "Chủ trì", "Host"),
    field("host_unit", UNIT, "Tổ chức chủ trì", "Host organisation"),
    field("parent", MOVEMENT_OF, "Thuộc", "Part of"),
    field("unit", UNIT, "Địa bàn", "Unit"),
    field("period", FieldShape::Period, "Kỳ", "Period"),
    DELETED_SPEC,
];

/// *Khen thưởng*. *Giấy chứng nhận* is not one: it belongs to recognition.
pub const AWARD: &[FieldSpec] = &[
    field("name", Line, "Được khen", "Recipient"),
    field("kind", Kind, "Đối tượng", "Kind"),
    field("form", Listed(AwardForm::LISTED), "Hình thức", "Form"),
    field("body", Line, "Cơ quan tặng", "Awarding body"),
    field("level", Level, "Cấp", "Level"),
    field("unit", UNIT, "Đơn vị", "Unit"),
    field("model", MODEL, "Mô hình", "Model"),
    field("person", Reference(RecordKind::Person), "Cá nhân", "Person"),
    field("reason", Listed(AwardReason::LISTED), "Lý do", "Reason"),
    field("movement", MOVEMENT_OF, "Phong trào", "Movement"),
    field("period", FieldShape::Period, "Kỳ", "Period"),
    field("decision_no", Line, "Số quyết định", "Decision number"),
    field("decision_date", Day, "Ngày quyết định", "Decision date"),
    field("given", Day, "Ngày trao", "Given on"),
    field("cancelled", Mark, "Bị hủy bỏ", "Cancelled"),
    field("cancelled_why", Line, "Lý do hủy bỏ", "Cancelled because"),
    DELETED_SPEC,
];

/// *Danh hiệu địa bàn*, valid from a day to a day.
pub const AREA_TITLE: &[FieldSpec] = &[
    field("unit", UNIT, "Đơn vị", "Unit"),
    field("title", Listed(AreaHonour::LISTED), "Danh hiệu", "Title"),
    field("decision_no", Line, "Số quyết định", "Decision number"),
    field("decision_by", Line, "Cơ quan ban hành", "Issuing body"),
    field("valid_from", Day, "Có hiệu lực từ", "Valid from"),
    field("valid_to", Day, "Đến hết ngày", "Valid to"),
    DELETED_SPEC,
];

/// *Diễn đàn* (“Hướng về cơ sở”).
pub const FORUM: &[FieldSpec] = &[
    field("name", Line, "Tên diễn đàn", "Name"),
    field("unit", UNIT, "Đơn vị", "Unit"),
    field("date", Day, "Ngày", "Date"),
    field("place", Line, "Tại", "Place"),
    field("host", Line, "Chủ trì", "Host"),
    field("attendance", Count, "Lượt người dự", "Attendance"),
    field("women", Count, "Trong đó nữ", "Of whom women"),
    DELETED_SPEC,
];

/// *Ý kiến*. Who spoke is not asked for; “01 hộ dân” is enough.
pub const OPINION: &[FieldSpec] = &[
    field("forum", Reference(RecordKind::Forum), "Diễn đàn", "Forum"),
    field("text", Lines, "Nội dung", "Text"),
    field("field", FieldShape::WorkField, "Lĩnh vực", "Field"),
    field(
        "speaker",
        Line,
        "Người nêu (không ghi tên)",
        "Speaker (no name)",
    ),
    field("on_spot", Mark, "Trả lời tại chỗ", "Answered on the spot"),
    field("answer", Lines, "Trả lời, kết quả", "Answer"),
    field("forwarded_to", Line, "Chuyển cơ quan", "Forwarded to"),
    field("due", Day, "Hạn trả lời", "Due"),
    field("answered", Day, "Ngày giải quyết", "Answered on"),
    field("told", Day, "Ngày báo lại cho dân", "People told on"),
    DELETED_SPEC,
];

/// *Thời hạn*: a conference or another duty of a level.
pub const DEADLINE: &[FieldSpec] = &[
    field("name", Line, "Việc", "What"),
    field("sort", Listed(DeadlineSort::LISTED), "Loại", "Sort"),
    field("level", Level, "Cấp", "Level"),
    field("unit", UNIT, "Đơn vị", "Unit"),
    field("due", Day, "Hạn", "Due"),
    field("done", Day, "Xong ngày", "Done on"),
    DELETED_SPEC,
];

/// *Số liệu công bố*: an aggregate that has no records.
pub const FIGURE: &[FieldSpec] = &[
    field(
        "indicator",
        Listed(Indicator::LISTED),
        "Chỉ tiêu",
        "Indicator",
    ),
    field("value", Count, "Giá trị", "Value"),
    field(
        "qualifier",
        Listed(Qualifier::LISTED),
        "Định lượng",
        "Qualifier",
    ),
    field("unit", UNIT, "Đơn vị", "Unit"),
    field("level", Level, "Cấp", "Level"),
    field("kind", Kind, "Đối tượng", "Kind"),
    field("movement", MOVEMENT_OF, "Phong trào", "Movement"),
    field("period", FieldShape::Period, "Kỳ", "Period"),
    field("change", Count, "Tăng, giảm", "Change"),
    field("compare", FieldShape::Period, "So với kỳ", "Compared with"),
    field("source", Line, "Nguồn", "Source"),
    field("remarks", Lines, "Ghi chú", "Remarks"),
    DELETED_SPEC,
];

/// *Văn bản*.
pub const DOCUMENT: &[FieldSpec] = &[
    field("name", Line, "Trích yếu", "Subject"),
    field("sort", Line, "Loại", "Sort"),
    field("number", Line, "Số, ký hiệu", "Number"),
    field("date", Day, "Ngày", "Date"),
    field("body", Line, "Cơ quan ban hành", "Issuing body"),
    field("system", Listed(DocumentSystem::LISTED), "Hệ", "System"),
    field("unit", UNIT, "Đơn vị", "Unit"),
    DELETED_SPEC,
];

/// *Nguồn lực* that went into a model.
pub const CONTRIBUTION: &[FieldSpec] = &[
    field("model", MODEL, "Mô hình", "Model"),
    field("resource", Listed(Resource::LISTED), "Loại", "Resource"),
    field("amount", Count, "Số lượng", "Amount"),
    field("measure", Line, "Đơn vị tính", "Measure"),
    field("giver", Line, "Người góp", "Giver"),
    field("period", FieldShape::Period, "Kỳ", "Period"),
    field("remarks", Line, "Ghi chú", "Remarks"),
    DELETED_SPEC,
];
