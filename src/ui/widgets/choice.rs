//! What can be picked from a list, and a field that holds one of its lines.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use serde_json::Value;

use super::edit::Edit;
use super::picker::Picker;
use super::press::Press;
use super::{Edited, Look, put, put_hint, right_of};
use crate::domain::period_labels::{LabelledPeriod, PeriodLabels};
use crate::domain::vocabulary::Listed;
use crate::domain::{
    Field, Letterhead, Level, Milestone, ModelKind, Period, RecordId, RecordKind, RegistrationType,
    Role, Status, UnitType, Word,
};
use crate::i18n::{Lang, quarter_numeral};
use crate::ledger::DeviceId;
use crate::phrases;
use crate::service::views::UnitView;
use crate::text;

/// A value picked from a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// No value: a cleared field, a condition that is off.
    Nothing,
    Record(RecordId),
    Kind(ModelKind),
    Level(Level),
    Field(Field),
    RegistrationType(RegistrationType),
    Status(Status),
    UnitType(UnitType),
    Letterhead(Letterhead),
    Role(Role),
    Period(Period),
    Milestone(Milestone),
    Mark,
    Device(DeviceId),
    Closing(ClosingWay),
    /// The line at this place of a list that whoever opened it keeps.
    Nth(usize),
    /// The person's own word.
    Own(String),
}

impl Pick {
    /// What the log holds for it.
    pub fn value(&self) -> Value {
        match self {
            Self::Nothing | Self::Nth(_) => Value::Null,
            Self::Mark => Value::Bool(true),
            Self::Record(id) => Value::String(id.to_string()),
            Self::Device(id) => Value::String(id.to_string()),
            Self::Period(period) => Value::String(period.to_string()),
            Self::Kind(word) => code(*word),
            Self::Milestone(word) => code(*word),
            Self::Level(word) => code(*word),
            Self::Field(word) => code(*word),
            Self::RegistrationType(word) => code(*word),
            Self::Status(word) => code(*word),
            Self::UnitType(word) => code(*word),
            Self::Letterhead(word) => code(*word),
            Self::Role(word) => code(*word),
            Self::Own(word) => Value::String(word.clone()),
            // It is no value of a record.
            Self::Closing(_) => Value::Null,
        }
    }
}

/// Who may open a bundle that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosingWay {
    /// Whoever knows the passphrase.
    Passphrase,
    /// The holders of keys that are typed or pasted.
    Keys,
    /// The holders of keys that stand in a file.
    KeyFile,
    /// Whoever finds it.
    Nobody,
}

fn code(word: impl Word) -> Value {
    Value::String(word.code().to_owned())
}

/// One line to choose; `I` is what choosing it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice<I> {
    pub id: I,
    pub label: String,
    /// Said behind the label, dimmer: keys, validity, a parent's name.
    pub note: String,
    /// Depth in a tree; roots are 0.
    pub depth: usize,
}

impl<I> Choice<I> {
    pub fn new(id: I, label: impl Into<String>) -> Self {
        Self {
            id,
            label: label.into(),
            note: String::new(),
            depth: 0,
        }
    }
}

phrases! {
    enum Words {
        Since { day: String } => "từ {day}", "since {day}";
        Until { day: String } => "đến {day}", "until {day}";
        Between { from: String, to: String } => "{from} – {to}", "{from} – {to}";
        Year { year: i16 } => "Năm {year}", "Year {year}";
        Quarter { quarter: String, year: i16 } => "Quý {quarter}/{year}", "Quarter {quarter}/{year}";
        Span { from: i16, to: i16 } => "Giai đoạn {from}-{to}", "{from}-{to}";
        Marked => "Có", "Yes";
        Choose => "gõ vài chữ để tìm", "type to find";
    }
}

/// The words of a closed list, in the order officials list them.
pub fn words<W: Word>(lang: Lang, pick: impl Fn(W) -> Pick) -> Vec<Choice<Pick>> {
    let label = |word: W| match lang {
        Lang::Vi => word.vi(),
        Lang::En => word.en(),
    };
    W::ALL
        .iter()
        .map(|word| Choice::new(pick(*word), label(*word)))
        .collect()
}

/// The words of a field's own list, by their codes.
pub fn listed(lang: Lang, words: &[Listed]) -> Vec<Choice<Pick>> {
    let label = |word: &Listed| match lang {
        Lang::Vi => word.vi,
        Lang::En => word.en,
    };
    let choice = |word: &Listed| Choice::new(Pick::Own(word.code.to_owned()), label(word));
    words.iter().map(choice).collect()
}

/// What ticks a mark.
pub fn mark(lang: Lang) -> Choice<Pick> {
    Choice::new(Pick::Mark, lang.say(&Words::Marked))
}

/// Units as a tree, each with the time it stood: the same name may mean
/// different units at different times (DOMAIN A8).
pub fn units(units: &[UnitView], lang: Lang) -> Vec<Choice<Pick>> {
    let choice = |unit: &UnitView| Choice {
        id: Pick::Record(unit.id),
        label: unit.full_name.clone(),
        note: validity(unit, lang),
        depth: unit.depth,
    };
    units.iter().map(choice).collect()
}

/// Periods in words.
pub fn periods(periods: &[Period], lang: Lang) -> Vec<Choice<Pick>> {
    let choice = |period: &Period| Choice::new(Pick::Period(*period), period_words(*period, lang));
    periods.iter().map(choice).collect()
}

/// Periods by the names that the book gives them, each with the period itself.
pub fn labelled(labels: &PeriodLabels, lang: Lang) -> Vec<Choice<Pick>> {
    let choice = |known: &LabelledPeriod| Choice {
        id: Pick::Period(known.span),
        label: known.label.clone(),
        note: period_words(known.span, lang),
        depth: 0,
    };
    labels.iter().map(choice).collect()
}

/// “Năm 2020”, “Quý III/2023”, “Giai đoạn 2021-2023”.
pub fn period_words(period: Period, lang: Lang) -> String {
    lang.say(&match period {
        Period::Year(year) => Words::Year { year },
        Period::Span { from, to } => Words::Span { from, to },
        Period::Quarter { year, quarter } => Words::Quarter {
            quarter: quarter_numeral(quarter).to_owned(),
            year,
        },
    })
}

fn validity(unit: &UnitView, lang: Lang) -> String {
    let day = |day| text::short_date(day);
    match (unit.valid_from, unit.valid_to) {
        (None, None) => String::new(),
        (Some(from), None) => lang.say(&Words::Since { day: day(from) }),
        (None, Some(to)) => lang.say(&Words::Until { day: day(to) }),
        (Some(from), Some(to)) => lang.say(&Words::Between {
            from: day(from),
            to: day(to),
        }),
    }
}

/// A field that holds one of a few choices, or nothing.
#[derive(Debug, Clone)]
pub struct ChoiceField {
    choices: Vec<Choice<Pick>>,
    picked: Option<usize>,
    own_words: OwnWords,
    /// Of which kind the records are that the book is asked for.
    sought: Option<RecordKind>,
}

/// Whether a value may be none of the choices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnWords {
    Refused,
    Welcome,
}

impl ChoiceField {
    /// Begins with nothing chosen.
    pub fn new(choices: Vec<Choice<Pick>>) -> Self {
        Self {
            choices,
            picked: None,
            own_words: OwnWords::Refused,
            sought: None,
        }
    }

    /// A record of a kind of which there may be too many to list: the book is
    /// asked for those that fit what is typed.
    pub fn of_book(kind: RecordKind) -> Self {
        Self {
            sought: Some(kind),
            ..Self::new(Vec::new())
        }
    }

    /// Of which kind the records are that the book is asked for.
    pub fn sought(&self) -> Option<RecordKind> {
        self.sought
    }

    /// Lets people choose their own words as well.
    pub fn with_own_words(mut self) -> Self {
        self.own_words = OwnWords::Welcome;
        self
    }

    /// The keys that change it where it stands: the arrows and Delete.
    pub fn apply(&mut self, press: &Press) -> Edited {
        match press {
            Press::NextChoice | Press::Edit(Edit::Right) => self.next(),
            Press::PreviousChoice | Press::Edit(Edit::Left) => self.previous(),
            Press::Edit(Edit::Delete) => self.picked = None,
            _ => return Edited::Unused,
        }
        Edited::Changed
    }

    /// The list of values, opened by typing: a letter narrows it at once, a
    /// blank only opens it. `room` is the size that it will be shown in.
    pub fn open(&self, typed: &Edit, room: Size) -> Option<Picker<Pick>> {
        if !matches!(typed, Edit::Insert(_) | Edit::Paste(_) | Edit::Newline) {
            return None;
        }
        let picked = self.picked();
        let mut picker = Picker::new(self.choices.clone()).starting_at(|pick| *pick == picked);
        if self.own_words == OwnWords::Welcome {
            picker = picker.with_own_words(Pick::Own);
        }
        if self.sought.is_some() {
            picker = picker.sought();
        }
        if !matches!(typed, Edit::Insert(' ') | Edit::Newline) {
            picker.apply(Press::Edit(typed.clone()), room);
        }
        Some(picker)
    }

    /// Draws what is chosen, between arrows, as it looks while the keys go here.
    pub fn view(&self, frame: &mut Frame, area: Rect, unset: &str, look: &Look) {
        let label = self.label().map_or_else(|| unset.into(), text::visible);
        let shown = format!("‹ {label} ›");
        put(frame, area, &shown, look.palette.selected);
        let used = u16::try_from(text::cells(&shown) + 2).unwrap_or(u16::MAX);
        let hint = look.lang.say(&Words::Choose);
        put_hint(frame, right_of(area, used), &hint, look);
    }

    /// What is chosen.
    pub fn picked(&self) -> Pick {
        self.line()
            .map_or(Pick::Nothing, |choice| choice.id.clone())
    }

    /// The words of what is chosen.
    pub fn label(&self) -> Option<&str> {
        self.line().map(|choice| choice.label.as_str())
    }

    /// Chooses `pick`; a value that is no choice yet becomes one, named `label`.
    pub fn pick(&mut self, pick: Pick, label: &str) {
        if pick == Pick::Nothing {
            self.picked = None;
            return;
        }
        self.picked = self
            .choices
            .iter()
            .position(|choice| choice.id == pick)
            .or_else(|| {
                self.choices.push(Choice::new(pick, label));
                Some(self.choices.len() - 1)
            });
    }

    /// The choice after this one; behind the last comes nothing.
    fn next(&mut self) {
        self.picked = match self.picked {
            None => (!self.choices.is_empty()).then_some(0),
            Some(last) if last + 1 >= self.choices.len() => None,
            Some(other) => Some(other + 1),
        };
    }

    /// The choice before this one; before the first comes nothing.
    fn previous(&mut self) {
        self.picked = match self.picked {
            None => self.choices.len().checked_sub(1),
            Some(other) => other.checked_sub(1),
        };
    }

    fn line(&self) -> Option<&Choice<Pick>> {
        self.picked.and_then(|index| self.choices.get(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_goes_round_over_nothing() {
        let mut field = ChoiceField::new(words(Lang::Vi, Pick::Kind));
        let mut seen = Vec::new();
        for _ in 0..3 {
            field.next();
            seen.push(field.label().unwrap_or("–").to_owned());
        }
        assert_eq!(seen, ["Tập thể", "Cá nhân", "–"]);
        field.previous();
        assert_eq!(field.picked(), Pick::Kind(ModelKind::Individual));
    }

    #[test]
    fn an_own_word_is_kept_among_the_choices() {
        let mut field = ChoiceField::new(words(Lang::Vi, Pick::Field));
        field.pick(Pick::Own("Đô thị văn minh".into()), "Đô thị văn minh");
        assert_eq!(field.picked().value(), "Đô thị văn minh");
        assert_eq!(field.choices.len(), 5);
    }

    #[test]
    fn periods_are_said_as_people_say_them() {
        let say = |typed| period_words(Period::parse(typed).unwrap(), Lang::Vi);
        assert_eq!(say("2020"), "Năm 2020");
        assert_eq!(say("2023-Q3"), "Quý III/2023");
        assert_eq!(say("2021-2023"), "Giai đoạn 2021-2023");
    }
}
