//! A session at the other end of a line: the same questions, the same answers.

use std::io::{Write, pipe};
use std::thread::{self, JoinHandle};

use kheo::service::request::ModelQuery;
use kheo::service::wire::{self, Call, Calling, Hello, Said, WireFault};
use kheo::service::{Client, Refusal, Reply, Request, serve};
use uuid::Uuid;

use crate::answer;
use crate::desk::Desk;

/// A desk whose client speaks over a line, and the thread that answers there.
fn called(desk: &Desk) -> (Client, JoinHandle<Result<(), WireFault>>) {
    let (hear_calls, call) = pipe().unwrap();
    let (hear, say) = pipe().unwrap();
    let owner = desk.client.clone();
    let answering = thread::spawn(move || serve(hear_calls, say, |_| Ok(owner)));
    (Client::over(hear, call).unwrap(), answering)
}

/// What is said to a session that says `bytes` and hangs up.
fn heard(bytes: &[u8]) -> Vec<Said> {
    let desk = Desk::new("Danh Thị Hoa");
    let mut said = Vec::new();
    let _ = serve(bytes, &mut said, |_| Ok(desk.client.clone()));
    let mut said = said.as_slice();
    std::iter::from_fn(|| wire::read(&mut said).unwrap()).collect()
}

fn hello() -> Vec<u8> {
    wire::frame(&Call::Hello(Hello::of(Uuid::nil()))).unwrap()
}

#[test]
fn a_session_over_a_line_works_as_one_beside_the_book() {
    let desk = Desk::with_units("Danh Thị Hoa");
    let (client, answering) = called(&desk);
    let units = answer!(desk, Units, Request::Units { on: None });
    let Ok(Reply::Units(there)) = client.ask(Request::Units { on: None }) else {
        panic!("no units");
    };
    assert_eq!(there, units);
    let refused = client.ask(Request::FindUnit {
        typed: "không có".into(),
        during: None,
    });
    assert!(
        matches!(refused, Err(Refusal::NoUnit { .. })),
        "{refused:?}"
    );
    let Ok(Reply::Models(page)) = client.ask(Request::Models(ModelQuery::default())) else {
        panic!("no models");
    };
    assert_eq!(page.total, 0);
    let Ok(Reply::Ranges(held)) = client.ask(Request::Ranges) else {
        panic!("no ranges");
    };
    assert_eq!(held, answer!(desk, Ranges, Request::Ranges));
    drop(client);
    answering.join().unwrap().unwrap();
}

#[test]
fn many_requests_at_once_are_all_answered() {
    let desk = Desk::new("Danh Thị Hoa");
    let (client, answering) = called(&desk);
    let (tell, answers) = std::sync::mpsc::channel();
    for _ in 0..200 {
        let tell = tell.clone();
        client.send(Request::Book, |_| {}, move |reply| drop(tell.send(reply)));
    }
    drop((tell, client));
    assert_eq!(answers.iter().filter(Result::is_ok).count(), 200);
    answering.join().unwrap().unwrap();
}

#[test]
fn an_owner_that_goes_away_leaves_nobody_waiting() {
    let (hear_calls, call) = pipe().unwrap();
    let (hear, mut say) = pipe().unwrap();
    let greeting = thread::spawn(move || {
        let mut hear_calls = hear_calls;
        let hello: Option<Call> = wire::read(&mut hear_calls).unwrap();
        assert!(matches!(hello, Some(Call::Hello(_))), "{hello:?}");
        let welcome = Said::Welcome {
            protocol: wire::PROTOCOL,
            program: "x".into(),
        };
        wire::write(&mut say, &welcome).unwrap();
        let asked: Option<Call> = wire::read(&mut hear_calls).unwrap();
        assert!(matches!(asked, Some(Call::Ask { .. })), "{asked:?}");
        say.write_all(&[0, 0]).unwrap();
    });
    let client = Client::over(hear, call).unwrap();
    assert!(matches!(client.ask(Request::Book), Err(Refusal::Gone)));
    assert!(matches!(client.ask(Request::Book), Err(Refusal::Gone)));
    greeting.join().unwrap();
}

#[test]
fn what_is_no_session_is_told_why() {
    let other = Hello {
        protocol: 99,
        ..Hello::of(Uuid::nil())
    };
    let said = heard(&wire::frame(&Call::Hello(other)).unwrap());
    assert!(
        matches!(
            said.as_slice(),
            [Said::Refused(Refusal::OtherVersion { theirs: 99, .. })]
        ),
        "{said:?}"
    );
    let said = heard(b"GET / HTTP/1.1\r\n\r\n");
    assert!(
        matches!(said.as_slice(), [Said::Refused(Refusal::TooLarge { .. })]),
        "{said:?}"
    );
    let mut garbage = hello();
    garbage.extend_from_slice(&[0, 0, 0, 3, b'x', b'y', b'z']);
    let said = heard(&garbage);
    assert!(
        matches!(
            said.as_slice(),
            [
                Said::Welcome { .. },
                Said::Refused(Refusal::OtherProgram { .. })
            ]
        ),
        "{said:?}"
    );
}

#[test]
fn what_was_asked_before_half_a_frame_is_answered() {
    let mut line = hello();
    let ask = wire::frame(&Calling::Ask {
        number: 7,
        request: &Request::Book,
    })
    .unwrap();
    line.extend_from_slice(&ask);
    line.extend_from_slice(&ask[..ask.len() / 2]);
    let said = heard(&line);
    assert!(
        matches!(
            said.as_slice(),
            [
                Said::Welcome { .. },
                Said::Answer {
                    number: 7,
                    answer: Ok(_)
                }
            ]
        ),
        "{said:?}"
    );
}
