//! The figures of a table as a paragraph ready to paste. It says nothing that
//! does not stand in the table.

mod rows;

use super::b01;
use super::cell::{Cell, CellValue};
use super::id::{Counting, ReportId};
use super::table::{ColumnKind, Table, Total, TotalIs, Words};
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
        Was { number: String } => " là {number}", ", which was {number}";
        AllLevels { number: String } => "cộng các cấp {number}", "all levels added up {number}";
        InBook { number: String } => "cộng các cấp theo số trong sổ {number}", "all levels added up, in the book, {number}";
        OverdueOn { day: String } => " Quá hạn tính đến ngày {day}.", " Overdue as of {day}.";
        OnDay { day: String } => "tính đến ngày {day}", "as of {day}";
        Registering => "Đăng ký", "Registrations";
        Registered { number: String } => "{number} đăng ký", "{number} registered";
        Recognized { number: String } => "{number} được công nhận", "{number} recognised";
        Typical { number: String } => "{number} tiêu biểu", "{number} typical";
        Awarded { number: String } => "{number} được khen thưởng", "{number} awarded";
        Share { share: String } => " ({share})", " ({share})";
        Year { year: String } => "năm {year}", "{year}";
        Span { span: String } => "giai đoạn {span}", "{span}";
        Quarter { quarter: String, year: String } => "quý {quarter}/{year}", "quarter {quarter} of {year}";
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
            ReportId::B02 => self.fields(),
            ReportId::B04 => self.recognitions(),
            ReportId::B05 => self.awards(),
            ReportId::B06 => self.listed(),
            ReportId::B07 => self.movements(),
            ReportId::B12 => self.titles(),
            ReportId::B14 => self.published(),
            ReportId::B08 | ReportId::B09 | ReportId::B10 | ReportId::B11 => self.totals(),
        };
        let body = match sentences.is_empty() {
            true => self.lang.say(&Said::Nothing),
            false => sentences.join("; "),
        };
        let head = self.lang.say(&Said::Head {
            about: self.about(),
        });
        let overdue = self.overdue().unwrap_or_default();
        format!("{head}{body}.{overdue}")
    }

    /// On which day what is overdue is.
    fn overdue(&self) -> Option<String> {
        let total = self.table.total.as_ref()?;
        self.number(&total.cells, "overdue")?;
        let day = text::short_date(self.table.as_of?);
        Some(self.lang.say(&Said::OverdueOn { day }))
    }

    /// “Đăng ký, huyện Kiên Hải, năm 2020”: what the figures are of, where and
    /// when.
    fn about(&self) -> String {
        let table = self.table;
        let unit = table.unit.as_ref().map(|unit| unit.name.clone());
        let what = match table.report {
            ReportId::B01 | ReportId::B13 => Some(self.lang.say(&Said::Registering)),
            // Its own sentences say what they are of.
            ReportId::B03 if unit.is_some() => None,
            _ => Some(self.lang.say(&table.title)),
        };
        let when = match (table.report, table.as_of) {
            (ReportId::B12, Some(day)) => {
                let day = text::short_date(day);
                Some(self.lang.say(&Said::OnDay { day }))
            }
            _ => table.period.map(|period| period_words(period, self.lang)),
        };
        let about: Vec<_> = what.into_iter().chain(unit).chain(when).collect();
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
            let parts = self.kinds(&total.cells, [&column("collective"), &column("individual")]);
            let label = level_words(*level);
            let label = self.lang.say(&label).to_lowercase();
            let mut words = format!("{label} {}", self.counted(number));
            words.extend(parts.map(|parts| self.lang.say(&Said::OfWhom { parts })));
            Some(words)
        };
        let mut sentences: Vec<String> = Level::ALL.iter().filter_map(of_level).collect();
        sentences.extend(self.all_levels(total));
        sentences
    }

    /// “cộng các cấp 245, tăng 190 so với năm 2015 là 55”: the change of B01 is
    /// of all levels added up.
    fn all_levels(&self, total: &Total) -> Option<String> {
        let change = self.change(&total.cells)?;
        let number = text::count(b01::sum_of_levels(self.table)?);
        let sum = self.lang.say(&match total.is {
            TotalIs::Sum => Said::AllLevels { number },
            // What was published for a level is not among them.
            TotalIs::Counted => Said::InBook { number },
        });
        // Where it is as many as before, that is said already.
        let before = self.number(&total.cells, "previous");
        let before = before.filter(|_| {
            !matches!(
                self.value(&total.cells, "change"),
                Some(CellValue::Change(0))
            )
        });
        let was = before.map(|number| self.lang.say(&Said::Was { number }));
        Some(format!("{sum}{change}{}", was.unwrap_or_default()))
    }

    /// “60 tập thể, 12 cá nhân”.
    fn kinds(&self, cells: &[Cell], [collective, individual]: [&str; 2]) -> Option<String> {
        let collective = self.number(cells, collective);
        let individual = self.number(cells, individual);
        let parts: Vec<String> = [
            collective.map(|number| self.lang.say(&Said::Collective { number })),
            individual.map(|number| self.lang.say(&Said::Individual { number })),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!parts.is_empty()).then(|| parts.join(", "))
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
                    words.push_str(&self.lang.say(&Said::Was { number }));
                }
            }
            Some(words)
        })
        .collect()
    }

    /// Every figure of the total.
    fn totals(&self) -> Vec<String> {
        let Some(total) = &self.table.total else {
            return Vec::new();
        };
        let columns = self.table.columns.iter().zip(&total.cells);
        columns
            .filter(|(column, _)| column.kind == ColumnKind::Count)
            .filter(|(_, cell)| !matches!(cell.value, CellValue::Unknown | CellValue::Count(0)))
            .map(|(column, cell)| {
                let label = self.lang.say(&column.label).to_lowercase();
                format!("{label} {}", cell.value.words(self.lang))
            })
            .collect()
    }
}
