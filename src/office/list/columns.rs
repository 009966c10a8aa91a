//! Which column of a sheet holds which field.

use crate::domain::list::ListField;
use crate::domain::period::Period;
use crate::domain::vocabulary::{ModelKind, RegistrationType, Status, Word, WorkField};
use crate::office::cell::Cell;
use crate::office::workbook::{FileFault, Sheet, column_letters, column_of_letters};
use crate::text;

use super::header::{Headed, Header};
use super::headings::{Mark, Meaning, also_marked, heading_key, recognise};
use super::levels::read_levels;
use super::map::ColumnMap;
use super::sample::{Marked, Sample, Share, is_mark};

/// A column and what it is read as.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// From 0.
    pub(super) at: u16,
    /// Heading as typed, on one line, or the column's letters.
    pub(super) heading: String,
    pub(super) role: Role,
    /// What an x says besides the role, in a table of levels by kinds.
    pub(super) also: Option<Mark>,
}

/// What a column is read as.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    RowNumber,
    Value(ListField),
    Hamlet,
    Mark(Mark),
    /// No field answers to it; kept as remarks.
    Unknown,
}

/// What a header makes of its columns as far as headings alone tell: the
/// number understood, or 0 when none of them can be the model's name.
pub(super) fn understood(columns: &[Headed], maps: &[ColumnMap]) -> usize {
    let meanings: Vec<Meaning> = columns
        .iter()
        .filter_map(|headed| meaning_of(headed, maps))
        .collect();
    let names = |meaning: &Meaning| {
        matches!(
            meaning,
            Meaning::Value(ListField::Name) | Meaning::NameOrContent
        )
    };
    if meanings.iter().any(names) {
        meanings.len()
    } else {
        0
    }
}

/// Settles every column that stands under a heading.
///
/// # Errors
/// `SideBySide` when the headings begin again further right.
pub(super) fn settle(
    sheet: &Sheet,
    header: &Header,
    maps: &[ColumnMap],
) -> Result<Vec<Column>, FileFault> {
    check_one_table(header, maps)?;
    let sample = Sample::of(sheet, header);
    let mut open: Vec<Open> = header
        .columns
        .iter()
        .map(|headed| Open {
            headed: headed.clone(),
            said: said_field(headed, maps).is_some(),
            meaning: meaning_of(headed, maps),
        })
        .collect();
    settle_short_kinds(&mut open);
    settle_marks(&mut open, &sample);
    settle_by_cells(&mut open, &sample);
    settle_name(&mut open);
    settle_unit(&mut open, &sample);
    settle_places(&mut open);
    settle_owners(&mut open);
    Ok(one_each(open, maps))
}

/// A column that is not settled yet.
struct Open {
    headed: Headed,
    /// Whether a `--map` says what it is.
    said: bool,
    meaning: Option<Meaning>,
}

fn said_field(headed: &Headed, maps: &[ColumnMap]) -> Option<ListField> {
    maps.iter().find_map(|map| match map {
        ColumnMap::Column { column, field } if names(column, headed) => Some(*field),
        _ => None,
    })
}

/// Whether a `--map` means this column: its heading, with or without its
/// groups, or its letters.
fn names(wanted: &str, headed: &Headed) -> bool {
    let key = heading_key(wanted);
    let whole = heading_key(&headed.path.join(" "));
    let own = headed.path.last().map(|own| heading_key(own));
    let by_heading = !key.is_empty()
        && (Some(&key) == own.as_ref() || key == whole || key == heading_key(&headed.heading()));
    by_heading || column_of_letters(wanted) == Some(headed.column)
}

fn meaning_of(headed: &Headed, maps: &[ColumnMap]) -> Option<Meaning> {
    match said_field(headed, maps) {
        Some(field) => {
            let mark = headed.path.last().and_then(|own| Mark::of(field, own));
            Some(mark.map_or(Meaning::Value(field), Meaning::Mark))
        }
        None => recognise(&headed.path),
    }
}

/// # Errors
/// `NoSuchColumn` for a `--map` that names none of the columns.
pub(super) fn check_maps<'a>(
    columns: impl Iterator<Item = &'a Headed> + Clone,
    maps: &[ColumnMap],
) -> Result<(), FileFault> {
    let missing = maps.iter().find_map(|map| match map {
        ColumnMap::Column { column, .. }
            if !columns.clone().any(|headed| names(column, headed)) =>
        {
            Some(column)
        }
        _ => None,
    });
    match missing {
        Some(wanted) => Err(FileFault::NoSuchColumn {
            wanted: wanted.clone(),
            columns: columns.map(Headed::heading).collect(),
        }),
        None => Ok(()),
    }
}

/// Two columns with the heading of the model's name, and more headings that
/// stand twice, are two tables side by side: the second one's models would be
/// remarks of the first one's.
fn check_one_table(header: &Header, maps: &[ColumnMap]) -> Result<(), FileFault> {
    let twice = |headed: &&Headed| {
        let key = heading_key(&headed.heading());
        let same = |other: &&Headed| heading_key(&other.heading()) == key;
        header.columns.iter().filter(same).count() > 1
    };
    let named = |headed: &&Headed| {
        said_field(headed, maps).is_none()
            && recognise(&headed.path) == Some(Meaning::Value(ListField::Name))
    };
    let repeated: Vec<&Headed> = header.columns.iter().filter(twice).collect();
    let mut names = repeated.iter().copied().filter(named);
    match (names.next(), names.next()) {
        (Some(first), Some(second)) if repeated.len() > 2 => Err(FileFault::SideBySide {
            heading: first.heading(),
            columns: [first, second].map(|headed| column_letters(headed.column)),
        }),
        _ => Ok(()),
    }
}

/// `TT` beside `CN` is *tập thể*, not the row's number.
fn settle_short_kinds(open: &mut [Open]) {
    let keys: Vec<String> = open
        .iter()
        .map(|column| {
            column
                .headed
                .path
                .last()
                .map(|own| heading_key(own))
                .unwrap_or_default()
        })
        .collect();
    for (at, pair) in keys.windows(2).enumerate() {
        let kinds = match pair
            .iter()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .as_slice()
        {
            ["tt", "cn"] => [ModelKind::Collective, ModelKind::Individual],
            ["cn", "tt"] => [ModelKind::Individual, ModelKind::Collective],
            _ => continue,
        };
        for (column, kind) in open.iter_mut().skip(at).zip(kinds) {
            column.meaning = Some(Meaning::Mark(Mark::Kind(kind)));
        }
    }
}

/// A column named after a level or field is one of marks only when marks
/// stand in it; *Xã* with nothing but x in it is the level of communes.
fn settle_marks(open: &mut [Open], sample: &Sample<'_>) {
    for column in open {
        let share = sample.share(column.headed.column, |cell| {
            is_mark(cell) != Marked::Neither
        });
        match &column.meaning {
            Some(Meaning::Mark(Mark::Kind(_))) => {}
            Some(Meaning::Mark(_)) if share == Some(Share::Few) && !column.said => {
                column.meaning = None
            }
            Some(Meaning::Value(ListField::Unit)) if share == Some(Share::All) => {
                let own = column.headed.path.last();
                column.meaning = own
                    .and_then(|own| Mark::of(ListField::Level, own))
                    .map(Meaning::Mark);
            }
            _ => {}
        }
    }
}

/// Settles the headings that mean several things by what their cells hold.
fn settle_by_cells(open: &mut [Open], sample: &Sample<'_>) {
    for column in open {
        let Some(Meaning::OneOf(fields)) = column.meaning else {
            continue;
        };
        let fits = |field: &&ListField| {
            let reads = |cell: &Cell| reads_as(**field, &cell.line());
            matches!(
                sample.share(column.headed.column, reads),
                Some(Share::Most | Share::All)
            )
        };
        column.meaning = fields.iter().find(fits).map(|field| Meaning::Value(*field));
    }
}

fn reads_as(field: ListField, typed: &str) -> bool {
    match field {
        ListField::Kind => ModelKind::parse(typed).is_some(),
        ListField::Field => matches!(WorkField::parse(typed), Some(WorkField::Known(_))),
        ListField::Level => read_levels(typed).is_ok(),
        ListField::Period => Period::parse(typed).is_ok(),
        ListField::Registration => RegistrationType::parse(typed).is_some(),
        ListField::Status => Status::parse(typed).is_some(),
        _ => true,
    }
}

/// *Nội dung mô hình*, *Nội dung* are the name when nothing better is.
fn settle_name(open: &mut [Open]) {
    let has = |open: &[Open], field| {
        open.iter()
            .any(|column| column.meaning == Some(Meaning::Value(field)))
    };
    if !has(open, ListField::Name) {
        let candidates = || {
            open.iter()
                .enumerate()
                .filter(|(_, column)| column.meaning == Some(Meaning::NameOrContent))
        };
        let of_models = |(_, column): &(usize, &Open)| {
            heading_key(&column.headed.heading()).contains("mo hinh")
        };
        let best = candidates()
            .find(of_models)
            .or_else(|| candidates().next())
            .map(|(at, _)| at);
        if let Some(column) = best.and_then(|at| open.get_mut(at)) {
            column.meaning = Some(Meaning::Value(ListField::Name));
        }
    }
    replace(open, &Meaning::NameOrContent, ListField::Content);
}

/// *Đơn vị* is the unit; or the owner, when another column has the unit or
/// organisations and persons stand in it.
fn settle_unit(open: &mut [Open], sample: &Sample<'_>) {
    let of_units = |column: &&Open| column.meaning == Some(Meaning::Value(ListField::Unit));
    let has_unit = open.iter().any(|column| of_units(&column));
    for column in open {
        if column.meaning == Some(Meaning::UnitOrOwner) {
            let owners = sample.share(column.headed.column, |cell| is_owner(&cell.line()));
            let owns = has_unit || matches!(owners, Some(Share::Most | Share::All));
            let field = if owns {
                ListField::Owner
            } else {
                ListField::Unit
            };
            column.meaning = Some(Meaning::Value(field));
        }
    }
}

/// Of several places the commune is the unit; the others lie in it.
fn settle_places(open: &mut [Open]) {
    let is_unit = |column: &Open| column.meaning == Some(Meaning::Value(ListField::Unit));
    let of_communes = |column: &Open| {
        let key = heading_key(&column.headed.heading());
        ["xa", "phuong", "ten xa", "unit", "commune"]
            .iter()
            .any(|word| key == *word || key.starts_with(&format!("{word} ")))
    };
    if open.iter().any(|column| is_unit(column) && column.said) {
        return;
    }
    let best = |column: &&Open| is_unit(column) && of_communes(column);
    let Some(unit) = open.iter().find(best).map(|column| column.headed.column) else {
        return;
    };
    for column in open.iter_mut().filter(|column| is_unit(column)) {
        if column.headed.column != unit {
            column.meaning = Some(Meaning::Hamlet);
        }
    }
}

/// Whether a name is that of an organisation or a person: *Hội LHPN xã*,
/// *Công an xã Đông Yên*, *Bà Lê Thị Sáu*.
fn is_owner(name: &str) -> bool {
    const FIRST_WORDS: [&str; 26] = [
        "hoi",
        "doan",
        "cong an",
        "chi bo",
        "chi hoi",
        "ubnd",
        "ub",
        "uy ban",
        "mttq",
        "mat tran",
        "ban",
        "truong",
        "bch",
        "hdnd",
        "dang uy",
        "dang bo",
        "van phong",
        "to",
        "clb",
        "cau lac bo",
        "ong",
        "ba",
        "tram",
        "phong",
        "khoi",
        "xa doan",
    ];
    let key = text::fold_key(name);
    FIRST_WORDS.iter().any(|first| {
        key.strip_prefix(first)
            .is_some_and(|rest| rest.starts_with(' '))
    })
}

/// *Tên tập thể* and *Họ tên cá nhân* side by side tell the kind too.
fn settle_owners(open: &mut [Open]) {
    let kinds: Vec<ModelKind> = open
        .iter()
        .filter_map(|column| match column.meaning {
            Some(Meaning::OwnerOf(kind)) => Some(kind),
            _ => None,
        })
        .collect();
    let both = ModelKind::ALL.iter().all(|kind| kinds.contains(kind));
    for column in open {
        if let Some(Meaning::OwnerOf(kind)) = column.meaning {
            column.meaning = Some(if both {
                Meaning::Mark(Mark::Kind(kind))
            } else {
                Meaning::Value(ListField::Owner)
            });
        }
    }
}

fn replace(open: &mut [Open], meaning: &Meaning, field: ListField) {
    for column in open
        .iter_mut()
        .filter(|column| column.meaning.as_ref() == Some(meaning))
    {
        column.meaning = Some(Meaning::Value(field));
    }
}

/// Gives every field to one column, what a `--map` says first; the others,
/// and those of a field that is constant, are kept as remarks.
fn one_each(open: Vec<Open>, maps: &[ColumnMap]) -> Vec<Column> {
    let constant = |wanted: ListField| {
        maps.iter()
            .any(|map| matches!(map, ColumnMap::Constant { field, .. } if *field == wanted))
    };
    let said: Vec<(u16, ListField)> = open
        .iter()
        .filter(|column| column.said)
        .filter_map(|column| match column.meaning {
            Some(Meaning::Value(field)) => Some((column.headed.column, field)),
            _ => None,
        })
        .collect();
    let mut taken: Vec<(Role, Option<Mark>)> = Vec::new();
    let mut columns = Vec::new();
    for column in open {
        let at = column.headed.column;
        let role = match column.meaning {
            Some(Meaning::RowNumber) => Role::RowNumber,
            Some(Meaning::Hamlet) => Role::Hamlet,
            Some(Meaning::Value(field)) if constant(field) => Role::Unknown,
            Some(Meaning::Value(field))
                if said
                    .iter()
                    .any(|(other, said)| *said == field && *other != at && !column.said) =>
            {
                Role::Unknown
            }
            Some(Meaning::Value(field)) => Role::Value(field),
            Some(Meaning::Mark(mark)) if constant(mark.field()) => Role::Unknown,
            Some(Meaning::Mark(mark)) => Role::Mark(mark),
            _ => Role::Unknown,
        };
        let also = match &role {
            Role::Mark(mark) => also_marked(&column.headed.path, mark),
            _ => None,
        };
        let also = also.filter(|mark| !constant(mark.field()));
        let read = (role, also);
        let (role, also) = if taken.contains(&read) {
            (Role::Unknown, None)
        } else {
            read
        };
        if role != Role::Unknown {
            taken.push((role.clone(), also.clone()));
        }
        columns.push(Column {
            at,
            heading: column.headed.heading(),
            role,
            also,
        });
    }
    columns
}

#[cfg(test)]
mod tests;
