//! What the work on a visit says: findings, *kiến nghị*, conclusions, minutes.

use crate::phrases;

phrases! {
    /// Titles of forms and lists, and questions.
    pub enum VisitWords {
        WhichFinding => "Tồn tại", "Findings";
        NewFindingLine => "+ Ghi tồn tại mới", "+ Write a new finding";
        NewFinding { visit: String } => "Tồn tại · {visit}", "Finding · {visit}";
        CorrectFinding => "Sửa tồn tại", "Correct the finding";
        WhichSource => "Kiến nghị từ tồn tại nào?", "Which finding does it follow from?";
        NoSource => "Không từ tồn tại nào", "From none of them";
        NewRecommendation { visit: String } => "Kiến nghị · {visit}", "Recommendation · {visit}";
        CorrectRecommendation => "Sửa kiến nghị", "Correct the recommendation";
        WhichModel => "Kết luận về mô hình nào?", "Conclude about which model?";
        WhichRegistration { model: String } => "Kết luận về đăng ký nào của “{model}”?", "Which registration of “{model}”?";
        WhichConclusion { from: String } => "“{from}”: đoàn kết luận", "From “{from}”, the delegation concludes";
        ConclusionWords { status: String } => "Kết luận: {status}", "Conclusion: {status}";
        Sign { visit: String } => "Ký biên bản “{visit}”?", "Sign the minutes of “{visit}”?";
        SignFreezes => "Ký xong, nội dung biên bản khóa lại: không sửa được nữa, chỗ cần sửa ghi vào phụ lục. Khắc phục và trạng thái kiến nghị vẫn theo dõi tiếp.", "Once signed, the minutes are frozen: they cannot be changed any more, corrections go into an addendum. Follow-ups and the state of recommendations go on.";
        Addendum { visit: String } => "Phụ lục · {visit}", "Addendum · {visit}";
    }
}

phrases! {
    /// What is said on the message line.
    pub enum VisitNotice {
        NoVisit => "Chọn một cuộc khảo sát trước", "Choose a visit first";
        NoModels => "Cuộc khảo sát này chưa xem mô hình nào", "This visit has seen no model";
        NothingToConclude { model: String } => "“{model}” không có đăng ký nào chờ kết luận", "“{model}” has no registration that waits for a conclusion";
        UnsetConclusion => "chưa kết luận", "not concluded";
    }
}

phrases! {
    /// How minutes stand, in the title of their page.
    pub enum MinutesWords {
        Draft { unit: String } => "Biên bản {unit} · dự thảo", "Minutes, {unit} · draft";
        Signed { unit: String, at: String } => "Biên bản {unit} · đã ký {at}", "Minutes, {unit} · signed {at}";
        Altered { unit: String, at: String } => "Biên bản {unit} · nội dung trong sổ ĐÃ KHÁC bản ký {at}", "Minutes, {unit} · the book now says something ELSE than what was signed {at}";
    }
}
