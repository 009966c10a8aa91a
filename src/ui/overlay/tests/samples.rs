//! Overlays with invented contents (DOMAIN 4.2), for the pictures.

use crossterm::event::KeyModifiers;
use jiff::civil::date;
use serde_json::{Value, json};

use super::super::super::keymap::{Action, Chord, Condition, Context, Key, Offered, Row, Sequence};
use super::super::super::widgets::choice::{self, Choice, Pick};
use super::super::super::widgets::form::{Form as Fields, Sources};
use super::super::*;
use crate::domain::list::{CellFault, ListFault};
use crate::domain::schema::MODEL;
use crate::domain::{Level, Period, RecordId, RecordKind, Status, UnitType};
use crate::i18n::Lang;
use crate::ledger::DeviceId;
use crate::service::views::{
    AbsorbView, DeviceRange, FieldView, ListPlanView, NearDuplicate, PlannedRow, RowFate, UnitView,
};

fn keys(typed: &str) -> Sequence {
    typed.parse().unwrap()
}

/// The keys of a list of models; they stay when the keymap of the program changes.
pub fn rows() -> Vec<Row> {
    let row = |context, action, typed: &[&str]| Row {
        context,
        action,
        keys: typed.iter().map(|typed| keys(typed)).collect(),
    };
    use Context::{Global, ModelsList, Screen};
    vec![
        row(ModelsList, Action::ItemOpen, &["enter"]),
        row(ModelsList, Action::FilterOpen, &["f4"]),
        row(ModelsList, Action::ModelAdd, &["f5", "insert"]),
        row(ModelsList, Action::ModelEdit, &["f2"]),
        row(ModelsList, Action::ChangeUndo, &["u", "ctrl-u"]),
        row(ModelsList, Action::ThemeSwitch, &[]),
        row(Screen, Action::NoteNew, &["f6"]),
        row(Screen, Action::MenuOpen, &["f10", "f9"]),
        row(Screen, Action::ListFirst, &["home", "g g"]),
        row(Screen, Action::ListPageDown, &["pagedown", "space"]),
        row(Screen, Action::ScreenOverview, &["1"]),
        row(Screen, Action::ScreenModels, &["2"]),
        row(Screen, Action::ScreenBundles, &["6"]),
        row(Screen, Action::ScreenNotes, &["7"]),
        row(Screen, Action::ScreenConflicts, &["8"]),
        row(Global, Action::HelpOpen, &["f1", "ctrl-/"]),
        row(Global, Action::PaletteOpen, &["ctrl-k"]),
        row(Global, Action::AppQuit, &["ctrl-c"]),
        row(Global, Action::AppRedraw, &["ctrl-l"]),
    ]
}

pub fn offered() -> Vec<Offered> {
    let offer = |action, typed: Option<&str>| Offered {
        action,
        keys: typed.map(keys),
        refused: (action == Action::ChangeUndo).then_some(Condition::HasUndo),
    };
    vec![
        offer(Action::FilterOpen, Some("f4")),
        offer(Action::ModelAdd, Some("f5")),
        offer(Action::ModelEdit, Some("f2")),
        offer(Action::ChangeUndo, Some("u")),
        offer(Action::NoteNew, Some("f6")),
        offer(Action::ListImport, Some("f7")),
        offer(Action::ScreenOverview, Some("1")),
        offer(Action::ScreenModels, Some("2")),
        offer(Action::ScreenBundles, Some("6")),
        offer(Action::ScreenNotes, Some("7")),
        offer(Action::ScreenConflicts, Some("8")),
        offer(Action::DraftOpen, None),
        offer(Action::UnitsImport, None),
        offer(Action::BundleExport, None),
        offer(Action::BundleImport, None),
        offer(Action::LanguageSwitch, Some("f12")),
        offer(Action::ThemeSwitch, None),
        offer(Action::HelpOpen, Some("f1")),
        offer(Action::AppQuit, Some("q")),
    ]
}

/// What may come after `g`.
pub fn pending() -> Vec<(Chord, Action)> {
    let next = |letter, action| (Chord::new(Key::Char(letter), KeyModifiers::NONE), action);
    vec![
        next('g', Action::ListFirst),
        next('t', Action::ScreenNext),
        next('T', Action::ScreenPrevious),
    ]
}

pub fn editor() -> Overlay {
    let text = "Lượng rác đưa về bờ tháng này 520 kg, nhiều hơn đăng ký 120 kg. Bà con tổ 3 đề nghị lắp thêm hai thùng ở cầu cảng.\n\n- 41 hộ tham gia, thiếu 5 hộ đi biển xa";
    let mut editor = Editor::new(
        "Ghe về bến, rác về bờ",
        date(2026, 11, 20).at(7, 40, 0, 0),
        text,
        "cầu cảng Hòn Nghệ",
    );
    editor.draft_saved(editor.revision(), date(2026, 11, 20).at(7, 52, 0, 0));
    Overlay::Editor(Box::new(editor))
}

fn unit_id(name: &str) -> RecordId {
    RecordId::derived(RecordKind::Unit, &[name])
}

fn units() -> Vec<UnitView> {
    let unit = |name: &str, depth, sort| UnitView {
        id: unit_id(name),
        name: name.into(),
        full_name: name.into(),
        sort: Some(sort),
        code: None,
        parent: None,
        organization: None,
        valid_from: None,
        valid_to: Some(date(2025, 6, 30)),
        depth,
    };
    let mut units = vec![
        unit("Tỉnh Kiên Giang", 0, UnitType::Province),
        unit("Huyện An Biên", 1, UnitType::District),
        unit("Thị trấn Thứ Ba", 2, UnitType::Township),
        unit("Xã Đông Yên", 2, UnitType::Commune),
        unit("Xã Hưng Yên", 2, UnitType::Commune),
        unit("Huyện Kiên Lương", 1, UnitType::District),
        unit("Xã Hòn Nghệ", 2, UnitType::Commune),
    ];
    for unit in &mut units {
        if unit.name == "Xã Hòn Nghệ" {
            unit.valid_to = None;
        }
    }
    units
}

pub fn unit_picker(lang: Lang) -> Overlay {
    let current = Pick::Record(unit_id("Xã Đông Yên"));
    Overlay::Picker(Picker::new(
        "Địa bàn",
        choice::units(&units(), lang),
        &current,
    ))
}

fn view(name: &str, value: Value, words: &str) -> FieldView {
    FieldView {
        name: name.into(),
        value,
        words: words.into(),
        live: Vec::new(),
    }
}

pub fn model_form(lang: Lang, focus: &str) -> Overlay {
    let words = |name: &str, text: &str| view(name, json!(text), text);
    let views = [
        words("name", "Ghe về bến, rác về bờ"),
        words("owner", "Đoàn xã"),
        view(
            "unit",
            json!(unit_id("Xã Hòn Nghệ").to_string()),
            "Xã Hòn Nghệ",
        ),
        view("kind", json!("collective"), "Tập thể"),
        view("field", json!("society"), "Văn hóa - xã hội"),
        words(
            "content",
            "Mỗi ghe đi biển mang theo một bao đựng rác; về bến thì cân và đổi quà.\nĐoàn xã ghi sổ từng chuyến.",
        ),
    ];
    let sources = Sources {
        units: choice::units(&units(), lang),
        outlines: Vec::new(),
        movements: vec![Choice::new(
            Pick::Record(RecordId::derived(RecordKind::Movement, &["dvk"])),
            "Dân vận khéo",
        )],
        lang,
        ..Sources::default()
    };
    let fields = Fields::of_record(MODEL, &views, &sources)
        .require(&["name", "unit"])
        .starting_at(focus);
    Overlay::Form(Box::new(Form::new("Sửa mô hình", fields)))
}

pub fn filter(lang: Lang) -> Overlay {
    let on = ModelFilter {
        level: Some(Level::District),
        status: Some(Status::Recognized),
        ..ModelFilter::default()
    };
    let periods = choice::periods(
        &[
            Period::Year(2020),
            Period::Span {
                from: 2021,
                to: 2023,
            },
        ],
        lang,
    );
    let mut filter = Filter::new(&on, choice::units(&units(), lang), periods, lang);
    filter.set_count(75, 1_240);
    Overlay::Filter(Box::new(filter))
}

pub fn path_prompt() -> Overlay {
    let mut prompt = PathPrompt::new("Nhập danh sách từ bảng tính", "/media/usb/");
    let entry = |name: &str, kind| PathEntry {
        name: name.into(),
        kind,
    };
    let entries = vec![
        entry("danh-sách-2021.xlsx", EntryKind::File),
        entry("An Biên", EntryKind::Folder),
        entry("đơn vị.csv", EntryKind::File),
        entry("tha\u{301}ng 11.ods", EntryKind::File),
        entry("lạ\u{1b}[31m.xlsx", EntryKind::File),
        entry(".hidden", EntryKind::Folder),
    ];
    prompt.set_entries("/media/usb/", entries);
    Overlay::PathPrompt(prompt)
}

fn planned(row: u32, name: &str, fate: RowFate) -> PlannedRow {
    PlannedRow {
        row,
        name: name.into(),
        unit: "Xã Đông Yên".into(),
        levels: vec![Level::Base, Level::District],
        period: Some(Period::Span {
            from: 2021,
            to: 2023,
        }),
        fate,
    }
}

pub fn sound_list(lang: Lang) -> Overlay {
    let plan = ListPlanView {
        rows: 63,
        models_new: 58,
        models_changed: 2,
        models_same: 3,
        registrations_new: 71,
        near_duplicates: vec![NearDuplicate {
            row: 17,
            like: unit_id("x"),
            name: "Hũ gạo tình thương".into(),
        }],
        unknown_columns: vec!["Ghi chú thêm".into(), "Điện thoại".into()],
        units_new: vec!["Xã Nam Thái A".into()],
        preview: vec![
            planned(6, "Hiến đất mở lộ liên ấp, không bồi hoàn", RowFate::New),
            planned(
                7,
                "Cột cờ, hàng rào cây xanh đúng quy cách",
                RowFate::Changed,
            ),
            planned(8, "Đổi rác nhựa lấy gạo", RowFate::Same),
        ],
        ..ListPlanView::default()
    };
    Overlay::ListPreview(ListPreview::new("danh-sach-an-bien.xlsx", &plan, &[], lang))
}

pub fn faulty_list(lang: Lang) -> Overlay {
    let fault = |row, column: &str, fault| ListFault {
        row,
        column: column.into(),
        fault,
    };
    let unknown = CellFault::UnknownUnit {
        typed: "Đông Yen A".into(),
        nearest: vec!["Đông Yên".into()],
    };
    let plan = ListPlanView {
        rows: 63,
        faults: vec![
            fault(12, "Ngày QĐ", CellFault::Missing),
            fault(20, "Xã", unknown),
        ],
        ..ListPlanView::default()
    };
    let words = [
        "Dòng 12, cột “Ngày QĐ”: 31/02/2023 — không có ngày này; ghi dạng 30/10/2023".to_owned(),
        "Dòng 20, cột “Xã”: sổ không có đơn vị “Đông Yen A”; gần nhất là “Đông Yên”".to_owned(),
    ];
    Overlay::ListPreview(ListPreview::new(
        "danh-sach-an-bien.xlsx",
        &plan,
        &words,
        lang,
    ))
}

pub fn bundle(lang: Lang) -> Overlay {
    let facts = BundleFacts {
        file: "xa-nam-du.kheo".into(),
        made_by: "Trần Thị Bình".into(),
        made_at: Some(date(2026, 11, 20).at(9, 31, 0, 0)),
        books: vec!["Sổ BCĐ huyện Kiên Hải".into()],
    };
    let plan = AbsorbView {
        ops_new: 1_204,
        ops_known: 41,
        records_new: 12,
        records_changed: 30,
        conflicts_new: 3,
        waiting_approval: 0,
        ops_forked: 0,
        missing: vec![DeviceRange {
            device: DeviceId([7; 16]),
            from: 41,
            to: 57,
        }],
    };
    Overlay::BundlePreview(BundlePreview::new(facts, &plan, lang))
}

pub fn known_bundle(lang: Lang) -> Overlay {
    let facts = BundleFacts {
        file: "xa-nam-du.kheo".into(),
        ..BundleFacts::default()
    };
    let plan = AbsorbView {
        ops_known: 41,
        ..AbsorbView::default()
    };
    Overlay::BundlePreview(BundlePreview::new(facts, &plan, lang))
}

/// Overlays that show a name which came from outside.
pub fn all_named(name: &str) -> Vec<Overlay> {
    let lang = Lang::Vi;
    let choices = vec![Choice::new(Pick::Nothing, name)];
    let mut prompt = PathPrompt::new(name, "");
    prompt.set_entries(
        "",
        vec![PathEntry {
            name: name.into(),
            kind: EntryKind::File,
        }],
    );
    let plan = ListPlanView {
        preview: vec![planned(1, name, RowFate::New)],
        ..ListPlanView::default()
    };
    let sources = Sources {
        lang,
        ..Sources::default()
    };
    let fields = Fields::of_record(
        MODEL,
        &[
            view("name", json!(name), name),
            view("content", json!(name), name),
        ],
        &sources,
    );
    vec![
        Overlay::Confirm(Confirm::new(name, Danger::Loses, lang)),
        Overlay::Editor(Box::new(Editor::new(
            name,
            date(2026, 1, 1).at(0, 0, 0, 0),
            name,
            name,
        ))),
        Overlay::Picker(Picker::new(name, choices, &Pick::Nothing)),
        Overlay::PathPrompt(prompt),
        Overlay::ListPreview(ListPreview::new(name, &plan, &[name.to_owned()], lang)),
        Overlay::Form(Box::new(Form::new(name, fields))),
    ]
}
