//! The itinerary: per commune what is seen, what is left, what was asked for.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::route::{Route, RouteRow};
use super::super::words::SurveyWords;
use super::HEAD;
use super::page::NARROW;
use crate::domain::survey::RecommendationStatus;
use crate::i18n::Phrase;
use crate::service::views::{ModelStop, RecommendationView, Stop, VisitLine};
use crate::text;
use crate::ui::keymap::{Action, Context};
use crate::ui::state::State;
use crate::ui::view::paint::{both_ends, ends_at, line_at};
use crate::ui::widgets::{below, list};
use crate::ui::words::label;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let Some(route) = &state.survey.route else {
        return;
    };
    let Some(view) = &route.view else {
        let words = format!(" {}", SurveyWords::Loading.text(state.lang));
        return line_at(frame, area, 0, Line::styled(words, palette.dim));
    };
    let seen = SurveyWords::SeenOf {
        seen: count(view.round.seen),
        all: count(view.round.round.models.len()),
    };
    let name = text::visible(&view.round.round.name);
    let seen = seen.text(state.lang);
    ends_at(
        frame,
        area,
        0,
        (&name, palette.title),
        (&seen, Style::default()),
    );
    if view.stops.is_empty() {
        return draw_empty(state, frame, area);
    }
    let body = below(area, HEAD);
    let room = usize::from(body.width).saturating_sub(list::EDGES);
    list::view(frame, body, route.list, &state.look(), |at| {
        match route.row(at) {
            Some(row) => line(route, row, room, state),
            None => Line::default(),
        }
    });
    list::view_edges(frame, body, route.list, &state.look());
}

fn draw_empty(state: &State, frame: &mut Frame, area: Rect) {
    let key = |action| {
        state
            .key_in(Context::SurveyItinerary, action)
            .unwrap_or_default()
    };
    let lines = [
        (2, SurveyWords::NoStops, state.palette().title),
        (
            4,
            SurveyWords::ToChooseUnits {
                key: key(Action::RoundUnits),
            },
            state.palette().ground,
        ),
        (
            5,
            SurveyWords::ToChooseModels {
                key: key(Action::RoundModels),
            },
            state.palette().ground,
        ),
    ];
    for (row, words, style) in lines {
        let words = format!(" {}", words.text(state.lang));
        line_at(frame, area, row, Line::styled(words, style));
    }
}

fn line(route: &Route, row: RouteRow, room: usize, state: &State) -> Line<'static> {
    let palette = state.palette();
    let (left, right, style) = match row {
        RouteRow::Stop(_) => match route.stop(row) {
            Some(stop) => (
                stop.unit.name.clone(),
                stop_words(stop, state),
                palette.title,
            ),
            None => return Line::default(),
        },
        RouteRow::Visit(..) => match route.visit(row) {
            Some(visit) => visit_words(visit, state),
            None => return Line::default(),
        },
        RouteRow::Model(..) => match route.model(row) {
            Some(model) => model_words(model, state),
            None => return Line::default(),
        },
        RouteRow::Asked(..) => match route.asked(row) {
            Some(asked) => asked_words(asked, state),
            None => return Line::default(),
        },
    };
    // In a narrow window only what comes first is said.
    let most = if room < NARROW { 1 } else { right.len() };
    let right = right.into_iter().take(most).collect::<Vec<_>>().join(" · ");
    let (left, right) = both_ends(&text::visible(&left), &right, room);
    Line::from(vec![
        Span::styled(left, style),
        Span::styled(right, palette.dim),
    ])
}

fn stop_words(stop: &Stop, state: &State) -> Vec<String> {
    let seen = stop.models.iter().filter(|model| model.seen.is_some());
    let mut words = vec![if stop.models.is_empty() {
        SurveyWords::NoModels.text(state.lang)
    } else {
        SurveyWords::SeenOf {
            seen: count(seen.count()),
            all: count(stop.models.len()),
        }
        .text(state.lang)
    }];
    if stop.visits.is_empty() {
        words.push(SurveyWords::NotVisited.text(state.lang));
    }
    words
}

fn visit_words(visit: &VisitLine, state: &State) -> (String, Vec<String>, Style) {
    let day = visit.date.map(text::short_date).unwrap_or_default();
    let left = format!("  ■ {}", SurveyWords::VisitOn { day }.text(state.lang));
    let standing = if visit.signed {
        SurveyWords::Signed
    } else {
        SurveyWords::Draft
    };
    let mut right = vec![standing.text(state.lang)];
    if visit.findings + visit.recommendations > 0 {
        let counts = SurveyWords::Counts {
            findings: count(visit.findings),
            asked: count(visit.recommendations),
        };
        right.push(counts.text(state.lang));
    }
    if visit.conflicts > 0 {
        right.insert(0, format!("! {}", SurveyWords::Conflict.text(state.lang)));
    }
    (left, right, state.palette().ground)
}

fn model_words(model: &ModelStop, state: &State) -> (String, Vec<String>, Style) {
    let (sign, words) = match model.seen {
        Some(_) => ("✓", SurveyWords::Seen),
        None => ("○", SurveyWords::Unseen),
    };
    let owner = model.owner.iter().map(|owner| format!(" · {owner}"));
    let owner: String = owner.collect();
    let left = format!("  {sign} {}{owner}", model.name);
    (left, vec![words.text(state.lang)], state.palette().ground)
}

fn asked_words(asked: &RecommendationView, state: &State) -> (String, Vec<String>, Style) {
    let palette = state.palette();
    let late = asked.status == RecommendationStatus::Overdue;
    let sign = if late { "!" } else { "→" };
    let left = format!(
        "  {sign} {} {}",
        asked.number,
        asked.text.replace('\n', " ")
    );
    let mut right = vec![label(state.lang, asked.status).to_owned()];
    right.extend(asked.due.map(text::short_date));
    let style = if late { palette.warn } else { palette.ground };
    (left, right, style)
}

pub fn count(count: usize) -> String {
    text::count(i64::try_from(count).unwrap_or(i64::MAX))
}
