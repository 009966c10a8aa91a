//! Drawing *Kiến nghị*: the scopes, the list, and the page of one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::columns::Columns;
use super::lines::lines;
use super::state::{AskedPage, Recommendations};
use super::words::{RecommendationsWords as Words, scope_name};
use crate::i18n::Phrase;
use crate::service::request::RecommendationScope;
use crate::text::{self, Align};
use crate::ui::keymap::Action;
use crate::ui::layout::Layout;
use crate::ui::screens::detail::Standing;
use crate::ui::screens::models::Focus;
use crate::ui::state::State;
use crate::ui::view::paint::{line_at, row_of};
use crate::ui::widgets::{Focus as Cursor, list};

/// Rows above the list: the search, the scopes, and the heads of the columns.
pub const HEAD_ROWS: u16 = 3;
/// Rows above the lines of a page: its number and visit.
const PAGE_HEAD: u16 = 1;
/// Below this width the counts of the scopes have the short names.
const NARROW: u16 = 60;

/// The list, with the page beside it where there is room, or the page alone.
pub fn draw(state: &State, frame: &mut Frame, layout: &Layout) {
    match &state.recommendations.page {
        Some(page) if state.size.is_wide() => {
            let [left, right] = layout.beside();
            draw_list(state, frame, left);
            draw_page(page, state, frame, right);
        }
        Some(page) if page.standing == Standing::Open => {
            draw_page(page, state, frame, layout.room);
        }
        _ => draw_list(state, frame, layout.room),
    }
}

fn draw_list(state: &State, frame: &mut Frame, area: Rect) {
    let asked = &state.recommendations;
    draw_search(state, frame, area);
    draw_scopes(state, frame, area);
    let columns = Columns::within(area.width);
    let heads = format!("  {}", columns.head(state.lang));
    line_at(frame, area, 2, Line::styled(heads, state.palette().label));
    let body = Rect {
        y: area.y + HEAD_ROWS.min(area.height),
        height: area.height.saturating_sub(HEAD_ROWS),
        ..area
    };
    if asked.window.matching == Some(0) {
        return draw_nothing(state, frame, body);
    }
    list::view(
        frame,
        body,
        asked.list,
        &state.look(),
        |position| match asked.window.line(position) {
            Some(view) => columns.line(view, state.lang, state.palette()),
            None => Line::styled(Words::Loading.text(state.lang), state.palette().dim),
        },
    );
}

fn draw_search(state: &State, frame: &mut Frame, area: Rect) {
    let Some(area) = row_of(area, 0) else { return };
    let asked = &state.recommendations;
    let palette = state.palette();
    let label = format!(" {} ", Words::Search.text(state.lang));
    let label_cells = text::cells(&label) as u16;
    let rest = area.width.saturating_sub(label_cells + 1);
    line_at(frame, area, 0, Line::styled(label, palette.key));
    let field = Rect {
        x: area.x + label_cells.min(area.width),
        width: rest / 2,
        ..area
    };
    if asked.focus == Focus::List && asked.search.is_empty() {
        let key = state.key_of(Action::SearchFocus);
        let hint = Words::SearchHint { key }.text(state.lang);
        let hint = text::fit(&hint, usize::from(field.width), Align::Left);
        line_at(frame, field, 0, Line::styled(hint, palette.dim));
    } else {
        let cursor = match asked.focus {
            Focus::Search => Cursor::Here,
            Focus::List => Cursor::Away,
        };
        asked.search.view(frame, field, cursor, &state.look());
    }
    if asked.unit.is_some() {
        let unit = asked.unit_name.as_deref();
        let unit = unit.map_or_else(|| "…".into(), |unit| text::visible(unit).into_owned());
        let right = Rect {
            x: field.right(),
            width: area.right().saturating_sub(field.right()),
            ..area
        };
        let words = Words::UnitIs { unit }.text(state.lang);
        let words = text::fit(&words, usize::from(right.width), Align::Left);
        line_at(frame, right, 0, Line::styled(words, palette.accent));
    }
}

/// “‹ Còn mở 12 · Quá hạn 2 · Trong tuần 5 · Tất cả 40 ›”: the one that is
/// looked at is reversed; of a narrow window only that one is named.
fn draw_scopes(state: &State, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let asked = &state.recommendations;
    let mut spans = vec![Span::styled(" ‹ ", palette.dim)];
    for (at, (scope, count)) in asked.scopes().enumerate() {
        let is_here = scope == asked.scope;
        let count = count.map_or_else(String::new, |count| text::count(count as i64));
        let name = scope_name(scope).text(state.lang);
        let words = match (is_here, area.width < NARROW) {
            (false, true) if scope == RecommendationScope::Overdue => format!("! {count}"),
            (false, true) => count,
            _ => format!("{name} {count}"),
        };
        if at > 0 {
            spans.push(Span::styled(" · ", palette.dim));
        }
        let style = match (is_here, scope, count_of(asked, scope)) {
            (true, ..) => palette.selected,
            (_, RecommendationScope::Overdue, 1..) => palette.bad,
            _ => palette.label,
        };
        spans.push(Span::styled(words.trim_end().to_owned(), style));
    }
    spans.push(Span::styled(" ›", palette.dim));
    line_at(frame, area, 1, Line::from(spans));
}

fn count_of(asked: &Recommendations, wanted: RecommendationScope) -> usize {
    let mut scopes = asked.scopes();
    let found = scopes.find(|(scope, _)| *scope == wanted);
    found.and_then(|(_, count)| count).unwrap_or_default()
}

fn draw_nothing(state: &State, frame: &mut Frame, area: Rect) {
    let asked = &state.recommendations;
    let mut row = 1;
    let mut say = |words: &Words, style| {
        let shown = words.text(state.lang);
        let room = usize::from(area.width.saturating_sub(4)).max(1);
        for range in text::wrap(&shown, room) {
            let part = shown.get(range).unwrap_or_default();
            line_at(frame, area, row, Line::styled(format!("  {part}"), style));
            row += 1;
        }
    };
    let palette = state.palette();
    if asked.counts.is_some_and(|counts| counts.all == 0) && !asked.is_narrowed() {
        say(&Words::Nothing, palette.ground);
        return say(&Words::HowTo, palette.dim);
    }
    say(&Words::NothingInScope, palette.ground);
    say(&Words::OtherScopes, palette.dim);
    if asked.is_narrowed() {
        let key = state.key_of(Action::ItemClose);
        say(&Words::ClearHint { key }, palette.dim);
    }
}

fn draw_page(page: &AskedPage, state: &State, frame: &mut Frame, area: Rect) {
    let cells = body_cells(area);
    // Beside the list the reversed title tells that keys go to the page.
    let style = if page.standing == Standing::Open && state.size.is_wide() {
        state.palette().selected
    } else {
        state.palette().title
    };
    let title = text::fit(&title(page, state), cells, Align::Left);
    line_at(frame, area, 0, Line::styled(format!(" {title} "), style));
    let body = Rect {
        x: area.x + 1,
        y: area.y + PAGE_HEAD.min(area.height),
        width: cells as u16,
        height: area.height.saturating_sub(PAGE_HEAD),
    };
    let rows = usize::from(body.height);
    let shown = lines(page, state, cells);
    let first = page.scroll.min(shown.len().saturating_sub(rows));
    for (row, line) in shown.into_iter().skip(first).take(rows).enumerate() {
        line_at(frame, body, row as u16, line);
    }
}

fn title(page: &AskedPage, state: &State) -> String {
    let Some(view) = &page.view else {
        return String::new();
    };
    let one = &view.recommendation;
    let unit = one.unit.as_ref().map_or("", |unit| unit.name.as_str());
    let day = one.visit_date.map(text::short_date).unwrap_or_default();
    let visit = [text::visible(unit).into_owned(), day];
    let visit = visit.into_iter().filter(|part| !part.is_empty());
    Words::AskedAt {
        number: one.number.clone(),
        visit: visit.collect::<Vec<_>>().join(", "),
    }
    .text(state.lang)
}

/// How far down the page can be scrolled in `area`.
pub fn last_scroll(page: &AskedPage, state: &State, area: Rect) -> usize {
    let rows = usize::from(area.height.saturating_sub(PAGE_HEAD));
    let count = lines(page, state, body_cells(area)).len();
    count.saturating_sub(rows)
}

fn body_cells(area: Rect) -> usize {
    usize::from(area.width.saturating_sub(2))
}
