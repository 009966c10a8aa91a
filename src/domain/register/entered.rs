//! The registers that people write record by record: which there are, what a
//! record cannot do without, and what makes it the same one elsewhere.

use std::collections::BTreeMap;

use serde_json::Value;

use super::super::identity::{RecordId, RecordKind};
use super::super::period_labels::LabelledPeriod;
use super::super::records::Movement;

/// These kinds, in the order in which people are offered them.
pub const ENTERED: &[RecordKind] = &[
    RecordKind::Award,
    RecordKind::Forum,
    RecordKind::Opinion,
    RecordKind::Document,
    RecordKind::AreaTitle,
    RecordKind::Movement,
    RecordKind::Contribution,
    RecordKind::Deadline,
    RecordKind::Figure,
    RecordKind::Period,
];

/// The registers that speak of a record of this kind: an award or a
/// contribution of a model, an opinion of a forum. The field that names it.
pub fn spoken_of_by(kind: RecordKind) -> &'static [(RecordKind, &'static str)] {
    match kind {
        RecordKind::Model => &[
            (RecordKind::Award, "model"),
            (RecordKind::Contribution, "model"),
        ],
        RecordKind::Forum => &[(RecordKind::Opinion, "forum")],
        _ => &[],
    }
}

/// What a record of a kind cannot do without.
pub fn required(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Figure => &["indicator", "value"],
        RecordKind::Award => &["name", "form"],
        RecordKind::Forum => &["name", "date"],
        RecordKind::Opinion => &["forum", "text"],
        RecordKind::Document | RecordKind::Movement | RecordKind::Model => &["name"],
        RecordKind::Contribution => &["model", "resource", "amount"],
        RecordKind::AreaTitle => &["unit", "title"],
        RecordKind::Deadline => &["name", "due"],
        RecordKind::Period => &["label", "span"],
        _ => &[],
    }
}

/// What makes a record of a kind the same one as in an earlier list; without
/// such facts, all that was typed.
fn identifying(kind: RecordKind) -> &'static [&'static str] {
    match kind {
        RecordKind::Figure => &[
            "indicator",
            "unit",
            "level",
            "kind",
            "movement",
            "period",
            "source",
        ],
        RecordKind::AreaTitle => &["unit", "title", "valid_from"],
        RecordKind::Deadline => &["name", "level", "unit"],
        _ => &[],
    }
}

/// The record that these values make: the same on every device, typed by hand
/// or standing in a list.
pub fn identity(kind: RecordKind, values: &BTreeMap<String, Value>) -> RecordId {
    let said = |field: &str| {
        values
            .get(field)
            .and_then(Value::as_str)
            .unwrap_or_default()
    };
    match kind {
        RecordKind::Period => return LabelledPeriod::identity(said("label")),
        RecordKind::Movement => return Movement::identity(said("name")),
        _ => {}
    }
    let facts: Vec<String> = match identifying(kind) {
        [] => values
            .iter()
            .map(|(field, value)| format!("{field}={value}"))
            .collect(),
        fields => fields
            .iter()
            .map(|field| values.get(*field).map(Value::to_string).unwrap_or_default())
            .collect(),
    };
    let facts: Vec<&str> = facts.iter().map(String::as_str).collect();
    RecordId::derived(kind, &facts)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::super::schema::field_named;
    use super::*;

    #[test]
    fn every_field_that_is_spoken_of_is_one() {
        for &kind in ENTERED {
            assert!(!required(kind).is_empty(), "{kind}");
            for field in required(kind).iter().chain(identifying(kind)) {
                assert!(field_named(kind, field).is_some(), "{kind}.{field}");
            }
        }
        for kind in [RecordKind::Model, RecordKind::Forum] {
            for (child, field) in spoken_of_by(kind) {
                assert!(ENTERED.contains(child));
                assert!(field_named(*child, field).is_some(), "{child}.{field}");
            }
        }
    }

    #[test]
    fn a_movement_and_a_label_are_known_by_what_they_are_called() {
        let values = |field: &str, said: &str| BTreeMap::from([(field.to_owned(), json!(said))]);
        assert_eq!(
            identity(RecordKind::Movement, &values("name", "Dân vận khéo")),
            Movement::identity("DÂN VẬN KHÉO")
        );
        assert_eq!(
            identity(RecordKind::Period, &values("label", "Nhiệm kỳ huyện")),
            LabelledPeriod::identity("nhiem ky huyen")
        );
    }
}
