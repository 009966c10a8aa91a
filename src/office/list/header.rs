//! Where the headings of a sheet stand: one row, or up to three of which the
//! upper ones group the lower.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::office::cell::Cell;
use crate::office::workbook::{Row, Sheet};

use super::headings::{heading_key, is_group};

/// The rows of a sheet among which the header begins, from 1.
const FIRST_ROWS: u32 = 15;
/// Rows that a header may take.
const MOST_ROWS: u32 = 3;

/// The rows of the headings and what stands over each column.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::office) struct Header {
    /// Row numbers from 1, both included.
    pub(in crate::office) rows: (u32, u32),
    pub(in crate::office) columns: Vec<Headed>,
}

/// A column with the headings over it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::office) struct Headed {
    /// Column from 0.
    pub(in crate::office) column: u16,
    /// Groups from the top, then the column's own heading, each on one line.
    pub(in crate::office) path: Vec<String>,
}

impl Headed {
    /// The heading as a person would name the column: “Cấp đăng ký / Huyện”.
    pub(in crate::office) fn heading(&self) -> String {
        let Some((own, groups)) = self.path.split_last() else {
            return String::new();
        };
        let groups = groups.iter().filter(|group| is_group(&heading_key(group)));
        groups
            .chain([own])
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" / ")
    }
}

/// Finds the header: the rows whose headings `understood` counts highest; of
/// equals the fewest rows, then the first. `None` when nothing is understood.
pub(in crate::office) fn find(
    sheet: &Sheet,
    understood: impl Fn(&[Headed]) -> usize,
) -> Option<Header> {
    best(sheet, 1..=FIRST_ROWS, understood)
}

/// The header that begins in row `top`, as [`find`] chooses it.
pub(super) fn at(
    sheet: &Sheet,
    top: u32,
    understood: impl Fn(&[Headed]) -> usize,
) -> Option<Header> {
    best(sheet, top..=top, understood)
}

fn best(
    sheet: &Sheet,
    tops: RangeInclusive<u32>,
    understood: impl Fn(&[Headed]) -> usize,
) -> Option<Header> {
    let mut best: Option<(usize, Header)> = None;
    for height in 1..=MOST_ROWS {
        for top in tops.clone() {
            let Some(columns) = band(sheet, top, height) else {
                continue;
            };
            let count = understood(&columns);
            if count > best.as_ref().map_or(0, |(most, _)| *most) {
                best = Some((
                    count,
                    Header {
                        rows: (top, top + height - 1),
                        columns,
                    },
                ));
            }
        }
    }
    best.map(|(_, header)| header)
}

/// The columns under `height` rows from `top`; `None` when those rows cannot
/// be one header: a heading stands under another that does not group it.
fn band(sheet: &Sheet, top: u32, height: u32) -> Option<Vec<Headed>> {
    let rows = (top..top + height)
        .map(|number| sheet.row(number))
        .collect::<Option<Vec<_>>>()?;
    let groups: Vec<Groups> = rows
        .iter()
        .zip(1..)
        .map(|(row, next)| groups(sheet, row, rows.get(next).copied()))
        .collect();
    let mut columns: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    for (depth, row) in rows.iter().enumerate() {
        let (above, own) = groups.split_at(depth);
        for (column, cell) in row.filled() {
            if own.first().is_some_and(|own| own.contains_key(&column)) {
                continue;
            }
            let over = above.iter().filter_map(|groups| group_over(groups, column));
            let path = over.chain([cell.line()]).collect();
            if columns.insert(column, path).is_some() {
                return None;
            }
        }
    }
    let columns = columns.into_iter();
    let headed: Vec<Headed> = columns
        .map(|(column, path)| Headed { column, path })
        .collect();
    (!headed.is_empty()).then_some(headed)
}

/// Headings over several columns: the first column → the last and the text.
type Groups = BTreeMap<u16, (u16, String)>;

fn group_over(groups: &Groups, column: u16) -> Option<String> {
    let (_, (last, heading)) = groups.range(..=column).next_back()?;
    (column <= *last).then(|| heading.clone())
}

/// The headings of `row` that group those of the row below: merged over
/// several columns, or followed by blanks that the row below fills.
fn groups(sheet: &Sheet, row: &Row, below: Option<&Row>) -> Groups {
    let Some(below) = below else {
        return Groups::new();
    };
    let last_under = |column: u16| {
        let under_blank = |next: &u16| row.cell(*next).is_blank() && !below.cell(*next).is_blank();
        (column + 1..)
            .take_while(under_blank)
            .last()
            .unwrap_or(column)
    };
    let group = |(column, cell): (u16, &Cell)| {
        let last = sheet
            .merged_to_column(row.number, column)
            .unwrap_or_else(|| last_under(column));
        let grouping = last > column
            && below
                .filled()
                .any(|(under, _)| (column..=last).contains(&under));
        grouping.then(|| (column, (last, cell.line())))
    };
    row.filled().filter_map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::office::workbook::Merge;

    /// A sheet of rows of cells divided by `|`, empty between two.
    fn sheet(rows: &[&str], merges: &[Merge]) -> Sheet {
        let cells = rows.iter().zip(1..).flat_map(|(row, number)| {
            row.split('|')
                .zip(0..)
                .map(move |(text, column)| Ok((number, column, Cell::typed(text))))
        });
        Sheet::gather("A".into(), cells, merges).unwrap()
    }

    fn understood(columns: &[Headed]) -> usize {
        columns
            .iter()
            .filter(|headed| super::super::headings::recognise(&headed.path).is_some())
            .count()
    }

    fn headings(sheet: &Sheet) -> ((u32, u32), Vec<String>) {
        let header = find(sheet, understood).unwrap();
        (
            header.rows,
            header.columns.iter().map(Headed::heading).collect(),
        )
    }

    #[test]
    fn one_row_below_titles_and_blanks() {
        let sheet = sheet(
            &[
                "HUYỆN ỦY",
                "",
                "DANH SÁCH",
                "TT|Tên mô hình|Xã",
                "1|Hũ gạo|Đông Yên",
            ],
            &[],
        );
        assert_eq!(
            headings(&sheet),
            ((4, 4), vec!["TT".into(), "Tên mô hình".into(), "Xã".into()])
        );
    }

    #[test]
    fn two_rows_with_and_without_merged_cells() {
        let rows = [
            "TT|Tên mô hình|Loại hình||Cấp đăng ký||",
            "||Tập thể|Cá nhân|Cơ sở|Huyện|Tỉnh",
            "1|Hũ gạo|x||x||",
        ];
        let merges = [
            Merge {
                rows: (1, 1),
                columns: (2, 3),
            },
            Merge {
                rows: (1, 1),
                columns: (4, 6),
            },
        ];
        let expected = [
            "TT",
            "Tên mô hình",
            "Loại hình / Tập thể",
            "Loại hình / Cá nhân",
            "Cấp đăng ký / Cơ sở",
            "Cấp đăng ký / Huyện",
            "Cấp đăng ký / Tỉnh",
        ];
        for merges in [&[][..], &merges[..]] {
            let (found, headings) = headings(&sheet(&rows, merges));
            assert_eq!(found, (1, 2));
            assert_eq!(headings, expected);
        }
    }

    #[test]
    fn a_first_row_of_data_is_no_second_header() {
        let sheet = sheet(&["TT|Tên mô hình|Nhóm|Cấp", "1|Hũ gạo|Kinh tế|Cơ sở"], &[]);
        assert_eq!(headings(&sheet).0, (1, 1));
    }

    #[test]
    fn a_title_merged_over_the_table_names_no_column() {
        let title = "DANH SÁCH mô hình Dân vận khéo đăng ký và được công nhận năm 2023||";
        let merges = [Merge {
            rows: (1, 1),
            columns: (0, 2),
        }];
        let sheet = sheet(&[title, "TT|Tên mô hình|Xã", "1|Hũ gạo|Đông Yên"], &merges);
        assert_eq!(
            headings(&sheet),
            ((2, 2), vec!["TT".into(), "Tên mô hình".into(), "Xã".into()])
        );
    }

    #[test]
    fn a_header_that_begins_late_is_not_looked_for() {
        let mut rows = vec![""; 15];
        rows.push("Tên mô hình|Xã");
        assert_eq!(find(&sheet(&rows, &[]), understood), None);
    }
}
