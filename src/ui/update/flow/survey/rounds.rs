//! Rounds and their itineraries: made, given units and models, opened down to
//! a visit.

use super::super::{finder, models::sources, open};
use super::visit::{self, DELEGATION};
use super::{outline, people};
use crate::domain::schema::{self, FieldSpec};
use crate::domain::survey::PartyRole;
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Phrase;
use crate::service::request::{
    Deed, FieldWrite, ModelFilter, ModelQuery, NewRound, OutlineRequest, RecordWrite, SurveyDeed,
    SurveyRequest,
};
use crate::service::views::{FieldView, OutlineView, RoundView, UnitView};
use crate::service::{Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::keymap::{Action, Context};
use crate::ui::overlay::{Checklist, Form, Overlay};
use crate::ui::purpose::{Opening, Purpose};
use crate::ui::screens::survey::{
    Floor, OutlinesFor, RouteRow, SurveyErrand, SurveyPurpose, SurveyWords,
};
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::load;
use crate::ui::widgets::choice::{self, Choice, Pick};
use crate::ui::widgets::form::Form as Fields;

/// Models of one unit that are offered to be seen.
const MOST_MODELS: usize = 2_000;

const OUTLINE: &str = "outline";

/// What an action means among rounds and on an itinerary.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    let floor = state.survey.floor;
    Some(match (action, floor) {
        (Action::ItemClose, _) => {
            let closed = state.survey.round().filter(|_| floor == Floor::Itinerary);
            let is_up = state.survey.up();
            if let Some(back) = finder::come_back(state, closed) {
                back
            } else if is_up {
                load::load_room(state)
            } else {
                load::enter(state, Room::Overview)
            }
        }
        (Action::ItemOpen, Floor::Rounds) => match state.survey.selected().map(|round| round.id) {
            Some(round) => {
                state.survey.enter_round(round);
                load::load_room(state)
            }
            None => Vec::new(),
        },
        (Action::RoundAdd, _) => {
            let request = Request::Outlines(OutlineRequest::List);
            let errand = SurveyErrand::Outlines(OutlinesFor::NewRound);
            vec![state.ask(Errand::Survey(errand), request)]
        }
        (Action::ItemOpen, Floor::Itinerary) => enter(state),
        (Action::VisitOpen, Floor::Itinerary) => begin_visit(state),
        (Action::RoundUnits, Floor::Itinerary) => open::after_units(state, Opening::RoundUnits),
        (Action::RoundModels, Floor::Itinerary) => ask_models(state),
        _ => return None,
    })
}

/// The form of a new round, with the outlines that there are.
pub fn new_round(state: &mut State, outlines: &[OutlineView]) -> Vec<Effect> {
    let names = [
        "name",
        "plan_no",
        "plan_date",
        "from",
        "to",
        "notice_no",
        "notice_date",
        OUTLINE,
    ];
    let mut specs: Vec<FieldSpec> = names
        .iter()
        .filter_map(|name| schema::field_named(RecordKind::Round, name))
        .copied()
        .collect();
    specs.insert(3, DELEGATION);
    let mut sources = sources(state, Vec::new());
    sources.outlines = outline::choices(outlines, state.lang);
    let proposed = sources.outlines.first().map(|choice| choice.id.value());
    let view = FieldView {
        name: OUTLINE.into(),
        value: proposed.unwrap_or_default(),
        words: String::new(),
        live: Vec::new(),
    };
    let fields = Fields::of_record(&specs, &[view], &sources).proposing();
    let form = Form::new(
        SurveyWords::NewRound.text(state.lang),
        fields.require(&["name"]),
    );
    let purpose = Purpose::Survey(SurveyPurpose::NewRound);
    open::layer(state, Overlay::Form(Box::new(form)), purpose)
}

/// The form of a new round was filled in. The template enters the book first,
/// where it was chosen.
pub fn written(state: &mut State, filled: &[FieldWrite]) -> Vec<Effect> {
    let text_of = |name: &str| {
        let write = filled.iter().find(|write| write.field == name)?;
        write.value.as_str().map(str::to_owned)
    };
    let day = |name| text_of(name).and_then(|day| day.parse().ok());
    let typed = text_of(DELEGATION.name).unwrap_or_default();
    let delegation = match people::read(&typed, PartyRole::Lead, PartyRole::Member) {
        Ok(delegation) => delegation,
        Err(fault) => {
            state.notice = Some(Notice::refused(&fault));
            return Vec::new();
        }
    };
    let round = NewRound {
        name: text_of("name").unwrap_or_default(),
        plan_no: text_of("plan_no"),
        plan_date: day("plan_date"),
        notice_no: text_of("notice_no"),
        notice_date: day("notice_date"),
        from: day("from"),
        to: day("to"),
        outline: text_of(OUTLINE),
        delegation,
        units: Vec::new(),
        models: Vec::new(),
    };
    state.wait_for_book();
    if round.outline.as_deref() == Some(outline::TEMPLATE) {
        return outline::import_template(state, OutlinesFor::MadeRound(Box::new(round)));
    }
    make(state, round)
}

/// Makes the round.
pub fn make(state: &mut State, round: NewRound) -> Vec<Effect> {
    let request = SurveyRequest::MakeRound(round);
    vec![super::ask(state, SurveyErrand::RoundMade, request)]
}

/// Enter on the itinerary: the visit that is meant, or a new one.
fn enter(state: &mut State) -> Vec<Effect> {
    let route = state.survey.route.as_ref();
    let Some((route, row)) = route.and_then(|route| Some((route, route.selected()?))) else {
        return Vec::new();
    };
    match route.visit_to_open(row) {
        Some(visit) => super::open_visit(state, visit),
        None => begin_visit(state),
    }
}

/// A new visit to the commune under the marker, to what is left there.
fn begin_visit(state: &mut State) -> Vec<Effect> {
    let Some(route) = &state.survey.route else {
        return Vec::new();
    };
    let Some((row, stop)) = route
        .selected()
        .and_then(|row| Some((row, route.stop(row)?)))
    else {
        return choose_stop_first(state);
    };
    let (round, unit) = (route.round, stop.unit.clone());
    let models = route.left_to_see(row);
    visit::ask_when(state, round, unit, models)
}

fn choose_stop_first(state: &mut State) -> Vec<Effect> {
    let key = state
        .key_in(Context::SurveyItinerary, Action::RoundUnits)
        .unwrap_or_default();
    state.notice = Some(Notice::refused(&SurveyWords::ChooseStopFirst { key }));
    Vec::new()
}

fn round_at_hand(state: &State) -> Option<&RoundView> {
    let view = state.survey.route.as_ref()?.view.as_ref()?;
    Some(&view.round)
}

/// Which units the round goes to; those it goes to are ticked.
pub fn choose_units(state: &mut State, units: &[UnitView]) -> Vec<Effect> {
    let Some(round) = round_at_hand(state) else {
        return Vec::new();
    };
    let chosen = round
        .round
        .units
        .iter()
        .copied()
        .map(Pick::Record)
        .collect();
    let id = round.id;
    let title = SurveyWords::ChooseUnits.text(state.lang);
    let list = Checklist::new(title, choice::units(units, state.lang), chosen);
    let purpose = Purpose::Survey(SurveyPurpose::Units { round: id });
    open::layer(state, Overlay::Checklist(list), purpose)
}

/// The models of the commune under the marker are asked for.
fn ask_models(state: &mut State) -> Vec<Effect> {
    let unit = state.survey.route.as_ref().and_then(|route| {
        let row: RouteRow = route.selected()?;
        route.stop(row).map(|stop| stop.unit.id)
    });
    let Some(unit) = unit else {
        return choose_stop_first(state);
    };
    let query = ModelQuery {
        filter: ModelFilter {
            unit: Some(unit),
            ..ModelFilter::default()
        },
        limit: MOST_MODELS,
        ..ModelQuery::default()
    };
    let errand = Errand::Survey(SurveyErrand::Models(unit));
    vec![state.ask(errand, Request::Models(query))]
}

/// Which models the round sees in a unit; those it sees are ticked.
pub fn models_listed(state: &mut State, unit: RecordId, reply: Reply) -> Vec<Effect> {
    let Reply::Models(page) = reply else {
        return Vec::new();
    };
    let Some(round) = round_at_hand(state) else {
        return Vec::new();
    };
    let choices: Vec<Choice<Pick>> = page
        .lines
        .iter()
        .map(|line| Choice {
            note: line.owner.clone().unwrap_or_default(),
            ..Choice::new(Pick::Record(line.id), line.name.clone())
        })
        .collect();
    let listed = |id: &&RecordId| page.lines.iter().any(|line| line.id == **id);
    let chosen = round.round.models.iter().filter(listed);
    let chosen = chosen.copied().map(Pick::Record).collect();
    let round = round.id;
    let stops = state
        .survey
        .route
        .as_ref()
        .and_then(|route| route.view.as_ref());
    let name = stops.and_then(|view| view.stops.iter().find(|stop| stop.unit.id == unit));
    let unit = name.map(|stop| stop.unit.name.clone()).unwrap_or_default();
    let title = SurveyWords::ChooseModels { unit }.text(state.lang);
    let offered = page.lines.iter().map(|line| line.id).collect();
    let list = Checklist::new(title, choices, chosen);
    let purpose = Purpose::Survey(SurveyPurpose::Models { round, offered });
    open::layer(state, Overlay::Checklist(list), purpose)
}

/// Units were ticked.
pub fn units_ticked(state: &mut State, round: RecordId, picks: &[Pick]) -> Vec<Effect> {
    let before = round_at_hand(state).map(|view| view.round.units.clone());
    mark(state, round, "unit", &before.unwrap_or_default(), picks)
}

/// Models of one unit were ticked, of those that were offered.
pub fn models_ticked(
    state: &mut State,
    round: RecordId,
    offered: &[RecordId],
    picks: &[Pick],
) -> Vec<Effect> {
    let before = round_at_hand(state).map(|view| view.round.models.clone());
    let mut before = before.unwrap_or_default();
    before.retain(|model| offered.contains(model));
    mark(state, round, "model", &before, picks)
}

/// Writes the marks that are different.
fn mark(
    state: &mut State,
    round: RecordId,
    family: &str,
    before: &[RecordId],
    picks: &[Pick],
) -> Vec<Effect> {
    let after: Vec<RecordId> = picks
        .iter()
        .filter_map(|pick| match pick {
            Pick::Record(id) => Some(*id),
            _ => None,
        })
        .collect();
    let write = |id: &RecordId, value: serde_json::Value| FieldWrite {
        field: format!("{family}.{}", id.id),
        value,
        over: Vec::new(),
    };
    let added = after.iter().filter(|id| !before.contains(id));
    let gone = before.iter().filter(|id| !after.contains(id));
    let fields: Vec<FieldWrite> = added
        .map(|id| write(id, true.into()))
        .chain(gone.map(|id| write(id, serde_json::Value::Null)))
        .collect();
    if fields.is_empty() {
        return Vec::new();
    }
    let name = round_at_hand(state).map(|view| view.round.name.clone());
    let deed = Deed::Survey(SurveyDeed::Fill {
        name: name.unwrap_or_default(),
    });
    let records = vec![RecordWrite {
        record: round,
        fields,
    }];
    let request = Request::Write {
        deed: deed.clone(),
        records,
    };
    vec![state.ask(Errand::Change(deed), request)]
}
