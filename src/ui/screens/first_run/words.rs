//! What the first page says.

use crate::phrases;

phrases! {
    pub enum FirstRunWords {
        Title => "Mở sổ mới", "Open a new book";
        Why => "Sổ được giữ trên máy này; không cần mạng, không cần tài khoản.", "The book stays on this machine; no network, no account.";
        Officer => "Họ và tên", "Your name";
        JobTitle => "Chức vụ", "Your post";
        Committee => "Ban Chỉ đạo", "Committee";
        Book => "Tên sổ", "Name of the book";
        BookHint => "để trống thì lấy tên Ban Chỉ đạo", "left blank: the committee's name";
        CommitteeHint => "ví dụ: Ban Chỉ đạo “Dân vận khéo” huyện An Biên", "for example: the committee of An Biên district";
        Missing { field: String } => "Còn thiếu: {field}", "Missing: {field}";
    }
}
