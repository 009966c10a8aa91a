//! `kheo officers`: who works in a book that many share, and as what.

use clap::{Args, Subcommand};
use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask, label};
use super::table::{Column, Table};
use super::words::{Heading, InputWords, Said};
use crate::domain::value::{ValueFault, read_value};
use crate::domain::{Role, Word, schema::FieldShape};
use crate::i18n::Lang;
use crate::service::request::{NewOfficer, OfficersRequest};
use crate::service::views::OfficerView;
use crate::service::{Reply, Request};
use crate::text;

#[derive(Debug, Subcommand)]
pub enum OfficersVerb {
    /// List them
    List,
    /// Admit an officer
    Add(AddArguments),
    /// Give an officer another role
    Role {
        /// The officer's name, login or id
        #[arg(value_name = "NAME")]
        name: String,
        /// viewer, officer, lead, registrar or admin
        #[arg(value_name = "ROLE")]
        role: String,
    },
}

#[derive(Debug, Args)]
pub struct AddArguments {
    /// The officer's name
    #[arg(value_name = "NAME")]
    name: String,
    /// Name of the Unix user who is this officer
    #[arg(long, value_name = "USER")]
    login: String,
    /// viewer, officer, lead, registrar or admin
    #[arg(long, value_name = "R", default_value = "officer")]
    role: String,
}

/// # Errors
/// A role that is none, a name that is nobody's or several people's, or the
/// book's refusal.
pub fn run(session: &Session, verb: OfficersVerb) -> Result<Answer, CliFault> {
    match verb {
        OfficersVerb::List => {
            let officers = list(session)?;
            Ok(session.show(&officers, |lang| in_words(&officers, lang)))
        }
        OfficersVerb::Add(new) => add(session, new),
        OfficersVerb::Role { name, role } => set_role(session, &name, &role),
    }
}

fn list(session: &Session) -> Result<Vec<OfficerView>, CliFault> {
    let request = Request::Officers(OfficersRequest::List);
    Ok(ask!(session, request, Reply::Officers))
}

fn add(session: &Session, new: AddArguments) -> Result<Answer, CliFault> {
    let AddArguments { name, login, role } = new;
    let role = role_named("--role", &role)?;
    let new = NewOfficer {
        name: text::tidy(&name),
        login,
        role,
    };
    let request = Request::Officers(OfficersRequest::Add(new.clone()));
    let change = ask!(session, request, Reply::Changed);
    let document = json!({
        "id": change.record,
        "name": new.name,
        "login": new.login,
        "role": new.role,
    });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::OfficerAdded {
            name: new.name,
            login: new.login,
            role: label(role, lang).to_owned(),
        })
    }))
}

fn set_role(session: &Session, name: &str, role: &str) -> Result<Answer, CliFault> {
    let role = role_named("ROLE", role)?;
    let officer = the_one(list(session)?, name)?;
    let request = Request::Officers(OfficersRequest::SetRole {
        officer: officer.id,
        role,
    });
    ask!(session, request, Reply::Changed);
    let document = json!({
        "id": officer.id,
        "name": officer.name,
        "login": officer.login,
        "role": role,
    });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::RoleSet {
            name: officer.name,
            role: label(role, lang).to_owned(),
        })
    }))
}

fn role_named(flag: &'static str, typed: &str) -> Result<Role, CliFault> {
    let refuse = |fault| CliFault::Flag { flag, fault };
    let value = read_value(FieldShape::Role, typed).map_err(refuse)?;
    let code = value.as_str().unwrap_or_default();
    let role = Role::ALL.iter().copied().find(|role| role.code() == code);
    role.ok_or_else(|| refuse(ValueFault::Empty))
}

/// The officer of this id, login or name. Somebody who has a login is meant
/// before somebody of the same name who has none.
fn the_one(officers: Vec<OfficerView>, typed: &str) -> Result<OfficerView, CliFault> {
    let exact = |officer: &OfficerView| {
        officer.id.to_string() == typed || officer.login.as_deref() == Some(typed)
    };
    if let Some(one) = officers.iter().find(|officer| exact(officer)) {
        return Ok(one.clone());
    }
    let key = text::fold_key(typed);
    let mut named: Vec<_> = officers
        .into_iter()
        .filter(|officer| text::fold_key(&officer.name) == key)
        .collect();
    if named.iter().any(|officer| officer.login.is_some()) {
        named.retain(|officer| officer.login.is_some());
    }
    match named.pop() {
        Some(one) if named.is_empty() => Ok(one),
        Some(last) => {
            named.push(last);
            let line = |one: &OfficerView| {
                format!("\n  {}  {}", one.login.as_deref().unwrap_or("–"), one.id)
            };
            Err(InputWords::SeveralOfficers {
                typed: typed.to_owned(),
                candidates: named.iter().map(line).collect(),
            }
            .into())
        }
        None => Err(InputWords::NoOfficer {
            typed: typed.to_owned(),
        }
        .into()),
    }
}

fn in_words(officers: &[OfficerView], lang: Lang) -> String {
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Officer), 32),
        Column::text(lang.say(&Heading::Login), 32),
        Column::text(lang.say(&Heading::Role), 24),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    for officer in officers {
        table.row([
            officer.name.as_str(),
            officer.login.as_deref().unwrap_or_default(),
            officer
                .role
                .map(|role| label(role, lang))
                .unwrap_or_default(),
            &officer.id.to_string(),
        ]);
    }
    table.to_text()
}
