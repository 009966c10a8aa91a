//! Who was there, who was not, who presided and who wrote.

use super::super::document::{Block, Depth, Document, PaperColumn, PaperTable};
use super::{DOTS, Minutes};
use crate::domain::Word;
use crate::domain::survey::{Party, PartyRole};

pub(super) fn write(paper: &mut Document, minutes: &Minutes) {
    let visit = &minutes.visit;
    paper.heading(Depth::Part, "THÀNH PHẦN");
    paper.heading(Depth::Section, "Đoàn khảo sát");
    present(paper, &visit.delegation);
    paper.heading(Depth::Section, "Đơn vị được khảo sát");
    present(paper, &visit.hosts);
    paper.heading(Depth::Section, "Vắng");
    absent(paper, minutes);
    for (label, role) in [
        ("Chủ trì", PartyRole::Lead),
        ("Thư ký", PartyRole::Secretary),
    ] {
        let mut people = visit.delegation.iter();
        let person = people.find(|party| party.role == Some(role));
        paper.labelled(
            label,
            &person.map_or_else(|| DOTS.to_owned(), name_and_title),
        );
    }
}

fn present(paper: &mut Document, people: &[Party]) {
    let present: Vec<&Party> = people
        .iter()
        .filter(|party| party.absent.is_none())
        .collect();
    if present.is_empty() {
        paper.paragraph(DOTS);
        return;
    }
    let mut table = PaperTable::new(vec![
        PaperColumn::centered("STT", 2),
        PaperColumn::words("Họ và tên", 8),
        PaperColumn::words("Chức vụ", 10),
        PaperColumn::words("Vai", 6),
    ]);
    for (number, party) in (1..).zip(present) {
        let number: usize = number;
        table.row([
            number.to_string(),
            party.name.clone(),
            party.title.clone().unwrap_or_default(),
            party
                .role
                .map(|role| role.vi().to_owned())
                .unwrap_or_default(),
        ]);
    }
    paper.blocks.push(Block::Table(table));
}

fn absent(paper: &mut Document, minutes: &Minutes) {
    let visit = &minutes.visit;
    let people = visit.delegation.iter().chain(&visit.hosts);
    let mut absent = people
        .filter_map(|party| Some((party, party.absent.as_deref()?)))
        .peekable();
    if absent.peek().is_none() {
        paper.paragraph(minutes.nothing());
    }
    for (party, why) in absent {
        paper.item(format!("{}: {why}", name_and_title(party)));
    }
}

fn name_and_title(party: &Party) -> String {
    match &party.title {
        Some(title) => format!("{}, {title}", party.name),
        None => party.name.clone(),
    }
}
