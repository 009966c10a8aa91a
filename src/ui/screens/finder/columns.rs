//! The columns of the list of all records, by the width there is.

use ratatui::text::{Line, Span};

use super::words::{FinderWords, sign, tone};
use crate::domain::{Period, RecordKind};
use crate::i18n::{Lang, Phrase};
use crate::service::request::find::{FoundLine, FoundStatus};
use crate::text;
use crate::ui::theme::Palette;
use crate::ui::view::paint::{cell, highlighted};
use crate::ui::widgets::list::MARGIN;
use crate::ui::words::{capitalised, label, period_words};

/// Widths in cells; 0 leaves a column out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    kind: usize,
    what: usize,
    place: usize,
    when: usize,
}

/// “hạn 15/12/2026”.
const WHEN: usize = 14;

impl Columns {
    /// The columns that fit, the less needed left out first.
    pub fn within(width: u16) -> Self {
        let width = usize::from(width).saturating_sub(usize::from(MARGIN) + 1);
        let (kind, place, when) = match width {
            90.. => (16, 18, WHEN),
            70.. => (12, 12, WHEN),
            50.. => (11, 0, WHEN),
            30.. => (8, 0, 0),
            _ => (0, 0, 0),
        };
        // A cell for the sign, and one between columns.
        let others: usize = [1, kind, place, when]
            .iter()
            .filter(|cells| **cells > 0)
            .map(|cells| cells + 1)
            .sum();
        Self {
            kind,
            what: width.saturating_sub(others),
            place,
            when,
        }
    }

    /// Cells from the left edge to the end of what a record says.
    pub fn what_end(&self) -> u16 {
        let kind = self.kind + usize::from(self.kind > 0);
        let end = kind + self.what;
        u16::try_from(end).map_or(u16::MAX, |end| end.saturating_add(MARGIN))
    }

    /// The heads of the columns.
    pub fn head(&self, lang: Lang) -> String {
        let heads = [
            (FinderWords::Kind.text(lang), self.kind),
            (FinderWords::What.text(lang), self.what),
            (FinderWords::Place.text(lang), self.place),
            (String::new(), 1),
            (FinderWords::When.text(lang), self.when),
        ];
        let shown = heads.iter().filter(|(_, cells)| *cells > 0);
        let cells = shown.map(|(words, cells)| cell(words, *cells));
        cells.collect::<Vec<_>>().join(" ")
    }

    /// One record.
    pub fn line(&self, found: &FoundLine, lang: Lang, palette: &Palette) -> Line<'static> {
        let mut spans = Vec::new();
        if self.kind > 0 {
            let kind = cell(&short_kind(found.id.kind, lang), self.kind);
            spans.push(Span::styled(kind, palette.label));
            spans.push(Span::raw(" "));
        }
        spans.extend(self.what(found, lang, palette));
        if self.place > 0 {
            let unit = found.unit.as_ref().map_or("–", |unit| &unit.name);
            spans.push(Span::raw(format!(" {}", cell(unit, self.place))));
        }
        let style = tone(found.status, palette);
        spans.push(Span::styled(format!(" {}", sign(found.status)), style));
        if self.when > 0 {
            let when = format!(" {}", cell(&when(found, lang), self.when));
            spans.push(Span::styled(when, style));
        }
        Line::from(spans)
    }

    /// The title with its matches underlined, and after it, as far as there is
    /// room, what tells it from others.
    fn what(&self, found: &FoundLine, lang: Lang, palette: &Palette) -> Vec<Span<'static>> {
        let about = lang.say(&found.about);
        let about = match about.is_empty() {
            true => String::new(),
            false => format!(" · {about}"),
        };
        // Registrations of one model are told apart by what follows its name.
        let kept = match found.id.kind {
            RecordKind::Registration => text::cells(&about).min(self.what / 2),
            _ => 0,
        };
        let title = text::cells(&text::visible(&found.title)).min(self.what - kept);
        let room = self.what - title;
        let mut spans = highlighted(&found.title, &found.matched, title, palette.matched);
        spans.push(Span::styled(cell(&about, room), palette.dim));
        spans
    }
}

/// What a kind is called where there is little room.
fn short_kind(kind: RecordKind, lang: Lang) -> String {
    match (kind, lang) {
        (RecordKind::AreaTitle, Lang::Vi) => "Danh hiệu".to_owned(),
        (RecordKind::Figure, Lang::Vi) => "Số công bố".to_owned(),
        (RecordKind::Figure, Lang::En) => "Figure".to_owned(),
        (RecordKind::Visit, Lang::Vi) => "Khảo sát".to_owned(),
        (RecordKind::Round, Lang::Vi) => "Đợt k.sát".to_owned(),
        (RecordKind::Attachment, Lang::Vi) => "Tệp kèm".to_owned(),
        (RecordKind::Recommendation, Lang::En) => "Recommended".to_owned(),
        _ => capitalised(label(lang, kind)),
    }
}

/// The day by which somebody is waited for, else the period or the day it is of.
fn when(found: &FoundLine, lang: Lang) -> String {
    let is_awaited = found.status.is_some_and(FoundStatus::is_awaited);
    let due = found.due.filter(|_| is_awaited).map(text::short_date);
    let due = due.map(|day| FinderWords::DueOn { day }.text(lang));
    let period = found.period.map(|period| short_period(period, lang));
    due.or(period)
        .or(found.day.map(text::short_date))
        .unwrap_or_default()
}

/// “2021-2023”, “quý III/2023”: what fits the column.
fn short_period(period: Period, lang: Lang) -> String {
    match period {
        Period::Quarter { .. } => period_words(lang, period),
        Period::Year(_) | Period::Span { .. } => period.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_fill_any_width_and_no_more() {
        for width in 10..200u16 {
            let used = text::cells(&Columns::within(width).head(Lang::Vi));
            assert!(used <= usize::from(width) - 2, "{width}: {used}");
        }
    }
}
