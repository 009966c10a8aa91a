//! Reading what people type on the command line into values of the field.

use jiff::civil::Date;
use uuid::Uuid;

use super::fault::CliFault;
use super::session::{Session, ask};
use crate::domain::value::{RightWord, ValueFault, read_day, read_word};
use crate::domain::{Movement, Period, RecordId, RecordKind, Word, WorkField};
use crate::ledger::DeviceId;
use crate::service::views::{DeviceView, UnitView};
use crate::service::{Refusal, Reply, Request};
use crate::text;

/// A word of a closed list given to `flag`: its code or its Vietnamese label.
///
/// # Errors
/// Wrong usage, naming the words there are.
pub fn word<W: Word>(flag: &'static str, typed: Option<&str>) -> Result<Option<W>, CliFault> {
    read(flag, typed, read_word)
}

/// The same, where only some `words` of the list will do.
///
/// # Errors
/// Wrong usage, naming those.
pub fn word_among<W: Word>(flag: &'static str, typed: &str, words: &[W]) -> Result<W, CliFault> {
    let word = W::parse(typed).filter(|word| words.contains(word));
    word.ok_or_else(|| CliFault::Flag {
        flag,
        fault: ValueFault::NotAWord {
            typed: text::tidy(typed),
            words: words.iter().copied().map(RightWord::of).collect(),
        },
    })
}

/// A period given to `flag`: written out, or by its label in the book.
///
/// # Errors
/// Wrong usage, naming the forms and the labels there are; refused where the
/// book calls several periods so, which are listed.
pub fn period(
    session: &Session,
    flag: &'static str,
    typed: Option<&str>,
) -> Result<Option<Period>, CliFault> {
    let Some(typed) = typed else { return Ok(None) };
    match meant_period(session, typed)? {
        Ok(period) => Ok(Some(period)),
        Err(fault @ ValueFault::SeveralPeriods { .. }) => Err(Refusal::Value {
            field: flag.to_owned(),
            fault,
        }
        .into()),
        Err(fault) => Err(CliFault::Flag { flag, fault }),
    }
}

/// The period that `typed` means, or why it means none. The book is asked only
/// about what is no period by itself.
///
/// # Errors
/// The book cannot be asked.
pub fn meant_period(
    session: &Session,
    typed: &str,
) -> Result<Result<Period, ValueFault>, CliFault> {
    match Period::parse(typed) {
        Ok(period) => Ok(Ok(period)),
        Err(_) => Ok(ask!(session, Request::PeriodLabels, Reply::PeriodLabels).period(typed)),
    }
}

/// A day given to `flag`.
///
/// # Errors
/// Wrong usage, naming the form of a date.
pub fn day(flag: &'static str, typed: Option<&str>) -> Result<Option<Date>, CliFault> {
    read(flag, typed, read_day)
}

fn read<T>(
    flag: &'static str,
    typed: Option<&str>,
    reader: impl Fn(&str) -> Result<T, ValueFault>,
) -> Result<Option<T>, CliFault> {
    typed
        .map(reader)
        .transpose()
        .map_err(|fault| CliFault::Flag { flag, fault })
}

/// A field of work: the code of one of the four, or the list's own word.
pub fn work_field(typed: Option<&str>) -> Option<String> {
    typed
        .and_then(WorkField::parse)
        .map(|field| field.code().to_owned())
}

/// A movement: its id, or its name as people say it.
pub fn movement(typed: &str) -> RecordId {
    match typed.trim().parse::<RecordId>() {
        Ok(id) if id.kind == RecordKind::Movement => id,
        _ => Movement::identity(typed),
    }
}

/// A record: its id as printed; the bare number is a model's.
///
/// # Errors
/// The book has no such record.
pub fn record(typed: &str) -> Result<RecordId, CliFault> {
    let typed = typed.trim();
    let bare = || {
        Uuid::try_parse(typed)
            .ok()
            .map(|id| RecordId::new(RecordKind::Model, id))
    };
    typed.parse().ok().or_else(bare).ok_or_else(|| {
        Refusal::NoRecord {
            id: typed.to_owned(),
        }
        .into()
    })
}

/// As [`record`]; “committee” is the Ban Chỉ đạo of this book, whose id nobody
/// knows by heart.
///
/// # Errors
/// No such id, or there is no book.
pub fn record_or_committee(session: &Session, typed: &str) -> Result<RecordId, CliFault> {
    if RecordKind::parse(typed) == Some(RecordKind::Committee) {
        return Ok(ask!(session, Request::Sender, Reply::Sender).committee);
    }
    record(typed)
}

/// The unit that `typed` means at the time of `during`.
///
/// # Errors
/// No unit answers, or several do, which are listed.
pub fn unit(session: &Session, typed: &str, during: Option<Period>) -> Result<UnitView, CliFault> {
    Ok(ask!(
        session,
        Request::FindUnit {
            typed: typed.to_owned(),
            during
        },
        Reply::Unit
    ))
}

/// A machine by its id, or by the beginning of it where only one has that.
pub fn device(typed: &str, known: &[DeviceView]) -> Option<DeviceId> {
    const SHORTEST: usize = 6;
    let typed = typed.trim().to_ascii_lowercase();
    let mut fitting = known
        .iter()
        .map(|device| device.id)
        .filter(|id| typed.len() >= SHORTEST && id.to_string().starts_with(&typed));
    match (fitting.next(), fitting.next()) {
        (Some(id), None) => Some(id),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::answer::Exit;
    use crate::domain::Level;

    #[test]
    fn enum_words_and_vietnamese_labels_are_the_same() {
        let read = |typed| word::<Level>("--level", Some(typed)).unwrap();
        assert_eq!(read("district"), Some(Level::District));
        assert_eq!(read("cấp huyện"), Some(Level::District));
        assert_eq!(word::<Level>("--level", None).unwrap(), None);
        assert_eq!(
            word::<Level>("--level", Some("xóm trên"))
                .unwrap_err()
                .exit(),
            Exit::WrongUsage
        );
    }

    #[test]
    fn ids_are_taken_as_printed_or_bare() {
        let id = RecordId::fresh(RecordKind::Model);
        assert_eq!(record(&id.to_string()).unwrap(), id);
        assert_eq!(record(&id.id.to_string()).unwrap(), id);
        assert_eq!(record("Hũ gạo").unwrap_err().exit(), Exit::Refused);
    }

    #[test]
    fn a_movement_is_known_by_its_name() {
        assert_eq!(movement("dân vận  khéo"), movement(Movement::DAN_VAN_KHEO));
        let id = movement("Tết Nhân ái");
        assert_eq!(movement(&id.to_string()), id);
    }
}
