//! What *Tổng quan* says.

use crate::phrases;

phrases! {
    pub enum OverviewWords {
        Compared { period: String, compare: String } => "{period}, so với {compare}", "{period}, against {compare}";
        InUnit { heading: String, unit: String } => "{heading} · {unit}", "{heading} · {unit}";
        ChangePeriod => "‹ › đổi kỳ", "‹ › period";
        Collective => "Tập thể", "Collective";
        Individual => "Cá nhân", "Individual";
        Total => "Cộng", "Total";
        Previous => "Kỳ trước", "Before";
        Growth => "Tăng", "Change";
        Course => "Các kỳ", "Trend";
        Fields => "Lĩnh vực", "Fields";
        Funnel => "Từ đăng ký đến công nhận", "From registration to recognition";
        Registered => "Đăng ký", "Registered";
        Underway => "Thực hiện", "Underway";
        NotSurveyed => "Chưa khảo sát", "Not surveyed";
        Surveyed => "Đã khảo sát", "Surveyed";
        Recognized => "Công nhận", "Recognized";
        Typical => "Tiêu biểu", "Typical";
        OtherFields { count: usize } => "{count} lĩnh vực khác", "other fields: {count}";
        ToDo => "Cần làm", "To do";
        NothingToDo => "Không còn việc nào chờ.", "Nothing is waiting.";
        Conflicts { count: String } => "{count} chỗ chưa khớp đang chờ chọn", "Conflicts waiting for a choice: {count}";
        Waiting { count: String } => "{count} thay đổi của máy chưa duyệt đang chờ", "Changes of devices not approved, waiting: {count}";
        Overdue { overdue: String } => "! {overdue} kiến nghị quá hạn", "! Recommendations overdue: {overdue}";
        DueInWeek { week: String } => "{week} kiến nghị đến hạn trong tuần", "Recommendations due this week: {week}";
        OverdueAndDue { overdue: String, week: String } => "! {overdue} kiến nghị quá hạn · {week} đến hạn trong tuần", "! Recommendations overdue: {overdue} · due this week: {week}";
        DutyNear { what: String, day: String, days: String } => "{what}: {day}, còn {days} ngày", "{what}: {day}, in {days} days";
        DutyLate { what: String, day: String, days: String } => "! {what}: {day}, quá {days} ngày", "! {what}: {day}, {days} days late";
        Renewed { at: String } => "Sổ này là bản chép hoặc khôi phục ({at}): máy đã mang mã mới; nhờ nơi nhận duyệt lại", "This book is a copy or was restored ({at}): the machine has a new id; ask the receivers to approve it";
        Draft { about: String, at: String } => "Bản nháp lúc {at}: “{about}”", "Draft of {at}: “{about}”";
        Uncarried { count: String } => "{count} thay đổi chưa gửi lên cấp trên", "Changes not carried away yet: {count}";
        Unsurveyed { count: String, period: String } => "{count} mô hình của {period} chưa khảo sát", "Models of {period} not surveyed yet: {count}";
        NoModels => "Sổ chưa có mô hình nào.", "The book has no models yet.";
        ToImport { key: String } => "{key}  nhập danh sách đang có (Excel, ODS, CSV)", "{key}  import the list you have (Excel, ODS, CSV)";
        ToAdd { room: String, key: String } => "{room}   sang Mô hình, rồi {key} thêm từng mô hình", "{room}   go to Models, then {key} to add them one by one";
        NoRegistrations { count: String } => "Sổ có {count} mô hình, chưa có đăng ký nào ở kỳ này.", "The book has {count} models and no registration in this period.";
        Counting { count: String, percent: String } => "Đang đếm {count} mô hình: {percent} %", "Counting {count} models: {percent}%";
        Loading => "Đang mở sổ…", "Opening the book…";
    }
}
