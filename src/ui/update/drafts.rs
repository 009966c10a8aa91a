//! What is being typed is on disk before anybody could lose it.

use super::{flow, load};
use crate::service::request::{Draft, Request};
use crate::service::views::DraftView;
use crate::ui::effect::Effect;
use crate::ui::layer::Stage;
use crate::ui::overlay::Revision;
use crate::ui::state::{Room, State};
use crate::ui::ticket::Errand;
use crate::ui::words::local;

/// Sends what was typed since the last commit, if anything was.
pub fn commit(state: &mut State) -> Vec<Effect> {
    state.draft_clock.sent();
    let note = note(state);
    let form = flow::commit_form(state);
    let answer = flow::commit_answer(state);
    note.into_iter().chain(form).chain(answer).collect()
}

fn note(state: &mut State) -> Option<Effect> {
    let layer = state
        .layers
        .iter()
        .rfind(|layer| layer.note().is_some() && layer.stage == Stage::Open)?;
    let (note, editor) = layer.note().filter(|(_, editor)| editor.is_dirty())?;
    let key = note.key.clone();
    let errand = Errand::SaveDraft {
        key: key.clone(),
        revision: editor.revision(),
    };
    let (text, place) = (editor.text(), editor.place());
    let request = if text.trim().is_empty() {
        Request::DropDraft { key }
    } else {
        Request::SaveDraft(Draft {
            key,
            record: note.subject.id,
            text,
            place,
        })
    };
    Some(state.ask(errand, request))
}

/// The draft is on disk up to `revision`.
pub fn saved(state: &mut State, key: &str, revision: Revision) {
    let at = local(state.now);
    for layer in &mut state.layers {
        if let Some((note, editor)) = layer.note_mut()
            && note.key == key
        {
            editor.draft_saved(revision, at);
        }
        if let Some((_, form)) = layer.kept_form_mut().filter(|(kept, _)| kept.key() == key) {
            form.draft_saved(revision, at);
        }
    }
}

/// The draft could not be kept; the next key tries again.
pub fn failed(state: &mut State, key: &str, why: &str) {
    for layer in &mut state.layers {
        if let Some((note, editor)) = layer.note_mut()
            && note.key == key
        {
            editor.draft_failed(why);
        }
        if let Some((_, form)) = layer.kept_form_mut().filter(|(kept, _)| kept.key() == key) {
            form.draft_failed(why);
        }
    }
}

/// The drafts there are, to be shown.
pub fn listed(state: &mut State, drafts: Vec<DraftView>) -> Vec<Effect> {
    state.notes.take_drafts(drafts);
    Vec::new()
}

/// The drafts there are, to go on with: the only one at once, else the list.
pub fn resume(state: &mut State, drafts: Vec<DraftView>) -> Vec<Effect> {
    match <[DraftView; 1]>::try_from(drafts) {
        Ok([only]) => flow::open_draft(state, only),
        Err(drafts) => {
            state.notes.take_drafts(drafts);
            state.notes.list.select(0);
            load::enter(state, Room::Notes)
        }
    }
}
