//! Every *kiến nghị* read into memory for its list, and kept up to what is
//! written.

use std::collections::{BTreeMap, BTreeSet};

use super::super::super::asked::{Asked, AskedLine, searched};
use super::super::super::kept::Reading;
use super::super::super::refusal::Refusal;
use super::super::super::shelf::Ended;
use super::Open;
use super::asked::numbers;
use crate::domain::survey::Recommendation;
use crate::domain::{RecordId, RecordKind};

/// From so many changed records on, all are read anew when somebody next asks.
const MANY: usize = 256;

/// The *kiến nghị* of each visit, and those of none.
type ByVisit = BTreeMap<Option<RecordId>, Vec<(RecordId, Recommendation)>>;

impl Open {
    /// What reads all of them, as they are written now: what comes later is
    /// told by the owner.
    pub(super) fn reading_asked(
        &self,
    ) -> Result<impl FnOnce(&Reading<Asked>) -> Result<(), Ended> + use<>, Refusal> {
        let now = self.as_written()?;
        Ok(move |reading: &Reading<Asked>| now.read_asked(reading))
    }

    fn read_asked(&self, reading: &Reading<Asked>) -> Result<(), Ended> {
        let mut by_visit = ByVisit::new();
        for (id, fields) in self.all_standing(RecordKind::Recommendation)? {
            let asked = Recommendation::read(&fields);
            by_visit.entry(asked.visit).or_default().push((id, asked));
        }
        let mut asked = Asked::default();
        for (visit, all) in by_visit {
            reading.is_wanted()?;
            self.add_asked(&mut asked, visit, all)?;
        }
        reading.finish(asked, |asked, written| {
            let now = self.as_written()?;
            let mut written = written.into_iter();
            Ok(written.try_for_each(|id| now.ask_anew(asked, id))?)
        })
    }

    /// Those of one visit, numbered among each other.
    fn add_asked(
        &self,
        asked: &mut Asked,
        visit: Option<RecordId>,
        all: Vec<(RecordId, Recommendation)>,
    ) -> Result<(), Refusal> {
        let numbers = numbers(&all);
        let visit = self.visit_asked_at(visit);
        let unit = visit.as_ref().and_then(|(_, visit)| visit.unit);
        let place = unit.map(|unit| self.unit_name(unit).name);
        for (id, one) in all {
            let number = numbers.get(&id).copied().unwrap_or_default();
            let model = one.model.map(|model| self.title_of(model)).transpose()?;
            let bears = Recommendation::number_words(number);
            let said = [
                Some(&bears),
                place.as_ref(),
                model.as_ref(),
                Some(&one.text),
                one.to.as_ref(),
                one.product.as_ref(),
            ];
            asked.add(AskedLine {
                id,
                visit: one.visit,
                model: one.model,
                round: visit.as_ref().and_then(|(_, visit)| visit.round),
                unit,
                number,
                direction: one.direction,
                step: one.step,
                due: one.due,
                words: searched(said.into_iter().flatten().map(String::as_str)),
            });
        }
        Ok(())
    }

    /// Brings the list up to these records, which were just written.
    pub(in crate::service::owner) fn reask(
        &self,
        changed: &BTreeSet<RecordId>,
    ) -> Result<(), Refusal> {
        let renames = |id: &RecordId| {
            id.kind == RecordKind::Unit && self.asked.may(|asked| asked.speaks_of(*id))
        };
        let told = changed.iter().copied().filter(|id| {
            matches!(
                id.kind,
                RecordKind::Recommendation | RecordKind::Visit | RecordKind::Model
            )
        });
        let told: BTreeSet<RecordId> = told.collect();
        if told.len() > MANY || changed.iter().any(renames) {
            self.asked.empty();
            return Ok(());
        }
        self.asked
            .keep_up(told, |asked, id| self.ask_anew(asked, id))
    }

    /// Reads again whatever a record has to do with.
    fn ask_anew(&self, asked: &mut Asked, id: RecordId) -> Result<(), Refusal> {
        let visits: BTreeSet<Option<RecordId>> = match id.kind {
            RecordKind::Visit => [Some(id)].into(),
            RecordKind::Model => asked.visits_about(id),
            _ => {
                let now = self.found_fields(id)?;
                let now = now.map(|fields| Recommendation::read(&fields).visit);
                [Some(asked.visit_of(id)), now]
                    .into_iter()
                    .flatten()
                    .collect()
            }
        };
        let mut all: BTreeSet<RecordId> = visits
            .iter()
            .flat_map(|visit| asked.of_visit(*visit))
            .collect();
        asked.remove(&all);
        all.extend((id.kind == RecordKind::Recommendation).then_some(id));
        for visit in visits.iter().flatten() {
            let now = self.standing_children(*visit, RecordKind::Recommendation)?;
            all.extend(now.into_iter().map(|(id, _)| id));
        }
        let mut by_visit = ByVisit::new();
        for id in all {
            if let Some(fields) = self.found_fields(id)? {
                let one = Recommendation::read(&fields);
                by_visit.entry(one.visit).or_default().push((id, one));
            }
        }
        for (visit, all) in by_visit {
            self.add_asked(asked, visit, all)?;
        }
        Ok(())
    }
}
