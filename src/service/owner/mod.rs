//! The owner of the book: takes a request, answers it from the store. One
//! file a topic; each adds the answers it knows.

mod attachments;
mod batch;
mod book;
mod bundles;
mod carry;
mod changes;
mod checked;
mod drafts;
mod faults;
mod guard;
mod keeping;
mod list_plan;
mod lists;
mod models;
mod outlines;
mod overview;
mod records;
mod sender;
mod register_plan;
mod reports;
mod survey;
mod trust;
mod unit_plan;
mod units;

pub use self::guard::Guard;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde_json::Value;

use super::catalog::Catalog;
use super::names::{Names, is_named};
use super::refusal::Refusal;
use super::request::{Reply, Request};
use super::worker::Progress;
use crate::domain::{ModelSummary, RecordId, RecordKind};
use crate::ledger::BookId;
use crate::report::Facts;
use crate::store::{Doer, RecordChange, Store, StoreFault};

/// How the owner tells how far it has come.
type Report<'a> = &'a dyn Fn(Progress);

/// Owns the store and answers requests one at a time.
pub struct Owner {
    path: PathBuf,
    guard: Guard,
    open: Option<Open>,
    keeping: keeping::Keeping,
}

/// An open store with what is kept in memory of it.
struct Open {
    store: Store,
    names: Names,
    /// Read when first needed: a verb that adds a note never pays for it.
    catalog: Option<Catalog>,
    /// The registrations as reports count them; made anew after a change.
    facts: Option<Facts>,
    /// Why the last write failed, while it is not known to work again.
    trouble: Option<StoreFault>,
}

impl Owner {
    /// An owner of the store at `path`, which is opened when first needed.
    pub fn new(path: &Path, guard: Guard) -> Self {
        Self {
            path: path.to_owned(),
            guard,
            open: None,
            keeping: keeping::Keeping::default(),
        }
    }

    /// Answers one request.
    ///
    /// # Errors
    /// The refusal; nothing was changed.
    pub fn answer(&mut self, request: Request, report: Report<'_>) -> Result<Reply, Refusal> {
        let reply = self.route_or_survive(request, report);
        let may_have_written = matches!(
            reply,
            Ok(Reply::Book(_)
                | Reply::Changed(_)
                | Reply::Undone(_)
                | Reply::ListPlan(_)
                | Reply::UnitPlan(_))
        );
        if let Some(open) = self.open.as_ref().filter(|_| may_have_written) {
            self.guard.remember(&open.store)?;
        }
        if matches!(
            reply,
            Err(Refusal::DiskFull | Refusal::ReadOnly { .. } | Refusal::Storage { .. })
        ) {
            self.reopen_after_trouble(reply.as_ref().err());
        }
        reply
    }

    /// A store whose pages a bad disk changed can make its engine panic. The
    /// request is refused then, and the next one opens the store afresh.
    fn route_or_survive(&mut self, request: Request, report: Report<'_>) -> Result<Reply, Refusal> {
        let routed = catch_unwind(AssertUnwindSafe(|| self.route(request, report)));
        routed.unwrap_or_else(|panic| {
            let open = self.open.take();
            // Closing may stumble over the same page.
            let _ = catch_unwind(AssertUnwindSafe(|| drop(open)));
            let why = panic.downcast_ref::<String>().cloned();
            Err(Refusal::Damaged {
                why: why.unwrap_or_else(|| "a page cannot be read".into()),
            })
        })
    }

    fn route(&mut self, request: Request, report: Report<'_>) -> Result<Reply, Refusal> {
        match request {
            Request::Book => self.book(),
            Request::OpenBook(wish) => self.open_book(&wish),
            Request::Keeping(request) => self.keeping(request, report),
            request => {
                let open = self.opened()?;
                open.route(request, report)
            }
        }
    }

    /// The open store; opens it when there is one.
    fn opened(&mut self) -> Result<&mut Open, Refusal> {
        if self.open.is_none() {
            let mut store = Store::open(&self.path)?;
            self.guard.look_at(&mut store, &self.path)?;
            self.open = Some(Open::new(store)?);
        }
        self.open.as_mut().ok_or(Refusal::NoBook)
    }

    /// After a failed write redb takes no more; only a fresh opening does. The
    /// reason stays visible until a write succeeds.
    fn reopen_after_trouble(&mut self, refusal: Option<&Refusal>) {
        let trouble = match refusal {
            Some(Refusal::DiskFull) => StoreFault::DiskFull,
            Some(Refusal::ReadOnly { why }) => StoreFault::ReadOnly(why.clone()),
            Some(Refusal::Storage { why }) => StoreFault::Io(why.clone()),
            _ => return,
        };
        self.open = None;
        if let Ok(open) = self.opened() {
            open.trouble = Some(trouble);
        }
    }
}

impl Open {
    fn new(store: Store) -> Result<Self, Refusal> {
        let names = Names::read(&store)?;
        Ok(Self {
            store,
            names,
            catalog: None,
            facts: None,
            trouble: None,
        })
    }

    fn route(&mut self, request: Request, report: Report<'_>) -> Result<Reply, Refusal> {
        match request {
            Request::Book | Request::OpenBook(_) | Request::Keeping(_) => Err(Refusal::Gone),
            Request::Overview(query) => self.overview(&query).map(Reply::Overview),
            Request::Models(query) => self.models(&query).map(Reply::Models),
            Request::Record(id) => self
                .record_view(id)
                .map(|view| Reply::Record(Box::new(view))),
            Request::Notes {
                record,
                offset,
                limit,
            } => self.notes(record, offset, limit).map(Reply::Notes),
            Request::Units { on } => Ok(Reply::Units(self.unit_list(on))),
            Request::FindUnit { typed, during } => self.find_unit(&typed, during).map(Reply::Unit),
            Request::Write { deed, records } => self
                .write_records(deed, &records, report)
                .map(Reply::Changed),
            Request::AddModel(model) => self.add_model(&model).map(Reply::Changed),
            Request::AddRegistration(registration) => {
                self.add_registration(&registration).map(Reply::Changed)
            }
            Request::Advance(step) => self.advance(&step).map(Reply::Changed),
            Request::AdvanceAll(steps) => self.advance_all(&steps).map(Reply::Changed),
            Request::AddNote(note) => self.add_note(&note).map(Reply::Changed),
            Request::Report(query) => self
                .report(&query)
                .map(|table| Reply::Report(Box::new(table))),
            Request::Checks(query) => self.checks(&query).map(Reply::Checks),
            Request::Behind(query) => self.behind(&query).map(Reply::Behind),
            Request::Undo => self.undo().map(Reply::Undone),
            Request::Redo => self.redo().map(Reply::Undone),
            Request::SaveDraft(draft) => self.save_draft(&draft),
            Request::Drafts => self.draft_views().map(Reply::Drafts),
            Request::DropDraft { key } => self.drop_draft(&key),
            Request::PlanList { list, new_units } => self
                .plan_list(&list, new_units.as_ref())
                .map(Reply::ListPlan),
            Request::ApplyList { list, new_units } => self
                .apply_list(&list, new_units.as_ref(), report)
                .map(Reply::ListPlan),
            Request::PlanRegister { list } => self.plan_register(&list).map(Reply::RegisterPlan),
            Request::ApplyRegister { list } => {
                self.apply_register(&list, report).map(Reply::RegisterPlan)
            }
            Request::PlanUnits { list } => self.plan_units(&list).map(Reply::UnitPlan),
            Request::ApplyUnits { list } => self.apply_units(&list, report).map(Reply::UnitPlan),
            Request::Ranges => self.ranges().map(Reply::Ranges),
            Request::Segments { wanted } => self.segments(&wanted, report).map(Reply::Segments),
            Request::SignManifest { manifest } => Ok(self.sign_manifest(&manifest)),
            Request::Devices => self.devices().map(Reply::Devices),
            Request::MarkCarried { file: _, ranges } => self.mark_carried(&ranges),
            Request::PlanSegments { segments } => self.plan_segments(&segments).map(Reply::Absorb),
            Request::Absorb { file, segments } => {
                self.absorb(&file, &segments, report).map(Reply::Absorb)
            }
            Request::UndoAbsorb => self.undo_absorb(),
            Request::Sender => self.sender().map(Reply::Sender),
            Request::Survey(request) => self.survey(request).map(Reply::Survey),
            Request::Conflicts => self.conflicts().map(Reply::Conflicts),
            Request::Outlines(request) => self.outlines(request, report).map(Reply::Outlines),
            Request::Attachments(request) => {
                self.attachments(request, report).map(Reply::Attachments)
            }
            Request::Carry(request) => self.carry(request),
            Request::Trust(request) => self.decide(request).map(Reply::Trust),
            Request::Check { tables } => self.check(tables, report).map(Reply::Check),
        }
    }

    /// This officer, now, in the home book.
    fn doer<'a>(&self, officer: &'a str) -> Result<Doer<'a>, Refusal> {
        Ok(Doer {
            book: self.home_book()?,
            by: officer,
            now: Timestamp::now().as_millisecond(),
        })
    }

    /// Record id of the officer at this installation.
    fn officer(&self) -> Result<String, Refusal> {
        self.store.setting("officer")?.ok_or(Refusal::NoBook)
    }

    /// The book that new records go to.
    fn home_book(&self) -> Result<BookId, Refusal> {
        let home = self.store.setting("book")?.and_then(|id| id.parse().ok());
        home.ok_or(Refusal::NoBook)
    }

    /// The models, read from the store the first time.
    fn catalog(&mut self) -> Result<&mut Catalog, Refusal> {
        let catalog = match self.catalog.take() {
            Some(catalog) => catalog,
            None => {
                // Facts name models by the rows of the catalog.
                self.facts = None;
                let mut catalog = Catalog::default();
                let mut noted = Vec::new();
                let names = &self.names;
                self.store.summaries(|id, summary| {
                    if summary.notes > 0 {
                        noted.push((id, summary));
                    } else {
                        let places = places(names, summary.model.unit);
                        catalog.put(id, summary, &places);
                    }
                })?;
                for (id, summary) in noted {
                    let beside = beside(&self.store, names, id, &summary)?;
                    catalog.put(id, summary, &beside);
                }
                catalog
            }
        };
        Ok(self.catalog.insert(catalog))
    }

    /// Brings names and models up to what was just committed.
    fn refresh(&mut self, models: &BTreeSet<String>, names: NamesMay) -> Result<(), Refusal> {
        self.trouble = None;
        self.facts = None;
        if names == NamesMay::HaveChanged {
            self.names = Names::read(&self.store)?;
            // A unit may lie elsewhere now.
            if let Some(catalog) = &mut self.catalog {
                catalog.forget_what_follows();
            }
        }
        let Some(catalog) = self.catalog.as_mut() else {
            return Ok(());
        };
        for id in models
            .iter()
            .filter_map(|model| model.parse::<RecordId>().ok())
        {
            match self.store.summary(id)? {
                Some(summary) => {
                    let beside = beside(&self.store, &self.names, id, &summary)?;
                    catalog.put(id, summary, &beside);
                }
                None => catalog.remove(id),
            }
        }
        Ok(())
    }
}

/// Whether a change could have touched units, officers or movements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NamesMay {
    HaveChanged,
    Stand,
}

impl NamesMay {
    fn after(changes: &[RecordChange]) -> Self {
        let named = |change: &RecordChange| {
            let id = change.record.parse::<RecordId>();
            id.is_ok_and(|id| is_named(id.kind))
        };
        if changes.iter().any(named) {
            Self::HaveChanged
        } else {
            Self::Stand
        }
    }
}

/// What finds a model beside its name and owner: its places, and what was
/// written about it.
fn beside(
    store: &Store,
    names: &Names,
    id: RecordId,
    summary: &ModelSummary,
) -> Result<String, StoreFault> {
    let mut words = places(names, summary.model.unit);
    if summary.notes == 0 {
        return Ok(words);
    }
    let children = store.children(&id.to_string())?;
    for note in children
        .iter()
        .filter(|child| child.kind == RecordKind::Note)
    {
        let stored = store.record(&note.to_string())?;
        for stored in stored.iter().filter(|stored| !stored.is_gone()) {
            let text = stored.state.shown().remove("text");
            words.push(' ');
            words.push_str(text.as_ref().and_then(Value::as_str).unwrap_or_default());
        }
    }
    Ok(words)
}

/// The unit and what it lies in, as words that find a model.
fn places(names: &Names, unit: Option<RecordId>) -> String {
    let Some(unit) = unit else {
        return String::new();
    };
    let ids = std::iter::once(unit).chain(names.units.ancestors(unit).into_iter().take(1));
    ids.filter_map(|id| names.of(id))
        .collect::<Vec<_>>()
        .join(" ")
}
