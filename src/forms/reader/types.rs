//! The words of the column type.

use super::super::nearest::nearest;
use super::super::outline::{Metadata, QuestionKind};

/// What a row is.
#[derive(Debug, Clone, PartialEq)]
pub enum RowType {
    BeginGroup,
    BeginRepeat,
    /// A loop over a list: read as a group and named as unsupported.
    BeginLoop,
    EndGroup,
    EndRepeat,
    EndLoop,
    Question(QuestionKind),
    Select(SelectType),
    /// Declares a list file.
    ListFile,
}

/// A question with choices.
#[derive(Debug, Clone, PartialEq)]
pub struct SelectType {
    pub kind: QuestionKind,
    pub from: SelectFrom,
    pub other: Other,
}

/// Where choices come from, as typed.
#[derive(Debug, Clone, PartialEq)]
pub enum SelectFrom {
    List(String),
    File(String),
    /// `${name}`: the answers to a question.
    Answers(String),
    /// The sheet external_choices, which only one app ever read.
    External(String),
}

/// Whether an answer outside the list may be typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Other {
    No,
    OrOther,
}

/// Why a type cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeFault {
    Unknown { nearest: String },
    NoList,
}

const RANGE: QuestionKind = QuestionKind::Range(super::super::outline::RangeBounds {
    start: 1.0,
    end: 10.0,
    step: 1.0,
});

const SIMPLE: &[(QuestionKind, &[&str])] = &[
    (
        QuestionKind::Text,
        &[
            "text",
            "string",
            "q string",
            "q text",
            "add text prompt",
            "barcode",
            "q barcode",
            "add barcode prompt",
            "phone number",
        ],
    ),
    (
        QuestionKind::Integer,
        &[
            "integer",
            "int",
            "q int",
            "add integer prompt",
            "percentage",
            "number of days in last month",
            "number of days in last six months",
            "number of days in last year",
        ],
    ),
    (
        QuestionKind::Decimal,
        &["decimal", "q decimal", "add decimal prompt"],
    ),
    (QuestionKind::Date, &["date", "q date", "add date prompt"]),
    (QuestionKind::Time, &["time", "q time", "add time prompt"]),
    (
        QuestionKind::DateTime,
        &[
            "datetime",
            "date time",
            "q datetime",
            "q date time",
            "add datetime prompt",
            "add date time prompt",
        ],
    ),
    (
        QuestionKind::Acknowledge,
        &[
            "acknowledge",
            "trigger",
            "q acknowledge",
            "add acknowledge prompt",
        ],
    ),
    (
        QuestionKind::Geopoint,
        &[
            "geopoint",
            "location",
            "gps",
            "q location",
            "q geopoint",
            "add location prompt",
        ],
    ),
    (
        QuestionKind::File,
        &[
            "image",
            "photo",
            "audio",
            "video",
            "file",
            "q image",
            "q picture",
            "q audio",
            "q video",
            "add image prompt",
            "add photo prompt",
            "add audio prompt",
            "add video prompt",
            "add file prompt",
        ],
    ),
    (QuestionKind::Note, &["note", "q note", "add note prompt"]),
    (
        QuestionKind::Calculate,
        &["calculate", "q calculate", "add calculate prompt"],
    ),
    (QuestionKind::Hidden, &["hidden"]),
    (RANGE, &["range"]),
    (
        QuestionKind::Metadata(Metadata::Start),
        &["start", "start time", "get start time"],
    ),
    (
        QuestionKind::Metadata(Metadata::End),
        &["end", "end time", "get end time"],
    ),
    (
        QuestionKind::Metadata(Metadata::Today),
        &["today", "get today"],
    ),
    (
        QuestionKind::Metadata(Metadata::Username),
        &["username", "uri:username"],
    ),
    (
        QuestionKind::Metadata(Metadata::Email),
        &["email", "uri:email"],
    ),
    (
        QuestionKind::Metadata(Metadata::PhoneNumber),
        &["phonenumber", "get phone number", "uri:phonenumber"],
    ),
    (
        QuestionKind::Metadata(Metadata::DeviceId),
        &[
            "deviceid",
            "device id",
            "get device id",
            "imei",
            "uri:deviceid",
        ],
    ),
    (
        QuestionKind::Unsupported,
        &[
            "geotrace",
            "geoshape",
            "q geotrace",
            "q geoshape",
            "osm",
            "audit",
            "start-geopoint",
            "background-audio",
            "background-geopoint",
            "simserial",
            "subscriberid",
            "sim id",
            "subscriber id",
            "uri:simserial",
            "uri:subscriberid",
            "xml-external",
        ],
    ),
];

const SELECTS: &[(QuestionKind, Source, &[&str])] = &[
    (
        QuestionKind::SelectOne,
        Source::Sheet,
        &[
            "select_one",
            "select one",
            "select1",
            "select one from",
            "select_one from",
            "add select one prompt using",
        ],
    ),
    (
        QuestionKind::SelectMultiple,
        Source::Sheet,
        &[
            "select_multiple",
            "select multiple",
            "select all that apply from",
            "select all that apply",
            "select multiple from",
            "add select multiple prompt using",
        ],
    ),
    (QuestionKind::Rank, Source::Sheet, &["rank"]),
    (
        QuestionKind::SelectOne,
        Source::File,
        &["select_one_from_file", "select one from file"],
    ),
    (
        QuestionKind::SelectMultiple,
        Source::File,
        &["select_multiple_from_file", "select multiple from file"],
    ),
    (
        QuestionKind::SelectOne,
        Source::External,
        &["select_one_external", "select one external"],
    ),
];

#[derive(Clone, Copy)]
enum Source {
    Sheet,
    File,
    External,
}

const FRAMES: &[(RowType, &[&str])] = &[
    (RowType::BeginGroup, &["begin group"]),
    (
        RowType::BeginRepeat,
        &["begin repeat", "begin lgroup", "begin looped group"],
    ),
    (RowType::EndGroup, &["end group"]),
    (
        RowType::EndRepeat,
        &["end repeat", "end lgroup", "end looped group"],
    ),
    (RowType::EndLoop, &["end loop"]),
    (RowType::ListFile, &["csv-external"]),
];

/// The constraint of types that have one of their own.
pub fn own_constraint(typed: &str) -> Option<&'static str> {
    match crate::text::tidy(typed).to_lowercase().as_str() {
        "phone number" => Some("regex(., '^\\d*$')"),
        "percentage" => Some("0 <= . and . <= 100"),
        "number of days in last month" => Some("0 <= . and . <= 31"),
        "number of days in last six months" => Some("0 <= . and . <= 183"),
        "number of days in last year" => Some("0 <= . and . <= 365"),
        _ => None,
    }
}

/// Reads the words of the column type.
///
/// # Errors
/// An unknown type with the one most like it, or a select without its list.
pub fn row_type(typed: &str) -> Result<RowType, TypeFault> {
    let typed = crate::text::tidy(typed);
    let lower = typed.to_lowercase();
    let frame = match lower.strip_prefix("begin_").map(|rest| ("begin", rest)) {
        Some(parts) => Some(parts),
        None => lower.strip_prefix("end_").map(|rest| ("end", rest)),
    };
    let framed = frame.map_or_else(|| lower.clone(), |(word, rest)| format!("{word} {rest}"));
    if lower.starts_with("osm ") {
        return Ok(RowType::Question(QuestionKind::Unsupported));
    }
    if framed == "begin loop" || framed.starts_with("begin loop over ") {
        return Ok(RowType::BeginLoop);
    }
    if let Some((found, _)) = FRAMES
        .iter()
        .find(|(_, names)| names.contains(&framed.as_str()))
    {
        return Ok(found.clone());
    }
    let simple = SIMPLE
        .iter()
        .find(|(_, names)| names.contains(&lower.as_str()));
    if let Some((kind, _)) = simple {
        return Ok(RowType::Question(kind.clone()));
    }
    select(&typed, &lower)
}

fn select(typed: &str, lower: &str) -> Result<RowType, TypeFault> {
    let unknown = || TypeFault::Unknown {
        nearest: nearest(lower.split(' ').next().unwrap_or(lower), all_words()).to_owned(),
    };
    let mut commands: Vec<(&QuestionKind, Source, &str)> = SELECTS
        .iter()
        .flat_map(|(kind, source, names)| names.iter().map(move |name| (kind, *source, *name)))
        .collect();
    // The longest command first: `select one from x` is no list called `from`.
    commands.sort_by_key(|(_, _, name)| std::cmp::Reverse(name.len()));
    let (kind, source, command) = commands
        .into_iter()
        .find(|(_, _, name)| {
            lower
                .strip_prefix(name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
        .ok_or_else(unknown)?;
    // Lower case may be longer or shorter in bytes only past the commands, which are ASCII.
    let rest = typed.get(command.len()..).unwrap_or_default().trim();
    let lower_rest = rest.to_lowercase();
    let other = ["or specify other", "or_other", "or other"]
        .iter()
        .find(|other| lower_rest.ends_with(&format!(" {other}")));
    let list = match other {
        Some(other) => rest
            .get(..rest.len().saturating_sub(other.len()))
            .unwrap_or_default()
            .trim(),
        None => rest,
    };
    if list.is_empty() {
        return Err(TypeFault::NoList);
    }
    let answers = list
        .strip_prefix("${")
        .and_then(|rest| rest.strip_suffix('}'));
    let from = match (source, answers) {
        (_, Some(name)) => SelectFrom::Answers(name.trim().to_owned()),
        (Source::Sheet, None) => SelectFrom::List(list.to_owned()),
        (Source::File, None) => SelectFrom::File(list.to_owned()),
        (Source::External, None) => SelectFrom::External(list.to_owned()),
    };
    Ok(RowType::Select(SelectType {
        kind: kind.clone(),
        from,
        other: if other.is_some() {
            Other::OrOther
        } else {
            Other::No
        },
    }))
}

fn all_words() -> impl Iterator<Item = &'static str> {
    let simple = SIMPLE.iter().flat_map(|(_, names)| names.iter().copied());
    let selects = SELECTS
        .iter()
        .flat_map(|(_, _, names)| names.iter().copied());
    let frames = ["begin_group", "end_group", "begin_repeat", "end_repeat"];
    simple.chain(selects).chain(frames)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(typed: &str) -> (QuestionKind, SelectFrom, Other) {
        match row_type(typed) {
            Ok(RowType::Select(select)) => (select.kind, select.from, select.other),
            other => panic!("{typed}: {other:?}"),
        }
    }

    #[test]
    fn selects_are_known_in_every_spelling() {
        let sheet = |name: &str| SelectFrom::List(name.into());
        assert_eq!(
            list("select_one Có_Không"),
            (QuestionKind::SelectOne, sheet("Có_Không"), Other::No)
        );
        assert_eq!(
            list("Select  all that apply from xa or_other"),
            (QuestionKind::SelectMultiple, sheet("xa"), Other::OrOther)
        );
        assert_eq!(
            list("select_one_from_file xa.csv").1,
            SelectFrom::File("xa.csv".into())
        );
        assert_eq!(
            list("select_one ${ten}").1,
            SelectFrom::Answers("ten".into())
        );
        assert_eq!(row_type("select_one"), Err(TypeFault::NoList));
    }

    #[test]
    fn frames_and_plain_types_are_known() {
        assert_eq!(row_type("begin_repeat"), Ok(RowType::BeginRepeat));
        assert_eq!(row_type("END GROUP"), Ok(RowType::EndGroup));
        assert_eq!(
            row_type("dateTime"),
            Ok(RowType::Question(QuestionKind::DateTime))
        );
        assert_eq!(
            row_type("interger"),
            Err(TypeFault::Unknown {
                nearest: "integer".into()
            })
        );
    }
}
