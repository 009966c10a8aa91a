//! Tables as spreadsheets and scripts read them back.

use std::path::{Path, PathBuf};

use calamine::{Data, Reader, Xlsx, open_workbook};
use jiff::civil::date;
use kheo::domain::Letterhead as Chosen;
use kheo::domain::vocabulary::Qualifier;
use kheo::domain::{Period, RecordId, RecordKind};
use kheo::i18n::Lang;
use kheo::office::{Cover, Existing, TableFormat, put, write_table};
use kheo::report::table::{Column, ColumnKind, Row, Subject, Total, TotalIs, Words};
use kheo::report::{Basis, Cell, CellValue, Counting, ReportId, Table};
use tempfile::TempDir;

use crate::desk;
use crate::sample::sender;

const HOSTILE: &str = "=cmd|' /C calc'!A0\u{1b}[2J\u{202E}";

fn column(id: &str, label: &str, group: Option<&str>, kind: ColumnKind) -> Column {
    Column {
        id: id.into(),
        label: Words::own(label),
        group: group.map(Words::own),
        kind,
    }
}

fn row(label: &str, depth: u8, cells: [CellValue; 5]) -> Row {
    Row {
        label: Words::own(label),
        record: None,
        depth,
        cells: cells.into_iter().map(Cell::from).collect(),
    }
}

/// Two rows of their own, each with a part, among them every kind of value.
fn table() -> Table {
    use CellValue::{Change, Count, Derived, Growth, Percent, Qualified, Unknown};
    let share = |part, whole| Percent { part, whole };
    let over = Qualified {
        value: 500,
        qualifier: Qualifier::Over,
    };
    let growth = Growth { from: 50, to: 75 };
    Table {
        report: ReportId::B01,
        title: Words::label(ReportId::B01),
        unit: Some(Subject {
            id: RecordId::fresh(RecordKind::Unit),
            name: "huyện Kiên Hải".into(),
        }),
        period: Some(Period::Year(2020)),
        compare: Some(Period::Year(2015)),
        basis: Basis::Then,
        counting: Counting::Models,
        stub: Words::own("Đơn vị"),
        columns: vec![
            column("a", "Tập thể", Some("Cấp huyện"), ColumnKind::Count),
            column("b", "Cá nhân", Some("Cấp huyện"), ColumnKind::Count),
            column("c", "Kỳ trước", None, ColumnKind::Count),
            column("d", "Tăng", None, ColumnKind::Change),
            column("e", "Tỷ lệ", None, ColumnKind::Percent),
        ],
        rows: vec![
            row(
                "xã Hòn Tre",
                0,
                [
                    Count(1200),
                    Count(9),
                    Derived(50),
                    Change(25),
                    share(263, 295),
                ],
            ),
            row(
                "ấp I",
                1,
                [Count(1000), Count(9), over.clone(), Unknown, growth],
            ),
            row(
                HOSTILE,
                0,
                [Count(40), Unknown, over, Change(-5), share(1, 1)],
            ),
        ],
        total: Some(Total {
            is: TotalIs::Sum,
            cells: [Count(1240), Count(9), Unknown, Change(20), share(264, 296)]
                .into_iter()
                .map(Cell::from)
                .collect(),
        }),
        left_out: 0,
        as_of: None,
        notes: vec![Words::own("Tỷ lệ tính trên số đăng ký")],
    }
}

fn bytes(table: &Table, format: TableFormat) -> Vec<u8> {
    let sender = sender(Some(Chosen::State));
    let cover = Cover {
        sender: &sender,
        on: date(2026, 2, 5),
    };
    write_table(table, format, Lang::Vi, cover).unwrap()
}

fn written(folder: &Path, format: TableFormat) -> PathBuf {
    let path = folder.join("b01").with_extension(format.extension());
    put(&path, &bytes(&table(), format), Existing::Keep).unwrap();
    path
}

fn text_of(format: TableFormat) -> String {
    String::from_utf8(bytes(&table(), format)).unwrap()
}

#[test]
fn the_workbook_holds_real_numbers_and_sums_the_rows_of_their_own() {
    let folder = TempDir::new().unwrap();
    let path = written(folder.path(), TableFormat::Xlsx);
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("B01").unwrap();
    let find = |label: &str| {
        let mut rows = sheet.rows();
        rows.find(|row| row[0] == Data::String(label.into()))
            .unwrap_or_else(|| panic!("{label}"))
            .to_vec()
    };
    assert_eq!(
        find("xã Hòn Tre")[1..4],
        [1200.0, 9.0, 50.0].map(Data::Float)
    );
    let Data::Float(share) = find("xã Hòn Tre")[5] else {
        panic!("a share is a number");
    };
    assert!((share - 263.0 / 295.0).abs() < 1e-12);
    assert_eq!(find("ấp I")[3], Data::String("trên 500".into()));
    assert_eq!(
        find("=cmd|' /C calc'!A0␛[2J<202E>")[1],
        Data::Float(40.0),
        "a name is text, whatever it begins with"
    );
    assert_eq!(find("Cộng")[1..3], [1240.0, 9.0].map(Data::Float));
    let formulas = book.worksheet_formula("B01").unwrap();
    let formulas: Vec<&String> = formulas
        .rows()
        .flatten()
        .filter(|f| !f.is_empty())
        .collect();
    assert_eq!(formulas, ["SUM(B6,B8)", "SUM(C6,C8)"]);
}

const READ: &str = r#"
import sys, openpyxl
sheet = openpyxl.load_workbook(sys.argv[1])["B01"]
print(sheet.freeze_panes, sheet.page_setup.orientation, sheet.page_setup.paperSize,
      sheet.print_title_rows, sheet.sheet_properties.pageSetUpPr.fitToPage)
print(sheet["A1"].value, "|", sheet["A2"].value)
print(sorted(str(r) for r in sheet.merged_cells.ranges))
print([sheet.cell(6, c).number_format for c in range(2, 7)])
print(sheet["A8"].data_type, sheet["B9"].value)
print(sheet.column_dimensions["A"].width > 20)
"#;

#[test]
fn openpyxl_sees_the_print_setup_and_the_formats() {
    let Some(python) = desk::python("openpyxl") else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let lines = python.lines(READ, &written(folder.path(), TableFormat::Xlsx));
    assert_eq!(lines[0], "B6 landscape 9 $4:$5 True");
    assert_eq!(
        lines[1],
        "ĐĂNG KÝ THEO ĐƠN VỊ | huyện Kiên Hải, năm 2020, so với năm 2015"
    );
    assert_eq!(
        lines[2],
        "['A11:F11', 'A1:F1', 'A2:F2', 'A4:A5', 'B4:C4', 'D4:D5', 'E4:E5', 'F4:F5']"
    );
    assert_eq!(
        lines[3],
        r##"['#,##0', '#,##0', '#,##0" (suy ra)"', '+#,##0;-#,##0;0', '0.0%']"##
    );
    assert_eq!(lines[4], "s =SUM(B6,B8)");
    assert_eq!(lines[5], "True");
}

/// Forgets what the writer said the sums are.
const FORGET: &str = r#"
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
book.save(sys.argv[1])
"#;

#[test]
fn libreoffice_recalculates_the_same_totals() {
    let (Some(python), Some(office)) = (desk::python("openpyxl"), desk::office()) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let path = written(folder.path(), TableFormat::Xlsx);
    python.lines(FORGET, &path);
    let csv = office.convert(&path, "csv:Text - txt - csv (StarCalc):44,34,76");
    let csv = std::fs::read_to_string(csv).unwrap();
    let total = csv.lines().find(|line| line.starts_with("Cộng")).unwrap();
    assert!(total.starts_with("Cộng,\"1,240\",9,"), "{total}");
}

#[test]
fn the_list_for_excel_begins_with_its_mark_and_holds_no_formula() {
    let csv = text_of(TableFormat::Csv);
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "\u{FEFF}Đơn vị,Cấp huyện - Tập thể,Cấp huyện - Cá nhân,Kỳ trước,Tăng,Tỷ lệ"
    );
    assert_eq!(lines[1], "xã Hòn Tre,1200,9,50 (suy ra),25,\"89,2%\"");
    assert_eq!(
        lines[3],
        "'=cmd|' /C calc'!A0␛[2J<202E>,40,,trên 500,-5,100%"
    );
    assert_eq!(lines[4], "Cộng,1240,9,,20,\"89,2%\"");
    assert_eq!(lines[5], "");
}

#[test]
fn the_table_as_markdown_and_as_json_says_the_same() {
    let markdown = text_of(TableFormat::Markdown);
    assert!(markdown.starts_with("# Đăng ký theo đơn vị\n\nhuyện Kiên Hải, năm 2020"));
    assert!(
        markdown.contains("| xã Hòn Tre | 1.200 | 9 | 50 (suy ra) | +25 | 89,2% |"),
        "{markdown}"
    );
    assert!(markdown.contains("| **Cộng** | **1.240** |"));
    let json: serde_json::Value = serde_json::from_str(&text_of(TableFormat::Json)).unwrap();
    assert_eq!(json["rows"], table().to_json(Lang::Vi)["rows"]);
    assert_eq!(json["compare"], "2015");
}

#[test]
fn the_table_as_a_paper_has_the_head_of_the_committee() {
    let Some(python) = desk::python("docx") else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let lines = python.lines(
        r#"
import sys, docx
paper = docx.Document(sys.argv[1])
print(paper.sections[0].page_width > paper.sections[0].page_height)
print("|".join(line.text for line in paper.tables[0].rows[0].cells[1].paragraphs if line.text))
print("|".join(cell.text for cell in paper.tables[1].rows[2].cells))
print("|".join(cell.paragraphs[0].text for cell in paper.tables[2].rows[0].cells))
print(paper.paragraphs[1].text)
"#,
        &written(folder.path(), TableFormat::Docx),
    );
    assert_eq!(lines[0], "False", "five columns stand upright");
    assert!(
        lines[1].ends_with("Kiên Hải, ngày 05 tháng 02 năm 2026"),
        "{}",
        lines[1]
    );
    assert_eq!(lines[2], "xã Hòn Tre|1.200|9|50 (suy ra)|+25|89,2%");
    assert_eq!(lines[3], "NGƯỜI LẬP BIỂU|TM. BAN CHỈ ĐẠO");
    assert_eq!(lines[4], "B01 - ĐĂNG KÝ THEO ĐƠN VỊ");
}

#[test]
fn a_name_as_long_as_a_book_is_written_as_far_as_a_cell_reaches() {
    let mut table = table();
    table.rows[0].label = Words::own("dài ".repeat(2_500));
    table.rows[1].label = Words::own("ế".repeat(40_000));
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("dai.xlsx");
    put(&path, &bytes(&table, TableFormat::Xlsx), Existing::Keep).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    let sheet = book.worksheet_range("B01").unwrap();
    let labels: Vec<String> = sheet.rows().map(|row| row[0].to_string()).collect();
    assert!(labels.contains(&"dài ".repeat(2_500)));
    let cut = labels
        .iter()
        .find(|label| label.starts_with("ếếế"))
        .unwrap();
    assert!(cut.ends_with('…') && cut.encode_utf16().count() <= 32_767);
}
