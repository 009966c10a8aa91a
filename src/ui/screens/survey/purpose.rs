//! What a layer over *Khảo sát* is for.

use crate::domain::RecordId;
use crate::forms::visit::AnswerField;
use crate::service::views::UnitName;

/// What the answer of a layer sets off.
#[derive(Debug, Clone, PartialEq)]
pub enum SurveyPurpose {
    NewRound,
    /// The units that a round goes to.
    Units {
        round: RecordId,
    },
    /// The models that a round sees in a unit.
    Models {
        round: RecordId,
        /// Those that could be ticked.
        offered: Vec<RecordId>,
    },
    /// A visit to a unit, which looks at these models.
    NewVisit {
        round: RecordId,
        unit: UnitName,
        models: Vec<RecordId>,
    },
    /// The facts of the visit on the page.
    EditVisit {
        visit: RecordId,
    },
    /// A note on the question at this path.
    Remark {
        visit: RecordId,
        path: String,
    },
    /// Yes takes the instance at this path out.
    TakeOut {
        path: String,
    },
    /// Yes copies every unanswered question from the visit before.
    CopyUnanswered,
    /// The outline of the visit on the page.
    Outline,
    /// Yes moves the visit to another outline.
    Move {
        fields: Vec<AnswerField>,
    },
}
