use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook as Writer};
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::domain::list::{CellFault, ListRow};
use crate::domain::value::ValueFault;
use crate::domain::{Level, ModelKind, Period, RegistrationType, Status};

mod sections;
mod totals;

fn options(maps: &[&str]) -> ListOptions {
    ListOptions {
        sheet: None,
        maps: maps.iter().map(|map| map.parse().unwrap()).collect(),
        labels: PeriodLabels::default(),
    }
}

/// The list in a CSV text whose cells are divided by `|`.
fn list_with(rows: &str, maps: &[&str]) -> ModelList {
    let csv = rows.replace('|', "\t");
    let sheet = crate::office::csv::read_sheet(csv.as_bytes(), "A".into()).unwrap();
    models_in(
        &Workbook {
            file: "a.csv".into(),
            sheets: vec![sheet],
            restored_from: None,
        },
        &options(maps),
    )
    .unwrap()
}

fn list(rows: &str) -> ModelList {
    list_with(rows, &[])
}

/// The rows of a list without a fault.
fn rows(text: &str) -> Vec<ListRow> {
    let list = list(text);
    assert_eq!(list.faults, [], "{text}");
    list.rows
}

fn faults(list: &ModelList) -> Vec<(u32, &str, &CellFault)> {
    list.faults
        .iter()
        .map(|fault| (fault.row, fault.column.as_str(), &fault.fault))
        .collect()
}

fn units(rows: &[ListRow]) -> Vec<&str> {
    rows.iter().map(|row| row.unit.as_str()).collect()
}

/// A workbook as a district types it: letterhead, merged title, a section per
/// commune, two levels in a cell, dates as dates and as text, numbers as
/// text, a total and a signature.
fn typed_workbook(total: u32) -> Workbook {
    let mut writer = Writer::new();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    let sheet = writer.add_worksheet().set_name("DS mo hinh").unwrap();
    sheet.write(0, 0, "HUYỆN ỦY AN BIÊN").unwrap();
    sheet.write(0, 4, "ĐẢNG CỘNG SẢN VIỆT NAM").unwrap();
    sheet
        .merge_range(
            2,
            0,
            2,
            12,
            "DANH SÁCH mô hình “Dân vận khéo”, giai đoạn 2021-2023",
            &Format::new(),
        )
        .unwrap();
    let headings = [
        "TT",
        "Tên mô hình/điển hình",
        "Tập thể/cá nhân thực hiện",
        "Nơi thực hiện",
        "Lĩnh vực",
        "Tập thể",
        "Cá nhân",
        "Cấp\nđăng ký",
        "Năm đăng ký",
        "Kết quả",
        "Số quyết định",
        "Ngày QĐ",
        "Ghi chú",
    ];
    for (column, heading) in headings.into_iter().enumerate() {
        sheet
            .write(4, column as u16, heading.nfd().collect::<String>())
            .unwrap();
    }
    sheet.write(5, 0, "TT. Thứ Ba").unwrap();
    let cells = [
        "Cột cờ, hàng rào cây xanh ",
        "Hội LHPN xã",
        "",
        "Văn hóa – Xã hội",
        "x",
        "",
        "Cơ sở, Huyện",
    ];
    for (column, cell) in cells.into_iter().enumerate() {
        sheet.write(6, column as u16 + 1, cell).unwrap();
    }
    sheet.write(6, 0, 1).unwrap();
    sheet.write(6, 8, "2022").unwrap();
    sheet.write(7, 0, "Đông Yên").unwrap();
    let cells = [
        "Hòa giải hai thứ tiếng",
        "Ông Danh Hiền",
        "xã Đông Yên",
        "HTCT",
        "",
        "x",
        "cơ sở",
    ];
    for (column, cell) in cells.into_iter().enumerate() {
        sheet.write(8, column as u16 + 1, cell).unwrap();
    }
    sheet.write(8, 0, 2).unwrap();
    sheet.write(8, 8, 2021).unwrap();
    sheet.write(8, 9, "Được công nhận").unwrap();
    sheet.write(8, 10, "109-QĐ/HU").unwrap();
    sheet
        .write_with_format(8, 11, ExcelDateTime::from_ymd(2021, 3, 10).unwrap(), &day)
        .unwrap();
    sheet.write(9, 1, format!("Cộng: {total} mô hình")).unwrap();
    sheet
        .write(11, 8, "An Biên, ngày 05 tháng 12 năm 2023")
        .unwrap();
    sheet.write(12, 8, "TRƯỞNG BAN").unwrap();
    sheet.write(15, 8, "Nguyễn Văn Bền").unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("danh-sach.xlsx");
    writer.save(&path).unwrap();
    crate::office::read_workbook(&path).unwrap()
}

#[test]
fn a_list_as_a_district_types_it() {
    let list = models_in(&typed_workbook(2), &ListOptions::default()).unwrap();
    assert_eq!(list.faults, []);
    assert_eq!(list.unknown_columns, Vec::<String>::new());
    assert_eq!(
        (list.file.as_str(), list.sheet.as_str()),
        ("danh-sach.xlsx", "DS mo hinh")
    );
    let [first, second] = list.rows.as_slice() else {
        panic!("{:#?}", list.rows)
    };
    assert_eq!(
        (first.row, first.name.as_str(), first.unit.as_str()),
        (7, "Cột cờ, hàng rào cây xanh", "TT. Thứ Ba")
    );
    assert_eq!(first.unit_column, "A6");
    assert_eq!(
        (first.kind, first.field.as_deref()),
        (Some(ModelKind::Collective), Some("society"))
    );
    assert_eq!(
        (first.levels.as_slice(), first.period),
        (
            &[Level::Base, Level::District][..],
            Some(Period::Year(2022))
        )
    );
    assert_eq!(
        (second.unit.as_str(), second.kind),
        ("xã Đông Yên", Some(ModelKind::Individual))
    );
    assert_eq!(second.status, Some(Status::Recognized));
    assert_eq!(
        (second.decision.number.as_deref(), second.decision.date),
        (Some("109-QĐ/HU"), Some(date(2021, 3, 10)))
    );
}

#[test]
fn a_total_that_does_not_agree_is_a_fault() {
    let list = models_in(&typed_workbook(3), &ListOptions::default()).unwrap();
    assert_eq!(
        faults(&list),
        [(
            10,
            "Tên mô hình/điển hình",
            &CellFault::Total {
                announced: 3,
                found: 2
            }
        )]
    );
}

#[test]
fn two_header_rows_with_marks() {
    let rows = rows(
        "TT|Tên mô hình|Loại hình||Cấp đăng ký|||Năm|Xã\n\
         ||TT|CN|CS|H|T||\n\
         (1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)|(9)\n\
         1|Hũ gạo|x||x|x||2022|Đông Yên\n\
         2|Bà Sáu vá lộ||X|||1|2023|Tây Yên\n\
         |Cộng|1|1|1|1|1||\n",
    );
    assert_eq!(rows.len(), 2);
    assert_eq!(
        (rows[0].kind, &rows[0].levels[..]),
        (
            Some(ModelKind::Collective),
            &[Level::Base, Level::District][..]
        )
    );
    assert_eq!(
        (rows[1].kind, &rows[1].levels[..]),
        (Some(ModelKind::Individual), &[Level::Province][..])
    );
}

#[test]
fn kinds_under_levels_and_levels_under_kinds_say_both() {
    let levels = |row: &ListRow| (row.kind, row.levels.clone());
    let expected = [
        (
            Some(ModelKind::Collective),
            vec![Level::Base, Level::District],
        ),
        (Some(ModelKind::Individual), vec![Level::District]),
    ];
    for text in [
        "TT|Tên mô hình|Xã|Cấp cơ sở||Cấp huyện||Năm\n|||Tập thể|Cá nhân|Tập thể|Cá nhân|\n\
         1|Hũ gạo|Đông Yên|x||x||2022\n2|Bà Sáu|Đông Yên||||x|2022\n|Tổng cộng||1||1|1|\n",
        "TT|Tên mô hình|Xã|Đăng ký cấp cơ sở||Đăng ký cấp huyện||Năm\n|||TT|CN|TT|CN|\n\
         1|Hũ gạo|Đông Yên|x||x||2022\n2|Bà Sáu|Đông Yên||||x|2022\n",
        "TT|Tên mô hình|Xã|Tập thể||Cá nhân||Năm\n|||CS|Huyện|CS|Huyện|\n\
         1|Hũ gạo|Đông Yên|x|x|||2022\n2|Bà Sáu|Đông Yên||||x|2022\n",
    ] {
        let found: Vec<_> = rows(text).iter().map(levels).collect();
        assert_eq!(found, expected, "{text}");
    }
    let both =
        list("TT|Tên mô hình|Xã|Cấp cơ sở||Năm\n|||Tập thể|Cá nhân|\n1|a|Đông Yên|x|x|2022\n");
    assert_eq!(both.faults.len(), 1, "a model is of one kind");
}

#[test]
fn a_total_under_marks_is_checked_by_its_column() {
    let list = list(
        "TT|Tên mô hình|Tập thể|Cá nhân|Xã\n1|a|x||Đông Yên\n2|b|x||Đông Yên\nTổng cộng||2|1|\n",
    );
    assert_eq!(
        faults(&list),
        [(
            4,
            "Cá nhân",
            &CellFault::Total {
                announced: 1,
                found: 0
            }
        )]
    );
}

#[test]
fn each_part_of_a_list_may_have_its_own_header() {
    let header = "TT|Tên mô hình|Năm|Cấp\n";
    let units_above =
        format!("1. Xã Đông Yên\n{header}1|a|2022|Huyện\n2. Xã Tây Yên\n{header}1|b|2022|Huyện\n");
    assert_eq!(units(&rows(&units_above)), ["Xã Đông Yên", "Xã Tây Yên"]);
    let header = "TT|Tên mô hình|Xã\n";
    let kinds_above =
        format!("I. TẬP THỂ\n{header}1|a|Đông Yên\nII. CÁ NHÂN\n{header}1|b|Tây Yên\n");
    let kinds: Vec<_> = rows(&kinds_above).iter().map(|row| row.kind).collect();
    assert_eq!(
        kinds,
        [Some(ModelKind::Collective), Some(ModelKind::Individual)]
    );
    let titled = list("DANH SÁCH MÔ HÌNH NĂM 2022\nTên mô hình|Xã|Cấp\na|Đông Yên|Huyện\n");
    assert_eq!(titled.faults, []);
    assert_eq!(titled.title_period, Some(Period::Year(2022)));
}

#[test]
fn a_word_of_signatures_inside_a_model_ends_nothing() {
    let rows = rows(
        "Tên mô hình|Chủ thể|Xã\na|Bí thư|Đông Yên\nb|Chủ tịch|Tây Yên\nNgười lập biểu||Trưởng ban\nLê A||Trần B\n",
    );
    assert_eq!(units(&rows), ["Đông Yên", "Tây Yên"]);
}

#[test]
fn a_commune_that_registers_a_model_is_its_place() {
    let list = list("Tên mô hình|Đơn vị đăng ký\na|xã Đông Yên\nb|Xã đoàn Đông Yên\n");
    assert_eq!(units(&list.rows), ["xã Đông Yên", ""]);
    assert_eq!(faults(&list), [(3, "Đơn vị", &CellFault::NoUnit)]);
    let bodies = "Tên mô hình|Đơn vị\na|Hội LHPN xã Đông Yên\nb|UBND thị trấn Thứ Ba\n";
    assert_eq!(units(&rows(bodies)), ["xã Đông Yên", "thị trấn Thứ Ba"]);
    let forgotten = list_with("Tên mô hình|Chủ thể|Xã\na|Hội LHPN xã Đông Yên|\n", &[]);
    assert_eq!(faults(&forgotten), [(2, "Xã", &CellFault::NoUnit)]);
}

#[test]
fn sections_give_what_their_rows_do_not_say() {
    let rows = rows(
        "TT|Tên mô hình|Xã|Năm\n\
         A. TẬP THỂ|||\nCấp huyện|||\n1|a|Đông Yên|2022\n2|b|Tây Yên|2023\n\
         B. CÁ NHÂN|||\n3|c|Đông Yên|\n",
    );
    let said: Vec<_> = rows
        .iter()
        .map(|row| (row.kind, row.levels.first().copied()))
        .collect();
    let collective = (Some(ModelKind::Collective), Some(Level::District));
    assert_eq!(
        said,
        [collective, collective, (Some(ModelKind::Individual), None)]
    );
}

#[test]
fn a_section_that_does_not_hold_what_it_says_is_a_fault() {
    let list = list(
        "TT|Tên mô hình|Ghi chú\n\
         I. Xã Đông Yên: 2 mô hình||\n1|a|\n2|b|\n\
         II. Xã Tây Yên (03 mô hình)||\n3|c|\n4|d|\n\
         III. Xã Nam Yên: 1 mô hình||\n5|e|\n6|g|\n",
    );
    let total = |announced, found| CellFault::Total { announced, found };
    assert_eq!(
        faults(&list),
        [(5, "A", &total(3, 2)), (8, "A", &total(1, 2))]
    );
}

#[test]
fn later_pages_repeat_the_header_and_signatures_end_the_list() {
    let rows = rows(
        "TT|Tên mô hình|Xã|Ghi chú\n1|a|Đông Yên|\nTT|Tên mô hình|Xã|Ghi chú\n1|2|3|4\n2|b|Tây Yên|\n\n\
         Ghi chú: số liệu đến 30/11/2023|||\n\
         Nơi nhận:|||T/M BAN THƯỜNG VỤ\n- Như trên;|||PHÓ BÍ THƯ\n- Lưu VP.||Lê Văn Tám|Trần Văn Lành\n",
    );
    assert_eq!(units(&rows), ["Đông Yên", "Tây Yên"]);
}

#[test]
fn merged_units_reach_over_their_rows_and_blanks_do_not() {
    let mut writer = Writer::new();
    let sheet = writer.add_worksheet();
    for (column, heading) in ["TT", "Xã", "Tên mô hình", "Cấp", "Năm"]
        .into_iter()
        .enumerate()
    {
        sheet.write(0, column as u16, heading).unwrap();
    }
    sheet
        .merge_range(1, 1, 2, 1, "Đông Yên", &Format::new())
        .unwrap();
    for (row, name) in (1..).zip(["a", "b", "c"]) {
        sheet.write(row, 0, row).unwrap();
        sheet.write(row, 2, name).unwrap();
        sheet.write(row, 3, "Huyện").unwrap();
        sheet.write(row, 4, 2022).unwrap();
    }
    let folder = tempfile::TempDir::new().unwrap();
    let path = folder.path().join("a.xlsx");
    writer.save(&path).unwrap();
    let list = read_models(&path, &ListOptions::default()).unwrap();
    assert_eq!(units(&list.rows), ["Đông Yên", "Đông Yên", ""]);
    assert_eq!(faults(&list), [(4, "Xã", &CellFault::NoUnit)]);
}

#[test]
fn every_fault_of_a_list_is_named() {
    let list = list(
        "TT|Tên mô hình|Xã|Tập thể|Cá nhân|Cấp|Năm|Kết quả|Số quyết định|Ngày QĐ|Loại đăng ký\n\
         1||Đông Yên|x||Huyện|2022||||\n\
         2|b||x||Huyện|2022||||\n\
         3|c|Đông Yên|x|x|Huyện|2022||||\n\
         4|d|Đông Yên|x||Ấp|2022||||\n\
         5|e|Đông Yên|x||Huyện|năm nay||||\n\
         6|f|Đông Yên|x||Huyện|2022|Xuất sắc|#REF!|31/02/2023|Tự phát\n\
         7|g|Đông Yên|x||Huyện|||||\n\
         8|h|Đông Yên|x||||Được công nhận|||\n",
    );
    let places: Vec<_> = list
        .faults
        .iter()
        .map(|fault| (fault.row, fault.column.as_str()))
        .collect();
    let expected = [
        (2, "Tên mô hình"),
        (3, "Xã"),
        (4, "Cá nhân"),
        (5, "Cấp"),
        (6, "Năm"),
        (7, "Kết quả"),
        (7, "Số quyết định"),
        (7, "Ngày QĐ"),
        (7, "Loại đăng ký"),
        (8, "Năm"),
        (9, "Cấp"),
    ];
    assert_eq!(places, expected);
    let kinds: Vec<_> = list.faults.iter().map(|fault| &fault.fault).collect();
    assert_eq!(*kinds[0], CellFault::Missing);
    assert_eq!(*kinds[2], CellFault::SeveralMarks);
    assert!(
        matches!(kinds[3], CellFault::Value(ValueFault::NotAWord { typed, .. }) if typed == "Ấp")
    );
    assert!(matches!(
        kinds[4],
        CellFault::Value(ValueFault::NotAPeriod { .. })
    ));
    assert_eq!(
        *kinds[6],
        CellFault::Formula {
            error: "#REF!".into()
        }
    );
    assert!(matches!(
        kinds[7],
        CellFault::Value(ValueFault::NoSuchDay { .. })
    ));
    assert_eq!(*kinds[9], CellFault::HalfRegistration);
    assert_eq!(*kinds[10], CellFault::HalfRegistration);
    assert_eq!(list.rows.len(), 8);
}

#[test]
fn a_constant_holds_for_every_row() {
    let list = list_with(
        "Tên mô hình|Cấp\nHũ Gạo|Huyện\nb|cơ sở\n",
        &["unit==xã Đông Yên", "period==2021-2023"],
    );
    assert_eq!(list.faults, []);
    assert_eq!(units(&list.rows), ["xã Đông Yên", "xã Đông Yên"]);
    assert_eq!(
        list.rows[1].period,
        Some(Period::Span {
            from: 2021,
            to: 2023
        })
    );
    let names_only = list_with("Tên mô hình\nHũ Gạo\nBếp Ăn\n", &["unit==xã Đông Yên"]);
    assert_eq!(names_only.rows.len(), 2);
}

#[test]
fn what_no_field_answers_to_is_kept_as_remarks() {
    let list = list("Tên mô hình|Xã|Kinh phí|Ghi chú|\na|Đông Yên|110 triệu|duy trì|thêm\n");
    assert_eq!(list.unknown_columns, ["Kinh phí", "E"]);
    assert_eq!(
        list.rows[0].remarks.as_deref(),
        Some("duy trì\nKinh phí: 110 triệu\nE: thêm")
    );
}

#[test]
fn a_hamlet_lies_in_its_section() {
    let rows = rows(
        "TT|Tên mô hình|Địa bàn\nI. Xã Bình An||\n1|a|ấp Ba Núi\n2|b|\nII. Xã Hòa Điền||\n3|c|ấp Hòa Lạc, xã Hòa Điền\n",
    );
    assert_eq!(
        units(&rows),
        ["Xã Bình An", "Xã Bình An", "ấp Hòa Lạc, xã Hòa Điền"]
    );
    assert_eq!(rows[0].remarks.as_deref(), Some("Địa bàn: ấp Ba Núi"));
}

#[test]
fn names_instead_of_marks_are_the_owners() {
    let rows = rows(
        "TT|Tên mô hình|Tập thể|Cá nhân|Xã\n1|a|Hội LHPN xã||Đông Yên\n2|b||Ông Danh Hiền|Đông Yên\n",
    );
    let owners: Vec<_> = rows
        .iter()
        .map(|row| (row.kind, row.owner.as_deref()))
        .collect();
    let expected = [
        (Some(ModelKind::Collective), Some("Hội LHPN xã")),
        (Some(ModelKind::Individual), Some("Ông Danh Hiền")),
    ];
    assert_eq!(owners, expected);
}

#[test]
fn english_headings_and_words_are_taken_as_well() {
    let rows = rows(
        "name|owner|unit|kind|field|level|period|registration|status|decision_no|decision_date|decision_by\n\
         a|b|c|collective|economy|base|2023-Q3|new|recognized|1-QĐ|2023-10-30|HU\n",
    );
    let row = &rows[0];
    assert_eq!(
        (row.kind, row.registration, row.status),
        (
            Some(ModelKind::Collective),
            Some(RegistrationType::New),
            Some(Status::Recognized)
        )
    );
    assert!(row.decision.missing().is_empty());
}

#[test]
fn escape_sequences_are_data() {
    let rows = rows("Tên mô hình|Xã\nHũ \u{1b}[31mgạo|Đông Yên\n");
    assert_eq!(rows[0].name, "Hũ \u{1b}[31mgạo");
}

#[test]
fn a_field_of_its_own_is_kept_as_typed() {
    let rows = rows("Tên mô hình|Xã|Lĩnh vực\na|b|Chuyển đổi số\n");
    assert_eq!(rows[0].field.as_deref(), Some("Chuyển đổi số"));
}

#[test]
fn two_hundred_columns_are_read() {
    let extra: Vec<String> = (3..=200)
        .map(|column| format!("Chỉ tiêu {column}"))
        .collect();
    let values = vec!["1"; 198].join("|");
    let list = list(&format!(
        "Tên mô hình|Xã|{}\na|Đông Yên|{values}\n",
        extra.join("|")
    ));
    assert_eq!(list.unknown_columns.len(), 198);
    assert_eq!(
        list.rows[0]
            .remarks
            .as_ref()
            .map(|remarks| remarks.lines().count()),
        Some(198)
    );
}

#[test]
fn the_sheet_with_a_header_is_found_or_asked_for() {
    let sheet = |text: &str, name: &str| {
        crate::office::csv::read_sheet(text.as_bytes(), name.into()).unwrap()
    };
    let workbook = Workbook {
        restored_from: None,
        file: "a.xlsx".into(),
        sheets: vec![
            sheet("Bìa\n", "Bìa"),
            sheet("Tên mô hình,Xã\na,b\n", "Một"),
            sheet("Tên mô hình,Xã\nc,d\n", "Hai"),
        ],
    };
    let name = |wanted: Option<&str>| {
        let options = ListOptions {
            sheet: wanted.map(str::to_owned),
            ..ListOptions::default()
        };
        models_in(&workbook, &options).map(|list| list.rows[0].name.clone())
    };
    assert_eq!(name(None).as_deref(), Ok("a"));
    assert_eq!(name(Some("hai")).as_deref(), Ok("c"));
    assert_eq!(
        name(Some("Bìa")),
        Err(FileFault::NoHeader {
            sheet: "Bìa".into(),
            wanted: Wanted::Models
        })
    );
    assert!(matches!(
        name(Some("Ba")),
        Err(FileFault::NoSuchSheet { .. })
    ));
}
