//! What the owner and a session take, with a province in the book:
//!
//! ```text
//! cargo test --release --test server memory -- --ignored --nocapture
//! ```

use std::thread;

use kheo::cli::demo::{Size, fill};
use kheo::domain::RecordId;
use kheo::report::{ReportId, ReportQuery};
use kheo::service::request::{ModelQuery, OverviewQuery};
use kheo::service::{Client, Reply, Request};
use portable_pty::CommandBuilder;

use crate::server::{Server, memory_of, note, peak_of, share_of, until};
use crate::terminal::{Terminal, in_terminal};

/// Models in the book, and sessions that work in it.
const MODELS: usize = 100_000;
const SESSIONS: usize = 32;

/// Looks at everything that takes memory, and writes.
fn work(client: &Client, model: RecordId, session: usize) {
    for word in ["", "gao", "rac bo", "to tu quan"] {
        let query = ModelQuery {
            search: word.into(),
            limit: 40,
            offset: session * 40,
            ..ModelQuery::default()
        };
        client.ask(Request::Models(query)).unwrap();
        client
            .ask(note(model, &format!("{session} {word}")))
            .unwrap();
    }
    let overview = Request::Overview(OverviewQuery::default());
    client.ask(overview).unwrap();
    let report = ReportQuery::new(ReportId::B01);
    client.ask(Request::Report(report)).unwrap();
}

#[test]
#[ignore = "a hundred thousand models: minutes"]
fn memory_of_the_owner_and_of_a_session() {
    let mut server = Server::absent();
    {
        let client = Client::start(server.store());
        let folder = server.folder.path();
        fill(&client, Size::Models(MODELS), folder, &|_, _| {}).unwrap();
    }
    server.start();
    let client = server.client();
    let first = ModelQuery {
        limit: 1,
        ..ModelQuery::default()
    };
    let Ok(Reply::Models(page)) = client.ask(Request::Models(first)) else {
        panic!("no models");
    };
    let model = page.lines[0].id;
    eprintln!(
        "owner with {MODELS} models, first page: {} KiB",
        server.memory()
    );
    let clients: Vec<_> = (0..SESSIONS).map(|_| server.client()).collect();
    thread::scope(|scope| {
        for (session, client) in clients.iter().enumerate() {
            scope.spawn(move || work(client, model, session));
        }
    });
    eprintln!("owner with {SESSIONS} sessions: {} KiB", server.memory());

    let sessions: Vec<_> = (0..SESSIONS)
        .map(|_| {
            let mut session = on_screen(&server);
            at_work(&mut session);
            let held = memory_of(session.process());
            (session, held)
        })
        .collect();
    let most = sessions.iter().map(|(_, held)| *held).max();
    eprintln!(
        "a session at work: {} KiB, with what all sessions share",
        most.unwrap_or_default()
    );
    let processes = || sessions.iter().map(|(session, _)| session.process());
    for process in processes() {
        at_rest(process);
    }
    let resting = processes().map(memory_of).max().unwrap_or_default();
    let shares: u64 = processes().map(share_of).sum();
    eprintln!("at rest: {resting} KiB");
    eprintln!(
        "{SESSIONS} sessions at rest together: {shares} KiB, {} KiB each",
        shares / SESSIONS as u64
    );
}

/// Code that was needed for the first screen alone is not held for hours.
#[cfg(target_os = "linux")]
#[test]
fn a_session_at_rest_gives_back_its_code() {
    let server = Server::with_book();
    let mut session = on_screen(&server);
    at_rest(session.process());
    session.text("2").sees("F4 lọc");
    at_rest(session.process());
}

/// Waits until a session holds at most three quarters of what it once held.
fn at_rest(session: u32) {
    until("rest", || {
        (memory_of(session) * 4 <= peak_of(session) * 3).then_some(())
    });
}

/// A session of its own process, in a window of 120 × 40.
fn on_screen(server: &Server) -> Terminal {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kheo"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", server.folder.path());
    command.env("KHEO_SOCKET", server.socket());
    in_terminal(command, 120, 40)
}

/// Shows the overview, a search and a model.
fn at_work(session: &mut Terminal) {
    session.sees("Cấp cơ sở").text("2").sees("F4 lọc");
    session.key("f3").text("gao").sees("Tìm: gao");
    session.key("enter").key("enter").sees("Lịch sử");
}
