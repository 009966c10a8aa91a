//! Names of models as a province has them, made by number: the same list for
//! whoever is measured with it.

/// Names of models (DOMAIN.md 4.2).
pub const NAMES: [&str; 25] = [
    "Khéo vận động Nhân dân lắp camera an ninh tuyến lộ ấp",
    "Tuyến đường hoa phụ nữ tự quản",
    "Hũ gạo tình thương",
    "Tổ hợp tác bơm điện, xuống giống đồng loạt né mặn",
    "Cánh đồng không đốt rơm",
    "Giáo xứ, chùa cùng giữ bình yên xóm ấp",
    "Ghe về bến, rác về bờ",
    "Người giữ nước ngọt cho xóm đảo",
    "Tổ tàu thuyền tự quản, không vi phạm vùng biển nước ngoài",
    "Nhà nghỉ đảo ba không: không rác nhựa, không chèo kéo, không tăng giá",
    "Bữa cơm cho người già neo đơn trên đảo",
    "Một cửa đi tìm dân: trả kết quả tại bến tàu",
    "Bếp ăn tình thương chợ Thứ Ba",
    "Tôm - lúa thuận thiên, góp vốn xoay vòng",
    "Hiến đất mở lộ liên ấp, không bồi hoàn",
    "Cột cờ, hàng rào cây xanh đúng quy cách",
    "Tiếng loa hòa giải bằng hai thứ tiếng Việt - Khmer",
    "Tổ sửa cầu, vá lộ chiều thứ Bảy",
    "Đổi rác nhựa lấy gạo",
    "Chi bộ bốn tốt không để dân hỏi hai lần",
    "Đội xe chuyển bệnh miễn phí",
    "Tổ thợ cất nhà tình thương",
    "Ấp không có hộ vay nặng lãi",
    "Thùng thư “Hướng về cơ sở” trả lời trong 07 ngày",
    "Lúa giống nhà nông, bán giá gốc cho hộ nghèo",
];

const OWNERS: [&str; 8] = [
    "Hội LHPN xã",
    "Hội Nông dân xã",
    "Chi bộ ấp",
    "UB MTTQ xã",
    "Đoàn Thanh niên xã",
    "Hội Chữ thập đỏ thị trấn",
    "Ông Trần Văn Lành",
    "Bà Lê Thị Sáu",
];

pub const UNITS: [&str; 12] = [
    "Bình An",
    "Dương Hòa",
    "Kiên Bình",
    "Hòa Điền",
    "Hòn Nghệ",
    "Sơn Hải",
    "Lại Sơn",
    "Nam Du",
    "Thứ Ba",
    "Đông Thái",
    "Tây Yên A",
    "Óc Eo",
];

const ONSETS: [&str; 16] = [
    "b", "c", "ch", "d", "đ", "h", "kh", "l", "m", "ng", "nh", "ph", "s", "t", "th", "tr",
];

const RIMES: [&str; 24] = [
    "a", "á", "ạ", "an", "ân", "ăng", "âu", "e", "ên", "i", "iên", "inh", "ô", "ông", "ơi", "u",
    "ung", "ư", "ương", "ường", "oà", "uyên", "ấp", "ịch",
];

/// A model of the list.
pub struct Model {
    pub name: String,
    pub owner: &'static str,
    pub unit: &'static str,
    /// The unit, and that in which it lies, as one number.
    pub place: u32,
    /// What else a search finds it by; a number among it, as of a certificate,
    /// that no other has.
    pub also: String,
}

/// How many places there are.
pub const PLACES: u32 = (UNITS.len() * UNITS.len()) as u32;

/// What finds a model in a place: its unit and the unit above.
pub fn place(number: u32) -> String {
    let (unit, above) = (number as usize / UNITS.len(), number as usize % UNITS.len());
    format!("{} huyện {}", UNITS[unit], UNITS[above])
}

/// The model of that number, made of the field's own names: the beginning of
/// one, two syllables from anywhere, the end of another.
pub fn model(number: u32) -> Model {
    let mut dice = Dice(u64::from(number));
    let (head, tail) = (dice.pick(&NAMES), dice.pick(&NAMES));
    let mut name: Vec<String> = head.split(' ').take(2).map(str::to_owned).collect();
    for _ in 0..2 {
        name.push(format!("{}{}", dice.pick(&ONSETS), dice.pick(&RIMES)));
    }
    let head = head.split(' ').skip(2).take(dice.below(5));
    let tail = tail.split(' ').skip(2 + dice.below(3));
    name.extend(head.chain(tail).map(str::to_owned));
    let owner = dice.pick(&OWNERS);
    let (unit, above) = (dice.below(UNITS.len()), dice.below(UNITS.len()));
    Model {
        name: name.join(" "),
        owner,
        unit: UNITS[unit],
        place: (unit * UNITS.len() + above) as u32,
        also: format!("{owner} ấp {}, {number:06}", dice.below(12)),
    }
}

/// A reproducible choice: SplitMix64.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    /// One of them.
    pub fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}
