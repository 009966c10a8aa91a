//! The body of a list, row by row from the header to the signatures.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use crate::domain::Period;
use crate::domain::list::{CellFault, ListFault, ListField, ListRow};
use crate::office::workbook::{Row, Sheet, column_letters};
use crate::text;

use super::ListOptions;
use super::above::Above;
use super::columns::{Column, Role};
use super::enumerator;
use super::header::Header;
use super::map::ColumnMap;
use super::paper;
use super::passed::{self, Headings};
use super::row::Reading;
use super::sample::{Marked, is_mark};
use super::sections::{self, AmongNames, Section, Sections, Title};
use super::tables::Table;
use super::totals::{self, Breakdown, Counted, Over, Total};

/// What the body of a list holds.
#[derive(Default)]
pub(super) struct Body {
    pub(super) rows: Vec<ListRow>,
    pub(super) faults: Vec<ListFault>,
    /// Columns without a heading in which something stands.
    pub(super) unheaded: BTreeSet<u16>,
    /// The period that some rows have from the title of the paper alone.
    pub(super) title_period: Option<Period>,
}

/// Reads every row below the headers of the tables.
pub(super) fn read(sheet: &Sheet, tables: &[Table], options: &ListOptions) -> Body {
    let reading = |table| Reading::of(sheet, table, options);
    let readings: Vec<Reading<'_>> = tables.iter().map(reading).collect();
    let (Some(first), Some(top)) = (readings.first(), tables.first()) else {
        return Body::default();
    };
    let mut walk = Walk {
        reading: first,
        headings: Headings::of(&top.header),
        body: Body::default(),
        sections: Sections::default(),
        above: Above::default(),
        unit_above: String::new(),
        place: Place::Heading,
        models: HashSet::new(),
        marks: BTreeMap::new(),
        starts: Vec::new(),
        table: Tally::default(),
        totalled: Tally::default(),
        totals: Vec::new(),
    };
    for section in paper::sections(sheet, &top.header, &options.labels) {
        walk.open(section, top.header.rows.0);
    }
    walk.title_above(&top.header);
    let mut next_headers = tables.iter().skip(1).map(|table| table.header.rows.0);
    for (table, reading) in tables.iter().zip(&readings) {
        walk.begin(table, reading);
        let place = |number| sheet.rows().partition_point(|row| row.number < number);
        let end = next_headers.next().map_or(sheet.rows().len(), place);
        for row in sheet
            .rows()
            .get(place(reading.first)..end)
            .unwrap_or_default()
        {
            walk.row(row);
        }
    }
    walk.close(0);
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

/// How many rows, models and marks had been read at some row. A model that
/// registers at two levels may stand on two rows, and totals count either.
#[derive(Debug, Clone, Default)]
struct Tally {
    rows: usize,
    models: usize,
    marks: BTreeMap<u16, i64>,
}

impl Tally {
    /// The rows and the models that were read since `start`.
    fn since(&self, start: &Self) -> [i64; 2] {
        [self.rows - start.rows, self.models - start.models].map(|count| count as i64)
    }
}

/// An open section: what had been read when it began, and what it announced.
struct Start {
    tally: Tally,
    announced: Option<Counting>,
}

/// A number of models that a title announced, and where.
struct Counting {
    row: u32,
    column: String,
    announced: i64,
}

struct Walk<'a> {
    reading: &'a Reading<'a>,
    headings: Headings,
    body: Body,
    sections: Sections,
    above: Above<'a>,
    /// The unit of the last row that named one.
    unit_above: String,
    place: Place,
    /// Models met: folded name, owner and unit.
    models: HashSet<[String; 3]>,
    /// Marks met in each marked column.
    marks: BTreeMap<u16, i64>,
    /// Each open section as it began.
    starts: Vec<Start>,
    /// What had been read when the table began.
    table: Tally,
    /// What had been read at the last total.
    totalled: Tally,
    totals: Vec<Announced>,
}

/// A total row with what had been read above it.
struct Announced {
    total: Total,
    /// The heading over each of its numbers.
    headings: Vec<String>,
    all: Tally,
    /// At the start of its table.
    table: Tally,
    /// At the last total, then at the start of each open section.
    parts: Vec<Tally>,
}

impl Announced {
    /// Whether the list says *Tổng cộng* of its parts too: it did so above, in
    /// the same table, or says it once more below.
    fn is_one_of_parts(&self, totals: &[Self]) -> bool {
        let says_so = |other: &&Self| other.total.over == Over::List;
        let above = |other: &Self| (self.table.rows + 1..self.all.rows).contains(&other.all.rows);
        let below =
            |other: &Self| other.all.rows == self.all.rows && other.total.row > self.total.row;
        totals
            .iter()
            .filter(says_so)
            .any(|other| above(other) || below(other))
    }
}

impl<'a> Walk<'a> {
    /// Goes on below the header of the next table.
    fn begin(&mut self, table: &Table, reading: &'a Reading<'a>) {
        self.reading = reading;
        self.headings = Headings::of(&table.header);
        self.above = Above::default();
        self.place = Place::Heading;
        self.table = self.tally();
    }

    /// Opens the section whose title stands just above the header.
    fn title_above(&mut self, header: &Header) {
        let above = (1..=2).filter_map(|rows| header.rows.0.checked_sub(rows));
        let Some(row) = above
            .filter_map(|number| self.reading.sheet.row(number))
            .next()
        else {
            return;
        };
        let mut cells = row.filled();
        if let (Some((at, cell)), None) = (cells.next(), cells.next()) {
            let place = format!("{}{}", column_letters(at), row.number);
            if let Some(section) =
                sections::read_above_header(&cell.line(), &place, self.reading.labels)
            {
                self.open(section, row.number);
            }
        }
    }

    fn open(&mut self, section: Section, row: u32) {
        let announced = section.announced.map(|announced| Counting {
            row,
            column: section
                .place
                .trim_end_matches(|letter: char| letter.is_ascii_digit())
                .to_owned(),
            announced,
        });
        let depth = self.sections.open(section);
        self.close(depth);
        let tally = self.tally();
        self.starts.push(Start { tally, announced });
    }

    /// Ends the open sections from this depth on, and holds each to the number
    /// of models that its title announced.
    fn close(&mut self, depth: usize) {
        let tally = self.tally();
        for start in self.starts.drain(depth.min(self.starts.len())..) {
            let [found, models] = tally.since(&start.tally);
            if let Some(counting) = start.announced
                && ![found, models].contains(&counting.announced)
            {
                self.body.faults.push(ListFault {
                    row: counting.row,
                    column: counting.column,
                    fault: CellFault::Total {
                        announced: counting.announced,
                        found,
                    },
                });
            }
        }
    }

    fn row(&mut self, row: &'a Row) {
        let numbers_columns = passed::is_numbering(row);
        if numbers_columns && (self.place == Place::Heading || passed::is_bracketed(row)) {
            return;
        }
        if self.headings.repeated_in(row) {
            self.place = Place::Heading;
            return;
        }
        if self.holds_nothing(row) || passed::is_footnote(row) {
            return;
        }
        if let Some(total) = totals::total(row, self.reading.columns) {
            self.announce(total);
            return;
        }
        if self.takes_a_total_apart(row) {
            return;
        }
        let surely = self.is_surely_model(row);
        if !surely && !self.may_be_model(row) && passed::closes(row) {
            self.place = Place::Closing;
            return;
        }
        if self.place == Place::Closing && !surely {
            return;
        }
        self.place = Place::Models;
        match self.section(row) {
            Some(section) => self.open(section, row.number),
            None => self.model(row),
        }
    }

    fn model(&mut self, row: &'a Row) {
        let reading = self.reading;
        let read = reading.row(row, &self.sections, &self.above);
        for column in reading.columns {
            self.above.pass(column, reading.seen(row, column));
            let marked = matches!(column.role, Role::Mark(_))
                && !matches!(is_mark(row.cell(column.at)), Marked::No);
            if marked {
                *self.marks.entry(column.at).or_default() += 1;
            }
        }
        if !read.row.unit.is_empty() {
            self.unit_above.clone_from(&read.row.unit);
        }
        let owner = read.row.owner.as_deref().unwrap_or_default();
        self.models
            .insert([&read.row.name, owner, &self.unit_above].map(text::fold_key));
        self.body.rows.push(read.row);
        self.body.faults.extend(read.faults);
        self.body.unheaded.extend(read.unheaded);
        self.body.title_period = self.body.title_period.or(read.title_period);
    }

    /// Whether a row below the last model only tells what a total is made of.
    fn takes_a_total_apart(&self, row: &Row) -> bool {
        let is_below_a_total = || {
            let last = self.totals.last();
            last.is_some_and(|announced| announced.all.rows == self.body.rows.len())
        };
        let is_meant = match totals::breakdown(row) {
            Some(Breakdown::Whole) => true,
            Some(Breakdown::Piece) => is_below_a_total(),
            None => false,
        };
        let is_model = |below: &Row| {
            totals::breakdown(below).is_none()
                && (self.is_surely_model(below) || self.may_be_model(below))
        };
        let rows = self.reading.sheet.rows().iter();
        is_meant
            && !rows
                .skip_while(|below| below.number <= row.number)
                .any(is_model)
    }

    /// Whether a row holds nothing but its number.
    fn holds_nothing(&self, row: &Row) -> bool {
        let number = self.column_of(&Role::RowNumber);
        row.filled()
            .all(|(at, cell)| Some(at) == number && enumerator::whole(&cell.line()).is_some())
    }

    /// Whether a row is a model even among signatures: numbered and named, or
    /// filled in under several headings.
    fn is_surely_model(&self, row: &Row) -> bool {
        let number = self.column_of(&Role::RowNumber);
        let numbered = number.is_some_and(|at| row.cell(at).count().is_some());
        self.name_in(row).is_some() && (numbered || self.under_headings(row) > 3)
    }

    /// Whether a row above the signatures is a model, although it may hold a
    /// word that also stands among them, such as *Bí thư*.
    fn may_be_model(&self, row: &Row) -> bool {
        let named = self
            .name_in(row)
            .is_some_and(|name| !passed::is_closing(&name));
        named && self.under_headings(row) > 1
    }

    fn name_in(&self, row: &Row) -> Option<String> {
        let name = row.cell(self.column_of(&Role::Value(ListField::Name))?);
        (!name.is_blank()).then(|| name.line())
    }

    fn under_headings(&self, row: &Row) -> usize {
        let known = |column: &&Column| column.role != Role::Unknown;
        let columns = self.reading.columns.iter().filter(known);
        columns
            .filter(|column| !row.cell(column.at).is_blank())
            .count()
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
            labels: self.reading.labels,
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
            models: self.models.len(),
            marks: self.marks.clone(),
        }
    }

    fn announce(&mut self, total: Total) {
        let all = self.tally();
        let starts = self.starts.iter().map(|start| &start.tally);
        let parts = std::iter::once(&self.totalled)
            .chain(starts)
            .cloned()
            .collect();
        self.totalled = all.clone();
        let claims = total.claims.iter();
        self.totals.push(Announced {
            headings: claims.map(|claim| self.heading(claim.column)).collect(),
            table: self.table.clone(),
            total,
            all,
            parts,
        });
    }

    /// Compares every announced number with what was found, over the whole
    /// list or over a part that the total may mean.
    fn check_totals(&mut self) {
        let last = self.body.rows.len();
        let totals = std::mem::take(&mut self.totals);
        for (earlier, announced) in totals.iter().enumerate() {
            let over_list = announced.total.over == Over::List
                && announced.all.rows == last
                && !announced.is_one_of_parts(&totals);
            for (claim, heading) in announced.total.claims.iter().zip(&announced.headings) {
                let marks = |tally: &Tally| {
                    let of_column = tally.marks.get(&claim.column);
                    of_column.copied().unwrap_or_default()
                };
                let since = |start: &Tally| match claim.what {
                    Counted::Models => announced.all.since(start),
                    Counted::Marks => [marks(&announced.all) - marks(start); 2],
                };
                let fits = |start: &Tally| since(start).contains(&claim.announced);
                let whole = Tally::default();
                if fits(&whole)
                    || fits(&announced.table)
                    || !over_list && announced.parts.iter().any(fits)
                {
                    continue;
                }
                let start = match announced.parts.first() {
                    Some(since_total)
                        if !over_list && earlier > 0 && since(since_total) != [0, 0] =>
                    {
                        since_total
                    }
                    _ => &whole,
                };
                let [found, _] = since(start);
                self.body.faults.push(ListFault {
                    row: announced.total.row,
                    column: heading.clone(),
                    fault: CellFault::Total {
                        announced: claim.announced,
                        found,
                    },
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
