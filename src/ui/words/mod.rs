//! What the interface says, in both languages.

mod closing;
mod frame;
mod status;
mod visit;

pub use closing::ClosingWords;
pub use frame::{AskWords, FrameWords, NoticeWords, TrustWords, WorkWords};
pub use status::{StatusSign, tone};
pub use visit::{MinutesWords, VisitNotice, VisitWords};

use jiff::Timestamp;

use crate::domain::{Field, Level, RecordKind, Word, WorkField, schema};
use crate::i18n::{Lang, Phrase};
pub use crate::i18n::{period_title, period_words};
use crate::service::Progress;
use crate::text;

/// Words made elsewhere, in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilingual {
    vi: String,
    en: String,
}

impl Bilingual {
    /// The words of a phrase, kept after the phrase is gone.
    pub fn of(phrase: &impl Phrase) -> Self {
        Self {
            vi: phrase.vi(),
            en: phrase.en(),
        }
    }
}

impl Phrase for Bilingual {
    fn vi(&self) -> String {
        self.vi.clone()
    }

    fn en(&self) -> String {
        self.en.clone()
    }
}

/// The label of a word of the field.
pub fn label<W: Word>(lang: Lang, word: W) -> &'static str {
    match lang {
        Lang::Vi => word.vi(),
        Lang::En => word.en(),
    }
}

/// “Cấp huyện”, “Khối”: a level as the first column of a table.
pub fn level_title(lang: Lang, level: Level) -> String {
    match lang {
        Lang::Vi => format!("Cấp {}", level.vi().to_lowercase()),
        Lang::En => capitalised(&format!("{} level", level.en())),
    }
}

/// With a capital first letter.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The label of a field of work, short enough to stand before a bar: the
/// sketch's “Hệ thống chính trị”.
pub fn short_field_label(lang: Lang, code: &str) -> String {
    match (WorkField::parse(code), lang) {
        (Some(WorkField::Known(Field::Politics)), Lang::Vi) => "Hệ thống chính trị".to_owned(),
        _ => field_label(lang, code),
    }
}

/// The label of a field of work, or the list's own word.
pub fn field_label(lang: Lang, code: &str) -> String {
    match WorkField::parse(code) {
        Some(WorkField::Known(field)) => capitalised(label(lang, field)),
        _ => text::visible(code).into_owned(),
    }
}

/// What people call a field that the log calls `name`, in whatever record.
pub fn field_title(name: &str, lang: Lang) -> String {
    let kinds = [
        RecordKind::Model,
        RecordKind::Registration,
        RecordKind::Note,
        RecordKind::Unit,
    ];
    let spec = kinds
        .iter()
        .find_map(|kind| schema::field_named(*kind, name));
    match (spec, lang) {
        (Some(spec), Lang::Vi) => spec.vi.to_owned(),
        (Some(spec), Lang::En) => spec.en.to_owned(),
        (None, _) => text::visible(name).into_owned(),
    }
}

/// How far something has come, in whole percent: “34”.
pub fn percent_done(progress: Progress) -> String {
    let percent = (progress.done * 100).checked_div(progress.total);
    percent.unwrap_or(0).min(100).to_string()
}

/// Indochina time: the field's clock, wherever the laptop was set up.
pub fn local(at: Timestamp) -> jiff::civil::DateTime {
    jiff::tz::Offset::constant(7).to_datetime(at)
}

/// `20/11/2026`.
pub fn day_of(at: Timestamp) -> String {
    text::short_date(local(at).date())
}

/// `20/11/2026 07:40`.
pub fn moment(at: Timestamp) -> String {
    let local = local(at);
    format!(
        "{} {}",
        text::short_date(local.date()),
        text::clock(local.time())
    )
}

/// `07:40` when it was today, with the day when it was not.
pub fn since(at: Timestamp, now: Timestamp) -> String {
    if local(at).date() == local(now).date() {
        text::clock(local(at).time())
    } else {
        moment(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_field() {
        let at: Timestamp = "2026-11-20T00:40:00Z".parse().unwrap();
        assert_eq!(moment(at), "20/11/2026 07:40");
        assert_eq!(since(at, at), "07:40");
    }
}
