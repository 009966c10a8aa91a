//! A paper with everything a paper can hold.

use jiff::civil::Date;
use kheo::domain::Letterhead as Chosen;
use kheo::report::document::{
    Block, Depth, Document, Ending, PaperColumn, PaperTable, Run, Signer, Title,
};
use kheo::report::letterhead::{Letterhead, PaperKind, PaperMark, Sender};

/// Who writes the sample.
pub fn sender(chosen: Option<Chosen>) -> Sender {
    Sender {
        chosen,
        superior: Some("Huyện uỷ Kiên Hải".into()),
        name: "Ban Chỉ đạo phong trào thi đua “Dân vận khéo”".into(),
        sign: Some("BCĐ".into()),
        place: Some("Kiên Hải".into()),
        own_text: Some("KHỐI DÂN VẬN XÃ HÒN NGHỆ | SỔ TAY KHẢO SÁT".into()),
    }
}

/// A table of `rows` models, long enough to fill pages when there are many.
pub fn table(rows: usize) -> PaperTable {
    let mut table = PaperTable::new(vec![
        PaperColumn::centered("STT", 1),
        PaperColumn::words("Tên mô hình", 6),
        PaperColumn::number("Đăng ký", 2).under("Rác đưa về bờ (kg/tháng)"),
        PaperColumn::number("Đếm tại chỗ", 2).under("Rác đưa về bờ (kg/tháng)"),
    ]);
    table.section("Xã Hòn Nghệ");
    for number in 1..=rows {
        let name = format!("Ghe về bến, rác về bờ – tổ {number}");
        table.row([
            number.to_string(),
            name,
            "1.240".into(),
            "Chưa kiểm tra".into(),
        ]);
    }
    table.total(["", "Cộng", "1.240", "07"]);
    table
}

/// *Biên bản* of `chosen` and its date, with a table of `rows`.
pub fn minutes(chosen: Option<Chosen>, date: Date, rows: usize) -> Document {
    let mark = PaperMark {
        kind: PaperKind::Minutes,
        date,
        number: Some(7),
    };
    let letterhead = Letterhead::of(&sender(chosen), &mark);
    let captions = letterhead.minutes_signers();
    let title = Title {
        name: "BIÊN BẢN".into(),
        about: vec!["Khảo sát mô hình “Dân vận khéo” tại xã Hòn Nghệ".into()],
    };
    let mut paper = Document::new(letterhead, title);
    paper.mark = Some("DỰ THẢO".into());
    paper.remark("Căn cứ Kế hoạch số 19-KH/BDV ngày 17/7/2023;");
    paper.heading(Depth::Part, "THÀNH PHẦN");
    paper.labelled(
        "Chủ trì",
        "đồng chí Trần Văn An, Phó Trưởng ban Thường trực",
    );
    paper.item("Nguyễn Thị Bình, chuyên viên, thư ký");
    paper.heading(Depth::Part, "NỘI DUNG");
    paper.heading(Depth::Section, "Mô hình đã xem");
    paper.blocks.push(Block::Table(table(rows)));
    paper.heading(Depth::Point, "Tồn tại");
    paper.blocks.push(Block::Paragraph(vec![
        Run::plain("Còn "),
        Run::plain("02").bold(),
        Run::plain(" thùng rác\u{1b}[31m hỏng\u{202E}; "),
        Run::plain("đề nghị sửa").italic().underline(),
    ]));
    paper.paragraph("Biên bản được đọc lại cho mọi người cùng nghe, thống nhất và ký tên");
    paper.close_text();
    let signers = captions.map(|caption| Signer {
        capacity: vec![caption.into()],
        hint: Some("(Ký, ghi rõ họ tên)".into()),
        name: Some("Trần Văn An".into()),
    });
    paper.blocks.push(Block::Ending(Ending {
        recipients: vec!["Thường trực Huyện ủy".into(), "Lưu BCĐ".into()],
        signers: signers.into(),
    }));
    paper
}
