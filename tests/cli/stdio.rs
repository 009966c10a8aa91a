//! `kheo serve --stdio`: the book at the other end of a pipe.

use std::process::{Command, Stdio};

use kheo::service::{Client, Refusal, Reply, Request};

use crate::desk::{Desk, Run};

#[test]
fn a_session_asks_through_standard_input_and_output() {
    let desk = Desk::of("Danh Thị Hoa");
    let mut served = Command::new(env!("CARGO_BIN_EXE_kheo"))
        .args(["serve", "--stdio"])
        .env("KHEO_STORE", desk.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (hear, say) = (served.stdout.take().unwrap(), served.stdin.take().unwrap());
    let client = Client::over(hear, say).unwrap();
    let Ok(Reply::Book(book)) = client.ask(Request::Book) else {
        panic!("no book");
    };
    assert_eq!(book.open.unwrap().officer, "Danh Thị Hoa");
    // The units that the desk began with.
    let undone = client.ask(Request::Undo);
    assert!(matches!(undone, Ok(Reply::Undone(_))), "{undone:?}");
    let refused = client.ask(Request::Undo);
    assert_eq!(refused.unwrap_err(), Refusal::NothingToUndo);
    drop(client);
    assert!(served.wait().unwrap().success());
}

#[test]
fn a_stranger_is_told_so_and_the_exit_code_says_it() {
    let desk = Desk::of("Danh Thị Hoa");
    let mut serve = desk.command(&["serve", "--stdio"]);
    let run = Run::of(
        serve
            .write_stdin("SSH-2.0-OpenSSH_9.6\r\n")
            .output()
            .unwrap(),
    );
    assert_eq!(run.code, 1, "{}", run.err);
}
