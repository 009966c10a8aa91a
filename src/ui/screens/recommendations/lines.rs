//! The page of one *kiến nghị* as lines to scroll through.

use ratatui::text::Line;

use super::state::AskedPage;
use super::words::{RecommendationsWords as Words, StepSign, tone};
use crate::domain::survey::{RecommendationStatus, RecommendationStep};
use crate::i18n::Phrase;
use crate::service::Refusal;
use crate::service::refusal::SurveyRefusal;
use crate::service::views::{
    FindingView, FollowUpView, RecommendationDetail, RecommendationView, StepView, VisitLine,
};
use crate::text;
use crate::ui::keymap::{Action, Context};
use crate::ui::screens::detail::Page;
use crate::ui::state::State;
use crate::ui::words::{label, local};

/// Everything about it, in lines of at most `cells` cells.
pub fn lines(asked: &AskedPage, state: &State, cells: usize) -> Vec<Line<'static>> {
    let mut page = Page::new(state, cells);
    let Some(view) = &asked.view else {
        page.push(Words::Loading.text(state.lang), state.palette().dim);
        return page.lines();
    };
    let one = &view.recommendation;
    page.wrapped(&one.text, "", state.palette().ground);
    page.blank();
    facts(&mut page, one);
    origin(&mut page, view);
    steps(&mut page, view);
    follow_ups(&mut page, &one.follow_ups);
    let key = key(&page, Action::HistoryToggle);
    page.history(&view.history, asked.history, &key);
    page.lines()
}

/// The key of an action once the page is opened.
fn key(page: &Page, action: Action) -> String {
    let key = page.state.key_in(Context::RecommendationsDetail, action);
    key.unwrap_or_default()
}

fn facts(page: &mut Page, one: &RecommendationView) {
    let lang = page.lang;
    let sign = StepSign::of(one.status);
    let status = format!("{} {}", sign.sign, label(lang, one.status));
    let style = tone(one.status, page.state.palette());
    page.labelled_in(&Words::Status.text(lang), &status, style);
    page.labelled(&Words::Due.text(lang), &due_words(page, one));
    let said = [
        (Words::To, one.to.as_deref()),
        (Words::Model, one.model.as_deref()),
        (Words::Product, one.product.as_deref()),
        (Words::Direction, Some(label(lang, one.direction))),
        (Words::Reason, one.reason.as_deref()),
    ];
    for (name, words) in said {
        if let Some(words) = words {
            page.labelled(&name.text(lang), words);
        }
    }
}

/// The day, and how far off it is while anybody waits for it.
fn due_words(page: &Page, one: &RecommendationView) -> String {
    let Some(day) = one.due else {
        return Words::NoDue.text(page.lang);
    };
    let due = text::short_date(day);
    let is_awaited = matches!(
        one.step,
        RecommendationStep::Open | RecommendationStep::Sent | RecommendationStep::Underway
    );
    if !is_awaited {
        return due;
    }
    let days = (day - local(page.state.now).date()).get_days();
    let count = text::count(i64::from(days.abs()));
    match days {
        0 => Words::DueToday { due },
        1.. => Words::DueIn { due, days: count },
        _ => Words::LateBy { due, days: count },
    }
    .text(page.lang)
}

/// The visit that asked, and the finding that it follows from.
fn origin(page: &mut Page, view: &RecommendationDetail) {
    let lang = page.lang;
    let with_key = |visit: &VisitLine, key: String| {
        let standing = if visit.signed {
            Words::VisitSigned
        } else {
            Words::VisitDraft
        };
        format!("{} · {} · {key}", visit.title, standing.text(lang))
    };
    if let Some(visit) = &view.visit {
        let words = with_key(visit, key(page, Action::MinutesOpen));
        page.labelled(&Words::Visit.text(lang), &words);
    }
    if let Some(visit) = &view.confirmed_at {
        page.labelled(&Words::ConfirmedAt.text(lang), &visit.title);
    }
    if let Some(found) = &view.finding {
        page.labelled(&Words::Finding.text(lang), &finding_words(page, found));
    }
}

fn finding_words(page: &Page, found: &FindingView) -> String {
    let text = text::tidy(&found.finding.text);
    match found.finding.degree {
        Some(degree) => format!("{text} ({})", label(page.lang, degree).to_lowercase()),
        None => text,
    }
}

/// What may follow; what this officer may not do is there with why.
fn steps(page: &mut Page, view: &RecommendationDetail) {
    let lang = page.lang;
    if view.steps.is_empty() {
        page.blank();
        let closed = matches!(
            view.recommendation.status,
            RecommendationStatus::Confirmed | RecommendationStatus::Moot
        );
        if closed {
            page.push(Words::Closed.text(lang), page.state.palette().dim);
        }
        return;
    }
    let key = key(page, Action::RecommendationStep);
    page.section(&Words::Next { key });
    for step in &view.steps {
        let words = step_words(step, lang);
        match why_not(step) {
            None => page.wrapped(&format!("→ {words}"), "", page.state.palette().ground),
            Some(why) => {
                let words = format!("× {words}: {}", why.text(lang));
                page.wrapped(&words, "", page.state.palette().dim);
            }
        }
    }
}

/// The step, and the visit that allows it.
pub fn step_words(step: &StepView, lang: crate::i18n::Lang) -> String {
    let words = label(lang, step.to).to_owned();
    match &step.at_visit {
        Some(visit) => Words::AtVisit {
            step: words,
            visit: visit.title.clone(),
        }
        .text(lang),
        None => words,
    }
}

/// Why this officer may not take the step.
pub fn why_not(step: &StepView) -> Option<Refusal> {
    let guard = step.guard.clone()?;
    Some(Refusal::Survey(SurveyRefusal::Recommendation(guard)))
}

fn follow_ups(page: &mut Page, done: &[FollowUpView]) {
    let count = done.len();
    page.section(&Words::FollowUps { count });
    if done.is_empty() {
        let key = key(page, Action::FollowUpAdd);
        let words = Words::NoFollowUps { key }.text(page.lang);
        return page.push(words, page.state.palette().dim);
    }
    for one in done {
        let day = one.date.map(text::short_date);
        let head = [day, one.by.clone()].into_iter().flatten();
        let head = head.collect::<Vec<_>>().join(" · ");
        page.wrapped(&head, "", page.state.palette().label);
        page.wrapped(&one.text, "  ", page.state.palette().ground);
    }
}
