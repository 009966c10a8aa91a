//! Reports, and the lists behind their cells.

use jiff::Zoned;

use super::super::catalog::{Catalog, Row};
use super::super::refusal::Refusal;
use super::super::request::report::{BehindLine, BehindPage, BehindQuery};
use super::Open;
use crate::domain::survey::{Finding, Recommendation, Visit};
use crate::domain::{
    AreaTitle, Award, Contribution, Deadline, Fields, Forum, MovementRecord, Opinion, Period,
    PublishedFigure, RecordId, RecordKind, Registration, RegistrationSummary, Status, Word,
};
use crate::report::behind::{Counted, Stage};
use crate::report::checks::{Checked, Warning, warnings};
use crate::report::detail::Detail;
use crate::report::ground::{Ground, Span};
use crate::report::query::Belonging;
use crate::report::select::{Awarded, models_behind};
use crate::report::table::Words;
use crate::report::{self, Ask, Behind, Material, Registers, ReportId, ReportQuery, Table};

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
        let catalog = self.catalog()?;
        let facts = catalog.facts();
        let today = Zoned::now().date();
        let latest = || report::latest(&facts.periods_registered());
        let period = query
            .period
            .or_else(latest)
            .unwrap_or(Period::Year(today.year()));
        let number_of = |id| catalog.number_of(id);
        let material = Material {
            facts,
            units: &self.names.units,
            awarded: &registers.awarded_models(period, &number_of),
            registers: &registers,
            details: &self.details(&catalog, query, period)?,
            belongs: &|id| {
                catalog.get(id).map(|summary| Belonging {
                    unit: summary.model.unit,
                    movement: summary.model.movement,
                })
            },
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
        let catalog = self.catalog()?;
        let facts = catalog.facts();
        let latest = || report::latest(&facts.periods_registered());
        let period = query
            .period
            .or_else(latest)
            .unwrap_or(Period::Year(Zoned::now().date().year()));
        let ground = self.ground(query, period);
        let models: Vec<_> = catalog
            .rows()
            .filter(|row| ground.covers(row.summary.model.unit))
            .filter(|row| query.movements.take(row.summary.model.movement))
            .map(|row| (row.id, &row.summary))
            .collect();
        let recognized = ReportQuery {
            report: ReportId::B04,
            ..query.clone()
        };
        let mut figures = self.register(RecordKind::Figure, PublishedFigure::read)?;
        figures.retain(|(_, figure)| ground.covers(figure.unit));
        Ok(warnings(&Checked {
            models: &models,
            recognized: &self.details(&catalog, &recognized, period)?,
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
                let numbers = self.models_behind(counted)?;
                let mut catalog = self.catalog()?;
                let shown = catalog.page_by_name(&numbers, query.offset, query.limit);
                let rows = shown.iter().filter_map(|number| catalog.row(*number));
                let lines = rows.map(|row| self.model_behind(row, counted)).collect();
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

    fn models_behind(&mut self, counted: &Counted) -> Result<Vec<u32>, Refusal> {
        let catalog = self.catalog()?;
        let facts = catalog.facts();
        let awarded = match counted.stage {
            Stage::Awarded => self
                .registers()?
                .awarded_models(counted.period, &|id| catalog.number_of(id)),
            _ => Awarded::new(),
        };
        Ok(models_behind(facts, &self.names.units, counted, &awarded))
    }

    fn model_behind(&self, row: &Row, counted: &Counted) -> BehindLine {
        let model = &row.summary.model;
        let within = row.summary.registrations.iter().filter(|registration| {
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
            id: row.id,
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

    /// The registrations in full that a report lists: those recognised for B04,
    /// all for B06, none for the others.
    fn details(
        &self,
        catalog: &Catalog,
        query: &ReportQuery,
        period: Period,
    ) -> Result<Vec<Detail>, Refusal> {
        let wanted: fn(Status) -> bool = match query.report {
            ReportId::B04 => Status::is_recognition,
            ReportId::B06 => Status::is_registered,
            _ => return Ok(Vec::new()),
        };
        let ground = self.ground(query, period);
        let mut details = Vec::new();
        for row in catalog
            .rows()
            .filter(|row| ground.covers(row.summary.model.unit))
        {
            if !query.movements.take(row.summary.model.movement) {
                continue;
            }
            let registrations = row.summary.registrations.iter();
            for registration in registrations
                .filter(|registration| wanted(registration.status))
                .filter(|registration| period.contains(registration.period))
            {
                details.push(self.detail(row, registration)?);
            }
        }
        Ok(details)
    }

    fn detail(&self, row: &Row, of: &RegistrationSummary) -> Result<Detail, Refusal> {
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
        let model = &row.summary.model;
        Ok(Detail {
            model: row.id,
            registration: of.id,
            name: model.name.clone(),
            owner: model.owner.clone(),
            unit: model.unit,
            hamlet: fields(row.id)?.text("place").map(str::to_owned),
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
