//! Why the content of an attachment is not taken or given.

use crate::phrases;

phrases! {
    #[derive(serde::Serialize, serde::Deserialize)]
    pub enum FileRefusal {
        NotHere { name: String } => "Chưa có nội dung của “{name}” trên máy này", "The content of “{name}” is not on this machine";
        OtherContent => "Nội dung nhận được không đúng tệp đã gửi; hãy làm lại", "What arrived is not the file that was sent; try again";
        TooLarge { limit: u64 } => "Tệp quá lớn (nhiều nhất là {limit} MiB)", "The file is too large (at most {limit} MiB)";
        NoName => "Tệp không có tên", "The file has no name";
    }
}
