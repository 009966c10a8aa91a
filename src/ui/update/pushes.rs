//! What was not asked: others changed the book, came or went; the owner of the
//! book went away or is back.

use super::load;
use crate::service::{Push, Request};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::state::{Due, Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::words::NoticeWords;

/// Takes news in. What is shown is asked for again a moment later, once for
/// all news of that moment; what is being typed and where the marker is stay.
pub fn take(state: &mut State, push: Push) -> Vec<Effect> {
    match push {
        Push::Changed => state.news_clock.told(state.now),
        Push::Prepared => return load::load_prepared(state),
        Push::Company { record, others } => {
            let shown = others.iter().map(|name| text::visible(name).into_owned());
            state.company.take(record, shown.collect());
        }
        Push::LineLost => state.notice = Some(Notice::hint(&NoticeWords::LineLost)),
        Push::LineBack => {
            state.notice = Some(Notice::done(&NoticeWords::LineBack));
            begin_anew(state);
        }
        Push::OtherLine => begin_anew(state),
    }
    Vec::new()
}

/// The owner that answers now knows nothing of us, and may know of changes
/// that we do not.
fn begin_anew(state: &mut State) {
    state.company.forget();
    state.news_clock.told(state.now);
}

/// What news has made necessary by now.
pub fn settle(state: &mut State) -> Vec<Effect> {
    if state.book.as_ref().is_none_or(|book| book.open.is_none()) {
        return Vec::new();
    }
    let mut effects = Vec::new();
    if state.news_clock.due(state.now) == Due::Now {
        state.news_clock.sent();
        effects.extend(load::refresh(state));
    }
    let here = state.record_in_hand();
    // Nobody need be told that nothing is open here who was never told otherwise.
    if state.company.told != Some(here) && (here.is_some() || state.company.told.is_some()) {
        state.company.move_to(here);
        effects.push(state.ask(Errand::Attend, Request::Attend { record: here }));
    }
    effects
}
