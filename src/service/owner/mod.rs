//! The owner of the book: takes a request, answers it from the store. One
//! file a topic; each adds the answers it knows.

mod answers;
mod attachments;
mod batch;
mod book;
mod bundles;
mod calendar;
mod called;
mod carry;
mod changes;
mod checked;
mod courses;
mod drafts;
mod entry;
mod faults;
mod found;
mod grants;
mod guard;
mod indexed;
mod keeping;
mod list_plan;
mod listed;
mod lists;
mod merge;
mod models;
mod officers;
mod outlines;
mod overview;
mod periods;
mod records;
mod sender;
mod register_plan;
mod replaced;
mod reports;
mod shared;
mod survey;
mod trust;
mod unit_plan;
mod units;

pub use self::guard::Guard;

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::asked::Asked;
use super::caller::{Caller, Standing};
use super::client::Progress;
use super::finder::Finder;
use super::kept::Kept;
use super::names::Names;
use super::refusal::{Refusal, damaged_by};
use super::request::{Reply, Request};
use super::shelf::{Shelf, Tell};
use super::terms::{Nature, nature};
use crate::domain::{RecordId, Role};
use crate::ledger::BookId;
use crate::store::{AskedBy, Ballast, Doer, Store, StoreFault};

use grants::Grants;
use indexed::NamesMay;
pub use shared::Shared;

/// How the owner tells how far it has come.
type Report<'a> = &'a dyn Fn(Progress);

/// Owns the store and changes it, one request at a time. What was changed is
/// on disk when it was settled.
pub struct Owner {
    path: PathBuf,
    guard: Guard,
    open: Option<Open>,
    ballast: Ballast,
    keeping: keeping::Keeping,
    shared: Arc<Shared>,
    /// Called when more of the book has been read.
    tell: Tell,
    /// Called when the store is first open.
    opened: Option<Box<dyn FnOnce() + Send>>,
    unsettled: Unsettled,
}

/// What was done and is not on disk.
#[derive(Default)]
struct Unsettled {
    is_dirty: bool,
    /// Answers to be remembered with it.
    answers: Vec<(AskedBy, serde_json::Value)>,
    /// Why it never will be: the store had to be closed.
    lost: Option<Refusal>,
}

/// An open store with what is kept in memory of it.
struct Open {
    store: Store,
    names: Arc<Names>,
    grants: Arc<Grants>,
    /// Read in the background when first needed: a verb that adds a note never
    /// pays for it.
    catalog: Arc<Shelf>,
    /// Every other record, read when somebody first searches all of them.
    finder: Arc<Kept<Finder>>,
    /// Every registration, read when somebody first searches those.
    registered: Arc<Kept<Finder>>,
    /// Every *kiến nghị*, read when their list is first looked at.
    asked: Arc<Kept<Asked>>,
    /// Why the last write failed, while it is not known to work again.
    trouble: Option<StoreFault>,
    /// Who asks what is being answered.
    asker: Option<Standing>,
    /// What was changed since the memory was brought up to the store.
    unseen: BTreeSet<RecordId>,
}

impl Owner {
    /// An owner of the store at `path`, which is opened when first needed.
    pub fn new(
        path: &Path,
        guard: Guard,
        shared: Arc<Shared>,
        tell: Tell,
        opened: Option<Box<dyn FnOnce() + Send>>,
    ) -> Self {
        Self {
            path: path.to_owned(),
            guard,
            open: None,
            ballast: Ballast::beside(path),
            keeping: keeping::Keeping::default(),
            shared,
            tell,
            opened,
            unsettled: Unsettled::default(),
        }
    }

    /// Answers one request. What it changed must be [settled](Self::settle)
    /// before anybody hears of it. A change that was asked for before, over a
    /// line that dropped, is not done again: its answer is given again.
    ///
    /// # Errors
    /// The refusal; nothing was changed.
    pub fn answer(
        &mut self,
        caller: &Caller,
        asked: AskedBy,
        request: Request,
        report: Report<'_>,
    ) -> Result<Reply, Refusal> {
        let changes = matches!(nature(&request), Nature::Change | Nature::LongChange);
        if changes && let Some(reply) = self.given_before(asked, report) {
            return Ok(reply);
        }
        self.unsettled.is_dirty |= changes;
        self.make_room_for(&request);
        let reply = self.route_or_survive(caller, request, report);
        match &reply {
            Ok(reply) if changes => {
                // What cannot be remembered is answered all the same.
                let answer = serde_json::to_value(reply).ok();
                let answer = answer.map(|answer| (asked, answer));
                self.unsettled.answers.extend(answer);
            }
            Ok(_) => {}
            Err(refusal) => self.reopen_after(refusal),
        }
        reply
    }

    /// On a full disk the ballast makes room for what gives room back.
    fn make_room_for(&mut self, request: &Request) {
        let gives_back = matches!(request, Request::DropDraft { .. } | Request::UndoAbsorb);
        let was_full = |open: &Open| open.trouble == Some(StoreFault::DiskFull);
        if gives_back && (self.open.as_ref().is_some_and(was_full) || self.ballast.is_needed()) {
            self.ballast.spend();
        }
    }

    /// Whether what was done can only be given up: nothing more may be done
    /// before that was [told](Self::settle).
    pub fn has_lost(&self) -> bool {
        self.unsettled.lost.is_some()
    }

    /// Puts what was done since the last time on disk, and shows it to readers.
    ///
    /// # Errors
    /// Nothing of it was kept.
    pub fn settle(&mut self) -> Result<(), Refusal> {
        let settled = match self.unsettled.lost.take() {
            Some(lost) => {
                self.unsettled = Unsettled::default();
                Err(lost)
            }
            None => self.put_on_disk(),
        };
        self.share();
        settled
    }

    fn put_on_disk(&mut self) -> Result<(), Refusal> {
        let put = self.try_to_put_on_disk();
        if let Err(refusal) = &put {
            self.close();
            self.open_again(refusal);
        }
        put
    }

    fn try_to_put_on_disk(&mut self) -> Result<(), Refusal> {
        let done = std::mem::take(&mut self.unsettled);
        let Some(open) = self.open.as_mut().filter(|_| done.is_dirty) else {
            return Ok(());
        };
        let now = Timestamp::now().as_millisecond();
        let settling = AssertUnwindSafe(|| open.store.settle(now, &done.answers));
        match catch_unwind(settling) {
            Ok(settled) => settled?,
            Err(panic) => return Err(damaged_by(&*panic)),
        }
        if let Err(refusal) = open.catch_up() {
            // What was done is on disk; only what is kept in memory is not to
            // be trusted, and is read afresh.
            tracing::warn!("the store is opened afresh: {refusal:?}");
            self.close();
            return Ok(());
        }
        // Only now: lines that are counted elsewhere and not on disk would look
        // like a store that was put back. Not being able to count loses nothing.
        let _ = self.guard.remember(&open.store);
        self.ballast.lay();
        Ok(())
    }

    /// The answer that was given to this change, by this owner or by another
    /// one before it.
    fn given_before(&mut self, asked: AskedBy, report: Report<'_>) -> Option<Reply> {
        let answers = &self.unsettled.answers;
        let fresh = answers.iter().find(|(of, _)| *of == asked);
        let answer = match fresh {
            Some((_, answer)) => answer.clone(),
            None => {
                let open = self.opened_telling(report).ok()?;
                open.store.answered(asked).ok()??
            }
        };
        serde_json::from_value(answer).ok()
    }

    /// A store whose pages a bad disk changed can make its engine panic. The
    /// request is refused then, and the next one opens the store afresh.
    fn route_or_survive(
        &mut self,
        caller: &Caller,
        request: Request,
        report: Report<'_>,
    ) -> Result<Reply, Refusal> {
        let routed = catch_unwind(AssertUnwindSafe(|| self.route(caller, request, report)));
        routed.unwrap_or_else(|panic| {
            let refusal = damaged_by(&*panic);
            // The transaction that stumbled is taken back; those before it are
            // whole, and closing would put them on disk without their answers.
            self.unsettled.lost = self.try_to_put_on_disk().err();
            self.close();
            Err(refusal)
        })
    }

    fn route(
        &mut self,
        caller: &Caller,
        request: Request,
        report: Report<'_>,
    ) -> Result<Reply, Refusal> {
        match request {
            Request::Book => self.book(caller, report),
            Request::OpenBook(wish) => self.open_book(caller, &wish),
            Request::Keeping(request) => {
                self.refuse_unless_theirs(caller)?;
                self.keeping(request, report)
            }
            request @ Request::Check { .. } => {
                self.opened()?;
                // The pages are checked while nobody reads them.
                let _alone = self.shared.close();
                self.stop_reading();
                let open = self.open.as_mut().ok_or(Refusal::NoBook)?;
                open.answer(caller, request, report)
            }
            request => self.opened_telling(report)?.answer(caller, request, report),
        }
    }

    /// A book that is here may be taken away by its administrators; where none
    /// can be opened, by the keeper of this machine's store alone.
    fn refuse_unless_theirs(&mut self, caller: &Caller) -> Result<(), Refusal> {
        match self.opened() {
            Ok(open) => open.permit(caller, Role::Admin).map(|_| ()),
            Err(_) if *caller == Caller::Keeper => Ok(()),
            Err(_) => Err(Refusal::KeeperOnly),
        }
    }

    /// The open store; opens it when there is one.
    fn opened(&mut self) -> Result<&mut Open, Refusal> {
        self.opened_telling(&|_| {})
    }

    /// As [`opened`](Self::opened). A store of an earlier program may take a
    /// while: `report` is told how far it is.
    fn opened_telling(&mut self, report: Report<'_>) -> Result<&mut Open, Refusal> {
        if self.open.is_none() {
            let telling = |done, total| report(Progress { done, total });
            self.keep_open(Store::open_telling(&self.path, &telling)?)?;
        }
        self.open.as_mut().ok_or(Refusal::NoBook)
    }

    fn keep_open(&mut self, mut store: Store) -> Result<(), Refusal> {
        self.guard.look_at(&mut store, &self.path)?;
        if let Err(fault) = tidy(&mut store) {
            // A disk that takes no changes can still be read.
            tracing::warn!("the store cannot be tidied: {fault}");
        }
        store.commit_together();
        self.open = Some(Open::new(store, Arc::clone(&self.tell))?);
        self.share();
        if let Some(opened) = self.opened.take() {
            opened();
        }
        Ok(())
    }

    /// Readers see the book as it is now, and all of it is on disk: what they
    /// carry away must not be lost here afterwards.
    fn share(&self) {
        let view = self.open.as_ref().map(Open::snapshot);
        // Where no snapshot can be had, readers ask the owner.
        self.shared.show(view.and_then(Result::ok));
    }

    /// Closes the store.
    fn close(&mut self) {
        self.keeping.let_go();
        let _alone = self.shared.close();
        self.stop_reading();
        let open = self.open.take();
        // Closing may stumble over the same page.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(open)));
    }

    /// Stops what reads the book in the background.
    fn stop_reading(&self) {
        if let Some(open) = &self.open {
            open.catalog.close();
            open.finder.close();
            open.registered.close();
            open.asked.close();
        }
    }

    /// After a failed write redb takes no more; only a fresh opening does, and
    /// with the old one goes what was not on disk.
    fn reopen_after(&mut self, refusal: &Refusal) {
        if trouble_of(refusal).is_none() {
            return;
        }
        if self.unsettled.is_dirty {
            self.unsettled.lost = Some(refusal.clone());
        }
        self.close();
        self.open_again(refusal);
    }

    /// The reason stays visible until a write succeeds.
    fn open_again(&mut self, refusal: &Refusal) {
        if let Ok(open) = self.opened() {
            open.trouble = trouble_of(refusal);
        }
    }
}

/// What keeps the store from taking changes, where a refusal tells of that.
fn trouble_of(refusal: &Refusal) -> Option<StoreFault> {
    match refusal {
        Refusal::DiskFull => Some(StoreFault::DiskFull),
        Refusal::ReadOnly { why } => Some(StoreFault::ReadOnly(why.clone())),
        Refusal::Storage { why } => Some(StoreFault::Io(why.clone())),
        _ => None,
    }
}

/// What is done once when a store is opened: drafts get their owner, answers
/// that nobody will ask for again are forgotten.
fn tidy(store: &mut Store) -> Result<(), StoreFault> {
    if let Some(officer) = store.setting("officer")? {
        store.give_drafts_to(&officer)?;
    }
    store.forget_answers(Timestamp::now().as_millisecond())
}

impl Open {
    fn new(store: Store, tell: Tell) -> Result<Self, Refusal> {
        let names = Arc::new(Names::read(&store)?);
        let catalog = Arc::new(Shelf::new(Arc::clone(&names), Arc::clone(&tell)));
        let grants = Arc::new(Grants::read(&store)?);
        Ok(Self {
            store,
            names,
            grants,
            catalog,
            finder: Arc::new(Kept::new(Arc::clone(&tell))),
            registered: Arc::new(Kept::new(Arc::clone(&tell))),
            asked: Arc::new(Kept::new(tell)),
            trouble: None,
            asker: None,
            unseen: BTreeSet::new(),
        })
    }

    /// The same book once more.
    fn again(&self) -> Self {
        Self {
            store: self.store.again(),
            names: Arc::clone(&self.names),
            grants: Arc::clone(&self.grants),
            catalog: Arc::clone(&self.catalog),
            finder: Arc::clone(&self.finder),
            registered: Arc::clone(&self.registered),
            asked: Arc::clone(&self.asked),
            trouble: self.trouble.clone(),
            asker: None,
            unseen: BTreeSet::new(),
        }
    }

    /// The same book as it stands now, to be looked at from elsewhere, whatever
    /// is written later.
    fn snapshot(&self) -> Result<Self, Refusal> {
        Ok(Self {
            store: self.store.snapshot()?,
            ..self.again()
        })
    }

    /// This officer, now, in the home book.
    fn doer<'a>(&self, officer: &'a str) -> Result<Doer<'a>, Refusal> {
        Ok(Doer {
            book: self.home_book()?,
            by: officer,
            now: Timestamp::now().as_millisecond(),
        })
    }

    /// Record id of the officer who asks.
    fn officer(&self) -> Result<String, Refusal> {
        let asker = self.asker.as_ref();
        asker
            .map(|asker| asker.officer.to_string())
            .ok_or(Refusal::NoBook)
    }

    /// The book that new records go to.
    fn home_book(&self) -> Result<BookId, Refusal> {
        let home = self.store.setting("book")?.and_then(|id| id.parse().ok());
        home.ok_or(Refusal::NoBook)
    }
}
