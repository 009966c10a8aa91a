//! Published figures that stand in where the book has no records: “trên 500”
//! keeps its qualifier, and what follows from one says “(suy ra)”.

use std::collections::BTreeSet;

use super::behind::Behind;
use super::cell::{Cell, CellValue};
use super::query::Ask;
use super::table::Words;
use super::words::Note;
use crate::domain::register::words::Indicator;
use crate::domain::vocabulary::Qualifier;
use crate::domain::{Level, ModelKind, Period, PublishedFigure, RecordId};

/// The published figures of a book, and those that a table used.
pub struct Published<'a> {
    figures: Vec<&'a (RecordId, PublishedFigure)>,
    used: BTreeSet<usize>,
}

/// What a figure must be of.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    pub indicator: Indicator,
    pub unit: Option<RecordId>,
    pub level: Level,
    pub kind: Option<ModelKind>,
    pub period: Period,
}

impl Wanted {
    fn fits(&self, figure: &PublishedFigure) -> bool {
        figure.indicator == self.indicator
            && figure.unit.is_some()
            && figure.unit == self.unit
            && figure.level == Some(self.level)
            && figure.kind == self.kind
    }
}

impl<'a> Published<'a> {
    pub fn new(ask: &Ask<'a>) -> Self {
        let movements = &ask.query.movements;
        let figures = ask.material.registers.figures.iter();
        Self {
            figures: figures
                .filter(|(_, figure)| movements.take(figure.movement))
                .collect(),
            used: BTreeSet::new(),
        }
    }

    /// What was published for just this.
    pub fn instead(&mut self, wanted: Wanted) -> Option<Cell> {
        self.take(
            |figure| wanted.fits(figure) && figure.period == Some(wanted.period),
            |figure| Some(value_of(figure)),
        )
    }

    /// What follows for the period from a figure that was compared with it.
    pub fn derived(&mut self, wanted: Wanted) -> Option<Cell> {
        self.take(
            |figure| wanted.fits(figure) && figure.compare == Some(wanted.period),
            |figure| figure.derived_before().map(CellValue::Derived),
        )
    }

    fn take(
        &mut self,
        fits: impl Fn(&PublishedFigure) -> bool,
        value: impl Fn(&PublishedFigure) -> Option<CellValue>,
    ) -> Option<Cell> {
        let at = self.figures.iter().position(|(_, figure)| fits(figure))?;
        let (id, figure) = self.figures.get(at)?;
        let value = value(figure)?;
        self.used.insert(at);
        Some(Cell {
            value,
            behind: Some(Behind::Records(vec![*id])),
        })
    }

    /// Whether any figure stands in the table.
    pub fn is_used(&self) -> bool {
        !self.used.is_empty()
    }

    /// The sources of what was used.
    pub fn notes(&self) -> Vec<Words> {
        let used = self.used.iter().filter_map(|at| self.figures.get(*at));
        used.map(|(_, figure)| source_note(figure)).collect()
    }
}

/// The figure as a cell shows it.
pub fn value_of(figure: &PublishedFigure) -> CellValue {
    match figure.qualifier {
        Qualifier::Exactly => CellValue::Count(figure.value),
        qualifier => CellValue::Qualified {
            value: figure.value,
            qualifier,
        },
    }
}

fn source_note(figure: &PublishedFigure) -> Words {
    let level = figure.level.map(Words::label).unwrap_or_default();
    let indicator = Words::label(figure.indicator);
    let note = |indicator: &str, level: &str, number: String| {
        let what = format!("{indicator} {} {number}", level.to_lowercase());
        Note::Published {
            what: crate::text::tidy(&what),
            source: figure.source.clone().unwrap_or_default(),
        }
    };
    let value = value_of(figure);
    Words {
        vi: Words::of(&note(
            &indicator.vi,
            &level.vi,
            value.words(crate::i18n::Lang::Vi),
        ))
        .vi,
        en: Words::of(&note(
            indicator.en.as_str(),
            level.en.as_str(),
            value.words(crate::i18n::Lang::En),
        ))
        .en,
    }
}
