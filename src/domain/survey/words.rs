//! The closed word lists of a survey visit (DOMAIN 2.1–2.3).

use crate::domain::vocabulary::words;

words! {
    /// A person's part in a visit: of the delegation (*đoàn*), or of the hosts.
    pub enum PartyRole {
        Lead = "lead", "Trưởng đoàn", "head of the delegation", ["truong doan khao sat", "chu tri"];
        Member = "member", "Thành viên", "member", ["thanh vien doan", "tv"];
        Secretary = "secretary", "Thư ký", "secretary", ["thu ky doan", "nguoi ghi bien ban"];
        Representative = "representative", "Đại diện đơn vị", "representative of the unit", ["dai dien", "dai dien ben duoc khao sat"];
        Attendee = "attendee", "Tham dự", "attendee", ["du", "cung du"];
    }
}

words! {
    /// How an item of the outline was found (DOMAIN 2.2). What nobody looked
    /// at is *Chưa kiểm tra* and never counts as *Đạt*.
    pub enum Verdict {
        Met = "met", "Đạt", "met", ["dat yeu cau"];
        Partly = "partly", "Đạt một phần", "partly met", ["dat mot phan yeu cau"];
        Unmet = "unmet", "Chưa đạt", "not met", ["khong dat"];
        NotApplicable = "na", "Không áp dụng", "not applicable", ["khong ap dung duoc"];
        Unchecked = "unchecked", "Chưa kiểm tra", "not checked", ["chua xem"];
    }
}

words! {
    /// *Mức* of a finding.
    pub enum FindingDegree {
        Reminder = "reminder", "Nhắc nhở", "reminder", ["nhac"];
        Supplement = "supplement", "Phải bổ sung", "must be supplemented", ["bo sung"];
        Recognition = "recognition", "Ảnh hưởng công nhận", "affects recognition", ["anh huong den cong nhan"];
    }
}

words! {
    /// Whom a *kiến nghị* speaks to.
    pub enum Direction {
        ToUnit = "to_unit", "Đoàn yêu cầu đơn vị", "delegation to unit", ["doan kien nghi don vi", "don vi"];
        ToSuperior = "to_superior", "Đơn vị kiến nghị cấp trên", "unit to its superiors", ["cap tren"];
    }
}

words! {
    /// How far a *kiến nghị* has come, as it is written down.
    pub enum RecommendationStep {
        Open = "open", "Mới", "open", ["moi neu"];
        Sent = "sent", "Đã gửi", "sent", ["gui"];
        Underway = "underway", "Đang khắc phục", "being remedied", ["khac phuc"];
        Reported = "reported", "Đã báo cáo khắc phục", "reported as remedied", ["da bao cao"];
        Confirmed = "confirmed", "Đã xác nhận", "confirmed", ["xac nhan", "da khac phuc"];
        Moot = "moot", "Không còn phù hợp", "no longer applicable", ["het phu hop"];
    }
}

words! {
    /// How a *kiến nghị* stands on a day: its step, or *Quá hạn*, which follows
    /// from the deadline and is never written down.
    pub enum RecommendationStatus {
        Open = "open", "Mới", "open", ["moi neu"];
        Sent = "sent", "Đã gửi", "sent", ["gui"];
        Underway = "underway", "Đang khắc phục", "being remedied", ["khac phuc"];
        Reported = "reported", "Đã báo cáo khắc phục", "reported as remedied", ["da bao cao"];
        Confirmed = "confirmed", "Đã xác nhận", "confirmed", ["xac nhan", "da khac phuc"];
        Overdue = "overdue", "Quá hạn", "overdue", ["tre han"];
        Moot = "moot", "Không còn phù hợp", "no longer applicable", ["het phu hop"];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Word;

    fn words_are_unambiguous<W: Word + std::fmt::Debug>() {
        for &word in W::ALL {
            for spelling in [word.code(), word.vi()].iter().chain(word.spellings()) {
                assert_eq!(W::parse(spelling), Some(word), "{spelling}");
            }
        }
    }

    #[test]
    fn no_spelling_belongs_to_two_words() {
        words_are_unambiguous::<PartyRole>();
        words_are_unambiguous::<Verdict>();
        words_are_unambiguous::<FindingDegree>();
        words_are_unambiguous::<Direction>();
        words_are_unambiguous::<RecommendationStep>();
        words_are_unambiguous::<RecommendationStatus>();
    }
}
