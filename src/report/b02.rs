//! B02 *Đăng ký theo lĩnh vực* × type of registration × kind.

use std::collections::BTreeMap;

use super::b01::counting_note;
use super::behind::{Counted, FieldIs};
use super::cell::Cell;
use super::facts::{Fact, NONE};
use super::ground::basis_note;
use super::id::Counting;
use super::query::Ask;
use super::select::Selection;
use super::table::{Column, ColumnKind, Row, Table, Total, TotalIs, Words};
use super::tally::Tally;
use super::words::{Heading, KINDS, Note, column, field_label, kind_columns, kind_heading};
use crate::domain::{Field, RegistrationType, Word};

/// One field: a tally for each type of registration, and all together.
#[derive(Debug, Clone, Default)]
struct OfField {
    by_type: BTreeMap<RegistrationType, Tally>,
    any: Tally,
}

/// The table. A model that registered anew at one level and goes on at another
/// stands in both groups, but once under “cộng”.
pub fn table(ask: &Ask<'_>) -> Table {
    let ground = ask.ground();
    let whole = ask.whole(&ground);
    let counted = ask.counted(whole);
    let fields = count(ask, &counted);
    let mut table = ask.table(Words::of(&Heading::Field));
    table.columns = columns();
    let mut all = OfField::default();
    for (field, figures) in in_order(ask, &fields) {
        all.merge(figures);
        table.rows.push(Row {
            label: field_label(name(ask, field)),
            record: None,
            depth: 0,
            cells: cells(figures, &within(&counted, ask, field)),
        });
    }
    table.total = Some(Total {
        is: TotalIs::Sum,
        cells: cells(&all, &counted),
    });
    table.notes = vec![
        basis_note(ask.query.basis),
        counting_note(ask.query.counting),
        Words::of(&Note::WithinPeriod),
    ];
    table
}

impl OfField {
    fn merge(&mut self, other: &Self) {
        for (sort, tally) in &other.by_type {
            self.by_type.entry(*sort).or_default().merge(*tally);
        }
        self.any.merge(other.any);
    }

    fn of(&self, sort: RegistrationType) -> Tally {
        self.by_type.get(&sort).copied().unwrap_or_default()
    }
}

fn count(ask: &Ask<'_>, counted: &Counted) -> BTreeMap<u32, OfField> {
    let material = ask.material;
    let mut fields: BTreeMap<u32, OfField> = BTreeMap::new();
    let Some(selection) = Selection::new(material.facts, material.units, counted, material.awarded)
    else {
        return fields;
    };
    for model in material.facts.models() {
        let taken: Vec<Fact> = model.facts().filter(|fact| selection.takes(fact)).collect();
        let Some(first) = taken.first() else {
            continue;
        };
        let many = |count: usize| match ask.query.counting {
            Counting::Models => u64::from(count > 0),
            Counting::Registrations => count as u64,
        };
        let field = fields.entry(first.field).or_default();
        field.any.add(first.kind, many(taken.len()));
        for &sort in RegistrationType::ALL {
            let of_sort = taken.iter().filter(|fact| fact.sort == Some(sort));
            let tally = field.by_type.entry(sort).or_default();
            tally.add(first.kind, many(of_sort.count()));
        }
    }
    fields
}

/// The four fields as officials list them, own words in Vietnamese order, and
/// those without one last.
fn in_order<'a>(ask: &Ask<'_>, fields: &'a BTreeMap<u32, OfField>) -> Vec<(u32, &'a OfField)> {
    let rank = |number: &u32| {
        let word = name(ask, *number);
        let known = Field::ALL
            .iter()
            .position(|field| Some(field.code()) == word);
        (
            word.is_none(),
            known.unwrap_or(Field::ALL.len()),
            word.map(crate::text::collation_key),
        )
    };
    let mut order: Vec<_> = fields.iter().map(|(number, of)| (*number, of)).collect();
    order.sort_by_cached_key(|(number, _)| rank(number));
    order
}

fn name<'a>(ask: &Ask<'a>, number: u32) -> Option<&'a str> {
    if number == NONE {
        return None;
    }
    let fields = ask.material.facts.fields.items();
    fields.get(number as usize).map(String::as_str)
}

fn within(counted: &Counted, ask: &Ask<'_>, number: u32) -> Counted {
    let mut counted = counted.clone();
    counted.field = Some(match name(ask, number) {
        Some(field) => FieldIs::Named(field.to_owned()),
        None => FieldIs::Unknown,
    });
    counted
}

fn columns() -> Vec<Column> {
    let mut columns: Vec<Column> = RegistrationType::ALL
        .iter()
        .flat_map(|sort| kind_columns(sort.code(), &Words::label(*sort)))
        .collect();
    columns.extend(KINDS.map(|(id, kind)| column(id, kind_heading(kind), ColumnKind::Count)));
    columns
}

fn cells(figures: &OfField, counted: &Counted) -> Vec<Cell> {
    let types = RegistrationType::ALL
        .iter()
        .copied()
        .map(Some)
        .chain([None]);
    types
        .flat_map(|sort| {
            let tally = sort.map_or(figures.any, |sort| figures.of(sort));
            KINDS.map(|(_, kind)| {
                let behind = counted.narrowed(|of| {
                    of.sort = sort;
                    of.kind = kind;
                });
                Cell::counted(tally.of(kind), behind)
            })
        })
        .collect()
}
