//! A target in its three columns: registered, reported, counted on site.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::line::PageLine;
use super::super::page::VisitPage;
use super::super::words::SurveyWords;
use super::lay::{Laid, indent};
use super::page::NARROW;
use crate::forms::session::InstanceId;
use crate::forms::visit::TargetPart;
use crate::i18n::Phrase;
use crate::text::{self, Align};
use crate::ui::state::State;
use crate::ui::view::paint::cell;
use crate::ui::widgets::list;

/// The three columns of figures.
const FIGURES: [TargetPart; 3] = [
    TargetPart::Registered,
    TargetPart::Reported,
    TargetPart::Counted,
];
/// Cells of a figure.
const FIGURE: usize = 13;

/// Lays a target out in `room` cells; the first of its table has the heads of
/// the columns above it.
pub fn target(page: &VisitPage, id: InstanceId, at: usize, room: usize, state: &State) -> Laid {
    let mut laid = Laid::default();
    let Some(PageLine::Target { depth, .. }) = page.lines().get(at).copied() else {
        return laid;
    };
    let inset = indent(depth, room);
    let columns = columns(inset, room);
    let is_first = at
        .checked_sub(1)
        .and_then(|above| page.lines().get(above))
        .is_none_or(|above| !matches!(above, PageLine::Target { .. }));
    if is_first {
        laid.rows.push(heads(&columns, room, state));
        laid.head = laid.rows.len();
    }
    let name = name(page, id, at, state);
    if columns.name == 0 {
        laid.wrapped(&name, Style::default(), inset, room, 2);
    }
    let here = page.selected_at() == at;
    let mut spans = vec![
        Span::raw(" ".repeat(inset)),
        Span::raw(cell(&name, columns.name)),
    ];
    for part in FIGURES {
        let words = shown(page, id, part).unwrap_or_else(|| SurveyWords::Blank.text(state.lang));
        let chosen = here && page.column == part;
        let words = if chosen {
            format!("‹{words}›")
        } else {
            format!("{words} ")
        };
        let style = style_of(page, id, part, state);
        spans.push(Span::styled(
            text::fit(&words, columns.figure, Align::Right),
            style,
        ));
    }
    let row = laid.rows.len();
    laid.rows.push(Line::from(spans));
    let open = page
        .answering
        .as_ref()
        .filter(|answering| answering.id == id);
    if let Some(answering) = open {
        laid.field = Some(field(&columns, inset, row, answering.part));
        if let Some(fault) = &answering.fault {
            let fault = format!("! {fault}");
            laid.wrapped(&fault, state.palette().bad, inset + 2, room, 2);
        }
    }
    laid
}

struct Columns {
    /// None where the name has a row of its own.
    name: usize,
    figure: usize,
}

fn columns(inset: usize, room: usize) -> Columns {
    let free = room.saturating_sub(inset);
    if room < NARROW {
        return Columns {
            name: 0,
            figure: free / FIGURES.len(),
        };
    }
    Columns {
        name: free.saturating_sub(FIGURE * FIGURES.len()),
        figure: FIGURE,
    }
}

fn heads(columns: &Columns, room: usize, state: &State) -> Line<'static> {
    let figures: String = FIGURES
        .into_iter()
        .map(|part| {
            let head = head_of(part).text(state.lang);
            text::fit(&format!("{head} "), columns.figure, Align::Right)
        })
        .collect();
    Line::styled(text::fit(&figures, room, Align::Right), state.palette().dim)
}

fn head_of(part: TargetPart) -> SurveyWords {
    match part {
        TargetPart::Registered => SurveyWords::Registered,
        TargetPart::Reported => SurveyWords::Reported,
        TargetPart::Name | TargetPart::Measure | TargetPart::Counted => SurveyWords::Counted,
    }
}

/// “Số hộ tham gia (hộ)”.
fn name(page: &VisitPage, id: InstanceId, at: usize, state: &State) -> String {
    let here = page.selected_at() == at;
    let marked = |part, words: String| {
        if here && page.column == part {
            format!("‹{words}›")
        } else {
            words
        }
    };
    let name =
        shown(page, id, TargetPart::Name).unwrap_or_else(|| SurveyWords::NoName.text(state.lang));
    let name = marked(TargetPart::Name, name);
    let measure = shown(page, id, TargetPart::Measure);
    let is_chosen = here && page.column == TargetPart::Measure;
    match measure.or_else(|| is_chosen.then(|| SurveyWords::Blank.text(state.lang))) {
        Some(measure) => format!("{name} ({})", marked(TargetPart::Measure, measure)),
        None => name,
    }
}

/// What was written down of a part, number or not.
pub fn shown(page: &VisitPage, id: InstanceId, part: TargetPart) -> Option<String> {
    let (key, _) = page.filling()?.target_of(id)?;
    let target = page
        .visit()?
        .targets
        .iter()
        .find(|target| target.key == key)?;
    part.of(target).map(str::to_owned)
}

/// What was counted on site and is less than was reported is seen at once.
fn style_of(page: &VisitPage, id: InstanceId, part: TargetPart, state: &State) -> Style {
    let number =
        |part| shown(page, id, part).and_then(|words| words.replace(',', ".").parse::<f64>().ok());
    let counted = number(TargetPart::Counted);
    let reported = number(TargetPart::Reported);
    match part {
        TargetPart::Counted if counted < reported && counted.is_some() => state.palette().warn,
        TargetPart::Counted if counted.is_some() => state.palette().good,
        _ => Style::default(),
    }
}

fn field(columns: &Columns, inset: usize, row: usize, part: Option<TargetPart>) -> Rect {
    let small = |cells: usize| u16::try_from(cells).unwrap_or(u16::MAX);
    let at = FIGURES.iter().position(|figure| Some(*figure) == part);
    let (x, width) = match at {
        Some(at) => (
            inset + columns.name + at * columns.figure + 1,
            columns.figure - 1,
        ),
        None => (inset, columns.name.max(columns.figure * FIGURES.len())),
    };
    Rect {
        x: small(x) + list::MARGIN,
        y: small(row),
        width: small(width),
        height: 1,
    }
}
