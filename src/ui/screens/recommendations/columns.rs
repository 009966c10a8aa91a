//! The columns of the list of *kiến nghị*, by the width there is.

use ratatui::text::{Line, Span};

use super::words::{RecommendationsWords, StepSign, tone};
use crate::i18n::{Lang, Phrase};
use crate::service::views::RecommendationView;
use crate::text;
use crate::ui::theme::Palette;
use crate::ui::view::paint::cell;

/// Widths in cells; 0 leaves a column out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    number: usize,
    place: usize,
    what: usize,
    due: usize,
    status: usize,
}

impl Columns {
    /// The columns that fit, the less needed left out first.
    pub fn within(width: u16) -> Self {
        let width = usize::from(width).saturating_sub(3);
        let (number, place, due, status) = match width {
            90.. => (6, 20, 10, 13),
            60.. => (4, 14, 10, 12),
            _ => (4, 0, 0, 2),
        };
        let others = [number, place, due, status]
            .iter()
            .filter(|cells| **cells > 0)
            .map(|cells| cells + 1)
            .sum();
        Self {
            number,
            place,
            what: width.saturating_sub(others),
            due,
            status,
        }
    }

    /// The heads of the columns.
    pub fn head(&self, lang: Lang) -> String {
        let heads = [
            (RecommendationsWords::Number, self.number),
            (RecommendationsWords::Place, self.place),
            (RecommendationsWords::What, self.what),
            (RecommendationsWords::Due, self.due),
            (RecommendationsWords::Status, self.status),
        ];
        let shown = heads.into_iter().filter(|(_, cells)| *cells > 2);
        let heads: Vec<_> = shown
            .map(|(words, cells)| cell(&words.text(lang), cells))
            .collect();
        heads.join(" ")
    }

    /// One *kiến nghị* as a line.
    pub fn line(&self, view: &RecommendationView, lang: Lang, palette: &Palette) -> Line<'static> {
        let sign = StepSign::of(view.status);
        let style = tone(view.status, palette);
        let unit = view.unit.as_ref().map_or("", |unit| unit.name.as_str());
        let due = view.due.map(text::short_date).unwrap_or_default();
        let status = match self.status {
            0..=2 => sign.sign.to_owned(),
            _ => format!("{} {}", sign.sign, sign.word(lang)),
        };
        let mut spans = Vec::new();
        let mut add = |words: &str, cells: usize, style| {
            if cells > 0 {
                let gap = if spans.is_empty() { "" } else { " " };
                spans.push(Span::styled(format!("{gap}{}", cell(words, cells)), style));
            }
        };
        let plain = ratatui::style::Style::default();
        add(&view.number, self.number, plain);
        add(unit, self.place, plain);
        add(&what(view), self.what, plain);
        add(&due, self.due, style);
        add(&status, self.status, style);
        Line::from(spans)
    }
}

/// What is asked, with the model that it is about.
fn what(view: &RecommendationView) -> String {
    let asked = text::tidy(&view.text);
    match &view.model {
        Some(model) => format!("{asked} ({model})"),
        None => asked,
    }
}
