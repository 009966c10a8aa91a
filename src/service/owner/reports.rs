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
    AreaTitle, Award, Contribution, Fields, Forum, ModelSummary, MovementRecord, Opinion, Period,
    PublishedFigure, RecordId, RecordKind, Word,
};
use crate::report::behind::{Counted, Stage};
use crate::report::checks::{Checked, Warning, warnings};
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
        let registers = self.registers(query.report)?;
        self.counted(query, &registers)
    }

    /// The report, where its registers have been read.
    pub(super) fn counted(
        &mut self,
        query: &ReportQuery,
        registers: &Registers,
    ) -> Result<Table, Refusal> {
        let today = Zoned::now().date();
        let (period, listed) = {
            // The first lines of a list are the first by name.
            let catalog = self.catalog(match query.most_rows {
                Some(_) => Readiness::Listed,
                None => Readiness::Counted,
            })?;
            let period = period_of(query, catalog.facts(), today);
            (period, self.listed(&catalog, query, period))
        };
        let details = self.details(&listed.models, query, period)?;
        let catalog = self.catalog(Readiness::Counted)?;
        let facts = catalog.facts();
        let number_of = |id| catalog.number_of(id);
        let material = Material {
            facts,
            units: &self.names.units,
            awarded: &registers.awarded_models(period, &number_of),
            registers,
            details: &details,
            left_out: listed.lines.saturating_sub(details.len()),
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
            recognized: &self.details(&listed.models, &recognized, period)?,
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
                .registers(ReportId::B03)?
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
    pub(super) fn ground(&self, query: &ReportQuery, period: Period) -> Ground {
        let span = Span {
            period,
            compare: query.compare,
            today: Zoned::now().date(),
        };
        Ground::new(&self.names.units, query.unit, query.basis, span)
    }

    /// The registers that a report looks at, as they stand. What one report
    /// alone is made of is read for no other.
    pub(super) fn registers(&self, report: ReportId) -> Result<Registers, Refusal> {
        let mut registers = Registers {
            awards: self.register(RecordKind::Award, |fields| Some(Award::read(fields)))?,
            movements: self.register(RecordKind::Movement, |fields| {
                Some(MovementRecord::read(fields))
            })?,
            figures: self.register(RecordKind::Figure, PublishedFigure::read)?,
            ..Registers::default()
        };
        for (_, award) in &mut registers.awards {
            award.model = self.stands_for(award.model)?;
        }
        match report {
            ReportId::B08 => {
                let mut given = self.register(RecordKind::Contribution, Contribution::read)?;
                for (_, contribution) in &mut given {
                    contribution.model = self.store.stands_for(contribution.model)?;
                }
                registers.contributions = given;
            }
            ReportId::B09 => {
                registers.visits = self.visits_register()?;
                registers.findings =
                    self.register(RecordKind::Finding, |fields| Some(Finding::read(fields)))?;
            }
            ReportId::B10 => {
                registers.visits = self.visits_register()?;
                registers.recommendations = self
                    .register(RecordKind::Recommendation, |fields| {
                        Some(Recommendation::read(fields))
                    })?;
            }
            ReportId::B11 => {
                registers.forums =
                    self.register(RecordKind::Forum, |fields| Some(Forum::read(fields)))?;
                registers.opinions =
                    self.register(RecordKind::Opinion, |fields| Some(Opinion::read(fields)))?;
            }
            ReportId::B12 => {
                registers.titles = self.register(RecordKind::AreaTitle, AreaTitle::read)?;
            }
            ReportId::B01
            | ReportId::B02
            | ReportId::B03
            | ReportId::B04
            | ReportId::B05
            | ReportId::B06
            | ReportId::B07
            | ReportId::B13
            | ReportId::B14 => {}
        }
        Ok(registers)
    }

    fn visits_register(&self) -> Result<Vec<(RecordId, Visit)>, Refusal> {
        self.register(RecordKind::Visit, |fields| Some(Visit::read(fields)))
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
pub(super) fn period_of(query: &ReportQuery, facts: &Facts, today: Date) -> Period {
    let latest = || report::latest(&facts.periods_registered());
    let period = query.period.or_else(latest);
    period.unwrap_or(Period::Year(today.year()))
}
