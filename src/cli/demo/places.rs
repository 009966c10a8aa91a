//! The units of the sample book, before and after 01/07/2025 (DOMAIN 4.1).

use jiff::civil::{Date, date};

use crate::domain::UnitType;
use crate::domain::list::{SuccessorRow, UnitList, UnitRow};
use crate::domain::records::Extent;

/// First day of the old units, as far as the book cares.
pub const FROM: Date = date(1976, 1, 1);
/// Last day of the three-tier authorities, and the first day after (DOMAIN A8).
const LAST: Date = date(2025, 6, 30);
const AFTER: Date = date(2025, 7, 1);

/// A commune before 01/07/2025.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Commune {
    pub code: &'static str,
    pub name: &'static str,
    pub sort: UnitType,
    /// Code of the unit that it went to.
    successor: &'static str,
}

/// A district, or the party organisation that stands beside the districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct District {
    pub code: &'static str,
    pub name: &'static str,
    pub sort: UnitType,
    province: &'static str,
    pub members: &'static [Commune],
}

const fn commune(code: &'static str, name: &'static str, successor: &'static str) -> Commune {
    Commune {
        code,
        name,
        sort: UnitType::Commune,
        successor,
    }
}

const fn township(code: &'static str, name: &'static str, successor: &'static str) -> Commune {
    Commune {
        code,
        name,
        sort: UnitType::Township,
        successor,
    }
}

const fn organization(code: &'static str, name: &'static str) -> Commune {
    Commune {
        code,
        name,
        sort: UnitType::PartyOrg,
        successor: "",
    }
}

/// *Phường Tô Châu* took Dương Hòa; DOMAIN gives no code for it.
const TO_CHAU: &str = "to-chau";

pub const KIEN_LUONG: District = District {
    code: "kl",
    name: "Kiên Lương",
    sort: UnitType::District,
    province: "91",
    members: &[
        township("30787", "Kiên Lương", "30787"),
        commune("30790", "Kiên Bình", "30790"),
        commune("30802", "Hòa Điền", "30790"),
        commune("30805", "Dương Hòa", TO_CHAU),
        commune("30808", "Bình An", "30787"),
        commune("30809", "Bình Trị", "30787"),
        commune("30811", "Sơn Hải", "30811"),
        commune("30814", "Hòn Nghệ", "30814"),
    ],
};

pub const KIEN_HAI: District = District {
    code: "kh",
    name: "Kiên Hải",
    sort: UnitType::District,
    province: "91",
    members: &[
        commune("31108", "Hòn Tre", "31108"),
        commune("31111", "Lại Sơn", "31108"),
        commune("31114", "An Sơn", "31108"),
        commune("31115", "Nam Du", "31108"),
    ],
};

pub const AN_BIEN: District = District {
    code: "ab",
    name: "An Biên",
    sort: UnitType::District,
    province: "91",
    members: &[
        township("30985", "Thứ Ba", "30985"),
        commune("30988", "Tây Yên", "30988"),
        commune("30991", "Tây Yên A", "30988"),
        commune("30994", "Nam Yên", "30988"),
        commune("30997", "Hưng Yên", "30985"),
        commune("31000", "Nam Thái", "31006"),
        commune("31003", "Nam Thái A", "31006"),
        commune("31006", "Đông Thái", "31006"),
        commune("31009", "Đông Yên", "30985"),
    ],
};

pub const THOAI_SON: District = District {
    code: "ts",
    name: "Thoại Sơn",
    sort: UnitType::District,
    province: "89",
    members: &[
        township("30682", "Núi Sập", "30682"),
        township("30685", "Phú Hòa", "30685"),
        township("30688", "Óc Eo", "30688"),
        commune("30691", "Tây Phú", "30691"),
        commune("30692", "An Bình", "30691"),
        commune("30694", "Vĩnh Phú", "30709"),
        commune("30697", "Vĩnh Trạch", "30697"),
        commune("30700", "Phú Thuận", "30685"),
        commune("30703", "Vĩnh Chánh", "30685"),
        commune("30706", "Định Mỹ", "30709"),
        commune("30709", "Định Thành", "30709"),
        commune("30712", "Mỹ Phú Đông", "30691"),
        commune("30715", "Vọng Đông", "30688"),
        commune("30718", "Vĩnh Khánh", "30697"),
        commune("30721", "Thoại Giang", "30682"),
        commune("30724", "Bình Thành", "30682"),
        commune("30727", "Vọng Thê", "30688"),
    ],
};

/// Its members answer to it and lie in the province's territory (DOMAIN C1).
pub const BLOC: District = District {
    code: "khoi",
    name: "Đảng bộ Khối các cơ quan và doanh nghiệp tỉnh",
    sort: UnitType::Bloc,
    province: "91",
    members: &[
        organization("khoi-01", "Đảng bộ Sở Y tế"),
        organization("khoi-02", "Đảng bộ Sở Giáo dục và Đào tạo"),
        organization("khoi-03", "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn"),
        organization("khoi-04", "Chi bộ Sở Tư pháp"),
        organization("khoi-05", "Đảng bộ Cục Thuế"),
        organization("khoi-06", "Đảng bộ Bệnh viện Đa khoa"),
        organization("khoi-07", "Đảng bộ Công ty Điện lực"),
        organization("khoi-08", "Đảng bộ Bưu điện tỉnh"),
        organization("khoi-09", "Chi bộ Hội Chữ thập đỏ"),
        organization("khoi-10", "Đảng bộ Trường Cao đẳng"),
    ],
};

pub const DISTRICTS: [&District; 5] = [&KIEN_LUONG, &KIEN_HAI, &AN_BIEN, &THOAI_SON, &BLOC];

/// Units from 01/07/2025: code, name, type.
const NEW_UNITS: &[(&str, &str, UnitType)] = &[
    ("30787", "Kiên Lương", UnitType::Commune),
    ("30790", "Hòa Điền", UnitType::Commune),
    (TO_CHAU, "Tô Châu", UnitType::Ward),
    ("30811", "Sơn Hải", UnitType::Commune),
    ("30814", "Hòn Nghệ", UnitType::Commune),
    ("31108", "Kiên Hải", UnitType::SpecialZone),
    ("30985", "An Biên", UnitType::Commune),
    ("30988", "Tây Yên", UnitType::Commune),
    ("31006", "Đông Thái", UnitType::Commune),
    ("30682", "Thoại Sơn", UnitType::Commune),
    ("30688", "Óc Eo", UnitType::Commune),
    ("30709", "Định Mỹ", UnitType::Commune),
    ("30685", "Phú Hòa", UnitType::Commune),
    ("30697", "Vĩnh Trạch", UnitType::Commune),
    ("30691", "Tây Phú", UnitType::Commune),
];

/// All of them as a list to import.
pub fn unit_list() -> UnitList {
    let mut rows = vec![
        old("91", "Kiên Giang", UnitType::Province, None, "89"),
        old("89", "An Giang", UnitType::Province, None, "89"),
        new("89", "An Giang", UnitType::Province, None),
    ];
    for (order, district) in (1..).zip(DISTRICTS) {
        let mut row = old(
            district.code,
            district.name,
            district.sort,
            Some(district.province),
            "",
        );
        row.order = Some(order);
        rows.push(row);
        for (order, member) in (1..).zip(district.members) {
            rows.push(member_row(district, member, order));
        }
    }
    rows.extend(beside_kien_luong());
    rows.extend(
        NEW_UNITS
            .iter()
            .map(|(code, name, sort)| new(code, name, *sort, Some("89"))),
    );
    for (number, row) in (2..).zip(&mut rows) {
        row.row = number;
    }
    UnitList {
        file: "don-vi-mau.csv".into(),
        rows,
        faults: Vec::new(),
    }
}

/// What went into *phường Tô Châu* beside Dương Hòa: the ground of Kiên Lương
/// does not match that of today (DOMAIN C6). DOMAIN gives no codes for them.
fn beside_kien_luong() -> [UnitRow; 3] {
    let to_to_chau = |code, name, sort| old(code, name, sort, Some("ht"), TO_CHAU);
    [
        old("ht", "Hà Tiên", UnitType::City, Some("91"), ""),
        to_to_chau("ht-to-chau", "Tô Châu", UnitType::Ward),
        to_to_chau("ht-thuan-yen", "Thuận Yên", UnitType::Commune),
    ]
}

fn member_row(district: &District, member: &Commune, order: i64) -> UnitRow {
    let territory = if district.sort == UnitType::Bloc {
        district.province
    } else {
        district.code
    };
    let mut row = old(
        member.code,
        member.name,
        member.sort,
        Some(territory),
        member.successor,
    );
    if district.sort == UnitType::Bloc {
        row.organization = Some(district.code.into());
    }
    row.order = Some(order);
    row
}

fn old(code: &str, name: &str, sort: UnitType, parent: Option<&str>, successor: &str) -> UnitRow {
    let successors = [successor].into_iter().filter(|code| !code.is_empty());
    UnitRow {
        code: Some(code.into()),
        parent: parent.map(str::to_owned),
        valid_from: Some(FROM),
        valid_to: Some(LAST),
        successors: successors
            .map(|code| SuccessorRow {
                code: code.into(),
                on: Some(AFTER),
                extent: Extent::Whole,
            })
            .collect(),
        ..UnitRow::new(0, name, sort)
    }
}

fn new(code: &str, name: &str, sort: UnitType, parent: Option<&str>) -> UnitRow {
    UnitRow {
        valid_from: Some(AFTER),
        valid_to: None,
        ..old(code, name, sort, parent, "")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_commune_goes_to_a_unit_that_stands_afterwards() {
        for commune in DISTRICTS.iter().flat_map(|district| district.members) {
            let found = NEW_UNITS
                .iter()
                .any(|(code, ..)| *code == commune.successor);
            assert!(found || commune.successor.is_empty(), "{}", commune.name);
        }
        let counts: Vec<_> = DISTRICTS
            .iter()
            .map(|district| district.members.len())
            .collect();
        assert_eq!(counts, [8, 4, 9, 17, 10]);
    }
}
