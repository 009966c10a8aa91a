//! Deeds that take more than one step: forms, files, notes.

use crate::i18n::Phrase;
use crate::service::views::DraftView;
use crate::service::{Refusal, Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::screens::first_run::FirstRunWords;
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;

/// What the topmost layer, or the first page, makes of an action; `None` when
/// it is for the screen.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = state.first_run.as_mut()?;
    match action {
        Action::FieldNext => {
            page.next();
        }
        Action::FieldPrevious => page.previous(),
        Action::FormSave => return Some(open_book(state)),
        _ => return None,
    }
    Some(Vec::new())
}

fn open_book(state: &mut State) -> Vec<Effect> {
    let Some(page) = &mut state.first_run else {
        return Vec::new();
    };
    match page.open_book() {
        Ok(open) => vec![state.ask(Errand::OpenBook, Request::OpenBook(open))],
        Err(line) => {
            let field = line.label().text(state.lang);
            state.notice = Some(Notice::refused(&FirstRunWords::Missing { field }));
            Vec::new()
        }
    }
}

pub fn open_draft(_state: &mut State, _draft: DraftView) -> Vec<Effect> {
    Vec::new()
}

pub fn saved(_state: &mut State) {}

pub fn answered(_state: &mut State, _errand: Errand, _reply: Reply) -> Vec<Effect> {
    Vec::new()
}

pub fn refused(_state: &mut State, _errand: &Errand, _refusal: &Refusal) -> Vec<Effect> {
    Vec::new()
}
