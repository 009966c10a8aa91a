//! Many officers at one owner, told apart as the machine tells them apart.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;

use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use super::caller::Caller;
use super::client::Ask;
use super::owner::{Guard, Owner, Shared};
use super::request::{
    Advance, CheckTables, Deed, FieldWrite, ModelQuery, NewModel, NewNote, NewOfficer, NewUnits,
    OfficersRequest, OpenBook, RecordWrite,
};
use super::session::Session;
use super::worker::Worker;
use super::{Refusal, Reply, Request};
use crate::domain::list::{ModelList, UnitList, UnitRow};
use crate::domain::{Decision, Level, Period, RecordId, Role, Status, UnitType};
use crate::store::AskedBy;

/// A book with a commune, an officer of every role, and whoever keeps it.
struct Office {
    worker: Worker,
    unit: RecordId,
    _folder: TempDir,
}

fn login(role: Role) -> String {
    format!("{role:?}").to_lowercase()
}

impl Office {
    fn open() -> Self {
        let folder = TempDir::new().unwrap();
        let worker = started(folder.path().join("kheo.redb"));
        let mut office = Self {
            worker,
            unit: RecordId::fresh(crate::domain::RecordKind::Unit),
            _folder: folder,
        };
        let keeper = Caller::Keeper;
        let wish = OpenBook {
            officer: "Danh Thị Hoa".into(),
            committee: "BCĐ huyện An Biên".into(),
            ..OpenBook::default()
        };
        office.ask_as(&keeper, Request::OpenBook(wish)).unwrap();
        let list = units(&["Đông Yên"]);
        office
            .ask_as(&keeper, Request::ApplyUnits { list })
            .unwrap();
        let Ok(Reply::Units(units)) = office.ask_as(&keeper, Request::Units { on: None }) else {
            panic!("no units");
        };
        office.unit = units[0].id;
        for role in [
            Role::Viewer,
            Role::Officer,
            Role::Lead,
            Role::Registrar,
            Role::Admin,
        ] {
            office.admit(&login(role), role);
        }
        office
    }

    fn admit(&self, login: &str, role: Role) -> RecordId {
        let new = NewOfficer {
            name: format!("Cán bộ {login}"),
            login: login.into(),
            role,
        };
        let added = self.ask_as(
            &Caller::Keeper,
            Request::Officers(OfficersRequest::Add(new)),
        );
        changed(added)
    }

    fn ask_as(&self, caller: &Caller, request: Request) -> Result<Reply, Refusal> {
        asked(&self.worker, caller, Uuid::now_v7(), 1, request)
    }

    fn ask(&self, login: &str, request: Request) -> Result<Reply, Refusal> {
        self.ask_as(&Caller::Login(login.into()), request)
    }

    fn model(&self, login: &str, name: &str) -> RecordId {
        let model = NewModel {
            registration: Some((Level::Base, Period::Year(2024))),
            ..NewModel::new(name, self.unit)
        };
        changed(self.ask(login, Request::AddModel(model)))
    }

    fn value(&self, record: RecordId, field: &str) -> Value {
        let Ok(Reply::Record(view)) = self.ask("viewer", Request::Record(record)) else {
            panic!("{record} is not there");
        };
        let found = view.fields.into_iter().find(|found| found.name == field);
        found.map_or(Value::Null, |field| field.value)
    }

    fn names(&self) -> Vec<String> {
        let query = ModelQuery {
            limit: 10,
            ..ModelQuery::default()
        };
        match self.ask("viewer", Request::Models(query)) {
            Ok(Reply::Models(page)) => page.lines.into_iter().map(|line| line.name).collect(),
            other => panic!("{other:?}"),
        }
    }
}

/// Asks under a number of a session.
fn asked(
    worker: &Worker,
    caller: &Caller,
    session: Uuid,
    number: u64,
    request: Request,
) -> Result<Reply, Refusal> {
    let session = Session::new(worker.clone(), caller.clone(), session);
    let (answer, answered) = channel();
    session.take(
        number,
        Ask {
            request,
            report: Box::new(|_| {}),
            answer: Box::new(move |reply| drop(answer.send(reply))),
        },
    );
    answered.recv().unwrap()
}

fn started(store: PathBuf) -> Worker {
    Worker::start(store, Guard::default(), None)
}

fn changed(reply: Result<Reply, Refusal>) -> RecordId {
    match reply {
        Ok(Reply::Changed(change)) => change.record,
        other => panic!("{other:?}"),
    }
}

fn units(names: &[&str]) -> UnitList {
    let row = |name: &&str| UnitRow::new(2, *name, UnitType::Commune);
    UnitList {
        file: "don-vi.csv".into(),
        rows: names.iter().map(row).collect(),
        faults: vec![],
    }
}

fn note(record: RecordId) -> Request {
    Request::AddNote(NewNote {
        record,
        text: "đã xem".into(),
        at: jiff::Timestamp::UNIX_EPOCH,
        place: None,
        draft: None,
    })
}

fn write(record: RecordId, field: &str, value: Value) -> Request {
    let fields = vec![FieldWrite {
        field: field.into(),
        value,
        over: vec![],
    }];
    Request::Write {
        deed: Deed::Correct { name: "x".into() },
        records: vec![RecordWrite { record, fields }],
    }
}

fn recognize(model: RecordId) -> Request {
    Request::Advance(Advance {
        model,
        level: Level::Base,
        period: Period::Year(2024),
        to: Status::Recognized,
        decision: Decision {
            number: Some("12/QĐ".into()),
            date: Some("2024-11-01".parse().unwrap()),
            body: Some("UBND xã Đông Yên".into()),
        },
        certificate: None,
    })
}

fn is_not_allowed(reply: &Result<Reply, Refusal>) -> bool {
    matches!(reply, Err(Refusal::NotAllowed { .. } | Refusal::KeeperOnly))
}

#[test]
fn an_officer_takes_back_their_own_last_deed_and_nobody_elses() {
    let office = Office::open();
    office.model("officer", "Hũ gạo");
    office.model("lead", "Tổ tự quản");
    let undone = office.ask("officer", Request::Undo);
    assert!(matches!(undone, Ok(Reply::Undone(_))), "{undone:?}");
    assert_eq!(office.names(), ["Tổ tự quản"]);
    let again = office.ask("officer", Request::Undo);
    assert_eq!(again.unwrap_err(), Refusal::NothingToUndo);
    let redone = office.ask("officer", Request::Redo);
    assert!(matches!(redone, Ok(Reply::Undone(_))), "{redone:?}");
    assert_eq!(office.names().len(), 2);
}

#[test]
fn what_a_colleague_built_on_since_is_left_as_it_is() {
    let office = Office::open();
    let corrected = office.model("officer", "Hũ gạo");
    office
        .ask("lead", write(corrected, "owner", json!("Chi hội phụ nữ")))
        .unwrap();
    let Ok(Reply::Undone(view)) = office.ask("officer", Request::Undo) else {
        panic!("not undone");
    };
    assert!(!view.left.is_empty());
    assert_eq!(office.value(corrected, "name"), "Hũ gạo");

    let noted = office.model("registrar", "Tổ tự quản");
    office.ask("lead", note(noted)).unwrap();
    office.ask("registrar", Request::Undo).unwrap();
    assert_eq!(office.value(noted, "name"), "Tổ tự quản");
}

#[test]
fn a_viewer_changes_nothing_whatever_is_asked() {
    let office = Office::open();
    let model = office.model("officer", "Hũ gạo");
    let before = office.names();
    for request in [
        note(model),
        write(model, "name", json!("Khác")),
        recognize(model),
        Request::Undo,
        Request::Redo,
        Request::OpenBook(OpenBook::default()),
        Request::ApplyUnits {
            list: units(&["Tây Yên"]),
        },
        Request::ApplyList {
            list: ModelList::default(),
            new_units: Some(NewUnits::Under(office.unit)),
        },
        Request::Absorb {
            file: "x".into(),
            segments: vec![],
        },
        Request::UndoAbsorb,
        Request::SignManifest { manifest: vec![] },
        Request::Check {
            tables: CheckTables::Rebuild,
        },
        Request::Keeping(super::request::keeping::KeepingRequest::BeginBackup),
        Request::Officers(OfficersRequest::Add(NewOfficer {
            name: "x".into(),
            login: "x".into(),
            role: Role::Admin,
        })),
    ] {
        let reply = office.ask("viewer", request.clone());
        assert!(is_not_allowed(&reply), "{request:?}: {reply:?}");
    }
    assert_eq!(office.names(), before);
}

#[test]
fn whoever_was_not_admitted_hears_whom_to_ask() {
    let office = Office::open();
    let Err(Refusal::UnknownUser { login, ask }) = office.ask("la", Request::Book) else {
        panic!("let in");
    };
    assert_eq!(login, "la");
    assert_eq!(ask, ["Danh Thị Hoa", "Cán bộ admin"]);
}

#[test]
fn recognition_is_taken_away_only_by_whoever_may_give_it() {
    let office = Office::open();
    let model = office.model("officer", "Hũ gạo");
    let refused = office.ask("lead", recognize(model));
    assert!(is_not_allowed(&refused), "{refused:?}");
    office.ask("registrar", recognize(model)).unwrap();
    let Ok(Reply::Record(view)) = office.ask("viewer", Request::Record(model)) else {
        panic!("no model");
    };
    let registration = view.registrations[0].id;
    for request in [
        write(registration, "status", json!("surveyed")),
        write(registration, "deleted", json!(true)),
        write(model, "deleted", json!(true)),
    ] {
        let reply = office.ask("lead", request.clone());
        assert!(is_not_allowed(&reply), "{request:?}: {reply:?}");
    }
    // The model that was begun is recognised meanwhile: beginning it is not
    // taken back either.
    let reply = office.ask("officer", Request::Undo);
    assert!(!matches!(reply, Err(Refusal::NothingToUndo)), "{reply:?}");
    assert_eq!(office.value(registration, "status"), "recognized");
}

#[test]
fn a_role_that_was_taken_away_takes_back_no_more_deeds_of_its_time() {
    let office = Office::open();
    let second = office.admit("pho", Role::Admin);
    let third = office.admit("ba", Role::Admin);
    let set = |officer, role| Request::Officers(OfficersRequest::SetRole { officer, role });
    office.ask("pho", set(third, Role::Viewer)).unwrap();
    office.ask("admin", set(second, Role::Officer)).unwrap();
    let reply = office.ask("pho", Request::Undo);
    assert!(is_not_allowed(&reply), "{reply:?}");
    let reply = office.ask("ba", note(second));
    assert!(is_not_allowed(&reply), "{reply:?}");
}

#[test]
fn an_answer_is_given_again_and_the_change_not_made_again() {
    let office = Office::open();
    let model = office.model("officer", "Hũ gạo");
    let (session, caller) = (Uuid::now_v7(), Caller::Login("officer".into()));
    let ask = || changed(asked(&office.worker, &caller, session, 7, note(model)));
    assert_eq!(ask(), ask());
    let notes = Request::Notes {
        record: Some(model),
        offset: 0,
        limit: 10,
    };
    let Ok(Reply::Notes(notes)) = office.ask("viewer", notes) else {
        panic!("no notes");
    };
    assert_eq!(notes.len(), 1);
}

/// An owner whose changes are settled by hand.
struct ByHand {
    owner: Owner,
    shared: Arc<Shared>,
    number: u64,
}

impl ByHand {
    fn open(store: &Path) -> Self {
        let shared = Arc::new(Shared::default());
        let mut by_hand = Self {
            owner: Owner::new(
                store,
                Guard::default(),
                Arc::clone(&shared),
                Arc::new(|| {}),
                None,
            ),
            shared,
            number: 0,
        };
        let wish = OpenBook {
            officer: "Danh Thị Hoa".into(),
            committee: "BCĐ huyện An Biên".into(),
            ..OpenBook::default()
        };
        by_hand.change(Request::OpenBook(wish));
        by_hand.change(Request::ApplyUnits {
            list: units(&["Đông Yên"]),
        });
        by_hand.owner.settle().unwrap();
        by_hand
    }

    fn change(&mut self, request: Request) {
        self.number += 1;
        let asked = AskedBy {
            session: [1; 16],
            number: self.number,
        };
        let done = self.owner.answer(&Caller::Keeper, asked, request, &|_| {});
        done.unwrap();
    }

    /// What a reader is told.
    fn read(&self, request: &Request) -> Reply {
        let read = self.shared.answer(&Caller::Keeper, request, &|_| {});
        read.unwrap().unwrap()
    }

    fn ranges(&self) -> Vec<super::views::BookRangesView> {
        match self.read(&Request::Ranges) {
            Reply::Ranges(ranges) => ranges,
            other => panic!("{other:?}"),
        }
    }
}

/// A line that left the machine and was then lost in a crash would be written
/// anew at the same place, and be a fork.
#[test]
fn nothing_is_carried_away_before_it_is_on_disk() {
    let folder = TempDir::new().unwrap();
    let (store, copy) = (folder.path().join("a.redb"), folder.path().join("b.redb"));
    let mut by_hand = ByHand::open(&store);
    let Reply::Units(there) = by_hand.read(&Request::Units { on: None }) else {
        panic!("no units");
    };
    let before = by_hand.ranges();
    by_hand.change(Request::AddModel(NewModel::new("Hũ gạo", there[0].id)));
    assert_eq!(by_hand.ranges(), before);

    // What the disk holds if the power goes now.
    std::fs::copy(&store, &copy).unwrap();
    by_hand.owner.settle().unwrap();
    assert_ne!(by_hand.ranges(), before);

    let worker = started(copy);
    let ask = |request| asked(&worker, &Caller::Keeper, Uuid::now_v7(), 1, request);
    let Ok(Reply::Models(page)) = ask(Request::Models(ModelQuery::default())) else {
        panic!("no models");
    };
    assert_eq!(page.total, 0);
    let compare = Request::Check {
        tables: CheckTables::Compare,
    };
    let checked = ask(compare);
    assert!(
        matches!(&checked, Ok(Reply::Check(view)) if view.ok),
        "{checked:?}"
    );
}
