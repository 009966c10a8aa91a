//! Records that a field can name, looked for while one types: of models and
//! forums there may be more than could be listed.

use crate::domain::RecordKind;
use crate::service::request::ModelQuery;
use crate::service::request::find::{Breadth, FindFilter, FindQuery, FoundLine};
use crate::service::views::ModelLine;
use crate::service::{Reply, Request};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::overlay::Overlay;
use crate::ui::purpose::entry::EntryErrand;
use crate::ui::state::State;
use crate::ui::ticket::Errand;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::words::local;

/// Records that are offered at a time; another letter narrows them.
const MOST: usize = 50;

/// Asks for the records of a kind that say what is typed.
pub fn ask(state: &mut State, kind: RecordKind, typed: String) -> Vec<Effect> {
    let search = typed.clone();
    let request = match kind {
        RecordKind::Model => Request::Models(ModelQuery {
            search,
            limit: MOST,
            ..ModelQuery::default()
        }),
        kind => Request::Find(FindQuery {
            search,
            filter: FindFilter {
                kind: Some(kind),
                ..FindFilter::default()
            },
            breadth: Breadth::ItsKind,
            limit: MOST,
            ..FindQuery::on(local(state.now).date())
        }),
    };
    let errand = Errand::Entry(EntryErrand::Sought(kind, typed));
    vec![state.ask(errand, request)]
}

/// They are here: the form offers them, if it still wants them.
pub fn offer(state: &mut State, kind: RecordKind, typed: &str, reply: Reply) {
    let choices = match reply {
        Reply::Models(page) => page.lines.iter().map(of_model).collect(),
        Reply::Found(page) => page.lines.iter().map(of_found).collect(),
        // An answer of another version to a question that it did not know.
        _ => return,
    };
    if let Some(Overlay::Form(form)) = state.layers.last_mut().map(|layer| &mut layer.overlay) {
        form.offer(kind, typed, choices);
    }
}

fn of_model(line: &ModelLine) -> Choice<Pick> {
    let unit = line.unit.as_ref().map(|unit| unit.name.clone());
    let note = [line.owner.clone(), unit].into_iter().flatten();
    Choice {
        id: Pick::Record(line.id),
        label: line.name.clone(),
        note: note.collect::<Vec<_>>().join(" · "),
        depth: 0,
    }
}

fn of_found(line: &FoundLine) -> Choice<Pick> {
    let unit = line.unit.as_ref().map(|unit| unit.name.clone());
    let note = [unit, line.day.map(text::short_date)].into_iter().flatten();
    Choice {
        id: Pick::Record(line.id),
        label: line.title.clone(),
        note: note.collect::<Vec<_>>().join(" · "),
        depth: 0,
    }
}
