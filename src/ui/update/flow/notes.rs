//! Writing a note: begun, kept as a draft while it is typed, saved.

use super::open;
use crate::service::Request;
use crate::service::request::{Deed, NewNote};
use crate::service::views::DraftView;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Editor, Overlay};
use crate::ui::purpose::{NoteInHand, Purpose, Subject, draft_key};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::{drafts, load};
use crate::ui::words::{NoticeWords, local};

/// A note on a record: a draft that was left there is gone on with.
pub fn new_note(state: &mut State, subject: Subject) -> Vec<Effect> {
    vec![state.ask(Errand::BeginNote(subject), Request::Drafts)]
}

/// The drafts are known: opens the editor.
pub fn begin(state: &mut State, subject: Subject, drafts: Vec<DraftView>) -> Vec<Effect> {
    let key = draft_key(subject.id);
    match drafts.into_iter().find(|draft| draft.draft.key == key) {
        Some(draft) => open_draft(state, draft),
        None => edit(state, subject, "", ""),
    }
}

/// Goes on with a draft.
pub fn open_draft(state: &mut State, draft: DraftView) -> Vec<Effect> {
    let subject = Subject {
        id: draft.draft.record,
        name: draft.about,
    };
    edit(state, subject, &draft.draft.text, &draft.draft.place)
}

fn edit(state: &mut State, subject: Subject, text: &str, place: &str) -> Vec<Effect> {
    let editor = Editor::new(subject.name.clone(), local(state.now), text, place);
    let note = NoteInHand::new(subject, state.now);
    open::layer(
        state,
        Overlay::Editor(Box::new(editor)),
        Purpose::Note(note),
    )
}

/// Saves the note. Its draft goes in the same transaction.
pub fn save(state: &mut State, text: String, place: Option<String>) -> Vec<Effect> {
    let Some((note, _)) = state.layers.last().and_then(|layer| layer.note()) else {
        return Vec::new();
    };
    if text.trim().is_empty() {
        let effects = close(state);
        state.notice = Some(Notice::hint(&NoticeWords::NothingTyped));
        return effects;
    }
    let deed = Deed::WriteNote {
        name: note.subject.name.clone(),
    };
    let note = NewNote {
        record: note.subject.id,
        text,
        at: note.begun,
        place,
        draft: Some(note.key.clone()),
    };
    super::send(state, deed, Request::AddNote(note))
}

/// Leaves the editor; what was typed is kept as a draft.
pub fn close(state: &mut State) -> Vec<Effect> {
    let mut effects = drafts::commit(state);
    let left = state.layers.pop();
    let is_blank = left
        .as_ref()
        .and_then(|layer| layer.note())
        .is_none_or(|(_, editor)| editor.text().trim().is_empty());
    if !is_blank {
        state.notice = Some(Notice::hint(&NoticeWords::DraftKept));
    }
    effects.extend(load::refresh(state));
    effects
}
