//! What *Ghi chép* says.

use crate::phrases;

phrases! {
    pub enum NotesWords {
        When => "Lúc", "When";
        Author => "Người ghi", "Author";
        About => "Về", "About";
        Text => "Nội dung", "Text";
        Draft => "bản nháp", "draft";
        Empty => "Chưa có ghi chép nào.", "There are no notes yet.";
        HowTo { key: String } => "Chọn một mô hình rồi bấm {key} để ghi.", "Choose a model and press {key} to write one.";
        DraftHead { about: String, at: String } => "Bản nháp về “{about}”, lưu lúc {at}", "Draft on “{about}”, saved at {at}";
        Loading => "Đang đọc…", "Reading…";
    }
}
