//! The columns of the list of models, by the width there is.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::words::ModelsWords;
use crate::domain::{Level, Word};
use crate::i18n::{Lang, Phrase};
use crate::service::views::{ModelLine, RegistrationLine};
use crate::text;
use crate::ui::theme::Palette;
use crate::ui::view::paint::{cell, highlighted};
use crate::ui::widgets::list::MARGIN;
use crate::ui::words::{StatusSign, tone};

/// Widths in cells; 0 leaves a column out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    name: usize,
    owner: usize,
    place: usize,
    level: usize,
    status: usize,
}

impl Columns {
    /// Cells from the left edge to the end of the name.
    pub fn name_end(&self) -> u16 {
        u16::try_from(self.name).map_or(u16::MAX, |name| name.saturating_add(MARGIN))
    }

    /// The columns that fit, the less needed left out first.
    pub fn within(width: u16) -> Self {
        let width = usize::from(width).saturating_sub(3);
        let (owner, place, level, status) = match width {
            90.. => (24, 18, 9, 13),
            70.. => (16, 12, 6, 12),
            50.. => (0, 12, 6, 12),
            _ => (0, 0, 0, 2),
        };
        let others = [owner, place, level, status]
            .iter()
            .filter(|cells| **cells > 0)
            .map(|cells| cells + 1)
            .sum();
        Self {
            name: width.saturating_sub(others),
            owner,
            place,
            level,
            status,
        }
    }
}

/// The heads of the columns.
pub fn head(columns: &Columns, lang: Lang) -> String {
    let heads = [
        (ModelsWords::Name, columns.name),
        (ModelsWords::Owner, columns.owner),
        (ModelsWords::Place, columns.place),
        (ModelsWords::Level, columns.level),
        (ModelsWords::State, columns.status),
    ];
    let shown = heads.iter().filter(|(_, cells)| *cells > 0);
    shown
        .map(|(words, cells)| cell(&words.text(lang), *cells))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether people marked a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    None,
    Marked,
}

/// One model.
pub fn line(
    model: &ModelLine,
    mark: Mark,
    columns: &Columns,
    lang: Lang,
    palette: &Palette,
) -> Line<'static> {
    let mut spans = match mark {
        Mark::None => name(model, columns.name, lang, palette),
        Mark::Marked => {
            let mut spans = vec![Span::styled("+ ", palette.accent)];
            spans.extend(name(model, columns.name.saturating_sub(2), lang, palette));
            spans
        }
    };
    let mut push = |words: &str, cells: usize, style: Style| {
        if cells > 0 {
            spans.push(Span::raw(" "));
            spans.push(Span::styled(cell(words, cells), style));
        }
    };
    push(
        model.owner.as_deref().unwrap_or("–"),
        columns.owner,
        Style::default(),
    );
    push(
        model.unit.as_ref().map_or("–", |unit| &unit.name),
        columns.place,
        Style::default(),
    );
    push(&levels(model), columns.level, Style::default());
    let (status, style) = status(model, lang, palette);
    let sign_alone = status.chars().next().map(String::from).unwrap_or_default();
    push(
        if columns.status < 4 {
            &sign_alone
        } else {
            &status
        },
        columns.status,
        style,
    );
    Line::from(spans)
}

/// The name, its matches underlined, a `!` before it where values do not agree,
/// and behind it the old name where that was found.
fn name(model: &ModelLine, cells: usize, lang: Lang, palette: &Palette) -> Vec<Span<'static>> {
    let mut spans = Vec::new();
    let mut room = cells;
    if model.conflicts > 0 {
        spans.push(Span::styled("! ", palette.warn));
        room = cells.saturating_sub(2);
    }
    let Some(name) = model.formerly.as_deref() else {
        spans.extend(highlighted(
            &model.name,
            &model.matched,
            room,
            palette.matched,
        ));
        return spans;
    };
    let formerly = ModelsWords::Formerly {
        name: text::visible(name).into_owned(),
    };
    let formerly = formerly.text(lang);
    // Each keeps a half, or what the other leaves.
    let old =
        text::cells(&formerly).min((room / 2).max(room.saturating_sub(text::cells(&model.name))));
    spans.extend(highlighted(
        &model.name,
        &model.matched,
        room - old,
        palette.matched,
    ));
    spans.push(Span::styled(cell(&formerly, old), palette.dim));
    spans
}

/// `C·H·T`: the levels that the model registered at, in official order.
fn levels(model: &ModelLine) -> String {
    let registered = |level: &&Level| {
        model
            .registrations
            .iter()
            .any(|one| one.level == **level && one.status.is_registered())
    };
    let signs: Vec<_> = Level::ALL
        .iter()
        .filter(registered)
        .map(|level| level.sign())
        .collect();
    if signs.is_empty() {
        "–".to_owned()
    } else {
        signs.join("·")
    }
}

/// Where the model stands: its latest period, the highest level in it.
fn status(model: &ModelLine, lang: Lang, palette: &Palette) -> (String, Style) {
    let standing = |one: &&RegistrationLine| (one.period.last_day(), one.level);
    match model.registrations.iter().max_by_key(standing) {
        Some(one) => {
            let sign = StatusSign::of(one.status);
            (
                format!("{} {}", sign.sign, sign.word(lang)),
                tone(one.status, palette),
            )
        }
        None => ("–".to_owned(), palette.dim),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_columns_fill_any_width_and_no_more() {
        for width in 10..200u16 {
            let columns = Columns::within(width);
            let used = crate::text::cells(&head(&columns, Lang::Vi));
            assert!(used <= usize::from(width) - 2, "{width}: {used}");
        }
    }
}
