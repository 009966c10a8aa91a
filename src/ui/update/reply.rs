//! What the book answered.

use super::{drafts, flow, listed, load};
use crate::exchange::{Measure, Pace};
use crate::i18n::Phrase;
use crate::service::request::Deed;
use crate::service::request::calendar::CalendarReply;
use crate::service::views::{BookView, ModelLine, ModelPage, UndoView, UnitView};
use crate::service::{Refusal, Reply};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Context};
use crate::ui::overlay::Overlay;
use crate::ui::purpose::asked::AskedErrand;
use crate::ui::purpose::finder::FinderErrand;
use crate::ui::screens::detail::Standing;
use crate::ui::screens::first_run::FirstRun;
use crate::ui::state::{Notice, Room, Running, State, Stop};
use crate::ui::ticket::{Errand, Ticket};
use crate::ui::widgets::window::{Page, Taken};
use crate::ui::words::{Bilingual, NoticeWords, WorkWords};

/// Takes an answer in.
pub fn take(state: &mut State, ticket: Ticket, answer: Result<Reply, Refusal>) -> Vec<Effect> {
    if state
        .running
        .as_ref()
        .is_some_and(|running| running.ticket.number == ticket.number)
    {
        state.running = None;
    }
    match answer {
        Ok(reply) => answered(state, ticket, reply),
        Err(refusal) => refused(state, ticket, &refusal),
    }
}

/// A long request has come this far.
pub fn progress(state: &mut State, ticket: &Ticket, measure: Measure) {
    let at = state.now.as_millisecond();
    if state.running.is_none() && ticket.errand == Errand::Book && state.book.is_none() {
        state.running = Some(Running {
            ticket: ticket.clone(),
            what: Bilingual::of(&WorkWords::Renewing),
            pace: None,
            stop: Stop::Impossible,
        });
    }
    if let Some(running) = state
        .running
        .as_mut()
        .filter(|running| running.ticket.number == ticket.number)
    {
        match &mut running.pace {
            Some(pace) => pace.go_on(measure, at),
            none => *none = Some(Pace::new(measure, at)),
        }
    }
}

fn answered(state: &mut State, ticket: Ticket, reply: Reply) -> Vec<Effect> {
    match (ticket.errand, reply) {
        (Errand::Book | Errand::OpenBook, Reply::Book(view)) => book(state, view),
        (Errand::Overview, Reply::Overview(view)) => {
            state.overview.take(view);
            Vec::new()
        }
        (Errand::PeriodLabels, Reply::PeriodLabels(labels)) => {
            state.labels = labels;
            Vec::new()
        }
        (Errand::Duties, Reply::Calendar(CalendarReply::Near(duties))) => {
            state.overview.take_duties(duties);
            Vec::new()
        }
        (Errand::Models { list, .. }, Reply::Models(page)) => models(state, list, page),
        (Errand::Report, Reply::Report(table)) => {
            state.reports.take(*table);
            flow::load_courses(state)
        }
        (Errand::Courses(query), Reply::Courses(courses)) => {
            state.reports.take_courses(&query, courses);
            Vec::new()
        }
        (Errand::Behind { list, .. }, Reply::Behind(page)) => {
            let behind = state.reports.behind.as_mut();
            let taken = behind.map_or(Taken::Dropped, |behind| behind.take(list, page));
            listed(state, Context::ReportsBehind, taken)
        }
        (Errand::Record(id), Reply::Record(record)) => {
            if let Some(page) = state.detail.as_mut().filter(|page| page.id == id) {
                page.record = Some(*record);
                return flow::ask_namesakes(state);
            }
            Vec::new()
        }
        (Errand::Notes { offset, limit }, Reply::Notes(notes)) => {
            let taken = state.notes.take(offset, limit, notes);
            listed(state, Context::NotesList, taken)
        }
        (Errand::Drafts, Reply::Drafts(drafts)) => drafts::listed(state, drafts),
        (Errand::Conflicts, Reply::Conflicts(view)) => {
            state.conflicts.take(view);
            Vec::new()
        }
        (Errand::Ranges, Reply::Ranges(ranges)) => {
            state.bundles.ranges = ranges;
            Vec::new()
        }
        (Errand::Devices, Reply::Devices(devices)) => {
            state.bundles.devices = devices;
            Vec::new()
        }
        (Errand::SaveDraft { key, revision }, _) => {
            drafts::saved(state, &key, revision);
            Vec::new()
        }
        (Errand::Undo, Reply::Undone(view)) => undone(state, &view),
        (Errand::Redo, Reply::Undone(view)) => {
            let deed = view.deed.text(state.lang);
            done(state, &NoticeWords::Redone { deed })
        }
        (Errand::Change(deed), reply) => changed(state, &deed, &reply),
        (Errand::UndoAbsorb, _) => done(state, &NoticeWords::AbsorbUndone),
        (Errand::FilterUnit, Reply::Units(units)) => {
            name_filter_unit(state, &units);
            Vec::new()
        }
        (errand, reply) => flow::answered(state, errand, reply),
    }
}

/// A page of the list of models.
fn models(state: &mut State, list: u64, page: ModelPage) -> Vec<Effect> {
    let preparing = page.preparing;
    let taken = state.models.window.take(list, window_page(page));
    if taken == Taken::Dropped {
        return Vec::new();
    }
    let matching = state.models.window.matching.unwrap_or(0);
    state.models.preparing = preparing;
    state.models.list.set_total(matching);
    count_filter(state);
    let mut effects = listed(state, Context::ModelsList, taken);
    // What is no model may be the decision of one.
    if matching == 0 {
        effects.extend(flow::ask_beside(state));
    }
    effects
}

fn window_page(page: ModelPage) -> Page<ModelLine> {
    Page {
        total: page.total,
        matching: page.matching,
        offset: page.offset,
        lines: page.lines,
    }
}

/// The filter that is being set shows how many models it leaves.
fn count_filter(state: &mut State) {
    let Some(matching) = state.models.window.matching else {
        return;
    };
    if let Some(Overlay::Filter(filter)) = state.layers.last_mut().map(|layer| &mut layer.overlay) {
        filter.set_count(matching, state.models.window.total);
    }
}

/// The filter holds to a unit: what is it called?
fn name_filter_unit(state: &mut State, units: &[UnitView]) {
    let Some(wanted) = state.models.filter.unit else {
        return;
    };
    let found = units.iter().find(|unit| unit.id == wanted);
    state.models.filter_unit = found.map(|unit| unit.full_name.clone());
}

/// Says that something is on disk, and shows the book as it is now.
pub fn done(state: &mut State, words: &NoticeWords) -> Vec<Effect> {
    state.notice = Some(Notice::done(words));
    load::refresh(state)
}

fn changed(state: &mut State, deed: &Deed, reply: &Reply) -> Vec<Effect> {
    let mut effects = flow::saved(state);
    if let (Deed::TakeOut { .. }, Reply::Changed(change)) = (deed, reply) {
        effects.extend(flow::taken_out(state, change.record));
    }
    let saved = NoticeWords::Saved {
        deed: deed.text(state.lang),
    };
    effects.extend(done(state, &saved));
    if let Deed::AdvanceAll { .. } = deed {
        state.models.marked.clear();
    }
    // What was just added is looked at: more of it is usually at hand.
    if let (Deed::AddModel { .. }, Reply::Changed(change), Room::Models) = (deed, reply, state.room)
    {
        effects.extend(load::open_record(state, change.record, Standing::Open));
    }
    effects
}

fn undone(state: &mut State, view: &UndoView) -> Vec<Effect> {
    let deed = view.deed.text(state.lang);
    let words = match view.left.as_slice() {
        [] => NoticeWords::Undone { deed },
        left => NoticeWords::UndonePartly {
            deed,
            left: text::visible(&left.join(", ")).into_owned(),
        },
    };
    done(state, &words)
}

/// The frame: whose book, how it does. The first time it opens a room.
fn book(state: &mut State, view: BookView) -> Vec<Effect> {
    let opened =
        view.open.is_some() && state.book.as_ref().is_none_or(|known| known.open.is_none());
    let was_first_run = state.first_run.take().is_some();
    if view.open.is_none() {
        state.first_run = Some(FirstRun::default());
        state.book = Some(view);
        return Vec::new();
    }
    if opened && was_first_run {
        let book = view
            .open
            .as_ref()
            .map(|open| text::visible(&open.book).into_owned())
            .unwrap_or_default();
        state.notice = Some(Notice::done(&NoticeWords::BookOpened { book }));
    } else if opened && view.drafts > 0 && state.notice.is_none() {
        let count = text::count(view.drafts as i64);
        let key = state.key_of(Action::DraftOpen);
        state.notice = Some(Notice::hint(&NoticeWords::DraftsWaiting { count, key }));
    }
    state.overview.take_renewed(view.renewed, state.now);
    state.book = Some(view);
    if opened {
        let mut effects = load::load_room(state);
        effects.push(load::labels(state));
        effects
    } else {
        Vec::new()
    }
}

fn refused(state: &mut State, ticket: Ticket, refusal: &Refusal) -> Vec<Effect> {
    if let Errand::Models { list, offset } = ticket.errand {
        state.models.window.give_up(list, offset);
    }
    if let Errand::Notes { .. } = ticket.errand {
        state.notes.leave();
    }
    if let Errand::Asked(AskedErrand::Page { list, offset }) = ticket.errand {
        state.recommendations.window.give_up(list, offset);
    }
    if let Errand::Finder(FinderErrand::Page { list, offset }) = ticket.errand {
        state.finder.window.give_up(list, offset);
    }
    if let (Errand::Behind { list, offset }, Some(behind)) =
        (&ticket.errand, &mut state.reports.behind)
    {
        behind.window.give_up(*list, *offset);
    }
    if let (Errand::Book, Refusal::NoBook) = (&ticket.errand, refusal) {
        state.first_run = Some(FirstRun::default());
        return Vec::new();
    }
    if ticket.errand == Errand::Book && state.book.is_none() {
        return flow::no_book(state, refusal);
    }
    if matches!(
        ticket.errand,
        Errand::Attend | Errand::Finder(FinderErrand::Beside | FinderErrand::Namesakes(_))
    ) {
        // A courtesy: without it everything else goes on.
        return Vec::new();
    }
    state.notice = Some(Notice::refused(refusal));
    flow::refused(state, &ticket.errand, refusal)
}
