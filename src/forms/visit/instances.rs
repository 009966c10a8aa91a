//! Adding to the repeats of a visit, and taking out of them.

use super::{AnswerField, Filling, MODELS};
use crate::domain::survey::Visit;
use crate::forms::NodeId;
use crate::forms::session::{InstanceId, Refused, Row};
use serde_json::Value;

/// A repeat that people add to, within an instance around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addition {
    pub repeat: NodeId,
    pub parent: InstanceId,
}

/// An instance that was added, and the fields to write for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Added {
    pub id: InstanceId,
    pub fields: Vec<AnswerField>,
}

impl Filling {
    /// The visible rows of the form. Which models there are is decided by the
    /// visit, so they are not added to here.
    pub fn rows(&self) -> Vec<Row> {
        let outline = self.session().outline();
        let is_of_models = |repeat| outline.child(NodeId::ROOT, MODELS) == Some(repeat);
        let mut rows = self.session().rows();
        rows.retain(|row| !matches!(row, Row::Addition { repeat, .. } if is_of_models(*repeat)));
        rows
    }

    /// Adds an instance called `key`, at the end.
    ///
    /// # Errors
    /// The form holds no more.
    pub fn add(&mut self, place: Addition, key: &str) -> Result<Added, Refused> {
        let name = &self.session.outline().node(place.repeat).name;
        let repeat = format!("{}/{name}", self.session.path(place.parent));
        let id = self.session.add_repeat(&repeat)?;
        let counted = self.session.path(id);
        let stored = format!("{}[{key}]", self.keys.by_key_of(&repeat));
        let (at, _) = self.session.place(id);
        self.keys.add(counted, stored.clone());
        let fields = vec![AnswerField {
            field: format!("instance.{stored}"),
            value: i64::try_from(at).unwrap_or(i64::MAX).into(),
        }];
        Ok(Added { id, fields })
    }

    /// The fields of `visit` that are cleared when an instance is taken out of
    /// it: all that was written within. The form is opened anew after it.
    pub fn without(&self, id: InstanceId, visit: &Visit) -> Vec<AnswerField> {
        let stored = self.stored_path(id);
        let inside = |path: &&String| {
            path.strip_prefix(&stored)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let members = |family: &'static str, path: &String| format!("{family}.{path}");
        let answers = visit.answers.keys().filter(inside);
        let remarks = visit.remarks.keys().filter(inside);
        let instances = visit.instances.keys().filter(inside);
        let mut fields: Vec<String> = answers
            .map(|path| members("answer", path))
            .chain(remarks.map(|path| members("remark", path)))
            .chain(instances.map(|path| members("instance", path)))
            .collect();
        for target in &visit.targets {
            let instance = self.targets.instance(target);
            if instance.is_some_and(|path| inside(&&path)) {
                let parts = [
                    "name",
                    "measure",
                    "registered",
                    "reported",
                    "counted",
                    "model",
                ];
                fields.extend(parts.map(|part| format!("target.{}.{part}", target.key)));
            }
        }
        let cleared = |field| AnswerField {
            field,
            value: Value::Null,
        };
        fields.into_iter().map(cleared).collect()
    }
}
