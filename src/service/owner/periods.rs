//! What the book calls periods, and lists that say it so.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::refusal::Refusal;
use super::Open;
use crate::domain::list::{CellFault, ListFault, ModelList};
use crate::domain::period_labels::{LabelledPeriod, PeriodLabels};
use crate::domain::value::ValueFault;
use crate::domain::{Fields, RecordId, RecordKind};
use crate::store::{FieldChange, RecordChange};

impl Open {
    /// The labels of the book; what was taken out is none.
    pub(super) fn period_labels(&self) -> Result<PeriodLabels, Refusal> {
        let mut labels = Vec::new();
        self.store.records_of(RecordKind::Period, |id, stored| {
            if !stored.is_gone() {
                labels.extend(LabelledPeriod::read(id, &Fields(stored.state.shown())));
            }
        })?;
        Ok(PeriodLabels::new(labels))
    }

    /// Refuses a correction that leaves a label without a span, or one that
    /// reads as another period by itself.
    pub(super) fn refuse_misleading(&self, change: &RecordChange) -> Result<(), Refusal> {
        let of_a_label = |id: &RecordId| id.kind == RecordKind::Period;
        let id = change.record.parse().ok().filter(of_a_label);
        let written = |field: &FieldChange| matches!(field.field.as_str(), "label" | "span");
        let Some(id) = id.filter(|_| change.fields.iter().any(written)) else {
            return Ok(());
        };
        let stored = self.store.record(&change.record)?.unwrap_or_default();
        let mut shown = stored.state.shown();
        for written in &change.fields {
            shown.insert(written.field.clone(), written.value.clone());
        }
        let fields = Fields(shown);
        let refuse = |field: &str, fault| Refusal::Value {
            field: field.to_owned(),
            fault,
        };
        let read = LabelledPeriod::read(id, &fields);
        let empty = match fields.text("label") {
            Some(_) => "span",
            None => "label",
        };
        let read = read.ok_or_else(|| refuse(empty, ValueFault::Empty))?;
        LabelledPeriod::check(&read.label, read.span).map_err(|fault| refuse("label", fault))
    }
}

/// The list with the periods that only the book knows by their labels: what
/// was no period by itself is read once more. Faults that stay name the labels.
pub(super) fn read_labels<'l>(list: &'l ModelList, labels: &PeriodLabels) -> Cow<'l, ModelList> {
    if !list.faults.iter().any(|fault| unread(fault).is_some()) {
        return Cow::Borrowed(list);
    }
    let mut list = list.clone();
    let mut read = BTreeMap::new();
    list.faults.retain_mut(|fault| {
        let Some(typed) = unread(fault) else {
            return true;
        };
        match labels.period(typed) {
            Ok(period) => {
                read.insert(fault.row, (period, fault.column.clone()));
                false
            }
            Err(why) => {
                fault.fault = CellFault::Value(why);
                true
            }
        }
    });
    for row in &mut list.rows {
        let Some((period, column)) = read.remove(&row.row) else {
            continue;
        };
        row.period = Some(period);
        let is_half =
            |fault: &ListFault| fault.row == row.row && fault.fault == CellFault::HalfRegistration;
        if row.levels.is_empty() && !list.faults.iter().any(is_half) {
            list.faults.push(ListFault {
                row: row.row,
                column,
                fault: CellFault::HalfRegistration,
            });
        }
    }
    Cow::Owned(list)
}

/// What was typed where a period belongs and is none by itself.
fn unread(fault: &ListFault) -> Option<&str> {
    match &fault.fault {
        CellFault::Value(ValueFault::NotAPeriod { typed }) => Some(typed),
        _ => None,
    }
}
