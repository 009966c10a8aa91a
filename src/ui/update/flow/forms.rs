//! What forms ask for, and what is made of what was filled in.

use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::schema::{self, DELETED, FieldSpec, MERGED_INTO};
use crate::domain::{Decision, Level, Period, RecordId, RecordKind, Status};
use crate::service::request::{
    Advance, Deed, FieldWrite, NewModel, NewRegistration, RecordWrite, Request,
};
use crate::service::views::{ConflictView, FieldView};
use crate::ui::screens::detail::RegistrationChoice;

/// The fields of `kind` that are called `names`, in that order.
pub fn specs(kind: RecordKind, names: &[&str]) -> Vec<FieldSpec> {
    names
        .iter()
        .filter_map(|name| schema::field_named(kind, name))
        .copied()
        .collect()
}

/// What a new model is asked for: the model, then its first registration.
pub fn new_model_specs() -> Vec<FieldSpec> {
    let mut asked = specs(
        RecordKind::Model,
        &["name", "unit", "owner", "kind", "field"],
    );
    asked.extend(specs(RecordKind::Registration, &["level", "period"]));
    asked
}

/// The model that was filled in; `None` without name or unit.
pub fn new_model(filled: &[FieldWrite]) -> Option<NewModel> {
    let level: Option<Level> = read(filled, "level");
    let period: Option<Period> = read(filled, "period");
    Some(NewModel {
        name: read(filled, "name")?,
        unit: read(filled, "unit")?,
        kind: read(filled, "kind"),
        field: read(filled, "field"),
        owner: read(filled, "owner"),
        movement: None,
        registration: level.zip(period),
        draft: None,
    })
}

/// Every field of a model that people fill in.
pub fn model_specs() -> Vec<FieldSpec> {
    let by_hand =
        |spec: &&FieldSpec| !matches!(spec.name, DELETED | MERGED_INTO | "replicated_from");
    schema::MODEL.iter().filter(by_hand).copied().collect()
}

/// The correction of a record.
pub fn correction(record: RecordId, name: &str, fields: Vec<FieldWrite>) -> (Deed, Request) {
    let deed = Deed::Correct {
        name: name.to_owned(),
    };
    let records = vec![RecordWrite { record, fields }];
    (deed.clone(), Request::Write { deed, records })
}

/// What a new registration is asked for.
pub fn registration_specs() -> Vec<FieldSpec> {
    specs(
        RecordKind::Registration,
        &["level", "period", "type", "status"],
    )
}

/// The registration that was filled in; `None` without level or period.
pub fn new_registration(model: RecordId, filled: &[FieldWrite]) -> Option<NewRegistration> {
    Some(NewRegistration {
        model,
        level: read(filled, "level")?,
        period: read(filled, "period")?,
        kind: read(filled, "type"),
        status: read(filled, "status").unwrap_or(Status::Registered),
        draft: None,
    })
}

/// What recognition is asked for (DOMAIN C3: number, date and body).
pub fn decision_specs() -> Vec<FieldSpec> {
    specs(
        RecordKind::Registration,
        &[
            "decision_no",
            "decision_date",
            "decision_by",
            "certificate_no",
        ],
    )
}

/// The step with what was filled in for its decision.
pub fn advance(
    model: RecordId,
    registration: &RegistrationChoice,
    to: Status,
    filled: &[FieldWrite],
) -> Advance {
    Advance {
        model,
        level: registration.level,
        period: registration.period,
        to,
        decision: Decision {
            number: read(filled, "decision_no"),
            date: read(filled, "decision_date"),
            body: read(filled, "decision_by"),
        },
        certificate: read(filled, "certificate_no"),
    }
}

/// The one field that people do not agree on, blank, over all that was shown.
pub fn disputed(conflict: &ConflictView) -> Option<(FieldSpec, FieldView)> {
    let spec = *schema::field_named(conflict.record.kind, &conflict.field)?;
    let live = conflict.values.clone();
    let view = FieldView {
        name: conflict.field.clone(),
        value: Value::Null,
        words: String::new(),
        live,
    };
    Some((spec, view))
}

/// What was filled in for a field, if it was and reads as that.
pub fn read<T: DeserializeOwned>(filled: &[FieldWrite], field: &str) -> Option<T> {
    let write = filled.iter().find(|write| write.field == field)?;
    serde_json::from_value(write.value.clone()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn write(field: &str, value: Value) -> FieldWrite {
        FieldWrite {
            field: field.into(),
            value,
            over: vec![],
        }
    }

    #[test]
    fn a_model_needs_a_name_and_a_unit_and_half_a_registration_is_none() {
        let unit = RecordId::derived(RecordKind::Unit, &["x"]);
        let mut filled = vec![
            write("name", json!("Hũ gạo tình thương")),
            write("level", json!("base")),
        ];
        assert_eq!(new_model(&filled), None);
        filled.push(write("unit", json!(unit.to_string())));
        let model = new_model(&filled).unwrap();
        assert_eq!((model.unit, model.registration), (unit, None));
        filled.push(write("period", json!("2021-2023")));
        let registration = new_model(&filled).unwrap().registration;
        assert_eq!(
            registration,
            Some((
                Level::Base,
                Period::Span {
                    from: 2021,
                    to: 2023
                }
            ))
        );
    }

    #[test]
    fn every_form_has_its_fields() {
        assert_eq!(new_model_specs().len(), 7);
        assert_eq!(registration_specs().len(), 4);
        assert_eq!(decision_specs().len(), 4);
        assert!(model_specs().iter().all(|spec| spec.name != DELETED));
    }
}
