//! What an officer should look at before a table goes out. These warn and
//! never block: the rule of a province may allow it (DOMAIN C2).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::detail::Detail;
use super::table::Words;
use super::words::level_words;
use crate::domain::units::Units;
use crate::domain::vocabulary::Qualifier;
use crate::domain::{Level, ModelKind, ModelSummary, Period, PublishedFigure, RecordId, Word};
use crate::text;

/// Something that does not fit, and the records where it is seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    pub sort: WarningSort,
    pub words: Words,
    pub records: Vec<RecordId>,
}

/// What kind of thing does not fit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WarningSort {
    /// Published parts do not add up to the published whole: 72 ≠ 60 + 13.
    Sum,
    /// Recognised by a decision that lacks its number, date or body.
    Decision,
    /// Registered at a level and at none below it.
    LowerLevel,
    /// Several models of one name near each other.
    SameName,
}

crate::phrases! {
    enum WarningWords {
        Sum { what: String, whole: String, collective: String, individual: String } => "{what}: {whole} ≠ {collective} + {individual}", "{what}: {whole} ≠ {collective} + {individual}";
        Decision { count: String, level: String, period: String } => "{count} công nhận {level}, kỳ {period}, chưa ghi đủ số, ngày, cơ quan ban hành quyết định", "{count} recognitions, {level}, {period}, lack the number, date or issuing body of their decision";
        LowerLevel { count: String, level: String, period: String } => "{count} mô hình đăng ký {level}, kỳ {period}, chưa có đăng ký ở cấp dưới", "{count} models registered at {level}, {period}, are registered at no level below it";
        SameName { name: String, places: String } => "Trùng tên “{name}”: {places}", "The same name “{name}”: {places}";
    }
}

/// What is looked through.
pub struct Checked<'a> {
    pub models: &'a [(RecordId, ModelSummary)],
    /// Recognised registrations in full.
    pub recognized: &'a [Detail],
    pub figures: &'a [(RecordId, PublishedFigure)],
    pub units: &'a Units,
    pub period: Period,
}

/// Everything that does not fit, the gravest first.
pub fn warnings(checked: &Checked<'_>) -> Vec<Warning> {
    let mut warnings = sums(checked);
    warnings.extend(decisions(checked));
    warnings.extend(lower_levels(checked));
    warnings.extend(same_names(checked));
    warnings
}

/// Published wholes and their parts.
fn sums(checked: &Checked<'_>) -> Vec<Warning> {
    let mut groups: BTreeMap<_, BTreeMap<Option<ModelKind>, (RecordId, i64)>> = BTreeMap::new();
    for (id, figure) in checked.figures {
        let counts = figure
            .period
            .is_none_or(|period| checked.period.contains(period));
        if counts && figure.qualifier == Qualifier::Exactly {
            let of = (
                figure.indicator,
                figure.unit,
                figure.level,
                figure.movement,
                figure.period,
            );
            let parts = groups.entry(of).or_default();
            parts.insert(figure.kind, (*id, figure.value));
        }
    }
    let mut warnings = Vec::new();
    for ((indicator, unit, level, _, period), parts) in groups {
        let part = |kind| parts.get(&kind).copied();
        let (Some(whole), Some(collective), Some(individual)) = (
            part(None),
            part(Some(ModelKind::Collective)),
            part(Some(ModelKind::Individual)),
        ) else {
            continue;
        };
        if whole.1 == collective.1 + individual.1 {
            continue;
        }
        let unit = unit.and_then(|unit| checked.units.get(unit));
        let level = level.map(level_words);
        let said = |indicator: &str, level: Option<&String>| {
            let parts = [
                Some(indicator.to_owned()),
                level.map(|level| level.to_lowercase()),
                unit.map(|unit| unit.full_name()),
                period.map(|period| period.to_string()),
            ];
            WarningWords::Sum {
                what: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
                whole: text::count(whole.1),
                collective: text::count(collective.1),
                individual: text::count(individual.1),
            }
        };
        let vi = said(indicator.vi(), level.as_ref().map(|level| &level.vi));
        let en = said(indicator.en(), level.as_ref().map(|level| &level.en));
        warnings.push(Warning {
            sort: WarningSort::Sum,
            words: Words {
                vi: Words::of(&vi).vi,
                en: Words::of(&en).en,
            },
            records: vec![whole.0, collective.0, individual.0],
        });
    }
    warnings
}

/// Records by level and period, as one warning each.
fn grouped(
    groups: BTreeMap<(Level, Period), Vec<RecordId>>,
    sort: WarningSort,
    said: fn(String, String, String) -> WarningWords,
) -> Vec<Warning> {
    let warning = |((level, period), records): ((Level, Period), Vec<RecordId>)| {
        let count = text::count(i64::try_from(records.len()).unwrap_or(i64::MAX));
        let level = level_words(level);
        let words = |level: &str| said(count.clone(), level.to_lowercase(), period.to_string());
        Warning {
            sort,
            words: Words {
                vi: Words::of(&words(&level.vi)).vi,
                en: Words::of(&words(&level.en)).en,
            },
            records,
        }
    };
    groups.into_iter().map(warning).collect()
}

fn decisions(checked: &Checked<'_>) -> Vec<Warning> {
    let mut groups: BTreeMap<_, Vec<RecordId>> = BTreeMap::new();
    for detail in checked.recognized {
        if !detail.decision.missing().is_empty() {
            let of = (detail.level, detail.period);
            groups.entry(of).or_default().push(detail.registration);
        }
    }
    grouped(groups, WarningSort::Decision, |count, level, period| {
        WarningWords::Decision {
            count,
            level,
            period,
        }
    })
}

fn lower_levels(checked: &Checked<'_>) -> Vec<Warning> {
    let mut groups: BTreeMap<_, Vec<RecordId>> = BTreeMap::new();
    for (id, summary) in checked.models {
        let registered = || {
            let registrations = summary.registrations.iter();
            registrations.filter(|registration| registration.status.is_registered())
        };
        for higher in registered().filter(|of| checked.period.contains(of.period)) {
            let is_below = registered()
                .any(|lower| lower.level < higher.level && lower.period.overlaps(higher.period));
            if higher.level > Level::Base && !is_below {
                let of = (higher.level, higher.period);
                groups.entry(of).or_default().push(*id);
            }
        }
    }
    grouped(groups, WarningSort::LowerLevel, |count, level, period| {
        WarningWords::LowerLevel {
            count,
            level,
            period,
        }
    })
}

/// Models of one name whose units lie in the same unit: “trùng tên ở ấp bên”.
fn same_names(checked: &Checked<'_>) -> Vec<Warning> {
    let mut groups: BTreeMap<_, Vec<&(RecordId, ModelSummary)>> = BTreeMap::new();
    for entry in checked.models {
        let model = &entry.1.model;
        let around = model
            .unit
            .and_then(|unit| checked.units.ancestors(unit).first().copied());
        let of = (text::fold_key(&model.name), around.or(model.unit));
        groups.entry(of).or_default().push(entry);
    }
    let alike = groups.into_values().filter(|models| models.len() > 1);
    alike
        .map(|models| {
            let place = |(_, summary): &&(RecordId, ModelSummary)| {
                let unit = summary.model.unit.and_then(|unit| checked.units.get(unit));
                let unit = unit.map(|unit| unit.full_name());
                let parts = [unit, summary.model.owner.clone()];
                parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
            };
            let places: Vec<String> = models.iter().map(place).collect();
            let name = models
                .first()
                .map(|(_, summary)| summary.model.name.clone());
            Warning {
                sort: WarningSort::SameName,
                words: Words::of(&WarningWords::SameName {
                    name: name.unwrap_or_default(),
                    places: places.join("; "),
                }),
                records: models.iter().map(|(id, _)| *id).collect(),
            }
        })
        .collect()
}
