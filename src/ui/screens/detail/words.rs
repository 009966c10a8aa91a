//! What the page of one model says.

use crate::phrases;

phrases! {
    pub enum DetailWords {
        Loading => "Đang đọc…", "Reading…";
        Formerly => "Trước là", "Formerly";
        Registrations => "Đăng ký", "Registrations";
        NoRegistrations { key: String } => "Chưa đăng ký ở cấp nào. {key} đăng ký", "Not registered yet. {key} to register";
        Level => "Cấp", "Level";
        Period => "Kỳ", "Period";
        Status => "Trạng thái", "Status";
        Decision => "Quyết định", "Decision";
        Related { kind: String, count: usize, key: String } => "{kind} ({count}) · {key} mở", "{kind} ({count}) · {key} to open";
        Namesakes { count: usize, key: String } => "Khen thưởng của người cùng tên, cùng đơn vị ({count}) · {key} mở", "Awards of a person of the same name and unit ({count}) · {key} to open";
        NoRelated { kinds: String, key: String } => "Chưa có {kinds}. {key} ghi", "No {kinds} yet. {key} to write one";
        Notes { count: usize } => "Ghi chép ({count})", "Notes ({count})";
        NoNotes { key: String } => "Chưa có ghi chép. {key} ghi", "No notes yet. {key} to write one";
        NoteHead { author: String, device: String, at: String } => "{author} · {device} · {at}", "{author} · {device} · {at}";
        At { head: String, place: String } => "{head} · tại {place}", "{head} · at {place}";
        Attachments { count: usize, key: String } => "Tệp đính kèm ({count}) · {key} mở", "Attachments ({count}) · {key} to open";
        StillElsewhere { device: String } => "chưa có tệp, còn ở {device}", "not here yet, still on {device}";
        History { count: usize } => "Lịch sử ({count})", "History ({count})";
        HistoryFolded { key: String } => "{key} mở", "{key} to open";
        ThisDevice => "máy này", "this machine";
        Device { id: String } => "máy {id}", "machine {id}";
        NoAuthor => "không rõ người ghi", "author not known";
        Was { field: String, from: String, to: String } => "{field}: {from} → {to}", "{field}: {from} → {to}";
        Set { field: String, to: String } => "{field}: {to}", "{field}: {to}";
        Unsent => "chưa gửi", "not sent yet";
        Sent => "đã gửi", "sent";
        Received => "cấp trên đã nhận", "received above";
        Cleared => "(để trống)", "(blank)";
        Conflict { count: usize } => "{count} giá trị chưa khớp", "{count} values do not agree";
        ValueOf { by: String, at: String } => "{by}, {at}", "{by}, {at}";
        NoteConflict => "! có bản ghi khác, chưa chọn", "! another version waits for a choice";
    }
}
