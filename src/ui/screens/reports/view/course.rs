//! How the figures of a table went through time, as sparklines: one beside each
//! row, where there is room, and that of the chosen cell in words.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::super::grid::{Grid, Shown};
use super::super::state::Reports;
use super::super::words::ReportsWords;
use crate::domain::Period;
use crate::i18n::{Lang, Phrase};
use crate::report::course;
use crate::report::{Course, Courses, Through};
use crate::text::{self, Align};
use crate::ui::state::State;
use crate::ui::view::paint::line_at;
use crate::ui::widgets::spark::{CourseWords, course_line};
use crate::ui::words::period_words;

/// What stays of a row's name at least, in cells.
const SHORTEST: usize = 8;

/// The courses of the table that is shown, where it has any.
pub fn courses(reports: &Reports) -> Option<&Courses> {
    let courses = reports.courses.as_ref()?;
    reports.table().map(|_| courses)
}

/// How the figures of the chosen column went, worked out once a frame.
pub struct Along {
    /// Of each row of the table, and of its total last.
    of: Vec<Option<Course>>,
    through: Through,
}

impl Along {
    /// Those of the table; `None` where no row has one.
    pub fn of(reports: &Reports, grid: &Grid) -> Option<Self> {
        let table = grid.table();
        let column = table.columns.get(grid.column())?;
        let courses = courses(reports)?;
        let of = courses.along(table, column);
        let through = courses.through;
        of.iter()
            .any(Option::is_some)
            .then_some(Self { of, through })
    }

    /// The course of a row.
    fn of_row(&self, row: Shown<'_>) -> Option<&Course> {
        match row {
            Shown::Row { at, .. } => self.of.get(at)?.as_ref(),
            Shown::Total(_) => self.of.last()?.as_ref(),
        }
    }

    /// Every period of the courses, in order.
    fn axis(&self) -> Vec<Period> {
        let steps = self.of.iter().flatten().flat_map(Course::steps);
        let periods: BTreeSet<Period> = steps.map(|step| step.period).collect();
        periods.into_iter().collect()
    }

    fn heading(&self, lang: Lang) -> String {
        let mut courses = self.of.iter().flatten();
        let first = courses.find_map(|course| course.steps().first());
        match (self.through, first.map(|step| step.period)) {
            (Through::Parts, Some(Period::Quarter { .. })) => ReportsWords::ByQuarter,
            (Through::Parts, _) => ReportsWords::ByYear,
            (Through::Periods, _) => ReportsWords::ByPeriod,
        }
        .text(lang)
    }
}

/// Sparklines of the chosen column, beside the rows.
pub struct Sparks<'along> {
    along: &'along Along,
    /// The periods that have room, one a cell.
    axis: Vec<Period>,
    pub heading: String,
    /// Cells that each takes.
    pub cells: usize,
}

impl<'along> Sparks<'along> {
    /// Those that have room in `room` cells.
    pub fn of(along: &'along Along, room: usize, lang: Lang) -> Option<Self> {
        let heading = along.heading(lang);
        let mut axis = along.axis();
        let cells = axis.len().max(text::cells(&heading)).min(room);
        axis.drain(..axis.len().saturating_sub(cells));
        (axis.len() > 1).then_some(Self {
            along,
            axis,
            heading,
            cells,
        })
    }

    /// The sparkline of a row: the same period stands in the same cell of all.
    pub fn line(&self, row: Shown<'_>) -> String {
        let course = self.along.of_row(row);
        let Some(shown) = course.and_then(|course| course.latest(self.axis.len())) else {
            return String::new();
        };
        let first = shown.steps().first().map(|step| step.period);
        let before = self.axis.iter().position(|period| Some(*period) == first);
        format!(
            "{}{}",
            " ".repeat(before.unwrap_or_default()),
            course_line(&shown)
        )
    }
}

/// Rows that the course of the chosen cell takes: one, whichever is chosen.
pub fn rows(reports: &Reports) -> u16 {
    u16::from(courses(reports).is_some())
}

/// Draws the course of the chosen cell: “xã Hòn Tre · Cấp huyện · Cộng: từ 50
/// (2015) ▆█ đến 75 (2020)”.
pub fn draw(state: &State, grid: &Grid, along: &Along, frame: &mut Frame, area: Rect) {
    let lang = state.lang;
    let Some(row) = grid.chosen(lang).map(|(row, _)| row) else {
        return;
    };
    let course = along.of_row(row);
    let Some((course, [first, last])) = course.zip(course.and_then(Course::ends)) else {
        return;
    };
    let from = CourseWords::From {
        number: first.value.words(lang),
        period: short(first.period, lang),
    };
    let to = CourseWords::To {
        number: last.value.words(lang),
        period: short(last.period, lang),
    };
    let [from, blocks, to] = [from.text(lang), course_line(course), to.text(lang)];
    let taken: usize = [&from, &blocks, &to]
        .map(|part| text::cells(part) + 1)
        .iter()
        .sum();
    let room = usize::from(area.width).saturating_sub(taken + 2);
    let named = named(grid, row, room, lang);
    let line = Line::from(vec![
        Span::styled(format!(" {named}: {from} "), state.palette().dim),
        Span::styled(blocks, state.palette().accent),
        Span::styled(format!(" {to}"), state.palette().dim),
    ]);
    line_at(frame, area, 0, line);
}

/// The chosen cell in at most `room` cells: “xã Hòn Tre · Cấp huyện · Cộng”; of
/// two periods compared, its row. The row's name gives way first.
fn named(grid: &Grid, row: Shown<'_>, room: usize, lang: Lang) -> String {
    let label = match row {
        Shown::Row { row, .. } => lang.say(&row.label),
        Shown::Total(_) => ReportsWords::Total.text(lang),
    };
    let table = grid.table();
    let column = table.columns.get(grid.column());
    let column = column.filter(|_| !course::goes_by_row(table.report));
    let column = column.map(|column| format!(" · {}", column.heading(lang, " · ")));
    let [label, column] = [label, column.unwrap_or_default()];
    let [label, column] = [text::visible(&label), text::visible(&column)];
    let short =
        |words: &str, room: usize| text::fit(words, text::cells(words).min(room), Align::Left);
    let label = short(
        &label,
        room.saturating_sub(text::cells(&column)).max(SHORTEST),
    );
    short(&format!("{label}{column}"), room)
}

/// “2015”, “2018-2020”, “quý III/2023”.
fn short(period: Period, lang: Lang) -> String {
    match period {
        Period::Quarter { .. } => period_words(lang, period),
        Period::Year(_) | Period::Span { .. } => period.to_string(),
    }
}
