//! People of a visit as lines to type: name; title; role.

use crate::domain::Word;
use crate::domain::survey::{Party, PartyRole, member_key};
use crate::forms::visit::AnswerField;
use crate::i18n::Lang;
use crate::service::request::NewParty;
use crate::text;
use crate::ui::screens::survey::SurveyWords;
use serde_json::Value;

/// The people, one a line.
pub fn lines(people: &[Party], lang: Lang) -> String {
    let line = |party: &Party| {
        let role = party.role.map(|role| match lang {
            Lang::Vi => role.vi().to_lowercase(),
            Lang::En => role.en().to_owned(),
        });
        let parts = [Some(party.name.clone()), party.title.clone(), role];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join("; ")
    };
    let lines: Vec<String> = people.iter().map(line).collect();
    lines.join("\n")
}

/// The people that lines name. Without a role the first of a delegation leads
/// it, the others are members; a title may hold commas.
///
/// # Errors
/// A role that is none, or a name that stands twice.
pub fn read(
    typed: &str,
    first: PartyRole,
    others: PartyRole,
) -> Result<Vec<NewParty>, SurveyWords> {
    let mut people: Vec<NewParty> = Vec::new();
    for line in typed
        .lines()
        .map(text::tidy)
        .filter(|line| !line.is_empty())
    {
        let mut parts = line.split(';').map(text::tidy);
        let name = parts.next().unwrap_or_default();
        if name.is_empty() {
            continue;
        }
        let rest: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
        let (title, role) = match rest.as_slice() {
            [] => (None, None),
            [only] => match PartyRole::parse(only) {
                Some(role) => (None, Some(role)),
                None => (Some(only.clone()), None),
            },
            [title, role, ..] => {
                let read = PartyRole::parse(role);
                let role = read.ok_or_else(|| SurveyWords::Role { who: name.clone() })?;
                (Some(title.clone()), Some(role))
            }
        };
        let key = member_key(&name);
        if people.iter().any(|other| member_key(&other.name) == key) {
            return Err(SurveyWords::NameTwice { who: name });
        }
        let usual = if people.is_empty() { first } else { others };
        people.push(NewParty {
            name,
            title,
            role: role.unwrap_or(usual),
        });
    }
    Ok(people)
}

/// The fields that make `before` into `after`; who is not there any more is
/// cleared part by part.
pub fn changes(family: &str, before: &[Party], after: &[NewParty]) -> Vec<AnswerField> {
    let field = |key: &str, part: &str, value: Value| AnswerField {
        field: format!("{family}.{key}.{part}"),
        value,
    };
    let mut fields = Vec::new();
    for person in after {
        let key = member_key(&person.name);
        let known = before.iter().find(|party| party.key == key);
        let title = person.title.clone();
        if known.is_none_or(|party| party.name != person.name) {
            fields.push(field(&key, "name", person.name.as_str().into()));
        }
        if known.is_none_or(|party| party.title != title) {
            fields.push(field(
                &key,
                "title",
                title.map_or(Value::Null, Value::String),
            ));
        }
        if known.is_none_or(|party| party.role != Some(person.role)) {
            fields.push(field(&key, "role", person.role.code().into()));
        }
    }
    let stays = |party: &Party| {
        after
            .iter()
            .any(|person| member_key(&person.name) == party.key)
    };
    for gone in before.iter().filter(|party| !stays(party)) {
        let parts = ["name", "title", "role"];
        fields.extend(parts.map(|part| field(&gone.key, part, Value::Null)));
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(typed: &str) -> Result<Vec<NewParty>, SurveyWords> {
        read(typed, PartyRole::Lead, PartyRole::Member)
    }

    #[test]
    fn lines_are_read_with_or_without_title_and_role() {
        let people = read_all(
            "Phạm Thị Hoa; Phó Trưởng Ban, Trưởng khối\n\n Lê Minh Khảo;Chuyên viên ; thư ký\nTrần Ngọc Hạnh",
        )
        .unwrap();
        let roles: Vec<_> = people.iter().map(|one| one.role).collect();
        assert_eq!(
            roles,
            [PartyRole::Lead, PartyRole::Secretary, PartyRole::Member]
        );
        assert_eq!(
            people[0].title.as_deref(),
            Some("Phó Trưởng Ban, Trưởng khối")
        );
        assert_eq!(people[2].title, None);
    }

    #[test]
    fn a_role_that_is_none_and_a_name_twice_are_named() {
        let who = |typed| read_all(typed).unwrap_err();
        assert_eq!(
            who("An; Cán bộ; người lạ"),
            SurveyWords::Role { who: "An".into() }
        );
        assert_eq!(
            who("Bình\nbình"),
            SurveyWords::NameTwice {
                who: "bình".into()
            }
        );
    }

    #[test]
    fn only_what_is_different_is_written_and_who_left_is_cleared() {
        let before = |name: &str, title: &str| Party {
            key: member_key(name),
            name: name.into(),
            title: Some(title.into()),
            role: Some(PartyRole::Member),
            absent: None,
        };
        let after = read("An; Trưởng ban", PartyRole::Member, PartyRole::Member).unwrap();
        let fields = changes(
            "host",
            &[before("An", "Phó ban"), before("Bình", "x")],
            &after,
        );
        let key = member_key("An");
        assert_eq!(fields[0].field, format!("host.{key}.title"));
        assert_eq!(fields.len(), 4, "{fields:?}");
    }
}
