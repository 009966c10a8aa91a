//! What the verbs on outlines say.

use crate::phrases;

phrases! {
    pub enum OutlineWords {
        Faulty { file: String, count: String } => "{file}: {count} chỗ sai, chưa làm gì", "{file}: {count} faults, nothing was done";
        Sound { file: String, title: String, questions: String } => "{file}: “{title}”, {questions} câu hỏi, không có chỗ sai", "{file}: “{title}”, {questions} questions, no faults";
        Warning { what: String } => "lưu ý: {what}", "note: {what}";
        AnswersNotJson { file: String, why: String } => "{file}: không phải JSON: {why}", "{file}: not JSON: {why}";
        AnswersMisshapen { file: String } => "{file}: câu trả lời phải ghi dạng {{\"đường dẫn\": giá trị}} hoặc [[\"đường dẫn\", giá trị], …]", "{file}: answers are written as {{\"path\": value}} or [[\"path\", value], …]";
        AnswerNowhere { file: String, path: String, why: String } => "{file}: {path}: {why}", "{file}: {path}: {why}";
        Imported { title: String, version: String } => "Đã nhập đề cương “{title}”, bản {version}", "Imported the outline “{title}”, version {version}";
        AlreadyThere { title: String } => "Sổ đã có đúng bản này của “{title}”", "The book holds this very version of “{title}” already";
        Exported { file: String } => "Đã xuất đề cương ra {file}", "Wrote the outline to {file}";
        FileLeft { file: String } => "{file} đã có sẵn nên để nguyên", "{file} was there already and was left as it is";
        NotAnOutline { id: String } => "{id} không phải là đề cương của sổ", "{id} is not an outline of the book";
        None => "Sổ chưa có đề cương; nhập bằng kheo outline import, hoặc lấy mẫu bằng kheo outline export template", "The book has no outline yet; import one with kheo outline import, or take the template with kheo outline export template";
        Title => "Đề cương", "Outline";
        Version => "Bản", "Version";
        Kept { count: String } => "giữ nguyên {count} câu", "{count} questions kept";
        Renamed { old: String, new: String } => "đổi chỗ hoặc đổi tên: {old} → {new}", "moved or renamed: {old} → {new}";
        Added { path: String } => "thêm: {path}", "added: {path}";
        Dropped { path: String } => "bỏ: {path} (câu trả lời cũ vẫn giữ)", "left out: {path} (its answers are kept)";
    }
}
