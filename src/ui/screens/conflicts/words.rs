//! What *Chỗ chưa khớp* says.

use crate::phrases;

phrases! {
    pub enum ConflictsWords {
        Nothing => "Không có chỗ nào chưa khớp.", "Nothing is waiting for a choice.";
        Loading => "Đang đọc…", "Reading…";
        Place { position: String, total: String } => "{position} / {total}", "{position} / {total}";
        MoreValues { count: usize, key: String } => "còn {count} giá trị nữa: {key} xem bản tiếp", "{count} more values: {key} for the next";
        Before { before: String } => "trước đó: {before}", "before that: {before}";
        ClockDoubted { at: String } => "{at} (đồng hồ lệch?)", "{at} (clock wrong?)";
        Blank => "(để trống)", "(blank)";
    }
}
