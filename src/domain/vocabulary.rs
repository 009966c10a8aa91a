//! The field's closed word lists: one English code word for scripts and the
//! log, one Vietnamese label for people, and the spellings met in real lists.

use crate::text;

/// A word of a closed list as a plain value, for fields that hold one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Listed {
    pub code: &'static str,
    pub vi: &'static str,
    pub en: &'static str,
    /// Other spellings met in practice, already folded.
    pub spellings: &'static [&'static str],
}

impl Listed {
    /// Whether `key`, folded, is its code, a label or a known spelling.
    pub fn answers_to(&self, key: &str) -> bool {
        [self.code, self.vi, self.en]
            .iter()
            .any(|name| text::fold_key(name) == key)
            || self.spellings.contains(&key)
    }
}

/// A word of a closed list.
pub trait Word: Copy + Eq + Sized + 'static {
    /// Every word, in the order officials list them.
    const ALL: &'static [Self];
    /// The same words as plain values.
    const LISTED: &'static [Listed];

    /// The English code word: what the log, the JSON and the flags carry.
    fn code(self) -> &'static str;
    /// The Vietnamese label, exactly as the field spells it.
    fn vi(self) -> &'static str;
    /// The English label.
    fn en(self) -> &'static str;
    /// Other spellings met in practice, already folded.
    fn spellings(self) -> &'static [&'static str];

    /// The word that `typed` names: its code, either label or a known
    /// spelling; diacritics, case and punctuation do not matter.
    fn parse(typed: &str) -> Option<Self> {
        let key = text::fold_key(typed);
        if key.is_empty() {
            return None;
        }
        Self::ALL.iter().copied().find(|word| {
            text::fold_key(word.code()) == key
                || text::fold_key(word.vi()) == key
                || text::fold_key(word.en()) == key
                || word.spellings().contains(&key.as_str())
        })
    }
}

/// Declares a word list: `Variant = "code", "Vietnamese", "English", ["spelling", …];`
macro_rules! words {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident = $code:literal, $vi:literal, $en:literal, [$($spelling:literal),* $(,)?]; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $( $(#[$vmeta])* #[serde(rename = $code)] $variant ),*
        }

        impl $crate::domain::vocabulary::Word for $name {
            const ALL: &'static [Self] = &[$(Self::$variant),*];
            const LISTED: &'static [$crate::domain::vocabulary::Listed] = &[$(
                $crate::domain::vocabulary::Listed {
                    code: $code,
                    vi: $vi,
                    en: $en,
                    spellings: &[$($spelling),*],
                }
            ),*];
            fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
            fn vi(self) -> &'static str {
                match self { $(Self::$variant => $vi),* }
            }
            fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),* }
            }
            fn spellings(self) -> &'static [&'static str] {
                match self { $(Self::$variant => &[$($spelling),*]),* }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str($crate::domain::vocabulary::Word::code(*self))
            }
        }
    };
}
pub(crate) use words;

words! {
    /// *Đối tượng*: who the model is (DOMAIN C1).
    pub enum ModelKind {
        Collective = "collective", "Tập thể", "collective", ["tt", "t the", "mo hinh tap the", "tap the mo hinh"];
        Individual = "individual", "Cá nhân", "individual", ["cn", "c nhan", "dien hinh ca nhan", "mo hinh ca nhan"];
    }
}

words! {
    /// *Cấp*: independent tracks of registration and recognition (DOMAIN C2).
    pub enum Level {
        Base = "base", "Cơ sở", "base", ["cap co so", "cs", "xa", "cap xa", "phuong", "cap phuong", "dac khu", "thi tran", "cap thi tran"];
        District = "district", "Huyện", "district", ["cap huyen", "h", "thi xa", "thanh pho"];
        Bloc = "bloc", "Khối", "bloc", ["cap khoi", "dang bo khoi", "k"];
        Province = "province", "Tỉnh", "province", ["cap tinh", "t"];
        Central = "central", "Trung ương", "central", ["cap trung uong", "tw"];
    }
}

impl Level {
    /// The one-letter sign used where a column is narrow: C·H·K·T·TƯ.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Base => "C",
            Self::District => "H",
            Self::Bloc => "K",
            Self::Province => "T",
            Self::Central => "TƯ",
        }
    }
}

words! {
    /// *Lĩnh vực*: the closed list of four of “Dân vận khéo” (DOMAIN A1).
    pub enum Field {
        Economy = "economy", "Kinh tế", "economy", ["kt", "phat trien kinh te", "linh vuc kinh te", "kinh te xa hoi", "kt xh"];
        Society = "society", "Văn hóa - xã hội", "culture and society", ["vhxh", "vh xh", "vh", "xa hoi", "van hoa", "van hoa va xa hoi", "linh vuc van hoa xa hoi"];
        Security = "security", "Quốc phòng - an ninh", "defence and security", ["qpan", "qp an", "an ninh quoc phong", "anqp", "an qp", "quoc phong va an ninh", "quoc phong", "an ninh", "linh vuc quoc phong an ninh", "quoc phong an ninh trat tu", "antt", "an ninh trat tu", "an toan an ninh trat tu"];
        Politics = "politics", "Xây dựng hệ thống chính trị", "political system", ["htct", "xdhtct", "xay dung htct", "xd htct", "he thong chinh tri", "xay dung dang", "xay dung he thong chinh tri trong sach vung manh", "linh vuc he thong chinh tri"];
    }
}

words! {
    /// *Loại đăng ký* (DOMAIN C1).
    pub enum RegistrationType {
        New = "new", "Đăng ký mới", "new", ["moi", "dk moi", "xay dung moi"];
        Continued = "continued", "Duy trì", "continued", ["tiep tuc", "tiep tuc duy tri", "dang duy tri", "dang ky duy tri"];
        Upgraded = "upgraded", "Nâng chất", "upgraded", ["nang cao", "nang chat luong", "nang cao chat luong"];
        Replicated = "replicated", "Nhân rộng", "replicated", ["nhan rong mo hinh", "duoc nhan rong"];
    }
}

words! {
    /// *Trạng thái* of a registration, in order of the lifecycle (DOMAIN C3).
    pub enum Status {
        Planned = "planned", "Dự kiến", "planned", ["du kien dang ky"];
        Registered = "registered", "Đã đăng ký", "registered", ["dang ky", "moi dang ky"];
        Underway = "underway", "Đang thực hiện", "underway", ["thuc hien", "dang trien khai", "trien khai", "dang th", "dang duy tri", "dang hoat dong"];
        Submitted = "submitted", "Đề nghị thẩm định", "submitted", ["de nghi cong nhan", "cho tham dinh", "trinh tham dinh"];
        Surveyed = "surveyed", "Đã khảo sát", "surveyed", ["khao sat", "da tham dinh", "da kiem tra"];
        Incomplete = "incomplete", "Yêu cầu bổ sung hồ sơ", "incomplete", ["bo sung ho so", "yeu cau bo sung", "cho bo sung"];
        Eligible = "eligible", "Đủ điều kiện", "eligible", ["du dieu kien cong nhan", "dat"];
        Rejected = "rejected", "Chưa đạt", "rejected", ["khong dat", "chua du dieu kien"];
        Recognized = "recognized", "Được công nhận", "recognized", ["cong nhan", "da cong nhan", "duoc cn", "dat cong nhan"];
        Certified = "certified", "Đã trao giấy chứng nhận", "certified", ["da cap giay chung nhan", "trao giay chung nhan", "duoc cap giay chung nhan", "giay chung nhan", "cap giay chung nhan", "da trao gcn", "cap gcn"];
        Withdrawn = "withdrawn", "Rút đăng ký", "withdrawn", ["rut", "da rut"];
        Stopped = "stopped", "Ngừng thực hiện", "stopped", ["ngung", "da ngung", "khong thuc hien"];
        Delisted = "delisted", "Đưa ra khỏi danh sách", "delisted", ["dua khoi danh sach", "loai khoi danh sach"];
        Revoked = "revoked", "Thu hồi công nhận", "revoked", ["thu hoi", "bi thu hoi"];
    }
}

words! {
    /// *Loại đơn vị*: territorial, then organisational (DOMAIN C1).
    pub enum UnitType {
        Province = "province", "Tỉnh", "province", ["t"];
        District = "district", "Huyện", "district", ["h"];
        Town = "town", "Thị xã", "town", ["tx"];
        City = "city", "Thành phố", "city", ["tp"];
        Commune = "commune", "Xã", "commune", ["x"];
        Ward = "ward", "Phường", "ward", ["p"];
        Township = "township", "Thị trấn", "township", ["tt"];
        SpecialZone = "special_zone", "Đặc khu", "special zone", ["dk"];
        Hamlet = "hamlet", "Ấp", "hamlet", ["thon", "to nhan dan tu quan", "xom"];
        Quarter = "quarter", "Khu phố", "quarter", ["kp", "khom", "to dan pho", "khoi pho"];
        Bloc = "bloc", "Đảng bộ Khối", "bloc", ["khoi", "dang uy khoi"];
        PartyOrg = "party_org", "Tổ chức cơ sở đảng", "party organisation", ["chi bo", "dang bo", "dang uy"];
        Agency = "agency", "Cơ quan", "agency", ["don vi su nghiep", "so", "phong", "ban"];
        School = "school", "Trường học", "school", ["truong"];
        Enterprise = "enterprise", "Doanh nghiệp", "enterprise", ["cong ty"];
        ArmedForce = "armed_force", "Lực lượng vũ trang", "armed force", ["llvt"];
        Front = "front", "Mặt trận", "Fatherland Front", ["mttq", "ub mttq"];
        Union = "union", "Đoàn thể chính trị - xã hội", "mass union", ["doan the"];
        Association = "association", "Hội quần chúng", "association", ["hoi"];
    }
}

impl UnitType {
    /// The units that a model's place can be: *xã, phường, thị trấn, đặc khu*.
    pub fn is_commune_level(self) -> bool {
        matches!(
            self,
            Self::Commune | Self::Ward | Self::Township | Self::SpecialZone
        )
    }
}

words! {
    /// *Định lượng* of a published figure (DOMAIN C1): “trên 500” is not 500.
    pub enum Qualifier {
        Exactly = "exactly", "đúng", "exactly", [];
        Over = "over", "trên", "over", [];
        MoreThan = "more_than", "hơn", "more than", [];
        Nearly = "nearly", "gần", "nearly", [];
        About = "about", "khoảng", "about", [];
    }
}

words! {
    /// *Mẫu đầu giấy*: which system's head a committee puts on its papers
    /// (DOMAIN A9); chosen, never guessed.
    pub enum Letterhead {
        Party = "party", "Đảng", "Party", ["he dang", "mau dang"];
        State = "state", "Nhà nước", "State", ["hanh chinh", "he hanh chinh", "mat tran"];
        Own = "own", "Mẫu riêng", "own text", ["rieng", "loi rieng"];
    }
}

/// A model's field of work: one of the four, or the list's own word, which is
/// kept as typed (DOMAIN A1: synonyms are mapped, nothing is dropped).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WorkField {
    Known(Field),
    Own(String),
}

impl WorkField {
    /// Reads a code word, a label, a known spelling or an own word.
    pub fn parse(typed: &str) -> Option<Self> {
        let tidy = text::tidy(typed);
        if tidy.is_empty() {
            return None;
        }
        let known = Field::parse(&tidy).or_else(|| Field::parse(&bare(&tidy)));
        Some(known.map_or(Self::Own(tidy), Self::Known))
    }

    /// What the log and the JSON carry.
    pub fn code(&self) -> &str {
        match self {
            Self::Known(field) => field.code(),
            Self::Own(word) => word,
        }
    }
}

/// A field folded, without the number and *Lĩnh vực* in front of it.
fn bare(field: &str) -> String {
    let key = text::fold_key(field);
    let unnumbered = key.trim_start_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let bare = unnumbered.strip_prefix("linh vuc ");
    bare.unwrap_or(unnumbered).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn real_spellings_find_their_word() {
        for typed in [
            "VH-XH",
            "VHXH",
            "Văn hoá xã hội",
            "Văn hóa – Xã hội",
            "society",
        ] {
            assert_eq!(Field::parse(typed), Some(Field::Society), "{typed}");
        }
        assert_eq!(Field::parse("Quốc phòng - An ninh"), Some(Field::Security));
        assert_eq!(Level::parse("cơ sở"), Some(Level::Base));
        // Circular 04/2012/TT-BNV: a khóm is what towns have, like a khu phố.
        assert_eq!(UnitType::parse("Khóm"), Some(UnitType::Quarter));
        assert_eq!(UnitType::parse("Thôn"), Some(UnitType::Hamlet));
        assert_eq!(Status::parse("Đề nghị thẩm định"), Some(Status::Submitted));
    }

    #[test]
    fn an_unknown_field_is_kept_as_typed() {
        let own = WorkField::parse("Xây dựng Đô thị văn minh").unwrap();
        assert_eq!(own, WorkField::Own("Xây dựng Đô thị văn minh".into()));
        for (typed, field) in [
            ("Lĩnh vực VHXH", Field::Society),
            ("4. HTCT", Field::Politics),
            ("3. Lĩnh vực quốc phòng - an ninh", Field::Security),
            ("ANTT", Field::Security),
        ] {
            let known = WorkField::parse(typed);
            assert_eq!(known, Some(WorkField::Known(field)), "{typed}");
        }
        let own = WorkField::parse("2. Chuyển đổi số").unwrap();
        assert_eq!(own, WorkField::Own("2. Chuyển đổi số".into()));
        assert_eq!(WorkField::parse("  "), None);
    }

    fn words_are_unambiguous<W: Word + std::fmt::Debug>() {
        for &word in W::ALL {
            assert_eq!(W::parse(word.code()), Some(word));
            assert_eq!(W::parse(word.vi()), Some(word));
            for spelling in word.spellings() {
                assert_eq!(W::parse(spelling), Some(word), "{spelling}");
            }
        }
    }

    #[test]
    fn no_spelling_belongs_to_two_words() {
        words_are_unambiguous::<ModelKind>();
        words_are_unambiguous::<Level>();
        words_are_unambiguous::<Field>();
        words_are_unambiguous::<RegistrationType>();
        words_are_unambiguous::<Status>();
        words_are_unambiguous::<UnitType>();
        words_are_unambiguous::<Qualifier>();
        words_are_unambiguous::<Letterhead>();
    }
}
