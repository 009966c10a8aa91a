//! Drawing the list of models.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::columns::{Columns, Mark, head, line};
use super::state::Models;
use super::words::ModelsWords;
use crate::i18n::{Lang, Phrase};
use crate::service::request::ModelSort;
use crate::text;
use crate::ui::keymap::Action;
use crate::ui::screens::finder;
use crate::ui::state::State;
use crate::ui::view::SearchLine;
use crate::ui::view::paint::line_at;
use crate::ui::widgets::list;
use crate::ui::words::{field_label, label, percent_done, period_words};

/// Rows above the list: the search line and the heads of the columns.
pub const HEAD_ROWS: u16 = 2;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    draw_search(state, frame, area);
    let columns = Columns::within(area.width);
    let heads = head(&columns, state.lang);
    line_at(
        frame,
        area,
        1,
        Line::styled(format!("  {heads}"), state.palette().label),
    );
    let body = Rect {
        y: area.y + HEAD_ROWS.min(area.height),
        height: list_rows(state, area.height),
        ..area
    };
    draw_beside(state, frame, area);
    match state.models.window.matching {
        Some(0) if state.models.preparing.is_some() => {
            let words = format!("  {}", ModelsWords::NothingYet.text(state.lang));
            line_at(frame, body, 1, Line::styled(words, state.palette().dim));
        }
        Some(0) => draw_nothing(state, frame, body),
        _ => draw_lines(state, &columns, frame, body),
    }
}

/// Rows of the list in a room of `height` rows.
pub fn list_rows(state: &State, height: u16) -> u16 {
    let beside = u16::from(says_beside(state));
    height.saturating_sub(HEAD_ROWS + beside)
}

/// Whether other records say what is searched for.
fn says_beside(state: &State) -> bool {
    !state.models.search.is_empty() && !state.finder.beside.is_empty()
}

/// Below the models: what else says the same words.
fn draw_beside(state: &State, frame: &mut Frame, area: Rect) {
    if says_beside(state) {
        let key = state.key_of(Action::SearchAll);
        let words = finder::beside_words(&state.finder.beside, key, state.lang);
        let words = text::fit(
            &words,
            usize::from(area.width.saturating_sub(2)),
            text::Align::Left,
        );
        let line = Line::styled(format!(" {words}"), state.palette().accent);
        line_at(frame, area, area.height.saturating_sub(1), line);
    }
}

fn draw_lines(state: &State, columns: &Columns, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    list::view_lit(
        frame,
        area,
        state.models.list,
        &state.look(),
        columns.name_end(),
        |position| match state.models.window.line(position) {
            Some(model) => {
                let mark = match state.models.is_marked(model.id) {
                    true => Mark::Marked,
                    false => Mark::None,
                };
                line(model, mark, columns, state.lang, palette)
            }
            None => Line::styled(ModelsWords::Loading.text(state.lang), palette.dim),
        },
    );
}

fn draw_search(state: &State, frame: &mut Frame, area: Rect) {
    let models = &state.models;
    let key = state.key_of(Action::SearchFocus);
    let line = SearchLine {
        label: ModelsWords::Search.text(state.lang),
        typed: &models.search,
        focus: models.focus,
        hint: ModelsWords::SearchHint { key }.text(state.lang),
        conditions: conditions(models, state.lang),
        counter: counter(models, state.lang),
    };
    line.draw(state, frame, area);
}

/// “3 / 1.240”, or how far the book has been read.
fn counter(models: &Models, lang: Lang) -> String {
    let Some(matching) = models.window.matching else {
        return String::new();
    };
    if let Some(progress) = models.preparing {
        let percent = percent_done(progress);
        return ModelsWords::Preparing { percent }.text(lang);
    }
    let [matching, total] =
        [matching, models.window.total].map(|number| text::count(number as i64));
    ModelsWords::Counter { matching, total }.text(lang)
}

/// What is on: “cấp: Huyện · kỳ: năm 2020”, and the order when it is not the usual.
fn conditions(models: &Models, lang: Lang) -> String {
    let filter = &models.filter;
    let mut words = Vec::new();
    if !models.marked.is_empty() {
        let count = text::count(models.marked.len() as i64);
        words.push(ModelsWords::Marked { count });
    }
    words.extend(filter.milestone.map(|milestone| ModelsWords::MilestoneIs {
        milestone: label(lang, milestone).to_lowercase(),
    }));
    if filter.unit.is_some() {
        let unit = models
            .filter_unit
            .as_deref()
            .map_or_else(|| "…".into(), |unit| text::visible(unit).into_owned());
        words.push(ModelsWords::UnitIs { unit });
    }
    words.extend(filter.level.map(|level| ModelsWords::LevelIs {
        level: label(lang, level).into(),
    }));
    words.extend(filter.kind.map(|kind| ModelsWords::KindIs {
        kind: label(lang, kind).into(),
    }));
    words.extend(filter.field.as_deref().map(|field| ModelsWords::FieldIs {
        field: field_label(lang, field),
    }));
    words.extend(filter.status.map(|status| ModelsWords::StatusIs {
        status: label(lang, status).into(),
    }));
    words.extend(filter.period.map(|period| ModelsWords::PeriodIs {
        period: period_words(lang, period),
    }));
    words.extend(match models.sort {
        ModelSort::Name => None,
        ModelSort::Unit => Some(ModelsWords::ByUnit),
        ModelSort::Changed => Some(ModelsWords::ByChange),
    });
    words
        .iter()
        .map(|word| word.text(lang))
        .collect::<Vec<_>>()
        .join(" · ")
}

fn draw_nothing(state: &State, frame: &mut Frame, area: Rect) {
    let say = |words: ModelsWords| Line::raw(format!("  {}", words.text(state.lang)));
    if state.models.is_narrowed() {
        line_at(frame, area, 1, say(ModelsWords::NothingFound));
        line_at(
            frame,
            area,
            2,
            say(ModelsWords::ClearHint {
                key: state.key_of(Action::FilterClear),
            }),
        );
    } else {
        line_at(frame, area, 1, say(ModelsWords::Empty));
        line_at(
            frame,
            area,
            3,
            say(ModelsWords::ImportHint {
                key: state.key_of(Action::ListImport),
            }),
        );
        line_at(
            frame,
            area,
            4,
            say(ModelsWords::AddHint {
                key: state.key_of(Action::ModelAdd),
            }),
        );
    }
}
