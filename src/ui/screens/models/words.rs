//! What *Mô hình* says.

use crate::phrases;

phrases! {
    pub enum ModelsWords {
        Search => "Tìm:", "Find:";
        SearchHint { key: String } => "{key} tìm, không dấu cũng được", "{key} finds by a few letters";
        Counter { matching: String, total: String } => "{matching} / {total}", "{matching} / {total}";
        Name => "Mô hình", "Model";
        Formerly { name: String } => " (trước là {name})", " (formerly {name})";
        Owner => "Chủ thể", "Owner";
        Place => "Nơi", "Place";
        Level => "Cấp", "Level";
        State => "TT", "State";
        Loading => "…", "…";
        Preparing { percent: String } => "đang đọc sổ: {percent} %", "reading the book: {percent}%";
        NothingYet => "Đang đọc sổ để tìm, kết quả hiện ra dần.", "Reading the book: what is found will appear here.";
        NothingFound => "Không có mô hình nào khớp.", "No model fits.";
        ClearHint { key: String } => "{key} bỏ chữ tìm và điều kiện lọc", "{key} clears the search and the filter";
        Empty => "Sổ chưa có mô hình nào.", "The book has no models yet.";
        ImportHint { key: String } => "{key}  nhập danh sách đang có", "{key}  import the list you have";
        AddHint { key: String } => "{key}  thêm mô hình", "{key}  add a model";
        UnitIs { unit: String } => "đơn vị: {unit}", "unit: {unit}";
        LevelIs { level: String } => "cấp: {level}", "level: {level}";
        KindIs { kind: String } => "đối tượng: {kind}", "kind: {kind}";
        FieldIs { field: String } => "lĩnh vực: {field}", "field: {field}";
        StatusIs { status: String } => "trạng thái: {status}", "status: {status}";
        PeriodIs { period: String } => "kỳ: {period}", "period: {period}";
        MilestoneIs { milestone: String } => "{milestone}", "{milestone}";
        Marked { count: String } => "+ {count} đã đánh dấu", "+ {count} marked";
        ByUnit => "theo đơn vị", "by unit";
        ByChange => "mới sửa trước", "last changed first";
    }
}
