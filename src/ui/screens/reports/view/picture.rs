//! What stands beside the rows of a table that leaves room.

use ratatui::style::Style;
use ratatui::text::Span;

use super::super::grid::{GAP, Grid, Layout, Shown};
use super::course::{Along, Sparks};
use crate::i18n::Lang;
use crate::report::CellValue;
use crate::report::table::ColumnKind;
use crate::text::{self, Align};
use crate::ui::widgets::bars;

/// The least room in which bars say something, in cells.
const BARS: usize = 12;

/// What stands beside the rows, where the table leaves room: how the figures of
/// the chosen column went through time, and bars of them.
pub struct Picture<'along> {
    sparks: Option<Sparks<'along>>,
    bars: Option<Bars>,
}

struct Bars {
    room: usize,
    most: u64,
}

impl<'along> Picture<'along> {
    /// What has room in `room` cells, those of the table included.
    pub fn of(
        along: Option<&'along Along>,
        grid: &Grid,
        layout: &Layout,
        room: usize,
        lang: Lang,
    ) -> Self {
        let (mut sparks, mut bars) = (None, None);
        if layout.in_sight == (0..layout.widths.len()) {
            let left = room.saturating_sub(layout.before(layout.widths.len()));
            sparks = along.and_then(|along| Sparks::of(along, left, lang));
            let taken = sparks.as_ref().map_or(0, |sparks| sparks.cells + GAP);
            bars = Bars::of(grid, left.saturating_sub(taken), lang);
        }
        Self { sparks, bars }
    }

    /// The heading of what stands beside the rows.
    pub fn heading(&self) -> &str {
        let sparks = self.sparks.as_ref();
        sparks.map_or("", |sparks| &sparks.heading)
    }

    /// The end of a row.
    pub fn spans(&self, row: Shown<'_>, column: usize, accent: Style) -> Vec<Span<'static>> {
        let mut spans = Vec::new();
        let mut put = |picture: String| {
            spans.push(Span::raw(" ".repeat(GAP)));
            spans.push(Span::styled(picture, accent));
        };
        if let Some(sparks) = &self.sparks {
            put(text::fit(&sparks.line(row), sparks.cells, Align::Left));
        }
        if let (Some(bars), Some(count)) = (&self.bars, count(row, column)) {
            put(bars::bar(count, bars.most, bars.room));
        }
        spans
    }
}

impl Bars {
    fn of(grid: &Grid, room: usize, lang: Lang) -> Option<Self> {
        let column = grid.table().columns.get(grid.column())?;
        if column.kind != ColumnKind::Count || room < BARS {
            return None;
        }
        let rows = grid.shown(lang);
        let counts = rows.iter().filter_map(|row| count(*row, grid.column()));
        Some(Self {
            room,
            most: counts.max()?,
        })
    }
}

/// The count to draw a bar of; a total would make all others small.
fn count(row: Shown<'_>, column: usize) -> Option<u64> {
    match row {
        Shown::Row { row, .. } => match row.cells.get(column)?.value {
            CellValue::Count(count) => u64::try_from(count).ok(),
            _ => None,
        },
        Shown::Total(_) => None,
    }
}
