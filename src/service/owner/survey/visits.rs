//! Opening a visit: what the round knows comes along.

use jiff::civil::Date;
use serde_json::Value;

use super::super::super::refusal::{Refusal, SurveyRefusal};
use super::super::super::request::{NewVisit, SurveyDeed};
use super::super::super::views::ChangeView;
use super::{Open, begin, day_value, id_value, line, lines, named};
use crate::domain::schema::DELETED;
use crate::domain::survey::{Party, Round, Side, Visit};
use crate::domain::{Fields, RecordId, RecordKind, Word};
use crate::text;

impl Open {
    pub(super) fn open_visit(&mut self, new: &NewVisit) -> Result<ChangeView, Refusal> {
        if self.names.units.get(new.unit).is_none() {
            let id = new.unit.to_string();
            return Err(Refusal::NoRecord { id });
        }
        let round = match new.round {
            Some(id) => {
                let stored = self.standing(id, RecordKind::Round)?;
                Some(Round::read(&Fields(stored.state.shown())))
            }
            None => None,
        };
        let visit = identity(new);
        self.refuse_there(visit)?;
        let mut fields = named([
            ("round", id_value(new.round)),
            ("unit", id_value(Some(new.unit))),
            ("date", day_value(Some(new.date))),
            (
                "start",
                new.start
                    .map_or(Value::Null, |time| text::clock(time).into()),
            ),
            ("place", line(new.place.as_deref())),
        ]);
        if let Some(round) = &round {
            fields.extend(named([
                ("basis", lines(Some(&basis(round)))),
                ("outline", line(round.outline.as_deref())),
            ]));
            fields.extend(round.delegation.iter().flat_map(delegate));
        }
        for (order, model) in (1..).zip(self.models_to_see(new, round.as_ref())?) {
            fields.extend(self.seen_model(model, order)?);
        }
        let mut change = begin(visit, fields);
        change.fields.retain(|field| field.field != DELETED);
        let change = self.brought_back(change)?;
        let name = self.title_of_new(new);
        self.do_survey(SurveyDeed::OpenVisit { name }, visit, &[change])
    }

    fn title_of_new(&self, new: &NewVisit) -> String {
        let fields = named([
            ("unit", id_value(Some(new.unit))),
            ("date", day_value(Some(new.date))),
        ]);
        self.visit_title(&Visit::read(&Fields(fields.into_iter().collect())))
    }

    fn refuse_there(&self, id: RecordId) -> Result<(), Refusal> {
        match self.store.record(&id.to_string())? {
            Some(stored) if !stored.is_gone() => {
                let visit = Visit::read(&Fields(stored.state.shown()));
                let visit = self.visit_title(&visit);
                Err(SurveyRefusal::VisitThere { id, visit }.into())
            }
            _ => Ok(()),
        }
    }

    /// Those that are named, else those of the round that lie in the unit.
    fn models_to_see(
        &self,
        new: &NewVisit,
        round: Option<&Round>,
    ) -> Result<Vec<RecordId>, Refusal> {
        if !new.models.is_empty() {
            return Ok(new.models.clone());
        }
        let tree = self.names.units.tree(new.unit);
        let mut models = Vec::new();
        for &id in round
            .map(|round| round.models.as_slice())
            .unwrap_or_default()
        {
            let unit = self
                .store
                .summary(id)?
                .and_then(|summary| summary.model.unit);
            if unit.is_some_and(|unit| tree.contains(&unit)) {
                models.push(id);
            }
        }
        Ok(models)
    }

    /// The fields of a model as it is called today.
    pub(super) fn seen_model(
        &self,
        model: RecordId,
        order: i64,
    ) -> Result<Vec<(String, Value)>, Refusal> {
        let stored = self.standing(model, RecordKind::Model)?;
        let fields = Fields(stored.state.shown());
        let unit = fields
            .reference("unit", RecordKind::Unit)
            .and_then(|unit| self.names.units.get(unit))
            .map(crate::domain::Unit::full_name);
        let place = [fields.string("place"), unit];
        let place: Vec<String> = place.into_iter().flatten().collect();
        let parts = [
            ("name", line(fields.text("name"))),
            ("owner", line(fields.text("owner"))),
            ("place", line(Some(&place.join(", ")))),
            ("order", order.into()),
        ];
        Ok(parts
            .map(|(part, value)| (format!("model.{}.{part}", model.id), value))
            .into())
    }
}

/// The visit of a round to a unit on a day: the same on every device, so that
/// two laptops that open it both fill in the same one.
fn identity(new: &NewVisit) -> RecordId {
    let round = new.round.map(|round| round.to_string()).unwrap_or_default();
    RecordId::derived(
        RecordKind::Visit,
        &[&round, &new.unit.to_string(), &new.date.to_string()],
    )
}

/// *Căn cứ*: the plan and the notice of the round.
fn basis(round: &Round) -> String {
    let paper = |what: &str, number: &Option<String>, date: Option<Date>| {
        let number = number.as_deref()?;
        let day = date.map(|date| format!(" {}", text::long_date(date)));
        Some(format!("{what} số {number}{}", day.unwrap_or_default()))
    };
    let papers = [
        paper("Kế hoạch", &round.plan_no, round.plan_date),
        paper("Thông báo", &round.notice_no, round.notice_date),
    ];
    let papers: Vec<String> = papers.into_iter().flatten().collect();
    papers.join("\n")
}

fn delegate(party: &Party) -> Vec<(String, Value)> {
    let family = Side::Delegation.family();
    let role = party.role.map_or(Value::Null, |role| role.code().into());
    [
        ("name", line(Some(&party.name))),
        ("title", line(party.title.as_deref())),
        ("role", role),
    ]
    .map(|(part, value)| (format!("{family}.{}.{part}", party.key), value))
    .into()
}
