//! One record of a register written in a form: an award, a forum, an opinion, a
//! document, a label of a period … The schema says what each is asked for.

mod begin;
mod asked_for;
mod fill;
mod seek;
mod take_out;
mod words;

pub use begin::{begin, begin_add, begin_edit, go_on, kind_chosen};
pub use fill::written;
pub use seek::{ask as seek, offer};
pub use take_out::{agreed as take_out, ask as ask_before_taking_out, taken_out};
pub use words::EntryWords;

use crate::domain::RecordKind;
use crate::i18n::Phrase;
use crate::service::views::RelatedView;
use crate::service::{Reply, kind_needs};
use crate::ui::effect::Effect;
use crate::ui::overlay::{Overlay, Picker};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::entry::{EntryErrand, EntryPurpose};
use crate::ui::screens::detail::Detail;
use crate::ui::state::{Notice, State};
use crate::ui::update::load;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::words::label;

use super::open;

/// What was asked for is here.
pub fn answered(state: &mut State, errand: EntryErrand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (EntryErrand::Sought(kind, typed), reply) => {
            offer(state, kind, &typed, reply);
            Vec::new()
        }
        (EntryErrand::Dropped, _) => load::refresh(state),
        (errand, reply) => begin::gathered(state, errand, reply),
    }
}

/// A line was chosen; its layer is gone.
pub fn picked(state: &mut State, purpose: EntryPurpose, pick: &Pick) -> Vec<Effect> {
    match (purpose, pick) {
        (EntryPurpose::ChooseKind(aims), Pick::Nth(at)) => match aims.get(*at) {
            Some(aim) => kind_chosen(state, *aim),
            None => Vec::new(),
        },
        (EntryPurpose::Related, Pick::Record(id)) => load::open_beneath(state, *id),
        _ => Vec::new(),
    }
}

/// Enter on the page of a record: which of those that are about it is opened,
/// the only one at once.
pub fn choose_related(state: &mut State) -> Vec<Effect> {
    let pages = state.open_detail().into_iter();
    let related: Vec<_> = pages.flat_map(Detail::to_open).collect();
    match related.as_slice() {
        [] => Vec::new(),
        [only] => load::open_beneath(state, only.id),
        several => {
            let choice = |one: &&RelatedView| Choice {
                id: Pick::Record(one.id),
                label: one.title.clone(),
                note: label(state.lang, one.id.kind).to_owned(),
                depth: 0,
            };
            let choices = several.iter().map(choice).collect();
            let title = EntryWords::WhichRelated.text(state.lang);
            let picker = Picker::new(title, choices, &Pick::Nothing);
            let purpose = Purpose::Entry(EntryPurpose::Related);
            open::layer(state, Overlay::Picker(picker), purpose)
        }
    }
}

/// Says why records of a kind cannot be written by this officer; `None` when
/// they can.
pub fn why_not(state: &State, kind: RecordKind) -> Option<Notice> {
    let open = state.book.as_ref()?.open.as_ref()?;
    let needed = kind_needs(kind);
    (open.role < needed).then(|| {
        Notice::refused(&EntryWords::NotAllowed {
            needed: label(state.lang, needed).to_owned(),
            role: label(state.lang, open.role).to_owned(),
        })
    })
}
