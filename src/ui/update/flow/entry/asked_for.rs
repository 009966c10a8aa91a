//! What a form asks for, and what is asked of the book when it is filled in.

use super::super::forms;
use crate::domain::RecordKind;
use crate::domain::register::entered::required;
use crate::domain::schema::{FieldSpec, fields_of};
use crate::service::Request;
use crate::service::request::entry::{CorrectedEntry, EntryRequest, NewEntry};
use crate::service::request::{Deed, FieldWrite, NewModel, NewRegistration, RecordWrite};
use crate::ui::purpose::entry::EntryAim;

/// The fields of a form, and those that it cannot do without.
pub struct AskedFor {
    pub specs: Vec<FieldSpec>,
    pub needed: &'static [&'static str],
}

impl AskedFor {
    /// A new model is asked for its first registration too, and for no more
    /// than a list would say.
    pub fn of(aim: EntryAim) -> Self {
        let kind = aim.kind();
        let (specs, needed) = match (aim, kind) {
            (EntryAim::New { .. }, RecordKind::Model) => {
                (forms::new_model_specs(), ["name", "unit"].as_slice())
            }
            (EntryAim::New { .. }, RecordKind::Registration) => {
                (forms::registration_specs(), ["level", "period"].as_slice())
            }
            (EntryAim::Correct(_), RecordKind::Model) => (forms::model_specs(), required(kind)),
            _ => (fields_of(kind).to_vec(), required(kind)),
        };
        Self { specs, needed }
    }
}

/// What is asked of the book: the record of a form on `about`, called `name`.
/// `None` where what it cannot do without is missing.
pub fn request_of(
    aim: EntryAim,
    filled: Vec<FieldWrite>,
    (about, name): (&str, String),
) -> Option<(Deed, Request)> {
    let draft = Some(aim.key());
    Some(match aim {
        EntryAim::New {
            kind: RecordKind::Model,
            ..
        } => {
            let model = forms::new_model(&filled)?;
            let name = model.name.clone();
            let request = Request::AddModel(NewModel { draft, ..model });
            (Deed::AddModel { name }, request)
        }
        EntryAim::New {
            kind: RecordKind::Registration,
            about: Some(model),
        } => {
            let new = forms::new_registration(model, &filled)?;
            let request = Request::AddRegistration(NewRegistration { draft, ..new });
            let name = about.to_owned();
            (Deed::AddRegistration { name }, request)
        }
        EntryAim::New { kind, .. } => {
            let new = NewEntry {
                kind,
                fields: filled,
                draft,
            };
            let request = Request::Entry(EntryRequest::Add(new));
            (Deed::AddRecord { kind, name }, request)
        }
        EntryAim::Correct(record) => {
            let write = RecordWrite {
                record,
                fields: filled,
            };
            let corrected = CorrectedEntry { write, draft };
            let request = Request::Entry(EntryRequest::Correct(corrected));
            let name = about.to_owned();
            (Deed::Correct { name }, request)
        }
    })
}
