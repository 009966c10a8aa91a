//! What was heard, seen and counted.

use super::super::document::{Block, Depth, Document, PaperColumn, PaperTable};
use super::{DOTS, ItemGroup, Minutes, day_words, or_unchecked, paragraphs};
use crate::domain::survey::{SeenModel, Target};
use crate::domain::{RecordId, Word};

pub(super) fn write(paper: &mut Document, minutes: &Minutes) {
    let visit = &minutes.visit;
    paper.heading(Depth::Part, "NỘI DUNG");
    paper.heading(Depth::Section, "Đơn vị báo cáo");
    paragraphs(paper, visit.report.as_deref(), DOTS);
    paper.heading(Depth::Section, "Mô hình đã xem");
    if visit.models.is_empty() {
        paper.paragraph(minutes.nothing());
    }
    for model in &visit.models {
        seen(paper, minutes, model);
    }
    if minutes.items.iter().any(|group| group.model.is_none()) {
        paper.heading(Depth::Section, "Kết quả theo đề cương");
        items(paper, &minutes.items, None);
    }
    unit_targets(paper, minutes);
    paper.heading(Depth::Section, "Tài liệu đã xem");
    if visit.documents.is_empty() {
        paper.paragraph(minutes.nothing());
    }
    for document in &visit.documents {
        paper.item(document);
    }
    paper.heading(Depth::Section, "Kết quả khắc phục kiến nghị lần trước");
    earlier(paper, minutes);
    paper.heading(Depth::Section, "Ý kiến trao đổi, giải trình");
    paragraphs(paper, visit.discussion.as_deref(), minutes.nothing());
}

fn seen(paper: &mut Document, minutes: &Minutes, model: &SeenModel) {
    let owner = model.owner.iter().map(|owner| format!(" — {owner}"));
    let owner: String = owner.collect();
    paper.heading(Depth::Point, format!("“{}”{owner}", model.name));
    if let Some(place) = &model.place {
        paper.labelled("Địa chỉ", place);
    }
    if let Some(result) = &model.result {
        paragraphs(paper, Some(result), minutes.nothing());
    }
    targets(paper, minutes, Some(model.id));
    items(paper, &minutes.items, Some(model.id));
}

/// Targets of the unit itself, and of models that are not among those seen.
fn unit_targets(paper: &mut Document, minutes: &Minutes) {
    let is_seen = |id: RecordId| minutes.visit.models.iter().any(|model| model.id == id);
    let mut others = minutes.visit.targets.iter();
    if others.any(|target| !target.model.is_some_and(is_seen)) {
        paper.heading(Depth::Section, "Chỉ tiêu của đơn vị");
        let rows = minutes.visit.targets.iter();
        target_table(
            paper,
            rows.filter(|target| !target.model.is_some_and(is_seen)),
        );
    }
}

fn targets(paper: &mut Document, minutes: &Minutes, model: Option<RecordId>) {
    let rows = minutes.visit.targets.iter();
    target_table(paper, rows.filter(|target| target.model == model));
}

fn target_table<'a>(paper: &mut Document, targets: impl Iterator<Item = &'a Target>) {
    let mut table = PaperTable::new(vec![
        PaperColumn::words("Chỉ tiêu", 10),
        PaperColumn::words("Đơn vị tính", 4),
        PaperColumn::number("Đăng ký", 4),
        PaperColumn::number("Báo cáo", 4),
        PaperColumn::number("Đếm tại chỗ", 5),
    ]);
    for target in targets {
        table.row([
            target.name.clone(),
            target.measure.clone().unwrap_or_default(),
            target.registered.clone().unwrap_or_default(),
            target.reported.clone().unwrap_or_default(),
            or_unchecked(target.counted.as_deref()),
        ]);
    }
    if !table.rows().is_empty() {
        paper.blocks.push(Block::Table(table));
    }
}

/// What the outline asks about a model, or about the unit.
fn items(paper: &mut Document, groups: &[ItemGroup], model: Option<RecordId>) {
    let mut table = PaperTable::new(vec![
        PaperColumn::words("Nội dung", 11),
        PaperColumn::words("Kết quả", 6),
        PaperColumn::words("Lời ghi", 8),
    ]);
    let about = groups.iter().filter(|group| group.model == model);
    for group in about.filter(|group| !group.items.is_empty()) {
        table.section(&group.label);
        for item in &group.items {
            table.row([
                item.label.clone(),
                or_unchecked(item.answer.as_deref()),
                item.remark.clone().unwrap_or_default(),
            ]);
        }
    }
    if !table.rows().is_empty() {
        paper.blocks.push(Block::Table(table));
    }
}

fn earlier(paper: &mut Document, minutes: &Minutes) {
    if minutes.earlier.is_empty() {
        paper.paragraph(minutes.nothing());
        return;
    }
    let mut table = PaperTable::new(vec![
        PaperColumn::centered("Số", 3),
        PaperColumn::centered("Ngày nêu", 5),
        PaperColumn::words("Việc", 9),
        PaperColumn::centered("Hạn", 5),
        PaperColumn::words("Kết quả", 6),
    ]);
    for asked in &minutes.earlier {
        let status = minutes.visit.date.map(|day| asked.step.on(day, asked.due));
        let status = status.map_or(asked.step.vi(), Word::vi);
        let result = match &asked.result {
            Some(result) => format!("{status}: {result}"),
            None => status.to_owned(),
        };
        table.row([
            asked.number.clone(),
            day_words(asked.visited),
            asked.text.clone(),
            day_words(asked.due),
            result,
        ]);
    }
    paper.blocks.push(Block::Table(table));
}
