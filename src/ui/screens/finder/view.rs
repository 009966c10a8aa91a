//! Drawing *Mọi mục*: the search, the kinds, the list.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::columns::Columns;
use super::state::{Beside, Finder};
use super::words::FinderWords as Words;
use crate::domain::RecordKind;
use crate::i18n::{Lang, Phrase, kind_words};
use crate::service::request::find::Reach;
use crate::text;
use crate::ui::keymap::Action;
use crate::ui::state::State;
use crate::ui::view::SearchLine;
use crate::ui::view::paint::line_at;
use crate::ui::widgets::{below, list};
use crate::ui::words::{capitalised, label, period_words};

/// Rows above the list: the search, the kinds, and the heads of the columns.
pub const HEAD_ROWS: u16 = 3;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let finder = &state.finder;
    draw_search(state, frame, area);
    line_at(frame, area, 1, kinds(state, usize::from(area.width)));
    let columns = Columns::within(area.width);
    let heads = format!("  {}", columns.head(state.lang));
    line_at(frame, area, 2, Line::styled(heads, state.palette().label));
    let body = below(area, HEAD_ROWS);
    if finder.window.matching == Some(0) {
        return draw_nothing(state, frame, body);
    }
    list::view_lit(
        frame,
        body,
        finder.list,
        &state.look(),
        columns.what_end(),
        |position| match finder.window.line(position) {
            Some(found) => columns.line(found, state.lang, state.palette()),
            None => Line::styled(Words::Loading.text(state.lang), state.palette().dim),
        },
    );
}

fn draw_search(state: &State, frame: &mut Frame, area: Rect) {
    let finder = &state.finder;
    let key = state.key_of(Action::SearchFocus);
    let line = SearchLine {
        label: Words::Search.text(state.lang),
        typed: &finder.search,
        focus: finder.focus,
        hint: Words::SearchHint { key }.text(state.lang),
        conditions: conditions(finder, state.lang),
        counter: counter(finder, state.lang),
    };
    line.draw(state, frame, area);
}

/// “3 / 340”.
fn counter(finder: &Finder, lang: Lang) -> String {
    let Some(matching) = finder
        .window
        .matching
        .filter(|_| finder.reach == Reach::Whole)
    else {
        return String::new();
    };
    let [matching, total] =
        [matching, finder.window.total].map(|number| text::count(number as i64));
    Words::Counter { matching, total }.text(lang)
}

/// “quá hạn · nơi: xã Hòn Nghệ · kỳ: năm 2023”.
fn conditions(finder: &Finder, lang: Lang) -> String {
    let filter = &finder.filter;
    let mut words = Vec::new();
    words.extend(filter.status.map(|status| Words::StatusIs {
        status: status.label(filter.kind, lang).to_lowercase(),
    }));
    if filter.unit.is_some() {
        let unit = finder.unit_name.as_deref();
        let unit = unit.map_or_else(|| "…".into(), |unit| text::visible(unit).into_owned());
        words.push(Words::UnitIs { unit });
    }
    words.extend(filter.period.map(|period| Words::PeriodIs {
        period: period_words(lang, period),
    }));
    let words = words.iter().map(|word| word.text(lang));
    words.collect::<Vec<_>>().join(" · ")
}

/// “‹ Tất cả 12 · Khen thưởng 5 · Ý kiến 4 ›”: the one that is looked at is
/// reversed and always in sight.
fn kinds(state: &State, width: usize) -> Line<'static> {
    let palette = state.palette();
    let finder = &state.finder;
    let names: Vec<(String, Style)> = finder
        .offered()
        .map(|(kind, count)| {
            let name = kind_name(kind, state.lang);
            let style = match kind == finder.filter.kind {
                true => palette.selected,
                false => palette.label,
            };
            (format!("{name} {}", text::count(count as i64)), style)
        })
        .collect();
    let here = finder
        .offered()
        .position(|(kind, _)| kind == finder.filter.kind);
    let first = first_in_sight(&names, here.unwrap_or(0), width);
    let mut spans = vec![Span::styled(" ‹ ", palette.dim)];
    // The signs at both ends, and the one for what is left out.
    let mut left = width.saturating_sub(6);
    for (at, (name, style)) in names.into_iter().enumerate().skip(first) {
        let gap = if at > first { SEPARATOR } else { "" };
        let needed = text::cells(gap) + text::cells(&name);
        if needed > left {
            spans.push(Span::styled("…", palette.dim));
            break;
        }
        left -= needed;
        spans.push(Span::styled(gap, palette.dim));
        spans.push(Span::styled(name, style));
    }
    spans.push(Span::styled(" ›", palette.dim));
    Line::from(spans)
}

/// Between two kinds.
const SEPARATOR: &str = " · ";

/// The first kind that is named, so that the one at `here` is in sight too.
fn first_in_sight(names: &[(String, Style)], here: usize, width: usize) -> usize {
    let room = width.saturating_sub(8);
    let cells = |first: usize| -> usize {
        let named = names.get(first..=here).unwrap_or_default();
        named
            .iter()
            .map(|(name, _)| text::cells(name) + SEPARATOR.chars().count())
            .sum()
    };
    (0..=here)
        .find(|first| cells(*first) <= room)
        .unwrap_or(here)
}

fn kind_name(kind: Option<RecordKind>, lang: Lang) -> String {
    match kind {
        Some(kind) => capitalised(label(lang, kind)),
        None => Words::All.text(lang),
    }
}

fn draw_nothing(state: &State, frame: &mut Frame, area: Rect) {
    if state.finder.reach == Reach::Unread {
        let words = Words::Reading.text(state.lang);
        let line = Line::styled(format!("  {words}"), state.palette().dim);
        return line_at(frame, area, 1, line);
    }
    let say = |words: Words| Line::raw(format!("  {}", words.text(state.lang)));
    if state.finder.window.total == 0 && !state.finder.is_narrowed() {
        return line_at(frame, area, 1, say(Words::Empty));
    }
    line_at(frame, area, 1, say(Words::Nothing));
    let key = state.key_of(Action::FilterClear);
    line_at(frame, area, 2, say(Words::ClearHint { key }));
}

/// “F3  còn 12 mục khác: 5 khen thưởng, 4 ý kiến …”: said under the models
/// that a search found.
pub fn beside_words(beside: &Beside, key: String, lang: Lang) -> String {
    let of_kind = |(kind, count): &(RecordKind, usize)| {
        Words::OfKind {
            count: text::count(*count as i64),
            kind: kind_words(*kind, lang),
        }
        .text(lang)
    };
    let kinds: Vec<String> = beside.0.iter().map(of_kind).collect();
    Words::Beside {
        key,
        count: text::count(beside.count() as i64),
        kinds: kinds.join(", "),
    }
    .text(lang)
}
