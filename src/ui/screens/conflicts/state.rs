//! *Chỗ chưa khớp*: both values kept and shown until a person chooses.

use crate::ledger::OpId;
use crate::service::request::{Deed, FieldWrite, RecordWrite, Request};
use crate::service::views::{ConflictView, LiveView};
use crate::ui::widgets::list::Viewport;

/// Fields where people must choose.
#[derive(Debug, Default)]
pub struct Conflicts {
    pub view: Option<Vec<ConflictView>>,
    pub list: Viewport,
    /// Which value stands on the right, where there are more than two.
    second: usize,
}

/// One of the two values that stand side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    First,
    Second,
}

/// A value with what stood there when it was written.
#[derive(Debug, Clone, Copy)]
pub struct Seen<'a> {
    pub live: &'a LiveView,
    pub before: &'a [String],
}

impl Conflicts {
    pub fn take(&mut self, view: Vec<ConflictView>) {
        self.list.set_total(view.len());
        self.view = Some(view);
        self.second = 1;
    }

    pub fn selected(&self) -> Option<&ConflictView> {
        self.view.as_ref()?.get(self.list.selected()?)
    }

    /// Another conflict is looked at: its first two values stand side by side.
    pub fn look_afresh(&mut self) {
        self.second = 1;
    }

    /// Puts the next of more than two values on the right; `false` when there
    /// are only two.
    pub fn next_second(&mut self) -> bool {
        let count = self.selected().map_or(0, |conflict| conflict.values.len());
        self.second = if self.second + 1 < count {
            self.second + 1
        } else {
            1
        };
        count > 2
    }

    /// The value on a side.
    pub fn value(&self, side: Side) -> Option<&LiveView> {
        self.seen(side).map(|seen| seen.live)
    }

    /// The value on a side, and what its writer saw there before.
    pub fn seen(&self, side: Side) -> Option<Seen<'_>> {
        let index = match side {
            Side::First => 0,
            Side::Second => self.second.max(1),
        };
        let conflict = self.selected()?;
        let before = conflict.before.get(index);
        Some(Seen {
            live: conflict.values.get(index)?,
            before: before.map(Vec::as_slice).unwrap_or_default(),
        })
    }

    /// The change that settles the selected conflict with the value on a side.
    pub fn settle(&self, side: Side) -> Option<(Deed, Request)> {
        let value = self.value(side)?.value.clone();
        let conflict = self.selected()?;
        let write = FieldWrite {
            field: field_of(conflict).to_owned(),
            value,
            over: seen(conflict),
        };
        Some(settling(conflict, write))
    }
}

/// Op ids of every live value: choosing answers all of them.
fn seen(conflict: &ConflictView) -> Vec<OpId> {
    conflict.values.iter().map(|live| live.op).collect()
}

/// Name of the field in the log.
pub fn field_of(conflict: &ConflictView) -> &str {
    &conflict.field
}

/// The deed and its request.
pub fn settling(conflict: &ConflictView, write: FieldWrite) -> (Deed, Request) {
    let deed = Deed::Settle {
        name: conflict.name.clone(),
    };
    let records = vec![RecordWrite {
        record: conflict.record,
        fields: vec![write],
    }];
    (deed.clone(), Request::Write { deed, records })
}
