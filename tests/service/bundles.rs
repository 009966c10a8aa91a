//! Lines carried between two books.

use kheo::i18n::Phrase;
use kheo::ledger::segment::SegmentHead;
use kheo::ledger::{BookId, ChainHash, DeviceKey, Segment};
use kheo::service::request::{Deed, WantedRange};
use kheo::service::views::DeviceStatus;
use kheo::service::{Refusal, Reply, Request};

use crate::answer;
use crate::desk::{Desk, list, row};

fn two() -> (Desk, Desk) {
    (Desk::with_units("Bà Út"), Desk::with_units("Ông Bền"))
}

#[test]
fn what_one_wrote_is_in_the_other_book_with_its_author() {
    let (one, other) = two();
    let model = one.add("Hũ gạo", "Tây Yên");
    one.note(model, "Đã xem sổ thu chi");
    other.meet(&one);
    let plan = answer!(
        other,
        Absorb,
        Request::PlanSegments {
            segments: one.segments()
        }
    );
    assert_eq!(
        other.names(),
        Vec::<String>::new(),
        "a plan changes nothing"
    );
    let absorbed = other.hear(&one);
    assert_eq!(plan, absorbed);
    assert_eq!(absorbed.missing, vec![]);
    assert_eq!(other.names(), ["Hũ gạo"]);
    let notes = other.notes(model);
    assert_eq!(notes[0].author, "Bà Út");
    assert_eq!(notes[0].text, "Đã xem sổ thu chi");
    let history = other.record(model).history;
    assert!(history.iter().all(|line| line.by == "Bà Út"), "{history:?}");
    let devices = answer!(other, Devices, Request::Devices);
    assert_eq!(devices[0].status, DeviceStatus::Own);
    assert_eq!(devices[1].officer.as_deref(), Some("Bà Út"));
    assert_eq!(notes[0].device, Some(devices[1].id));
}

#[test]
fn the_same_bundle_again_changes_nothing() {
    let (one, other) = two();
    one.add("Hũ gạo", "Tây Yên");
    other.hear(&one);
    let (models, segments) = (other.models(), other.segments());
    let again = other.hear(&one);
    assert_eq!((again.ops_new, again.records_changed), (0, 0));
    assert!(again.ops_known > 0);
    assert_eq!(other.models(), models);
    assert_eq!(other.segments(), segments);
}

#[test]
fn a_bundle_is_taken_out_exactly_and_can_come_again() {
    let (one, other) = two();
    other.add("Đường hoa", "Thứ Ba");
    let before = (other.models(), other.segments(), other.book());
    let model = one.add("Hũ gạo", "Tây Yên");
    one.note(model, "Đã xem");
    other.hear(&one);
    let undone = answer!(other, Undone, Request::UndoAbsorb);
    assert!(matches!(undone.deed, Deed::Absorb { file } if file == "goi.kheo"));
    assert_eq!((other.models(), other.segments(), other.book()), before);
    assert_eq!(other.refused(Request::UndoAbsorb), Refusal::NothingToUndo);
    other.hear(&one);
    assert_eq!(other.names(), ["Đường hoa", "Hũ gạo"]);
}

#[test]
fn later_work_on_what_was_imported_stands_in_the_way() {
    let (one, other) = two();
    let model = one.add("Hũ gạo", "Tây Yên");
    let second = one.add("Đường hoa", "Tây Yên");
    other.hear(&one);
    other.set(model, "owner", "Đoàn xã");
    other.note(second, "Đã xem");
    let refused = other.refused(Request::UndoAbsorb);
    let Refusal::LaterChanges { mut changes } = refused else {
        panic!("{refused:?}")
    };
    changes.sort();
    assert!(changes.contains(&"Hũ gạo".into()), "{changes:?}");
    assert!(changes.contains(&"Đường hoa".into()), "{changes:?}");
    assert_eq!(other.names().len(), 2, "nothing was taken out");
}

#[test]
fn work_on_other_things_does_not_stand_in_the_way() {
    let (one, other) = two();
    one.add("Hũ gạo", "Tây Yên");
    other.hear(&one);
    let own = other.add("Đường hoa", "Thứ Ba");
    other.note(own, "Đã xem");
    answer!(other, Undone, Request::UndoAbsorb);
    assert_eq!(other.names(), ["Đường hoa"]);
    other.undo();
    other.undo();
    assert_eq!(other.names(), Vec::<String>::new());
}

#[test]
fn a_part_of_a_chain_says_what_is_missing() {
    let (one, other) = two();
    let model = one.add("Hũ gạo", "Tây Yên");
    for text in ["Một", "Hai", "Ba"] {
        one.note(model, text);
    }
    let whole = answer!(one, Ranges, Request::Ranges);
    let range = whole[0].ranges[0];
    let part = |from, to| {
        let wanted = vec![WantedRange {
            book: whole[0].book,
            device: range.device,
            from,
            to,
        }];
        answer!(one, Segments, Request::Segments { wanted })
    };
    other.meet(&one);
    let late = other.absorb("sau.kheo", part(range.to, range.to));
    assert_eq!(late.missing.len(), 1);
    assert_eq!(
        (late.missing[0].from, late.missing[0].to),
        (1, range.to - 1)
    );
    let early = other.absorb("trước.kheo", part(1, range.to - 1));
    assert_eq!(early.missing, vec![]);
    assert_eq!(other.notes(model).len(), 3);
    // What was heard travels on, to a third book, and verifies there.
    let third = Desk::with_units("Cô Sáu");
    third.hear(&other);
    assert_eq!(third.notes(model).len(), 3);
}

#[test]
fn a_segment_that_was_touched_is_refused_whole() {
    let (one, other) = two();
    one.add("Hũ gạo", "Tây Yên");
    let mut segments = one.segments();
    let at = segments[0].lines.len() / 2;
    segments[0].lines[at] ^= 1;
    let file = "hỏng.kheo".to_owned();
    let refused = other.refused(Request::Absorb { file, segments });
    assert!(matches!(refused, Refusal::Segment { .. }));
    assert_eq!(other.names(), Vec::<String>::new());
    assert_eq!(other.refused(Request::UndoAbsorb), Refusal::NothingToUndo);
}

#[test]
fn what_was_carried_away_is_no_longer_uncarried() {
    let desk = Desk::with_units("Bà Út");
    desk.import(&list(vec![row(4, "Hũ gạo", "Tây Yên")]));
    let lines = desk.book().uncarried;
    assert!(lines > 0);
    let books = answer!(desk, Ranges, Request::Ranges);
    let ranges = vec![WantedRange {
        book: books[0].book,
        device: books[0].ranges[0].device,
        from: 1,
        to: books[0].ranges[0].to,
    }];
    let file = "goi.kheo".to_owned();
    let carried = desk.client.ask(Request::MarkCarried { file, ranges });
    assert!(matches!(carried, Ok(Reply::Carried)));
    assert_eq!(desk.book().uncarried, 0);
    let model = desk.model("Hũ gạo").id;
    desk.note(model, "Đã xem");
    assert_eq!(desk.book().uncarried, 1);
}

/// A segment of one line that its device signed, whatever it says.
fn signed(book: BookId, line: &str) -> Segment {
    let key = DeviceKey::from_secret([7; 32]);
    let (before, after) = (
        ChainHash::default(),
        ChainHash::default().then(line.as_bytes()),
    );
    Segment {
        head: SegmentHead {
            book,
            device: key.public().device(),
            from: 1,
            to: 1,
            before: before.to_hex(),
            after: after.to_hex(),
            key: key.public(),
            signature: key.sign_head(book, 1, after),
            branch: None,
        },
        lines: format!("{line}\n").into_bytes(),
    }
}

#[test]
fn a_signed_line_that_is_no_change_is_refused_in_the_officers_words() {
    let desk = Desk::with_units("Bà Út");
    let book = desk.segments()[0].head.book;
    let refused = desk.refused(Request::Absorb {
        file: "lạ.kheo".into(),
        segments: vec![signed(book, "{oops")],
    });
    assert!(
        matches!(refused, Refusal::UnreadLine { number: 1, .. }),
        "{refused:?}"
    );
    assert_eq!(refused.exit_code(), 3);
    let said = refused.vi();
    assert!(
        said.contains("thay đổi số 1 không đọc được, dòng không phải một thay đổi của kheo"),
        "{said}"
    );
}
