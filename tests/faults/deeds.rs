//! What a store goes through on a disk that breaks: one deed of every kind, the
//! same every time.

use kheo::domain::{RecordId, RecordKind};
use kheo::ledger::{BookId, Segment};
use kheo::store::{
    Arrival, CarriableRange, Doer, FieldChange, RecordChange, Store, StoreFault, StoredDraft,
};
use serde_json::json;
use tempfile::TempDir;

pub const SECRET: [u8; 32] = [7; 32];
const OFFICER: &str = "officer:01980000-0000-7000-8000-000000000001";

/// One thing that is asked of the store, acknowledged as a whole.
#[derive(Debug, Clone, PartialEq)]
pub enum Deed {
    /// So many models with a registration each, in one transaction.
    Import(u32),
    Note(u32),
    /// The note takes its draft with it.
    NoteFromDraft(u32),
    /// Two notes that go to disk in one trip, the second correcting the first.
    Together(u32),
    Draft(u32),
    DropDraft,
    /// Our own lines leave the machine.
    Export,
    /// A colleague's lines come in.
    Absorb,
    /// The colleague's device is approved, or no longer taken.
    Approve,
    Revoke,
    UndoAbsorb,
    Undo,
    Redo,
    Rebuild,
}

/// The work, in its order.
pub fn work() -> Vec<Deed> {
    use Deed::*;
    vec![
        Import(30),
        Note(1),
        Draft(1),
        Draft(2),
        NoteFromDraft(2),
        Export,
        Absorb,
        Approve,
        Revoke,
        Note(3),
        Together(6),
        UndoAbsorb,
        Undo,
        Redo,
        Draft(4),
        DropDraft,
        Rebuild,
        Absorb,
        Approve,
        Import(60),
        Note(5),
        Together(7),
        Export,
    ]
}

fn book() -> BookId {
    BookId(uuid::Uuid::from_u128(3))
}

/// Lines that a colleague wrote.
pub fn colleagues_lines() -> Vec<Segment> {
    let folder = TempDir::new().unwrap();
    let mut store = Store::create(&folder.path().join("b"), [8; 32]).unwrap();
    import(&mut store, 12, "của bạn").unwrap();
    let ranges = store.carriable().unwrap();
    let segment = |range: CarriableRange| store.segment(range).unwrap();
    ranges.into_iter().map(segment).collect()
}

fn doer(now: i64) -> Doer<'static> {
    Doer {
        book: book(),
        by: OFFICER,
        now,
    }
}

/// Milliseconds of Unix time at which everything happens.
const NOW: i64 = 1_700_000_000_000;

fn change(record: RecordId, fields: &[(&str, serde_json::Value)]) -> RecordChange {
    RecordChange {
        record: record.to_string(),
        fields: fields
            .iter()
            .map(|(field, value)| FieldChange {
                field: (*field).into(),
                value: value.clone(),
                over: Vec::new(),
            })
            .collect(),
    }
}

fn import(store: &mut Store, models: u32, whose: &str) -> Result<(), StoreFault> {
    let mut changes = Vec::new();
    for number in 0..models {
        let name = format!("Mô hình {whose} {models}.{number}");
        let model = RecordId::derived(RecordKind::Model, &[&name]);
        let registration = RecordId::derived(RecordKind::Registration, &[&name]);
        changes.push(change(model, &[("name", json!(name))]));
        changes.push(change(
            registration,
            &[
                ("model", json!(model.to_string())),
                ("level", json!("base")),
                ("period", json!("2023")),
                ("status", json!("registered")),
            ],
        ));
    }
    let deed = json!("import");
    store.do_deed(doer(NOW), deed, &changes, None, &|_, _| {})?;
    Ok(())
}

fn note_change(number: u32) -> RecordChange {
    let text = format!("Ghi chép {number} {}", "dài ".repeat(200));
    let model = RecordId::derived(RecordKind::Model, &["Mô hình của ta 30.0"]);
    let record = RecordId::derived(RecordKind::Note, &[&text]);
    let fields = [("record", json!(model.to_string())), ("text", json!(text))];
    change(record, &fields)
}

fn together(store: &mut Store, number: u32) -> Result<(), StoreFault> {
    let note = note_change(number);
    let mut other = note_change(number + 1_000);
    let ops = store.hold_deed(
        doer(NOW),
        json!("note"),
        std::slice::from_ref(&note),
        Some("note/1"),
    )?;
    other.record = note.record;
    for field in &mut other.fields {
        field.over.clone_from(&ops);
    }
    store.hold_deed(doer(NOW), json!("correct"), &[other], None)?;
    store.hold_deed(
        doer(NOW),
        json!("note"),
        &[note_change(number + 2_000)],
        None,
    )?;
    store.settle(NOW, &[])
}

fn note(store: &mut Store, number: u32, draft: Option<&str>) -> Result<(), StoreFault> {
    let changes = [note_change(number)];
    store.do_deed(doer(NOW), json!("note"), &changes, draft, &|_, _| {})?;
    Ok(())
}

impl Deed {
    /// Does it; `lines` are a colleague's.
    pub fn done_to(&self, store: &mut Store, lines: &[Segment]) -> Result<(), StoreFault> {
        match self {
            Self::Import(models) => import(store, *models, "của ta"),
            Self::Note(number) => note(store, *number, None),
            Self::NoteFromDraft(number) => note(store, *number, Some("note/1")),
            Self::Together(number) => together(store, *number),
            Self::Draft(number) => {
                let draft = StoredDraft {
                    saved: NOW,
                    draft: json!(format!("Đang ghi {number}")),
                };
                store.save_draft("note/1", &draft)
            }
            Self::DropDraft => store.drop_draft("note/1"),
            Self::Export => {
                let own = store.device();
                let mut ranges = store.carriable()?;
                ranges.retain(|range| range.device == own);
                store.mark_carried(&ranges)
            }
            Self::Absorb => {
                let arrival = Arrival {
                    file: "ban.kheo",
                    now: NOW,
                    spare: [9; 32],
                };
                store.absorb(arrival, lines, &|_, _| {}).map(drop)
            }
            Self::Approve => store.approve(lines[0].head.device, doer(NOW)).map(drop),
            Self::Revoke => store.revoke(lines[0].head.device, doer(NOW)).map(drop),
            Self::UndoAbsorb => store.undo_absorb().map(|taken| {
                assert!(matches!(taken, Some(Ok(_))), "{taken:?}");
            }),
            Self::Undo => store.undo(doer(NOW)).map(drop),
            Self::Redo => store.redo(doer(NOW)).map(drop),
            Self::Rebuild => store.rebuild(&|_, _| {}),
        }
    }
}

/// Everything in the store that is not derived, as a hash.
pub fn content(store: &Store) -> Result<blake3::Hash, StoreFault> {
    let mut backup = store.begin_backup(NOW)?;
    let mut hasher = blake3::Hasher::new();
    while let Some(piece) = backup.piece()? {
        hasher.update(&piece);
    }
    Ok(hasher.finalize())
}
