//! Choosing the outline of a round or a visit, and moving a visit to another.

use std::sync::Arc;

use super::super::open;
use super::{answer, rounds};
use crate::domain::RecordId;
use crate::forms::visit::{AnswerField, Moved, moved};
use crate::forms::{NodeId, Outline, keeping, template};
use crate::i18n::{Lang, Phrase};
use crate::service::request::{OutlineReply, OutlineRequest};
use crate::service::views::OutlineView;
use crate::service::{Reply, Request};
use crate::ui::effect::Effect;
use crate::ui::overlay::{MoveFacts, MovePreview, Overlay, Picker};
use crate::ui::purpose::Purpose;
use crate::ui::screens::survey::{
    OutlinesFor, SurveyErrand, SurveyPurpose, SurveyWords, VisitPage,
};
use crate::ui::state::{Notice, State};
use crate::ui::ticket::Errand;
use crate::ui::widgets::choice::{Choice, Pick};

/// Stands for the outline that comes with the program, until it is in the book.
pub const TEMPLATE: &str = "template";

/// Asks which outline the visit on the page is filled through.
pub fn choose(state: &mut State) -> Vec<Effect> {
    if state.survey.open_page().is_some_and(VisitPage::is_frozen) {
        state.notice = Some(Notice::refused(&SurveyWords::Frozen));
        return Vec::new();
    }
    let errand = SurveyErrand::Outlines(OutlinesFor::Visit);
    let request = Request::Outlines(OutlineRequest::List);
    vec![state.ask(Errand::Survey(errand), request)]
}

/// The outlines of the book, and the template where it is not among them.
pub fn choices(outlines: &[OutlineView], lang: Lang) -> Vec<Choice<Pick>> {
    let choice = |outline: &OutlineView| Choice {
        note: outline.version.clone(),
        ..Choice::new(Pick::Record(outline.id), outline.title.clone())
    };
    let mut choices: Vec<Choice<Pick>> = outlines.iter().map(choice).collect();
    let ours = template::outline().ok();
    let is_there = ours.is_some_and(|ours| {
        let heading = &ours.heading;
        outlines
            .iter()
            .any(|one| one.form_id == heading.form_id && one.version == heading.version)
    });
    if !is_there {
        let label = SurveyWords::Template.text(lang);
        choices.push(Choice::new(Pick::Own(TEMPLATE.to_owned()), label));
    }
    choices
}

/// The outlines are here.
pub fn listed(state: &mut State, wanted: OutlinesFor, reply: Reply) -> Vec<Effect> {
    let Reply::Outlines(OutlineReply::List(outlines)) = reply else {
        return Vec::new();
    };
    match wanted {
        OutlinesFor::NewRound => rounds::new_round(state, &outlines),
        OutlinesFor::MadeRound(_) => Vec::new(),
        OutlinesFor::Visit => {
            let current = state.survey.open_page().and_then(VisitPage::outline);
            let current = current.map_or(Pick::Nothing, Pick::Record);
            let title = SurveyWords::ChooseOutline.text(state.lang);
            let picker = Picker::new(title, choices(&outlines, state.lang), &current);
            let purpose = Purpose::Survey(SurveyPurpose::Outline);
            open::layer(state, Overlay::Picker(picker), purpose)
        }
    }
}

/// An outline was chosen for the visit on the page.
pub fn picked(state: &mut State, pick: &Pick) -> Vec<Effect> {
    match pick {
        Pick::Record(id) => look_at(state, *id),
        _ => import_template(state, OutlinesFor::Visit),
    }
}

/// Takes the template into the book; then what waits for it goes on.
pub fn import_template(state: &mut State, wanted: OutlinesFor) -> Vec<Effect> {
    let ours = template::outline()
        .ok()
        .and_then(|ours| keeping::kept(&ours).ok());
    match ours {
        Some(ours) => {
            let errand = Errand::Survey(SurveyErrand::Template(wanted));
            vec![state.ask(errand, Request::Outlines(OutlineRequest::Import(ours)))]
        }
        None => Vec::new(),
    }
}

/// The template is in the book.
pub fn imported(state: &mut State, wanted: OutlinesFor, reply: &Reply) -> Vec<Effect> {
    let Reply::Outlines(OutlineReply::Imported(change)) = reply else {
        return Vec::new();
    };
    match wanted {
        OutlinesFor::MadeRound(mut round) => {
            round.outline = Some(change.record.to_string());
            rounds::make(state, *round)
        }
        OutlinesFor::Visit => look_at(state, change.record),
        OutlinesFor::NewRound => Vec::new(),
    }
}

/// The outline is read before the visit moves to it.
fn look_at(state: &mut State, id: RecordId) -> Vec<Effect> {
    if state.survey.open_page().and_then(VisitPage::outline) == Some(id) {
        return Vec::new();
    }
    let errand = Errand::Survey(SurveyErrand::Compared(id));
    vec![state.ask(errand, Request::Outlines(OutlineRequest::Open(id)))]
}

/// The outline is here: what the visit would keep, rename and leave over is
/// shown before anything is written. A visit without answers just moves.
pub fn compared(state: &mut State, id: RecordId, reply: Reply) -> Vec<Effect> {
    let Reply::Outlines(OutlineReply::Opened { form, .. }) = reply else {
        return Vec::new();
    };
    let Ok(new) = serde_json::from_str::<Outline>(&form).map(Arc::new) else {
        state.notice = Some(Notice::refused(&SurveyWords::OutlineLacking));
        return Vec::new();
    };
    state.survey.keep_outline(id, &new);
    let Some(page) = state.survey.open_page() else {
        return Vec::new();
    };
    let Some(visit) = page.visit() else {
        return Vec::new();
    };
    let old = page.filling().map(|filling| filling.session().outline());
    // Without the old outline nothing is known of its questions: answers that
    // stand at paths of the new one are kept, the others are left over.
    let moved = moved(visit, old.unwrap_or(&new), &new, id);
    if visit.answers.is_empty() && visit.remarks.is_empty() {
        return write(state, moved.fields);
    }
    let facts = facts(&moved, old.unwrap_or(&new), &new);
    let overlay = Overlay::MovePreview(MovePreview::new(&facts, state.lang));
    let purpose = Purpose::Survey(SurveyPurpose::Move {
        fields: moved.fields,
    });
    open::layer(state, overlay, purpose)
}

/// Yes, move.
pub fn agreed(state: &mut State, fields: Vec<AnswerField>) -> Vec<Effect> {
    write(state, fields)
}

fn write(state: &mut State, fields: Vec<AnswerField>) -> Vec<Effect> {
    if let Some(page) = state.survey.open_page_mut() {
        page.put(fields);
    }
    answer::write_waiting(state)
}

/// What moving would do, in the words of the questions.
fn facts(moved: &Moved, old: &Outline, new: &Outline) -> MoveFacts {
    let heading = &new.heading;
    let renamed = moved.renamed.iter();
    let left_over = moved.left_over.iter();
    MoveFacts {
        outline: format!("“{}” {}", heading.title, heading.version),
        kept: moved.kept,
        added: moved.added,
        renamed: renamed
            .map(|one| (question(old, &one.old), question(new, &one.new)))
            .collect(),
        left_over: left_over
            .map(|(path, value)| {
                let answer = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                (question(old, path), answer)
            })
            .collect(),
    }
}

/// The label of the question at a stored path; the path where there is none.
fn question(outline: &Outline, path: &str) -> String {
    let mut at = NodeId::ROOT;
    for step in path.split('/').skip(1) {
        let name = step.split('[').next().unwrap_or(step);
        match outline.child(at, name) {
            Some(child) => at = child,
            None => return path.to_owned(),
        }
    }
    let heading = &outline.heading;
    let label = &outline.node(at).label;
    label
        .spoken(&heading.default_language, &heading.default_language)
        .map_or_else(|| path.to_owned(), |wording| wording.without_answers())
}
