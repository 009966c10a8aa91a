//! The records of the sample book's models and their registrations.

use std::collections::HashSet;

use jiff::civil::date;
use serde_json::{Value, json};

use super::dice::Dice;
use super::figures::{Cohort, Fate, P2021_2023, Wish, Y2020};
use super::named::{NAMED, Named};
use super::phrasing;
use super::places::{Commune, District, FROM, KIEN_HAI};
use crate::domain::{
    Field, Level, ModelKind, Movement, RecordId, RecordKind, Registration, RegistrationType,
    Status, Unit, UnitType, Word,
};
use crate::service::request::{FieldWrite, RecordWrite};

/// Begins records, one after another, never the same model twice.
pub struct Writer {
    dice: Dice,
    taken: HashSet<(&'static str, String, String)>,
    certificates: u32,
}

/// A model before it is a record.
struct Draft {
    name: String,
    owner: String,
    kind: ModelKind,
    field: Field,
    movement: &'static str,
    district: &'static District,
    commune: Commune,
}

impl Writer {
    pub fn new() -> Self {
        Self {
            dice: Dice::new(2021),
            taken: HashSet::new(),
            certificates: 0,
        }
    }

    /// The models with names of their own; their ids in the order of [`NAMED`].
    pub fn named(&mut self) -> (Vec<RecordId>, Vec<RecordWrite>) {
        let mut ids = Vec::new();
        let mut records = Vec::new();
        for named in &NAMED {
            let draft = draft(named);
            self.taken
                .insert((draft.commune.code, draft.name.clone(), draft.owner.clone()));
            let begun = self.model(draft, &[wish(named)]);
            ids.extend(begun.first().map(|model| model.record));
            records.extend(begun);
        }
        (ids, records)
    }

    /// The models of a cohort with their registrations.
    pub fn cohort(&mut self, cohort: &Cohort) -> Vec<RecordWrite> {
        let kinds = [
            (ModelKind::Collective, cohort.collective),
            (ModelKind::Individual, cohort.individual),
        ];
        let mut records = Vec::new();
        for (kind, count) in kinds {
            for _ in 0..count {
                if let Some(draft) = self.invent(cohort, kind) {
                    records.extend(self.model(draft, &cohort.registrations));
                }
            }
        }
        records
    }

    fn invent(&mut self, cohort: &Cohort, kind: ModelKind) -> Option<Draft> {
        let district = cohort.district;
        let commune = *self.dice.pick(district.members, district.members.first()?);
        let (mut name, field) = phrasing::model(&mut self.dice);
        let owner = phrasing::owner(&mut self.dice, kind, &commune);
        let stem = name.clone();
        let mut group = 1;
        while !self
            .taken
            .insert((commune.code, name.clone(), owner.clone()))
        {
            group += 1;
            name = format!("{stem}, tổ {group}");
        }
        Some(Draft {
            name,
            owner,
            kind,
            field,
            movement: cohort.movement,
            district,
            commune,
        })
    }

    /// The model first, then its registrations.
    fn model(&mut self, draft: Draft, wishes: &[Wish]) -> Vec<RecordWrite> {
        let id = RecordId::derived(
            RecordKind::Model,
            &["sổ mẫu", draft.commune.code, &draft.name, &draft.owner],
        );
        let mut records = vec![RecordWrite {
            record: id,
            fields: fields(vec![
                ("name", json!(draft.name)),
                ("owner", json!(draft.owner)),
                ("unit", json!(unit(draft.commune.code))),
                ("kind", json!(draft.kind.code())),
                ("field", json!(draft.field.code())),
                ("movement", json!(Movement::identity(draft.movement))),
            ]),
        }];
        records.extend(
            wishes
                .iter()
                .map(|wish| self.registration(id, &draft, wish)),
        );
        records
    }

    fn registration(&mut self, model: RecordId, draft: &Draft, wish: &Wish) -> RecordWrite {
        let status = self.status(wish.fate);
        let mut written = vec![
            ("model", json!(model)),
            ("level", json!(wish.level.code())),
            ("period", json!(wish.period)),
            ("type", json!(wish.kind.code())),
            ("status", json!(status.code())),
        ];
        if status.is_recognition() || matches!(status, Status::Delisted | Status::Revoked) {
            written.extend(decision(draft, wish));
        }
        if status == Status::Certified {
            self.certificates += 1;
            written.push(("certificate_no", json!(format!("{:05}", self.certificates))));
            if self.dice.below(8) == 0 {
                written.push(("typical", json!(true)));
            }
        }
        RecordWrite {
            record: Registration::identity(model, wish.level, wish.period),
            fields: fields(written),
        }
    }

    fn status(&mut self, fate: Fate) -> Status {
        use Status::*;
        let statuses: &[Status] = match fate {
            Fate::Certified => &[Certified],
            Fate::Unrecognized => &[Rejected, Incomplete, Stopped],
            Fate::OnItsWay => &[
                Registered, Underway, Underway, Submitted, Surveyed, Eligible,
            ],
            Fate::Any => &[
                Registered, Underway, Underway, Submitted, Surveyed, Incomplete, Eligible,
                Rejected, Recognized, Recognized, Certified, Certified, Withdrawn, Stopped,
                Delisted, Planned,
            ],
        };
        *self.dice.pick(statuses, &Registered)
    }
}

fn draft(named: &'static Named) -> Draft {
    let commune = named
        .district
        .members
        .iter()
        .find(|commune| commune.name == named.commune);
    Draft {
        name: named.name.into(),
        owner: named.owner.into(),
        kind: named.kind,
        field: named.field,
        movement: Movement::DAN_VAN_KHEO,
        district: named.district,
        commune: *commune.unwrap_or(&named.district.members[0]),
    }
}

/// The named models stand in the figures of their district's article: the
/// islands' in 2020, all others in 2021-2023. The district has recognised its own.
fn wish(named: &Named) -> Wish {
    let period = if named.district.code == KIEN_HAI.code {
        Y2020
    } else {
        P2021_2023
    };
    let fate = match named.level {
        Level::District if period == P2021_2023 => Fate::Certified,
        _ => Fate::OnItsWay,
    };
    Wish {
        level: named.level,
        period,
        kind: RegistrationType::New,
        fate,
    }
}

/// One decision for all that a body recognised in a period.
fn decision(draft: &Draft, wish: &Wish) -> [(&'static str, Value); 3] {
    let (body, sign) = match wish.level {
        Level::Base if draft.commune.sort == UnitType::PartyOrg => {
            (draft.commune.name.to_owned(), "ĐU")
        }
        Level::Base => (format!("Ban Chỉ đạo {}", full_name(&draft.commune)), "BCĐ"),
        Level::District => (format!("Huyện ủy {}", draft.district.name), "HU"),
        Level::Bloc => ("Đảng ủy Khối".to_owned(), "ĐUK"),
        Level::Province | Level::Central => ("Ban Chỉ đạo tỉnh".to_owned(), "BCĐ"),
    };
    let mut dice = Dice::of(&[&body, wish.level.code(), &wish.period.to_string()]);
    let number = format!("{:02}-QĐ/{sign}", dice.below(180) + 1);
    let year = wish.period.last_day().year();
    let day = date(year, month(&mut dice), day_of_month(&mut dice));
    [
        ("decision_no", json!(number)),
        ("decision_date", json!(day)),
        ("decision_by", json!(body)),
    ]
}

/// Conferences stand from June to November (DOMAIN C5).
fn month(dice: &mut Dice) -> i8 {
    *dice.pick(&[6, 7, 8, 9, 10, 11], &10)
}

fn day_of_month(dice: &mut Dice) -> i8 {
    *dice.pick(&[3, 5, 9, 12, 14, 17, 20, 22, 25, 28, 30], &15)
}

fn full_name(commune: &Commune) -> String {
    format!("{} {}", commune.sort.vi().to_lowercase(), commune.name)
}

/// The unit of that code before 01/07/2025.
pub fn unit(code: &str) -> RecordId {
    Unit::identity(Some(code), Some(FROM), "", None)
}

/// Fields of a record that is not there yet.
pub fn fields(written: Vec<(&'static str, Value)>) -> Vec<FieldWrite> {
    written
        .into_iter()
        .map(|(field, value)| FieldWrite {
            field: field.into(),
            value,
            over: Vec::new(),
        })
        .collect()
}
