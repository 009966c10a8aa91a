//! What stands about the cells of a table: the lines under its title and the
//! headings that columns share.

use super::table::{Column, Table, Words};
use crate::i18n::{Lang, period_words};

crate::phrases! {
    enum CaptionWords {
        Book => "Toàn sổ", "The whole book";
        Period { period: String } => ", {period}", ", {period}";
        Compared { period: String } => ", so với {period}", ", compared with {period}";
    }
}

impl Table {
    /// The line under the title: where, when, compared with what. In which
    /// boundaries stands in the notes.
    pub fn caption(&self, lang: Lang) -> String {
        let mut line = match &self.unit {
            Some(unit) => unit.name.clone(),
            None => lang.say(&CaptionWords::Book),
        };
        if let Some(period) = self.period {
            let period = period_words(lang, period);
            line.push_str(&lang.say(&CaptionWords::Period { period }));
        }
        if let Some(compare) = self.compare {
            let period = period_words(lang, compare);
            line.push_str(&lang.say(&CaptionWords::Compared { period }));
        }
        line
    }

    /// Runs of columns from first to last, with the heading that they share;
    /// a column without one stands alone.
    pub fn groups(&self) -> Vec<(usize, usize, Option<&Words>)> {
        let mut groups: Vec<(usize, usize, Option<&Words>)> = Vec::new();
        for (at, column) in self.columns.iter().enumerate() {
            let group = column.group.as_ref();
            match groups.last_mut() {
                Some((_, last, shared)) if group.is_some() && *shared == group => *last = at,
                _ => groups.push((at, at, group)),
            }
        }
        groups
    }

    /// Whether any column stands under a shared heading.
    pub fn is_grouped(&self) -> bool {
        self.columns.iter().any(|column| column.group.is_some())
    }
}

impl Column {
    /// Both headings on one line: “Cấp huyện · Tập thể”.
    pub fn heading(&self, lang: Lang, between: &str) -> String {
        let label = lang.say(&self.label);
        match &self.group {
            Some(group) => format!("{}{between}{label}", lang.say(group)),
            None => label,
        }
    }
}
