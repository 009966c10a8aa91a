//! What *Mọi mục* says.

use ratatui::style::Style;

use crate::domain::RecordStatus;
use crate::phrases;
use crate::service::request::find::FoundStatus;
use crate::ui::theme::Palette;
use crate::ui::words::{self, StatusSign};

phrases! {
    pub enum FinderWords {
        Search => "Tìm mọi mục:", "Find all:";
        SearchHint { key: String } => "{key} gõ để tìm", "{key} to search";
        Counter { matching: String, total: String } => "{matching} / {total}", "{matching} / {total}";
        All => "Tất cả", "All";
        Kind => "Loại", "Type";
        What => "Nội dung", "What";
        Place => "Nơi", "Place";
        When => "Khi nào", "When";
        UnitIs { unit: String } => "nơi: {unit}", "place: {unit}";
        PeriodIs { period: String } => "kỳ: {period}", "period: {period}";
        StatusIs { status: String } => "{status}", "{status}";
        DueOn { day: String } => "hạn {day}", "due {day}";
        Loading => "…", "…";
        Reading => "Đang đọc sổ…", "Reading the book…";
        Nothing => "Không có mục nào khớp.", "Nothing fits.";
        Empty => "Sổ chưa có đăng ký, khen thưởng, ý kiến, văn bản hay mục nào khác.", "The book has no registrations, awards, opinions, papers or other records yet.";
        ClearHint { key: String } => "{key} bỏ chữ tìm và điều kiện lọc", "{key} clears the search and the filter";
        Beside { key: String, count: String, kinds: String } => "{key}  còn {count} mục khác: {kinds}", "{key}  other records: {count} ({kinds})";
        OfKind { count: String, kind: String } => "{count} {kind}", "{count} {kind}";
        ChoosePeriod => "Kỳ", "Period";
        AnyPeriod => "Mọi kỳ", "Any period";
        ChooseStatus => "Tình trạng", "Status";
        AnyStatus => "Mọi tình trạng", "Any status";
        NoStatus { kind: String } => "{kind} không có tình trạng để lọc", "{kind}: there is no status to filter by";
    }
}

/// How a record stands, in a cell of its own: colour is never alone in telling it.
pub fn sign(status: Option<FoundStatus>) -> &'static str {
    let on_day = match status {
        None => return " ",
        Some(FoundStatus::Step(step)) => return StatusSign::of(step).sign,
        Some(FoundStatus::OnDay(on_day)) => on_day,
    };
    match on_day {
        RecordStatus::Open => "○",
        RecordStatus::Near => "◇",
        RecordStatus::Overdue => "!",
        RecordStatus::Done => "✓",
        RecordStatus::Valid => "●",
        RecordStatus::Void => "–",
    }
}

/// Good news, bad news, or work in hand.
pub fn tone(status: Option<FoundStatus>, palette: &Palette) -> Style {
    let on_day = match status {
        None => return Style::default(),
        Some(FoundStatus::Step(step)) => return words::tone(step, palette),
        Some(FoundStatus::OnDay(on_day)) => on_day,
    };
    match on_day {
        RecordStatus::Done => palette.good,
        RecordStatus::Near => palette.warn,
        RecordStatus::Overdue => palette.bad,
        RecordStatus::Void => palette.dim,
        RecordStatus::Open | RecordStatus::Valid => Style::default(),
    }
}
