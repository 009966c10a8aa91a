//! The 25 models of the sample book that have names of their own (DOMAIN 4.2).

use super::places::{AN_BIEN, District, KIEN_HAI, KIEN_LUONG, THOAI_SON};
use crate::domain::{Field, Level, ModelKind};

/// A model with a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Named {
    pub name: &'static str,
    pub owner: &'static str,
    pub kind: ModelKind,
    pub field: Field,
    pub level: Level,
    pub district: &'static District,
    /// Name of the commune as it was.
    pub commune: &'static str,
}

use Field::{Economy, Politics, Security, Society};
use Level::{Base, District as Huyen, Province};
use ModelKind::{Collective, Individual};

const fn named(
    name: &'static str,
    owner: &'static str,
    kind: ModelKind,
    field: Field,
    level: Level,
    district: &'static District,
    commune: &'static str,
) -> Named {
    Named {
        name,
        owner,
        kind,
        field,
        level,
        district,
        commune,
    }
}

#[rustfmt::skip]
pub const NAMED: [Named; 25] = [
    named("Khéo vận động Nhân dân lắp camera an ninh tuyến lộ ấp", "Công an xã", Collective, Security, Huyen, &KIEN_LUONG, "Bình An"),
    named("Tuyến đường hoa phụ nữ tự quản", "Chi hội Phụ nữ khu phố", Collective, Society, Base, &KIEN_LUONG, "Kiên Lương"),
    named("Hũ gạo tình thương", "Hội LHPN xã", Collective, Society, Huyen, &KIEN_LUONG, "Dương Hòa"),
    named("Tổ hợp tác bơm điện, xuống giống đồng loạt né mặn", "Hội Nông dân xã", Collective, Economy, Province, &KIEN_LUONG, "Kiên Bình"),
    named("Cánh đồng không đốt rơm", "Chi bộ ấp", Collective, Economy, Base, &KIEN_LUONG, "Hòa Điền"),
    named("Giáo xứ, chùa cùng giữ bình yên xóm ấp", "UB MTTQ xã", Collective, Security, Province, &KIEN_LUONG, "Bình Trị"),
    named("Ghe về bến, rác về bờ", "Đoàn xã", Collective, Society, Huyen, &KIEN_LUONG, "Hòn Nghệ"),
    named("Người giữ nước ngọt cho xóm đảo", "Ông Trần Văn Lành", Individual, Society, Base, &KIEN_LUONG, "Sơn Hải"),
    named("Tổ tàu thuyền tự quản, không vi phạm vùng biển nước ngoài", "BCH Quân sự xã", Collective, Security, Province, &KIEN_HAI, "Lại Sơn"),
    named("Nhà nghỉ đảo ba không: không rác nhựa, không chèo kéo, không tăng giá", "Hội LHPN xã", Collective, Economy, Huyen, &KIEN_HAI, "An Sơn"),
    named("Bữa cơm cho người già neo đơn trên đảo", "Hội Chữ thập đỏ xã", Collective, Society, Base, &KIEN_HAI, "Nam Du"),
    named("Một cửa đi tìm dân: trả kết quả tại bến tàu", "UBND xã", Collective, Politics, Huyen, &KIEN_HAI, "Hòn Tre"),
    named("Bếp ăn tình thương chợ Thứ Ba", "Hội Chữ thập đỏ thị trấn", Collective, Society, Huyen, &AN_BIEN, "Thứ Ba"),
    named("Tôm - lúa thuận thiên, góp vốn xoay vòng", "Hội Nông dân xã", Collective, Economy, Province, &AN_BIEN, "Nam Thái A"),
    named("Hiến đất mở lộ liên ấp, không bồi hoàn", "Chi bộ ấp", Collective, Society, Huyen, &AN_BIEN, "Đông Thái"),
    named("Cột cờ, hàng rào cây xanh đúng quy cách", "Hội CCB xã", Collective, Society, Base, &AN_BIEN, "Hưng Yên"),
    named("Tiếng loa hòa giải bằng hai thứ tiếng Việt - Khmer", "Ông Danh Hiền", Individual, Politics, Base, &AN_BIEN, "Đông Yên"),
    named("Tổ sửa cầu, vá lộ chiều thứ Bảy", "Bà Lê Thị Sáu", Individual, Society, Huyen, &AN_BIEN, "Tây Yên A"),
    named("Đổi rác nhựa lấy gạo", "Hội LHPN xã", Collective, Society, Base, &AN_BIEN, "Nam Yên"),
    named("Chi bộ bốn tốt không để dân hỏi hai lần", "Chi bộ Trường THCS", Collective, Politics, Base, &AN_BIEN, "Tây Yên"),
    named("Đội xe chuyển bệnh miễn phí", "Hội Chữ thập đỏ xã", Collective, Society, Province, &THOAI_SON, "Vĩnh Trạch"),
    named("Tổ thợ cất nhà tình thương", "Ông Nguyễn Văn Bền", Individual, Society, Huyen, &THOAI_SON, "Vọng Đông"),
    named("Ấp không có hộ vay nặng lãi", "Đoàn Thanh niên xã", Collective, Security, Huyen, &THOAI_SON, "Định Thành"),
    named("Thùng thư “Hướng về cơ sở” trả lời trong 07 ngày", "Đảng ủy thị trấn", Collective, Politics, Province, &THOAI_SON, "Óc Eo"),
    named("Lúa giống nhà nông, bán giá gốc cho hộ nghèo", "Bà Phạm Thị Út", Individual, Economy, Base, &THOAI_SON, "Mỹ Phú Đông"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn count(fits: impl Fn(&&Named) -> bool) -> usize {
        NAMED.iter().filter(fits).count()
    }

    #[test]
    fn the_totals_are_those_of_the_domain() {
        assert_eq!(count(|model| model.kind == Collective), 20);
        assert_eq!(count(|model| model.kind == Individual), 5);
        assert_eq!(
            [Base, Huyen, Province].map(|level| count(|model| model.level == level)),
            [9, 10, 6]
        );
        let fields = [Economy, Society, Security, Politics];
        assert_eq!(
            fields.map(|field| count(|model| model.field == field)),
            [5, 12, 4, 4]
        );
    }

    #[test]
    fn every_commune_lies_in_its_district() {
        for model in &NAMED {
            let found = model
                .district
                .members
                .iter()
                .any(|commune| commune.name == model.commune);
            assert!(found, "{}", model.commune);
        }
    }
}
