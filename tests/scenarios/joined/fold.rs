//! A book read with nothing of the program's own reading: its lines as JSON,
//! and of every field the value that nobody replaced.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kheo::domain::Period;
use kheo::ledger::{OpId, Segment};
use serde_json::Value;

/// Values by field.
pub struct Record(BTreeMap<String, Value>);

impl Record {
    pub fn text(&self, field: &str) -> Option<&str> {
        self.0.get(field)?.as_str()
    }

    pub fn number(&self, field: &str) -> Option<i64> {
        self.0.get(field)?.as_i64()
    }

    pub fn is_marked(&self, field: &str) -> bool {
        self.0.get(field) == Some(&Value::Bool(true))
    }

    pub fn day(&self, field: &str) -> Option<Date> {
        self.text(field)?.parse().ok()
    }

    pub fn period(&self, field: &str) -> Option<Period> {
        Period::parse(self.text(field)?).ok()
    }

    /// Members of a family of fields: `answer.x` is the member `x`.
    pub fn members<'a>(&'a self, family: &'a str) -> impl Iterator<Item = (&'a str, &'a Value)> {
        let member =
            move |field: &'a String| field.strip_prefix(family).and_then(|m| m.strip_prefix('.'));
        let fields = self.0.iter();
        fields.filter_map(move |(field, value)| Some((member(field)?, value)))
    }
}

/// All records by id, and how many fields have two different live values.
pub struct Records {
    records: BTreeMap<String, Record>,
    pub conflicts: usize,
}

/// One value that was written: what it is ordered by, and itself.
type Written = ((String, OpId), Value);

impl Records {
    /// Reads the lines of a book: of each field the live values, and of those
    /// the latest to be shown (DESIGN section 4).
    pub fn of(segments: &[Segment]) -> Self {
        let mut written: BTreeMap<(String, String), BTreeMap<OpId, Written>> = BTreeMap::new();
        let mut replaced: BTreeSet<(String, String, String)> = BTreeSet::new();
        for line in segments
            .iter()
            .flat_map(|of| of.lines.split(|byte| *byte == b'\n'))
        {
            if line.is_empty() {
                continue;
            }
            let id = OpId::of_line(line);
            let op: Value = serde_json::from_slice(line).unwrap();
            let record = op["rec"].as_str().unwrap().to_owned();
            for (field, write) in op["set"].as_object().unwrap() {
                for over in write["over"].as_array().into_iter().flatten() {
                    let over = over.as_str().unwrap().to_owned();
                    replaced.insert((record.clone(), field.clone(), over));
                }
                let at = op["at"].as_str().unwrap().to_owned();
                let values = written.entry((record.clone(), field.clone())).or_default();
                values.insert(id, ((at, id), write["to"].clone()));
            }
        }
        let mut found = Self {
            records: BTreeMap::new(),
            conflicts: 0,
        };
        let mut gone = BTreeSet::new();
        for ((record, field), mut values) in written {
            values.retain(|id, _| {
                !replaced.contains(&(record.clone(), field.clone(), id.to_string()))
            });
            let different: BTreeSet<String> = values
                .values()
                .map(|(_, value)| value.to_string())
                .collect();
            found.conflicts += usize::from(different.len() > 1);
            // While people disagree whether a record stands, it stands.
            if field == "deleted" && different == BTreeSet::from(["true".to_owned()]) {
                gone.insert(record.clone());
            }
            let latest = values
                .into_values()
                .max_by(|one, other| one.0.cmp(&other.0));
            if let Some((_, value)) = latest {
                let of = found.records.entry(record);
                of.or_insert_with(|| Record(BTreeMap::new()))
                    .0
                    .insert(field, value);
            }
        }
        found.records.retain(|id, _| !gone.contains(id));
        found
    }

    pub fn get(&self, id: &str) -> Option<&Record> {
        self.records.get(id)
    }

    /// Records of a kind (`award`, `visit`, …) with their ids.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a Record)> {
        let is_of = move |id: &str| id.split_once(':').is_some_and(|(of, _)| of == kind);
        let records = self.records.iter();
        records
            .filter(move |(id, _)| is_of(id))
            .map(|(id, record)| (id.as_str(), record))
    }
}
