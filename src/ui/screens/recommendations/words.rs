//! What *Kiến nghị* says.

use ratatui::style::Style;

use crate::domain::survey::RecommendationStatus;
use crate::i18n::Lang;
use crate::phrases;
use crate::service::request::RecommendationScope;
use crate::ui::theme::Palette;

phrases! {
    pub enum RecommendationsWords {
        Search => "Tìm:", "Find:";
        SearchHint { key: String } => "{key} gõ để tìm", "{key} to search";
        UnitIs { unit: String } => "nơi: {unit}", "place: {unit}";
        Open => "Còn mở", "Open";
        Overdue => "Quá hạn", "Overdue";
        Week => "Trong tuần", "This week";
        All => "Tất cả", "All";
        Number => "Số", "No.";
        Place => "Đơn vị", "Unit";
        What => "Việc", "What";
        Due => "Hạn", "Due";
        Status => "Trạng thái", "Status";
        Loading => "Đang đọc…", "Reading…";
        Nothing => "Chưa có kiến nghị nào.", "There are no recommendations yet.";
        HowTo => "Kiến nghị ghi khi khảo sát, ngay từ tồn tại tìm thấy; rồi theo dõi tiếp ở đây.", "They are written on a visit, from what was found, and followed up here.";
        NothingInScope => "Không có kiến nghị nào như vậy.", "There is no such recommendation.";
        OtherScopes => "‹ › xem nhóm khác", "‹ › for the others";
        ClearHint { key: String } => "{key} bỏ tìm, bỏ địa bàn", "{key} to clear search and place";
        AskedAt { number: String, visit: String } => "{number} · {visit}", "{number} · {visit}";
        To => "Gửi", "To";
        Direction => "Chiều", "Direction";
        Model => "Mô hình", "Model";
        Product => "Sản phẩm phải nộp", "To hand in";
        Reason => "Lý do", "Reason";
        LateBy { due: String, days: String } => "{due} · quá {days} ngày", "{due} · {days} days late";
        DueIn { due: String, days: String } => "{due} · còn {days} ngày", "{due} · in {days} days";
        DueToday { due: String } => "{due} · hôm nay", "{due} · today";
        NoDue => "không hẹn ngày", "no day was set";
        Visit => "Cuộc khảo sát", "Visit";
        VisitSigned => "biên bản đã ký", "minutes signed";
        VisitDraft => "biên bản dự thảo", "minutes in draft";
        ConfirmedAt => "Xác nhận tại", "Confirmed at";
        Finding => "Từ tồn tại", "From the finding";
        FollowUps { count: usize } => "Khắc phục ({count})", "Follow-ups ({count})";
        NoFollowUps { key: String } => "Chưa có báo cáo khắc phục. {key} ghi", "Nothing was reported yet. {key} to write";
        Next { key: String } => "Bước tiếp theo · {key}", "Next step · {key}";
        Closed => "Kiến nghị này đã khép.", "This recommendation is closed.";
        WhichStep { number: String, from: String } => "{number} “{from}” chuyển sang", "{number}, from “{from}” to";
        AtVisit { step: String, visit: String } => "{step}, tại {visit}", "{step}, at {visit}";
        Why { number: String } => "{number}: lý do không còn phù hợp", "{number}: why it is no longer applicable";
        FollowUp { number: String } => "Khắc phục {number}", "Follow-up of {number}";
        NoModel => "Kiến nghị này về đơn vị, không về riêng mô hình nào", "This one is about the unit, not about a model";
        ChooseFirst => "Chọn một kiến nghị trước", "Choose a recommendation first";
        NothingFurther => "Kiến nghị này đã khép, không còn bước tiếp theo", "This one is closed, there is no further step";
    }
}

/// What a scope is called.
pub fn scope_name(scope: RecommendationScope) -> RecommendationsWords {
    match scope {
        RecommendationScope::Open => RecommendationsWords::Open,
        RecommendationScope::Overdue => RecommendationsWords::Overdue,
        RecommendationScope::Week => RecommendationsWords::Week,
        RecommendationScope::All => RecommendationsWords::All,
    }
}

/// How one stands, in a narrow column: a sign and a short word, so that colour
/// is never alone in telling it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StepSign {
    pub sign: &'static str,
    vi: &'static str,
    en: &'static str,
}

const fn sign(sign: &'static str, vi: &'static str, en: &'static str) -> StepSign {
    StepSign { sign, vi, en }
}

impl StepSign {
    pub fn of(status: RecommendationStatus) -> Self {
        match status {
            RecommendationStatus::Open => sign("○", "mới", "open"),
            RecommendationStatus::Sent => sign("►", "đã gửi", "sent"),
            RecommendationStatus::Underway => sign("●", "đang làm", "underway"),
            RecommendationStatus::Reported => sign("◆", "đã báo cáo", "reported"),
            RecommendationStatus::Confirmed => sign("✓", "xác nhận", "confirmed"),
            RecommendationStatus::Overdue => sign("!", "quá hạn", "overdue"),
            RecommendationStatus::Moot => sign("–", "thôi", "moot"),
        }
    }

    pub fn word(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Vi => self.vi,
            Lang::En => self.en,
        }
    }
}

/// Good news, bad news, or work in hand.
pub fn tone(status: RecommendationStatus, palette: &Palette) -> Style {
    match status {
        RecommendationStatus::Confirmed => palette.good,
        RecommendationStatus::Overdue => palette.bad,
        RecommendationStatus::Reported => palette.warn,
        RecommendationStatus::Moot => palette.dim,
        RecommendationStatus::Open
        | RecommendationStatus::Sent
        | RecommendationStatus::Underway => Style::default(),
    }
}
