//! *Gói số liệu*: carrying changes away and taking them in.

use crate::service::views::{BookRangesView, DeviceStatus, DeviceView};
use crate::ui::keymap::Action;
use crate::ui::widgets::list::Viewport;

/// What can be done here, in order.
pub const DEEDS: [Action; 7] = [
    Action::BundleExport,
    Action::BundleImport,
    Action::BundleSync,
    Action::BundleUndo,
    Action::DeviceApprove,
    Action::ListImport,
    Action::UnitsImport,
];

/// What can be done, and what is held of every machine.
#[derive(Debug)]
pub struct Bundles {
    pub list: Viewport,
    pub ranges: Vec<BookRangesView>,
    pub devices: Vec<DeviceView>,
}

impl Default for Bundles {
    fn default() -> Self {
        Self {
            list: Viewport::new(DEEDS.len()),
            ranges: Vec::new(),
            devices: Vec::new(),
        }
    }
}

/// What this store holds of one machine in one book.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    pub book: String,
    pub officer: Option<String>,
    pub fingerprint: String,
    pub status: Option<DeviceStatus>,
    /// Changes held, and the positions up to the last that are missing.
    pub changes: u64,
    pub missing: u64,
    /// Changes held and not shown, and those of another copy of the machine.
    pub waiting: u64,
    pub forked: u64,
}

impl Bundles {
    /// The deed under the marker.
    pub fn selected(&self) -> Option<Action> {
        DEEDS.get(self.list.selected()?).copied()
    }

    /// One line for each machine whose changes a book holds, our own first.
    pub fn held(&self) -> Vec<Held> {
        let mut held = Vec::new();
        for book in &self.ranges {
            for device in &self.devices {
                let ranges: Vec<_> = book
                    .ranges
                    .iter()
                    .filter(|range| range.device == device.id)
                    .collect();
                let changes = ranges
                    .iter()
                    .map(|range| (range.to + 1).saturating_sub(range.from))
                    .sum();
                let last = ranges.iter().map(|range| range.to).max().unwrap_or(0);
                if changes == 0 {
                    continue;
                }
                held.push(Held {
                    book: book.name.clone(),
                    officer: device.officer.clone(),
                    fingerprint: device.fingerprint.clone(),
                    status: Some(device.status),
                    changes,
                    missing: last.saturating_sub(changes),
                    waiting: device.waiting,
                    forked: device.forked,
                });
            }
        }
        held
    }
}
