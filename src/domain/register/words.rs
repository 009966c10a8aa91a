//! The closed word lists of the registers beside the models (DOMAIN C1).

use crate::domain::vocabulary::words;

words! {
    /// *Hình thức khen thưởng*.
    pub enum AwardForm {
        Merit = "merit", "Giấy khen", "certificate of merit", ["gk"];
        Commendation = "commendation", "Bằng khen", "commendation", ["bk"];
        Medal = "medal", "Kỷ niệm chương", "commemorative medal", ["knc"];
        Praise = "praise", "Biểu dương", "public praise", ["bieu duong khen ngoi"];
    }
}

words! {
    /// *Lý do* of an award.
    pub enum AwardReason {
        Movement = "movement", "Chỉ đạo, thực hiện phong trào", "leading and carrying out the movement", ["chi dao", "thuc hien phong trao", "phong trao"];
        Model = "model", "Mô hình, điển hình xuất sắc", "outstanding model or example", ["mo hinh", "dien hinh", "xuat sac"];
        Other = "other", "Phong trào khác", "another movement", ["khac"];
    }
}

words! {
    /// *Phong trào thi đua*, *cuộc vận động* and *chương trình* are different
    /// things (DOMAIN A7).
    pub enum MovementSort {
        Movement = "movement", "Phong trào", "movement", ["phong trao thi dua"];
        Campaign = "campaign", "Cuộc vận động", "campaign", ["van dong"];
        Programme = "programme", "Chương trình, đề án", "programme", ["chuong trinh", "de an"];
    }
}

words! {
    /// *Danh hiệu địa bàn* (DOMAIN A7, C1).
    pub enum AreaHonour {
        Rural = "rural", "Xã đạt chuẩn nông thôn mới", "new rural commune", ["ntm", "xa ntm", "nong thon moi", "dat chuan ntm"];
        RuralAdvanced = "rural_advanced", "Xã nông thôn mới nâng cao", "advanced new rural commune", ["ntm nang cao", "nong thon moi nang cao"];
        RuralModel = "rural_model", "Xã nông thôn mới kiểu mẫu", "model new rural commune", ["ntm kieu mau", "nong thon moi kieu mau"];
        Urban = "urban", "Phường, thị trấn đạt chuẩn đô thị văn minh", "civilised urban ward or township", ["do thi van minh", "dtvm"];
        RuralDistrict = "rural_district", "Huyện đạt chuẩn nông thôn mới", "new rural district", ["huyen ntm"];
    }
}

words! {
    /// What has to be done by a day.
    pub enum DeadlineSort {
        Conference = "conference", "Hội nghị", "conference", ["hoi nghi tong ket", "hoi nghi so ket"];
        Registration = "registration", "Đăng ký", "registration", ["han dang ky"];
        Survey = "survey", "Khảo sát", "survey", ["kiem tra"];
        Report = "report", "Báo cáo", "report", ["han bao cao"];
    }
}

words! {
    /// *Hệ* of a document: decides its form (DOMAIN A9).
    pub enum DocumentSystem {
        Party = "party", "Đảng", "Party", ["dang uy"];
        State = "state", "Hành chính", "state", ["nha nuoc", "ubnd"];
        Front = "front", "Mặt trận, đoàn thể", "Front and unions", ["mttq", "mat tran", "doan the"];
    }
}

words! {
    /// *Chỉ tiêu* of a published figure.
    pub enum Indicator {
        Registered = "registered", "Đăng ký", "registered", ["so dang ky", "mo hinh dang ky", "so mo hinh dang ky"];
        Underway = "underway", "Thực hiện", "underway", ["dang ky va thuc hien", "trien khai"];
        Surveyed = "surveyed", "Khảo sát", "surveyed", ["tham dinh"];
        Recognized = "recognized", "Công nhận", "recognized", ["duoc cong nhan", "mo hinh duoc cong nhan", "so mo hinh duoc cong nhan", "so mo hinh cong nhan"];
        Typical = "typical", "Tiêu biểu", "typical", ["mo hinh tieu bieu", "so mo hinh tieu bieu"];
        Awarded = "awarded", "Khen thưởng", "awarded", ["khen", "duoc khen"];
    }
}

words! {
    /// *Nguồn lực huy động*: what people gave (DOMAIN A5, 3.1 B08).
    pub enum Resource {
        /// In đồng.
        Money = "money", "Tiền (đồng)", "money (đồng)", ["tien", "dong"];
        /// In square metres.
        Land = "land", "Đất (m²)", "land (m²)", ["dat", "m2"];
        /// In days of work.
        Labour = "labour", "Ngày công", "days of labour", ["ngay cong lao dong", "cong"];
        /// Worth in đồng.
        Goods = "goods", "Hiện vật (quy ra đồng)", "goods (worth in đồng)", ["hien vat"];
        Works = "works", "Công trình", "works built", ["cong trinh phuc loi"];
    }
}
