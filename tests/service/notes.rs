//! Notes and what is being typed.

use kheo::domain::value::ValueFault;
use kheo::domain::{RecordId, RecordKind};
use kheo::service::request::{Draft, ModelQuery, NewNote};
use kheo::service::views::DraftView;
use kheo::service::{Client, Refusal, Reply, Request};

use crate::answer;
use crate::desk::{Desk, new_note};

fn draft(record: RecordId, text: &str) -> Draft {
    Draft {
        key: format!("note/{record}"),
        record,
        text: text.into(),
        place: String::new(),
    }
}

fn drafts(desk: &Desk) -> Vec<DraftView> {
    answer!(desk, Drafts, Request::Drafts)
}

fn save(desk: &Desk, draft: Draft) {
    let saved = desk.client.ask(Request::SaveDraft(draft));
    assert!(matches!(saved, Ok(Reply::DraftSaved)), "{saved:?}");
}

#[test]
fn a_note_keeps_its_lines_place_time_and_author() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    let note = desk.note(model, "Dòng một\n\n  - dòng hai\n");
    let notes = desk.notes(model);
    assert_eq!(notes.len(), 1);
    assert_eq!(notes[0].id, note);
    assert_eq!(notes[0].text, "Dòng một\n\n  - dòng hai");
    assert_eq!(notes[0].author, "Bà Út");
    assert_eq!(notes[0].about, "Hũ gạo");
    assert_eq!(notes[0].place.as_deref(), Some("ấp Ba Núi"));
    assert_eq!(notes[0].at, Some("2023-05-12T02:30:00Z".parse().unwrap()));

    let blank = Request::AddNote(new_note(model, " \n "));
    assert!(matches!(
        desk.refused(blank),
        Refusal::Value {
            fault: ValueFault::Empty,
            ..
        }
    ));
    let nothing = RecordId::fresh(RecordKind::Model);
    let refused = desk.refused(Request::AddNote(new_note(nothing, "x")));
    assert!(matches!(refused, Refusal::NoRecord { .. }));
    assert_eq!(desk.notes(model).len(), 1);
}

#[test]
fn notes_are_corrected_taken_out_and_brought_back() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    let first = desk.note(model, "Một");
    let second = desk.note(model, "Hai");
    desk.set(second, "text", "Hai, đã xem lại");
    desk.set(first, "deleted", true);
    let texts: Vec<_> = desk.notes(model).into_iter().map(|n| n.text).collect();
    assert_eq!(texts, ["Hai, đã xem lại"]);
    assert_eq!(desk.model("Hũ gạo").notes, 1);
    desk.undo();
    assert_eq!(desk.model("Hũ gạo").notes, 2);
}

#[test]
fn a_draft_outlives_the_program_and_goes_with_its_note() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    save(&desk, draft(model, "Đang g"));
    save(&desk, draft(model, "Đang ghi"));
    let other = desk.add("Đường hoa", "Tây Yên");
    save(&desk, draft(other, "Còn"));

    // A copy of the file, as it is after every reply, is a whole book.
    let folder = tempfile::TempDir::new().unwrap();
    let copy = folder.path().join("copy.redb");
    std::fs::copy(&desk.path, &copy).unwrap();
    let Ok(Reply::Drafts(kept)) = Client::start(copy).ask(Request::Drafts) else {
        panic!("drafts")
    };
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[1].draft.text, "Đang ghi");
    assert_eq!(kept[1].about, "Hũ gạo");

    let note = NewNote {
        draft: Some(draft(model, "").key),
        ..new_note(model, "Đang ghi xong")
    };
    answer!(desk, Changed, Request::AddNote(note));
    let left = drafts(&desk);
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].draft.text, "Còn");
    assert_eq!(desk.book().drafts, 1);
    desk.client
        .ask(Request::DropDraft {
            key: draft(other, "").key,
        })
        .unwrap();
    assert_eq!(drafts(&desk), vec![]);
}

#[test]
fn a_refused_note_keeps_its_draft() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    save(&desk, draft(model, "Quá dài"));
    let note = NewNote {
        draft: Some(draft(model, "").key),
        ..new_note(model, &"dài ".repeat(400_000))
    };
    let refused = desk.refused(Request::AddNote(note));
    assert!(matches!(refused, Refusal::Value { .. }), "{refused:?}");
    assert_eq!(drafts(&desk).len(), 1);
    assert_eq!(desk.notes(model), vec![]);
    assert_eq!(desk.book().health, kheo::service::views::Health::Well);
}

#[test]
fn a_model_is_found_by_what_was_written_about_it() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Ghe về bến", "Tây Yên");
    desk.add("Hũ gạo tình thương", "Tây Yên");
    let found = |search: &str| -> Vec<String> {
        let query = ModelQuery {
            search: search.into(),
            limit: 10,
            ..ModelQuery::default()
        };
        let page = answer!(desk, Models, Request::Models(query));
        page.lines.into_iter().map(|line| line.name).collect()
    };
    assert!(found("thúng lưới").is_empty());
    desk.note(model, "Thu được 12 thúng lưới cũ ở cầu cảng");
    assert_eq!(found("thung luoi"), ["Ghe về bến"]);
    assert_eq!(found("luoi ghe"), ["Ghe về bến"]);
    desk.undo();
    assert!(found("thúng lưới").is_empty());
    desk.redo();
    assert_eq!(found("cầu cảng"), ["Ghe về bến"]);
}
