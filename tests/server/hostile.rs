//! Those who call and speak otherwise, or do not speak, or do not listen: the
//! others do not notice.

use std::io::{Read, Write};
use std::os::unix::net::UnixStream;
use std::time::Duration;

use kheo::service::wire::{self, Call, Calling, Hello, Said};
use kheo::service::{Refusal, Request};
use uuid::Uuid;

use crate::server::{HANG, Server, add_model, note, notes};

/// Lines that are held open.
const IDLE: usize = 500;

fn line(server: &Server) -> UnixStream {
    let line = UnixStream::connect(server.socket()).unwrap();
    line.set_read_timeout(Some(HANG)).unwrap();
    line
}

fn hello() -> Vec<u8> {
    wire::frame(&Call::Hello(Hello::of(Uuid::now_v7()))).unwrap()
}

/// A line whose greeting was heard.
fn greeted(server: &Server) -> UnixStream {
    let mut line = line(server);
    line.write_all(&hello()).unwrap();
    let said: Option<Said> = wire::read(&mut line).unwrap();
    assert!(matches!(said, Some(Said::Welcome { .. })), "{said:?}");
    line
}

fn ask(number: u64, request: &Request) -> Vec<u8> {
    wire::frame(&Calling::Ask { number, request }).unwrap()
}

#[test]
fn garbage_and_lengths_beyond_all_are_refused_and_the_line_is_closed() {
    let server = Server::with_book();
    for bytes in [
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        u32::MAX.to_be_bytes().to_vec(),
        vec![0, 0, 0, 2, b'{', b'}'],
    ] {
        for mut line in [line(&server), greeted(&server)] {
            line.write_all(&bytes).unwrap();
            let said: Option<Said> = wire::read(&mut line).unwrap();
            assert!(
                matches!(
                    said,
                    Some(Said::Refused(
                        Refusal::TooLarge { .. } | Refusal::OtherProgram { .. }
                    ))
                ),
                "{said:?}"
            );
            let mut rest = Vec::new();
            // The bytes that nobody read may end the line with a reset.
            let _ = line.read_to_end(&mut rest);
            assert!(rest.is_empty());
        }
    }
    notes(&server.client());
}

#[test]
fn half_frames_great_claims_and_silence_hold_nobody_up() {
    let server = Server::with_book();
    let client = server.client();
    let model = add_model(&client, "Hũ gạo");
    let before = server.memory();
    let mut held = Vec::new();
    for number in 0..IDLE {
        let mut line = match number % 4 {
            0 => line(&server),
            _ => greeted(&server),
        };
        match number % 4 {
            // Claims a great frame and sends a little of it.
            1 => {
                let claim = u32::try_from(wire::LONGEST).unwrap().to_be_bytes();
                line.write_all(&claim).unwrap();
                line.write_all(b"{\"Ask\"").unwrap();
            }
            2 => line.write_all(&ask(1, &Request::Book)[..7]).unwrap(),
            // Asks, and never listens.
            3 => {
                for number in 1..200 {
                    if line.write_all(&ask(number, &Request::Book)).is_err() {
                        break;
                    }
                }
            }
            _ => {}
        }
        held.push(line);
    }
    for number in 0..20 {
        client.ask(note(model, &format!("{number:02}"))).unwrap();
    }
    assert_eq!(notes(&client).len(), 20);
    let grown = server.memory().saturating_sub(before);
    assert!(grown < 100 << 10, "{grown} KiB more for {IDLE} lines");
    drop(held);
    assert_eq!(notes(&server.client()).len(), 20);
}

#[test]
fn a_frame_that_trickles_is_taken_when_it_is_whole() {
    let server = Server::with_book();
    let mut line = greeted(&server);
    for byte in ask(1, &Request::Book) {
        line.write_all(&[byte]).unwrap();
        std::thread::sleep(Duration::from_micros(200));
    }
    let said: Option<Said> = wire::read(&mut line).unwrap();
    assert!(
        matches!(
            said,
            Some(Said::Answer {
                number: 1,
                answer: Ok(_)
            })
        ),
        "{said:?}"
    );
}
