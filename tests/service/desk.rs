//! An officer at a book of their own, in a folder that goes away.

use std::path::PathBuf;

use jiff::civil::{Date, date};
use kheo::domain::list::{ListRow, ModelList, SuccessorRow, UnitList, UnitRow};
use kheo::domain::records::Extent;
use kheo::domain::{Level, ModelKind, Period, RecordId, Status, UnitType};
use kheo::ledger::{DeviceId, Segment};
use kheo::service::request::{
    CheckTables, Deed, FieldWrite, ModelQuery, NewModel, NewNote, OpenBook, RecordWrite,
    TrustRequest,
};
use kheo::service::views::{
    AbsorbView, BookView, ChangeView, ConflictView, DeviceStatus, ListPlanView, ModelLine,
    NoteView, RecordView, TrustView,
};
use kheo::service::{Client, Refusal, Reply, Request};
use serde_json::Value;
use tempfile::TempDir;

use crate::carried;

/// Takes the answer that was hoped for out of a reply.
#[macro_export]
macro_rules! answer {
    ($desk:expr, $variant:ident, $request:expr) => {
        match $desk.client.ask($request) {
            Ok(kheo::service::Reply::$variant(view)) => view,
            other => panic!("{other:?}"),
        }
    };
}

pub struct Desk {
    pub client: Client,
    pub path: PathBuf,
    _folder: TempDir,
}

impl Desk {
    /// A book without units.
    pub fn new(officer: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("kheo.redb");
        let desk = Self {
            client: Client::start(path.clone()),
            path,
            _folder: folder,
        };
        let opened = desk.client.ask(Request::OpenBook(OpenBook {
            officer: officer.into(),
            title: "Chuyên viên".into(),
            committee: "Ban Chỉ đạo huyện An Biên".into(),
            book: String::new(),
        }));
        assert!(matches!(opened, Ok(Reply::Book(_))), "{opened:?}");
        desk
    }

    /// A book with the units of [`units`].
    pub fn with_units(officer: &str) -> Self {
        let desk = Self::new(officer);
        let plan = answer!(desk, UnitPlan, Request::ApplyUnits { list: units() });
        assert_eq!(plan.faults, vec![]);
        desk
    }

    pub fn book(&self) -> BookView {
        answer!(self, Book, Request::Book)
    }

    pub fn refused(&self, request: Request) -> Refusal {
        self.client.ask(request).unwrap_err()
    }

    /// The commune of this name as it stood in 2021-2023.
    pub fn commune(&self, name: &str) -> RecordId {
        let during = Some(Period::Span {
            from: 2021,
            to: 2023,
        });
        let typed = name.to_owned();
        answer!(self, Unit, Request::FindUnit { typed, during }).id
    }

    pub fn add(&self, name: &str, commune: &str) -> RecordId {
        let model = new_model(name, self.commune(commune));
        answer!(self, Changed, Request::AddModel(model)).record
    }

    pub fn note(&self, record: RecordId, text: &str) -> RecordId {
        answer!(self, Changed, Request::AddNote(new_note(record, text))).record
    }

    pub fn record(&self, id: RecordId) -> RecordView {
        *answer!(self, Record, Request::Record(id))
    }

    /// The shown value of a field; `null` when it has none.
    pub fn value(&self, id: RecordId, field: &str) -> Value {
        let view = self.record(id);
        let field = view.fields.into_iter().find(|view| view.name == field);
        field.map(|field| field.value).unwrap_or_default()
    }

    /// Corrects a field, over what the screen shows.
    pub fn set(&self, id: RecordId, field: &str, value: impl Into<Value>) -> ChangeView {
        let view = self.record(id);
        let seen = view.fields.iter().find(|view| view.name == field);
        let over = seen.map(|field| field.seen()).unwrap_or_default();
        answer!(self, Changed, write(id, field, value.into(), over))
    }

    pub fn models(&self) -> Vec<ModelLine> {
        let query = ModelQuery {
            limit: usize::MAX,
            ..ModelQuery::default()
        };
        answer!(self, Models, Request::Models(query)).lines
    }

    pub fn names(&self) -> Vec<String> {
        let models = self.models();
        models.into_iter().map(|model| model.name).collect()
    }

    /// The model of this name.
    pub fn model(&self, name: &str) -> ModelLine {
        let mut models = self.models();
        models.retain(|model| model.name == name);
        assert_eq!(models.len(), 1, "{name}");
        models.remove(0)
    }

    pub fn notes(&self, record: RecordId) -> Vec<NoteView> {
        let request = Request::Notes {
            record: Some(record),
            offset: 0,
            limit: usize::MAX,
        };
        answer!(self, Notes, request)
    }

    pub fn import(&self, list: &ModelList) -> ListPlanView {
        let request = Request::ApplyList {
            list: list.clone(),
            new_units: None,
        };
        let plan = answer!(self, ListPlan, request);
        assert_eq!(plan.faults, vec![]);
        plan
    }

    pub fn plan(&self, list: &ModelList) -> ListPlanView {
        let request = Request::PlanList {
            list: list.clone(),
            new_units: None,
        };
        answer!(self, ListPlan, request)
    }

    pub fn undo(&self) -> Deed {
        let undone = answer!(self, Undone, Request::Undo);
        assert_eq!(undone.left, Vec::<String>::new());
        undone.deed
    }

    pub fn redo(&self) -> Deed {
        let redone = answer!(self, Undone, Request::Redo);
        assert_eq!(redone.left, Vec::<String>::new());
        redone.deed
    }

    /// All that this book can give away.
    pub fn segments(&self) -> Vec<Segment> {
        carried::segments(&self.client)
    }

    pub fn absorb(&self, file: &str, segments: Vec<Segment>) -> AbsorbView {
        let file = file.to_owned();
        answer!(self, Absorb, Request::Absorb { file, segments })
    }

    /// Takes in all that another book holds; the two have met before.
    pub fn hear(&self, other: &Self) -> AbsorbView {
        self.meet(other);
        self.absorb("goi.kheo", other.segments())
    }

    /// Approves every device whose lines another book holds, and takes the
    /// lines out again.
    pub fn meet(&self, other: &Self) {
        let known = answer!(self, Devices, Request::Devices);
        let theirs = answer!(other, Devices, Request::Devices);
        let is_known = |id| known.iter().any(|device| device.id == id);
        if theirs.iter().all(|device| is_known(device.id)) {
            return;
        }
        self.absorb("gặp.kheo", other.segments());
        for device in self.waiting() {
            self.approve(device);
        }
        answer!(self, Undone, Request::UndoAbsorb);
    }

    /// Devices that nobody approved.
    pub fn waiting(&self) -> Vec<DeviceId> {
        let devices = answer!(self, Devices, Request::Devices);
        let waiting = devices
            .into_iter()
            .filter(|device| device.status == DeviceStatus::Waiting);
        waiting.map(|device| device.id).collect()
    }

    pub fn approve(&self, device: DeviceId) -> TrustView {
        let request = TrustRequest::Approve { device };
        answer!(self, Trust, Request::Trust(request))
    }

    pub fn conflicts(&self) -> Vec<ConflictView> {
        answer!(self, Conflicts, Request::Conflicts)
    }
}

/// Every test ends with a book that is in order.
impl Drop for Desk {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let tables = CheckTables::Compare;
        let checked = answer!(self, Check, Request::Check { tables });
        assert_eq!(checked.faults, Vec::<String>::new());
    }
}

pub fn new_model(name: &str, unit: RecordId) -> NewModel {
    NewModel {
        kind: Some(ModelKind::Collective),
        field: Some("society".into()),
        owner: Some("Hội LHPN xã".into()),
        registration: Some((Level::Base, span())),
        ..NewModel::new(name, unit)
    }
}

/// 2021-2023.
pub fn span() -> Period {
    Period::Span {
        from: 2021,
        to: 2023,
    }
}

pub fn new_note(record: RecordId, text: &str) -> NewNote {
    NewNote {
        record,
        text: text.into(),
        at: "2023-05-12T02:30:00Z".parse().unwrap(),
        place: Some("ấp Ba Núi".into()),
        draft: None,
    }
}

pub fn write(
    record: RecordId,
    field: &str,
    value: Value,
    over: Vec<kheo::ledger::OpId>,
) -> Request {
    Request::Write {
        deed: Deed::Correct {
            name: field.to_owned(),
        },
        records: vec![RecordWrite {
            record,
            fields: vec![FieldWrite {
                field: field.to_owned(),
                value,
                over,
            }],
        }],
    }
}

/// A row that registers at the base level in 2021-2023.
pub fn row(number: u32, name: &str, commune: &str) -> ListRow {
    ListRow {
        row: number,
        name: name.into(),
        owner: Some("Hội LHPN xã".into()),
        unit: commune.into(),
        unit_column: "Xã".into(),
        kind: Some(ModelKind::Collective),
        field: Some("society".into()),
        levels: vec![Level::Base],
        period: Some(span()),
        status: Some(Status::Registered),
        ..ListRow::default()
    }
}

pub fn list(rows: Vec<ListRow>) -> ModelList {
    ModelList {
        file: "danh-sach.xlsx".into(),
        sheet: "Sheet1".into(),
        rows,
        ..ModelList::default()
    }
}

const OPENED: Date = date(1976, 1, 1);
const LAST_DAY: Date = date(2025, 6, 30);
const FIRST_DAY: Date = date(2025, 7, 1);

/// Communes around An Biên, Kiên Lương and Thoại Sơn before and after 1/7/2025
/// (DOMAIN 4.1); 30790 and 30988 name other units after that day.
pub fn units() -> UnitList {
    use UnitType::{Commune, District, Province, Township};
    let mut rows = Vec::new();
    let mut old = |code: &str, name: &str, sort, parent: &str, successor: &str| {
        rows.push(unit_row(
            rows.len(),
            code,
            name,
            sort,
            parent,
            Some(successor),
        ));
    };
    old("91", "Kiên Giang", Province, "", "89");
    old("ab", "An Biên", District, "91", "");
    old("kl", "Kiên Lương", District, "91", "");
    old("gt", "Giang Thành", District, "91", "");
    old("ts", "Thoại Sơn", District, "89", "");
    old("30985", "Thứ Ba", Township, "ab", "30985");
    old("30988", "Tây Yên", Commune, "ab", "30988");
    old("30991", "Tây Yên A", Commune, "ab", "30988");
    old("30787", "Kiên Lương", Township, "kl", "");
    old("30790", "Kiên Bình", Commune, "kl", "30790");
    old("30802", "Hòa Điền", Commune, "kl", "30790");
    old("30808", "Bình An", Commune, "kl", "");
    old("30700", "Vĩnh Phú", Commune, "ts", "");
    old("30791", "Vĩnh Phú", Commune, "gt", "");
    let mut new = |code: &str, name: &str, sort, parent: &str| {
        rows.push(unit_row(rows.len(), code, name, sort, parent, None));
    };
    new("89", "An Giang", Province, "");
    new("30985", "An Biên", Commune, "89");
    new("30988", "Tây Yên", Commune, "89");
    new("30790", "Hòa Điền", Commune, "89");
    new("30898", "Bình An", Commune, "89");
    UnitList {
        file: "don-vi.csv".into(),
        rows,
        faults: Vec::new(),
    }
}

/// A unit that ended with its successor's day, or, without one, began then.
fn unit_row(
    above: usize,
    code: &str,
    name: &str,
    sort: UnitType,
    parent: &str,
    successor: Option<&str>,
) -> UnitRow {
    let is_old = successor.is_some();
    // An Giang stood before and after.
    let begins = if is_old || code == "89" {
        OPENED
    } else {
        FIRST_DAY
    };
    let successors = successor.filter(|code| !code.is_empty()).map(|code| {
        vec![SuccessorRow {
            code: code.into(),
            on: Some(FIRST_DAY),
            extent: Extent::Whole,
        }]
    });
    UnitRow {
        code: Some(code.into()),
        parent: Some(parent.to_owned()).filter(|parent| !parent.is_empty()),
        valid_from: Some(begins),
        valid_to: is_old.then_some(LAST_DAY),
        successors: successors.unwrap_or_default(),
        ..UnitRow::new(above as u32 + 2, name, sort)
    }
}
