//! The list of rounds.

use jiff::civil::Date;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::words::SurveyWords;
use super::HEAD;
use crate::i18n::Phrase;
use crate::service::views::RoundView;
use crate::text::{self, Align};
use crate::ui::keymap::{Action, Context};
use crate::ui::state::State;
use crate::ui::view::paint::{cell, line_at};
use crate::ui::widgets::{below, list};

/// Below this width only name and count remain.
const NARROW: usize = 60;
/// Cells of the columns at the right: plan, dates, what is seen.
const PLAN: usize = 14;
const DATES: usize = 18;
const SEEN: usize = 20;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let survey = &state.survey;
    let Some(rounds) = &survey.rounds else {
        let words = format!(" {}", SurveyWords::Loading.text(state.lang));
        return line_at(frame, area, 0, Line::styled(words, palette.dim));
    };
    if rounds.is_empty() {
        return draw_empty(state, frame, area);
    }
    let count = text::count(i64::try_from(rounds.len()).unwrap_or(i64::MAX));
    let head = format!(" {}", SurveyWords::Rounds { count }.text(state.lang));
    line_at(frame, area, 0, Line::styled(head, palette.title));
    let body = below(area, HEAD);
    let room = usize::from(body.width).saturating_sub(list::EDGES);
    list::view(frame, body, survey.list, &state.look(), |at| {
        match rounds.get(at) {
            Some(round) => row(round, room, state),
            None => Line::default(),
        }
    });
    list::view_edges(frame, body, survey.list, &state.look());
}

fn draw_empty(state: &State, frame: &mut Frame, area: Rect) {
    let key = state
        .key_in(Context::SurveyRounds, Action::RoundAdd)
        .unwrap_or_default();
    let lines = [
        (1, SurveyWords::NoRounds, state.palette().title),
        (3, SurveyWords::ToAddRound { key }, state.palette().ground),
        (4, SurveyWords::ThenRoute, state.palette().ground),
    ];
    for (row, words, style) in lines {
        let words = format!(" {}", words.text(state.lang));
        line_at(frame, area, row, Line::styled(words, style));
    }
}

fn row(view: &RoundView, room: usize, state: &State) -> Line<'static> {
    let palette = state.palette();
    let round = &view.round;
    let count = |count: usize| text::count(i64::try_from(count).unwrap_or(i64::MAX));
    let seen = SurveyWords::SeenOf {
        seen: count(view.seen),
        all: count(round.models.len()),
    };
    let seen = seen.text(state.lang);
    if room < NARROW {
        let name = room.saturating_sub(SEEN + 1);
        return Line::from(vec![
            Span::raw(cell(&round.name, name)),
            Span::styled(
                format!(" {}", text::fit(&seen, SEEN, Align::Right)),
                palette.dim,
            ),
        ]);
    }
    let plan = round.plan_no.clone().unwrap_or_default();
    let dates = dates(round.from, round.to, state);
    let plan_room = if room >= NARROW + PLAN + 10 { PLAN } else { 0 };
    let name = room.saturating_sub(plan_room + DATES + SEEN + 3);
    Line::from(vec![
        Span::raw(cell(&round.name, name)),
        Span::raw(" "),
        Span::styled(cell(&plan, plan_room), palette.dim),
        Span::raw(" "),
        Span::styled(cell(&dates, DATES), palette.dim),
        Span::raw(" "),
        Span::raw(text::fit(&seen, SEEN, Align::Right)),
    ])
}

/// “12/05 – 19/05/2023”; the year once where it is the same.
fn dates(from: Option<Date>, to: Option<Date>, state: &State) -> String {
    let day = |day: Option<Date>| day.map(text::short_date).unwrap_or_default();
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => text::short_date(from),
        (Some(from), Some(to)) if from.year() == to.year() => {
            let short = text::short_date(from);
            let year = format!("/{:04}", from.year());
            SurveyWords::Dates {
                from: short.strip_suffix(&year).unwrap_or(&short).to_owned(),
                to: text::short_date(to),
            }
            .text(state.lang)
        }
        (from, to) => SurveyWords::Dates {
            from: day(from),
            to: day(to),
        }
        .text(state.lang),
    }
}
