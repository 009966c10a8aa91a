//! A visit goes on under another version of its outline: answers keep their
//! places or follow their questions; what has no place stays where it was.

use std::collections::BTreeMap;

use serde_json::Value;

use super::AnswerField;
use crate::domain::RecordId;
use crate::domain::survey::Visit;
use crate::forms::{Difference, Outline, Renamed, compare, move_answers};

/// What moving a visit to another outline would do, and the fields to write.
#[derive(Debug, Clone, PartialEq)]
pub struct Moved {
    /// Answers that stay at their path.
    pub kept: usize,
    /// Answers that follow their question, by the paths they are stored at.
    pub renamed: Vec<Renamed>,
    /// Answers that the new outline has no place for. They stay in the visit
    /// and are shown as such.
    pub left_over: Vec<(String, Value)>,
    /// Questions that only the new outline has.
    pub added: usize,
    pub fields: Vec<AnswerField>,
}

/// Moves the answers and remarks of a visit from one outline to another, which
/// the book has as `id`.
pub fn moved(visit: &Visit, old: &Outline, new: &Outline, id: RecordId) -> Moved {
    let difference = compare(old, new);
    let answers = Moving::of("answer", &visit.answers, &difference);
    let remarks: BTreeMap<String, Value> = visit
        .remarks
        .iter()
        .map(|(path, text)| (path.clone(), text.as_str().into()))
        .collect();
    let remarks = Moving::of("remark", &remarks, &difference);
    let field = |field: &str, value: String| AnswerField {
        field: field.to_owned(),
        value: value.into(),
    };
    let mut fields = vec![
        field("outline", id.to_string()),
        field("outline_version", new.heading.version.clone()),
    ];
    fields.extend(answers.fields.into_iter().chain(remarks.fields));
    Moved {
        kept: answers.kept,
        renamed: answers.renamed,
        left_over: answers.left_over,
        added: difference.added.len(),
        fields,
    }
}

/// One family of fields on the move.
struct Moving {
    kept: usize,
    renamed: Vec<Renamed>,
    left_over: Vec<(String, Value)>,
    fields: Vec<AnswerField>,
}

impl Moving {
    fn of(family: &str, held: &BTreeMap<String, Value>, difference: &Difference) -> Self {
        let mut moving = Self {
            kept: 0,
            renamed: Vec::new(),
            left_over: Vec::new(),
            fields: Vec::new(),
        };
        for (path, value) in held {
            let one = BTreeMap::from([(path.clone(), value.clone())]);
            let (target, _) = move_answers(difference, &one);
            match target.into_keys().next() {
                Some(same) if same == *path => moving.kept += 1,
                // A place that something else stands in already is not taken.
                Some(other) if !held.contains_key(&other) => {
                    moving.write(family, path, &other, value);
                }
                _ => moving.left_over.push((path.clone(), value.clone())),
            }
        }
        moving
    }

    fn write(&mut self, family: &str, old: &str, new: &str, value: &Value) {
        let field = |path: &str, value: Value| AnswerField {
            field: format!("{family}.{path}"),
            value,
        };
        self.fields.push(field(new, value.clone()));
        self.fields.push(field(old, Value::Null));
        self.renamed.push(Renamed {
            old: old.to_owned(),
            new: new.to_owned(),
        });
    }
}
