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

use crate::server::{Server, memory_of, note, share_of};
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

    let sessions: Vec<_> = (0..SESSIONS).map(|_| at_work(&server)).collect();
    let all = |of: fn(u32) -> u64| sessions.iter().map(move |one| of(one.process()));
    let largest = all(memory_of).max().unwrap_or_default();
    let shares = all(share_of).sum::<u64>();
    eprintln!("a session: {largest} KiB, with what all sessions share");
    eprintln!(
        "{SESSIONS} sessions together: {shares} KiB, {} KiB each",
        shares / SESSIONS as u64
    );
}

/// A session that has shown the overview, a search and a model.
fn at_work(server: &Server) -> Terminal {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kheo"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", server.folder.path());
    command.env("KHEO_SOCKET", server.socket());
    let mut terminal = in_terminal(command, 120, 40);
    terminal.sees("Cấp cơ sở").text("2").sees("F4 lọc");
    terminal.key("f3").text("gao").sees("Tìm: gao");
    terminal.key("enter").key("enter").sees("Lịch sử");
    terminal
}
