//! Every record is found by what it says, as it says it now, and opens.

use jiff::civil::{Date, date};
use kheo::domain::register::list::{RegisterCell, RegisterList, RegisterRow};
use kheo::domain::survey::RecommendationStep;
use kheo::domain::{Period, RecordId, RecordKind, RecordStatus};
use kheo::service::Request;
use kheo::service::request::find::{Breadth, FindFilter, FindQuery, FoundPage, FoundStatus};
use kheo::service::request::{NewFollowUp, NewRecommendation, RecommendationMove, SurveyRequest};

use crate::answer;
use crate::desk::{Desk, write};
use crate::survey::{FIRST, asking, finding, open, round};
use crate::surveyed;

pub const TODAY: Date = date(2023, 6, 1);
const OVERDUE: FoundStatus = FoundStatus::OnDay(RecordStatus::Overdue);

/// Fields with what was typed for them.
pub type Typed<'a> = &'a [(&'a str, &'a str)];

/// Enters one record of a register.
pub fn enter(desk: &Desk, kind: RecordKind, fields: Typed<'_>) -> RecordId {
    let cell = |(field, typed): &(&str, &str)| RegisterCell {
        field: (*field).into(),
        column: (*field).into(),
        typed: (*typed).into(),
    };
    let list = RegisterList {
        file: "so.csv".into(),
        kind,
        rows: vec![RegisterRow {
            row: 2,
            cells: fields.iter().map(cell).collect(),
        }],
        unknown_columns: Vec::new(),
        faults: Vec::new(),
    };
    let plan = answer!(desk, RegisterPlan, Request::ApplyRegister { list });
    assert_eq!(plan.faults, vec![]);
    plan.records[0]
}

pub fn find(desk: &Desk, search: &str, filter: FindFilter) -> FoundPage {
    let query = FindQuery {
        search: search.into(),
        filter,
        limit: 100,
        ..FindQuery::on(TODAY)
    };
    answer!(desk, Found, Request::Find(query))
}

pub fn ids(desk: &Desk, search: &str, filter: FindFilter) -> Vec<RecordId> {
    let page = find(desk, search, filter);
    assert_eq!(page.matching, page.lines.len());
    page.lines.into_iter().map(|line| line.id).collect()
}

pub fn all(desk: &Desk, search: &str) -> Vec<RecordId> {
    ids(desk, search, FindFilter::default())
}

/// The kinds of all that is there.
fn kinds(desk: &Desk) -> Vec<RecordKind> {
    all(desk, "").into_iter().map(|id| id.kind).collect()
}

#[test]
fn each_kind_is_found_by_its_words_and_opens() {
    use RecordKind::{AreaTitle, Award, Contribution, Deadline, Document, Figure, Forum, Opinion};
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let model_typed = model.to_string();
    let forum = enter(
        &desk,
        Forum,
        &[
            ("name", "Hướng về cơ sở quý II"),
            ("date", "12/05/2023"),
            ("unit", "Tây Yên"),
        ],
    );
    let forum_typed = forum.to_string();
    let entered: [(RecordKind, Typed<'_>, &str); 7] = [
        (
            Award,
            &[
                ("name", "Bà Phạm Thị Út"),
                ("form", "Giấy khen"),
                ("body", "UBND huyện An Biên"),
                ("model", &model_typed),
            ],
            "ut ubnd huyen",
        ),
        (
            AreaTitle,
            &[
                ("unit", "Tây Yên"),
                ("title", "Xã đạt chuẩn nông thôn mới"),
                ("valid_from", "01/01/2020"),
            ],
            "nong thon moi",
        ),
        (
            Opinion,
            &[
                ("forum", &forum_typed),
                ("text", "Cầu ấp Ba Núi gãy lan can"),
                ("due", "20/05/2023"),
            ],
            "gay lan can",
        ),
        (
            Deadline,
            &[
                ("name", "Hội nghị tổng kết"),
                ("due", "30/06/2023"),
                ("level", "Cơ sở"),
            ],
            "tong ket",
        ),
        (
            Figure,
            &[
                ("indicator", "Công nhận"),
                ("value", "trên 500"),
                ("source", "Báo An Giang"),
            ],
            "bao an giang",
        ),
        (
            Document,
            &[
                ("name", "Kế hoạch khảo sát"),
                ("number", "19-KH/BDV"),
                ("date", "17/07/2023"),
            ],
            "19-KH",
        ),
        (
            Contribution,
            &[
                ("model", &model_typed),
                ("resource", "Ngày công"),
                ("amount", "120"),
                ("giver", "Tổ thợ xóm Rẫy"),
            ],
            "xom ray",
        ),
    ];
    for (kind, fields, words) in entered {
        let id = enter(&desk, kind, fields);
        let found = all(&desk, words);
        assert_eq!(found.first(), Some(&id), "{words}");
        assert_eq!(desk.record(id).id, id);
    }
    assert_eq!(
        all(&desk, "huong ve co so quy"),
        [forum, all(&desk, "lan can")[0]]
    );
    let note = desk.note(model, "Đếm được ba mươi sáu hộ góp");
    assert_eq!(all(&desk, "ba muoi sau ho"), [note]);
    // A model's own words find what belongs to it.
    let of_model = find(&desk, "hu gao", FindFilter::default());
    let kinds: Vec<_> = of_model.kinds.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(
        kinds,
        [
            Award,
            Contribution,
            RecordKind::Note,
            RecordKind::Registration
        ]
    );
    let figure = find(&desk, "bao an giang", FindFilter::default())
        .lines
        .remove(0);
    assert_eq!(figure.title, "Công nhận: trên 500");
}

#[test]
fn what_a_visit_found_asked_and_wrote_into_its_minutes_is_found() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let round = round(&desk, &[model]);
    let visit = open(&desk, Some(round), "Tây Yên", FIRST);
    let found = surveyed!(
        &desk,
        Changed,
        SurveyRequest::AddFinding(finding(visit, "Thiếu biên bản họp dân"))
    )
    .record;
    let asked = surveyed!(
        &desk,
        Changed,
        SurveyRequest::AddRecommendation(asking(
            visit,
            "Lắp thùng rác cầu cảng",
            Some(date(2022, 6, 30))
        ))
    )
    .record;
    assert_eq!(all(&desk, "bien ban hop dan").first(), Some(&found));
    assert_eq!(all(&desk, "thung rac"), [asked]);
    let line = find(&desk, "thung rac", FindFilter::default())
        .lines
        .remove(0);
    assert_eq!(line.status, Some(OVERDUE));
    assert_eq!(line.unit.map(|unit| unit.name), Some("Tây Yên".into()));
    let done = NewFollowUp {
        recommendation: asked,
        date: date(2022, 6, 1),
        text: "Đã mua hai thùng".into(),
        by: None,
        step: Some(RecommendationStep::Reported),
    };
    let done = surveyed!(&desk, Changed, SurveyRequest::AddFollowUp(done)).record;
    assert_eq!(all(&desk, "mua hai thung"), [done]);
    let waiting = FindFilter {
        status: Some(FoundStatus::OnDay(RecordStatus::Open)),
        kind: Some(RecordKind::Recommendation),
        ..FindFilter::default()
    };
    assert_eq!(ids(&desk, "", waiting), [asked]);
    desk.set(visit, "conclusion", "Bếp ăn giữ nền nếp, cần nhân rộng");
    assert_eq!(all(&desk, "nen nep nhan rong"), [visit]);
    let moot = RecommendationMove {
        recommendation: asked,
        to: RecommendationStep::Moot,
        reason: Some("Đã có dự án khác".into()),
        at_visit: None,
    };
    surveyed!(&desk, Changed, SurveyRequest::StepRecommendation(moot));
    assert_eq!(ids(&desk, "", waiting), []);
}

#[test]
fn a_record_is_found_as_it_stands_after_correcting_undo_and_taking_out() {
    let desk = Desk::with_units("Bà Út");
    assert_eq!(all(&desk, "ke hoach"), []);
    let paper = enter(
        &desk,
        RecordKind::Document,
        &[("name", "Kế hoạch khảo sát")],
    );
    assert_eq!(all(&desk, "ke hoach"), [paper]);
    desk.set(paper, "name", "Thông báo kết luận");
    assert_eq!(all(&desk, "ke hoach"), []);
    assert_eq!(all(&desk, "ket luan"), [paper]);
    desk.undo();
    assert_eq!(all(&desk, "ke hoach"), [paper]);
    desk.redo();
    assert_eq!(all(&desk, "ket luan"), [paper]);
    answer!(desk, Changed, write(paper, "deleted", true.into(), vec![]));
    assert_eq!(all(&desk, "ket luan"), []);
    desk.undo();
    desk.undo();
    desk.undo();
    assert_eq!(kinds(&desk), [RecordKind::Movement]);
}

#[test]
fn what_belongs_to_a_renamed_model_or_unit_is_found_by_the_new_name() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let typed = model.to_string();
    let award = enter(
        &desk,
        RecordKind::Award,
        &[("name", "Bà Út"), ("form", "Bằng khen"), ("model", &typed)],
    );
    assert_eq!(all(&desk, "bang khen hu gao"), [award]);
    desk.set(model, "name", "Bếp ăn chợ Thứ Ba");
    assert_eq!(all(&desk, "bang khen hu gao"), []);
    assert_eq!(all(&desk, "bang khen bep an"), [award]);
    let unit = desk.commune("Tây Yên");
    desk.set(unit, "name", "Đông Thái");
    assert_eq!(all(&desk, "bang khen dong thai"), [award]);
    assert_eq!(all(&desk, "bang khen tay yen"), []);
}

#[test]
fn lists_are_held_to_kind_unit_period_and_status() {
    let desk = Desk::with_units("Bà Út");
    let due = |name: &str, unit: &str, day: &str| {
        enter(
            &desk,
            RecordKind::Deadline,
            &[("name", name), ("unit", unit), ("due", day)],
        )
    };
    let late = due("Hội nghị", "Tây Yên", "30/05/2023");
    let near = due("Hội nghị", "Thứ Ba", "30/06/2023");
    let before = due("Hội nghị", "Kiên Bình", "01/07/2022");
    let award = enter(
        &desk,
        RecordKind::Award,
        &[
            ("name", "Hội nghị điển hình"),
            ("form", "Giấy khen"),
            ("unit", "Tây Yên"),
            ("period", "2021-2023"),
        ],
    );
    let only = |filter: FindFilter| ids(&desk, "hoi nghi", filter);
    let none = FindFilter::default();
    let kind = Some(RecordKind::Deadline);
    assert_eq!(only(FindFilter { kind, ..none }), [near, late, before]);
    let unit = Some(desk.commune("An Biên"));
    let district = only(FindFilter { unit, ..none });
    assert_eq!(district, [near, late, award], "the shorter title first");
    let period = Some(Period::Year(2023));
    assert_eq!(only(FindFilter { period, ..none }), [near, late]);
    let status = Some(OVERDUE);
    assert_eq!(only(FindFilter { status, ..none }), [late, before]);
    assert_eq!(
        only(FindFilter {
            status,
            period,
            ..none
        }),
        [late]
    );
    let page = find(&desk, "hoi nghi", FindFilter { kind, unit, ..none });
    assert_eq!(page.total, 5, "with “Dân vận khéo”");
    assert_eq!(
        page.kinds,
        [(RecordKind::Award, 1), (RecordKind::Deadline, 2)]
    );
}

#[test]
fn what_a_colleague_brought_is_found() {
    let (desk, colleague) = (Desk::with_units("Bà Út"), Desk::with_units("Ông Lành"));
    assert_eq!(kinds(&desk), [RecordKind::Movement]);
    let paper = enter(
        &colleague,
        RecordKind::Document,
        &[("name", "Kế hoạch khảo sát")],
    );
    desk.hear(&colleague);
    assert_eq!(all(&desk, "ke hoach"), [paper]);
    answer!(desk, Undone, Request::UndoAbsorb);
    assert_eq!(all(&desk, "ke hoach"), []);
}

#[test]
fn what_names_a_model_is_found_by_its_new_name_at_once() {
    let desk = Desk::with_units("Trần Thị Bình");
    let model = desk.add("Hũ gạo tình thương", "Tây Yên");
    let visit = open(&desk, None, "Tây Yên", FIRST);
    let asked = NewRecommendation {
        // The visit did not see it: nothing but the kiến nghị names it.
        model: Some(model),
        ..asking(visit, "Công khai sổ thu chi", None)
    };
    let asked = surveyed!(&desk, Changed, SurveyRequest::AddRecommendation(asked)).record;
    assert_eq!(all(&desk, "hu gao so thu chi"), [asked]);
    desk.set(model, "name", "Bữa cơm nghĩa tình");
    assert_eq!(all(&desk, "bua com so thu chi"), [asked]);
    assert_eq!(all(&desk, "hu gao so thu chi"), []);
}

#[test]
fn a_search_of_one_kind_does_not_read_the_registrations_of_others() {
    let desk = Desk::with_units("Trần Thị Bình");
    desk.add("Hũ gạo tình thương", "Tây Yên");
    let award = enter(
        &desk,
        RecordKind::Award,
        &[("name", "Hội LHPN"), ("form", "Giấy khen")],
    );
    let of = |kind| {
        let query = FindQuery {
            filter: FindFilter {
                kind: Some(kind),
                ..FindFilter::default()
            },
            breadth: Breadth::ItsKind,
            limit: 10,
            ..FindQuery::on(TODAY)
        };
        answer!(desk, Found, Request::Find(query))
    };
    let registered = (RecordKind::Registration, 1);
    let awards = of(RecordKind::Award);
    assert_eq!((awards.matching, awards.lines[0].id), (1, award));
    assert!(!awards.kinds.contains(&registered), "they were not read");
    let page = of(RecordKind::Registration);
    assert_eq!((page.total, page.kinds), (1, vec![registered]));
}
