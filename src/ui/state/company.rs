//! Who else is at the record that is open here.

use super::State;
use crate::domain::RecordId;
use crate::ui::purpose::Purpose;
use crate::ui::purpose::asked::AskedPurpose;
use crate::ui::purpose::entry::EntryPurpose;
use crate::ui::purpose::visit::VisitPurpose;

/// The record that others are told we have open, and who else has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Company {
    /// What the owner of the book was told last; `None` before it was told.
    pub told: Option<Option<RecordId>>,
    others: Vec<String>,
}

impl Company {
    /// Others have `record` open too.
    pub fn take(&mut self, record: RecordId, others: Vec<String>) {
        if self.told == Some(Some(record)) {
            self.others = others;
        }
    }

    /// Another record is open, or none: whoever was there is elsewhere now.
    pub fn move_to(&mut self, record: Option<RecordId>) {
        self.told = Some(record);
        self.others.clear();
    }

    /// The owner of the book is another one, and knows nothing of us.
    pub fn forget(&mut self) {
        *self = Self::default();
    }

    /// Names of the others, in order.
    pub fn others(&self) -> &[String] {
        &self.others
    }
}

impl State {
    /// The record whose page, form or editor is open.
    pub fn record_in_hand(&self) -> Option<RecordId> {
        let of_layer = self
            .layers
            .iter()
            .rev()
            .find_map(|layer| match &layer.purpose {
                Purpose::Note(note) => Some(note.subject.id),
                Purpose::Entry(EntryPurpose::Fill { aim, .. }) => aim.begins_from(),
                Purpose::ChooseRegistration(subject)
                | Purpose::ChooseStep(subject, _)
                | Purpose::Decide(subject, ..) => Some(subject.id),
                Purpose::Settle(conflict) => Some(conflict.record),
                Purpose::Visit(purpose) => of_visit(purpose),
                Purpose::Asked(purpose) => of_asked(purpose),
                _ => None,
            });
        of_layer.or_else(|| self.open_detail().map(|page| page.id))
    }
}

/// Whoever works on anything of a visit is at the visit.
fn of_visit(purpose: &VisitPurpose) -> Option<RecordId> {
    Some(match purpose {
        VisitPurpose::ChooseFinding(view)
        | VisitPurpose::ChooseSource(view)
        | VisitPurpose::ConcludeModel(view) => view.line.id,
        VisitPurpose::Finding(visit)
        | VisitPurpose::Minutes(visit)
        | VisitPurpose::Sign(visit)
        | VisitPurpose::Addendum(visit) => *visit,
        VisitPurpose::Recommendation(source) => source.visit,
        VisitPurpose::Correct(subject) => subject.id,
        VisitPurpose::ConcludeRegistration(several) => several.first()?.visit,
        VisitPurpose::Conclusion(one) | VisitPurpose::ConclusionWords(one, _) => one.visit,
    })
}

fn of_asked(purpose: &AskedPurpose) -> Option<RecordId> {
    match purpose {
        AskedPurpose::Step(subject, _)
        | AskedPurpose::Reason(subject, _)
        | AskedPurpose::FollowUp(subject) => Some(subject.id),
        AskedPurpose::Unit => None,
    }
}
