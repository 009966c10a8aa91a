//! A record of a register is taken out of the book, and undo brings it back.

use super::begin::written_elsewhere;
use super::{EntryWords, why_not};
use crate::domain::RecordId;
use crate::i18n::{Phrase, kind_words};
use crate::service::Request;
use crate::service::request::Deed;
use crate::service::request::entry::EntryRequest;
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::overlay::{Confirm, Danger, Overlay};
use crate::ui::purpose::entry::EntryPurpose;
use crate::ui::purpose::{Purpose, Subject};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::flow::open;
use crate::ui::update::load;

/// Asks before the record at hand is taken out.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let Some((id, name)) = state.record_at_hand() else {
        state.notice = Some(Notice::refused(&EntryWords::NothingChosen));
        return Vec::new();
    };
    let refused = written_elsewhere(state, id.kind).or_else(|| why_not(state, id.kind));
    if let Some(notice) = refused {
        state.notice = Some(notice);
        return Vec::new();
    }
    let question = EntryWords::TakeOut {
        kind: kind_words(id.kind, state.lang),
        name: text::visible(&name).into_owned(),
        key: state.key_of(Action::ChangeUndo),
    };
    let question = question.text(state.lang);
    let overlay = Overlay::Confirm(Confirm::new(question, Danger::Harmless, state.lang));
    let purpose = EntryPurpose::TakeOut(Subject { id, name });
    open::layer(state, overlay, Purpose::Entry(purpose))
}

/// Yes; the question is gone.
pub fn agreed(state: &mut State, subject: Subject) -> Vec<Effect> {
    let Subject { id: record, name } = subject;
    let kind = record.kind;
    let deed = Deed::TakeOut { kind, name };
    let request = Request::Entry(EntryRequest::TakeOut { record });
    vec![state.ask(Errand::Change(deed), request)]
}

/// It is out of the book: its page closes.
pub fn taken_out(state: &mut State, record: RecordId) -> Vec<Effect> {
    match &state.detail {
        Some(page) if page.id == record => load::close_detail(state),
        _ => Vec::new(),
    }
}
