//! A period is chosen from those that the book has registrations for and those
//! that it has a name for, or typed.

use crate::domain::Period;
use crate::phrases;
use crate::service::Refusal;
use crate::ui::overlay::Picker;
use crate::ui::state::{Notice, State};
use crate::ui::widgets::choice::{self, Choice, Pick};

phrases! {
    enum Words {
        Period => "Kỳ", "Period";
    }
}

/// The list of periods under a title, the latest first; `any` says that none
/// is asked for.
pub fn picker(state: &State, title: String, any: String, current: Option<Period>) -> Picker {
    let mut choices = vec![Choice::new(Pick::Nothing, any)];
    choices.extend(known(state).into_iter().rev());
    let current = current.map_or(Pick::Nothing, Pick::Period);
    Picker::new(title, choices, &current).with_own_words()
}

/// The periods that there is something to say about: the labels of the book,
/// then what has registrations, the earliest first.
pub fn known(state: &State) -> Vec<Choice<Pick>> {
    let view = state.overview.view.as_ref();
    let periods = view.map(|view| view.periods.as_slice()).unwrap_or_default();
    let mut known = choice::labelled(&state.labels, state.lang);
    known.extend(choice::periods(periods, state.lang));
    known
}

/// The period that was chosen, or typed as people write it.
///
/// # Errors
/// What is typed means none; the notice says what would.
pub fn picked(state: &State, pick: &Pick) -> Result<Option<Period>, Notice> {
    match pick {
        Pick::Period(period) => Ok(Some(*period)),
        Pick::Own(typed) => state.labels.period(typed).map(Some).map_err(|fault| {
            let field = state.lang.say(&Words::Period);
            Notice::refused(&Refusal::Value { field, fault })
        }),
        _ => Ok(None),
    }
}
