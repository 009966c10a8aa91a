//! The bytes of the derived tables. postcard decodes wrong data silently when
//! a struct changes, so these tables live behind [`FINGERPRINT`]: a store with
//! another one rebuilds them from the log.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::fault::StoreFault;
use crate::domain::ModelSummary;
use crate::domain::schema::DELETED;
use crate::ledger::{BookId, DeviceId, LiveValue, OpId, RecordState, Register, Stamp};

/// Changes whenever the bytes below change; a test holds the two together.
pub const FINGERPRINT: &str = "kheo derived tables 5";

/// A record with the book that its changes go to.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StoredRecord {
    /// The least of the books whose ops it has.
    pub home: Option<BookId>,
    pub state: RecordState,
}

impl StoredRecord {
    /// Taken out, and nobody says otherwise: while people must choose, the
    /// record stands.
    pub fn is_gone(&self) -> bool {
        let register = self.state.register(DELETED);
        let live = register.map(|register| register.live()).unwrap_or_default();
        !live.is_empty() && live.iter().all(|value| value.value == Value::Bool(true))
    }
}

/// Who wrote a value, shared by the fields of one op.
#[derive(Serialize, Deserialize, PartialEq)]
struct Provenance<S> {
    op: [u8; 16],
    millis: i64,
    counter: u16,
    by: S,
    device: [u8; 16],
}

/// Index of a provenance, and the value as JSON.
type PackedValue<S> = (u32, S);
/// Name of a field, its live values, and the ops replaced before they arrived.
type PackedField<S> = (S, Vec<PackedValue<S>>, Vec<[u8; 16]>);

/// A record with the texts of the record that it is made of, or of the bytes
/// that it is read from.
#[derive(Serialize, Deserialize)]
struct PackedRecord<S> {
    home: Option<[u8; 16]>,
    provenances: Vec<Provenance<S>>,
    fields: Vec<PackedField<S>>,
}

/// Packs a record for the table.
pub fn pack_record(record: &StoredRecord) -> Vec<u8> {
    let mut packed = PackedRecord {
        home: record.home.map(|book| book.0.into_bytes()),
        provenances: Vec::new(),
        fields: Vec::new(),
    };
    for (name, register) in &record.state.registers {
        let live = register
            .live()
            .iter()
            .map(|value| {
                (
                    provenance_index(&mut packed.provenances, value),
                    Cow::Owned(value.value.to_string()),
                )
            })
            .collect();
        let awaited = register.awaited().iter().map(|op| op.0).collect();
        packed.fields.push((Cow::Borrowed(name), live, awaited));
    }
    postcard::to_stdvec(&packed).unwrap_or_default()
}

fn provenance_index<'a>(
    provenances: &mut Vec<Provenance<Cow<'a, str>>>,
    value: &'a LiveValue,
) -> u32 {
    let at = provenances
        .iter()
        .position(|known| known.op == value.op.0)
        .unwrap_or_else(|| {
            provenances.push(Provenance {
                op: value.op.0,
                millis: value.at.millis,
                counter: value.at.counter,
                by: Cow::Borrowed(&value.by),
                device: value.device.0,
            });
            provenances.len() - 1
        });
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Reads [`pack_record`].
///
/// # Errors
/// Bytes that are not a packed record: the derived tables are damaged.
pub fn unpack_record(bytes: &[u8]) -> Result<StoredRecord, StoreFault> {
    let packed: PackedRecord<&str> = postcard::from_bytes(bytes).map_err(damaged)?;
    let officers = packed.provenances.iter().map(|from| Arc::from(from.by));
    let officers: Vec<Arc<str>> = officers.collect();
    let live_value = |(at, json): PackedValue<&str>| -> Result<LiveValue, StoreFault> {
        let written = packed.provenances.get(at as usize);
        let (from, by) = written
            .zip(officers.get(at as usize))
            .ok_or_else(|| damaged("no such provenance"))?;
        let value: Value = serde_json::from_str(json).map_err(damaged)?;
        Ok(LiveValue {
            op: OpId(from.op),
            value,
            at: Stamp {
                millis: from.millis,
                counter: from.counter,
            },
            by: Arc::clone(by),
            device: DeviceId(from.device),
        })
    };
    let mut state = RecordState::default();
    for (name, live, awaited) in packed.fields {
        let live = live.into_iter().map(live_value).collect::<Result<_, _>>()?;
        let awaited = awaited.into_iter().map(OpId).collect();
        let register = Register::from_parts(live, awaited);
        state.registers.insert(name.to_owned(), register);
    }
    Ok(StoredRecord {
        home: packed.home.map(|book| BookId(uuid::Uuid::from_bytes(book))),
        state,
    })
}

/// What a summary needs of a record that it only counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sketch {
    /// As [`StoredRecord::is_gone`].
    pub is_gone: bool,
    /// Fields where people must choose.
    pub conflicts: u32,
}

impl Sketch {
    pub fn of(record: &StoredRecord) -> Self {
        Self {
            is_gone: record.is_gone(),
            conflicts: count(record.state.conflicts()),
        }
    }

    /// Reads no more of [`pack_record`] than it must.
    ///
    /// # Errors
    /// Bytes that are not a packed record: the derived tables are damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, StoreFault> {
        let packed: PackedRecord<&str> = postcard::from_bytes(bytes).map_err(damaged)?;
        let deleted = packed.fields.iter().find(|(name, ..)| *name == DELETED);
        let is_gone = deleted.is_some_and(|(_, live, _)| {
            !live.is_empty() && live.iter().all(|(_, json)| *json == "true")
        });
        let in_conflict = packed.fields.iter().filter(|(_, live, _)| {
            live.windows(2)
                .any(|pair| matches!(pair, [(_, one), (_, other)] if differ(one, other)))
        });
        Ok(Self {
            is_gone,
            conflicts: count(in_conflict),
        })
    }
}

/// Whether two texts of JSON are different values.
fn differ(one: &str, other: &str) -> bool {
    let value = |json| serde_json::from_str::<Value>(json).ok();
    one != other && value(one) != value(other)
}

fn count<T>(things: impl Iterator<Item = T>) -> u32 {
    u32::try_from(things.count()).unwrap_or(u32::MAX)
}

/// Packs a model's summary.
pub fn pack_summary(summary: &ModelSummary) -> Vec<u8> {
    postcard::to_stdvec(summary).unwrap_or_default()
}

/// Reads [`pack_summary`].
///
/// # Errors
/// Bytes that are not a packed summary.
pub fn unpack_summary(bytes: &[u8]) -> Result<ModelSummary, StoreFault> {
    postcard::from_bytes(bytes).map_err(damaged)
}

fn damaged(why: impl ToString) -> StoreFault {
    StoreFault::Damaged(format!("derived tables: {}", why.to_string()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::domain::*;
    use crate::ledger::op::{Op, Write};

    fn sample_record() -> StoredRecord {
        let value = |op: u8, text: &str| LiveValue {
            op: OpId([op; 16]),
            value: text.into(),
            at: Stamp {
                millis: 1_700_000_000_000,
                counter: 3,
            },
            by: "officer:1".into(),
            device: DeviceId([4; 16]),
        };
        let mut state = RecordState::default();
        let register =
            Register::from_parts(vec![value(1, "A"), value(2, "B")], vec![OpId([9; 16])]);
        state.registers.insert("name".into(), register);
        state.registers.insert(
            "owner".into(),
            Register::from_parts(vec![value(1, "C")], vec![]),
        );
        StoredRecord {
            home: Some(BookId(uuid::Uuid::from_u128(5))),
            state,
        }
    }

    fn sample_summary() -> ModelSummary {
        let model = RecordId::derived(RecordKind::Model, &["x"]);
        ModelSummary {
            model: Model {
                name: "Ghe về bến".into(),
                owner: Some("Đoàn xã".into()),
                unit: Some(RecordId::derived(RecordKind::Unit, &["y"])),
                kind: Some(ModelKind::Collective),
                field: Some("society".into()),
                movement: None,
            },
            formerly: vec!["Rác về bờ".into()],
            registrations: vec![RegistrationSummary {
                id: model,
                level: Level::Province,
                period: Period::Span {
                    from: 2021,
                    to: 2023,
                },
                kind: Some(RegistrationType::Replicated),
                status: Status::Revoked,
                typical: true,
            }],
            notes: 2,
            conflicts: 1,
            changed: 17,
        }
    }

    #[test]
    fn packed_bytes_read_back() {
        assert_eq!(
            unpack_record(&pack_record(&sample_record())),
            Ok(sample_record())
        );
        assert_eq!(
            unpack_summary(&pack_summary(&sample_summary())),
            Ok(sample_summary())
        );
        assert!(unpack_record(b"\xff\xff\xff").is_err());
    }

    #[test]
    fn a_sketch_is_what_the_whole_record_says() {
        let op = |number: u8, field: &str, value: Value| Op {
            set: BTreeMap::from([(
                field.to_owned(),
                Write {
                    to: value,
                    over: Vec::new(),
                },
            )]),
            ..crate::ledger::op::tests::sample(number.into(), "")
        };
        let written = [
            op(1, "text", "Đoạn bờ kè".into()),
            op(2, "text", "Đoạn bờ kênh".into()),
            op(3, DELETED, true.into()),
            op(4, DELETED, true.into()),
            op(5, DELETED, false.into()),
        ];
        for some in 0..=written.len() {
            for from in 0..=some {
                let ops = written[from..some].iter().cloned();
                let ops = ops.map(|op| (OpId([op.seq as u8; 16]), op));
                let record = StoredRecord {
                    home: None,
                    state: RecordState::of(&ops.collect::<Vec<_>>()),
                };
                let read = Sketch::read(&pack_record(&record)).unwrap();
                assert_eq!(read, Sketch::of(&record), "{from}–{some}");
            }
        }
        assert!(Sketch::read(b"\xff\xff").is_err());
    }

    /// When this fails, the bytes have changed: change FINGERPRINT as well,
    /// or stores of the version before would be read wrongly.
    #[test]
    fn the_fingerprint_changes_with_the_bytes() {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&pack_record(&sample_record()));
        hasher.update(&pack_summary(&sample_summary()));
        let known = [("kheo derived tables 5", "8a30edd11211f925")];
        let now = (FINGERPRINT, &hasher.finalize().to_hex()[..16]);
        assert!(known.contains(&now), "{now:?}");
    }
}
