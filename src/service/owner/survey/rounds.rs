//! *Đợt khảo sát* and its itinerary.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde_json::Value;

use super::super::super::refusal::Refusal;
use super::super::super::request::{NewParty, NewRound, SurveyDeed, VisitFilter};
use super::super::super::views::{
    ChangeView, ItineraryView, ModelStop, RoundView, Stop, VisitLine,
};
use super::{Open, begin, day_value, line, named, needed};
use crate::domain::survey::{Round, Visit, member_key};
use crate::domain::{Fields, RecordId, RecordKind, Word};
use crate::text;

impl Open {
    pub(super) fn make_round(&mut self, new: &NewRound) -> Result<ChangeView, Refusal> {
        let name = text::tidy(&new.name);
        let mut fields = named([
            ("name", needed("name", line(Some(&name)))?),
            ("plan_no", line(new.plan_no.as_deref())),
            ("plan_date", day_value(new.plan_date)),
            ("notice_no", line(new.notice_no.as_deref())),
            ("notice_date", day_value(new.notice_date)),
            ("from", day_value(new.from)),
            ("to", day_value(new.to)),
            ("outline", line(new.outline.as_deref())),
        ]);
        fields.extend(party_fields("delegate", &new.delegation));
        for (family, ids) in [("unit", &new.units), ("model", &new.models)] {
            let marks = ids
                .iter()
                .map(|id| (format!("{family}.{}", id.id), true.into()));
            fields.extend(marks);
        }
        let round = RecordId::fresh(RecordKind::Round);
        self.do_survey(
            SurveyDeed::MakeRound { name },
            round,
            &[begin(round, fields)],
        )
    }

    pub(super) fn rounds(&self) -> Result<Vec<RoundView>, Refusal> {
        let mut rounds = Vec::new();
        for (id, fields) in self.all_standing(RecordKind::Round)? {
            rounds.push(self.round_view(id, &fields)?);
        }
        rounds.sort_by_key(|view| std::cmp::Reverse((view.round.from, view.id)));
        Ok(rounds)
    }

    fn round_view(&self, id: RecordId, fields: &Fields) -> Result<RoundView, Refusal> {
        let round = Round::read(fields);
        let visits = self.standing_children(id, RecordKind::Visit)?;
        let seen: BTreeSet<RecordId> = visits
            .iter()
            .flat_map(|(_, fields)| Visit::read(fields).models)
            .map(|model| model.id)
            .collect();
        Ok(RoundView {
            id,
            visits: visits.len(),
            seen: round.models.iter().filter(|id| seen.contains(id)).count(),
            round,
        })
    }

    /// Per commune: what this round has seen and what is left.
    pub(super) fn itinerary(&self, id: RecordId, today: Date) -> Result<ItineraryView, Refusal> {
        let stored = self.standing(id, RecordKind::Round)?;
        let round = self.round_view(id, &Fields(stored.state.shown()))?;
        let visits = self.visit_lines(&VisitFilter {
            round: Some(id),
            ..VisitFilter::default()
        })?;
        let mut stops: BTreeMap<RecordId, Vec<ModelStop>> = BTreeMap::new();
        let visited = visits.iter().filter_map(|visit| visit.unit.as_ref());
        for unit in round
            .round
            .units
            .iter()
            .copied()
            .chain(visited.map(|unit| unit.id))
        {
            stops.entry(unit).or_default();
        }
        let seen_besides = visits.iter().flat_map(|visit| &visit.models);
        let mut models = round.round.models.clone();
        models.extend(seen_besides.map(|(model, _)| *model));
        models.sort_unstable();
        models.dedup();
        for model in models {
            if let Some((unit, stop)) = self.model_stop(model, &visits)? {
                stops.entry(unit).or_default().push(stop);
            }
        }
        let mut units: Vec<RecordId> = stops.keys().copied().collect();
        self.names.units.sort_officially(&mut units);
        let stops = units
            .into_iter()
            .map(|unit| {
                let models = stops.remove(&unit).unwrap_or_default();
                self.stop(unit, models, &visits, today)
            })
            .collect::<Result<_, _>>()?;
        Ok(ItineraryView { round, stops })
    }

    /// A model of the itinerary under the commune where it is seen, or lies.
    fn model_stop(
        &self,
        model: RecordId,
        visits: &[VisitLine],
    ) -> Result<Option<(RecordId, ModelStop)>, Refusal> {
        let model = self.store.stands_for(model)?;
        let Some(summary) = self.store.summary(model)? else {
            return Ok(None);
        };
        let seen = visits
            .iter()
            .find(|visit| visit.models.iter().any(|(seen, _)| *seen == model));
        let unit = seen
            .and_then(|visit| visit.unit.as_ref().map(|unit| unit.id))
            .or(summary.model.unit);
        let stop = ModelStop {
            id: model,
            name: summary.model.name,
            owner: summary.model.owner,
            seen: seen.map(|visit| visit.id),
        };
        Ok(unit.map(|unit| (unit, stop)))
    }

    fn stop(
        &self,
        unit: RecordId,
        mut models: Vec<ModelStop>,
        visits: &[VisitLine],
        today: Date,
    ) -> Result<Stop, Refusal> {
        models.sort_by_cached_key(|model| text::collation_key(&model.name));
        let here = |visit: &&VisitLine| visit.unit.as_ref().is_some_and(|at| at.id == unit);
        Ok(Stop {
            unit: self.unit_name(unit),
            visits: visits.iter().filter(here).cloned().collect(),
            models,
            open_recommendations: self.open_recommendations(unit, today)?,
        })
    }
}

/// The fields that put people into a family.
pub(super) fn party_fields(family: &str, people: &[NewParty]) -> Vec<(String, Value)> {
    let parts = |person: &NewParty| {
        let key = member_key(&person.name);
        [
            ("name", line(Some(&person.name))),
            ("title", line(person.title.as_deref())),
            ("role", person.role.code().into()),
        ]
        .map(|(part, value)| (format!("{family}.{key}.{part}"), value))
    };
    people.iter().flat_map(parts).collect()
}
