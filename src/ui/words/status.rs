//! The state of a registration in a narrow column: a sign and a word, so that
//! colour is never alone in telling it.

use crate::domain::Status;
use crate::i18n::Lang;
use crate::ui::theme::Palette;
use ratatui::style::Style;

/// A sign and a short word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusSign {
    pub sign: &'static str,
    vi: &'static str,
    en: &'static str,
}

const fn sign(sign: &'static str, vi: &'static str, en: &'static str) -> StatusSign {
    StatusSign { sign, vi, en }
}

impl StatusSign {
    pub fn of(status: Status) -> Self {
        match status {
            Status::Planned => sign("·", "dự kiến", "planned"),
            Status::Registered => sign("○", "đăng ký", "registered"),
            Status::Underway => sign("●", "đang làm", "underway"),
            Status::Submitted => sign("►", "đề nghị", "submitted"),
            Status::Surveyed => sign("◆", "khảo sát", "surveyed"),
            Status::Incomplete => sign("!", "bổ sung", "incomplete"),
            Status::Eligible => sign("+", "đủ đ.kiện", "eligible"),
            Status::Rejected => sign("×", "chưa đạt", "rejected"),
            Status::Recognized => sign("✓", "công nhận", "recognized"),
            Status::Certified => sign("★", "cấp giấy", "certified"),
            Status::Withdrawn => sign("–", "đã rút", "withdrawn"),
            Status::Stopped => sign("–", "ngừng", "stopped"),
            Status::Delisted => sign("–", "ra khỏi DS", "delisted"),
            Status::Revoked => sign("×", "thu hồi", "revoked"),
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
pub fn tone(status: Status, palette: &Palette) -> Style {
    match status {
        Status::Recognized | Status::Certified | Status::Eligible => palette.good,
        Status::Incomplete | Status::Submitted => palette.warn,
        Status::Rejected | Status::Revoked => palette.bad,
        Status::Planned | Status::Withdrawn | Status::Stopped | Status::Delisted => palette.dim,
        Status::Registered | Status::Underway | Status::Surveyed => Style::default(),
    }
}
