//! What *Báo cáo* says.

use crate::phrases;
use crate::report::ReportId;

phrases! {
    pub enum ReportsWords {
        About { place: String, period: String } => "{place} · {period}", "{place} · {period}";
        AboutCompared { about: String, compare: String } => "{about}, so với {compare}", "{about}, against {compare}";
        Book => "Toàn sổ", "The whole book";
        LatestPeriod => "kỳ mới nhất", "the latest period";
        AnyPeriod => "Kỳ mới nhất có đăng ký", "The latest period with registrations";
        ChoosePeriod => "Chọn kỳ", "Choose a period";
        Loading => "Đang lập biểu…", "Counting…";
        Counting { count: String } => "{count} bản ghi", "{count} records";
        Empty => "Kỳ này, địa bàn này chưa có số liệu cho biểu này.", "There are no figures for this report here and then.";
        EmptyPeriod { key: String } => "{key}  chọn kỳ khác", "{key}  choose another period";
        EmptyUnit { key: String } => "{key}  chọn địa bàn khác", "{key}  choose another place";
        NothingBehind => "Ô này không có danh sách phía sau", "No list stands behind this cell";
        ByOffice => "thứ tự của biểu", "order of the report";
        ByName => "theo tên", "by name";
        ByColumn { column: String } => "theo cột {column}", "by {column}";
        Total => "Cộng", "Total";
        Cell { row: String, column: String, value: String } => "{row} · {column}: {value}", "{row} · {column}: {value}";
        ByPeriod => "Qua các kỳ", "By period";
        ByQuarter => "Theo quý", "By quarter";
        ByYear => "Theo năm", "By year";
        InWords => "Đoạn số liệu", "The figures in words";
        Copied => "Đã gửi vào bộ nhớ tạm, nếu cửa sổ dòng lệnh cho phép", "Sent to the clipboard, where the terminal allows it";
        NoTable => "Chưa có biểu nào để ghi", "There is no table to write yet";
    }
}

phrases! {
    /// Which question each report answers.
    enum Answers {
        B01 => "mỗi đơn vị bao nhiêu, tăng, giảm", "how many in each unit, more, fewer";
        B02 => "lĩnh vực nào, mới hay duy trì", "in which fields, new or continued";
        B03 => "bao nhiêu được công nhận", "how many came to recognition";
        B04 => "công nhận theo quyết định nào", "recognised by which decisions";
        B05 => "ai khen, khen ai, vì sao", "who awarded whom, and why";
        B06 => "là những mô hình nào", "which models they are";
        B07 => "mỗi phong trào bao nhiêu", "how many in each movement";
        B08 => "dân góp tiền, đất, ngày công", "money, land and labour given";
        B09 => "đoàn khảo sát thấy gì", "what the surveys found";
        B10 => "việc nào xong, việc nào quá hạn", "which are done or overdue";
        B11 => "dân hỏi gì, đã trả lời chưa", "what people asked, and was it answered";
        B12 => "mấy xã đạt chuẩn trên tổng số", "how many units hold a title";
        B13 => "hai kỳ khác nhau ở đâu", "where two periods differ";
        B14 => "số công bố có khớp sổ không", "whether published figures fit the book";
    }
}

/// The question that a report answers.
pub fn answers(report: ReportId) -> impl crate::i18n::Phrase {
    match report {
        ReportId::B01 => Answers::B01,
        ReportId::B02 => Answers::B02,
        ReportId::B03 => Answers::B03,
        ReportId::B04 => Answers::B04,
        ReportId::B05 => Answers::B05,
        ReportId::B06 => Answers::B06,
        ReportId::B07 => Answers::B07,
        ReportId::B08 => Answers::B08,
        ReportId::B09 => Answers::B09,
        ReportId::B10 => Answers::B10,
        ReportId::B11 => Answers::B11,
        ReportId::B12 => Answers::B12,
        ReportId::B13 => Answers::B13,
        ReportId::B14 => Answers::B14,
    }
}
