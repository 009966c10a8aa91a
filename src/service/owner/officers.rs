//! Admitting officers and giving them roles: acts in the log like all others.

use serde_json::Value;

use super::super::refusal::Refusal;
use super::super::request::{Deed, NewOfficer};
use super::super::views::{ChangeView, OfficerView};
use super::Open;
use super::book::begin;
use super::changes::{code, see};
use crate::domain::value::ValueFault;
use crate::domain::{RecordId, RecordKind, Role};
use crate::store::{FieldChange, RecordChange};
use crate::text;

/// Longest login that Unix systems take.
const LONGEST_LOGIN: usize = 32;

impl Open {
    pub(super) fn officer_views(&self) -> Vec<OfficerView> {
        self.grants.officers().to_vec()
    }

    /// Admits an officer. One of that very name who has no login yet, because
    /// they opened the book or came in a bundle, is that officer.
    pub(super) fn add_officer(&mut self, new: &NewOfficer) -> Result<ChangeView, Refusal> {
        let name = text::tidy(&new.name);
        let refuse = |field: &str, fault| Refusal::Value {
            field: field.into(),
            fault,
        };
        if name.is_empty() {
            return Err(refuse("name", ValueFault::Empty));
        }
        if !is_login(&new.login) {
            return Err(refuse("login", ValueFault::NotALogin));
        }
        if let Some(taken) = self.grants.of_login(&new.login) {
            return Err(Refusal::LoginTaken {
                login: new.login.clone(),
                officer: taken.name.clone(),
            });
        }
        let key = text::fold_key(&name);
        let mut same = self
            .grants
            .officers()
            .iter()
            .filter(|officer| officer.login.is_none() && text::fold_key(&officer.name) == key)
            .map(|officer| officer.id);
        let fields = [
            ("login", Value::from(new.login.as_str())),
            ("role", code(Some(new.role))),
        ];
        let (officer, change) = match (same.next(), same.next()) {
            (Some(officer), None) => (officer, self.over(officer, &fields)?),
            _ => {
                let officer = RecordId::fresh(RecordKind::Officer);
                let [login, role] = fields;
                let named = [("name", Value::from(name.as_str())), login, role];
                (officer, begin(officer, &named))
            }
        };
        let ops = self.commit(&Deed::AddOfficer { name }, &[change], None, &|_| {})?;
        Ok(ChangeView {
            record: officer,
            ops,
        })
    }

    pub(super) fn set_role(
        &mut self,
        officer: RecordId,
        role: Role,
    ) -> Result<ChangeView, Refusal> {
        let known = self
            .grants
            .officers()
            .iter()
            .find(|known| known.id == officer);
        let name = known
            .ok_or_else(|| Refusal::NoRecord {
                id: officer.to_string(),
            })?
            .name
            .clone();
        let change = self.over(officer, &[("role", code(Some(role)))])?;
        let ops = self.commit(&Deed::SetRole { name }, &[change], None, &|_| {})?;
        Ok(ChangeView {
            record: officer,
            ops,
        })
    }

    /// Fields of a record that is there, over what stands in them.
    fn over(&self, record: RecordId, fields: &[(&str, Value)]) -> Result<RecordChange, Refusal> {
        let mut change = RecordChange {
            record: record.to_string(),
            fields: Vec::new(),
        };
        for (field, value) in fields {
            change.fields.push(FieldChange {
                field: (*field).to_owned(),
                value: value.clone(),
                over: Vec::new(),
            });
        }
        let stored = self.store.record(&change.record)?;
        see(&mut change, &stored.unwrap_or_default());
        Ok(change)
    }
}

/// Whether a name can be that of a Unix user.
fn is_login(login: &str) -> bool {
    (1..=LONGEST_LOGIN).contains(&login.len())
        && !login.starts_with('-')
        && login
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '$'))
}
