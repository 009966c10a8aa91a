//! Drawing *Tổng quan*: figures, bars, and what is to be done.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::figures;
use super::state::{STAGES, Spot, Todo};
use super::words::OverviewWords;
use crate::i18n::{Lang, Phrase};
use crate::service::request::calendar::DutyView;
use crate::service::views::{DeadlinesView, OverviewView};
use crate::text;
use crate::ui::keymap::{Action, Context};
use crate::ui::layout::Layout;
use crate::ui::purpose::entry::draft_about;
use crate::ui::state::State;
use crate::ui::view::paint::{ends_at, line_at, row_of};
use crate::ui::widgets::list;
use crate::ui::words::{local, percent_done, period_title, period_words, since};

/// Rows that the list of what is to be done keeps at least: heading and items.
const TODO_ROWS: u16 = 5;
/// In a window as low as this there are fewer of them, and no heads of columns.
const LOW: u16 = 10;
const LOW_TODO_ROWS: u16 = 3;
/// Below this width only the totals of each level remain.
const NARROW: u16 = 60;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let Some(view) = &state.overview.view else {
        line_at(
            frame,
            area,
            0,
            Line::styled(
                format!(" {}", OverviewWords::Loading.text(state.lang)),
                state.palette().dim,
            ),
        );
        return;
    };
    if view.models == 0 {
        return draw_empty(state, frame, area);
    }
    let todo_rows = todo_rows(state, area);
    let figures_area = Rect {
        height: area.height.saturating_sub(todo_rows),
        ..area
    };
    let used = draw_figures(state, view, frame, figures_area);
    let free = area.height.saturating_sub(used);
    let gap = u16::from(free > todo_rows);
    let todo_area = Rect {
        y: area.y + used + gap,
        height: free - gap,
        ..area
    };
    draw_todos(state, frame, todo_area);
}

/// Rows that the list of what is to be done keeps.
fn todo_rows(state: &State, area: Rect) -> u16 {
    let wanted = state.overview.todos().len().max(1) as u16 + 1;
    let most = match area.height < LOW {
        true => LOW_TODO_ROWS,
        false => TODO_ROWS,
    };
    most.min(wanted)
}

/// How many rows of the funnel are in sight.
pub fn stages_in_sight(state: &State) -> usize {
    let area = Layout::of(state.size).room;
    let Some(view) = state.overview.view.as_ref() else {
        return 0;
    };
    let figures = Rect {
        height: area.height.saturating_sub(todo_rows(state, area)),
        ..area
    };
    let bars = Laid::of(view, figures).bars;
    let rows = bars.map_or(0, |(_, lines)| lines.saturating_sub(1));
    rows.min(STAGES.len())
}

/// Where the parts of the figures stand in their area.
struct Laid {
    heads: figures::Heads,
    levels: u16,
    /// First row of the bars and how many of their lines there are.
    bars: Option<(u16, usize)>,
}

impl Laid {
    fn of(view: &OverviewView, area: Rect) -> Self {
        let heads = match area.height + LOW_TODO_ROWS < LOW {
            true => figures::Heads::Left,
            false => figures::Heads::Shown,
        };
        let is_narrow = area.width < NARROW;
        let has_heads = !is_narrow || heads == figures::Heads::Shown;
        let levels_height = view.levels.len() + usize::from(has_heads);
        // A blank line above the table, where everything below still fits.
        let bars_height = figures::bars_height(view);
        let wanted = levels_height + bars_height + 1;
        let spare = usize::from(area.height).saturating_sub(1 + wanted);
        let levels = 1 + u16::from(spare > 0);
        let next = levels.saturating_add(u16::try_from(levels_height).unwrap_or(u16::MAX));
        let left = usize::from(area.height.saturating_sub(next));
        let shown = !view.levels.is_empty() && !is_narrow && left > 3;
        Self {
            heads,
            levels,
            bars: shown.then(|| (next + 1, bars_height.min(left - 1))),
        }
    }
}

fn draw_empty(state: &State, frame: &mut Frame, area: Rect) {
    let say = |words: OverviewWords| format!(" {}", words.text(state.lang));
    let key = |context, action| state.key_in(context, action).unwrap_or_default();
    line_at(
        frame,
        area,
        1,
        Line::styled(say(OverviewWords::NoModels), state.palette().title),
    );
    line_at(
        frame,
        area,
        3,
        Line::raw(say(OverviewWords::ToImport {
            key: key(Context::Overview, Action::ListImport),
        })),
    );
    line_at(
        frame,
        area,
        4,
        Line::raw(say(OverviewWords::ToAdd {
            room: key(Context::Overview, Action::ScreenModels),
            key: key(Context::ModelsList, Action::ModelAdd),
        })),
    );
    let todos = Rect {
        y: area.y + 6.min(area.height),
        height: area.height.saturating_sub(6),
        ..area
    };
    if !state.overview.todos().is_empty() {
        draw_todos(state, frame, todos);
    }
}

/// The rows that were used.
fn draw_figures(state: &State, view: &OverviewView, frame: &mut Frame, area: Rect) -> u16 {
    let palette = state.palette();
    if let Some(progress) = view.preparing {
        let words = OverviewWords::Counting {
            count: text::count(view.models as i64),
            percent: percent_done(progress),
        };
        let words = format!(" {}", words.text(state.lang));
        line_at(frame, area, 0, Line::styled(words, palette.dim));
        return 1.min(area.height);
    }
    let (title, hint) = (heading(view, state.lang), hint(state));
    ends_at(
        frame,
        area,
        0,
        (&title, palette.title),
        (&hint, palette.dim),
    );
    if view.levels.is_empty() {
        let count = text::count(view.models as i64);
        let words = OverviewWords::NoRegistrations { count }.text(state.lang);
        line_at(
            frame,
            area,
            1,
            Line::styled(format!(" {words}"), palette.dim),
        );
        return 2.min(area.height);
    }
    let laid = Laid::of(view, area);
    let levels = if area.width < NARROW {
        figures::totals(view, state, laid.heads)
    } else {
        figures::levels(view, state, area.width)
    };
    let mut row = laid.levels;
    for line in levels {
        line_at(frame, area, row, line);
        row += 1;
    }
    if let Some((first, lines)) = laid.bars {
        row = first;
        let bars = figures::bars(view, state, area.width);
        for line in bars.into_iter().take(lines) {
            line_at(frame, area, row, line);
            row += 1;
        }
        mark_stage(state, frame, area, first);
    }
    row.min(area.height)
}

/// Shows which row of the funnel has the marker; `head` is the row above them.
fn mark_stage(state: &State, frame: &mut Frame, area: Rect, head: u16) {
    if let Spot::Stage(at) = state.overview.spot {
        let down = head.saturating_add(1 + at as u16);
        let (left, width) = figures::stage_mark(area.width);
        let row = row_of(area, down).map(|row| Rect {
            x: row.x + left,
            width,
            ..row
        });
        if let Some(row) = row {
            list::mark_row(frame, row, &state.look());
        }
    }
}

fn heading(view: &OverviewView, lang: Lang) -> String {
    let title = view
        .period
        .map_or_else(String::new, |period| period_title(lang, period));
    let compared = match view.compare {
        Some(compare) => OverviewWords::Compared {
            period: title,
            compare: period_words(lang, compare),
        }
        .text(lang),
        None => title,
    };
    match &view.unit {
        Some(unit) => {
            let unit = text::visible(&unit.name).into_owned();
            OverviewWords::InUnit {
                heading: compared,
                unit,
            }
            .text(lang)
        }
        None => compared,
    }
}

fn hint(state: &State) -> String {
    let periods = state
        .overview
        .view
        .as_ref()
        .map_or(0, |view| view.periods.len());
    if periods > 1 {
        OverviewWords::ChangePeriod.text(state.lang)
    } else {
        String::new()
    }
}

fn draw_todos(state: &State, frame: &mut Frame, area: Rect) {
    let palette = state.palette();
    let todos = state.overview.todos();
    line_at(
        frame,
        area,
        0,
        Line::styled(
            format!(" {}", OverviewWords::ToDo.text(state.lang)),
            palette.title,
        ),
    );
    if todos.is_empty() {
        let words = OverviewWords::NothingToDo.text(state.lang);
        return line_at(
            frame,
            area,
            1,
            Line::styled(format!("   {words}"), palette.dim),
        );
    }
    let body = Rect {
        x: area.x + 1,
        y: area.y + 1.min(area.height),
        width: area.width.saturating_sub(1),
        height: area.height.saturating_sub(1),
    };
    let lit = match state.overview.spot {
        Spot::Todo => body.width,
        Spot::Stage(_) => 0,
    };
    let todo = state.overview.todo;
    list::view_lit(frame, body, todo, &state.look(), lit, |index| {
        let words = todos
            .get(index)
            .map(|todo| todo_words(todo, state))
            .unwrap_or_default();
        Line::raw(text::fit(
            &words,
            usize::from(body.width.saturating_sub(3)),
            text::Align::Left,
        ))
    });
}

/// “2 kiến nghị quá hạn · 5 đến hạn trong tuần”, as much of it as there is.
fn asked_words(asked: DeadlinesView, state: &State) -> String {
    let (overdue, week) = (asked.overdue as i64, asked.within_week as i64);
    let (overdue, week) = (text::count(overdue), text::count(week));
    match (asked.overdue, asked.within_week) {
        (_, 0) => OverviewWords::Overdue { overdue },
        (0, _) => OverviewWords::DueInWeek { week },
        _ => OverviewWords::OverdueAndDue { overdue, week },
    }
    .text(state.lang)
}

/// “Hội nghị tổng kết, huyện An Biên: 15/12/2026 (còn 25 ngày)”.
fn duty_words(duty: &DutyView, state: &State) -> String {
    let name = [Some(duty.name.clone()), duty.unit.clone()];
    let name = name.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let what = text::visible(&text::tidy(&name)).into_owned();
    let day = text::short_date(duty.due);
    let left = (duty.due - local(state.now).date()).get_days();
    let days = text::count(i64::from(left.abs()));
    if left < 0 {
        OverviewWords::DutyLate { what, day, days }
    } else {
        OverviewWords::DutyNear { what, day, days }
    }
    .text(state.lang)
}

fn todo_words(todo: &Todo, state: &State) -> String {
    let count = |count: &u64| text::count(*count as i64);
    match todo {
        Todo::Conflicts(conflicts) => OverviewWords::Conflicts {
            count: count(conflicts),
        },
        Todo::Waiting(changes) => OverviewWords::Waiting {
            count: count(changes),
        },
        Todo::Asked(asked) => return asked_words(*asked, state),
        Todo::Duty(duty) => return duty_words(duty, state),
        Todo::Renewed(renewed) => OverviewWords::Renewed {
            at: since(renewed.at, state.now),
        },
        Todo::Draft(draft) => OverviewWords::Draft {
            about: draft_about(draft, state.lang),
            at: since(draft.saved, state.now),
        },
        Todo::Uncarried(changes) => OverviewWords::Uncarried {
            count: count(changes),
        },
        Todo::Unsurveyed {
            count: models,
            period,
            ..
        } => OverviewWords::Unsurveyed {
            count: count(models),
            period: period_words(state.lang, *period),
        },
    }
    .text(state.lang)
}
