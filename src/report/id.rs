//! The reports that Ban Chỉ đạo owe each other (DOMAIN 3.1) and the boundaries
//! they can be counted in (DOMAIN C6).

use crate::domain::vocabulary::words;

words! {
    /// *Biểu*: the tables B01 to B14.
    pub enum ReportId {
        B01 = "b01", "Đăng ký theo đơn vị", "Registrations by unit", ["dang ky", "bieu 1", "bieu 01"];
        B02 = "b02", "Đăng ký theo lĩnh vực", "Registrations by field", ["linh vuc", "bieu 2", "bieu 02"];
        B03 = "b03", "Từ đăng ký đến công nhận, khen thưởng", "From registration to recognition and award", ["pheu", "bieu 3", "bieu 03"];
        B04 = "b04", "Công nhận theo cấp và quyết định", "Recognitions by level and decision", ["bieu 4", "bieu 04"];
        B05 = "b05", "Khen thưởng", "Awards", ["bieu 5", "bieu 05"];
        B06 = "b06", "Danh sách mô hình", "List of models", ["danh sach", "bieu 6", "bieu 06"];
        B07 = "b07", "Theo phong trào, cuộc vận động", "By movement and campaign", ["phong trao", "bieu 7", "bieu 07"];
        B08 = "b08", "Nguồn lực huy động", "Resources raised", ["nguon luc", "bieu 8", "bieu 08"];
        B09 = "b09", "Kết quả khảo sát", "Results of surveys", ["khao sat", "bieu 9", "bieu 09"];
        B10 = "b10", "Kiến nghị", "Recommendations", ["bieu 10"];
        B11 = "b11", "Hướng về cơ sở: diễn đàn và ý kiến", "Forums and opinions", ["huong ve co so", "dien dan", "bieu 11"];
        B12 = "b12", "Danh hiệu địa bàn", "Area titles", ["danh hieu", "bieu 12"];
        B13 = "b13", "So sánh hai kỳ, trước và sau sắp xếp", "Two periods compared, before and after reorganisation", ["so sanh", "bieu 13"];
        B14 = "b14", "Đối chiếu số công bố và số trong sổ", "Published figures against the book", ["doi chieu", "so cong bo", "bieu 14"];
    }
}

words! {
    /// The boundaries that a report counts in; printed with it (DOMAIN C6).
    pub enum Basis {
        /// The units as they stood.
        Then = "then", "Địa giới tại thời điểm", "Boundaries of the time", ["tai thoi diem"];
        /// A model moves with its place into the unit that stands today.
        Now = "now", "Quy về địa giới hiện nay", "Present boundaries", ["hien nay", "quy ve hien nay"];
        /// The smallest sets of units, old and new, that cover the same ground.
        Block = "block", "Khối tương đương", "Equivalent blocks", ["tuong duong", "khoi"];
    }
}

words! {
    /// What is counted: “mô hình” and “lượt đăng ký” differ (DOMAIN A4).
    pub enum Counting {
        /// Each model once a level, however often it registered in the period.
        Models = "models", "Mô hình", "models", ["mo hinh"];
        /// Each registration.
        Registrations = "registrations", "Lượt đăng ký", "registrations", ["luot", "luot dang ky"];
    }
}
