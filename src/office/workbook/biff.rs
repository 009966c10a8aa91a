//! The records of an old XLS workbook, looked over before it is read: the
//! reader lays out every cell between the first and the last one that a sheet
//! uses, so two far cells, or sheets that share one place, could ask for more
//! memory than there is.

use std::collections::HashMap;

use super::fault::{FileFault, Limit};

/// Cells laid out for all sheets together.
const AREA: u64 = 8_000_000;

const BOUND_SHEET: u16 = 0x0085;
const DIMENSIONS: u16 = 0x0200;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;
/// Formula, number, labels, boolean or error, packed numbers.
const CELLS: [u16; 8] = [
    0x0006, 0x0203, 0x0204, 0x00D6, 0x0205, 0x027E, 0x00FD, 0x00BD,
];

/// Checks the area of every sheet in the `Workbook` stream.
///
/// # Errors
/// `TooLarge` when they span more cells than this program lays out.
pub(super) fn survey(stream: &[u8]) -> Result<(), FileFault> {
    let mut areas: HashMap<u32, u64> = HashMap::new();
    let mut total = 0_u64;
    for (kind, body) in Records(stream).take_while(|(kind, _)| *kind != END) {
        if kind != BOUND_SHEET {
            continue;
        }
        let Some(place) = body
            .first_chunk::<4>()
            .map(|place| u32::from_le_bytes(*place))
        else {
            continue;
        };
        let area = *areas
            .entry(place)
            .or_insert_with(|| area(stream.get(place as usize..).unwrap_or_default()));
        total = total.saturating_add(area);
        if total > AREA {
            return Err(FileFault::TooLarge { limit: Limit::Area });
        }
    }
    Ok(())
}

/// Cells between the outermost ones of the sheet that begins here.
fn area(sheet: &[u8]) -> u64 {
    let mut rows = Span::default();
    let mut columns = Span::default();
    let mut declared = 0;
    let mut depth = 0_u32;
    for (kind, body) in Records(sheet) {
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            DIMENSIONS => declared = declared.max(declared_area(body)),
            _ if CELLS.contains(&kind) => {
                if let Some([row, more, column, high, ..]) = body.first_chunk::<4>() {
                    rows.cover(u16::from_le_bytes([*row, *more]));
                    columns.cover(u16::from_le_bytes([*column, *high]));
                }
            }
            _ => {}
        }
    }
    declared.max(rows.length() * columns.length())
}

/// Rows times columns of a `Dimensions` record.
fn declared_area(body: &[u8]) -> u64 {
    let long = |at: usize| {
        body.get(at..at + 4).map_or(0, |b| {
            u64::from(u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
        })
    };
    let short = |at: usize| {
        body.get(at..at + 2)
            .map_or(0, |b| u64::from(u16::from_le_bytes([b[0], b[1]])))
    };
    let (rows, columns) = match body.len() {
        10 => ([short(0), short(2)], [short(4), short(6)]),
        _ => ([long(0), long(4)], [short(8), short(10)]),
    };
    let span = |[from, to]: [u64; 2]| to.saturating_sub(from);
    span(rows).saturating_mul(span(columns))
}

/// The numbers met so far, as first and last.
#[derive(Default)]
struct Span(Option<(u16, u16)>);

impl Span {
    fn cover(&mut self, number: u16) {
        let (first, last) = self.0.unwrap_or((number, number));
        self.0 = Some((first.min(number), last.max(number)));
    }

    fn length(&self) -> u64 {
        self.0
            .map_or(0, |(first, last)| u64::from(last - first) + 1)
    }
}

/// The records from the start of some bytes: kind and body.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let ([kind, more, length, high], rest) = self.0.split_first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([*length, *high]));
        let body = rest.get(..length)?;
        self.0 = rest.get(length..)?;
        Some((u16::from_le_bytes([*kind, *more]), body))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, body: &[u8]) -> Vec<u8> {
        [
            &kind.to_le_bytes()[..],
            &(body.len() as u16).to_le_bytes(),
            body,
        ]
        .concat()
    }

    fn number_at(row: u16, column: u16) -> Vec<u8> {
        record(
            0x0203,
            &[&row.to_le_bytes()[..], &column.to_le_bytes(), &[0; 10]].concat(),
        )
    }

    /// A workbook stream with one sheet holding the given cells.
    fn stream(sheets: usize, cells: &[(u16, u16)]) -> Vec<u8> {
        let begin = record(BEGIN, &[0, 6, 5, 0]);
        let globals = begin.len() + sheets * (4 + 8) + 4;
        let bound = record(
            BOUND_SHEET,
            &[&(globals as u32).to_le_bytes()[..], &[0, 0, 1, 0]].concat(),
        );
        let mut stream = begin.clone();
        stream.extend(bound.repeat(sheets));
        stream.extend(record(END, &[]));
        stream.extend(begin);
        for &(row, column) in cells {
            stream.extend(number_at(row, column));
        }
        stream.extend(record(END, &[]));
        stream
    }

    #[test]
    fn an_ordinary_sheet_passes_and_two_far_cells_do_not() {
        assert_eq!(survey(&stream(1, &[(0, 0), (5000, 200)])), Ok(()));
        let far = survey(&stream(1, &[(0, 0), (65_535, 65_535)]));
        assert_eq!(far, Err(FileFault::TooLarge { limit: Limit::Area }));
    }

    #[test]
    fn sheets_that_share_one_place_are_counted_each() {
        let cells = [(0, 0), (9_999, 99)];
        assert_eq!(survey(&stream(1, &cells)), Ok(()));
        assert_eq!(
            survey(&stream(20, &cells)),
            Err(FileFault::TooLarge { limit: Limit::Area })
        );
    }
}
