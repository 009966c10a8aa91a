//! The registers beside the sample book's models: awards of S0 and S1, the
//! forums “Hướng về cơ sở” of S1 with what people asked there (DOMAIN A4, C1).
//! They are read as a list that somebody typed.

use super::sample::SampleFault;
use crate::domain::RecordKind;
use crate::domain::register::list::{RegisterCell, RegisterList, RegisterRow};
use crate::service::{Client, Refusal, Reply, Request};

/// A sheet: its fields, and the cells of each row; empty ones are left out.
struct Sheet<const COLUMNS: usize> {
    kind: RecordKind,
    file: &'static str,
    fields: [&'static str; COLUMNS],
    rows: &'static [[&'static str; COLUMNS]],
}

const DECISION_S0: &str = "215-QĐ/HU";

/// S0: two collectives and two individuals by the district committee of the
/// Party; S1: three commemorative medals.
const AWARDS: Sheet<8> = Sheet {
    kind: RecordKind::Award,
    file: "khen-thuong-mau.xlsx",
    fields: [
        "name",
        "kind",
        "form",
        "body",
        "unit",
        "period",
        "decision_no",
        "decision_date",
    ],
    rows: &[
        s0(
            "Tổ thu gom rác trên biển xã Hòn Nghệ",
            "Tập thể",
            "xã Hòn Nghệ",
        ),
        s0("Khối vận xã Bình An", "Tập thể", "xã Bình An"),
        s0("Trưởng Ban công tác Mặt trận ấp", "Cá nhân", "xã Bình An"),
        s0("Bí thư chi bộ ấp", "Cá nhân", "xã Hòn Nghệ"),
        medal("Cán bộ dân vận thị trấn Óc Eo", "thị trấn Óc Eo"),
        medal("Cán bộ dân vận thị trấn Núi Sập", "thị trấn Núi Sập"),
        medal("Cán bộ dân vận xã Vĩnh Trạch", "xã Vĩnh Trạch"),
    ],
};

const fn s0(name: &'static str, kind: &'static str, unit: &'static str) -> [&'static str; 8] {
    [
        name,
        kind,
        "Giấy khen",
        "Ban Thường vụ Huyện ủy Kiên Lương",
        unit,
        "2021-2023",
        DECISION_S0,
        "25/10/2023",
    ]
}

const fn medal(name: &'static str, unit: &'static str) -> [&'static str; 8] {
    [
        name,
        "Cá nhân",
        "Kỷ niệm chương",
        "Ban Dân vận Trung ương",
        unit,
        "2021-2023",
        "",
        "",
    ]
}

const FORUM_OC_EO: &str = "Hướng về cơ sở thị trấn Óc Eo quý III/2023";
const FORUM_VINH_TRACH: &str = "Hướng về cơ sở xã Vĩnh Trạch quý IV/2022";

/// S1: held since 2022.
const FORUMS: Sheet<7> = Sheet {
    kind: RecordKind::Forum,
    file: "dien-dan-mau.xlsx",
    fields: [
        "name",
        "unit",
        "date",
        "place",
        "host",
        "attendance",
        "women",
    ],
    rows: &[
        [
            FORUM_VINH_TRACH,
            "xã Vĩnh Trạch",
            "18/11/2022",
            "Nhà văn hóa ấp",
            "Bí thư Đảng ủy xã",
            "64",
            "27",
        ],
        [
            FORUM_OC_EO,
            "thị trấn Óc Eo",
            "14/09/2023",
            "Hội trường UBND thị trấn",
            "Bí thư Đảng ủy thị trấn",
            "82",
            "35",
        ],
    ],
};

/// Whoever spoke has no name here.
const OPINIONS: Sheet<9> = Sheet {
    kind: RecordKind::Opinion,
    file: "y-kien-mau.xlsx",
    fields: [
        "forum",
        "text",
        "speaker",
        "on_spot",
        "answer",
        "forwarded_to",
        "due",
        "answered",
        "told",
    ],
    rows: &[
        [
            FORUM_VINH_TRACH,
            "Bao giờ nạo vét xong con kênh sau trường?",
            "1 hộ dân",
            "x",
            "Đã có kế hoạch, làm trong tháng 12",
            "",
            "",
            "18/11/2022",
            "18/11/2022",
        ],
        [
            FORUM_OC_EO,
            "Đèn đường đoạn qua chợ tắt đã hai tháng",
            "1 hộ dân khóm Trung Sơn",
            "",
            "Đã thay 6 bóng",
            "Điện lực Thoại Sơn",
            "30/09/2023",
            "27/09/2023",
            "02/10/2023",
        ],
        [
            FORUM_OC_EO,
            "Xin thêm thùng rác ở bến xe",
            "1 hội viên phụ nữ",
            "",
            "",
            "UBND thị trấn Óc Eo",
            "15/10/2023",
            "",
            "",
        ],
    ],
};

/// # Errors
/// The book's refusal.
pub fn write(client: &Client) -> Result<(), SampleFault> {
    enter(client, &AWARDS)?;
    enter(client, &FORUMS)?;
    enter(client, &OPINIONS)
}

fn enter<const COLUMNS: usize>(client: &Client, sheet: &Sheet<COLUMNS>) -> Result<(), SampleFault> {
    let row = |(row, cells): (u32, &[&str; COLUMNS])| RegisterRow {
        row,
        cells: sheet
            .fields
            .iter()
            .zip(cells)
            .filter(|(_, typed)| !typed.is_empty())
            .map(|(field, typed)| RegisterCell {
                field: (*field).to_owned(),
                column: (*field).to_owned(),
                typed: (*typed).to_owned(),
            })
            .collect(),
    };
    let list = RegisterList {
        file: sheet.file.to_owned(),
        kind: sheet.kind,
        rows: (2..).zip(sheet.rows).map(row).collect(),
        unknown_columns: Vec::new(),
        faults: Vec::new(),
    };
    match client.ask(Request::ApplyRegister { list })? {
        Reply::RegisterPlan(plan) if plan.faults.is_empty() => Ok(()),
        Reply::RegisterPlan(plan) => Err(Refusal::ListFaults {
            faults: plan.faults.len(),
        }),
        _ => Err(Refusal::Gone),
    }
}
