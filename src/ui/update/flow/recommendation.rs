//! *Kiến nghị*: to whom, what, until when, what must be handed in.

use super::forms::{read, specs};
use super::{finding, open, visit};
use crate::domain::schema::FieldSpec;
use crate::domain::survey::Direction;
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Phrase;
use crate::service::Request;
use crate::service::request::{Deed, FieldWrite, NewRecommendation, SurveyDeed, SurveyRequest};
use crate::service::views::VisitView;
use crate::text;
use crate::ui::effect::Effect;
use crate::ui::overlay::{Overlay, Picker};
use crate::ui::purpose::Purpose;
use crate::ui::purpose::visit::{RecommendationSource, VisitErrand, VisitPurpose};
use crate::ui::state::State;
use crate::ui::widgets::choice::{Choice, Pick};
use crate::ui::widgets::form::Form as Fields;
use crate::ui::words::VisitWords;

/// What one is asked for. Without a word about whom, it goes to the visited
/// unit; the usual direction is from the delegation to the unit.
const ASKED: &[&str] = &["text", "due", "product", "to", "direction", "model"];
/// What can be corrected of one.
const CORRECTED: &[&str] = &["text", "due", "product", "to", "direction"];

/// Writes a *kiến nghị* of a visit.
pub fn begin(state: &mut State, id: RecordId) -> Vec<Effect> {
    visit::after_visit(state, id, VisitErrand::Recommendation)
}

/// The visit is here: which finding it follows from, where there are some.
pub fn choose_source(state: &mut State, view: Box<VisitView>) -> Vec<Effect> {
    if view.findings.is_empty() {
        return source_chosen(state, &view, &Pick::Nothing);
    }
    let mut choices = finding::choices_of(state, &view);
    let none = VisitWords::NoSource.text(state.lang);
    choices.push(Choice::new(Pick::Nothing, none));
    let last = view.findings.last();
    let current = last.map_or(Pick::Nothing, |found| Pick::Record(found.id));
    let title = VisitWords::WhichSource.text(state.lang);
    let picker = Picker::new(title, choices, &current);
    let purpose = Purpose::Visit(VisitPurpose::ChooseSource(view));
    open::layer(state, Overlay::Picker(picker), purpose)
}

/// It follows from this finding, or from none.
pub fn source_chosen(state: &mut State, view: &VisitView, pick: &Pick) -> Vec<Effect> {
    let found = view
        .findings
        .iter()
        .find(|found| *pick == Pick::Record(found.id));
    let source = RecommendationSource {
        visit: view.line.id,
        finding: found.map(|found| found.id),
        model: found.and_then(|found| found.finding.model),
    };
    // The model of the finding is not asked for again.
    let mut sources = visit::sources(state, view);
    if found.is_some() {
        sources.models.clear();
    }
    let asked = specs(RecordKind::Recommendation, ASKED);
    let fields = Fields::new(&asked, &sources).require(&["text"]);
    let title = VisitWords::NewRecommendation {
        visit: text::visible(&view.line.title).into_owned(),
    };
    let purpose = VisitPurpose::Recommendation(source);
    visit::form(state, &title, (fields, sources), purpose)
}

/// What is asked for to correct one.
pub fn correcting() -> (VisitWords, Vec<FieldSpec>) {
    (
        VisitWords::CorrectRecommendation,
        specs(RecordKind::Recommendation, CORRECTED),
    )
}

/// The *kiến nghị* that was filled in; `None` without its words.
pub fn filled_in(source: RecommendationSource, filled: &[FieldWrite]) -> Option<(Deed, Request)> {
    let text: String = read(filled, "text")?;
    let name = text::tidy(&text);
    let asked = NewRecommendation {
        visit: source.visit,
        finding: source.finding,
        model: source.model.or_else(|| read(filled, "model")),
        direction: read(filled, "direction").unwrap_or(Direction::ToUnit),
        to: read(filled, "to"),
        text,
        due: read(filled, "due"),
        product: read(filled, "product"),
    };
    Some(visit::asking(
        SurveyDeed::AddRecommendation { name },
        SurveyRequest::AddRecommendation(asked),
    ))
}
