//! Killed in the midst: what was acknowledged is there, what is asked again is
//! not done twice.
//!
//! The long form, as many rounds as `KHEO_ROUNDS` says, 200 without it:
//! `cargo test --release --test server kill_long -- --ignored --nocapture`

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use kheo::service::{Client, Reply, Request};

use crate::server::{Server, add_model, note, notes, until};

/// The owner is killed `rounds` times under `sessions` that go on writing.
fn kill_the_owner(sessions: usize, rounds: usize) {
    let mut server = Server::with_book();
    let model = add_model(&server.client(), "Hũ gạo tình thương");
    let stop = AtomicBool::new(false);
    let count = AtomicUsize::new(0);
    let clients: Vec<Client> = (0..sessions).map(|_| server.patient()).collect();
    let acknowledged = thread::scope(|scope| {
        let writing: Vec<_> = clients
            .iter()
            .enumerate()
            .map(|(session, client)| {
                let (stop, count) = (&stop, &count);
                scope.spawn(move || {
                    let mut written = Vec::new();
                    while !stop.load(Ordering::Relaxed) {
                        let text = format!("{session}-{}", written.len());
                        client.ask(note(model, &text)).unwrap();
                        written.push(text);
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                    written
                })
            })
            .collect();
        for round in 0..rounds {
            let before = count.load(Ordering::Relaxed);
            until("a change", || {
                (count.load(Ordering::Relaxed) >= before + sessions).then_some(())
            });
            // Another moment of the work every time.
            thread::sleep(Duration::from_millis((round as u64 * 37) % 30));
            server.kill();
            server.start();
        }
        stop.store(true, Ordering::Relaxed);
        let mut all: Vec<String> = writing
            .into_iter()
            .flat_map(|session| session.join().unwrap())
            .collect();
        all.sort();
        all
    });
    let written = notes(&server.client());
    assert_eq!(written, acknowledged, "lost, or twice");
    let checked = server.client().ask(Request::Check {
        tables: kheo::service::request::CheckTables::Compare,
    });
    assert!(
        matches!(&checked, Ok(Reply::Check(view)) if view.ok),
        "{checked:?}"
    );
}

#[test]
fn an_owner_killed_under_writers_loses_nothing_and_doubles_nothing() {
    kill_the_owner(16, 4);
}

#[test]
#[ignore = "long: KHEO_ROUNDS rounds, 200 without it"]
fn kill_long_the_owner_under_sixteen_writers() {
    let wanted = std::env::var("KHEO_ROUNDS").ok();
    let wanted = wanted.and_then(|count| count.parse().ok()).unwrap_or(200);
    kill_the_owner(16, wanted);
    println!("{wanted} rounds, sixteen writers, nothing lost, nothing twice");
}

#[test]
fn a_server_that_is_told_to_stop_keeps_what_it_answered() {
    let mut server = Server::with_book();
    let client = server.client();
    let model = add_model(&client, "Hũ gạo");
    client.ask(note(model, "đã lưu")).unwrap();
    server.stop();
    assert!(!server.socket().exists(), "the socket is left behind");
    server.start();
    assert_eq!(notes(&server.client()), ["đã lưu"]);
}

#[test]
fn clients_killed_in_the_midst_of_requests_leave_the_others_alone() {
    let server = Server::with_book();
    let client = server.client();
    let model = add_model(&client, "Hũ gạo");
    let mut killed: Vec<_> = (0..8)
        .map(|_| {
            server
                .kheo(&["note", "add", &model.to_string(), "--text", "có thể"])
                .stdout(std::process::Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for (number, child) in killed.iter_mut().enumerate() {
        thread::sleep(Duration::from_millis(number as u64 * 2));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    client.ask(note(model, "chắc chắn")).unwrap();
    let written = notes(&client);
    assert_eq!(
        written.iter().filter(|text| *text == "chắc chắn").count(),
        1
    );
}
