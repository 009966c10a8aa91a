//! Which Unix user is which officer, and what each may do.

use std::collections::HashMap;

use super::super::caller::{Caller, Standing};
use super::super::names::Names;
use super::super::refusal::Refusal;
use super::super::views::OfficerView;
use crate::domain::{Fields, RecordId, RecordKind, Role, Word};
use crate::ledger::DeviceId;
use crate::store::{Store, StoreFault};

/// The officers as this installation admits them. A login and a role are
/// fields of the officer's record, so that who gave them and when is in the
/// log; but what counts is only what was written *here*: a bundle from a
/// laptop, where its officer may do everything, gives nobody a role.
#[derive(Debug, Default)]
pub struct Grants {
    officers: Vec<OfficerView>,
    logins: HashMap<String, Standing>,
    keeper: Option<RecordId>,
}

impl Grants {
    /// Reads who was admitted.
    ///
    /// # Errors
    /// What the disk says.
    pub fn read(store: &Store) -> Result<Self, StoreFault> {
        let keeper = store.setting("officer")?.and_then(|id| id.parse().ok());
        let mut found = Vec::new();
        store.records_of(RecordKind::Officer, |id, stored| {
            if !stored.is_gone() {
                let fields = Fields(stored.state.shown());
                let text = |name: &str| fields.text(name).unwrap_or_default().to_owned();
                found.push((id, text("name"), text("title")));
            }
        })?;
        let mut grants = Self {
            keeper,
            ..Self::default()
        };
        let here = store.own_devices()?;
        for (id, name, title) in found {
            let (login, role) = given_here(store, &here, id)?;
            let role = if keeper == Some(id) && role.is_none() {
                Some(Role::Admin)
            } else {
                role
            };
            if let (Some(login), Some(role)) = (&login, role) {
                let standing = Standing { officer: id, role };
                grants.logins.entry(login.clone()).or_insert(standing);
            }
            grants.officers.push(OfficerView {
                id,
                name,
                title,
                login,
                role,
            });
        }
        Ok(grants)
    }

    /// Every officer that the book knows, in order of id.
    pub fn officers(&self) -> &[OfficerView] {
        &self.officers
    }

    /// Who a caller is.
    ///
    /// # Errors
    /// The caller was not admitted; whom to ask.
    pub fn standing(&self, caller: &Caller) -> Result<Standing, Refusal> {
        match caller {
            Caller::Keeper => self
                .keeper
                .map(|officer| Standing {
                    officer,
                    role: Role::Admin,
                })
                .ok_or(Refusal::NoBook),
            Caller::Login(login) => {
                let known = self.logins.get(login).cloned();
                known.ok_or_else(|| Refusal::UnknownUser {
                    login: login.clone(),
                    ask: self.admins(),
                })
            }
        }
    }

    /// Names of those who may admit others.
    pub fn admins(&self) -> Vec<String> {
        let admins = self
            .officers
            .iter()
            .filter(|officer| officer.role == Some(Role::Admin));
        admins.map(|officer| officer.name.clone()).collect()
    }

    /// The officer who logs in as `login`.
    pub fn of_login(&self, login: &str) -> Option<&OfficerView> {
        self.officers
            .iter()
            .find(|officer| officer.login.as_deref() == Some(login))
    }

    /// The name of the officer that a caller is.
    pub fn name_of(&self, caller: &Caller, names: &Names) -> Option<String> {
        let standing = self.standing(caller).ok()?;
        names.of(standing.officer).map(str::to_owned)
    }
}

/// The login and the role last written by this installation, under the id
/// that it has or had.
fn given_here(
    store: &Store,
    here: &[DeviceId],
    officer: RecordId,
) -> Result<(Option<String>, Option<Role>), StoreFault> {
    let (mut login, mut role) = (None, None);
    for entry in store.history(&officer.to_string())? {
        if !here.contains(&entry.op.dev) {
            continue;
        }
        let text = |field: &str| {
            entry
                .op
                .set
                .get(field)
                .map(|write| write.to.as_str().map(str::to_owned))
        };
        if let Some(written) = text("login") {
            login = written;
        }
        if let Some(written) = text("role") {
            role =
                written.and_then(|word| Role::ALL.iter().copied().find(|role| role.code() == word));
        }
    }
    Ok((login, role))
}
