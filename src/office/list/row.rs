//! One row of a list: its cells read as the values of a model, and every
//! fault in them.

use std::collections::BTreeSet;

use crate::domain::list::{CellFault, ListFault, ListField, ListRow};
use crate::domain::period::Period;
use crate::domain::period_labels::PeriodLabels;
use crate::domain::units::split_type;
use crate::domain::value::{self, RightWord, ValueFault};
use crate::domain::vocabulary::{Level, UnitType, Word, WorkField};
use crate::office::cell::Cell;
use crate::office::workbook::{Row, Sheet, column_letters};
use crate::text;

use super::ListOptions;
use super::above::Above;
use super::columns::{Column, Role};
use super::enumerator;
use super::headings::Mark;
use super::levels::read_levels;
use super::map::ColumnMap;
use super::numbered::split_decision;
use super::places::is_territory_name;
use super::sample::{Marked, is_mark};
use super::sections::{Given, Sections};
use super::tables::Table;

/// What is the same for every row of a table.
pub(super) struct Reading<'a> {
    pub(super) sheet: &'a Sheet,
    /// In the order of the sheet.
    pub(super) columns: &'a [Column],
    pub(super) maps: &'a [ColumnMap],
    /// What the book calls periods.
    pub(super) labels: &'a PeriodLabels,
    /// First row below the header, from 1.
    pub(super) first: u32,
}

/// A row read, with what was wrong in it.
pub(super) struct Read {
    pub(super) row: ListRow,
    pub(super) faults: Vec<ListFault>,
    /// Letters of columns without a heading that hold something here.
    pub(super) unheaded: BTreeSet<u16>,
    /// The period that it has from the title of the paper alone.
    pub(super) title_period: Option<Period>,
}

impl<'a> Reading<'a> {
    /// The reading of one table of the sheet.
    pub(super) fn of(sheet: &'a Sheet, table: &'a Table, options: &'a ListOptions) -> Self {
        Self {
            sheet,
            columns: &table.columns,
            maps: &options.maps,
            labels: &options.labels,
            first: table.header.rows.1 + 1,
        }
    }
}

impl Reading<'_> {
    /// Reads a row that stands under `sections` and below the cells `above`.
    pub(super) fn row(&self, row: &Row, sections: &Sections, above: &Above<'_>) -> Read {
        let mut draft = Draft::new(row.number);
        for map in self.maps {
            if let ColumnMap::Constant { field, value } = map {
                draft.take(*field, &Cell::typed(value.as_str()), &format!("{map}"));
            }
        }
        for column in self.columns {
            draft.column(column, above.meant(column, self.seen(row, column)));
        }
        for (at, cell) in row.filled() {
            if self
                .columns
                .binary_search_by_key(&at, |column| column.at)
                .is_err()
            {
                draft.unheaded.insert(at);
                draft.remark(&column_letters(at), cell);
            }
        }
        draft.settle_unit(sections, self);
        draft.settle_sections(sections);
        draft.settle_registration(self);
        draft.finish(self)
    }

    /// What a reader sees in the column, a cell merged over several rows too.
    pub(super) fn seen<'a>(&'a self, row: &'a Row, column: &Column) -> &'a Cell {
        self.sheet.seen(row, column.at, self.first)
    }

    /// Whether a column holds `field`.
    fn has(&self, field: ListField) -> bool {
        let holds = |column: &Column| column.role == Role::Value(field);
        self.columns.iter().any(holds)
    }

    /// The heading of the column that holds `field`, or what such a column
    /// would be called.
    fn heading_of(&self, field: ListField) -> String {
        let holds = |column: &&Column| match &column.role {
            Role::Value(held) => *held == field,
            Role::Mark(mark) => mark.field() == field,
            _ => false,
        };
        let usual = match field {
            ListField::Name => "Tên mô hình",
            ListField::Unit => "Đơn vị",
            ListField::Period => "Năm",
            _ => "Cấp",
        };
        self.columns
            .iter()
            .find(holds)
            .map_or_else(|| usual.to_owned(), |column| column.heading.clone())
    }
}

/// Reads a period; a date counts as its year, a cell that shows `2022` formatted
/// as a date included.
pub(super) fn read_period(typed: &str) -> Result<Period, ValueFault> {
    Period::parse(typed).map_err(|_| ValueFault::NotAPeriod {
        typed: text::tidy(typed),
    })
}

/// A row while its cells are taken one by one.
struct Draft {
    row: ListRow,
    faults: Vec<ListFault>,
    unheaded: BTreeSet<u16>,
    title_period: Option<Period>,
    remarks: Vec<String>,
    /// The unit's cell and heading when it names a part of a unit.
    hamlets: Vec<(String, String)>,
    kinds: usize,
    fields: usize,
    registrations: usize,
    statuses: usize,
}

impl Draft {
    fn new(number: u32) -> Self {
        Self {
            row: ListRow {
                row: number,
                ..ListRow::default()
            },
            faults: Vec::new(),
            unheaded: BTreeSet::new(),
            title_period: None,
            remarks: Vec::new(),
            hamlets: Vec::new(),
            kinds: 0,
            fields: 0,
            registrations: 0,
            statuses: 0,
        }
    }

    fn fault(&mut self, column: &str, fault: CellFault) {
        self.faults.push(ListFault {
            row: self.row.row,
            column: column.to_owned(),
            fault,
        });
    }

    /// Keeps a cell that no field takes.
    fn remark(&mut self, heading: &str, cell: &Cell) {
        self.remarks
            .push(format!("{heading}: {}", text::tidy_lines(&cell.as_text())));
    }

    fn column(&mut self, column: &Column, cell: &Cell) {
        if cell.is_blank() || column.role == Role::RowNumber {
            return;
        }
        match (&column.role, cell.fault()) {
            (Role::Unknown, None | Some(CellFault::Formula { .. })) => {
                self.remark(&column.heading, cell);
            }
            (_, Some(fault)) => self.fault(&column.heading, fault),
            (Role::Value(field), _) => self.take(*field, cell, &column.heading),
            (Role::Hamlet, _) => self.hamlets.push((column.heading.clone(), cell.line())),
            (Role::Mark(mark), _) => {
                if self.is_marked(mark, cell, &column.heading) {
                    for mark in std::iter::once(mark).chain(&column.also) {
                        self.mark(mark, &column.heading);
                    }
                }
            }
            (Role::RowNumber, _) => {}
        }
    }

    /// Takes the value of a field.
    fn take(&mut self, field: ListField, cell: &Cell, heading: &str) {
        let line = cell.line();
        match field {
            ListField::Name => self.name(cell, line, heading),
            ListField::Owner => self.row.owner = Some(line),
            ListField::Unit if names_a_hamlet(&line) => {
                self.hamlets.push((heading.to_owned(), line))
            }
            ListField::Unit => {
                self.row.unit = line;
                heading.clone_into(&mut self.row.unit_column);
            }
            ListField::Kind => self.row.kind = self.word(&line, heading),
            ListField::Field => {
                self.row.field = WorkField::parse(&line).map(|field| field.code().to_owned())
            }
            ListField::Level => {
                self.row.levels = self
                    .sound(read_levels(&cell.as_text()), heading)
                    .unwrap_or_default()
            }
            ListField::Period => self.row.period = self.sound(period_of(cell), heading),
            ListField::Movement => self.row.movement = Some(line),
            ListField::Registration => self.row.registration = self.word(&line, heading),
            ListField::Status => self.row.status = self.word(&line, heading),
            ListField::DecisionNo => self.decision(&line, heading),
            ListField::DecisionDate => self.row.decision.date = self.sound(cell.day(), heading),
            ListField::DecisionBy => self.row.decision.body = Some(line),
            ListField::CertificateNo => self.row.certificate = Some(line),
            ListField::Content => self.row.content = Some(text::tidy_lines(&cell.as_text())),
            ListField::Remarks => self.row.remarks = Some(text::tidy_lines(&cell.as_text())),
        }
    }

    /// Takes the name of a model, of which a cell has one.
    fn name(&mut self, cell: &Cell, line: String, heading: &str) {
        let models = enumerator::items(&cell.as_text());
        if models > 1 {
            self.fault(heading, CellFault::SeveralModels { models });
        } else if cell.count().is_some() {
            self.fault(
                heading,
                CellFault::SumForName {
                    typed: line.clone(),
                },
            );
        }
        self.row.name = line;
    }

    fn word<W: Word>(&mut self, line: &str, heading: &str) -> Option<W> {
        self.sound(value::read_word(line), heading)
    }

    /// The value, or its fault noted under the heading.
    fn sound<T>(&mut self, read: Result<T, ValueFault>, heading: &str) -> Option<T> {
        read.map_err(|fault| self.fault(heading, CellFault::Value(fault)))
            .ok()
    }

    /// Splits a decision written in one cell; a column of its own for the date
    /// or the body counts more.
    fn decision(&mut self, line: &str, heading: &str) {
        let Some(written) = self.sound(split_decision(line), heading) else {
            return;
        };
        let decision = &mut self.row.decision;
        decision.number = written.number;
        decision.date = decision.date.or(written.date);
        decision.body = decision.body.take().or(written.body);
    }

    /// Whether a cell of a column to be marked is marked; a fault when it holds
    /// something else.
    fn is_marked(&mut self, mark: &Mark, cell: &Cell, heading: &str) -> bool {
        match (is_mark(cell), mark) {
            (Marked::No, _) => return false,
            (Marked::Yes, _) => {}
            // Numbers under such headings are the sums of many models.
            (Marked::Neither, _) if cell.count().is_some() => {
                self.fault(heading, CellFault::SumForMark { typed: cell.line() });
                return false;
            }
            // Under *Tập thể* and *Cá nhân* many write the owner's name instead of x.
            (Marked::Neither, Mark::Kind(_)) if self.row.owner.is_none() => {
                self.row.owner = Some(cell.line())
            }
            (Marked::Neither, Mark::Kind(_)) => self.remark(heading, cell),
            (Marked::Neither, _) => {
                let words = vec![RightWord::new("x", "x")];
                self.fault(
                    heading,
                    CellFault::Value(ValueFault::NotAWord {
                        typed: cell.line(),
                        words,
                    }),
                );
                return false;
            }
        }
        true
    }

    /// Takes what a marked column says.
    fn mark(&mut self, mark: &Mark, heading: &str) {
        let marks = match mark {
            // At another level.
            Mark::Kind(kind) if self.kinds > 0 && self.row.kind == Some(*kind) => return,
            Mark::Kind(kind) => {
                self.row.kind = Some(*kind);
                &mut self.kinds
            }
            Mark::Field(field) => {
                self.row.field = Some(field.code().to_owned());
                &mut self.fields
            }
            Mark::Registration(registration) => {
                self.row.registration = Some(*registration);
                &mut self.registrations
            }
            Mark::Status(status) => {
                self.row.status = Some(*status);
                &mut self.statuses
            }
            Mark::Level(level) => return self.level(*level),
        };
        *marks += 1;
        if *marks == 2 {
            self.fault(heading, CellFault::SeveralMarks);
        }
    }

    fn level(&mut self, level: Level) {
        if !self.row.levels.contains(&level) {
            self.row.levels.push(level);
            self.row.levels.sort_unstable();
        }
    }

    /// The unit is the row's own, else its section's. A hamlet lies in the
    /// section's unit and is kept as a remark; without a section it is all
    /// that is known of the place. A commune that registers a model itself is
    /// the model's place where no other is said; so is, in a list without a
    /// column of units, the commune that the owner's name ends with.
    fn settle_unit(&mut self, sections: &Sections, reading: &Reading<'_>) {
        if self.row.unit.is_empty()
            && let Some((unit, place)) = sections.find(|given| match given {
                Given::Unit(unit) => Some(unit.clone()),
                _ => None,
            })
        {
            self.row.unit = unit;
            place.clone_into(&mut self.row.unit_column);
        }
        let mut hamlets = std::mem::take(&mut self.hamlets).into_iter();
        if self.row.unit.is_empty()
            && let Some((heading, hamlet)) = hamlets.next()
        {
            (self.row.unit_column, self.row.unit) = (heading, hamlet);
        }
        self.remarks
            .extend(hamlets.map(|(heading, hamlet)| format!("{heading}: {hamlet}")));
        if !self.row.unit.is_empty() {
            return;
        }
        let owner = self.row.owner.as_deref().unwrap_or_default();
        let commune = if names_a_commune(owner) {
            Some(owner)
        } else {
            commune_at_the_end(owner).filter(|_| !reading.has(ListField::Unit))
        };
        if let Some(commune) = commune {
            self.row.unit = commune.to_owned();
            self.row.unit_column = reading.heading_of(ListField::Owner);
        }
    }

    /// What the row does not say itself, its sections say.
    fn settle_sections(&mut self, sections: &Sections) {
        let row = &mut self.row;
        for given in sections.innermost() {
            match given {
                Given::Kind(kind) => row.kind = row.kind.or(Some(*kind)),
                Given::Field(field) => {
                    row.field = row.field.take().or_else(|| Some(field.code().to_owned()))
                }
                Given::Level(level) if row.levels.is_empty() => row.levels.push(*level),
                Given::Period(period) => row.period = row.period.or(Some(*period)),
                Given::Registration(registration) => {
                    row.registration = row.registration.or(Some(*registration))
                }
                Given::TitlePeriod(period) if row.period.is_none() && !row.levels.is_empty() => {
                    row.period = Some(*period);
                    self.title_period = Some(*period);
                }
                Given::Level(_) | Given::Unit(_) | Given::TitlePeriod(_) => {}
            }
        }
    }

    /// A registration is a level and a period together; what belongs to a
    /// registration has nowhere to go without one.
    fn settle_registration(&mut self, reading: &Reading<'_>) {
        let row = &self.row;
        let of_a_registration = row.status.is_some()
            || row.registration.is_some()
            || row.certificate.is_some()
            || row.decision != Default::default();
        let faulty = |field| {
            self.faults
                .iter()
                .any(|fault| fault.column == reading.heading_of(field))
        };
        let missing = match (row.levels.is_empty(), row.period) {
            (false, None) => ListField::Period,
            (true, Some(_)) => ListField::Level,
            (true, None) if of_a_registration => ListField::Level,
            _ => return,
        };
        // A level or period that could not be read is a fault already.
        if !faulty(missing) {
            self.fault(&reading.heading_of(missing), CellFault::HalfRegistration);
        }
    }

    fn finish(mut self, reading: &Reading<'_>) -> Read {
        for (field, blank, fault) in [
            (
                ListField::Name,
                self.row.name.is_empty(),
                CellFault::Missing,
            ),
            (ListField::Unit, self.row.unit.is_empty(), CellFault::NoUnit),
        ] {
            let heading = reading.heading_of(field);
            if blank && !self.faults.iter().any(|fault| fault.column == heading) {
                self.fault(&heading, fault);
            }
        }
        if !self.remarks.is_empty() {
            let own = self.row.remarks.take();
            self.row.remarks = Some(
                own.into_iter()
                    .chain(self.remarks)
                    .collect::<Vec<_>>()
                    .join("\n"),
            );
        }
        Read {
            row: self.row,
            faults: self.faults,
            unheaded: self.unheaded,
            title_period: self.title_period,
        }
    }
}

/// Whether a place as typed is a part of a unit with nothing around it:
/// “ấp Ba Núi”, unlike “ấp Ba Núi, xã Bình An”.
fn names_a_hamlet(typed: &str) -> bool {
    let part = matches!(
        split_type(typed).0,
        Some(UnitType::Hamlet | UnitType::Quarter)
    );
    part && !typed.contains([',', '(', '-', ';'])
}

/// Whether a name says of itself that it is a commune's: “xã Đông Yên”, unlike
/// “Xã đoàn Đông Yên”.
fn names_a_commune(name: &str) -> bool {
    let (sort, rest) = split_type(name);
    sort.is_some_and(UnitType::is_commune_level) && rest.starts_with(char::is_uppercase)
}

/// The commune in “Hội LHPN xã Đông Yên”.
fn commune_at_the_end(owner: &str) -> Option<&str> {
    let blanks = owner.char_indices().filter(|(_, letter)| *letter == ' ');
    let mut ends = blanks.filter_map(|(at, _)| owner.get(at + 1..));
    ends.find(|end| names_a_commune(end) && is_territory_name(end))
}

fn period_of(cell: &Cell) -> Result<Period, ValueFault> {
    match cell {
        Cell::Day(day) if day.year() > 1930 => read_period(&day.year().to_string()),
        _ => read_period(&cell.as_text()),
    }
}
