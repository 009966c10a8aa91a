//! A record laid out for people: fields, registrations, notes, history.

use super::attach;
use super::note;
use super::shown::moment;
use super::table::{Column, Table};
use super::words::Heading;
use crate::domain::schema;
use crate::domain::{RecordId, RecordKind};
use crate::i18n::{Lang, value_words};
use crate::service::views::{FieldView, HistoryLine, RecordView};
use crate::text::{self, Align};

/// The field of a registration that says whose it is: plain from where it stands.
const OWN_MODEL: &str = "model";

/// The whole record.
pub fn record(record: &RecordView, lang: Lang) -> String {
    let mut parts = vec![format!("{}\n{}", record.title, record.id)];
    parts.push(fields(record, lang));
    if !record.registrations.is_empty() {
        parts.push(under(
            Heading::Registrations,
            registrations(&record.registrations, lang),
            lang,
        ));
    }
    if !record.notes.is_empty() {
        parts.push(under(
            Heading::Notes,
            note::in_words(&record.notes, note::About::Plain, lang),
            lang,
        ));
    }
    if !record.attachments.is_empty() {
        parts.push(under(
            Heading::Attachments,
            attach::in_words(&record.attachments, lang),
            lang,
        ));
    }
    if !record.history.is_empty() {
        parts.push(under(
            Heading::History,
            history(&record.history, lang),
            lang,
        ));
    }
    parts.join("\n\n")
}

/// What people call the field `name` of records of `kind`.
pub fn field_label(kind: RecordKind, name: &str, lang: Lang) -> String {
    let spec = schema::field_or_member(kind, name);
    spec.map_or(name, |spec| match lang {
        Lang::Vi => spec.vi,
        Lang::En => spec.en,
    })
    .to_owned()
}

fn under(heading: Heading, body: String, lang: Lang) -> String {
    format!("{}\n{body}", lang.say(&heading))
}

fn fields(record: &RecordView, lang: Lang) -> String {
    let labels: Vec<_> = record
        .fields
        .iter()
        .map(|field| field_label(record.id.kind, &field.name, lang))
        .collect();
    let width = labels
        .iter()
        .map(|label| text::cells(label))
        .max()
        .unwrap_or(0);
    let lines = record.fields.iter().zip(&labels).map(|(field, label)| {
        let indent = format!("\n{}", " ".repeat(width + 4));
        format!(
            "  {}  {}",
            text::fit(label, width, Align::Left),
            value(field, lang).replace('\n', &indent)
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The value in words; all of them where people must choose.
fn value(field: &FieldView, lang: Lang) -> String {
    if !field.is_conflict() {
        return value_words(lang, &field.name, &field.value, &field.words);
    }
    let each: Vec<_> = field
        .live
        .iter()
        .map(|live| {
            let words = value_words(lang, &field.name, &live.value, &live.words);
            format!("{words} ({})", live.by)
        })
        .collect();
    each.join("  ≠  ")
}

fn registrations(registrations: &[RecordView], lang: Lang) -> String {
    let mut table = Table::new(vec![
        Column::text(lang.say(&Heading::Level), 12),
        Column::text(lang.say(&Heading::Period), 12),
        Column::text(lang.say(&Heading::Status), 28),
        Column::text(lang.say(&Heading::Decision), 48),
        Column::whole(lang.say(&Heading::Id)),
    ]);
    for registration in registrations {
        let words = |name: &str| {
            let field = registration.fields.iter().find(|field| field.name == name);
            field.map(|field| value(field, lang)).unwrap_or_default()
        };
        let decision = ["decision_no", "decision_date", "decision_by"].map(words);
        let decision: Vec<_> = decision
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        table.row([
            words("level"),
            words("period"),
            words("status"),
            decision.join(", "),
            registration.id.to_string(),
        ]);
    }
    table.to_text()
}

fn history(lines: &[HistoryLine], lang: Lang) -> String {
    let lines = lines
        .iter()
        .filter(|line| line.field != OWN_MODEL)
        .map(|line| {
            let kind = line
                .record
                .parse()
                .map_or(RecordKind::Model, |record: RecordId| record.kind);
            let label = field_label(kind, &line.field, lang);
            let values = line.from_values.iter().chain([&line.to_value]);
            let words = line.from.iter().chain([&line.to]);
            let change: Vec<String> = values
                .zip(words)
                .map(|(value, words)| value_words(lang, &line.field, value, words))
                .collect();
            format!(
                "  {}  {}  {label}: {}",
                moment(line.at),
                line.by,
                change.join(" → ")
            )
        });
    lines.collect::<Vec<_>>().join("\n")
}
