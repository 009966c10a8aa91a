//! The columns of the sheets survey and choices, in any order, under any of
//! the headings that XLSForm has had.

use super::super::source::heading_key;

/// What a column of the sheet survey holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    Type,
    Name,
    Required,
    Relevant,
    Constraint,
    Calculation,
    Default,
    Trigger,
    ChoiceFilter,
    RepeatCount,
    ReadOnly,
    Appearance,
    Parameters,
    Disabled,
}

/// A column with a text a language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spoken {
    Label,
    Hint,
    Guidance,
    RequiredMessage,
    ConstraintMessage,
}

/// What a heading means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Heading {
    Plain(Column),
    /// In a language, blank without one.
    Spoken(Spoken, String),
    /// Known to XLSForm, without effect here, and nothing to speak of.
    Kept,
    /// Known to XLSForm and changing what a form does: named by row.
    Unsupported,
    Unknown,
}

const PLAIN: &[(Column, &[&str])] = &[
    (Column::Type, &["type", "command"]),
    (Column::Name, &["name", "tag", "value"]),
    (Column::Required, &["required"]),
    (Column::Relevant, &["relevant", "relevance"]),
    (Column::Constraint, &["constraint"]),
    (Column::Calculation, &["calculation", "calculate"]),
    (Column::Default, &["default"]),
    (Column::Trigger, &["trigger"]),
    (Column::ChoiceFilter, &["choice_filter"]),
    (Column::RepeatCount, &["repeat_count", "count", "jr:count"]),
    (Column::ReadOnly, &["read_only", "readonly"]),
    (Column::Appearance, &["appearance"]),
    (Column::Parameters, &["parameters"]),
    (Column::Disabled, &["disabled"]),
];

const SPOKEN: &[(Spoken, &[&str])] = &[
    (Spoken::Label, &["label", "caption"]),
    (Spoken::Hint, &["hint"]),
    (Spoken::Guidance, &["guidance_hint"]),
    (
        Spoken::RequiredMessage,
        &["required_message", "requiredmsg", "jr:requiredmsg"],
    ),
    (
        Spoken::ConstraintMessage,
        &[
            "constraint_message",
            "constraining_message",
            "jr:constraintmsg",
        ],
    ),
];

const KEPT: &[&str] = &[
    "image",
    "big-image",
    "audio",
    "video",
    "media",
    "autoplay",
    "rows",
    "note",
    "notes",
    "comment",
    "comments",
    "description",
    "sms_field",
    "sms_option",
    "sms_separator",
    "sms_allow_media",
    "sms_date_format",
    "sms_datetime_format",
    "sms_response",
    "compact_tag",
    "instance",
    "no_app_error_string",
    "noapperrorstring",
    "hxl",
    "intent",
    "short",
];

const UNSUPPORTED: &[&str] = &[
    "bind", "body", "control", "save_to", "saveto", "query", "flat",
];

/// The heading's parts: what it holds, and its language or detail.
fn split(heading: &str) -> (String, String) {
    let key = heading_key(heading);
    let (base, rest) = match key.split_once(':') {
        // `jr:count` is one word, `label:vi` and `label::vi` are two.
        Some(("jr", rest)) => (format!("jr:{rest}"), ""),
        Some((base, rest)) => (base.to_owned(), rest),
        None => (key, ""),
    };
    (base, rest.trim_start_matches(':').trim().to_owned())
}

/// What a heading of the sheet survey means.
pub fn survey_heading(heading: &str) -> Heading {
    let (base, detail) = split(heading);
    let within = matches!(base.as_str(), "bind" | "body" | "control");
    let (base, detail) = match within.then(|| split(&detail)) {
        // `bind::relevant` is `relevant`, spelt at length.
        Some((inner, rest)) if is_known(&inner) => (inner, rest),
        _ => (base, detail),
    };
    let plain = PLAIN
        .iter()
        .find(|(_, names)| names.contains(&base.as_str()));
    let spoken = SPOKEN
        .iter()
        .find(|(_, names)| names.contains(&base.as_str()));
    match (plain, spoken) {
        (Some((column, _)), _) if detail.is_empty() => Heading::Plain(*column),
        (_, Some((spoken, _))) => Heading::Spoken(*spoken, detail),
        _ if KEPT.contains(&base.as_str()) => Heading::Kept,
        _ if UNSUPPORTED.contains(&base.as_str()) => Heading::Unsupported,
        _ => Heading::Unknown,
    }
}

fn is_known(base: &str) -> bool {
    PLAIN.iter().any(|(_, names)| names.contains(&base))
        || SPOKEN.iter().any(|(_, names)| names.contains(&base))
}

/// The heading of a choice list's column: what expressions call it, and the
/// language of a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListHeading {
    ListName,
    Name,
    Label(String),
    /// A column of the list's own, which filters may compare.
    Own(String),
}

/// What a heading of the sheet choices means.
pub fn list_heading(heading: &str) -> ListHeading {
    let (base, detail) = split(heading);
    match base.as_str() {
        "list_name" => ListHeading::ListName,
        "name" | "value" if detail.is_empty() => ListHeading::Name,
        "label" | "caption" => ListHeading::Label(detail),
        _ => ListHeading::Own(crate::text::tidy(&crate::text::nfc(heading))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_in_every_spelling() {
        for (typed, column) in [
            ("TYPE", Column::Type),
            ("Read Only", Column::ReadOnly),
            ("relevance", Column::Relevant),
            ("bind::relevant", Column::Relevant),
            ("bind:calculate", Column::Calculation),
            ("Choice Filter", Column::ChoiceFilter),
            ("jr:count", Column::RepeatCount),
            ("body::appearance", Column::Appearance),
        ] {
            assert_eq!(survey_heading(typed), Heading::Plain(column), "{typed}");
        }
    }

    #[test]
    fn languages_keep_their_spelling() {
        let label = |language: &str| Heading::Spoken(Spoken::Label, language.into());
        assert_eq!(
            survey_heading("label::Tiếng Việt (vi)"),
            label("Tiếng Việt (vi)")
        );
        assert_eq!(
            survey_heading("Label :: Tie\u{302}\u{301}ng Vie\u{323}\u{302}t (vi)"),
            label("Tiếng Việt (vi)")
        );
        assert_eq!(survey_heading("label:English"), label("English"));
        assert_eq!(survey_heading("label"), label(""));
    }

    #[test]
    fn what_changes_a_form_and_is_not_understood_is_not_unknown() {
        assert_eq!(survey_heading("bind::jr:preload"), Heading::Unsupported);
        assert_eq!(survey_heading("media::image::English"), Heading::Kept);
        assert_eq!(survey_heading("ghi chú"), Heading::Unknown);
        assert_eq!(list_heading("Xã cũ"), ListHeading::Own("Xã cũ".to_owned()));
    }
}
