//! What the person says about the columns: `--map COLUMN=FIELD` and
//! `--map FIELD==VALUE`.

use std::fmt;
use std::str::FromStr;

use crate::domain::list::ListField;
use crate::domain::value::{self, ValueFault};
use crate::domain::vocabulary::{ModelKind, RegistrationType, Status};
use crate::i18n::describe_value_fault;
use crate::i18n::{Lang, Phrase};
use crate::text;

use super::levels::read_levels;

/// The fields with their names in flags, in the order of CLI.md.
pub(super) const FIELD_NAMES: [(ListField, &str); 16] = [
    (ListField::Name, "name"),
    (ListField::Owner, "owner"),
    (ListField::Unit, "unit"),
    (ListField::Kind, "kind"),
    (ListField::Field, "field"),
    (ListField::Level, "level"),
    (ListField::Period, "period"),
    (ListField::Movement, "movement"),
    (ListField::Registration, "registration"),
    (ListField::Status, "status"),
    (ListField::DecisionNo, "decision_no"),
    (ListField::DecisionDate, "decision_date"),
    (ListField::DecisionBy, "decision_by"),
    (ListField::CertificateNo, "certificate_no"),
    (ListField::Content, "content"),
    (ListField::Remarks, "remarks"),
];

/// The name of a field in flags.
pub fn field_name(field: ListField) -> &'static str {
    FIELD_NAMES
        .iter()
        .find(|(named, _)| *named == field)
        .map_or("", |(_, name)| name)
}

fn field_of(name: &str) -> Option<ListField> {
    let key = text::fold_key(name);
    FIELD_NAMES
        .iter()
        .find(|(_, name)| text::fold_key(name) == key)
        .map(|(field, _)| *field)
}

/// One `--map`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnMap {
    /// The column with this heading, or this letter, holds the field.
    Column { column: String, field: ListField },
    /// Every row of the list has this value.
    Constant { field: ListField, value: String },
}

/// Why a `--map` is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", Phrase::en(self))]
pub enum MapFault {
    /// Neither `COLUMN=FIELD` nor `FIELD==VALUE`.
    Shape {
        typed: String,
    },
    NoSuchField {
        typed: String,
    },
    /// The value of a constant is none of its field.
    Value {
        field: ListField,
        fault: ValueFault,
    },
}

crate::phrases! {
    enum Words {
        Shape { typed: String } =>
            "“{typed}” không phải CỘT=TRƯỜNG hay TRƯỜNG==GIÁ TRỊ, như \"Địa bàn=unit\" hoặc period==2021-2023",
            "`{typed}` is neither COLUMN=FIELD nor FIELD==VALUE, as in \"Địa bàn=unit\" or period==2021-2023";
        NoSuchField { typed: String, fields: String } =>
            "không có trường “{typed}”; các trường: {fields}",
            "there is no field `{typed}`; the fields: {fields}";
        Value { field: &'static str, fault: String } =>
            "{field}: {fault}",
            "{field}: {fault}";
    }
}

impl MapFault {
    fn words(&self, lang: Lang) -> Words {
        match self {
            Self::Shape { typed } => Words::Shape {
                typed: typed.clone(),
            },
            Self::NoSuchField { typed } => Words::NoSuchField {
                typed: typed.clone(),
                fields: FIELD_NAMES.map(|(_, name)| name).join(" "),
            },
            Self::Value { field, fault } => Words::Value {
                field: field_name(*field),
                fault: describe_value_fault(fault, lang),
            },
        }
    }
}

impl Phrase for MapFault {
    fn vi(&self) -> String {
        self.words(Lang::Vi).vi()
    }

    fn en(&self) -> String {
        self.words(Lang::En).en()
    }
}

impl FromStr for ColumnMap {
    type Err = MapFault;

    fn from_str(typed: &str) -> Result<Self, MapFault> {
        let shape = || MapFault::Shape {
            typed: typed.to_owned(),
        };
        let field = |name: &str| {
            field_of(name).ok_or_else(|| MapFault::NoSuchField {
                typed: text::tidy(name),
            })
        };
        if let Some((name, value)) = typed.split_once("==") {
            let (field, value) = (field(name)?, text::tidy(value));
            check(field, &value).map_err(|fault| MapFault::Value { field, fault })?;
            return Ok(Self::Constant { field, value });
        }
        // A heading may itself hold an equals sign; a field's name may not.
        let (column, name) = typed.rsplit_once('=').ok_or_else(shape)?;
        let column = text::tidy(column);
        if column.is_empty() {
            return Err(shape());
        }
        Ok(Self::Column {
            column,
            field: field(name)?,
        })
    }
}

impl fmt::Display for ColumnMap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Column { column, field } => write!(f, "{column}={}", field_name(*field)),
            Self::Constant { field, value } => write!(f, "{}=={value}", field_name(*field)),
        }
    }
}

/// Whether `value` is one of `field`.
fn check(field: ListField, value: &str) -> Result<(), ValueFault> {
    if value.is_empty() {
        return Err(ValueFault::Empty);
    }
    match field {
        ListField::Kind => value::read_word::<ModelKind>(value).map(drop),
        ListField::Level => read_levels(value).map(drop),
        ListField::Period => super::row::read_period(value).map(drop),
        ListField::Registration => value::read_word::<RegistrationType>(value).map(drop),
        ListField::Status => value::read_word::<Status>(value).map(drop),
        ListField::DecisionDate => value::read_day(value).map(drop),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(typed: &str) -> Result<String, MapFault> {
        typed.parse::<ColumnMap>().map(|map| map.to_string())
    }

    #[test]
    fn both_shapes_are_read_back_as_written() {
        for typed in [
            "Địa bàn=unit",
            "D=decision_no",
            "a=b=name",
            "period==2021-2023",
            "unit==xã Đông Yên",
        ] {
            assert_eq!(read(typed).as_deref(), Ok(typed));
        }
        assert_eq!(read("x = Decision-No").as_deref(), Ok("x=decision_no"));
    }

    #[test]
    fn a_fault_says_what_would_be_right() {
        assert_eq!(
            read("name"),
            Err(MapFault::Shape {
                typed: "name".into()
            })
        );
        assert!(
            read("Xã=commune")
                .unwrap_err()
                .to_string()
                .contains("decision_no")
        );
        assert!(
            read("period==hôm nay")
                .unwrap_err()
                .vi()
                .contains("2021-2023")
        );
        assert!(read("unit==").is_err());
        assert!(read("=name").is_err());
    }
}
