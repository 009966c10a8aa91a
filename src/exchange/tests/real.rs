//! Bundles between real books, each owned by its worker.

use std::path::{Path, PathBuf};

use crate::domain::list::{UnitList, UnitRow};
use crate::domain::{RecordId, UnitType};
use crate::exchange::manifest::SignatureWorth;
use crate::exchange::{
    Apply, Closing, ExchangeFault, FileFault, Incoming, Keys, Lines, Order, Place, Watch,
    WithFiles, export, read_manifest, show,
};
use crate::service::request::{CheckTables, ModelQuery, NewModel, NewNote, OpenBook, TrustRequest};
use crate::service::views::{AbsorbView, CheckView, DeviceStatus, DeviceView, ModelPage};
use crate::service::{Client, Refusal, Reply, Request};

/// A laptop with its book.
struct Laptop {
    client: Client,
    folder: tempfile::TempDir,
}

impl Laptop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self {
            client: Client::start(folder.path().join("kheo.redb")),
            folder,
        }
    }

    fn of(officer: &str) -> Self {
        let laptop = Self::new();
        laptop.ask(Request::OpenBook(OpenBook {
            officer: officer.into(),
            title: "Chuyên viên".into(),
            committee: "Ban Chỉ đạo huyện An Biên".into(),
            book: String::new(),
        }));
        laptop
    }

    fn ask(&self, request: Request) -> Reply {
        self.client.ask(request).unwrap()
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn unit(&self, name: &str) -> RecordId {
        let row = UnitRow::new(2, name, UnitType::Commune);
        let list = UnitList {
            file: "don-vi.csv".into(),
            rows: vec![row],
            faults: Vec::new(),
        };
        self.ask(Request::ApplyUnits { list });
        let Reply::Unit(unit) = self.ask(Request::FindUnit {
            typed: name.into(),
            during: None,
        }) else {
            panic!("no unit");
        };
        unit.id
    }

    fn add(&self, unit: RecordId, name: &str) -> RecordId {
        let model = NewModel::new(name, unit);
        let Reply::Changed(change) = self.ask(Request::AddModel(model)) else {
            panic!("refused")
        };
        change.record
    }

    fn note(&self, record: RecordId, text: &str) {
        let at = jiff::Timestamp::now();
        let note = NewNote {
            record,
            text: text.into(),
            at,
            place: None,
            draft: None,
        };
        self.ask(Request::AddNote(note));
    }

    fn models(&self) -> ModelPage {
        let query = ModelQuery {
            limit: 100,
            ..ModelQuery::default()
        };
        let Reply::Models(page) = self.ask(Request::Models(query)) else {
            panic!("no models")
        };
        page
    }

    fn devices(&self) -> Vec<DeviceView> {
        let Reply::Devices(devices) = self.ask(Request::Devices) else {
            panic!("no devices")
        };
        devices
    }

    fn check(&self) -> CheckView {
        let tables = CheckTables::Compare;
        let Reply::Check(view) = self.ask(Request::Check { tables }) else {
            panic!("no check")
        };
        view
    }

    fn uncarried(&self) -> u64 {
        let Reply::Book(view) = self.ask(Request::Book) else {
            panic!("no book")
        };
        view.uncarried
    }

    fn carry(&self, lines: Lines, name: &str) -> Result<PathBuf, ExchangeFault> {
        let order = Order {
            place: Place::File(self.path(name)),
            lines,
            addressee: None,
            made_at: jiff::Timestamp::now(),
            closing: Closing::Open,
            files: WithFiles::Yes,
        };
        let exported = export(&self.client, order, &Watch::nobody())?;
        assert_eq!(exported.not_noted, None);
        Ok(exported.path)
    }

    /// Approves every device whose lines wait.
    fn approve_all(&self) {
        for device in self.devices() {
            if device.status == DeviceStatus::Waiting {
                let request = TrustRequest::Approve { device: device.id };
                self.ask(Request::Trust(request));
            }
        }
    }

    fn import(&self, path: &Path, apply: Apply) -> Result<AbsorbView, ExchangeFault> {
        Incoming::from_file(path, &Keys::none(), &Watch::nobody())?.apply(
            apply,
            &self.client,
            &Watch::nobody(),
        )
    }
}

#[test]
fn a_bundle_goes_from_book_to_book_and_on_to_a_third() {
    let first = Laptop::of("Nguyễn Thị Hoa");
    let unit = first.unit("Xã Đông Yên");
    let model = first.add(unit, "Hũ gạo tình thương");
    first.note(model, "Hũ gạo được 15 hộ góp đều.");
    assert!(first.uncarried() > 0);
    let path = first.carry(Lines::All, "a.kheo").unwrap();
    assert_eq!(first.uncarried(), 0);
    let shown = show(&path, &first.devices(), &Keys::none(), &Watch::nobody()).unwrap();
    assert_eq!(shown.signature, SignatureWorth::Valid);

    let second = Laptop::of("Danh Sóc");
    assert_eq!(
        show(&path, &second.devices(), &Keys::none(), &Watch::nobody())
            .unwrap()
            .signature,
        SignatureWorth::UnknownDevice
    );
    let planned = second.import(&path, Apply::Plan).unwrap();
    assert_eq!(planned.ops_new, shown.ops);
    assert_eq!(second.models().total, 0);
    assert_eq!(second.import(&path, Apply::Absorb).unwrap(), planned);
    assert_eq!(planned.waiting_approval, shown.ops);
    assert_eq!(second.models().total, 0);
    second.approve_all();
    assert_eq!(second.models().total, 1);
    let again = second.import(&path, Apply::Absorb).unwrap();
    assert_eq!((again.ops_new, again.ops_known), (0, shown.ops));

    let third = Laptop::of("Trần Văn Út");
    let onward = second.carry(Lines::All, "b.kheo").unwrap();
    third.import(&onward, Apply::Absorb).unwrap();
    third.approve_all();
    assert_eq!(third.models().lines, second.models().lines);
    for laptop in [&first, &second, &third] {
        assert!(laptop.check().ok, "{:?}", laptop.check());
    }
}

#[test]
fn a_second_bundle_carries_only_what_is_new() {
    let first = Laptop::of("Nguyễn Thị Hoa");
    let unit = first.unit("Xã Đông Yên");
    first.add(unit, "Hũ gạo tình thương");
    let all = first.carry(Lines::All, "a.kheo").unwrap();
    let since = || Lines::Since(Box::new(read_manifest(&all, &Keys::none()).unwrap()));
    assert_eq!(
        first.carry(since(), "b.kheo"),
        Err(FileFault::NothingToCarry.into())
    );
    first.add(unit, "Ánh sáng đường quê");
    let rest = first.carry(since(), "b.kheo").unwrap();
    let ops = |path: &Path| {
        show(path, &[], &Keys::none(), &Watch::nobody())
            .unwrap()
            .ops
    };
    assert!(ops(&rest) < ops(&all));

    // The later one first: what is missing is told, and filled by the earlier one.
    let second = Laptop::of("Danh Sóc");
    let missing = second.import(&rest, Apply::Absorb).unwrap().missing;
    let [range] = missing[..] else {
        panic!("{missing:?}")
    };
    assert_eq!((range.from, range.to), (1, ops(&all)));
    assert_eq!(second.import(&all, Apply::Absorb).unwrap().missing, []);
    second.approve_all();
    assert_eq!(second.models().total, 2);
    assert!(second.check().ok);
}

#[test]
fn an_import_is_taken_out_again_exactly() {
    let first = Laptop::of("Nguyễn Thị Hoa");
    first.add(first.unit("Xã Đông Yên"), "Hũ gạo tình thương");
    let path = first.carry(Lines::All, "a.kheo").unwrap();
    let second = Laptop::of("Danh Sóc");
    let before = (second.models(), second.check());
    second.import(&path, Apply::Absorb).unwrap();
    assert_ne!((second.models(), second.check()), before);
    second.ask(Request::UndoAbsorb);
    assert_eq!((second.models(), second.check()), before);
    assert!(second.client.ask(Request::UndoAbsorb).is_err());
}

#[test]
fn a_refused_bundle_leaves_the_book_as_it_was() {
    let first = Laptop::of("Nguyễn Thị Hoa");
    first.add(first.unit("Xã Đông Yên"), "Hũ gạo tình thương");
    let path = first.carry(Lines::All, "a.kheo").unwrap();
    let good = std::fs::read(&path).unwrap();
    let second = Laptop::of("Danh Sóc");
    let before = second.check();
    for cut in [1, good.len() / 2, good.len() - 1] {
        std::fs::write(&path, &good[..cut]).unwrap();
        assert_eq!(
            second.import(&path, Apply::Absorb).unwrap_err().exit_code(),
            3
        );
    }
    assert_eq!(second.check(), before);
}

#[test]
fn without_a_book_there_is_nothing_to_carry() {
    let nobody = Laptop::new();
    let refused = nobody.carry(Lines::All, "a.kheo");
    assert_eq!(refused, Err(ExchangeFault::Refused(Refusal::NoBook)));
    assert!(!nobody.path("a.kheo").exists());
}
