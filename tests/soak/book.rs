//! A book whose every name is hostile: models, units, officers, a round of
//! surveys, a half-filled visit with findings and *kiến nghị*.

use jiff::civil::date;
use kheo::domain::list::{ListRow, ModelList};
use kheo::domain::survey::{Direction, FindingDegree, PartyRole};
use kheo::domain::{Level, Period, RecordId};
use kheo::forms::{keeping, template};
use kheo::service::request::{
    Deed, FieldWrite, ModelQuery, NewFinding, NewNote, NewParty, NewRecommendation, NewRound,
    NewUnits, NewVisit, OpenBook, OutlineReply, OutlineRequest, RecordWrite, SurveyDeed,
    SurveyReply, SurveyRequest,
};
use kheo::service::{Client, Reply, Request};
use kheo::text::nfc;
use tempfile::TempDir;

use crate::hostile;

pub fn soaked_book(folder: &TempDir) -> Client {
    let client = Client::start(folder.path().join("kheo.redb"));
    let opened = client.ask(Request::OpenBook(OpenBook {
        officer: "Bà \u{202e}Út".into(),
        title: "x".repeat(3000),
        committee: "Ban Chỉ đạo huyện An Biên 👍🏽".into(),
        book: String::new(),
    }));
    assert!(matches!(opened, Ok(Reply::Book(_))), "{opened:?}");
    let new_units = Some(NewUnits::UnderFirst("huyện An Biên".into()));
    match client.ask(Request::ApplyList {
        list: list(),
        new_units,
    }) {
        Ok(Reply::ListPlan(plan)) if plan.faults.is_empty() => {}
        other => panic!("{other:?}"),
    }
    survey(&client);
    client
}

fn list() -> ModelList {
    let row = |(name, row): (String, u32)| ListRow {
        row,
        owner: Some(nfc(&name.chars().rev().collect::<String>()).into_owned()),
        name: nfc(&name).into_owned(),
        unit: ["Tây Yên", "Đông \u{200b}Yên"][row as usize % 2].into(),
        unit_column: "Xã".into(),
        levels: vec![Level::Base, Level::District],
        period: Some(Period::Year(2023)),
        remarks: Some("Một\nHai\n\tBa".into()),
        ..ListRow::default()
    };
    ModelList {
        file: "danh-sach.xlsx".into(),
        rows: hostile::names().into_iter().zip(4..).map(row).collect(),
        ..ModelList::default()
    }
}

/// A round to both communes, and a visit to the first with a text of each kind
/// wherever somebody can write one.
fn survey(client: &Client) {
    let mut names = hostile::names().into_iter().cycle();
    let mut name = || names.next().unwrap_or_default();
    let units = units(client);
    let models = models(client);
    for model in &models {
        let note = NewNote {
            record: *model,
            text: name(),
            at: "2026-11-20T00:30:00Z".parse().unwrap(),
            place: Some(name()),
            draft: None,
        };
        client.ask(Request::AddNote(note)).unwrap();
    }
    let party = |name| NewParty {
        name,
        title: Some("\u{202e}Cán bộ\u{1b}[31m".into()),
        role: PartyRole::Member,
    };
    let round = changed(
        client,
        SurveyRequest::MakeRound(NewRound {
            name: name(),
            outline: Some(outline(client).to_string()),
            delegation: (0..8).map(|_| party(name())).collect(),
            units: units.clone(),
            models,
            ..NewRound::default()
        }),
    );
    let visit = changed(
        client,
        SurveyRequest::OpenVisit(NewVisit {
            round: Some(round),
            unit: units[0],
            date: date(2026, 11, 20),
            start: None,
            place: Some(name()),
            models: Vec::new(),
        }),
    );
    let finding = changed(
        client,
        SurveyRequest::AddFinding(NewFinding {
            visit,
            model: None,
            text: name(),
            degree: FindingDegree::Supplement,
            objective_cause: Some(name()),
            subjective_cause: Some(name()),
            responsible: Some(name()),
        }),
    );
    for number in 0..hostile::names().len() {
        changed(
            client,
            SurveyRequest::AddRecommendation(NewRecommendation {
                visit,
                finding: Some(finding),
                model: None,
                direction: Direction::ToUnit,
                to: Some(name()),
                text: name(),
                due: (number % 2 == 0).then_some(date(2026, 10, 1)),
                product: Some(name()),
            }),
        );
    }
    fill(client, visit, &mut name);
}

fn fill(client: &Client, visit: RecordId, name: &mut impl FnMut() -> String) {
    let questions = ["/a/a1_ghi", "/a/a2_ghi", "/a/a3_ghi", "/khong/con"];
    let fields = questions.map(|place| FieldWrite {
        field: format!("answer.{place}"),
        value: name().into(),
        over: Vec::new(),
    });
    let written = client.ask(Request::Write {
        deed: Deed::Survey(SurveyDeed::Fill { name: name() }),
        records: vec![RecordWrite {
            record: visit,
            fields: fields.into(),
        }],
    });
    assert!(matches!(written, Ok(Reply::Changed(_))), "{written:?}");
}

fn changed(client: &Client, request: SurveyRequest) -> RecordId {
    match client.ask(Request::Survey(request)) {
        Ok(Reply::Survey(SurveyReply::Changed(change))) => change.record,
        other => panic!("{other:?}"),
    }
}

fn outline(client: &Client) -> RecordId {
    let ours = keeping::kept(&template::outline().unwrap()).unwrap();
    match client.ask(Request::Outlines(OutlineRequest::Import(ours))) {
        Ok(Reply::Outlines(OutlineReply::Imported(change))) => change.record,
        other => panic!("{other:?}"),
    }
}

fn units(client: &Client) -> Vec<RecordId> {
    match client.ask(Request::Units { on: None }) {
        Ok(Reply::Units(units)) => {
            let communes = units.iter().filter(|unit| unit.name.contains("Yên"));
            communes.map(|unit| unit.id).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn models(client: &Client) -> Vec<RecordId> {
    let query = ModelQuery {
        limit: usize::MAX,
        ..ModelQuery::default()
    };
    match client.ask(Request::Models(query)) {
        Ok(Reply::Models(page)) => page.lines.iter().map(|line| line.id).collect(),
        other => panic!("{other:?}"),
    }
}
