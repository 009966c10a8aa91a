//! A deadline is done once somebody says so: who, and when.

use jiff::civil::date;
use kheo::domain::{RecordId, RecordKind};
use kheo::service::request::Deed;
use kheo::service::request::calendar::{CalendarReply, CalendarRequest, DutyView};
use kheo::service::{Refusal, Request};
use serde_json::json;

use crate::answer;
use crate::desk::Desk;
use crate::found::enter;

fn near(desk: &Desk) -> Vec<DutyView> {
    let today = date(2023, 6, 1);
    match answer!(
        desk,
        Calendar,
        Request::Calendar(CalendarRequest::Near { today })
    ) {
        CalendarReply::Near(near) => near,
        other => panic!("{other:?}"),
    }
}

fn finish(deadline: RecordId) -> Request {
    let on = date(2023, 5, 30);
    Request::Calendar(CalendarRequest::Finish { deadline, on })
}

#[test]
fn what_is_marked_as_done_is_waited_for_no_more_until_it_is_undone() {
    let desk = Desk::with_units("Bà Út");
    let fields = [("name", "Hội nghị tổng kết"), ("due", "15/06/2023")];
    let deadline = enter(&desk, RecordKind::Deadline, &fields);
    assert_eq!(near(&desk).len(), 1);
    answer!(desk, Calendar, finish(deadline));
    assert_eq!(near(&desk), []);
    assert_eq!(desk.value(deadline, "done"), json!("2023-05-30"));
    let done = desk.record(deadline).fields;
    let done = done.iter().find(|field| field.name == "done").unwrap();
    assert_eq!(done.live[0].by, "Bà Út");
    assert_eq!(
        desk.refused(finish(deadline)),
        Refusal::FinishedAlready {
            name: "Hội nghị tổng kết".into(),
            day: date(2023, 5, 30),
        }
    );
    let deed = Deed::Finish {
        name: "Hội nghị tổng kết".into(),
    };
    assert_eq!(desk.undo(), deed);
    assert_eq!(near(&desk).len(), 1);
    assert_eq!(desk.redo(), deed);
    assert_eq!(near(&desk), []);
}

#[test]
fn only_a_deadline_that_stands_can_be_done() {
    let desk = Desk::with_units("Bà Út");
    let model = desk.add("Hũ gạo", "Tây Yên");
    let gone = RecordId::fresh(RecordKind::Deadline);
    for id in [model, gone] {
        assert_eq!(
            desk.refused(finish(id)),
            Refusal::NoRecord { id: id.to_string() }
        );
    }
}
