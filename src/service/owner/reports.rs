//! Reports, and the lists behind their cells.

use jiff::Zoned;
use jiff::civil::Date;

use super::super::catalog::Catalog;
use super::super::refusal::Refusal;
use super::super::request::report::{BehindLine, BehindPage, BehindQuery};
use super::super::shelf::Readiness;
use super::Open;
use crate::domain::survey::{Finding, Recommendation, Visit};
use crate::domain::{
    AreaTitle, Award, Contribution, Deadline, Fields, Forum, ModelSummary, MovementRecord, Opinion,
    Period, PublishedFigure, RecordId, RecordKind, Registration, RegistrationSummary, Status, Word,
};
use crate::report::behind::{Counted, Stage};
use crate::report::checks::{Checked, Warning, warnings};
use crate::report::detail::Detail;
use crate::report::ground::{Ground, Span};
use crate::report::select::{Awarded, models_behind};
use crate::report::table::Words;
use crate::report::{self, Ask, Behind, Facts, Material, Registers, ReportId, ReportQuery, Table};

impl Open {
    /// A report, counted from the book as it stands.
    pub(super) fn report(&mut self, query: &ReportQuery) -> Result<Table, Refusal> {
        if let Some(unit) = query.unit
            && self.names.units.get(unit).is_none()
        {
            return Err(Refusal::NoRecord {
                id: unit.to_string(),
            });
        }
        let registers = self.registers()?;
        let today = Zoned::now().date();
        let (period, listed) = {
            let catalog = self.catalog(Readiness::Counted)?;
            let period = period_of(query, catalog.facts(), today);
            (period, self.listed(&catalog, query, period))
        };
        let details = self.details(&listed, query, period)?;
        let catalog = self.catalog(Readiness::Counted)?;
        let facts = catalog.facts();
        let number_of = |id| catalog.number_of(id);
        let material = Material {
            facts,
            units: &self.names.units,
            awarded: &registers.awarded_models(period, &number_of),
            registers: &registers,
            details: &details,
            belongs: &|id| catalog.belonging(id),
            number_of: &number_of,
            today,
        };
        Ok(report::table(&Ask {
            query,
            period,
            material: &material,
        }))
    }

    /// What does not fit where a report would count.
    pub(super) fn checks(&mut self, query: &ReportQuery) -> Result<Vec<Warning>, Refusal> {
        let catalog = self.catalog(Readiness::Counted)?;
        let period = period_of(query, catalog.facts(), Zoned::now().date());
        let recognized = ReportQuery {
            report: ReportId::B04,
            ..query.clone()
        };
        let listed = self.listed(&catalog, &recognized, period);
        drop(catalog);
        let ground = self.ground(query, period);
        let mut models = Vec::new();
        self.store.summaries(|id, summary| {
            let model = &summary.model;
            if ground.covers(model.unit) && query.movements.take(model.movement) {
                models.push((id, summary));
            }
        })?;
        let mut figures = self.register(RecordKind::Figure, PublishedFigure::read)?;
        figures.retain(|(_, figure)| ground.covers(figure.unit));
        Ok(warnings(&Checked {
            models: &models,
            recognized: &self.details(&listed, &recognized, period)?,
            figures: &figures,
            units: &self.names.units,
            period,
        }))
    }

    /// A page of what stands behind a cell.
    pub(super) fn behind(&mut self, query: &BehindQuery) -> Result<BehindPage, Refusal> {
        let page = |lines: Vec<BehindLine>, matching| BehindPage {
            matching,
            offset: query.offset,
            lines,
        };
        match &query.behind {
            Behind::Models(counted) => {
                let catalog = self.catalog(Readiness::Listed)?;
                let numbers = self.models_behind(&catalog, counted)?;
                let shown = catalog.page_by_name(&numbers, query.offset, query.limit);
                let shown: Vec<RecordId> = shown
                    .into_iter()
                    .filter_map(|number| catalog.model(number))
                    .collect();
                drop(catalog);
                let shown = self.store.summaries_of(&shown)?;
                let lines = shown.iter();
                let lines = lines
                    .map(|(id, summary)| self.model_behind(*id, summary, counted))
                    .collect();
                Ok(page(lines, numbers.len()))
            }
            Behind::Records(ids) => {
                let shown = ids.iter().skip(query.offset).take(query.limit);
                let lines = shown
                    .map(|id| self.record_behind(*id))
                    .collect::<Result<_, _>>()?;
                Ok(page(lines, ids.len()))
            }
        }
    }

    fn models_behind(&self, catalog: &Catalog, counted: &Counted) -> Result<Vec<u32>, Refusal> {
        let facts = catalog.facts();
        let awarded = match counted.stage {
            Stage::Awarded => self
                .registers()?
                .awarded_models(counted.period, &|id| catalog.number_of(id)),
            _ => Awarded::new(),
        };
        Ok(models_behind(facts, &self.names.units, counted, &awarded))
    }

    fn model_behind(&self, id: RecordId, summary: &ModelSummary, counted: &Counted) -> BehindLine {
        let model = &summary.model;
        let within = summary.registrations.iter().filter(|registration| {
            counted.period.contains(registration.period)
                && counted
                    .level
                    .is_none_or(|level| registration.level == level)
        });
        let (mut vi, mut en) = (Vec::new(), Vec::new());
        for registration in within {
            let (level, status) = (registration.level, registration.status);
            let period = registration.period;
            vi.push(format!("{} {period}: {}", level.vi(), status.vi()));
            en.push(format!("{} {period}: {}", level.en(), status.en()));
        }
        BehindLine {
            id,
            title: model.name.clone(),
            unit: model.unit.map(|id| self.unit_name(id).name),
            detail: Words {
                vi: vi.join(" · "),
                en: en.join(" · "),
            },
        }
    }

    fn record_behind(&self, id: RecordId) -> Result<BehindLine, Refusal> {
        let stored = self.store.record(&id.to_string())?;
        let fields = Fields(
            stored
                .map(|stored| stored.state.shown())
                .unwrap_or_default(),
        );
        Ok(BehindLine {
            id,
            title: self.title_of(id)?,
            unit: fields
                .reference("unit", RecordKind::Unit)
                .map(|unit| self.unit_name(unit).name),
            detail: Words::label(id.kind),
        })
    }

    /// The boundaries that a query counts in.
    fn ground(&self, query: &ReportQuery, period: Period) -> Ground {
        let span = Span {
            period,
            compare: query.compare,
            today: Zoned::now().date(),
        };
        Ground::new(&self.names.units, query.unit, query.basis, span)
    }

    /// The models whose registrations a report lists.
    fn listed(&self, catalog: &Catalog, query: &ReportQuery, period: Period) -> Vec<RecordId> {
        let Some(wanted) = wanted(query.report) else {
            return Vec::new();
        };
        let ground = self.ground(query, period);
        let facts = catalog.facts();
        let counts = facts.map_traits(|traits| {
            let movement = facts.movements.items().get(traits.movement as usize);
            let unit = facts.units.items().get(traits.unit as usize);
            ground.covers(unit.copied()) && query.movements.take(movement.copied())
        });
        let within = facts.periods.map(|other| period.contains(*other));
        let lists = facts.map_lists(|list| {
            list.iter()
                .any(|of| wanted(of.status) && within.get(of.period as usize) == Some(&true))
        });
        let is = |of: &[bool], number: u32| of.get(number as usize) == Some(&true);
        let listed = facts
            .slots()
            .filter(|(_, slot)| is(&counts, slot.traits) && is(&lists, slot.list));
        listed
            .filter_map(|(number, _)| catalog.model(number))
            .collect()
    }

    /// The registrations in full that a report lists of these models.
    fn details(
        &self,
        listed: &[RecordId],
        query: &ReportQuery,
        period: Period,
    ) -> Result<Vec<Detail>, Refusal> {
        let Some(wanted) = wanted(query.report) else {
            return Ok(Vec::new());
        };
        let mut details = Vec::new();
        for &model in listed {
            let Some(summary) = self.store.summary(model)? else {
                continue;
            };
            let registrations = summary.registrations.iter();
            for registration in registrations
                .filter(|registration| wanted(registration.status))
                .filter(|registration| period.contains(registration.period))
            {
                details.push(self.detail(model, &summary, registration)?);
            }
        }
        Ok(details)
    }

    fn detail(
        &self,
        id: RecordId,
        summary: &ModelSummary,
        of: &RegistrationSummary,
    ) -> Result<Detail, Refusal> {
        let fields = |id: RecordId| -> Result<Fields, Refusal> {
            let stored = self.store.record(&id.to_string())?;
            Ok(Fields(
                stored
                    .map(|stored| stored.state.shown())
                    .unwrap_or_default(),
            ))
        };
        let registration = Registration::read(&fields(of.id)?);
        let (decision, certificate) = registration
            .map(|registration| (registration.decision, registration.certificate))
            .unwrap_or_default();
        let model = &summary.model;
        Ok(Detail {
            model: id,
            registration: of.id,
            name: model.name.clone(),
            owner: model.owner.clone(),
            unit: model.unit,
            hamlet: fields(id)?.text("place").map(str::to_owned),
            kind: model.kind,
            field: model.field.clone(),
            level: of.level,
            period: of.period,
            status: of.status,
            typical: of.typical,
            decision,
            certificate,
        })
    }

    /// The registers beside the models, as they stand.
    pub(super) fn registers(&self) -> Result<Registers, Refusal> {
        let mut awards = self.register(RecordKind::Award, |fields| Some(Award::read(fields)))?;
        for (_, award) in &mut awards {
            award.model = self.stands_for(award.model)?;
        }
        let mut contributions = self.register(RecordKind::Contribution, Contribution::read)?;
        for (_, contribution) in &mut contributions {
            contribution.model = self.store.stands_for(contribution.model)?;
        }
        Ok(Registers {
            awards,
            movements: self.register(RecordKind::Movement, |fields| {
                Some(MovementRecord::read(fields))
            })?,
            titles: self.register(RecordKind::AreaTitle, AreaTitle::read)?,
            forums: self.register(RecordKind::Forum, |fields| Some(Forum::read(fields)))?,
            opinions: self.register(RecordKind::Opinion, |fields| Some(Opinion::read(fields)))?,
            deadlines: self.register(RecordKind::Deadline, Deadline::read)?,
            figures: self.register(RecordKind::Figure, PublishedFigure::read)?,
            contributions,
            visits: self.register(RecordKind::Visit, |fields| Some(Visit::read(fields)))?,
            findings: self.register(RecordKind::Finding, |fields| Some(Finding::read(fields)))?,
            recommendations: self.register(RecordKind::Recommendation, |fields| {
                Some(Recommendation::read(fields))
            })?,
        })
    }

    /// Every record of a kind that was not taken out and can be read.
    fn register<T>(
        &self,
        kind: RecordKind,
        read: impl Fn(&Fields) -> Option<T>,
    ) -> Result<Vec<(RecordId, T)>, Refusal> {
        let mut records = Vec::new();
        self.store.records_of(kind, |id, stored| {
            if !stored.is_gone() {
                records.extend(read(&Fields(stored.state.shown())).map(|record| (id, record)));
            }
        })?;
        Ok(records)
    }
}

/// The period that a query asks for, or the latest that has registrations.
fn period_of(query: &ReportQuery, facts: &Facts, today: Date) -> Period {
    let latest = || report::latest(&facts.periods_registered());
    let period = query.period.or_else(latest);
    period.unwrap_or(Period::Year(today.year()))
}

/// The registrations in full that a report lists: those recognised for B04,
/// all for B06, none for the others.
fn wanted(report: ReportId) -> Option<fn(Status) -> bool> {
    match report {
        ReportId::B04 => Some(Status::is_recognition),
        ReportId::B06 => Some(Status::is_registered),
        _ => None,
    }
}
