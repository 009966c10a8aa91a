//! Papers to be read aloud, and papers as Markdown.

use jiff::civil::date;
use kheo::domain::Letterhead as Chosen;
use kheo::office::{PaperFormat, paper_text, write_paper};
use kheo::text;

use crate::sample::minutes;

#[test]
fn a_paper_to_read_aloud_fits_the_terminal_and_steers_nothing() {
    let mut paper = minutes(Some(Chosen::State), date(2026, 2, 5), 3);
    paper.paragraph("dài".repeat(400));
    let said = paper_text(&paper);
    for line in said.lines() {
        assert!(text::cells(line) <= 80, "{line}");
    }
    assert!(!said.contains('\u{1b}') && said.contains("␛[31m"));
    assert!(said.contains("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"));
    assert!(said.contains("\n  1. Mô hình đã xem\n"), "{said}");
    let row = said.lines().find(|line| line.contains("tổ 3")).unwrap();
    assert!(row.ends_with("1.240  Chưa kiểm tra"), "{row}");
}

#[test]
fn a_paper_as_markdown_keeps_its_table_and_its_signs() {
    let mut paper = minutes(Some(Chosen::Party), date(2026, 2, 5), 1);
    paper.paragraph("# <b>1|2</b>\nhai");
    let bytes = write_paper(&paper, PaperFormat::Markdown).unwrap();
    let written = String::from_utf8(bytes).unwrap();
    assert!(written.contains("# BIÊN BẢN\n"), "{written}");
    assert!(written.contains("## I. THÀNH PHẦN"));
    assert!(written.contains("**Chủ trì:** đồng chí"));
    assert!(written.contains("| STT | Tên mô hình | Rác đưa về bờ (kg/tháng) · Đăng ký |"));
    assert!(written.contains("| --- | --- | --: | --: |"));
    assert!(written.contains("|  | **Cộng** | **1.240** | **07** |"));
    assert!(written.contains("\\# \\<b\\>1\\|2\\</b\\>  \nhai"));
}
