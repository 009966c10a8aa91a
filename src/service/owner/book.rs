//! Whose book this is, how it is doing, and opening one.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Value;

use super::super::caller::Caller;
use super::super::refusal::Refusal;
use super::super::request::{Deed, OpenBook, Reply, Request};
use super::super::views::{BookView, Health, OpenBookView, RenewedView};
use super::bundles::fresh_secret;
use super::{NamesMay, Open, Owner, Report};
use crate::domain::register::words::MovementSort;
use crate::domain::{Movement, RecordId, RecordKind, Word};
use crate::ledger::BookId;
use crate::store::{Doer, FieldChange, RecordChange, Renewed, Store};
use crate::text;

impl Owner {
    /// The frame of every screen; an absent store is a book not opened yet.
    pub(super) fn book(&mut self, caller: &Caller, report: Report<'_>) -> Result<Reply, Refusal> {
        match self.opened_telling(report) {
            Ok(open) => open.answer(caller, Request::Book, &|_| {}),
            Err(Refusal::NoBook) => Ok(Reply::Book(BookView::unopened(Health::Well))),
            Err(refusal) => Err(refusal),
        }
    }

    /// First run: makes the store, the officer, the committee and the book.
    pub(super) fn open_book(&mut self, caller: &Caller, wish: &OpenBook) -> Result<Reply, Refusal> {
        if *caller != Caller::Keeper {
            return Err(Refusal::KeeperOnly);
        }
        for (field, words) in [("officer", &wish.officer), ("committee", &wish.committee)] {
            if text::tidy(words).is_empty() {
                return Err(Refusal::Value {
                    field: field.into(),
                    fault: crate::domain::value::ValueFault::Empty,
                });
            }
        }
        if self.open.is_none() {
            self.keep_open(Store::create(&self.path, fresh_secret()?)?)?;
        }
        let open = self.opened()?;
        if open.store.setting("book")?.is_some() {
            let book = open.book_name()?;
            return Err(Refusal::BookExists { book });
        }
        open.begin_book(wish)?;
        open.answer(caller, Request::Book, &|_| {})
    }
}

impl Open {
    pub(super) fn book_view(&self) -> Result<BookView, Refusal> {
        let officer = self.officer()?;
        let (undo, redo) = self.store.reversible(&officer)?;
        let deed = |entry: Option<crate::store::JournalEntry>| {
            entry.and_then(|entry| serde_json::from_value(entry.deed).ok())
        };
        let delivered = self.store.deliveries()?.count();
        Ok(BookView {
            open: Some(self.open_book_view(&officer)?),
            health: self.health(),
            uncarried: delivered.unsent,
            delivered,
            waiting: self.store.waiting()?.values().sum(),
            renewed: self.store.renewed()?.map(renewed_view),
            conflicts: self.store.conflict_count()?,
            drafts: self.drafts()?.len(),
            undo: deed(undo),
            redo: deed(redo),
            absorbed: self.store.absorbed_file()?,
        })
    }

    fn open_book_view(&self, officer: &str) -> Result<OpenBookView, Refusal> {
        let field = |record: &str, name: &str| -> Result<String, Refusal> {
            let stored = self.store.record(record)?;
            let shown = stored
                .map(|stored| stored.state.shown())
                .unwrap_or_default();
            Ok(shown
                .get(name)
                .and_then(Value::as_str)
                .unwrap_or_default()
                .to_owned())
        };
        let book = RecordId::new(RecordKind::Book, self.home_book()?.0).to_string();
        let committee = field(&book, "committee")?;
        Ok(OpenBookView {
            book: field(&book, "name")?,
            committee: field(&committee, "name")?,
            officer: field(officer, "name")?,
            title: field(officer, "title")?,
            device: self.store.device(),
            role: self.role(),
        })
    }

    /// Name of the home book.
    pub(super) fn book_name(&self) -> Result<String, Refusal> {
        let id = RecordId::new(RecordKind::Book, self.home_book()?.0);
        Ok(self.names.of(id).unwrap_or_default().to_owned())
    }

    pub(super) fn health(&self) -> Health {
        match &self.trouble {
            None => Health::Well,
            Some(trouble) => Health::NoWriting {
                why: trouble.to_string(),
            },
        }
    }

    fn begin_book(&mut self, wish: &OpenBook) -> Result<(), Refusal> {
        let officer = RecordId::fresh(RecordKind::Officer);
        let committee = RecordId::fresh(RecordKind::Committee);
        let book = RecordId::fresh(RecordKind::Book);
        let committee_name = text::tidy(&wish.committee);
        let name = Some(text::tidy(&wish.book))
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| committee_name.clone());
        let now = Timestamp::now();
        let changes = [
            begin(
                officer,
                &[
                    ("name", text::tidy(&wish.officer).into()),
                    ("title", text::tidy(&wish.title).into()),
                ],
            ),
            begin(committee, &[("name", committee_name.into())]),
            begin(
                book,
                &[
                    ("name", name.into()),
                    ("committee", committee.to_string().into()),
                    ("opened", now.to_string().into()),
                ],
            ),
            begin(
                Movement::identity(Movement::DAN_VAN_KHEO),
                &[
                    ("name", Movement::DAN_VAN_KHEO.into()),
                    ("sort", MovementSort::Movement.code().into()),
                ],
            ),
        ];
        let book = BookId(book.id);
        let by = officer.to_string();
        self.store.open_book(
            Doer {
                book,
                by: &by,
                now: now.as_millisecond(),
            },
            &changes,
        )?;
        self.refresh(&BTreeSet::new(), NamesMay::HaveChanged)
    }
}

fn renewed_view(renewed: Renewed) -> RenewedView {
    RenewedView {
        was: renewed.was,
        why: renewed.why,
        at: Timestamp::from_millisecond(renewed.at).unwrap_or_default(),
    }
}

/// The first change of a record; blank values are left out.
pub(super) fn begin(record: RecordId, fields: &[(&str, Value)]) -> RecordChange {
    let fields = fields
        .iter()
        .filter(|(_, value)| !value.is_null() && value.as_str() != Some(""))
        .map(|(field, value)| FieldChange {
            field: (*field).to_owned(),
            value: value.clone(),
            over: Vec::new(),
        })
        .collect();
    RecordChange {
        record: record.to_string(),
        fields,
    }
}

/// A deed as the journal keeps it.
pub(super) fn deed_value(deed: &Deed) -> Value {
    serde_json::to_value(deed).unwrap_or_default()
}
