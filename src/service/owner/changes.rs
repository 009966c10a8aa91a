//! Changes by hand: correct a field, add a model, a registration, a note, move
//! a registration along its lifecycle; take back and do again.

use serde_json::Value;

use super::super::client::Progress;
use super::super::refusal::Refusal;
use super::super::request::{Advance, Deed, NewModel, NewNote, NewRegistration, RecordWrite};
use super::super::views::{ChangeView, UndoView};
use super::book::{begin, deed_value};
use super::checked::{
    checked_write, refuse_above_itself, refuse_backward, refuse_too_long, writes_days,
};
use super::found::changed_by;
use super::{NamesMay, Open, Report};
use crate::domain::lifecycle::{check_evidence, check_step};
use crate::domain::schema::DELETED;
use crate::domain::value::ValueFault;
use crate::domain::{
    Decision, Fields, Level, Movement, Period, RecordId, RecordKind, Registration,
    RegistrationSummary, Status, Word,
};
use crate::ledger::OpId;
use crate::store::{FieldChange, RecordChange, StoredRecord};
use crate::text;

/// Changes of a deed that goes to disk with those of others: a longer one takes
/// its time, and tells how far it is.
const SHORT_DEED: usize = 64;

impl Open {
    /// Does changes as one deed. The memory is brought up to it here, or before
    /// anybody looks at it.
    pub(super) fn commit(
        &mut self,
        deed: &Deed,
        changes: &[RecordChange],
        draft: Option<&str>,
        report: Report<'_>,
    ) -> Result<Vec<OpId>, Refusal> {
        refuse_too_long(changes)?;
        self.refuse_frozen(deed, changes)?;
        let officer = self.officer()?;
        let doer = self.doer(&officer)?;
        let report = |done, total| report(Progress { done, total });
        let draft = draft.map(|key| self.draft_key(key)).transpose()?;
        let (deed, draft) = (deed_value(deed), draft.as_deref());
        let names = NamesMay::after(changes);
        if names == NamesMay::Stand && changes.len() <= SHORT_DEED {
            let ops = self.store.hold_deed(doer, deed, changes, draft)?;
            self.unseen.extend(changed_by(changes));
            return Ok(ops);
        }
        let written = self.store.do_deed(doer, deed, changes, draft, &report)?;
        self.refresh(&written.models, names)?;
        self.refind(&changed_by(changes).collect())?;
        Ok(written.ops)
    }

    pub(super) fn write_records(
        &mut self,
        deed: Deed,
        records: &[RecordWrite],
        report: Report<'_>,
    ) -> Result<ChangeView, Refusal> {
        self.write_from_draft(deed, records, None, report)
    }

    /// The same; the draft that it was typed in goes in the same transaction.
    pub(super) fn write_from_draft(
        &mut self,
        deed: Deed,
        records: &[RecordWrite],
        draft: Option<&str>,
        report: Report<'_>,
    ) -> Result<ChangeView, Refusal> {
        let first = records
            .first()
            .map(|write| write.record)
            .ok_or(Refusal::NothingToUndo)?;
        let mut changes = records
            .iter()
            .map(checked_write)
            .collect::<Result<Vec<_>, _>>()?;
        for write in records {
            refuse_above_itself(&self.names.units, write)?;
        }
        self.refuse_past_guards(&deed, &changes)?;
        for change in &mut changes {
            self.refuse_backward(change)?;
            self.refuse_misleading(change)?;
            self.see_that_it_stands(change)?;
        }
        let ops = self.commit(&deed, &changes, draft, report)?;
        Ok(ChangeView { record: first, ops })
    }

    fn refuse_backward(&self, change: &RecordChange) -> Result<(), Refusal> {
        if !writes_days(change) {
            return Ok(());
        }
        let stored = self.store.record(&change.record)?.unwrap_or_default();
        refuse_backward(&Fields(stored.state.shown()), change)
    }

    /// That a record stands has no line in its view: whoever takes it out then
    /// has seen it stand, and names nothing.
    fn see_that_it_stands(&self, change: &mut RecordChange) -> Result<(), Refusal> {
        let mut fields = change.fields.iter_mut();
        let Some(taken_out) = fields.find(|field| field.field == DELETED && field.over.is_empty())
        else {
            return Ok(());
        };
        let stored = self.store.record(&change.record)?.unwrap_or_default();
        if let Some(register) = stored.state.register(DELETED)
            && register.live().iter().all(|live| live.value.is_null())
        {
            taken_out.over = register.seen();
        }
        Ok(())
    }

    pub(super) fn add_model(&mut self, new: &NewModel) -> Result<ChangeView, Refusal> {
        let name = text::tidy(&new.name);
        if name.is_empty() {
            return Err(Refusal::Value {
                field: "name".into(),
                fault: ValueFault::Empty,
            });
        }
        if self.names.units.get(new.unit).is_none() {
            return Err(Refusal::NoRecord {
                id: new.unit.to_string(),
            });
        }
        let model = RecordId::fresh(RecordKind::Model);
        let mut changes = Vec::new();
        let movement = self.movement_named(new.movement.as_deref(), &mut changes);
        let optional = |text: &Option<String>| {
            text.as_deref()
                .map(text::tidy)
                .map_or(Value::Null, Value::String)
        };
        changes.push(begin(
            model,
            &[
                ("name", name.clone().into()),
                ("unit", new.unit.to_string().into()),
                ("kind", code(new.kind)),
                ("field", optional(&new.field)),
                ("owner", optional(&new.owner)),
                ("movement", movement.to_string().into()),
            ],
        ));
        if let Some((level, period)) = new.registration {
            let registration = NewRegistration {
                model,
                level,
                period,
                kind: None,
                status: Status::Registered,
                draft: None,
            };
            changes.push(first_registration(&registration));
        }
        let ops = self.commit(
            &Deed::AddModel { name },
            &changes,
            new.draft.as_deref(),
            &|_| {},
        )?;
        Ok(ChangeView { record: model, ops })
    }

    /// The movement of this name, begun when the book does not know it.
    pub(super) fn movement_named(
        &self,
        name: Option<&str>,
        changes: &mut Vec<RecordChange>,
    ) -> RecordId {
        let name = name
            .map(text::tidy)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| Movement::DAN_VAN_KHEO.into());
        let id = Movement::identity(&name);
        if self.names.of(id).is_none()
            && !changes.iter().any(|change| change.record == id.to_string())
        {
            changes.push(begin(id, &[("name", name.into())]));
        }
        id
    }

    pub(super) fn add_registration(
        &mut self,
        new: &NewRegistration,
    ) -> Result<ChangeView, Refusal> {
        let name = self.model_name(new.model)?;
        if new.status.is_recognition() {
            check_step(Status::Planned, new.status, &Decision::default())
                .map_err(Refusal::Status)?;
        }
        let id = self.registration_of(new.model, new.level, new.period)?;
        let stored = self.store.record(&id.to_string())?;
        if stored.is_some_and(|stored| !stored.is_gone()) {
            return Err(Refusal::AlreadyRegistered { model: name });
        }
        let change = self.brought_back(first_registration(new))?;
        let deed = Deed::AddRegistration { name };
        let ops = self.commit(&deed, &[change], new.draft.as_deref(), &|_| {})?;
        Ok(ChangeView { record: id, ops })
    }

    /// The first change of a record whose id follows from its facts. Where the
    /// record was there before and was taken out, it comes back by this change.
    pub(super) fn brought_back(&self, mut change: RecordChange) -> Result<RecordChange, Refusal> {
        if let Some(stored) = self.store.record(&change.record)? {
            change.fields.push(FieldChange {
                field: DELETED.into(),
                value: Value::Null,
                over: Vec::new(),
            });
            see(&mut change, &stored);
        }
        Ok(change)
    }

    pub(super) fn advance(&mut self, step: &Advance) -> Result<ChangeView, Refusal> {
        let record = self.registration_of(step.model, step.level, step.period)?;
        let name = self.model_name(step.model)?;
        let change = self.advanced(step)?;
        let ops = self.commit(&Deed::Advance { name }, &[change], None, &|_| {})?;
        Ok(ChangeView { record, ops })
    }

    /// The registration of a model at a level for a period: the one that a
    /// merged model brought, or the one whose id follows from these.
    pub(super) fn registration_of(
        &self,
        model: RecordId,
        level: Level,
        period: Period,
    ) -> Result<RecordId, Refusal> {
        Ok(self.registration_there(model, level, period)?.0)
    }

    /// The same, and how it stands where the book has it.
    pub(super) fn registration_there(
        &self,
        model: RecordId,
        level: Level,
        period: Period,
    ) -> Result<(RecordId, Option<RegistrationSummary>), Refusal> {
        let summary = self.store.summary(model)?;
        let registrations = summary.map(|summary| summary.registrations);
        let registrations = registrations.unwrap_or_default();
        let mut known = registrations.iter();
        let known = known.find(|one| (one.level, one.period) == (level, period));
        let identity = || Registration::identity(model, level, period);
        let id = known.map_or_else(identity, |one| one.id);
        let there = registrations.into_iter().find(|one| one.id == id);
        Ok((id, there))
    }

    /// The change that a step makes, if nothing stands in its way. The first
    /// step of all, to *Dự kiến* or *Đã đăng ký*, makes the registration.
    pub(super) fn advanced(&self, step: &Advance) -> Result<RecordChange, Refusal> {
        let name = self.model_name(step.model)?;
        let id = self.registration_of(step.model, step.level, step.period)?;
        let not_registered = || Refusal::NotRegistered {
            model: name.clone(),
        };
        let stored = self.store.record(&id.to_string())?;
        let Some(stored) = stored.filter(|stored| !stored.is_gone()) else {
            return match step.to {
                Status::Planned | Status::Registered => {
                    self.brought_back(first_registration(&NewRegistration {
                        model: step.model,
                        level: step.level,
                        period: step.period,
                        kind: None,
                        status: step.to,
                        draft: None,
                    }))
                }
                _ => Err(not_registered()),
            };
        };
        let fields = Fields(stored.state.shown());
        let registration = Registration::read(&fields).ok_or_else(not_registered)?;
        let decision = merged(&step.decision, &registration.decision);
        check_step(registration.status, step.to, &decision).map_err(Refusal::Status)?;
        let evidence = self.evidence(step.model, id)?;
        check_evidence(step.to, evidence, &step.decision).map_err(Refusal::Status)?;
        // The record of a review is given like a decision, and is none.
        let [number, date, body] = match step.to {
            Status::Eligible => ["review_no", "review_date", "review_by"],
            _ => ["decision_no", "decision_date", "decision_by"],
        };
        let wanted = [
            ("status", Value::from(step.to.code())),
            (number, optional(step.decision.number.as_deref())),
            (
                date,
                optional(step.decision.date.map(|day| day.to_string()).as_deref()),
            ),
            (body, optional(step.decision.body.as_deref())),
            ("certificate_no", optional(step.certificate.as_deref())),
        ];
        let mut change = RecordChange {
            record: id.to_string(),
            fields: Vec::new(),
        };
        for (field, value) in wanted {
            if !value.is_null() && fields.0.get(field) != Some(&value) {
                change.fields.push(FieldChange {
                    field: field.into(),
                    value,
                    over: Vec::new(),
                });
            }
        }
        see(&mut change, &stored);
        Ok(change)
    }

    pub(super) fn add_note(&mut self, new: &NewNote) -> Result<ChangeView, Refusal> {
        let words = text::tidy_lines(&new.text);
        if words.trim().is_empty() {
            return Err(Refusal::Value {
                field: "text".into(),
                fault: ValueFault::Empty,
            });
        }
        if self.store.record(&new.record.to_string())?.is_none() {
            return Err(Refusal::NoRecord {
                id: new.record.to_string(),
            });
        }
        let officer = self.officer()?;
        let note = RecordId::fresh(RecordKind::Note);
        let change = begin(
            note,
            &[
                ("record", new.record.to_string().into()),
                ("text", words.into()),
                ("author", self.names.officer(&officer).into()),
                ("at", new.at.to_string().into()),
                ("place", optional(new.place.as_deref())),
            ],
        );
        let name = self.title_of(new.record)?;
        let ops = self.commit(
            &Deed::WriteNote { name },
            &[change],
            new.draft.as_deref(),
            &|_| {},
        )?;
        Ok(ChangeView { record: note, ops })
    }

    pub(super) fn undo(&mut self) -> Result<UndoView, Refusal> {
        let officer = self.officer()?;
        let reversed = self.store.undo(self.doer(&officer)?)?;
        self.reversed(reversed)
    }

    pub(super) fn redo(&mut self) -> Result<UndoView, Refusal> {
        let officer = self.officer()?;
        let reversed = self.store.redo(self.doer(&officer)?)?;
        self.reversed(reversed)
    }

    fn reversed(&mut self, reversed: Option<crate::store::Reversed>) -> Result<UndoView, Refusal> {
        let reversed = reversed.ok_or(Refusal::NothingToUndo)?;
        self.refresh(&reversed.models, NamesMay::HaveChanged)?;
        self.refind(&changed_by(&reversed.changes).collect())?;
        let deed = serde_json::from_value(reversed.deed).map_err(|fault| Refusal::Damaged {
            why: fault.to_string(),
        })?;
        Ok(UndoView {
            deed,
            left: reversed.left,
        })
    }

    pub(super) fn model_name(&self, model: RecordId) -> Result<String, Refusal> {
        let missing = || Refusal::NoRecord {
            id: model.to_string(),
        };
        let stored = self.store.record(&model.to_string())?.ok_or_else(missing)?;
        let fields = Fields(stored.state.shown());
        if model.kind != RecordKind::Model || stored.is_gone() {
            return Err(missing());
        }
        Ok(fields.text("name").unwrap_or_default().to_owned())
    }
}

fn optional(text: Option<&str>) -> Value {
    text.map(text::tidy)
        .filter(|text| !text.is_empty())
        .map_or(Value::Null, Value::String)
}

pub(super) fn code<W: Word>(word: Option<W>) -> Value {
    word.map_or(Value::Null, |word| word.code().into())
}

/// The parts of a decision that are given, else those that are there.
fn merged(given: &Decision, there: &Decision) -> Decision {
    Decision {
        number: given.number.clone().or_else(|| there.number.clone()),
        date: given.date.or(there.date),
        body: given.body.clone().or_else(|| there.body.clone()),
    }
}

fn first_registration(new: &NewRegistration) -> RecordChange {
    begin(
        Registration::identity(new.model, new.level, new.period),
        &[
            ("model", new.model.to_string().into()),
            ("level", new.level.code().into()),
            ("period", new.period.to_string().into()),
            ("type", code(new.kind)),
            ("status", new.status.code().into()),
        ],
    )
}

/// Lists in each change what its author saw in that field.
pub(super) fn see(change: &mut RecordChange, stored: &StoredRecord) {
    for field in &mut change.fields {
        field.over = stored
            .state
            .register(&field.field)
            .map(|register| register.seen())
            .unwrap_or_default();
    }
}
