//! Eight models in An Biên and what people did with them.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::domain::{
    Level, ModelKind, Period, RecordId, RecordKind, RegistrationType, Status, UnitType,
};
use crate::ledger::{BookId, DeviceId, OpId};
use crate::report::course::Step;
use crate::report::{CellValue, Course};
use crate::service::request::Draft;
use crate::service::views::*;

pub const OWN: DeviceId = DeviceId([1; 16]);
pub const OTHER: DeviceId = DeviceId([0xb2; 16]);

pub fn model_id(name: &str) -> RecordId {
    RecordId::derived(RecordKind::Model, &[name])
}

pub fn unit_id(name: &str) -> RecordId {
    RecordId::derived(RecordKind::Unit, &[name])
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Name, owner, unit, kind, field, and the levels with their status.
type Sketch = (
    &'static str,
    &'static str,
    &'static str,
    ModelKind,
    &'static str,
    &'static [(Level, Status)],
);

const MODELS: &[Sketch] = {
    use Level::*;
    use ModelKind::*;
    use Status::*;
    &[
        (
            "Bếp ăn tình thương chợ Thứ Ba",
            "Hội Chữ thập đỏ thị trấn",
            "Thứ Ba",
            Collective,
            "society",
            &[(Base, Certified), (District, Recognized)],
        ),
        (
            "Cột cờ, hàng rào cây xanh đúng quy cách",
            "Hội CCB xã",
            "Hưng Yên",
            Collective,
            "society",
            &[(Base, Underway)],
        ),
        (
            "Chi bộ bốn tốt không để dân hỏi hai lần",
            "Chi bộ Trường THCS",
            "Tây Yên",
            Collective,
            "politics",
            &[(Base, Registered)],
        ),
        (
            "Đổi rác nhựa lấy gạo",
            "Hội LHPN xã",
            "Nam Yên",
            Collective,
            "society",
            &[(Base, Surveyed)],
        ),
        (
            "Hiến đất mở lộ liên ấp, không bồi hoàn",
            "Chi bộ ấp",
            "Đông Thái",
            Collective,
            "society",
            &[(Base, Recognized), (District, Submitted)],
        ),
        (
            "Tiếng loa hòa giải bằng hai thứ tiếng Việt - Khmer",
            "Ông Danh Hiền",
            "Đông Yên",
            Individual,
            "politics",
            &[(Base, Underway)],
        ),
        (
            "Tổ sửa cầu, vá lộ chiều thứ Bảy",
            "Bà Lê Thị Sáu",
            "Tây Yên A",
            Individual,
            "society",
            &[(Base, Certified), (District, Incomplete)],
        ),
        (
            "Tôm - lúa thuận thiên, góp vốn xoay vòng",
            "Hội Nông dân xã",
            "Nam Thái A",
            Collective,
            "economy",
            &[
                (Base, Certified),
                (District, Recognized),
                (Province, Eligible),
            ],
        ),
    ]
};

pub fn models() -> Vec<ModelLine> {
    let year = Period::Year(2022);
    let line = |(name, owner, unit, kind, field, levels): &Sketch| ModelLine {
        id: model_id(name),
        name: (*name).into(),
        matched: vec![],
        formerly: None,
        owner: Some((*owner).into()),
        unit: Some(UnitName {
            id: unit_id(unit),
            name: (*unit).into(),
        }),
        kind: Some(*kind),
        field: Some((*field).into()),
        movement: Some("Dân vận khéo".into()),
        registrations: levels
            .iter()
            .map(|(level, status)| RegistrationLine {
                id: RecordId::derived(RecordKind::Registration, &[name, &level.to_string()]),
                level: *level,
                period: year,
                kind: Some(RegistrationType::New),
                status: *status,
                typical: false,
            })
            .collect(),
        notes: 0,
        conflicts: u32::from(*name == "Đổi rác nhựa lấy gạo"),
    };
    MODELS.iter().map(line).collect()
}

pub fn overview() -> OverviewView {
    let figures = |level, collective, individual, previous| LevelFigures {
        level,
        collective,
        individual,
        total: collective + individual,
        previous,
    };
    OverviewView {
        unit: None,
        period: Some(Period::Year(2020)),
        compare: Some(Period::Year(2015)),
        periods: vec![
            Period::Year(2015),
            Period::Year(2020),
            Period::Span {
                from: 2021,
                to: 2023,
            },
        ],
        levels: vec![
            figures(Level::Base, 151, 9, None),
            figures(Level::District, 72, 3, Some(50)),
            figures(Level::Province, 10, 0, Some(5)),
        ],
        courses: [
            (Level::District, [Some(41), Some(50), None, Some(75)]),
            (Level::Province, [None, Some(5), Some(0), Some(10)]),
        ]
        .map(|(level, numbers)| (level, course(&numbers)))
        .to_vec(),
        fields: vec![
            ("society".into(), 62),
            ("economy".into(), 41),
            ("security".into(), 30),
            ("politics".into(), 27),
        ],
        funnel: Funnel {
            registered: 160,
            underway: 131,
            surveyed: 48,
            recognized: 37,
            typical: 9,
        },
        models: 1_240,
        drafts: vec![],
        conflicts: 1,
        uncarried: 14,
        waiting: 0,
        preparing: None,
    }
}

/// The last of these years is 2020.
fn course(numbers: &[Option<i64>]) -> Course {
    let years = (0..).map(|back| Period::Year(2020 - back));
    let mut steps: Vec<Step> = numbers
        .iter()
        .rev()
        .zip(years)
        .map(|(number, period)| Step {
            period,
            value: number.map_or(CellValue::Unknown, CellValue::Count),
        })
        .collect();
    steps.reverse();
    Course::new(steps).unwrap()
}

pub fn draft() -> DraftView {
    let record = model_id("Đổi rác nhựa lấy gạo");
    DraftView {
        draft: Draft {
            key: format!("note/{record}"),
            record,
            text: "Chị Sáu nói tháng này gom ít hơn vì biển động,".into(),
            place: "ấp Ba Biển".into(),
        },
        about: "Đổi rác nhựa lấy gạo".into(),
        saved: at("2026-11-20T00:12:00Z"),
    }
}

pub fn notes() -> Vec<NoteView> {
    let note =
        |about: &str, text: &str, author: &str, device, time: &str, place: Option<&str>| NoteView {
            id: RecordId::derived(RecordKind::Note, &[text]),
            record: Some(model_id(about)),
            about: about.into(),
            text: text.into(),
            author: author.into(),
            device: Some(device),
            at: Some(at(time)),
            place: place.map(str::to_owned),
            conflicts: 0,
        };
    vec![
        note(
            "Đổi rác nhựa lấy gạo",
            "Đếm tại chỗ: 36 hộ, mỗi tuần chừng 120 kg.\nThiếu 2 thùng ở cầu cảng.",
            "Trần Thị Bình",
            OTHER,
            "2026-11-19T02:31:00Z",
            Some("chợ Nam Yên"),
        ),
        note(
            "Tổ sửa cầu, vá lộ chiều thứ Bảy",
            "Tổ còn 12 người, sáu tháng vá 4,5 km lộ.",
            "Nguyễn Văn An",
            OWN,
            "2026-11-18T07:05:00Z",
            None,
        ),
        note(
            "Hiến đất mở lộ liên ấp, không bồi hoàn",
            "Còn 3 hộ chưa ký biên bản hiến đất.",
            "Nguyễn Văn An",
            OWN,
            "2026-11-12T01:20:00Z",
            Some("ấp 5"),
        ),
    ]
}

pub fn conflict() -> ConflictView {
    let live = |op: u8, words: &str, by: &str, device, time: &str| LiveView {
        op: OpId([op; 16]),
        value: json!(words),
        words: words.into(),
        by: by.into(),
        device,
        at: at(time),
    };
    let record = model_id("Đổi rác nhựa lấy gạo");
    ConflictView {
        id: format!("{record}/results"),
        record,
        name: "Đổi rác nhựa lấy gạo".into(),
        field: "results".into(),
        values: vec![
            live(
                1,
                "36 hộ tham gia, 120 kg mỗi tuần",
                "Trần Thị Bình",
                OTHER,
                "2026-11-20T02:31:00Z",
            ),
            live(
                2,
                "38 hộ tham gia, 120 kg mỗi tuần",
                "Nguyễn Văn An",
                OWN,
                "2026-11-20T01:05:00Z",
            ),
        ],
        before: vec![vec!["41 hộ tham gia".into()]; 2],
    }
}

pub fn units() -> Vec<UnitView> {
    let unit = |name: &str, sort: UnitType, parent: Option<&str>, depth| UnitView {
        id: unit_id(name),
        name: name.into(),
        full_name: format!("{} {name}", crate::domain::Word::vi(sort).to_lowercase()),
        sort: Some(sort),
        code: None,
        parent: parent.map(|parent| UnitName {
            id: unit_id(parent),
            name: parent.into(),
        }),
        organization: None,
        valid_from: None,
        valid_to: Some(jiff::civil::date(2025, 6, 30)),
        depth,
    };
    let mut units = vec![unit("An Biên", UnitType::District, None, 0)];
    for name in [
        "Thứ Ba",
        "Đông Thái",
        "Đông Yên",
        "Hưng Yên",
        "Nam Thái A",
        "Nam Yên",
        "Tây Yên",
        "Tây Yên A",
    ] {
        units.push(unit(name, UnitType::Commune, Some("An Biên"), 1));
    }
    units
}

pub fn field(name: &str, value: Value, words: &str) -> FieldView {
    let live = LiveView {
        op: OpId([7; 16]),
        value: value.clone(),
        words: words.into(),
        by: "Nguyễn Văn An".into(),
        device: OWN,
        at: at("2026-11-10T01:00:00Z"),
    };
    FieldView {
        name: name.into(),
        value,
        words: words.into(),
        live: vec![live],
    }
}

pub fn registration(line: &RegistrationLine) -> RecordView {
    let mut fields = vec![
        field(
            "level",
            json!(line.level),
            crate::domain::Word::vi(line.level),
        ),
        field("period", json!(line.period), &line.period.to_string()),
        field(
            "status",
            json!(line.status),
            crate::domain::Word::vi(line.status),
        ),
    ];
    if line.status.is_recognition() {
        fields.push(field("decision_no", json!("104-QĐ/HU"), "104-QĐ/HU"));
        fields.push(field("decision_date", json!("2022-07-05"), "05/07/2022"));
        fields.push(field(
            "decision_by",
            json!("Huyện ủy An Biên"),
            "Huyện ủy An Biên",
        ));
    }
    RecordView {
        id: line.id,
        title: String::new(),
        formerly: vec![],
        fields,
        registrations: vec![],
        related: vec![],
        notes: vec![],
        attachments: vec![],
        history: vec![],
    }
}

pub fn history() -> HistoryLine {
    HistoryLine {
        at: at("2026-11-10T01:00:00Z"),
        by: "Nguyễn Văn An".into(),
        device: OWN,
        record: "model".into(),
        field: "owner".into(),
        from: vec!["Hội Phụ nữ".into()],
        to: "Hội LHPN xã".into(),
        from_values: vec![json!("Hội Phụ nữ")],
        to_value: json!("Hội LHPN xã"),
        delivery: Some(Delivery::Received),
    }
}

pub fn ranges() -> BookRangesView {
    let range = |device, from, to| DeviceRange { device, from, to };
    BookRangesView {
        book: BookId(uuid::Uuid::from_u128(7)),
        name: "Sổ BCĐ huyện An Biên".into(),
        ranges: vec![
            range(OWN, 1, 1_310),
            range(OTHER, 1, 40),
            range(OTHER, 58, 96),
        ],
    }
}

pub fn devices() -> Vec<DeviceView> {
    let device = |id, status, officer: &str, fingerprint: &str| DeviceView {
        id,
        status,
        officer: Some(officer.into()),
        fingerprint: fingerprint.into(),
        waiting: 0,
        forked: 0,
        decided: None,
    };
    vec![
        device(
            OWN,
            DeviceStatus::Own,
            "Nguyễn Văn An",
            "mèo kéo lưới cơm đèo gạo hai chùa tàu mưa",
        ),
        device(
            OTHER,
            DeviceStatus::Approved,
            "Trần Thị Bình",
            "phố ghế lúa bưởi đá khói chim nhà sôi đủ",
        ),
    ]
}
