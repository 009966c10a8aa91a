//! The body of a list, row by row from the header to the signatures.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::list::{CellFault, ListFault, ListField, ListRow};
use crate::office::workbook::{Row, column_letters};

use super::columns::{Column, Role};
use super::enumerator;
use super::header::Header;
use super::map::ColumnMap;
use super::passed::{self, Counted, Headings, Over, Total};
use super::row::Reading;
use super::sample::{Marked, is_mark};
use super::sections::{self, AmongNames, Section, Sections, Title};

/// What the body of a list holds.
#[derive(Default)]
pub(super) struct Body {
    pub(super) rows: Vec<ListRow>,
    pub(super) faults: Vec<ListFault>,
    /// Columns without a heading in which something stands.
    pub(super) unheaded: BTreeSet<u16>,
}

/// Reads every row below the header.
pub(super) fn read(reading: &Reading<'_>, header: &Header) -> Body {
    let mut walk = Walk {
        reading,
        headings: Headings::of(header),
        body: Body::default(),
        sections: Sections::default(),
        place: Place::Heading,
        marks: BTreeMap::new(),
        part: Tally::default(),
        totals: Vec::new(),
    };
    let below = reading
        .sheet
        .rows()
        .partition_point(|row| row.number < reading.first);
    for row in reading.sheet.rows().get(below..).unwrap_or_default() {
        walk.row(row);
    }
    walk.check_totals();
    walk.body
}

/// Where the walk stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Just below a header.
    Heading,
    Models,
    /// Among signatures.
    Closing,
}

/// How many rows and marks had been read at some row.
#[derive(Debug, Clone, Default)]
struct Tally {
    rows: usize,
    marks: BTreeMap<u16, i64>,
}

struct Walk<'a> {
    reading: &'a Reading<'a>,
    headings: Headings,
    body: Body,
    sections: Sections,
    place: Place,
    /// Marks met in each marked column.
    marks: BTreeMap<u16, i64>,
    /// What had been read when the current part of the list began.
    part: Tally,
    totals: Vec<Announced>,
}

/// A total row with what stood above it.
struct Announced {
    total: Total,
    all: Tally,
    part: Tally,
}

impl Walk<'_> {
    fn row(&mut self, row: &Row) {
        if self.place == Place::Heading && passed::is_numbering(row) {
            return;
        }
        if self.headings.repeated_in(row) {
            self.place = Place::Heading;
            return;
        }
        if self.holds_nothing(row) || passed::is_footnote(row) {
            return;
        }
        if let Some(total) = passed::total(row, self.reading.columns) {
            self.announce(total);
            return;
        }
        let model = self.is_model(row);
        if !model && passed::closes(row) {
            self.place = Place::Closing;
            return;
        }
        if self.place == Place::Closing && !model {
            return;
        }
        self.place = Place::Models;
        match self.section(row) {
            Some(section) => {
                self.sections.open(section);
                self.part = self.tally();
            }
            None => self.model(row),
        }
    }

    fn model(&mut self, row: &Row) {
        let read = self.reading.row(row, &self.sections);
        for column in self.reading.columns {
            let marked = matches!(column.role, Role::Mark(_))
                && !matches!(is_mark(row.cell(column.at)), Marked::No);
            if marked {
                *self.marks.entry(column.at).or_default() += 1;
            }
        }
        self.body.rows.push(read.row);
        self.body.faults.extend(read.faults);
        self.body.unheaded.extend(read.unheaded);
    }

    /// Whether a row holds nothing but its number.
    fn holds_nothing(&self, row: &Row) -> bool {
        let number = self.column_of(&Role::RowNumber);
        row.filled()
            .all(|(at, cell)| Some(at) == number && enumerator::whole(&cell.line()).is_some())
    }

    /// Whether a row is surely a model: numbered and named, or filled in
    /// under several headings.
    fn is_model(&self, row: &Row) -> bool {
        let filled = |role: &Role| {
            self.column_of(role)
                .is_some_and(|at| !row.cell(at).is_blank())
        };
        let known = |at: u16| {
            self.reading
                .columns
                .iter()
                .any(|column| column.at == at && column.role != Role::Unknown)
        };
        let under_headings = row.filled().filter(|(at, _)| known(*at)).count();
        let named = filled(&Role::Value(ListField::Name));
        let numbered = self
            .column_of(&Role::RowNumber)
            .is_some_and(|at| row.cell(at).count().is_some());
        named && (numbered || under_headings > 3)
    }

    fn column_of(&self, role: &Role) -> Option<u16> {
        self.reading
            .columns
            .iter()
            .find(|column| column.role == *role)
            .map(|column| column.at)
    }

    /// The section that a row with a single text is.
    fn section(&self, row: &Row) -> Option<Section> {
        let number_at = self.column_of(&Role::RowNumber);
        let mut cells: Vec<_> = row.filled().collect();
        let beside = match cells.first() {
            Some((at, cell)) if Some(*at) == number_at && cells.len() > 1 => Some(cell.line()),
            _ => None,
        };
        if beside.is_some() {
            cells.remove(0);
        }
        let (at, cell) = *cells.first()?;
        let counted_high = beside
            .as_deref()
            .and_then(enumerator::whole)
            .is_some_and(|beside| beside != enumerator::Enumerator::Number);
        // A section may carry the sums of its models behind its title.
        let only_text = cells
            .iter()
            .skip(1)
            .all(|(_, cell)| counted_high && cell.count().is_some());
        let text = cell.line();
        if !only_text || cell.count().is_some() || self.holds_only_names() {
            return None;
        }
        let among_names = match (
            Some(at) == self.column_of(&Role::Value(ListField::Name)),
            number_at,
        ) {
            (false, _) => AmongNames::No,
            (true, Some(_)) => AmongNames::Numbered,
            (true, None) => AmongNames::Unnumbered,
        };
        let place = format!("{}{}", column_letters(at), row.number);
        sections::read(Title {
            text: &text,
            row_number: beside.as_deref(),
            among_names,
            place: &place,
        })
    }

    /// Whether the unit is constant and the list holds nothing but names: then
    /// a single text is a model, never a title.
    fn holds_only_names(&self) -> bool {
        let constant = |map: &ColumnMap| {
            matches!(
                map,
                ColumnMap::Constant {
                    field: ListField::Unit,
                    ..
                }
            )
        };
        let values = |column: &&Column| !matches!(column.role, Role::RowNumber | Role::Unknown);
        self.reading.maps.iter().any(constant)
            && self.reading.columns.iter().filter(values).count() == 1
    }

    fn tally(&self) -> Tally {
        Tally {
            rows: self.body.rows.len(),
            marks: self.marks.clone(),
        }
    }

    fn announce(&mut self, total: Total) {
        let all = self.tally();
        self.totals.push(Announced {
            total,
            part: self.part.clone(),
            all: all.clone(),
        });
        self.part = all;
    }

    /// Compares every announced number with what was found, over the whole
    /// list or over the part that the total may mean.
    fn check_totals(&mut self) {
        let last = self.body.rows.len();
        for (earlier, announced) in std::mem::take(&mut self.totals).into_iter().enumerate() {
            let at_the_end = announced.all.rows == last;
            for claim in &announced.total.claims {
                let count = |tally: &Tally| match claim.what {
                    Counted::Models => tally.rows as i64,
                    Counted::Marks => tally.marks.get(&claim.column).copied().unwrap_or_default(),
                };
                let (all, part) = (
                    count(&announced.all),
                    count(&announced.all) - count(&announced.part),
                );
                let of_a_part = announced.total.over == Over::ListOrPart || !at_the_end;
                if claim.announced == all || of_a_part && claim.announced == part {
                    continue;
                }
                let whole = earlier == 0 || announced.total.over == Over::List && at_the_end;
                let found = if whole { all } else { part };
                let fault = CellFault::Total {
                    announced: claim.announced,
                    found,
                };
                self.body.faults.push(ListFault {
                    row: announced.total.row,
                    column: self.heading(claim.column),
                    fault,
                });
            }
        }
        self.body.faults.sort_by_key(|fault| fault.row);
    }

    fn heading(&self, at: u16) -> String {
        let known = self.reading.columns.iter().find(|column| column.at == at);
        known.map_or_else(|| column_letters(at), |column| column.heading.clone())
    }
}
