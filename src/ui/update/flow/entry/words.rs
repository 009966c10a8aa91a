//! What is said while records of registers are written.

use crate::phrases;

phrases! {
    pub enum EntryWords {
        WhichKind => "Thêm mục gì?", "Add what?";
        Add { kind: String } => "Thêm {kind}", "Add: {kind}";
        AddAbout { kind: String, about: String } => "Thêm {kind} · {about}", "Add: {kind} · {about}";
        Correct { kind: String, name: String } => "Sửa {kind} “{name}”", "Correct the {kind} “{name}”";
        NotHere { kind: String } => "{kind} được ghi, sửa ở phần riêng; Enter mở ra", "{kind}: written and corrected in its own room; Enter opens it";
        NothingChosen => "Hãy chọn một mục trước", "Choose a record first";
        GoingOn { at: String, key: String } => "Viết tiếp bản nháp lúc {at}; {key} bỏ bản nháp", "Going on with the draft of {at}; {key} drops it";
        Discard => "Bỏ hẳn những gì đã điền, cả bản nháp?", "Drop what was filled in, and its draft?";
        Discarded => "Đã bỏ bản nháp", "The draft is dropped";
        TakeOut { kind: String, name: String, key: String } => "Bỏ {kind} “{name}” ra khỏi sổ? Bỏ nhầm thì {key} lấy lại.", "Take the {kind} “{name}” out of the book? {key} brings it back.";
        WhichRelated => "Mở mục nào?", "Open which?";
        NotAllowed { needed: String, role: String } => "Việc này cần quyền “{needed}”; bạn có quyền “{role}”. Nhờ người quản trị sổ", "This needs the role “{needed}”; yours is “{role}”. Ask the book's administrator";
    }
}
