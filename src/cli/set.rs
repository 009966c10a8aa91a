//! `kheo set`: corrects fields of a record, over the values that stand there.

use clap::Args;
use serde_json::{Value, json};

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask};
use super::typed;
use super::words::{InputWords, Said, UsageWords};
use crate::domain::lifecycle::DecisionPart;
use crate::domain::schema::{self, FieldShape, FieldSpec};
use crate::domain::value::{ValueFault, read_value};
use crate::domain::{Movement, RecordId, RecordKind, Status, StatusGuard, Word};
use crate::service::request::{Deed, FieldWrite, RecordWrite};
use crate::service::views::RecordView;
use crate::service::{Refusal, Reply, Request};
use crate::text;

#[derive(Debug, Args)]
pub struct SetArguments {
    /// The record
    #[arg(value_name = "ID")]
    id: String,
    /// Fields and what they hold from now on; nothing after = clears the field
    #[arg(value_name = "FIELD=VALUE", required = true)]
    assignments: Vec<String>,
}

/// # Errors
/// An unknown field, a value that does not fit, or the book's refusal.
pub fn run(session: &Session, arguments: &SetArguments) -> Result<Answer, CliFault> {
    let id = typed::record_or_committee(session, &arguments.id)?;
    let assignments = assignments(&arguments.assignments)?;
    let record = *ask!(session, Request::Record(id), Reply::Record);
    let mut correction = Correction {
        fields: Vec::new(),
        movement: None,
    };
    for (name, typed) in assignments {
        correction.assign(session, &record, name, typed)?;
    }
    correction.check_decision(&record)?;
    let title = record.title.clone();
    if correction.fields.is_empty() {
        let document = json!({ "id": id, "ops": 0 });
        return Ok(session.tell(&document, |lang| {
            lang.say(&Said::NothingCorrected { name: title })
        }));
    }
    let deed = Deed::Correct {
        name: title.clone(),
    };
    let change = ask!(
        session,
        Request::Write {
            deed,
            records: correction.into_records(id)
        },
        Reply::Changed
    );
    let document = json!({ "id": id, "ops": change.ops.len() });
    Ok(session.tell(&document, |lang| lang.say(&Said::Corrected { name: title })))
}

/// Splits `FIELD=VALUE`s.
fn assignments(typed: &[String]) -> Result<Vec<(&str, &str)>, UsageWords> {
    let mut assignments: Vec<(&str, &str)> = Vec::new();
    for typed in typed {
        let (field, value) = typed
            .split_once('=')
            .ok_or_else(|| UsageWords::NotAnAssignment {
                typed: typed.clone(),
            })?;
        let field = field.trim();
        if assignments.iter().any(|(earlier, _)| *earlier == field) {
            return Err(UsageWords::TwiceAssigned {
                field: field.to_owned(),
            });
        }
        assignments.push((field, value));
    }
    Ok(assignments)
}

/// What a run of the verb changes.
struct Correction {
    fields: Vec<FieldWrite>,
    /// A movement that is named here, and perhaps for the first time.
    movement: Option<(RecordId, String)>,
}

impl Correction {
    /// Adds one assignment, unless the field holds just that.
    fn assign(
        &mut self,
        session: &Session,
        record: &RecordView,
        name: &str,
        typed: &str,
    ) -> Result<(), CliFault> {
        let spec = correctable(record.id.kind, name)?;
        let value = self.read(session, spec, typed)?;
        if value.is_null() && name == "name" {
            return Err(Refusal::Value {
                field: name.to_owned(),
                fault: ValueFault::Empty,
            }
            .into());
        }
        let standing = record.fields.iter().find(|field| field.name == name);
        let settled = standing.is_none_or(|field| !field.is_conflict());
        if settled && standing.map_or(&Value::Null, |field| &field.value) == &value {
            return Ok(());
        }
        let over = standing.map(|field| field.seen()).unwrap_or_default();
        self.fields.push(FieldWrite {
            field: name.to_owned(),
            value,
            over,
        });
        Ok(())
    }

    fn read(
        &mut self,
        session: &Session,
        spec: &FieldSpec,
        typed: &str,
    ) -> Result<Value, CliFault> {
        let blank = text::tidy(typed).is_empty();
        let refuse = |fault| Refusal::Value {
            field: spec.name.to_owned(),
            fault,
        };
        match spec.shape {
            FieldShape::Reference(RecordKind::Unit) if !blank => {
                Ok(json!(typed::unit(session, typed, None)?.id))
            }
            FieldShape::Reference(RecordKind::Movement) if !blank => {
                Ok(json!(self.movement(session, typed)?))
            }
            FieldShape::Reference(kind) if !blank => {
                let id = typed::record(typed)?;
                let fault = ValueFault::NotAReference {
                    typed: typed.to_owned(),
                    kind,
                };
                if id.kind != kind {
                    return Err(refuse(fault).into());
                }
                session.ask(Request::Record(id))?;
                Ok(json!(id))
            }
            FieldShape::Period if !blank => {
                let period = typed::meant_period(session, typed)?.map_err(refuse)?;
                Ok(json!(period))
            }
            shape => Ok(read_value(shape, typed).map_err(refuse)?),
        }
    }

    /// The movement of that name; one that the book does not know begins here.
    fn movement(&mut self, session: &Session, typed: &str) -> Result<RecordId, CliFault> {
        let id = typed::movement(typed);
        let name = text::tidy(typed);
        match session.ask(Request::Record(id)) {
            Err(CliFault::Book(Refusal::NoRecord { .. })) if id == Movement::identity(&name) => {
                self.movement = Some((id, name));
            }
            known => {
                known?;
            }
        }
        Ok(id)
    }

    /// A recognition keeps its decision (DOMAIN C3).
    fn check_decision(&self, record: &RecordView) -> Result<(), Refusal> {
        let recognized = record.fields.iter().any(|field| {
            field.name == "status"
                && Status::ALL
                    .iter()
                    .any(|status| status.is_recognition() && field.value == status.code())
        });
        let cleared = |name: &str| {
            self.fields
                .iter()
                .any(|write| write.field == name && write.value.is_null())
        };
        let parts = [
            ("decision_no", DecisionPart::Number),
            ("decision_date", DecisionPart::Date),
            ("decision_by", DecisionPart::Body),
        ];
        let missing: Vec<_> = parts
            .into_iter()
            .filter(|(name, _)| cleared(name))
            .map(|(_, part)| part)
            .collect();
        if recognized && !missing.is_empty() {
            return Err(Refusal::Status(StatusGuard::DecisionIncomplete { missing }));
        }
        Ok(())
    }

    /// The record's fields, and the name of a movement that the book may not know.
    fn into_records(self, id: RecordId) -> Vec<RecordWrite> {
        let named = self.movement.map(|(movement, name)| RecordWrite {
            record: movement,
            fields: vec![FieldWrite {
                field: "name".into(),
                value: json!(name),
                over: Vec::new(),
            }],
        });
        named
            .into_iter()
            .chain([RecordWrite {
                record: id,
                fields: self.fields,
            }])
            .collect()
    }
}

/// The field called `name`, unless it may not be corrected by hand: a status
/// moves through its guards, and what makes a registration itself stays.
fn correctable(kind: RecordKind, name: &str) -> Result<&'static FieldSpec, CliFault> {
    let spec = schema::field_or_member(kind, name).ok_or_else(|| Refusal::NoField {
        field: name.to_owned(),
        known: schema::fields_of(kind)
            .iter()
            .map(|spec| spec.name.to_owned())
            .collect(),
    })?;
    match (kind, name) {
        (RecordKind::Registration, "status") => Err(InputWords::StatusByAdvance.into()),
        (RecordKind::Registration, "model" | "level" | "period") => Err(InputWords::Identity {
            field: name.to_owned(),
        }
        .into()),
        _ => Ok(spec),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::answer::Exit;

    #[test]
    fn an_assignment_is_cut_at_its_first_sign() {
        let typed = [
            "owner=Hội LHPN xã".to_owned(),
            "remarks=a=b".to_owned(),
            "place=".to_owned(),
        ];
        assert_eq!(
            assignments(&typed).unwrap(),
            [("owner", "Hội LHPN xã"), ("remarks", "a=b"), ("place", "")]
        );
        assert!(assignments(&["owner".to_owned()]).is_err());
        assert!(assignments(&["owner=a".to_owned(), "owner=b".to_owned()]).is_err());
    }

    #[test]
    fn a_status_is_not_corrected_past_its_guards() {
        assert_eq!(
            correctable(RecordKind::Registration, "status")
                .unwrap_err()
                .exit(),
            Exit::Refused
        );
        assert_eq!(
            correctable(RecordKind::Registration, "level")
                .unwrap_err()
                .exit(),
            Exit::Refused
        );
        assert!(correctable(RecordKind::Registration, "decision_no").is_ok());
        assert_eq!(
            correctable(RecordKind::Model, "colour").unwrap_err().exit(),
            Exit::Refused
        );
    }
}
