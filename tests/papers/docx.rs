//! The .docx as Word's readers see it: python-docx opens it, LibreOffice
//! prints it.

use std::path::{Path, PathBuf};

use jiff::civil::{Date, date};
use kheo::domain::Letterhead as Chosen;
use kheo::office::{Existing, PaperFormat, put, write_paper};
use kheo::report::document::Document;
use tempfile::TempDir;

use crate::desk;
use crate::sample::minutes;

/// Before the Party's decision 399, under it, and under guidance 05 too.
const DATES: [Date; 3] = [date(2025, 12, 31), date(2026, 2, 5), date(2026, 5, 27)];

fn written(folder: &Path, name: &str, paper: &Document) -> PathBuf {
    let path = folder.join(name).with_extension("docx");
    let bytes = write_paper(paper, PaperFormat::Docx).unwrap();
    put(&path, &bytes, Existing::Keep).unwrap();
    path
}

const READ: &str = r#"
import sys, docx
from docx.shared import Mm
paper = docx.Document(sys.argv[1])
section = paper.sections[0]
sizes = (section.page_width, section.page_height, section.top_margin,
         section.bottom_margin, section.left_margin, section.right_margin)
print("|".join(str(round(size / Mm(1))) for size in sizes))
for cell in paper.tables[0].rows[0].cells:
    print("|".join(line.text for line in cell.paragraphs if line.text))
table = paper.tables[1]
print(sum(1 for row in table.rows if row._tr.xpath("./w:trPr/w:tblHeader")))
print("|".join(cell.text for cell in table.rows[-1].cells))
print("|".join(line.text for line in paper.paragraphs if line.text))
print("|".join(cell.paragraphs[0].text for cell in paper.tables[2].rows[0].cells))
"#;

#[test]
fn python_docx_reads_the_head_of_each_regime_and_date() {
    let Some(python) = desk::python("docx") else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let body = "BAN CHỈ ĐẠO PHONG TRÀO THI ĐUA “DÂN VẬN KHÉO”";
    for day in DATES {
        let dated = if day == DATES[0] {
            "Kiên Hải, ngày 31 tháng 12 năm 2025"
        } else {
            "Kiên Hải, ngày 05 tháng 02 năm 2026"
        };
        let party_right = if day == DATES[2] {
            "ĐẢNG CỘNG SẢN VIỆT NAM".to_owned()
        } else {
            format!("ĐẢNG CỘNG SẢN VIỆT NAM|{dated}")
        };
        let national = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|Độc lập - Tự do - Hạnh phúc";
        let heads = [
            (
                Some(Chosen::Party),
                format!("HUYỆN ỦY KIÊN HẢI|{body}|*|Số 07-BB/BCĐ|DỰ THẢO"),
                party_right,
                "NGƯỜI GHI BIÊN BẢN|ĐẠI DIỆN ĐƠN VỊ|CHỦ TRÌ HỘI NGHỊ",
            ),
            (
                Some(Chosen::State),
                format!("HUYỆN ỦY KIÊN HẢI|{body}|Số: 07/BB-BCĐ|DỰ THẢO"),
                national.to_owned(),
                "THƯ KÝ|ĐẠI DIỆN ĐƠN VỊ|CHỦ TỌA",
            ),
            (
                Some(Chosen::Own),
                "KHỐI DÂN VẬN XÃ HÒN NGHỆ|DỰ THẢO".to_owned(),
                "SỔ TAY KHẢO SÁT".to_owned(),
                "THƯ KÝ|ĐẠI DIỆN ĐƠN VỊ|TRƯỞNG ĐOÀN",
            ),
            (
                None,
                format!("{body}|DỰ THẢO"),
                String::new(),
                "THƯ KÝ|ĐẠI DIỆN ĐƠN VỊ|TRƯỞNG ĐOÀN",
            ),
        ];
        for (chosen, left, right, signers) in heads {
            let paper = minutes(chosen, day, 2);
            let path = written(folder.path(), &format!("{chosen:?}-{day}"), &paper);
            let lines = python.lines(READ, &path);
            assert_eq!(lines[0], "210|297|20|20|30|15", "{chosen:?} {day}");
            assert_eq!(lines[1], left, "{chosen:?} {day}");
            assert_eq!(lines[2], right, "{chosen:?} {day}");
            assert_eq!(lines[3], "2", "both header rows repeat");
            assert_eq!(lines[4], "|Cộng|1.240|07");
            assert!(
                lines[5].contains("I. THÀNH PHẦN|Chủ trì: đồng chí"),
                "{lines:?}"
            );
            assert!(lines[5].contains("hỏng<202E>; đề nghị sửa"), "{lines:?}");
            let end = if chosen == Some(Chosen::State) {
                "tên./."
            } else {
                "tên."
            };
            assert!(lines[5].ends_with(end), "{lines:?}");
            assert_eq!(lines[6], signers, "{chosen:?} {day}");
        }
    }
}

#[test]
fn libreoffice_prints_the_header_of_a_long_table_on_each_page() {
    let Some(office) = desk::office() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let paper = minutes(Some(Chosen::Party), DATES[2], 90);
    let pages = office.pages(&written(folder.path(), "dai", &paper));
    assert!(pages.len() >= 3, "{} pages", pages.len());
    assert!(pages[0].contains("ĐẢNG CỘNG SẢN VIỆT NAM") && pages[0].contains("Số 07-BB/BCĐ"));
    let with_rows = pages.iter().filter(|page| page.contains("Ghe về bến"));
    for page in with_rows {
        assert!(page.contains("Đếm tại chỗ"), "no header here:\n{page}");
    }
    let state = minutes(Some(Chosen::State), DATES[1], 1);
    let first = office
        .pages(&written(folder.path(), "quoc-hieu", &state))
        .remove(0);
    let title = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    assert!(first.contains(title), "on one line:\n{first}");
    let last = &pages[pages.len() - 1];
    assert!(
        last.contains("CHỦ TRÌ HỘI NGHỊ") && last.contains("Trần Văn An"),
        "{last}"
    );
}

#[test]
fn a_hostile_name_stays_text() {
    let Some(python) = desk::python("docx") else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let hostile = format!(
        "</w:t>&\u{0}\u{1b}]0;x\u{7}\u{FFFE}{}",
        "dài ".repeat(2_500)
    );
    let mut paper = minutes(Some(Chosen::State), DATES[0], 1);
    paper.paragraph(hostile);
    let path = written(folder.path(), "doc", &paper);
    let lines = python.lines(
        "import sys, docx; print(docx.Document(sys.argv[1]).paragraphs[-1].text)",
        &path,
    );
    assert!(
        lines[0].starts_with("</w:t>&␀␛]0;x␇\u{FFFD}dài dài"),
        "{}",
        &lines[0][..60]
    );
    assert!(lines[0].len() > 10_000);
}
