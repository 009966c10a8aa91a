//! The types of questions.

/// A node is a group, a repeat or a question.
#[derive(Debug, Clone, PartialEq)]
pub enum NodeKind {
    Group,
    Repeat,
    Question(QuestionKind),
}

/// What a question takes. Calculations, notes and what a device fills in are
/// questions that nobody answers by hand.
#[derive(Debug, Clone, PartialEq)]
pub enum QuestionKind {
    Text,
    Integer,
    Decimal,
    Date,
    Time,
    DateTime,
    SelectOne,
    SelectMultiple,
    /// Choices in order.
    Rank,
    /// A number between bounds.
    Range(RangeBounds),
    /// “Tôi xác nhận”: `OK` or nothing.
    Acknowledge,
    /// Latitude, longitude, altitude, accuracy; typed.
    Geopoint,
    /// A picture, recording or other file, by name.
    File,
    Note,
    Calculate,
    Hidden,
    Metadata(Metadata),
    /// A type that XLSForm has and this version does not fill.
    Unsupported,
}

/// The bounds of a range question.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RangeBounds {
    pub start: f64,
    pub end: f64,
    pub step: f64,
}

impl RangeBounds {
    /// Whether only whole numbers lie on its steps.
    pub fn is_whole(&self) -> bool {
        [self.start, self.end, self.step]
            .iter()
            .all(|bound| bound.fract() == 0.0)
    }

    /// Whether a number lies between the bounds and on a step.
    pub fn holds(&self, number: f64) -> bool {
        let (low, high) = (self.start.min(self.end), self.start.max(self.end));
        let steps = (number - self.start) / self.step;
        (low..=high).contains(&number) && (steps - steps.round()).abs() < 1e-9
    }
}

/// What is filled in without asking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Metadata {
    Start,
    End,
    Today,
    Username,
    Email,
    PhoneNumber,
    DeviceId,
}

impl QuestionKind {
    pub fn is_answered_by_hand(&self) -> bool {
        !matches!(
            self,
            Self::Note | Self::Calculate | Self::Hidden | Self::Metadata(_) | Self::Unsupported
        )
    }

    /// Whether an answer is a number, a day or a time.
    pub fn is_measured(&self) -> bool {
        matches!(
            self,
            Self::Integer
                | Self::Decimal
                | Self::Range(_)
                | Self::Date
                | Self::Time
                | Self::DateTime
        )
    }

    pub fn is_select(&self) -> bool {
        matches!(self, Self::SelectOne | Self::SelectMultiple | Self::Rank)
    }

    /// Whether several choices can be chosen.
    pub fn takes_several(&self) -> bool {
        matches!(self, Self::SelectMultiple | Self::Rank)
    }
}
