//! What *Mọi mục* says.

use ratatui::style::Style;

use crate::domain::RecordStatus;
use crate::phrases;
use crate::ui::theme::Palette;

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
        Nothing => "Không có mục nào khớp.", "Nothing fits.";
        Empty => "Sổ chưa có khen thưởng, ý kiến, văn bản hay mục nào khác.", "The book has no awards, opinions, papers or other records yet.";
        ClearHint { key: String } => "{key} bỏ chữ tìm và điều kiện lọc", "{key} clears the search and the filter";
        Beside { key: String, count: String, kinds: String } => "{key}  còn {count} mục khác: {kinds}", "{key}  other records: {count} ({kinds})";
        OfKind { count: String, kind: String } => "{count} {kind}", "{count} {kind}";
        ChoosePeriod => "Kỳ", "Period";
        AnyPeriod => "Mọi kỳ", "Any period";
        ChooseStatus => "Tình trạng", "Status";
        AnyStatus => "Mọi tình trạng", "Any status";
    }
}

/// How a record stands, in a cell of its own: colour is never alone in telling it.
pub fn sign(status: Option<RecordStatus>) -> &'static str {
    match status {
        None => " ",
        Some(RecordStatus::Open) => "○",
        Some(RecordStatus::Overdue) => "!",
        Some(RecordStatus::Done) => "✓",
        Some(RecordStatus::Valid) => "●",
        Some(RecordStatus::Void) => "–",
    }
}

/// Good news, bad news, or work in hand.
pub fn tone(status: Option<RecordStatus>, palette: &Palette) -> Style {
    match status {
        Some(RecordStatus::Done) => palette.good,
        Some(RecordStatus::Overdue) => palette.bad,
        Some(RecordStatus::Void) => palette.dim,
        None | Some(RecordStatus::Open | RecordStatus::Valid) => Style::default(),
    }
}
