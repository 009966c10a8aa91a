//! *Tồn tại*: what a visit found wanting, of a model or of the unit.

use super::forms::{read, specs};
use super::{open, visit};
use crate::domain::schema::FieldSpec;
use crate::domain::survey::FindingDegree;
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::{Deed, FieldWrite, NewFinding, SurveyDeed, SurveyRequest};
use crate::service::views::{FindingView, VisitView};
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Overlay, Picker};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::visit::{VisitErrand, VisitPurpose};
use crate::ui::state::State;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::Form as Fields;
use crate::ui::words::{VisitWords, label};

/// What a finding is asked for, what matters first.
const ASKED: &[&str] = &[
    "text",
    "degree",
    "model",
    "objective_cause",
    "subjective_cause",
    "responsible",
];

/// Writes a finding of a visit, or corrects one that is there.
pub fn begin(state: &mut State, id: RecordId) -> Vec<Effect> {
    visit::after_visit(state, id, VisitErrand::Finding)
}

/// The visit is here: a new finding at once, or a choice where there are some.
pub fn choose(state: &mut State, view: Box<VisitView>) -> Vec<Effect> {
    if view.findings.is_empty() {
        return new(state, &view);
    }
    let first = Choice::new(Pick::Nothing, VisitWords::NewFindingLine.text(state.lang));
    let mut choices = vec![first];
    choices.extend(choices_of(state, &view));
    let title = VisitWords::WhichFinding.text(state.lang);
    let picker = Picker::new(title, choices, &Pick::Nothing);
    let purpose = Purpose::Visit(VisitPurpose::ChooseFinding(view));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// The findings of a visit, each with its degree.
pub fn choices_of(state: &State, view: &VisitView) -> Vec<Choice<Pick>> {
    let degree = |found: &FindingView| {
        let degree = found.finding.degree;
        degree.map_or_else(String::new, |degree| label(state.lang, degree).to_owned())
    };
    let line = |found: &FindingView| Choice {
        note: degree(found),
        ..Choice::new(Pick::Record(found.id), text::tidy(&found.finding.text))
    };
    view.findings.iter().map(line).collect()
}

/// A finding was chosen, or a new one.
pub fn chosen(state: &mut State, view: &VisitView, pick: &Pick) -> Vec<Effect> {
    match pick {
        Pick::Record(finding) => visit::begin_correction(state, *finding),
        _ => new(state, view),
    }
}

fn new(state: &mut State, view: &VisitView) -> Vec<Effect> {
    let sources = visit::sources(state, view);
    let fields =
        Fields::new(&specs(RecordKind::Finding, ASKED), &sources).require(&["text", "degree"]);
    let title = VisitWords::NewFinding {
        visit: text::visible(&view.line.title).into_owned(),
    };
    let purpose = VisitPurpose::Finding(view.line.id);
    visit::form(state, &title, (fields, sources), purpose)
}

/// What is asked for to correct one.
pub fn correcting() -> (VisitWords, Vec<FieldSpec>) {
    (
        VisitWords::CorrectFinding,
        specs(RecordKind::Finding, ASKED),
    )
}

/// The finding that was filled in; `None` without its words.
pub fn filled_in(visit_id: RecordId, filled: &[FieldWrite]) -> Option<(Deed, Request)> {
    let text: String = read(filled, "text")?;
    let name = text::tidy(&text);
    let finding = NewFinding {
        visit: visit_id,
        model: read(filled, "model"),
        text,
        degree: read(filled, "degree").unwrap_or(FindingDegree::Reminder),
        objective_cause: read(filled, "objective_cause"),
        subjective_cause: read(filled, "subjective_cause"),
        responsible: read(filled, "responsible"),
    };
    Some(visit::asking(
        SurveyDeed::AddFinding { name },
        SurveyRequest::AddFinding(finding),
    ))
}
