//! What a colleague does is seen without asking.

use std::sync::mpsc::{Receiver, channel};

use kheo::domain::RecordId;
use kheo::service::request::{Deed, Draft, FieldWrite, NewOfficer, OfficersRequest, RecordWrite};
use kheo::service::{Client, Push, Reply, Request};

use crate::server::{HANG, Server, add_model, models, note, notes};

fn heard(client: &Client) -> Receiver<Push> {
    let (tell, told) = channel();
    client.listen(move |push| drop(tell.send(push)));
    told
}

fn attend(client: &Client, record: Option<RecordId>) {
    let answer = client.ask(Request::Attend { record });
    assert!(matches!(answer, Ok(Reply::Attended)), "{answer:?}");
}

/// Waits for this news; other news may come before it.
fn wait_for(told: &Receiver<Push>, wanted: &Push) {
    while told.recv_timeout(HANG).unwrap() != *wanted {}
}

#[test]
fn a_change_is_told_to_every_other_session() {
    let server = Server::with_book();
    let (one, two) = (server.client(), server.client());
    let model = add_model(&one, "Hũ gạo");
    let told = heard(&two);
    assert_eq!(models(&two).len(), 1);
    one.ask(note(model, "mới")).unwrap();
    wait_for(&told, &Push::Changed);
    assert_eq!(notes(&two), ["mới"]);
}

#[test]
fn two_at_one_record_know_of_each_other() {
    let server = Server::with_book();
    let (one, two) = (server.client(), server.client());
    let model = add_model(&one, "Hũ gạo");
    let (told_one, told_two) = (heard(&one), heard(&two));
    attend(&one, Some(model));
    attend(&two, Some(model));
    let company = |others: &[&str]| Push::Company {
        record: model,
        others: others.iter().map(ToString::to_string).collect(),
    };
    wait_for(&told_one, &company(&["Danh Thị Hoa"]));
    wait_for(&told_two, &company(&["Danh Thị Hoa"]));
    drop(one);
    wait_for(&told_two, &company(&[]));
}

#[test]
fn saving_over_a_change_made_meanwhile_loses_neither() {
    let server = Server::with_book();
    let (one, two) = (server.client(), server.client());
    let model = add_model(&one, "Hũ gạo");
    let seen = |client: &Client| match client.ask(Request::Record(model)) {
        Ok(Reply::Record(record)) => {
            let name = record.fields.iter().find(|field| field.name == "name");
            name.unwrap().seen()
        }
        other => panic!("{other:?}"),
    };
    let write = |name: &str, over| {
        let fields = vec![FieldWrite {
            field: "name".into(),
            value: name.into(),
            over,
        }];
        let deed = Deed::Correct { name: "x".into() };
        let records = vec![RecordWrite {
            record: model,
            fields,
        }];
        Request::Write { deed, records }
    };
    let (over_one, over_two) = (seen(&one), seen(&two));
    one.ask(write("Hũ gạo tình thương", over_one)).unwrap();
    two.ask(write("Hũ gạo nghĩa tình", over_two)).unwrap();
    let Ok(Reply::Conflicts(conflicts)) = one.ask(Request::Conflicts) else {
        panic!("no conflicts");
    };
    let values: Vec<_> = conflicts[0]
        .values
        .iter()
        .map(|live| live.words.as_str())
        .collect();
    assert_eq!((conflicts.len(), values.len()), (1, 2), "{values:?}");
}

#[test]
fn a_server_that_is_restarted_is_found_again_and_says_so() {
    let mut server = Server::with_book();
    let client = server.patient();
    let model = add_model(&client, "Hũ gạo");
    let told = heard(&client);
    server.stop();
    wait_for(&told, &Push::LineLost);
    let (tell, answered) = channel();
    client.send(
        note(model, "giữa chừng"),
        |_| {},
        move |answer| drop(tell.send(answer)),
    );
    server.start();
    wait_for(&told, &Push::LineBack);
    answered.recv_timeout(HANG).unwrap().unwrap();
    assert_eq!(notes(&client), ["giữa chừng"]);
}

#[test]
fn a_draft_waits_for_its_officer_at_every_terminal_over_a_restart() {
    let mut server = Server::with_book();
    let client = server.client();
    let model = add_model(&client, "Hũ gạo");
    let draft = Draft {
        key: format!("note/{model}"),
        record: model,
        text: "đang ghi dở".into(),
        place: String::new(),
    };
    client.ask(Request::SaveDraft(draft.clone())).unwrap();
    server.kill();
    server.start();
    let Ok(Reply::Drafts(drafts)) = server.client().ask(Request::Drafts) else {
        panic!("no drafts");
    };
    assert_eq!(drafts[0].draft, draft);
    let new = NewOfficer {
        name: "Trần Văn Bình".into(),
        login: "binh".into(),
        role: kheo::domain::Role::Officer,
    };
    let added = server
        .client()
        .ask(Request::Officers(OfficersRequest::Add(new)));
    assert!(matches!(added, Ok(Reply::Changed(_))), "{added:?}");
}
