//! The screens of many, over ssh and on one laptop: by keys, in terminals.

use portable_pty::CommandBuilder;

use crate::server::{Server, add_model, models, notes};
use crate::terminal::{Terminal, in_terminal};
use crate::town::{Town, USERS};
use kheo::domain::Role;
use kheo::service::{Client, Guard, Patience, Place};

/// Writes a note on the only model, from wherever the list of models is open.
fn write_note(terminal: &mut Terminal, text: &str) {
    terminal.key("f6").sees("Ghi chép · Hũ gạo");
    terminal.text(text).sees(text).key("f2").sees("Đã lưu");
}

fn leave(mut terminal: Terminal) {
    terminal.text("q");
    assert!(terminal.wait().success());
}

#[test]
fn five_users_work_by_keys_in_terminals_over_ssh() {
    let Some(town) = Town::build() else { return };
    let client = town.server.client();
    add_model(&client, "Hũ gạo tình thương");

    let mut terminals: Vec<_> = USERS
        .iter()
        .filter(|(_, role)| role.is_some())
        .map(|(user, role)| (*user, *role, town.screens(user)))
        .collect();
    for (user, _, terminal) in &mut terminals {
        terminal.sees(&format!("Cán bộ {user}"));
        terminal.text("2").sees("Hũ gạo tình thương");
    }
    // One looks at the model while the others write: what they write appears
    // without a key.
    let (watching, writing) = terminals.split_first_mut().unwrap();
    let (_, role, viewer) = watching;
    assert_eq!(*role, Some(Role::Viewer));
    viewer.key("enter").sees("Lịch sử");
    let mut written = Vec::new();
    for (user, _, terminal) in writing.iter_mut() {
        let text = format!("Ghi của {user}");
        write_note(terminal, &text);
        viewer.sees(&text);
        written.push(text);
    }
    viewer.key("f6").sees("Bạn được xem sổ này");
    viewer.key("esc").sees("F4 lọc");

    a_dropped_line_keeps_the_draft(&town, &mut terminals[1].2);
    for (_, _, terminal) in terminals.drain(..).skip(2) {
        leave(terminal);
    }
    written.sort();
    assert_eq!(notes(&client), written);

    let mut stranger = town.screens("kheo-t-la");
    stranger
        .sees("“kheo-t-la” chưa được vào sổ này")
        .sees("Danh Thị Hoa");
    stranger.key("esc");
    assert_eq!(stranger.wait().exit_code(), 4);
}

/// The line of an officer who types drops; another terminal offers the rest.
fn a_dropped_line_keeps_the_draft(town: &Town, terminal: &mut Terminal) {
    terminal.key("f6").sees("Ghi chép · Hũ gạo");
    terminal.text("Đang ghi thì rớt mạng");
    terminal.sees("bản nháp đã lưu lúc");
    // The ssh of this side ends as that of a laptop whose lid is shut.
    terminal.signal(9);
    let mut elsewhere = town.screens(USERS[1].0);
    elsewhere.sees("Còn 1 bản nháp chưa xong; F5 viết tiếp");
    elsewhere.key("f5").sees("Đang ghi thì rớt mạng");
}

/// The screens on a laptop's own store, with no server anywhere.
fn on_laptop(server: &Server) -> Terminal {
    let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kheo"));
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("HOME", server.folder.path());
    command.env("KHEO_STORE", server.store());
    in_terminal(command, 80, 24)
}

#[test]
fn a_second_window_on_a_laptop_works_with_the_first_and_outlives_it() {
    let server = Server::absent();
    {
        let own = Place::Store(server.store(), Guard::default());
        let client = Client::open(own, Patience::Verb).unwrap();
        crate::server::open_book(&client);
        add_model(&client, "Hũ gạo tình thương");
    }
    let mut first = on_laptop(&server);
    first.sees("Danh Thị Hoa").text("2").sees("Hũ gạo");
    let mut second = on_laptop(&server);
    second.sees("Danh Thị Hoa").text("2").sees("Hũ gạo");
    second.key("f6").sees("Ghi chép · Hũ gạo");
    second.text("Ghi ở cửa sổ hai").sees("bản nháp đã lưu lúc");
    leave(first);
    second.text(", viết tiếp").key("f2").sees("Đã lưu");

    // Killed without a word, too.
    let mut third = on_laptop(&server);
    third.sees("Danh Thị Hoa").text("2").sees("Hũ gạo");
    third.key("f6").sees("Ghi chép · Hũ gạo");
    third.text("Ghi ở cửa sổ ba").sees("bản nháp đã lưu lúc");
    second.kill();
    third.text(", viết tiếp").key("f2").sees("Đã lưu");
    leave(third);
    let own = Place::Store(server.store(), Guard::default());
    let client = Client::open(own, Patience::Verb).unwrap();
    assert_eq!(models(&client).len(), 1);
    assert_eq!(
        notes(&client),
        ["Ghi ở cửa sổ ba, viết tiếp", "Ghi ở cửa sổ hai, viết tiếp"]
    );
}
