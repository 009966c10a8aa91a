use std::io::Write;
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{Format, Workbook as Writer};
use tempfile::TempDir;

use super::compound::tests::compound_with;
use super::*;
use crate::domain::list::CellFault;
use crate::office::list::{ListOptions, models_in};

/// A folder with one file of the given bytes.
fn file(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    (folder, path)
}

fn fault(name: &str, bytes: &[u8]) -> FileFault {
    let (_folder, path) = file(name, bytes);
    read_workbook(&path).unwrap_err()
}

fn looks_like(name: &str, bytes: &[u8]) -> LooksLike {
    match fault(name, bytes) {
        FileFault::NotASpreadsheet { looks_like } => looks_like,
        other => panic!("{name}: {other:?}"),
    }
}

fn xlsx_of(fill: impl FnOnce(&mut Writer)) -> Vec<u8> {
    let mut writer = Writer::new();
    fill(&mut writer);
    writer.save_to_buffer().unwrap()
}

fn ordinary() -> Vec<u8> {
    xlsx_of(|writer| {
        let sheet = writer.add_worksheet().set_name("DS mô hình").unwrap();
        sheet.write(1, 1, "Tên").unwrap();
        sheet.write(2, 1, 2022).unwrap();
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2023, 10, 30).unwrap();
        let format = Format::new().set_num_format("dd/mm/yyyy");
        sheet.write_with_format(2, 2, &date, &format).unwrap();
        sheet
            .merge_range(4, 0, 6, 0, "Đông Yên", &Format::new())
            .unwrap();
        sheet.write(5, 1, "a").unwrap();
    })
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An ODS file of one table with the given rows.
fn ods_of(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content xmlns:office=\"o\" xmlns:table=\"t\" xmlns:text=\"x\"><office:body>\
         <office:spreadsheet><table:table table:name=\"A\">{rows}</table:table></office:spreadsheet>\
         </office:body></office:document-content>"
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest/>"),
        ("content.xml", &content),
    ])
}

#[test]
fn cells_keep_their_place_and_kind() {
    let (_folder, path) = file("danh sach.xlsx", &ordinary());
    let workbook = read_workbook(&path).unwrap();
    assert_eq!(workbook.file, "danh sach.xlsx");
    let sheet = workbook.sheet("DS MO HINH").unwrap();
    let row = sheet.row(3).unwrap();
    assert_eq!(row.cell(1).as_text(), "2022");
    assert_eq!(*row.cell(2), Cell::Day(jiff::civil::date(2023, 10, 30)));
    assert_eq!(
        sheet.seen(sheet.row(6).unwrap(), 0, 1).as_text(),
        "Đông Yên"
    );
}

#[test]
fn decomposed_names_of_files_and_sheets_are_composed() {
    let (_folder, path) = file("mo\u{302} hi\u{300}nh.csv", b"name\na\n");
    let workbook = read_workbook(&path).unwrap();
    assert_eq!(workbook.file, "m\u{f4} h\u{ec}nh.csv");
    assert_eq!(workbook.sheets[0].name, "m\u{f4} h\u{ec}nh");
}

#[test]
fn what_web_systems_call_a_spreadsheet_is_to_be_saved_as_one() {
    use crate::i18n::Phrase;
    let (_folder, path) = file("a.xls", b"<html><table><tr><td>1</td></tr></table>");
    let said = read_workbook(&path).unwrap_err().vi();
    assert!(
        said.contains("trang web (HTML)") && said.contains(".xlsx"),
        "{said}"
    );
}

#[test]
fn the_extension_says_nothing() {
    for name in ["list.csv", "list.xls", "list", "list.pdf"] {
        let (_folder, path) = file(name, &ordinary());
        assert!(read_workbook(&path).is_ok(), "{name}");
    }
    let (_folder, path) = file("list.xlsx", b"name,unit\na,b\n");
    assert_eq!(read_workbook(&path).unwrap().sheets[0].name, "list");
}

#[test]
fn what_is_no_spreadsheet_is_called_by_its_name() {
    assert_eq!(looks_like("a.xlsx", b"%PDF-1.7\n%\xE2\xE3"), LooksLike::Pdf);
    assert_eq!(
        looks_like("a.xlsx", b"\x89PNG\r\n\x1a\n\0\0"),
        LooksLike::Picture
    );
    assert_eq!(looks_like("a.csv", b"BM\x36\0\0\0\0\0"), LooksLike::Picture);
    assert_eq!(
        looks_like("a.xls", b"<html><table><tr><td>1</td></tr></table>"),
        LooksLike::WebPage
    );
    assert_eq!(
        looks_like("a.docx", &package(&[("word/document.xml", "<w/>")])),
        LooksLike::Word
    );
    assert_eq!(
        looks_like("a.kheo", &package(&[("manifest.json", "{}")])),
        LooksLike::Bundle
    );
    assert_eq!(
        looks_like("a.zip", &package(&[("a.txt", "a")])),
        LooksLike::Archive
    );
    assert_eq!(
        looks_like("a.doc", &compound_with("WordDocument", b"x")),
        LooksLike::Word
    );
    let (_folder, path) = file("a.csv", b"BMI,name\n1,a\n");
    assert!(
        read_workbook(&path).is_ok(),
        "letters of a short signature may begin a text"
    );
}

#[test]
fn a_password_is_said_to_be_one() {
    let encrypted = compound_with("EncryptedPackage", b"secret");
    assert_eq!(fault("a.xlsx", &encrypted), FileFault::PasswordProtected);
    let manifest = "<manifest><encryption-data/></manifest>";
    let mime = "application/vnd.oasis.opendocument.spreadsheet";
    let ods = package(&[
        ("mimetype", mime),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", "x"),
    ]);
    assert_eq!(fault("a.ods", &ods), FileFault::PasswordProtected);
}

#[test]
fn a_missing_file_an_empty_sheet_and_an_unknown_sheet_are_told_apart() {
    let missing = read_workbook(Path::new("/nowhere/list.xlsx")).unwrap_err();
    assert!(matches!(missing, FileFault::NotFound { .. }));
    let empty = xlsx_of(|writer| {
        writer.add_worksheet();
    });
    assert_eq!(fault("a.xlsx", &empty), FileFault::EmptySheet);
    assert_eq!(fault("a.csv", b""), FileFault::EmptySheet);
    assert_eq!(fault("a.csv", b" ,\n,,\n"), FileFault::EmptySheet);
    let (_folder, path) = file("a.xlsx", &ordinary());
    let book = read_workbook(&path).unwrap();
    assert_eq!(book.sheet("1").unwrap().name, "DS mô hình");
    for number in ["0", "2"] {
        assert!(matches!(
            book.sheet(number),
            Err(FileFault::NoSuchSheet { .. })
        ));
    }
    let unknown = book.sheet("Tờ 9").cloned().unwrap_err();
    assert_eq!(
        unknown,
        FileFault::NoSuchSheet {
            wanted: "Tờ 9".into(),
            sheets: vec!["DS mô hình".into()]
        }
    );
}

#[test]
fn hidden_sheets_come_after_those_that_are_shown() {
    let bytes = xlsx_of(|writer| {
        writer
            .add_worksheet()
            .set_name("Cũ")
            .unwrap()
            .set_hidden(true)
            .write(0, 0, "a")
            .unwrap();
        writer
            .add_worksheet()
            .set_name("Mới")
            .unwrap()
            .set_active(true)
            .write(0, 0, "b")
            .unwrap();
    });
    let (_folder, path) = file("a.xlsx", &bytes);
    let names: Vec<_> = read_workbook(&path)
        .unwrap()
        .sheets
        .into_iter()
        .map(|sheet| sheet.name)
        .collect();
    assert_eq!(names, ["Mới", "Cũ"]);
}

#[test]
fn two_cells_at_the_corners_take_no_room() {
    let bytes = xlsx_of(|writer| {
        let sheet = writer.add_worksheet();
        sheet.write(0, 0, "a").unwrap();
        sheet.write(1_048_575, 16_383, "b").unwrap();
    });
    let (_folder, path) = file("a.xlsx", &bytes);
    let workbook = read_workbook(&path).unwrap();
    let last = workbook.sheets[0].rows().last().unwrap();
    assert_eq!(
        (last.number, last.cell(16_383).as_text()),
        (1_048_576, "b".to_owned())
    );
}

#[test]
fn a_table_of_strings_that_lies_about_its_length_is_refused() {
    let honest = ordinary();
    let mut source = zip::ZipArchive::new(Cursor::new(honest.as_slice())).unwrap();
    let mut parts = Vec::new();
    for index in 0..source.len() {
        let mut part = source.by_index(index).unwrap();
        let mut content = String::new();
        part.read_to_string(&mut content).unwrap();
        let name = part.name().unwrap().into_owned();
        if name.ends_with("sharedStrings.xml") {
            content = content.replace("uniqueCount=\"", "uniqueCount=\"99999999999");
        }
        parts.push((name, content));
    }
    let parts: Vec<_> = parts
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_str()))
        .collect();
    assert_eq!(
        fault("a.xlsx", &package(&parts)),
        FileFault::TooLarge {
            limit: Limit::Unpacked
        }
    );
}

#[test]
fn an_opendocument_sheet_is_read_with_its_merged_cells() {
    let cell = |text: &str| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
        )
    };
    let rows = format!(
        "<table:table-row><table:table-cell table:number-rows-spanned=\"2\" office:value-type=\"string\"><text:p>Đông Yên</text:p></table:table-cell>{}</table:table-row>\
         <table:table-row><table:covered-table-cell></table:covered-table-cell>{}</table:table-row>",
        cell("a"),
        cell("b")
    );
    let (_folder, path) = file("a.ods", &ods_of(&rows));
    let workbook = read_workbook(&path).unwrap();
    let sheet = &workbook.sheets[0];
    assert_eq!(
        sheet.seen(sheet.row(2).unwrap(), 0, 1).as_text(),
        "Đông Yên"
    );
}

#[test]
fn a_damaged_file_gets_an_answer_and_no_panic() {
    let whole = ordinary();
    for end in (4..whole.len()).step_by(211) {
        let answer = fault("a.xlsx", &whole[..end]);
        assert!(
            matches!(answer, FileFault::Damaged { .. }),
            "{end}: {answer:?}"
        );
    }
    for at in (0..whole.len()).step_by(97) {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x55;
        let (_folder, path) = file("a.xlsx", &bytes);
        let _ = read_workbook(&path);
    }
    let mut state = 7_u32;
    for length in [16, 200, 700, 3000] {
        // An old workbook whose records are noise.
        let noise: Vec<u8> = (0..length)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 24) as u8
            })
            .collect();
        let (_folder, path) = file("a.xls", &compound_with("Workbook", &noise));
        let _ = read_workbook(&path);
    }
}

/// As programs write it that do not reckon: formulas, and no results.
#[test]
fn a_formula_without_its_result_is_a_fault_and_no_empty_cell() {
    let text =
        |at: &str, text: &str| format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#);
    let rows = [
        text("A1", "Tên mô hình") + &text("B1", "Xã") + &text("C1", "Ghi chú"),
        text("A2", "A")
            + r#"<c r="B2" t="str"><f>D1</f><v>Hưng Yên</v></c><c r="C2" t="str"><f>E2</f><v></v></c>"#,
        text("A3", "B") + r#"<c r="B3"><f>B2</f><v></v></c>"#,
        r#"<c r="A4"><f>A3</f><v/></c>"#.to_owned(),
    ];
    let rows: String = rows
        .iter()
        .map(|cells| format!("<row>{cells}</row>"))
        .collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let bytes = package(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "_rels/.rels",
            &format!(
                r#"<Relationships><Relationship Id="rId1" Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            &format!(
                r#"<workbook xmlns="{main}" xmlns:r="{relations}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            &format!(
                r#"<Relationships><Relationship Id="rId1" Type="{relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            &format!(r#"<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>"#),
        ),
    ]);
    let (_folder, path) = file("a.xlsx", &bytes);
    let workbook = read_workbook(&path).unwrap();
    let list = models_in(&workbook, &ListOptions::default()).unwrap();
    let faults = list.faults.iter();
    let faults = faults.map(|fault| (fault.row, fault.column.as_str(), &fault.fault));
    assert_eq!(
        faults.collect::<Vec<_>>(),
        [(3, "Xã", &CellFault::Unreckoned)],
        "a formula that stands alone below the list stands for nothing"
    );
}
