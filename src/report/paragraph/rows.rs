//! Reports whose rows are what they tell of, said row by row.

use super::super::cell::{Cell, CellValue};
use super::super::table::Row;
use super::{Said, Writer, period_words};
use crate::domain::Period;
use crate::text;

/// Rows that a paragraph says one by one; of more it says the totals alone.
const MOST: usize = 8;

crate::phrases! {
    enum RowWords {
        Total => "cộng", "in all";
        Of { what: String, parts: String } => "{what} ({parts})", "{what} ({parts})";
        Quoted { name: String } => "“{name}”", "“{name}”";
        Registered { number: String } => "{number} mô hình đăng ký", "{number} models registered";
        Share { part: String, whole: String, share: String } => "{part}/{whole} ({share})", "{part}/{whole} ({share})";
        AtLevel { level: String } => "cấp {level}", "{level} level";
        Published { number: String } => "công bố {number}", "published {number}";
        InBook { number: String } => "trong sổ {number}", "in the book {number}";
        Figures { count: String } => "{count} số liệu công bố", "{count} published figures";
    }
}

/// Columns of the two kinds.
const KINDS: [&str; 2] = ["collective", "individual"];

impl Writer<'_> {
    fn rows(&self, depth: u8) -> impl Iterator<Item = &Row> {
        let rows = self.table.rows.iter();
        rows.filter(move |row| row.depth == depth)
    }

    /// A label within a sentence: “Kinh tế” is “kinh tế”, “ANTT” stays.
    fn label(&self, row: &Row) -> String {
        let label = self.lang.say(&row.label);
        let mut letters = label.chars();
        match (letters.next(), letters.next()) {
            (Some(first), Some(second)) if !second.is_uppercase() => {
                let rest = label.chars().skip(1);
                first.to_lowercase().chain(rest).collect()
            }
            _ => label,
        }
    }

    /// “205 mô hình (173 tập thể, 32 cá nhân)”.
    fn models(&self, cells: &[Cell]) -> Option<String> {
        let what = self.counted(self.number(cells, "total")?);
        Some(match self.kinds(cells, KINDS) {
            Some(parts) => self.lang.say(&RowWords::Of { what, parts }),
            None => what,
        })
    }

    /// Each row with its models, and all of them.
    fn models_by_row(&self) -> Vec<String> {
        let rows = self.rows(0);
        let mut said: Vec<String> = rows
            .filter_map(|row| Some(format!("{} {}", self.label(row), self.models(&row.cells)?)))
            .collect();
        let all = self.table.total.as_ref();
        let all = all.and_then(|total| self.models(&total.cells));
        let all = all.filter(|_| said.len() > 1);
        said.extend(all.map(|all| format!("{} {all}", self.lang.say(&RowWords::Total))));
        said
    }

    /// B02: field by field, and how many of all are new or go on.
    pub(super) fn fields(&self) -> Vec<String> {
        let mut said = self.models_by_row();
        let Some(total) = &self.table.total else {
            return said;
        };
        let sorts = self.table.columns.iter().zip(&total.cells);
        let sorts = sorts.filter(|(column, _)| column.id.ends_with(".total"));
        said.extend(sorts.filter_map(|(column, cell)| {
            let sort = self.lang.say(column.group.as_ref()?).to_lowercase();
            match cell.value.number()? {
                0 => None,
                _ => Some(format!("{sort} {}", cell.value.words(self.lang))),
            }
        }));
        said
    }

    /// B04: level by level.
    pub(super) fn recognitions(&self) -> Vec<String> {
        self.models_by_row()
    }

    /// B05: who gave what, and to how many.
    pub(super) fn awards(&self) -> Vec<String> {
        if self.table.rows.len() > MOST {
            return self.totals();
        }
        let given = |row: &Row| {
            let body = self.text(&row.cells, "body");
            let reason = self.text(&row.cells, "reason");
            let of = [body, reason.map(|reason| reason.to_lowercase())];
            let of = of.into_iter().flatten();
            let what: Vec<String> = [self.label(row)].into_iter().chain(of).collect();
            let count = self.kinds(&row.cells, KINDS);
            let count = count.or_else(|| self.number(&row.cells, "total"))?;
            Some(format!("{}: {count}", what.join(", ")))
        };
        self.rows(0).filter_map(given).collect()
    }

    /// B06: how long the list is.
    pub(super) fn listed(&self) -> Vec<String> {
        let rows = self.table.rows.len() + self.table.left_out;
        let number = text::count(i64::try_from(rows).unwrap_or(i64::MAX));
        match rows {
            0 => Vec::new(),
            _ => vec![self.lang.say(&Said::Registrations { number })],
        }
    }

    /// B07: movement by movement.
    pub(super) fn movements(&self) -> Vec<String> {
        let registered = |row: &Row| {
            let number = self.number(&row.cells, "registered")?;
            let recognized = self.number(&row.cells, "recognized");
            let typical = self.number(&row.cells, "typical");
            let parts = [
                Some(self.lang.say(&RowWords::Registered { number })),
                recognized.map(|number| self.lang.say(&Said::Recognized { number })),
                typical.map(|number| self.lang.say(&Said::Typical { number })),
            ];
            let parts: Vec<String> = parts.into_iter().flatten().collect();
            let name = self.lang.say(&row.label);
            let name = self.lang.say(&RowWords::Quoted { name });
            Some(format!("{name} {}", parts.join(", ")))
        };
        let said: Vec<String> = self.rows(1).filter_map(registered).collect();
        match said.len() {
            1..=MOST => said,
            _ => self.totals(),
        }
    }

    /// B12: of how many units how many bear each title.
    pub(super) fn titles(&self) -> Vec<String> {
        let held = |row: &Row| {
            let words = |column| Some(self.value(&row.cells, column)?.words(self.lang));
            let share = RowWords::Share {
                part: words("achieved")?,
                whole: words("units")?,
                share: words("percent")?,
            };
            Some(format!("{} {}", self.label(row), self.lang.say(&share)))
        };
        self.rows(0).filter_map(held).collect()
    }

    /// B14: what was published, and what the book has.
    pub(super) fn published(&self) -> Vec<String> {
        let rows = self.table.rows.len();
        if rows > MOST {
            let count = text::count(i64::try_from(rows).unwrap_or(i64::MAX));
            return vec![self.lang.say(&RowWords::Figures { count })];
        }
        let said = |row: &Row| {
            let of = |column| self.text(&row.cells, column);
            let level = of("level").map(|level| {
                let level = level.to_lowercase();
                self.lang.say(&RowWords::AtLevel { level })
            });
            let kind = of("kind").map(|kind| kind.to_lowercase());
            let period = of("period").map(|period| match Period::parse(&period) {
                Ok(period) => period_words(period, self.lang),
                Err(_) => period,
            });
            let of = [of("unit"), level, kind, period].into_iter().flatten();
            let what: Vec<String> = [self.label(row)].into_iter().chain(of).collect();
            let number = self.value(&row.cells, "published")?.words(self.lang);
            let published = self.lang.say(&RowWords::Published { number });
            let number = self.value(&row.cells, "counted");
            let number = number.filter(|value| value.number().is_some());
            let counted = number.map(|value| {
                let number = value.words(self.lang);
                self.lang.say(&RowWords::InBook { number })
            });
            let remark = self.text(&row.cells, "reason");
            let said: Vec<String> = [Some(published), counted, remark]
                .into_iter()
                .flatten()
                .collect();
            Some(format!("{}: {}", what.join(", "), said.join(", ")))
        };
        self.rows(0).filter_map(said).collect()
    }

    /// The words of a cell that holds some, within a sentence.
    fn text(&self, cells: &[Cell], column: &str) -> Option<String> {
        match self.value(cells, column)? {
            CellValue::Text(words) => Some(self.lang.say(&words)),
            _ => None,
        }
    }
}
