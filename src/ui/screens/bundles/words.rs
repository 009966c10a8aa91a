//! What *Gói số liệu* says.

use crate::phrases;

phrases! {
    pub enum BundlesWords {
        Uncarried { count: String } => "{count} thay đổi của máy này chưa gửi đi", "Changes of this machine not carried away yet: {count}";
        OwnWords => "Mười từ của máy này:", "The ten words of this machine:";
        Delivered { sent: String, received: String } => "đã gửi {sent}, cấp trên đã nhận {received}", "sent {sent}, received above {received}";
        Forked { status: String } => "{status}, hai bản chép", "{status}, two copies";
        AllCarried => "Mọi thay đổi của máy này đã gửi đi", "Every change of this machine has been carried away";
        Held => "Số liệu đang giữ", "What is held here";
        Book => "Sổ", "Book";
        Officer => "Cán bộ", "Officer";
        Machine => "Máy", "Machine";
        Changes => "Thay đổi", "Changes";
        Status => "Tình trạng", "Status";
        Own => "máy này", "this machine";
        Approved => "đã duyệt", "approved";
        Waiting => "chờ duyệt", "waiting for approval";
        Revoked => "thôi nhận", "revoked";
        Missing { status: String, count: String } => "{status}, thiếu {count}", "{status}, {count} missing";
        Unknown => "chưa rõ", "not known";
    }
}
