//! The figures of a table as a paragraph ready to paste. It says nothing that
//! does not stand in the table.

use super::cell::{Cell, CellValue};
use super::id::{Counting, ReportId};
use super::table::{ColumnKind, Table, Words};
use super::words::{capitalised, level_words};
use crate::domain::{Level, Period, Word};
use crate::i18n::{Lang, quarter_numeral};
use crate::text;

crate::phrases! {
    enum Said {
        Head { about: String } => "{about}: ", "{about}: ";
        Models { number: String } => "{number} mô hình", "{number} models";
        Registrations { number: String } => "{number} lượt đăng ký", "{number} registrations";
        OfWhom { parts: String } => ", trong đó {parts}", ", of which {parts}";
        Collective { number: String } => "{number} tập thể", "{number} collective";
        Individual { number: String } => "{number} cá nhân", "{number} individual";
        Rise { number: String, period: String } => ", tăng {number} so với {period}", ", {number} more than in {period}";
        Fall { number: String, period: String } => ", giảm {number} so với {period}", ", {number} fewer than in {period}";
        Level { number: String, period: String } => ", bằng {period} ({number})", ", as many as in {period} ({number})";
        Before { number: String } => " ({number})", " ({number})";
        AllLevels => "cộng các cấp", "all levels added up";
        Registered { number: String } => "{number} đăng ký", "{number} registered";
        Recognized { number: String } => "{number} được công nhận", "{number} recognised";
        Typical { number: String } => "{number} tiêu biểu", "{number} typical";
        Awarded { number: String } => "{number} được khen thưởng", "{number} awarded";
        Share { share: String } => " ({share})", " ({share})";
        Year { year: String } => "năm {year}", "{year}";
        Span { span: String } => "giai đoạn {span}", "{span}";
        Quarter { quarter: String, year: String } => "quý {quarter}/{year}", "quarter {quarter} of {year}";
        Lines { count: String } => "{count} dòng", "{count} lines";
        Nothing => "không có số liệu", "no figures";
    }
}

/// The paragraph, in both languages.
pub fn paragraph(table: &Table) -> Words {
    Words {
        vi: Writer {
            table,
            lang: Lang::Vi,
        }
        .write(),
        en: Writer {
            table,
            lang: Lang::En,
        }
        .write(),
    }
}

/// A period in running text: “năm 2015”, “giai đoạn 2021-2023”, “quý III/2023”.
pub fn period_words(period: Period, lang: Lang) -> String {
    lang.say(&match period {
        Period::Year(year) => Said::Year {
            year: year.to_string(),
        },
        Period::Span { .. } => Said::Span {
            span: period.to_string(),
        },
        Period::Quarter { year, quarter } => Said::Quarter {
            quarter: quarter_numeral(quarter).to_owned(),
            year: year.to_string(),
        },
    })
}

/// A phrase around a number.
type SaidOf = fn(String) -> Said;

struct Writer<'a> {
    table: &'a Table,
    lang: Lang,
}

impl Writer<'_> {
    fn write(&self) -> String {
        let sentences = match self.table.report {
            ReportId::B01 => self.by_level(),
            ReportId::B03 => self.funnel(),
            ReportId::B13 => self.compared(),
            _ => self.totals(),
        };
        let body = match sentences.is_empty() {
            true => self.lang.say(&Said::Nothing),
            false => sentences.join("; "),
        };
        let head = self.lang.say(&Said::Head {
            about: self.about(),
        });
        format!("{head}{body}.")
    }

    /// “Huyện Kiên Hải, năm 2020”; without a unit, what the table is called.
    fn about(&self) -> String {
        let table = self.table;
        let unit = table.unit.as_ref().map(|unit| unit.name.clone());
        let named = match table.report {
            ReportId::B01 | ReportId::B03 | ReportId::B13 => unit,
            _ => {
                let title = self.lang.say(&table.title);
                Some(unit.map_or(title.clone(), |unit| format!("{title}, {unit}")))
            }
        };
        let about = named.unwrap_or_else(|| self.lang.say(&table.title));
        let period = table.period.map(|period| period_words(period, self.lang));
        let about: Vec<_> = [about].into_iter().chain(period).collect();
        capitalised(&about.join(", "))
    }

    fn value(&self, cells: &[Cell], column: &str) -> Option<CellValue> {
        let cell = self.table.cell(cells, column)?;
        Some(cell.value.clone())
    }

    /// The cell in words, unless it is unknown or nothing.
    fn number(&self, cells: &[Cell], column: &str) -> Option<String> {
        match self.value(cells, column)? {
            CellValue::Unknown | CellValue::Count(0) => None,
            value => Some(value.words(self.lang)),
        }
    }

    fn counted(&self, number: String) -> String {
        self.lang.say(&match self.table.counting {
            Counting::Models => Said::Models { number },
            Counting::Registrations => Said::Registrations { number },
        })
    }

    fn by_level(&self) -> Vec<String> {
        let Some(total) = &self.table.total else {
            return Vec::new();
        };
        let of_level = |level: &Level| {
            let column = |kind: &str| format!("{}.{kind}", level.code());
            let number = self.number(&total.cells, &column("total"))?;
            let parts: Vec<String> = [
                self.number(&total.cells, &column("collective"))
                    .map(|number| self.lang.say(&Said::Collective { number })),
                self.number(&total.cells, &column("individual"))
                    .map(|number| self.lang.say(&Said::Individual { number })),
            ]
            .into_iter()
            .flatten()
            .collect();
            let label = level_words(*level);
            let label = self.lang.say(&label).to_lowercase();
            let mut words = format!("{label} {}", self.counted(number));
            if !parts.is_empty() {
                let parts = parts.join(", ");
                words.push_str(&self.lang.say(&Said::OfWhom { parts }));
            }
            Some(words)
        };
        let mut sentences: Vec<String> = Level::ALL.iter().filter_map(of_level).collect();
        let change = self.change(&total.cells);
        if let Some(change) = change.filter(|_| !sentences.is_empty()) {
            match sentences.as_mut_slice() {
                // One level alone: the change is its own.
                [only] => only.push_str(&change),
                _ => sentences.push(format!("{}{change}", self.lang.say(&Said::AllLevels))),
            }
        }
        sentences
    }

    /// “, tăng 25 so với năm 2015”.
    fn change(&self, cells: &[Cell]) -> Option<String> {
        let CellValue::Change(change) = self.value(cells, "change")? else {
            return None;
        };
        let period = period_words(self.table.compare?, self.lang);
        let number = text::count(change.abs());
        Some(self.lang.say(&match change {
            1.. => Said::Rise { number, period },
            0 => Said::Level {
                number: self.value(cells, "previous")?.words(self.lang),
                period,
            },
            _ => Said::Fall { number, period },
        }))
    }

    fn funnel(&self) -> Vec<String> {
        let stages: [(&str, SaidOf); 4] = [
            ("registered", |number| Said::Registered { number }),
            ("recognized", |number| Said::Recognized { number }),
            ("typical", |number| Said::Typical { number }),
            ("awarded", |number| Said::Awarded { number }),
        ];
        let rows = self.table.rows.iter().filter(|row| row.depth == 0);
        rows.map(|row| {
            let parts = stages.iter().filter_map(|(column, said)| {
                let words = self.lang.say(&said(self.number(&row.cells, column)?));
                let share = self.number(&row.cells, &format!("{column}.percent"));
                let share = share
                    .filter(|_| *column != "registered")
                    .map(|share| self.lang.say(&Said::Share { share }));
                Some(format!("{words}{}", share.unwrap_or_default()))
            });
            let label = self.lang.say(&row.label).to_lowercase();
            format!("{label} {}", parts.collect::<Vec<_>>().join(", "))
        })
        .collect()
    }

    fn compared(&self) -> Vec<String> {
        let rows = self.table.rows.iter().filter(|row| row.depth == 0);
        rows.filter_map(|row| {
            let label = self.lang.say(&row.label).to_lowercase();
            let number = self.number(&row.cells, "current")?;
            let mut words = format!("{label} {}", self.counted(number));
            if let Some(change) = self.change(&row.cells) {
                words.push_str(&change);
                // Where the earlier figure is derived, it is said that it is.
                if let Some(CellValue::Derived(_)) = self.value(&row.cells, "previous") {
                    let number = self.number(&row.cells, "previous")?;
                    words.push_str(&self.lang.say(&Said::Before { number }));
                }
            }
            Some(words)
        })
        .collect()
    }

    /// Every figure of the total, or how long the list is.
    fn totals(&self) -> Vec<String> {
        let Some(total) = &self.table.total else {
            let count = text::count(
                i64::try_from(self.table.rows.len() + self.table.left_out).unwrap_or(i64::MAX),
            );
            return match self.table.rows.is_empty() {
                true => Vec::new(),
                false => vec![self.lang.say(&Said::Lines { count })],
            };
        };
        let columns = self.table.columns.iter().zip(&total.cells);
        columns
            .filter(|(column, _)| column.kind == ColumnKind::Count)
            .filter(|(_, cell)| !matches!(cell.value, CellValue::Unknown | CellValue::Count(0)))
            .map(|(column, cell)| {
                let group = column.group.as_ref().map(|group| self.lang.say(group));
                let label = self.lang.say(&column.label).to_lowercase();
                let name = group.map_or(label.clone(), |group| format!("{group}, {label}"));
                format!("{} {}", name.to_lowercase(), cell.value.words(self.lang))
            })
            .collect()
    }
}
