//! Who may do what, by the Unix user who calls and not by what is said.

use std::process::{Command, Stdio};

use kheo::domain::Role;
use kheo::service::request::{NewOfficer, OfficersRequest, OpenBook};
use kheo::service::{Client, Refusal, Request};

use crate::server::{add_model, notes};
use crate::town::{Town, USERS};

#[test]
fn five_users_work_over_ssh_each_as_what_they_are() {
    let Some(town) = Town::build() else { return };
    let client = town.server.client();
    let model = add_model(&client, "Hũ gạo tình thương").to_string();
    let note = |user: &str| town.code(user, &["note", "add", &model, "--text", user]);

    for (user, role) in USERS {
        let listed = town.code(user, &["list"]);
        let written = note(user);
        match role {
            None => {
                assert_eq!((listed.0, written.0), (4, 4), "{user}: {listed:?}");
                assert!(
                    listed.1.contains("Danh Thị Hoa"),
                    "not said whom to ask: {}",
                    listed.1
                );
            }
            Some(Role::Viewer) => {
                assert_eq!((listed.0, written.0), (0, 4), "{user}: {written:?}");
                assert!(
                    written.1.contains("cán bộ"),
                    "not said what is needed: {}",
                    written.1
                );
            }
            Some(_) => assert_eq!((listed.0, written.0), (0, 0), "{user}: {written:?}"),
        }
    }
    let expected: Vec<String> = USERS
        .iter()
        .filter(|(_, role)| role.is_some_and(|role| role > Role::Viewer))
        .map(|(user, _)| (*user).to_owned())
        .collect();
    let mut expected = expected;
    expected.sort();
    assert_eq!(notes(&client), expected);

    let give = |user| town.code(user, &["officers", "role", "kheo-t-xem", "admin"]);
    assert_eq!(give("kheo-t-congnhan").0, 4);
    // Whoever gives a role is in the log with it.
    assert_eq!(give("kheo-t-quantri").0, 0);
    assert_eq!(note("kheo-t-xem").0, 0, "the new role does not hold");
    let history = town.verb("kheo-t-quantri", &["officers", "list", "--json"]);
    let officers: serde_json::Value = serde_json::from_slice(&history.stdout).unwrap();
    let viewer = officers
        .as_array()
        .unwrap()
        .iter()
        .find(|officer| officer["login"] == "kheo-t-xem")
        .unwrap();
    assert_eq!(viewer["role"], "admin");
    let shown = town.verb(
        "kheo-t-quantri",
        &["show", viewer["id"].as_str().unwrap(), "--json"],
    );
    let shown: serde_json::Value = serde_json::from_slice(&shown.stdout).unwrap();
    let by: Vec<_> = shown["history"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["field"] == "role")
        .map(|line| line["by"].as_str().unwrap())
        .collect();
    assert_eq!(by, ["Cán bộ kheo-t-quantri", "Danh Thị Hoa"]);

    a_refused_exchange_leaves_nothing(&town);
    raw_frames_are_judged_by_who_sends_them(&town, &model);
}

/// A viewer takes no lines out, and so begins nothing in a shared folder.
fn a_refused_exchange_leaves_nothing(town: &Town) {
    let admitted = town.code(
        "kheo-t-quantri",
        &["officers", "role", "kheo-t-xem", "viewer"],
    );
    assert_eq!(admitted.0, 0, "{admitted:?}");
    let shared = tempfile::tempdir().unwrap();
    let rights = std::os::unix::fs::PermissionsExt::from_mode(0o777);
    std::fs::set_permissions(shared.path(), rights).unwrap();
    let place = shared.path().display().to_string();
    let refused = town.code("kheo-t-xem", &["sync", &place]);
    assert_eq!(refused.0, 4, "{refused:?}");
    assert_eq!(std::fs::read_dir(shared.path()).unwrap().count(), 0);
}

/// Frames that no verb would send, spoken through `kheo serve --stdio` and
/// straight to the socket: the server knows who calls.
fn raw_frames_are_judged_by_who_sends_them(town: &Town, model: &str) {
    let viewer = "kheo-t-truong";
    assert_eq!(
        town.code("kheo-t-quantri", &["officers", "role", viewer, "viewer"])
            .0,
        0
    );
    let before = notes(&town.server.client()).len();
    let ssh = town.ssh(viewer);
    let mut served = Command::new(&ssh[0])
        .args(&ssh[1..])
        .arg(format!("{} serve --stdio", env!("CARGO_BIN_EXE_kheo")))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (hear, say) = (served.stdout.take().unwrap(), served.stdin.take().unwrap());
    let client = Client::over(hear, say).unwrap();
    for request in [
        crate::server::note(model.parse().unwrap(), "lén"),
        Request::Undo,
        Request::Absorb {
            file: "x".into(),
            segments: vec![],
        },
        Request::OpenBook(OpenBook::default()),
        Request::Officers(OfficersRequest::Add(NewOfficer {
            name: "x".into(),
            login: "x".into(),
            role: Role::Admin,
        })),
    ] {
        let refusal = crate::server::refused(client.ask(request.clone()));
        assert!(
            matches!(refusal, Refusal::NotAllowed { .. } | Refusal::KeeperOnly),
            "{request:?}: {refusal:?}"
        );
    }
    drop(client);
    served.wait().unwrap();
    assert_eq!(notes(&town.server.client()).len(), before);
}
