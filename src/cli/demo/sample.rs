//! Fills a store with the sample book, through the same requests as everybody.

use std::path::Path;

use serde_json::json;

use super::colleague;
use super::figures::{self, RURAL};
use super::models::{Writer, fields};
use super::named::NAMED;
use super::notes::{OWN, SampleNote, UNFINISHED};
use super::places;
use super::registers;
use super::visits;
use crate::domain::{Movement, RecordId};
use crate::service::request::{Deed, Draft, NewNote, OpenBook, RecordWrite};
use crate::service::{Client, Refusal, Reply, Request};

/// Records written in one transaction.
const BATCH: usize = 4000;

/// The book refused; a refusal by way of `?`.
pub type SampleFault = Refusal;

/// How large the sample book is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Size {
    /// The models that the articles' figures need, and some besides.
    #[default]
    Usual,
    /// So many models, but never fewer than usual.
    Models(usize),
}

/// Makes the sample book in the store that `client` asks, which must not have
/// a book yet. `aside` is a folder for things to be thrown away. Answers how
/// many models it has. `report` gets models done and all models.
///
/// # Errors
/// The book's refusal.
pub fn fill(
    client: &Client,
    size: Size,
    aside: &Path,
    report: &dyn Fn(u64, u64),
) -> Result<usize, SampleFault> {
    let usual = NAMED.len()
        + figures::cohorts(0)
            .iter()
            .map(figures::Cohort::models)
            .sum::<usize>();
    let wanted = match size {
        Size::Usual => usual,
        Size::Models(models) => models.max(usual),
    };
    open(client)?;
    choose_letterhead(client)?;
    let filler = Filler::new(client);
    filler.movement(RURAL)?;
    let mut writer = Writer::new();
    let (models, records) = writer.named();
    filler.write(records)?;
    for note in OWN {
        filler.note(&models, note)?;
    }
    visits::write(client, &models)?;
    colleague::write_beside(client, &models, &aside.join("colleague.redb"))?;
    let mut done = NAMED.len();
    let mut waiting: Vec<RecordWrite> = Vec::new();
    for cohort in figures::cohorts(wanted - usual) {
        waiting.extend(writer.cohort(&cohort));
        while waiting.len() >= BATCH {
            let rest = waiting.split_off(BATCH);
            filler.write(std::mem::replace(&mut waiting, rest))?;
        }
        done += cohort.models();
        report(done as u64, wanted as u64);
    }
    filler.write(waiting)?;
    registers::write(client)?;
    filler.unfinished(&models)?;
    Ok(wanted)
}

fn open(client: &Client) -> Result<(), SampleFault> {
    client.ask(Request::OpenBook(OpenBook {
        officer: "Lê Minh Khảo".into(),
        title: "Chuyên viên Ban Dân vận".into(),
        committee: "Ban Chỉ đạo phong trào Dân vận khéo (mẫu)".into(),
        book: "Sổ mẫu".into(),
    }))?;
    match client.ask(Request::ApplyUnits {
        list: places::unit_list(),
    })? {
        Reply::UnitPlan(plan) if plan.faults.is_empty() => Ok(()),
        Reply::UnitPlan(plan) => Err(Refusal::ListFaults {
            faults: plan.faults.len(),
        }),
        _ => Err(Refusal::Gone),
    }
}

/// The sample committee writes as a body of the Party does.
fn choose_letterhead(client: &Client) -> Result<(), SampleFault> {
    let Reply::Sender(view) = client.ask(Request::Sender)? else {
        return Err(Refusal::Gone);
    };
    let fields = fields(vec![
        ("letterhead", json!("party")),
        ("superior", json!("Huyện ủy Kiên Lương")),
        ("sign", json!("BCĐ")),
        ("seat", json!("Kiên Lương")),
    ]);
    let record = view.committee;
    let deed = Deed::Correct {
        name: view.sender.name,
    };
    let records = vec![RecordWrite { record, fields }];
    client.ask(Request::Write { deed, records })?;
    Ok(())
}

/// Writes into one book.
pub struct Filler<'a> {
    client: &'a Client,
}

impl<'a> Filler<'a> {
    pub fn new(client: &'a Client) -> Self {
        Self { client }
    }

    fn write(&self, records: Vec<RecordWrite>) -> Result<(), SampleFault> {
        if records.is_empty() {
            return Ok(());
        }
        let deed = Deed::ImportList {
            file: "danh-sach-mau.xlsx".into(),
        };
        self.client.ask(Request::Write { deed, records })?;
        Ok(())
    }

    fn movement(&self, name: &str) -> Result<(), SampleFault> {
        let fields = fields(vec![("name", json!(name)), ("sort", json!("movement"))]);
        self.write(vec![RecordWrite {
            record: Movement::identity(name),
            fields,
        }])
    }

    /// Writes a note on one of the named models.
    pub fn note(&self, models: &[RecordId], note: &SampleNote) -> Result<(), SampleFault> {
        let Some(&record) = models.get(note.model) else {
            return Ok(());
        };
        self.client.ask(Request::AddNote(NewNote {
            record,
            text: note.text.into(),
            at: note.at(),
            place: Some(note.place.into()),
            draft: None,
        }))?;
        Ok(())
    }

    fn unfinished(&self, models: &[RecordId]) -> Result<(), SampleFault> {
        let (model, text) = UNFINISHED;
        let Some(&record) = models.get(model) else {
            return Ok(());
        };
        self.client.ask(Request::SaveDraft(Draft {
            key: format!("note/{record}"),
            record,
            text: text.into(),
            place: String::new(),
        }))?;
        Ok(())
    }
}
