//! A laptop: whoever comes second works with whoever was first, and goes on
//! when the first one leaves.

use std::process::{Child, Command, Stdio};

use kheo::service::{Client, Guard, Patience, Place, Reply, Request};

use crate::server::{Server, add_model, models, note, notes, open_book, until};

/// A process that owns the store as long as its standard input is open.
fn first(server: &Server) -> Child {
    Command::new(env!("CARGO_BIN_EXE_kheo"))
        .args(["serve", "--stdio", "--store"])
        .arg(server.store())
        .env_remove("KHEO_SOCKET")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn session(child: &mut Child) -> Client {
    let (hear, say) = (child.stdout.take().unwrap(), child.stdin.take().unwrap());
    Client::over(hear, say).unwrap()
}

#[test]
fn a_second_session_works_with_the_first_and_takes_over_when_it_leaves() {
    let server = Server::absent();
    let mut owner = first(&server);
    let one = session(&mut owner);
    open_book(&one);
    let model = add_model(&one, "Hũ gạo tình thương");

    let mut second = first(&server);
    let two = session(&mut second);
    assert_eq!(models(&two).len(), 1);
    two.ask(note(model, "của máy thứ hai")).unwrap();
    assert_eq!(notes(&one), ["của máy thứ hai"]);

    owner.kill().unwrap();
    owner.wait().unwrap();
    two.ask(note(model, "sau khi máy đầu tắt")).unwrap();
    assert_eq!(notes(&two), ["của máy thứ hai", "sau khi máy đầu tắt"]);

    // And whoever comes now works with the one that took over.
    let third = Client::open(
        Place::Store(server.store(), Guard::default()),
        Patience::Verb,
    )
    .unwrap();
    third.ask(note(model, "thứ ba")).unwrap();
    assert_eq!(notes(&two).len(), 3);
    drop((one, two));
    second.wait().unwrap();
}

#[test]
fn only_this_user_may_open_the_socket_beside_a_store() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::absent();
    let mut owner = first(&server);
    open_book(&session(&mut owner));
    let beside = server.folder.path().join("kheo.sock");
    let mut owner = first(&server);
    let client = session(&mut owner);
    let Ok(Reply::Book(_)) = client.ask(Request::Book) else {
        panic!("no book");
    };
    let mode = until("the socket", || std::fs::metadata(&beside).ok())
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}
