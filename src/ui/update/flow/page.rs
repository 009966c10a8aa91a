//! The first page: filling it in opens the book.

use crate::i18n::Phrase;
use crate::service::Request;
use crate::ui::effect::Effect;
use crate::ui::keymap::Action;
use crate::ui::screens::first_run::FirstRunWords;
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;

/// What an action means to the first page; `None` when it is for everywhere.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let page = state.first_run.as_mut()?;
    match action {
        Action::FieldNext if page.next() => Some(Vec::new()),
        Action::FieldNext | Action::FormSave => Some(open_book(state)),
        Action::FieldPrevious => {
            page.previous();
            Some(Vec::new())
        }
        _ => None,
    }
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
