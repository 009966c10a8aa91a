//! Records that chance writes, and corrections that two officers make apart.

use jiff::civil::Date;
use kheo::domain::register::words::{
    AreaHonour, AwardForm, AwardReason, Indicator, MovementSort, Resource,
};
use kheo::domain::survey::words::{Direction, RecommendationStep};
use kheo::domain::vocabulary::Qualifier;
use kheo::domain::{Level, ModelKind, Movement, RecordId, RecordKind, Registration, Status, Word};
use kheo::service::request::RecordWrite;
use kheo::service::request::{RecommendationMove, SurveyRequest};
use serde_json::{Value, json};

use crate::chance::Chance;
use crate::office::{period, record_write};

pub const PERIODS: [&str; 6] = ["2015", "2020", "2021-2023", "2022", "2023", "2023-Q3"];

/// A field with one of the values that it may have.
pub type FieldValue = (&'static str, Value);

fn code<W: Word + Copy>(chance: &mut Chance) -> Value {
    json!(chance.one_of(W::ALL).code())
}

fn link(chance: &mut Chance, to: &[RecordId]) -> Value {
    json!(chance.one_of(to).to_string())
}

/// The years of all days here, so that nothing depends on the day of the test.
const YEARS: [i16; 4] = [2021, 2022, 2023, 2024];

fn day(chance: &mut Chance, years: &[i16]) -> Value {
    let year = *chance.one_of(years);
    let (month, day) = (1 + chance.below(12), 1 + chance.below(28));
    json!(Date::new(year, month as i8, day as i8).unwrap().to_string())
}

fn verdict(chance: &mut Chance) -> Value {
    json!(chance.one_of(&["met", "partly", "unmet", "na", "unchecked", "Sổ tay"]))
}

fn number(chance: &mut Chance) -> Value {
    json!(chance.below(500))
}

fn mark(chance: &mut Chance) -> Value {
    json!(chance.once_in(3))
}

/// What the records of a book point at.
pub struct Ground {
    pub units: Vec<RecordId>,
    pub movements: Vec<RecordId>,
    models: Vec<RecordId>,
    forums: Vec<RecordId>,
    visits: Vec<RecordId>,
}

fn fresh(kind: RecordKind, count: usize) -> Vec<RecordId> {
    (0..count).map(|_| RecordId::fresh(kind)).collect()
}

impl Ground {
    pub fn new(units: Vec<RecordId>) -> Self {
        Self {
            units,
            movements: [Movement::DAN_VAN_KHEO, "Toàn dân đoàn kết"]
                .map(Movement::identity)
                .to_vec(),
            models: fresh(RecordKind::Model, 14),
            forums: fresh(RecordKind::Forum, 5),
            visits: fresh(RecordKind::Visit, 5),
        }
    }

    /// Every field that a record of a kind may be given here, with a value.
    fn fields(&self, kind: RecordKind, chance: &mut Chance) -> Vec<FieldValue> {
        let unit = link(chance, &self.units);
        let model = link(chance, &self.models);
        let movement = link(chance, &self.movements);
        let of = json!(chance.one_of(&PERIODS));
        match kind {
            RecordKind::Model => vec![
                ("unit", unit),
                ("kind", code::<ModelKind>(chance)),
                ("movement", movement),
                ("field", json!(chance.one_of(&["economy", "society"]))),
            ],
            RecordKind::Registration => vec![
                ("status", code::<Status>(chance)),
                ("typical", mark(chance)),
                ("decision_no", json!(format!("{}-QĐ/HU", chance.below(3)))),
            ],
            RecordKind::Award => vec![
                ("unit", unit),
                ("model", model),
                ("kind", code::<ModelKind>(chance)),
                ("form", code::<AwardForm>(chance)),
                ("reason", code::<AwardReason>(chance)),
                ("movement", movement),
                ("period", of),
                ("cancelled", mark(chance)),
            ],
            RecordKind::AreaTitle => vec![
                ("unit", unit),
                ("title", code::<AreaHonour>(chance)),
                ("valid_from", day(chance, &YEARS[..2])),
                ("valid_to", day(chance, &YEARS[2..])),
            ],
            RecordKind::Forum => vec![
                ("unit", unit),
                ("date", day(chance, &YEARS)),
                ("attendance", number(chance)),
            ],
            RecordKind::Opinion => vec![
                ("forum", link(chance, &self.forums)),
                ("on_spot", mark(chance)),
                ("forwarded_to", json!("Phòng Nông nghiệp")),
                ("due", day(chance, &YEARS)),
                ("answered", day(chance, &YEARS)),
                ("told", day(chance, &YEARS)),
            ],
            RecordKind::Contribution => vec![
                ("model", model),
                ("resource", code::<Resource>(chance)),
                ("amount", number(chance)),
                ("period", of),
            ],
            RecordKind::Figure => vec![
                ("indicator", code::<Indicator>(chance)),
                ("value", number(chance)),
                ("qualifier", code::<Qualifier>(chance)),
                ("unit", unit),
                ("level", code::<Level>(chance)),
                ("kind", code::<ModelKind>(chance)),
                ("period", of),
            ],
            RecordKind::Visit => vec![
                ("unit", unit),
                ("date", day(chance, &YEARS)),
                ("answer./a/a1", verdict(chance)),
                ("answer./mo_hinh[m1]/mh_d/d15", verdict(chance)),
                ("answer./mo_hinh[m2]/mh_d/d15", verdict(chance)),
                ("answer./ngoai/muc", verdict(chance)),
            ],
            RecordKind::Finding => vec![("visit", link(chance, &self.visits))],
            RecordKind::Recommendation => vec![
                ("visit", link(chance, &self.visits)),
                ("direction", code::<Direction>(chance)),
                ("due", day(chance, &YEARS)),
            ],
            RecordKind::Movement => vec![("sort", code::<MovementSort>(chance))],
            other => panic!("{other} is not written here"),
        }
    }

    /// A record with most of its fields.
    fn record(&self, id: RecordId, always: &[FieldValue], chance: &mut Chance) -> RecordWrite {
        let mut fields = always.to_vec();
        let known: Vec<&str> = always.iter().map(|(field, _)| *field).collect();
        for (field, value) in self.fields(id.kind, chance) {
            if !known.contains(&field) && !chance.once_in(6) {
                fields.push((field, value));
            }
        }
        record_write(id, &fields)
    }

    /// All records of a book.
    pub fn book(&self, chance: &mut Chance) -> Vec<RecordWrite> {
        let mut records = Vec::new();
        for (id, name) in self
            .movements
            .iter()
            .zip(["Dân vận khéo", "Toàn dân đoàn kết"])
        {
            records.push(self.record(*id, &[("name", json!(name))], chance));
        }
        for (number, model) in self.models.iter().enumerate() {
            let name = ("name", json!(format!("Mô hình {number}")));
            records.push(self.record(*model, &[name], chance));
        }
        for id in self.forums.iter().chain(&self.visits) {
            records.push(self.record(*id, &[("place", json!("Hội trường"))], chance));
        }
        for visit in &self.visits {
            for model in chance.some_of(&self.models) {
                let seen = format!("model.{}.name", model.id);
                records.push(record_write(*visit, &[(seen.as_str(), json!("đã xem"))]));
            }
        }
        let mut taken = std::collections::BTreeSet::new();
        for _ in 0..30 {
            let model = *chance.one_of(&self.models);
            let (level, of) = (*chance.one_of(Level::ALL), *chance.one_of::<&str>(&PERIODS));
            let id = Registration::identity(model, level, period(of));
            if taken.insert(id) {
                let made = [
                    ("model", json!(model.to_string())),
                    ("level", json!(level.code())),
                    ("period", json!(of)),
                ];
                records.push(self.record(id, &made, chance));
            }
        }
        for kind in LOOSE {
            for _ in 0..8 {
                records.push(self.record(RecordId::fresh(kind), &[], chance));
            }
        }
        records
    }

    /// What one officer hears of the *kiến nghị* in `book`; not all of it is a
    /// step that may be taken.
    pub fn steps(book: &[RecordWrite], chance: &mut Chance) -> Vec<SurveyRequest> {
        let asked = book.iter().map(|write| write.record);
        let asked: Vec<RecordId> = asked
            .filter(|id| id.kind == RecordKind::Recommendation)
            .collect();
        let step = |recommendation| RecommendationMove {
            recommendation,
            to: *chance.one_of(RecommendationStep::ALL),
            reason: Some("đã hết mùa".into()),
            at_visit: None,
        };
        asked
            .into_iter()
            .map(step)
            .map(SurveyRequest::StepRecommendation)
            .collect()
    }

    /// What one officer corrects in `book`, apart from the others.
    pub fn corrections(&self, book: &[RecordWrite], chance: &mut Chance) -> Vec<RecordWrite> {
        let correction = |chance: &mut Chance| {
            let record = chance.one_of(book).record;
            if LOOSE.contains(&record.kind) && chance.once_in(8) {
                return record_write(record, &[("deleted", json!(true))]);
            }
            let fields = self.fields(record.kind, chance);
            record_write(record, &[chance.one_of(&fields).clone()])
        };
        (0..25).map(|_| correction(chance)).collect()
    }
}

/// Kinds that nothing else points at.
const LOOSE: [RecordKind; 7] = [
    RecordKind::Award,
    RecordKind::AreaTitle,
    RecordKind::Opinion,
    RecordKind::Contribution,
    RecordKind::Figure,
    RecordKind::Finding,
    RecordKind::Recommendation,
];
