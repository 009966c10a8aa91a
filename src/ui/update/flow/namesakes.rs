//! On the page of an individual model: the awards of its person. Awards name
//! people, and rarely models, so those of the same name and unit are looked for.

use crate::domain::register::namesake::bare_name;
use crate::domain::{RecordId, RecordKind};
use crate::service::Request;
use crate::service::request::Glance;
use crate::service::request::find::{Breadth, FindFilter, FindQuery, FoundPage};
use crate::ui::effect::Effect;
use crate::ui::purpose::finder::FinderErrand;
use crate::ui::state::State;
use crate::ui::ticket::Errand;
use crate::ui::words::local;

/// Awards that are looked through for those of the person: those of nearly the
/// same name in all units, the best first.
const MOST: usize = 200;

/// Asks for those of the page that is shown; nothing where it is about nobody.
pub fn ask(state: &mut State) -> Vec<Effect> {
    let page = state.detail.as_ref();
    let Some((id, person)) = page.and_then(|page| Some((page.id, page.person()?))) else {
        return Vec::new();
    };
    let query = FindQuery {
        search: bare_name(person.name),
        filter: FindFilter {
            kind: Some(RecordKind::Award),
            ..FindFilter::default()
        },
        breadth: Breadth::ItsKind,
        limit: MOST,
        ..FindQuery::on(local(state.now).date())
    };
    let errand = Errand::Finder(FinderErrand::Namesakes(id));
    vec![state.ask(errand, Request::Glance(Glance::Found(query)))]
}

/// What was found for the page of `model`.
pub fn answered(state: &mut State, model: RecordId, found: FoundPage) {
    let page = state.detail.as_mut();
    if let Some(page) = page.filter(|page| page.id == model) {
        page.take_namesakes(found.lines);
    }
}
