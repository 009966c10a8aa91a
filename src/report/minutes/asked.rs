//! How it is judged, what is asked in both directions, and what the head of
//! the delegation concludes.

use super::super::document::{Block, Depth, Document, PaperColumn, PaperTable};
use super::{ConcludedModel, DOTS, Minutes, day_words, paragraphs};
use crate::domain::Word;
use crate::domain::survey::Direction;

pub(super) fn write(paper: &mut Document, minutes: &Minutes) {
    paper.heading(Depth::Part, "ĐÁNH GIÁ");
    paper.heading(Depth::Section, "Ưu điểm");
    paragraphs(paper, minutes.visit.strengths.as_deref(), DOTS);
    paper.heading(Depth::Section, "Tồn tại, nguyên nhân");
    faults(paper, minutes);
    paper.heading(Depth::Part, "KIẾN NGHỊ");
    for direction in [Direction::ToUnit, Direction::ToSuperior] {
        paper.heading(Depth::Section, direction.vi());
        recommendations(paper, minutes, direction);
    }
    paper.heading(Depth::Part, "KẾT LUẬN CỦA TRƯỞNG ĐOÀN");
    paragraphs(paper, minutes.visit.conclusion.as_deref(), DOTS);
    conclusions(paper, &minutes.conclusions);
}

fn faults(paper: &mut Document, minutes: &Minutes) {
    if minutes.findings.is_empty() {
        paper.paragraph(minutes.nothing());
        return;
    }
    let mut table = PaperTable::new(vec![
        PaperColumn::centered("STT", 3),
        PaperColumn::words("Tồn tại", 10),
        PaperColumn::words("Mức", 5),
        PaperColumn::words("Nguyên nhân", 7),
        PaperColumn::words("Trách nhiệm", 5),
    ]);
    for (number, fault) in (1..).zip(&minutes.findings) {
        let number: usize = number;
        let finding = &fault.finding;
        let about = fault.model.iter().map(|model| format!("“{model}”: "));
        let causes = [
            ("Khách quan", &finding.objective_cause),
            ("Chủ quan", &finding.subjective_cause),
        ];
        let causes: Vec<String> = causes
            .into_iter()
            .filter_map(|(kind, cause)| Some(format!("{kind}: {}", cause.as_ref()?)))
            .collect();
        table.row([
            number.to_string(),
            about.chain([finding.text.clone()]).collect(),
            finding
                .degree
                .map(|degree| degree.vi().to_owned())
                .unwrap_or_default(),
            causes.join("\n"),
            finding.responsible.clone().unwrap_or_default(),
        ]);
    }
    paper.blocks.push(Block::Table(table));
}

fn recommendations(paper: &mut Document, minutes: &Minutes, direction: Direction) {
    let mut table = PaperTable::new(vec![
        PaperColumn::centered("Số", 3),
        PaperColumn::words("Việc", 10),
        PaperColumn::words("Gửi", 5),
        PaperColumn::centered("Hạn", 5),
        PaperColumn::words("Sản phẩm phải nộp", 7),
    ]);
    let asked = minutes.asked.iter();
    for asked in asked.filter(|asked| asked.direction == direction) {
        let about = asked.model.iter().map(|model| format!("“{model}”: "));
        table.row([
            asked.number.clone(),
            about.chain([asked.text.clone()]).collect(),
            asked.to.clone().unwrap_or_default(),
            day_words(asked.due),
            asked.product.clone().unwrap_or_default(),
        ]);
    }
    if table.rows().is_empty() {
        paper.paragraph(minutes.nothing());
    } else {
        paper.blocks.push(Block::Table(table));
    }
}

fn conclusions(paper: &mut Document, conclusions: &[ConcludedModel]) {
    if conclusions.is_empty() {
        return;
    }
    let mut table = PaperTable::new(vec![
        PaperColumn::words("Mô hình", 10),
        PaperColumn::words("Cấp, kỳ", 5),
        PaperColumn::words("Kết luận", 6),
        PaperColumn::words("Lý do, hạn", 8),
    ]);
    for concluded in conclusions {
        let level = concluded.level.map(|level| level.vi().to_owned());
        let period = concluded.period.map(|period| period.to_string());
        let due = concluded
            .due
            .map(|due| format!("hạn {}", day_words(Some(due))));
        let joined = |parts: [Option<String>; 2], between: &str| {
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            parts.join(between)
        };
        table.row([
            concluded.model.clone(),
            joined([level, period], ", "),
            concluded.status.vi().to_owned(),
            joined([concluded.reason.clone(), due], "; "),
        ]);
    }
    paper.blocks.push(Block::Table(table));
}
