//! The letterhead that the committee of the book chooses.

use kheo::domain::Letterhead;
use kheo::domain::value::ValueFault;
use kheo::service::{Refusal, Request};

use crate::answer;
use crate::desk::{Desk, write};

#[test]
fn a_letterhead_is_chosen_and_never_guessed() {
    let desk = Desk::new("Bà Út");
    let before = answer!(desk, Sender, Request::Sender);
    assert_eq!(before.sender.chosen, None);
    assert_eq!(before.sender.name, "Ban Chỉ đạo huyện An Biên");

    desk.set(before.committee, "letterhead", "state");
    desk.set(before.committee, "superior", "UBND huyện An Biên");
    desk.set(before.committee, "sign", "BCĐ");
    let after = answer!(desk, Sender, Request::Sender);
    assert_eq!(after.sender.chosen, Some(Letterhead::State));
    assert_eq!(after.sender.superior.as_deref(), Some("UBND huyện An Biên"));
    assert_eq!(after.sender.sign.as_deref(), Some("BCĐ"));

    let wish = write(
        before.committee,
        "letterhead",
        "quân đội".into(),
        Vec::new(),
    );
    assert!(matches!(
        desk.refused(wish),
        Refusal::Value {
            fault: ValueFault::NotAWord { .. },
            ..
        }
    ));
}
