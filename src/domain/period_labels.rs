//! Labels that a book gives to periods: “Nhiệm kỳ 2020-2025 của huyện”.

use serde::{Deserialize, Serialize};

use super::identity::{RecordId, RecordKind};
use super::period::Period;
use super::records::Fields;
use super::value::ValueFault;
use crate::text;

/// A period by the name that the book has for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledPeriod {
    pub id: RecordId,
    pub label: String,
    pub span: Period,
}

impl LabelledPeriod {
    /// From a record of kind `period`; none when a field is missing.
    pub fn read(id: RecordId, fields: &Fields) -> Option<Self> {
        Some(Self {
            id,
            label: fields.string("label")?,
            span: fields.period("span")?,
        })
    }

    /// The same record for every spelling of a label, in every book.
    pub fn identity(label: &str) -> RecordId {
        RecordId::derived(RecordKind::Period, &[&text::fold_key(label)])
    }

    /// Whether a period may be called so.
    ///
    /// # Errors
    /// `Empty` for a label without any letter, `MisleadingLabel` for one that
    /// reads by itself as another period than `span`.
    pub fn check(label: &str, span: Period) -> Result<(), ValueFault> {
        if text::fold_key(label).is_empty() {
            return Err(ValueFault::Empty);
        }
        match Period::parse(label) {
            Ok(means) if means != span => Err(ValueFault::MisleadingLabel {
                label: text::tidy(label),
                means,
                span,
            }),
            _ => Ok(()),
        }
    }
}

/// The labels of a book.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeriodLabels(Vec<LabelledPeriod>);

impl PeriodLabels {
    /// The earliest period first.
    pub fn new(mut labels: Vec<LabelledPeriod>) -> Self {
        labels.sort_by(|a, b| (a.span, &a.label, a.id).cmp(&(b.span, &b.label, b.id)));
        Self(labels)
    }

    /// Each of them, the earliest period first.
    pub fn iter(&self) -> impl Iterator<Item = &LabelledPeriod> {
        self.0.iter()
    }

    /// The period that the book calls so, in any case and without diacritics
    /// too; none where the label stands for different spans.
    pub fn called(&self, label: &str) -> Option<Period> {
        let key = text::fold_key(label);
        let named = self
            .0
            .iter()
            .filter(|known| text::fold_key(&known.label) == key);
        let mut spans = named.map(|known| known.span);
        let first = spans.next()?;
        spans.all(|span| span == first).then_some(first)
    }

    /// The period that typed text means: what it reads as by itself, else what
    /// the book calls so, in any case and without diacritics too.
    ///
    /// # Errors
    /// `NotAPeriod` in a book without labels, `NoSuchPeriod` with those that
    /// there are, `SeveralPeriods` where one label stands for different spans.
    pub fn period(&self, typed: &str) -> Result<Period, ValueFault> {
        if let Ok(period) = Period::parse(typed) {
            return Ok(period);
        }
        let key = text::fold_key(typed);
        let meant = || {
            let named = |known: &&LabelledPeriod| text::fold_key(&known.label) == key;
            self.0.iter().filter(named)
        };
        let typed = text::tidy(typed);
        match meant().next() {
            None if self.0.is_empty() => Err(ValueFault::NotAPeriod { typed }),
            None => Err(ValueFault::NoSuchPeriod {
                typed,
                labels: self.0.iter().map(|known| known.label.clone()).collect(),
            }),
            Some(first) if meant().all(|other| other.span == first.span) => Ok(first.span),
            Some(_) => Err(ValueFault::SeveralPeriods {
                typed,
                candidates: meant().cloned().collect(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labelled(label: &str, span: &str) -> LabelledPeriod {
        LabelledPeriod {
            id: RecordId::fresh(RecordKind::Period),
            label: label.into(),
            span: Period::parse(span).unwrap(),
        }
    }

    #[test]
    fn a_label_is_known_in_any_case_and_without_diacritics() {
        let labels = PeriodLabels::new(vec![
            labelled("Đợt thi đua 50 năm", "2023-Q2"),
            labelled("Nhiệm kỳ của huyện", "2020-2025"),
            labelled("NHIỆM KỲ CỦA HUYỆN", "2020-2025"),
        ]);
        let read = |typed| labels.period(typed).map(|period| period.to_string());
        assert_eq!(read("nhiem ky cua huyen"), Ok("2020-2025".into()));
        assert_eq!(read("năm 2021"), Ok("2021".into()));
        assert!(matches!(
            read("dot thi dua"),
            Err(ValueFault::NoSuchPeriod { labels, .. }) if labels.len() == 3
        ));
        let none = PeriodLabels::default();
        assert!(matches!(
            none.period("dot thi dua"),
            Err(ValueFault::NotAPeriod { .. })
        ));
    }

    #[test]
    fn a_label_of_two_spans_means_neither() {
        let two = vec![labelled("Đợt một", "2020"), labelled("đợt một", "2021")];
        let several = PeriodLabels::new(two).period("dot mot");
        assert!(matches!(
            several,
            Err(ValueFault::SeveralPeriods { candidates, .. }) if candidates.len() == 2
        ));
    }

    #[test]
    fn a_label_must_not_read_as_another_period() {
        let check = |label, span| LabelledPeriod::check(label, Period::parse(span).unwrap());
        assert_eq!(check("Nhiệm kỳ 2020-2025 của huyện", "2020-2025"), Ok(()));
        assert_eq!(check("Năm 2020", "2020"), Ok(()));
        assert!(matches!(
            check("nhiệm kỳ 2020-2025", "2021-2025"),
            Err(ValueFault::MisleadingLabel { .. })
        ));
        assert_eq!(check(" — ", "2020"), Err(ValueFault::Empty));
    }
}
