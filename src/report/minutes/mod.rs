//! *Biên bản* of a survey visit, composed in the order of DOMAIN 2.4. What
//! nobody wrote down is left as dots to be filled by hand or said to be
//! missing; nothing is praised and nothing is made up.

mod asked;
mod facts;
mod found;
mod people;
#[cfg(test)]
mod tests;

pub use facts::{
    Asked, AskedBefore, ConcludedModel, FoundFault, Item, ItemGroup, Minutes, Standing,
};

use jiff::civil::{Date, Time};

use super::document::{Block, Depth, Document, Ending, Run, Signer, Title};
use super::letterhead::{Letterhead, PaperKind, PaperMark};
use crate::domain::Word;
use crate::domain::survey::{Party, PartyRole, Verdict};
use crate::text;

/// What stands where a hand must write.
const DOTS: &str = "……………";
impl Minutes {
    /// What stands where nothing was written: a draft does not say that there
    /// is nothing.
    fn nothing(&self) -> &'static str {
        match self.standing {
            Standing::Draft => "Chưa ghi.",
            Standing::Signed { .. } | Standing::Altered { .. } => "Không có.",
        }
    }
}

/// The minutes as a paper. `undated` is the day that a visit without a date is
/// taken to be on, for the choice of the letterhead's rules alone.
pub fn compose(minutes: &Minutes, undated: Date) -> Document {
    let mark = PaperMark {
        kind: PaperKind::Minutes,
        date: minutes.visit.date.unwrap_or(undated),
        number: None,
    };
    let mut paper = Document::new(Letterhead::of(&minutes.sender, &mark), title(minutes));
    paper.mark = standing_mark(&minutes.standing).map(str::to_owned);
    basis(&mut paper, minutes);
    opening(&mut paper, minutes);
    people::write(&mut paper, minutes);
    found::write(&mut paper, minutes);
    asked::write(&mut paper, minutes);
    reservation(&mut paper, minutes);
    closing(&mut paper, minutes);
    signatures(&mut paper, minutes);
    seal(&mut paper, &minutes.standing);
    addenda(&mut paper, minutes);
    paper
}

fn title(minutes: &Minutes) -> Title {
    let mut about = vec![format!(
        "Khảo sát mô hình “Dân vận khéo” tại {}",
        minutes.unit
    )];
    about.extend(minutes.round.clone());
    Title {
        name: "BIÊN BẢN".to_owned(),
        about,
    }
}

fn standing_mark(standing: &Standing) -> Option<&'static str> {
    match standing {
        Standing::Draft => Some("DỰ THẢO"),
        Standing::Signed { .. } => None,
        Standing::Altered { .. } => Some("NỘI DUNG ĐÃ KHÁC BẢN KÝ"),
    }
}

fn basis(paper: &mut Document, minutes: &Minutes) {
    let papers = minutes.visit.basis.as_deref().unwrap_or_default();
    for line in papers.lines().filter(|line| !line.trim().is_empty()) {
        let line = line.trim_end_matches(['.', ';', ',']);
        paper.remark(format!("Căn cứ {line};"));
    }
}

fn opening(paper: &mut Document, minutes: &Minutes) {
    let visit = &minutes.visit;
    let day = visit.date.map_or_else(
        || format!("ngày {DOTS} tháng {DOTS} năm {DOTS}"),
        text::long_date,
    );
    let place = visit.place.as_deref().unwrap_or(DOTS);
    paper.paragraph(format!(
        "Hôm nay, lúc {} {day}, tại {place}, Đoàn khảo sát làm việc với {} về việc xây dựng mô hình “Dân vận khéo”.",
        clock_words(visit.start),
        minutes.unit,
    ));
}

/// “07 giờ 40”.
fn clock_words(time: Option<Time>) -> String {
    time.map_or_else(
        || format!("{DOTS} giờ {DOTS}"),
        |time| format!("{:02} giờ {:02}", time.hour(), time.minute()),
    )
}

fn reservation(paper: &mut Document, minutes: &Minutes) {
    paper.heading(Depth::Part, "Ý KIẾN BẢO LƯU");
    paragraphs(
        paper,
        minutes.visit.reservation.as_deref(),
        minutes.nothing(),
    );
}

fn closing(paper: &mut Document, minutes: &Minutes) {
    let copies = minutes.visit.copies;
    let copies = copies.map_or_else(|| DOTS.to_owned(), text::padded);
    paper.paragraph(format!(
        "Cuộc làm việc kết thúc lúc {} cùng ngày. Biên bản được lập thành {copies} bản, mỗi bản {DOTS} trang, đã đọc lại cho các thành phần dự làm việc cùng nghe, thống nhất ký tên.",
        clock_words(minutes.visit.end),
    ));
    paper.close_text();
}

fn signatures(paper: &mut Document, minutes: &Minutes) {
    let visit = &minutes.visit;
    let with_role = |people: &[Party], role| {
        let mut people = people.iter();
        people
            .find(|party| party.role == Some(role))
            .map(|party| party.name.clone())
    };
    let names = [
        with_role(&visit.delegation, PartyRole::Secretary),
        with_role(&visit.hosts, PartyRole::Representative),
        with_role(&visit.delegation, PartyRole::Lead),
    ];
    let capacities = paper.letterhead.minutes_signers();
    let signers = capacities
        .into_iter()
        .zip(names)
        .map(|(capacity, name)| Signer {
            capacity: vec![capacity.to_owned()],
            hint: Some("(Ký, ghi rõ họ tên)".to_owned()),
            name,
        })
        .collect();
    paper.blocks.push(Block::Ending(Ending {
        recipients: Vec::new(),
        signers,
    }));
}

fn seal(paper: &mut Document, standing: &Standing) {
    let (at, seal) = match standing {
        Standing::Draft => return,
        Standing::Signed { at, seal } | Standing::Altered { at, seal } => (at, seal),
    };
    let local = jiff::tz::Offset::constant(7).to_datetime(*at);
    let day = text::short_date(local.date());
    let time = text::clock(local.time());
    paper.remark(format!("Ký lúc {time}, {day}. Dấu niêm nội dung:\n{seal}"));
    if matches!(standing, Standing::Altered { .. }) {
        paper.remark("Nội dung trong sổ hiện khác nội dung đã ký; bản có chữ ký mực là bản đúng.");
    }
}

fn addenda(paper: &mut Document, minutes: &Minutes) {
    for (number, addendum) in (1..).zip(&minutes.addenda) {
        let number: usize = number;
        paper.blocks.push(Block::NewPage);
        let title = Run::plain(format!("PHỤ LỤC {number}")).bold();
        paper.blocks.push(Block::Centered(vec![title]));
        let day = addendum.date.map(text::long_date).unwrap_or_default();
        paper.remark(format!("Kèm biên bản khảo sát {}, {day}", minutes.unit));
        if let Some(reason) = &addendum.reason {
            paper.labelled("Lý do", reason);
        }
        paragraphs(paper, Some(&addendum.text), DOTS);
        if let Some(author) = &addendum.author {
            paper.labelled("Người ghi", author);
        }
    }
}

/// Lines of text, a paragraph each; `nothing` when there are none.
fn paragraphs(paper: &mut Document, typed: Option<&str>, nothing: &str) {
    let lines = typed.unwrap_or_default().lines();
    let mut lines = lines.filter(|line| !line.trim().is_empty()).peekable();
    if lines.peek().is_none() {
        paper.paragraph(nothing);
    }
    lines.for_each(|line| paper.paragraph(line));
}

/// “Chưa kiểm tra”, where nobody looked.
fn or_unchecked(answer: Option<&str>) -> String {
    answer.unwrap_or(Verdict::Unchecked.vi()).to_owned()
}

fn day_words(day: Option<Date>) -> String {
    day.map(text::short_date).unwrap_or_default()
}
