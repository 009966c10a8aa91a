//! What minutes print of a filled outline.

use super::{Filling, MODELS};
use serde_json::Value;

use crate::domain::survey::Visit;
use crate::domain::{RecordId, RecordKind};
use crate::forms::session::InstanceId;
use crate::report::minutes::{Item, ItemGroup};

impl Filling {
    /// The items under the headings of the outline. A question with choices is
    /// always said, and *Chưa kiểm tra* when nobody answered it; a number or a
    /// word only where one was written.
    pub fn items(&self, visit: &Visit) -> Vec<ItemGroup> {
        let mut groups: Vec<ItemGroup> = Vec::new();
        let mut headings: Vec<InstanceId> = Vec::new();
        for line in self.session().lines() {
            let node = self.session().node(line.id);
            headings.truncate(line.depth);
            // Targets stand in a table of their own.
            if self.is_of_target(line.id) {
                continue;
            }
            if node.question().is_none() {
                headings.push(line.id);
                groups.push(self.group(line.id));
                continue;
            }
            let Some(item) = self.item(line.id, visit) else {
                continue;
            };
            let group = headings
                .last()
                .map_or_else(ItemGroup::default, |heading| self.group(*heading));
            match groups.last_mut() {
                Some(last) if last.label == group.label && last.model == group.model => {
                    last.items.push(item);
                }
                _ => groups.push(ItemGroup {
                    items: vec![item],
                    ..group
                }),
            }
        }
        let left = self.left_over();
        groups.push(unplaced(left.map(|(path, value)| (path, value.clone()))));
        groups.retain(|group| !group.items.is_empty());
        groups
    }

    fn group(&self, heading: InstanceId) -> ItemGroup {
        let path = self.stored_path(heading);
        let place = self.session().place(heading);
        let label = self.session().label(heading);
        let label = match (self.session().node(heading).is_repeat(), place) {
            (true, (place, all)) if all > 1 => format!("{label} {place}"),
            _ => label,
        };
        ItemGroup {
            label,
            model: model_of(&path),
            items: Vec::new(),
        }
    }

    fn item(&self, id: InstanceId, visit: &Visit) -> Option<Item> {
        let node = self.session().node(id);
        let answer = self.is_answered(id).then(|| self.session().shown(id));
        let remark = visit.remarks.get(&self.stored_path(id)).cloned();
        let is_said = node.choices.is_some() || answer.is_some() || remark.is_some();
        (node.is_answered_by_hand() && is_said).then(|| Item {
            label: self.session().label(id),
            answer,
            remark,
        })
    }
}

/// The answers of a visit whose outline the book does not have.
pub fn items_without_outline(visit: &Visit) -> Vec<ItemGroup> {
    let group = unplaced(visit.answers.clone());
    Some(group)
        .filter(|group| !group.items.is_empty())
        .into_iter()
        .collect()
}

/// Answers by their paths: nothing that was written down is left unsaid.
fn unplaced(answers: impl IntoIterator<Item = (String, Value)>) -> ItemGroup {
    let item = |(path, value): (String, Value)| Item {
        label: path,
        answer: Some(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        ),
        remark: None,
    };
    ItemGroup {
        label: "Câu trả lời không có trong đề cương".to_owned(),
        model: None,
        items: answers.into_iter().map(item).collect(),
    }
}

/// The model of `/mo_hinh[<key>]/…`.
pub(super) fn model_of(path: &str) -> Option<RecordId> {
    let rest = path.strip_prefix('/')?.strip_prefix(MODELS)?;
    let (key, _) = rest.strip_prefix('[')?.split_once(']')?;
    let key = uuid::Uuid::try_parse(key).ok()?;
    Some(RecordId::new(RecordKind::Model, key))
}
