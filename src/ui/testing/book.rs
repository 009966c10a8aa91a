//! A book of eight models in An Biên that answers from what it is given.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::domain::list::ListFault;
use crate::domain::{
    Level, ModelKind, Period, RecordId, RecordKind, RegistrationType, Status, UnitType,
};
use crate::ledger::{BookId, DeviceId, OpId};
use crate::service::request::{Deed, Draft, ModelQuery, NewModel};
use crate::service::views::*;
use crate::service::{Refusal, Reply, Request};
use crate::text;

/// What the book holds. Tests change it before or between keys.
pub struct ScriptedBook {
    pub view: BookView,
    pub overview: OverviewView,
    pub models: Vec<ModelLine>,
    pub notes: Vec<NoteView>,
    pub drafts: Vec<DraftView>,
    pub conflicts: Vec<ConflictView>,
    pub units: Vec<UnitView>,
    /// Models in the book besides those that are listed, to count large.
    pub others: usize,
    /// What is wrong with every list.
    pub list_faults: Vec<ListFault>,
    /// Refuses every change.
    pub refusal: Option<Refusal>,
}

pub const OWN: DeviceId = DeviceId([1; 16]);
pub const OTHER: DeviceId = DeviceId([0xb2; 16]);

pub fn model_id(name: &str) -> RecordId {
    RecordId::derived(RecordKind::Model, &[name])
}

fn unit_id(name: &str) -> RecordId {
    RecordId::derived(RecordKind::Unit, &[name])
}

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const MODELS: &[(&str, &str, &str, ModelKind, &str, &[(Level, Status)])] = {
    use Level::*;
    use ModelKind::*;
    use Status::*;
    &[
        (
            "Bếp ăn tình thương chợ Thứ Ba",
            "Hội Chữ thập đỏ thị trấn",
            "Thứ Ba",
            Collective,
            "society",
            &[(Base, Certified), (District, Recognized)],
        ),
        (
            "Cột cờ, hàng rào cây xanh đúng quy cách",
            "Hội CCB xã",
            "Hưng Yên",
            Collective,
            "society",
            &[(Base, Underway)],
        ),
        (
            "Chi bộ bốn tốt không để dân hỏi hai lần",
            "Chi bộ Trường THCS",
            "Tây Yên",
            Collective,
            "politics",
            &[(Base, Registered)],
        ),
        (
            "Đổi rác nhựa lấy gạo",
            "Hội LHPN xã",
            "Nam Yên",
            Collective,
            "society",
            &[(Base, Surveyed)],
        ),
        (
            "Hiến đất mở lộ liên ấp, không bồi hoàn",
            "Chi bộ ấp",
            "Đông Thái",
            Collective,
            "society",
            &[(Base, Recognized), (District, Submitted)],
        ),
        (
            "Tiếng loa hòa giải bằng hai thứ tiếng Việt - Khmer",
            "Ông Danh Hiền",
            "Đông Yên",
            Individual,
            "politics",
            &[(Base, Underway)],
        ),
        (
            "Tổ sửa cầu, vá lộ chiều thứ Bảy",
            "Bà Lê Thị Sáu",
            "Tây Yên A",
            Individual,
            "society",
            &[(Base, Certified), (District, Incomplete)],
        ),
        (
            "Tôm - lúa thuận thiên, góp vốn xoay vòng",
            "Hội Nông dân xã",
            "Nam Thái A",
            Collective,
            "economy",
            &[
                (Base, Certified),
                (District, Recognized),
                (Province, Eligible),
            ],
        ),
    ]
};

impl ScriptedBook {
    /// A book with everything in it that a screen can show.
    pub fn of_an_bien() -> Self {
        let open = OpenBookView {
            book: "Sổ BCĐ huyện An Biên".into(),
            committee: "Ban Chỉ đạo “Dân vận khéo” huyện An Biên".into(),
            officer: "Nguyễn Văn An".into(),
            title: "Phó Trưởng Ban".into(),
            device: OWN,
        };
        let view = BookView {
            open: Some(open),
            health: Health::Well,
            uncarried: 14,
            conflicts: 1,
            drafts: 1,
            undo: Some(Deed::Correct {
                name: "Đổi rác nhựa lấy gạo".into(),
            }),
            redo: None,
        };
        Self {
            view,
            overview: overview(),
            models: models(),
            notes: notes(),
            drafts: vec![draft()],
            conflicts: vec![conflict()],
            units: units(),
            others: 1_232,
            list_faults: vec![],
            refusal: None,
        }
    }

    /// The store before the first run.
    pub fn unopened() -> Self {
        let mut book = Self::empty();
        book.view.open = None;
        book
    }

    /// A book that was just opened.
    pub fn empty() -> Self {
        let mut book = Self::of_an_bien();
        book.view = BookView {
            uncarried: 0,
            conflicts: 0,
            drafts: 0,
            undo: None,
            ..book.view
        };
        book.overview = OverviewView::default();
        book.models.clear();
        book.notes.clear();
        book.drafts.clear();
        book.conflicts.clear();
        book.others = 0;
        book
    }

    pub fn answer(&mut self, request: &Request) -> Result<Reply, Refusal> {
        if let Some(refusal) = self.refusal.clone().filter(|_| is_change(request)) {
            return Err(refusal);
        }
        Ok(match request {
            Request::Book => Reply::Book(self.view.clone()),
            Request::OpenBook(open) => {
                let book = if open.book.is_empty() {
                    &open.committee
                } else {
                    &open.book
                };
                self.view.open = Some(OpenBookView {
                    book: book.clone(),
                    committee: open.committee.clone(),
                    officer: open.officer.clone(),
                    title: open.title.clone(),
                    device: OWN,
                });
                Reply::Book(self.view.clone())
            }
            Request::Overview(query) => {
                let mut view = self.overview.clone();
                view.period = query.period.or(view.period);
                view.drafts = self.drafts.clone();
                Reply::Overview(view)
            }
            Request::Models(query) => Reply::Models(self.page(query)),
            Request::Record(id) => Reply::Record(Box::new(self.record(*id)?)),
            Request::Notes { offset, limit, .. } => Reply::Notes(
                self.notes
                    .iter()
                    .skip(*offset)
                    .take(*limit)
                    .cloned()
                    .collect(),
            ),
            Request::Units { .. } => Reply::Units(self.units.clone()),
            Request::Drafts => Reply::Drafts(self.drafts.clone()),
            Request::SaveDraft(draft) => {
                self.keep(draft);
                Reply::DraftSaved
            }
            Request::DropDraft { key } => {
                self.drop_draft(key);
                Reply::DraftSaved
            }
            Request::AddNote(note) => {
                if let Some(key) = &note.draft {
                    self.drop_draft(key);
                }
                changed(note.record)
            }
            Request::Conflicts => Reply::Conflicts(self.conflicts.clone()),
            Request::Ranges => Reply::Ranges(vec![ranges()]),
            Request::Devices => Reply::Devices(devices()),
            Request::Undo | Request::Redo => {
                let deed = self.view.undo.take().ok_or(Refusal::NothingToUndo)?;
                self.view.redo = Some(deed.clone());
                Reply::Undone(UndoView { deed, left: vec![] })
            }
            Request::PlanList { list, .. } => Reply::ListPlan(ListPlanView {
                rows: list.rows.len(),
                models_new: list.rows.len(),
                faults: self.list_faults.clone(),
                ..ListPlanView::default()
            }),
            Request::Write { records, .. } => changed(records[0].record),
            Request::AddModel(model) => self.add(model),
            Request::AddRegistration(new) => changed(new.model),
            Request::Advance(advance) => changed(advance.model),
            Request::ApplyList { .. } | Request::ApplyUnits { .. } => changed(model_id("")),
            other => panic!("the script does not answer {other:?}"),
        })
    }

    fn page(&self, query: &ModelQuery) -> ModelPage {
        let words = text::fold_words(&query.search);
        let fits = |line: &&ModelLine| {
            let name = text::fold(&line.name);
            words.iter().all(|word| name.contains(word.as_str()))
                && query
                    .filter
                    .level
                    .is_none_or(|level| line.registrations.iter().any(|one| one.level == level))
        };
        let mut lines: Vec<ModelLine> = self.models.iter().filter(fits).cloned().collect();
        for line in &mut lines {
            line.matched = matched(&line.name, &words);
        }
        let total = self.models.len() + self.others;
        let narrowed = !words.is_empty() || query.filter.level.is_some();
        let matching = if narrowed { lines.len() } else { total };
        let lines = lines
            .into_iter()
            .skip(query.offset)
            .take(query.limit)
            .collect();
        ModelPage {
            total,
            matching,
            offset: query.offset,
            lines,
        }
    }

    fn record(&self, id: RecordId) -> Result<RecordView, Refusal> {
        let line = self
            .models
            .iter()
            .find(|line| line.id == id)
            .ok_or(Refusal::NoRecord { id: id.to_string() })?;
        let mut fields = vec![
            field("name", json!(line.name), &line.name),
            field(
                "owner",
                json!(line.owner),
                line.owner.as_deref().unwrap_or_default(),
            ),
            field(
                "unit",
                json!(line.unit.as_ref().map(|unit| unit.id)),
                &format!("xã {}", line.unit.as_ref().unwrap().name),
            ),
            field("kind", json!(line.kind), "Tập thể"),
            field("field", json!(line.field), "Văn hóa - xã hội"),
            field(
                "content",
                json!("Mỗi tuần"),
                "Mỗi tuần các hộ gom rác nhựa, đổi lấy gạo do tiểu thương chợ góp; Chi hội giữ sổ ghi từng hộ, công khai cuối tháng.",
            ),
        ];
        if line.conflicts > 0 {
            fields.push(FieldView {
                live: conflict().values,
                ..field("results", json!("36 hộ"), "36 hộ tham gia")
            });
        }
        Ok(RecordView {
            id,
            title: line.name.clone(),
            fields,
            registrations: line.registrations.iter().map(registration).collect(),
            notes: self
                .notes
                .iter()
                .filter(|note| note.record == Some(id))
                .cloned()
                .collect(),
            history: vec![history()],
        })
    }

    fn add(&mut self, model: &NewModel) -> Reply {
        let id = model_id(&model.name);
        let unit = self
            .units
            .iter()
            .find(|unit| unit.id == model.unit)
            .unwrap();
        let line = ModelLine {
            id,
            name: model.name.clone(),
            owner: model.owner.clone(),
            unit: Some(UnitName {
                id: unit.id,
                name: unit.name.clone(),
            }),
            registrations: vec![],
            conflicts: 0,
            ..self.models[0].clone()
        };
        self.models.insert(0, line);
        changed(id)
    }

    fn keep(&mut self, draft: &Draft) {
        self.drop_draft(&draft.key);
        let about = self
            .models
            .iter()
            .find(|line| line.id == draft.record)
            .map(|line| line.name.clone());
        let saved = at("2026-11-20T00:41:00Z");
        self.drafts.push(DraftView {
            draft: draft.clone(),
            about: about.unwrap_or_default(),
            saved,
        });
        self.view.drafts = self.drafts.len();
    }

    fn drop_draft(&mut self, key: &str) {
        self.drafts.retain(|known| known.draft.key != key);
        self.view.drafts = self.drafts.len();
    }
}

fn is_change(request: &Request) -> bool {
    !matches!(
        request,
        Request::Book
            | Request::Overview(_)
            | Request::Models(_)
            | Request::Record(_)
            | Request::Notes { .. }
            | Request::Units { .. }
            | Request::Drafts
            | Request::Conflicts
            | Request::Ranges
            | Request::Devices
    )
}

fn changed(record: RecordId) -> Reply {
    Reply::Changed(ChangeView {
        record,
        ops: vec![],
    })
}

/// Positions of the letters of `words` in `name`.
fn matched(name: &str, words: &[String]) -> Vec<usize> {
    let folded: Vec<char> = text::fold(name).chars().collect();
    let mut positions: Vec<usize> = words
        .iter()
        .filter_map(|word| {
            let word: Vec<char> = word.chars().collect();
            let start = folded
                .windows(word.len())
                .position(|window| window == word)?;
            Some(start..start + word.len())
        })
        .flatten()
        .collect();
    positions.sort_unstable();
    positions
}

fn models() -> Vec<ModelLine> {
    let year = Period::Year(2022);
    let line = |(name, owner, unit, kind, field, levels): &(
        &str,
        &str,
        &str,
        ModelKind,
        &str,
        &[(Level, Status)],
    )| ModelLine {
        id: model_id(name),
        name: (*name).into(),
        matched: vec![],
        owner: Some((*owner).into()),
        unit: Some(UnitName {
            id: unit_id(unit),
            name: (*unit).into(),
        }),
        kind: Some(*kind),
        field: Some((*field).into()),
        movement: Some("Dân vận khéo".into()),
        registrations: levels
            .iter()
            .map(|(level, status)| RegistrationLine {
                id: RecordId::derived(RecordKind::Registration, &[name, &level.to_string()]),
                level: *level,
                period: year,
                kind: Some(RegistrationType::New),
                status: *status,
                typical: false,
            })
            .collect(),
        notes: 0,
        conflicts: u32::from(*name == "Đổi rác nhựa lấy gạo"),
    };
    MODELS.iter().map(line).collect()
}

fn overview() -> OverviewView {
    let figures = |level, collective, individual, previous| LevelFigures {
        level,
        collective,
        individual,
        total: collective + individual,
        previous,
    };
    OverviewView {
        unit: None,
        period: Some(Period::Year(2020)),
        compare: Some(Period::Year(2015)),
        periods: vec![
            Period::Year(2015),
            Period::Year(2020),
            Period::Span {
                from: 2021,
                to: 2023,
            },
        ],
        levels: vec![
            figures(Level::Base, 151, 9, None),
            figures(Level::District, 72, 3, Some(50)),
            figures(Level::Province, 10, 0, Some(5)),
        ],
        fields: vec![
            ("society".into(), 62),
            ("economy".into(), 41),
            ("security".into(), 30),
            ("politics".into(), 27),
        ],
        funnel: Funnel {
            registered: 160,
            underway: 131,
            surveyed: 48,
            recognized: 37,
            typical: 9,
        },
        models: 1_240,
        drafts: vec![],
        conflicts: 1,
        uncarried: 14,
    }
}

fn draft() -> DraftView {
    let record = model_id("Đổi rác nhựa lấy gạo");
    DraftView {
        draft: Draft {
            key: format!("note/{record}"),
            record,
            text: "Chị Sáu nói tháng này gom ít hơn vì biển động,".into(),
            place: "ấp Ba Biển".into(),
        },
        about: "Đổi rác nhựa lấy gạo".into(),
        saved: at("2026-11-20T00:12:00Z"),
    }
}

fn notes() -> Vec<NoteView> {
    let note =
        |about: &str, text: &str, author: &str, device, time: &str, place: Option<&str>| NoteView {
            id: RecordId::derived(RecordKind::Note, &[text]),
            record: Some(model_id(about)),
            about: about.into(),
            text: text.into(),
            author: author.into(),
            device: Some(device),
            at: Some(at(time)),
            place: place.map(str::to_owned),
            conflicts: 0,
        };
    vec![
        note(
            "Đổi rác nhựa lấy gạo",
            "Đếm tại chỗ: 36 hộ, mỗi tuần chừng 120 kg.\nThiếu 2 thùng ở cầu cảng.",
            "Trần Thị Bình",
            OTHER,
            "2026-11-19T02:31:00Z",
            Some("chợ Nam Yên"),
        ),
        note(
            "Tổ sửa cầu, vá lộ chiều thứ Bảy",
            "Tổ còn 12 người, sáu tháng vá 4,5 km lộ.",
            "Nguyễn Văn An",
            OWN,
            "2026-11-18T07:05:00Z",
            None,
        ),
        note(
            "Hiến đất mở lộ liên ấp, không bồi hoàn",
            "Còn 3 hộ chưa ký biên bản hiến đất.",
            "Nguyễn Văn An",
            OWN,
            "2026-11-12T01:20:00Z",
            Some("ấp 5"),
        ),
    ]
}

fn conflict() -> ConflictView {
    let live = |op: u8, words: &str, by: &str, device, time: &str| LiveView {
        op: OpId([op; 16]),
        value: json!(words),
        words: words.into(),
        by: by.into(),
        device,
        at: at(time),
    };
    let record = model_id("Đổi rác nhựa lấy gạo");
    ConflictView {
        id: format!("{record}/results"),
        record,
        name: "Đổi rác nhựa lấy gạo".into(),
        field: "results".into(),
        values: vec![
            live(
                1,
                "36 hộ tham gia, 120 kg mỗi tuần",
                "Trần Thị Bình",
                OTHER,
                "2026-11-20T02:31:00Z",
            ),
            live(
                2,
                "38 hộ tham gia, 120 kg mỗi tuần",
                "Nguyễn Văn An",
                OWN,
                "2026-11-20T01:05:00Z",
            ),
        ],
    }
}

fn units() -> Vec<UnitView> {
    let unit = |name: &str, sort: UnitType, parent: Option<&str>, depth| UnitView {
        id: unit_id(name),
        name: name.into(),
        full_name: format!("{} {name}", crate::domain::Word::vi(sort).to_lowercase()),
        sort: Some(sort),
        code: None,
        parent: parent.map(|parent| UnitName {
            id: unit_id(parent),
            name: parent.into(),
        }),
        organization: None,
        valid_from: None,
        valid_to: Some(jiff::civil::date(2025, 6, 30)),
        depth,
    };
    let mut units = vec![unit("An Biên", UnitType::District, None, 0)];
    for name in [
        "Thứ Ba",
        "Đông Thái",
        "Đông Yên",
        "Hưng Yên",
        "Nam Thái A",
        "Nam Yên",
        "Tây Yên",
        "Tây Yên A",
    ] {
        units.push(unit(name, UnitType::Commune, Some("An Biên"), 1));
    }
    units
}

fn field(name: &str, value: Value, words: &str) -> FieldView {
    let live = LiveView {
        op: OpId([7; 16]),
        value: value.clone(),
        words: words.into(),
        by: "Nguyễn Văn An".into(),
        device: OWN,
        at: at("2026-11-10T01:00:00Z"),
    };
    FieldView {
        name: name.into(),
        value,
        words: words.into(),
        live: vec![live],
    }
}

fn registration(line: &RegistrationLine) -> RecordView {
    let mut fields = vec![
        field(
            "level",
            json!(line.level),
            crate::domain::Word::vi(line.level),
        ),
        field("period", json!(line.period), &line.period.to_string()),
        field(
            "status",
            json!(line.status),
            crate::domain::Word::vi(line.status),
        ),
    ];
    if line.status.is_recognition() {
        fields.push(field("decision_no", json!("104-QĐ/HU"), "104-QĐ/HU"));
        fields.push(field("decision_date", json!("2022-07-05"), "05/07/2022"));
        fields.push(field(
            "decision_by",
            json!("Huyện ủy An Biên"),
            "Huyện ủy An Biên",
        ));
    }
    RecordView {
        id: line.id,
        title: String::new(),
        fields,
        registrations: vec![],
        notes: vec![],
        history: vec![],
    }
}

fn history() -> HistoryLine {
    HistoryLine {
        at: at("2026-11-10T01:00:00Z"),
        by: "Nguyễn Văn An".into(),
        device: OWN,
        record: "model".into(),
        field: "owner".into(),
        from: vec!["Hội Phụ nữ".into()],
        to: "Hội LHPN xã".into(),
        from_values: vec![json!("Hội Phụ nữ")],
        to_value: json!("Hội LHPN xã"),
    }
}

fn ranges() -> BookRangesView {
    let range = |device, from, to| DeviceRange { device, from, to };
    BookRangesView {
        book: BookId(uuid::Uuid::from_u128(7)),
        name: "Sổ BCĐ huyện An Biên".into(),
        ranges: vec![
            range(OWN, 1, 1_310),
            range(OTHER, 1, 40),
            range(OTHER, 58, 96),
        ],
    }
}

fn devices() -> Vec<DeviceView> {
    let device = |id, status, officer: &str, fingerprint: &str| DeviceView {
        id,
        status,
        officer: Some(officer.into()),
        fingerprint: fingerprint.into(),
    };
    vec![
        device(OWN, DeviceStatus::Own, "Nguyễn Văn An", "4f2a-91cc-07de"),
        device(
            OTHER,
            DeviceStatus::Approved,
            "Trần Thị Bình",
            "b2b2-b2b2-b2b2",
        ),
    ]
}
