//! Names of generated models, owners and persons: put together like real ones,
//! all of them invented.

use super::dice::Dice;
use super::places::Commune;
use crate::domain::{Field, ModelKind, UnitType};

use Field::{Economy, Politics, Security, Society};

/// What models do, and the field of it.
const MODELS: &[(&str, Field)] = &[
    ("Hũ gạo tình thương", Society),
    ("Tuyến đường hoa tự quản", Society),
    ("Đổi rác nhựa lấy gạo", Society),
    ("Bếp ăn tình thương", Society),
    ("Hiến đất mở lộ liên ấp", Society),
    ("Sửa cầu, vá lộ chiều thứ Bảy", Society),
    ("Cột cờ, hàng rào cây xanh", Society),
    ("Thắp sáng đường quê", Society),
    ("Tiếp bước cho em đến trường", Society),
    ("Tủ thuốc 0 đồng", Society),
    ("Xe cứu thương miễn phí", Society),
    ("Cất nhà đại đoàn kết bằng ngày công", Society),
    ("Ngày Chủ nhật xanh", Society),
    ("Nuôi heo đất giúp hội viên nghèo", Society),
    ("Đám tang văn minh, không rải vàng mã", Society),
    ("Đám cưới tiết kiệm, không kéo dài ngày", Society),
    ("Trồng cây chống sạt lở bờ kinh", Society),
    ("Áo ấm cho người già neo đơn", Society),
    ("Lớp học bơi cho trẻ em vùng sông nước", Society),
    ("Nước sạch cho hộ nghèo", Society),
    ("Phân loại rác tại nhà", Society),
    ("Vận động hiến máu tình nguyện", Society),
    ("Quỹ khuyến học dòng họ", Society),
    ("Nhà sạch, vườn đẹp, ngõ an toàn", Society),
    ("Cánh đồng không đốt rơm", Economy),
    ("Tôm - lúa góp vốn xoay vòng", Economy),
    ("Tổ hợp tác bơm điện", Economy),
    ("Xuống giống đồng loạt né rầy, né mặn", Economy),
    ("Góp vốn giúp nhau thoát nghèo", Economy),
    ("Đan lục bình, đan cỏ bàng lúc nông nhàn", Economy),
    ("Trồng màu trên đất lúa", Economy),
    ("Nuôi cá lồng bè liên kết đầu ra", Economy),
    ("Chợ quê hàng sạch", Economy),
    ("Vay vốn đúng mục đích, trả đúng hạn", Economy),
    ("Tổ phụ nữ may gia công", Economy),
    ("Mỗi hộ một vườn rau", Economy),
    ("Chuyển đổi cây trồng theo con nước", Economy),
    ("Camera an ninh xóm ấp", Security),
    ("Tiếng mõ an ninh", Security),
    ("Tổ tự quản đường biên, bến bãi", Security),
    ("Tổ tàu thuyền an toàn", Security),
    (
        "Ba không: không trộm cắp, không cờ bạc, không ma túy",
        Security,
    ),
    ("Cảm hóa người lầm lỗi", Security),
    ("Thanh niên tự nguyện nhập ngũ", Security),
    ("Xóm đạo bình yên", Security),
    ("Cổng rào an ninh", Security),
    ("Giữ bình yên đêm hội", Security),
    ("Nhóm zalo báo tin nhanh", Security),
    ("Không để dân hỏi hai lần", Politics),
    ("Hòa giải từ trong nhà", Politics),
    ("Chi bộ nghe dân nói", Politics),
    ("Ngày thứ Sáu nghe dân nói", Politics),
    ("Trả kết quả tại nhà cho người già", Politics),
    ("Cán bộ xuống ấp cùng làm", Politics),
    ("Đảng viên kèm hộ nghèo", Politics),
    ("Nụ cười công sở", Politics),
    ("Dịch vụ công trực tuyến cầm tay chỉ việc", Politics),
    ("Đối thoại trước khi làm", Politics),
    ("Sinh hoạt chi bộ theo chuyên đề", Politics),
];

/// Ends that make a name another one.
const ENDS: &[&str] = &[
    "",
    "",
    " gắn với xây dựng nông thôn mới",
    " vùng sâu",
    " ven sông",
    " theo chân Bác",
    " trong mùa mưa",
    " nghĩa tình",
    " cùng bà con Khmer",
    " giữa hai đầu cầu",
    " đầu vàm",
    " cuối kinh",
    " hai bên lộ",
    " mùa nước nổi",
    " ngày cuối tuần",
    " trong chi hội",
    " của tổ tự quản",
    " nhà kế nhà",
    " từ mỗi gia đình",
    " cùng nhau làm",
    " nói đi đôi với làm",
    " vì trẻ em",
    " dân biết, dân bàn",
    " tay nắm tay",
    " xóm trên, xóm dưới",
    " bằng sức dân",
];

/// Who carries a model out in a commune; `{}` is xã or thị trấn.
const OWNERS: &[&str] = &[
    "Hội LHPN {}",
    "Hội Nông dân {}",
    "Hội Cựu chiến binh {}",
    "Đoàn Thanh niên {}",
    "Hội Chữ thập đỏ {}",
    "UB MTTQ {}",
    "Công an {}",
    "BCH Quân sự {}",
    "UBND {}",
    "Đảng ủy {}",
    "Hội Người cao tuổi {}",
    "Hội Khuyến học {}",
    "Trạm Y tế {}",
    "Chi bộ ấp",
    "Chi bộ Trường Tiểu học",
    "Chi bộ Trường THCS",
    "Ban Công tác Mặt trận ấp",
    "Chi hội Phụ nữ ấp",
    "Chi hội Nông dân ấp",
    "Tổ Nhân dân tự quản",
];

/// Who carries a model out in an office.
const OFFICE_OWNERS: &[&str] = &[
    "Công đoàn cơ sở",
    "Đoàn Thanh niên cơ sở",
    "Chi bộ Văn phòng",
    "Chi bộ Nghiệp vụ",
    "Chi bộ Tổ chức - Hành chính",
    "Chi bộ Tổng hợp",
    "Ban Nữ công",
    "Hội Cựu chiến binh cơ quan",
];

const FAMILIES: &[&str] = &[
    "Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Danh", "Thị", "Lâm", "Trương", "Ngô",
];
const WOMEN: &[&str] = &[
    "Lan",
    "Sáu",
    "Bảy",
    "Út",
    "Hạnh",
    "Nhung",
    "Diệu",
    "Thắm",
    "Phượng",
    "Mười",
    "Ngọc",
    "Loan",
];
const MEN: &[&str] = &[
    "Lành", "Bền", "Hiền", "Tâm", "Đực", "Hải", "Sơn", "Phước", "Lợi", "Thuận", "Khánh", "Minh",
];
const MIDDLES: &[&str] = &[
    "Văn", "Hữu", "Thanh", "Minh", "Ngọc", "Kim", "Hoàng", "Quốc", "Tấn", "Chí",
];

/// A model's name and its field of work.
pub fn model(dice: &mut Dice) -> (String, Field) {
    let (stem, field) = dice.pick(MODELS, &MODELS[0]);
    let end = dice.pick(ENDS, &"");
    (format!("{stem}{end}"), *field)
}

/// Whose model it is.
pub fn owner(dice: &mut Dice, kind: ModelKind, commune: &Commune) -> String {
    match (kind, commune.sort) {
        (ModelKind::Individual, _) => person(dice),
        (ModelKind::Collective, UnitType::PartyOrg) => (*dice.pick(OFFICE_OWNERS, &"")).to_owned(),
        (ModelKind::Collective, UnitType::Township) => {
            dice.pick(OWNERS, &"").replace("{}", "thị trấn")
        }
        (ModelKind::Collective, _) => dice.pick(OWNERS, &"").replace("{}", "xã"),
    }
}

/// An invented person.
fn person(dice: &mut Dice) -> String {
    let family = dice.pick(FAMILIES, &"");
    if dice.below(2) == 0 {
        let given = dice.pick(WOMEN, &"");
        format!("Bà {family} Thị {given}").replace("Thị Thị", "Thị")
    } else {
        let (middle, given) = (dice.pick(MIDDLES, &""), dice.pick(MEN, &""));
        format!("Ông {family} {middle} {given}").replace("Thị ", "Lý ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::demo::places::KIEN_LUONG;
    use crate::text;

    #[test]
    fn generated_words_are_tidy_and_normal() {
        let mut dice = Dice::new(1);
        for _ in 0..2000 {
            let commune = dice
                .pick(KIEN_LUONG.members, &KIEN_LUONG.members[0])
                .to_owned();
            for kind in [ModelKind::Collective, ModelKind::Individual] {
                let owner = owner(&mut dice, kind, &commune);
                let (name, _) = model(&mut dice);
                for words in [owner, name] {
                    assert_eq!(text::tidy(&words), words);
                    assert!(!words.is_empty() && !words.contains('{'));
                }
            }
        }
    }

    #[test]
    fn a_townships_office_is_not_called_a_communes() {
        let mut dice = Dice::new(2);
        let township = KIEN_LUONG.members[0];
        assert!(
            (0..300).all(|_| !owner(&mut dice, ModelKind::Collective, &township).ends_with("xã"))
        );
    }
}
