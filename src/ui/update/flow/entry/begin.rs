//! A record of a register is begun: of which kind, about what, from which draft.

use super::{EntryWords, why_not};
use crate::domain::register::entered::{ENTERED, required, spoken_of_by};
use crate::domain::schema::{FieldShape, field_named};
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Phrase;
use crate::service::views::{DraftView, RecordView};
use crate::service::{Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::overlay::{Overlay, Picker};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::entry::{EntryAim, EntryErrand, EntryPurpose, Gathering, HeldTo};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::update::flow::open;
use crate::ui::widgets::choice::{self, Choice, Pick};
use crate::ui::words::{capitalised, label};

/// Adds a record: of the kind that is looked at, about the page that is open.
pub fn begin_add(state: &mut State) -> Vec<Effect> {
    let aims = aims(state);
    match aims.as_slice() {
        [only] => kind_chosen(state, *only),
        several => {
            let lang = state.lang;
            let kinds = several.iter().map(|aim| aim.kind()).enumerate();
            let choices =
                kinds.map(|(at, kind)| Choice::new(Pick::Nth(at), capitalised(label(lang, kind))));
            let title = EntryWords::WhichKind.text(lang);
            let picker = Picker::new(title, choices.collect(), &Pick::Nothing);
            let purpose = Purpose::Entry(EntryPurpose::ChooseKind(aims));
            open::layer(state, Overlay::Picker(picker), purpose)
        }
    }
}

/// What can be added from here.
fn aims(state: &State) -> Vec<EntryAim> {
    let new = |kind, about| EntryAim::New { kind, about };
    if let Some(page) = state.open_detail() {
        let about = spoken_of_by(page.id.kind).iter();
        let about: Vec<_> = about.map(|(kind, _)| new(*kind, Some(page.id))).collect();
        return match (about.is_empty(), ENTERED.contains(&page.id.kind)) {
            (false, _) => about,
            (true, true) => {
                let shared = page.record.as_ref().and_then(shared_subject);
                vec![new(page.id.kind, shared)]
            }
            (true, false) => ENTERED.iter().map(|kind| new(*kind, None)).collect(),
        };
    }
    let looked_at = state.finder.filter.kind.filter(|_| state.shows_finder());
    match looked_at.filter(|kind| ENTERED.contains(kind)) {
        Some(kind) => {
            let found = state.finder.selected();
            let found = found.filter(|found| found.id.kind == kind);
            let about = found.and_then(|found| found.part_of);
            let about = about.filter(|about| needs_one_of(kind, about.kind).is_some());
            vec![new(kind, about)]
        }
        None => ENTERED.iter().map(|kind| new(*kind, None)).collect(),
    }
}

/// What another record of the same kind is about too: the forum of an opinion.
fn shared_subject(record: &RecordView) -> Option<RecordId> {
    let named = record.fields.iter().find_map(|field| {
        let id: RecordId = field.value.as_str()?.parse().ok()?;
        Some(field.name.as_str()).zip(Some(id))
    });
    let (field, id) = named?;
    (needs_one_of(record.id.kind, id.kind) == Some(field)).then_some(id)
}

/// The field by which a record of `kind` must name one of kind `of`.
fn needs_one_of(kind: RecordKind, of: RecordKind) -> Option<&'static str> {
    let names = |field: &&&str| {
        let shape = field_named(kind, field).map(|spec| spec.shape);
        of != RecordKind::Unit && shape == Some(FieldShape::Reference(of))
    };
    required(kind).iter().find(names).copied()
}

/// The kind is known.
pub fn kind_chosen(state: &mut State, aim: EntryAim) -> Vec<Effect> {
    let held = match (aim, state.shows_finder() && state.open_detail().is_none()) {
        (EntryAim::New { .. }, true) => HeldTo {
            unit: state.finder.filter.unit,
            period: state.finder.filter.period,
        },
        _ => HeldTo::default(),
    };
    begin(state, aim, held)
}

/// Corrects the record at hand.
pub fn begin_edit(state: &mut State) -> Vec<Effect> {
    let Some((record, _)) = state.record_at_hand() else {
        state.notice = Some(Notice::refused(&EntryWords::NothingChosen));
        return Vec::new();
    };
    if let Some(notice) = written_elsewhere(state, record.kind) {
        state.notice = Some(notice);
        return Vec::new();
    }
    begin(state, EntryAim::Correct(record), HeldTo::default())
}

/// Says where records of other kinds are written; `None` for those of registers.
pub fn written_elsewhere(state: &State, kind: RecordKind) -> Option<Notice> {
    (!ENTERED.contains(&kind)).then(|| {
        let kind = capitalised(label(state.lang, kind));
        Notice::refused(&EntryWords::NotHere { kind })
    })
}

/// Goes on with a draft that was chosen from a list.
pub fn go_on(state: &mut State, aim: EntryAim, draft: DraftView) -> Vec<Effect> {
    let gathering = Gathering {
        draft: Some(draft),
        ..nothing_yet(aim, HeldTo::default())
    };
    ask_for_record(state, Box::new(gathering))
}

fn nothing_yet(aim: EntryAim, held: HeldTo) -> Gathering {
    Gathering {
        aim,
        held,
        draft: None,
        record: None,
        units: Vec::new(),
    }
}

/// Begins a form. Nothing is filled in for nothing: whoever may not write it is
/// told first.
pub fn begin(state: &mut State, aim: EntryAim, held: HeldTo) -> Vec<Effect> {
    if let Some(why) = why_not(state, aim.kind()) {
        state.notice = Some(why);
        return Vec::new();
    }
    let errand = EntryErrand::Drafts(Box::new(nothing_yet(aim, held)));
    vec![state.ask(Errand::Entry(errand), Request::Drafts)]
}

/// Something that the form needs is here: asks for the next, or opens it.
pub fn gathered(state: &mut State, errand: EntryErrand, reply: Reply) -> Vec<Effect> {
    match (errand, reply) {
        (EntryErrand::Drafts(mut gathering), Reply::Drafts(drafts)) => {
            let key = gathering.aim.key();
            gathering.draft = drafts.into_iter().find(|one| one.draft.key == key);
            ask_for_record(state, gathering)
        }
        (EntryErrand::Record(mut gathering), Reply::Record(record)) => {
            gathering.record = Some(*record);
            ask_for_units(state, gathering)
        }
        (EntryErrand::Units(mut gathering), Reply::Units(units)) => {
            gathering.units = choice::units(&units, state.lang);
            super::fill::open(state, *gathering)
        }
        // An answer of another version to a question that it did not know.
        _ => Vec::new(),
    }
}

fn ask_for_record(state: &mut State, gathering: Box<Gathering>) -> Vec<Effect> {
    match gathering.aim.begins_from() {
        Some(record) => {
            let errand = Errand::Entry(EntryErrand::Record(gathering));
            vec![state.ask(errand, Request::Record(record))]
        }
        None => ask_for_units(state, gathering),
    }
}

fn ask_for_units(state: &mut State, gathering: Box<Gathering>) -> Vec<Effect> {
    let errand = Errand::Entry(EntryErrand::Units(gathering));
    vec![state.ask(errand, Request::Units { on: None })]
}
