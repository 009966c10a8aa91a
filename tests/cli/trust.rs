//! Whose lines are shown: the officer compares ten words and says so.

use serde_json::{Value, json};

use crate::desk::{Desk, path, text};

fn with_a_model(officer: &str) -> Desk {
    let desk = Desk::of(officer);
    desk.run(&["add", "--name", "Hũ gạo", "--unit", "xã Đông Yên"])
        .done();
    desk
}

fn own(desk: &Desk) -> Value {
    desk.json(&["devices", "list"])[0].clone()
}

#[test]
fn lines_of_an_unknown_device_wait_until_it_is_approved() {
    let (an, binh) = (with_a_model("Nguyễn Văn An"), Desk::of("Lê Thị Bình"));
    let bundle = an.path().join("a.kheo");
    an.run(&["bundle", "export", "-o", path(&bundle)]).done();
    let planned = binh.json(&["bundle", "import", path(&bundle), "--dry-run"]);
    let merged = binh.json(&["bundle", "import", path(&bundle)]);
    assert_eq!(planned, merged);
    assert_eq!(merged["waiting_approval"], merged["ops_new"]);
    assert_eq!(merged["records_new"], 0, "nothing is shown yet");
    assert_eq!(binh.json(&["list"]), json!([]));
    assert_eq!(binh.json(&["conflicts", "list"]), json!([]));

    let devices = binh.json(&["devices", "list"]);
    let (id, status) = (text(&devices[1]["id"]), text(&devices[1]["status"]));
    assert_eq!(status, "waiting");
    assert_eq!(devices[1]["officer"], "Nguyễn Văn An", "as it says itself");
    assert_eq!(devices[1]["fingerprint"], own(&an)["fingerprint"]);
    assert_eq!(
        text(&devices[1]["fingerprint"]).split_whitespace().count(),
        10
    );
    let said = binh.run(&["bundle", "import", path(&bundle)]).done();
    assert!(
        said.out.contains(&text(&devices[1]["fingerprint"])),
        "{}",
        said.out
    );
    assert!(said.out.contains(&format!("kheo devices approve {id}")));

    let approved = binh.json(&["devices", "approve", &id]);
    assert_eq!(approved["device"]["status"], "approved");
    assert_eq!(approved["ops"], merged["ops_new"]);
    assert_eq!(approved["device"]["decided"]["by"], "Lê Thị Bình");
    assert_eq!(binh.json(&["list"])[0]["name"], "Hũ gạo");
    assert!(binh.json(&["check"])["ok"].as_bool().unwrap());
    binh.run(&["devices", "approve", "khong-co"]).refused(3);
    let own = text(&devices[0]["id"]);
    binh.run(&["devices", "approve", &own]).refused(3);
}

#[test]
fn revoking_keeps_what_was_approved_and_stops_what_comes_after() {
    let (an, binh) = (with_a_model("An"), Desk::of("Bình"));
    let bundle = an.path().join("a.kheo");
    an.run(&["bundle", "export", "-o", path(&bundle)]).done();
    binh.run(&["bundle", "import", path(&bundle)]).done();
    let id = text(&own(&an)["id"]);
    binh.run(&["devices", "approve", &id[..8]]).done();
    let model = binh.only("gạo");
    binh.run(&["devices", "revoke", &id]).done();
    an.run(&["set", &model, "name=Hũ gạo tình thương"]).done();
    an.run(&["bundle", "export", "-o", path(&bundle)]).done();
    let merged = binh.json(&["bundle", "import", path(&bundle)]);
    assert_eq!(
        (&merged["ops_new"], &merged["waiting_approval"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(binh.json(&["show", &model])["name"], "Hũ gạo");
    assert_eq!(binh.json(&["devices", "list"])[1]["status"], "revoked");
    binh.run(&["check", "--rebuild"]).done();
    assert_eq!(binh.json(&["show", &model])["name"], "Hũ gạo");
    // Approved again: what waited comes into view.
    binh.run(&["devices", "approve", &id]).done();
    assert_eq!(binh.json(&["show", &model])["name"], "Hũ gạo tình thương");
}

#[test]
fn an_approved_maker_does_not_vouch_for_the_lines_of_others() {
    let (an, binh, sau) = (with_a_model("An"), Desk::of("Bình"), Desk::of("Sáu"));
    let first = an.path().join("a.kheo");
    an.run(&["bundle", "export", "-o", path(&first)]).done();
    binh.run(&["bundle", "import", path(&first)]).done();
    let second = binh.path().join("b.kheo");
    binh.run(&["bundle", "export", "-o", path(&second)]).done();
    sau.run(&["bundle", "import", path(&second)]).done();
    // Bình carried lines that Bình has not approved either: unlost, unshown.
    sau.run(&["devices", "approve", &text(&own(&binh)["id"])])
        .done();
    assert_eq!(sau.json(&["list"]), json!([]));
    sau.run(&["devices", "approve", &text(&own(&an)["id"])])
        .done();
    assert_eq!(sau.json(&["list"])[0]["name"], "Hũ gạo");
}

#[test]
fn a_receipt_travels_back_and_the_next_bundle_carries_what_is_missing() {
    let (an, binh) = (with_a_model("An"), Desk::of("Bình"));
    let model = an.only("gạo");
    let delivery = |desk: &Desk| desk.json(&["show", &model])["history"][0]["delivery"].clone();
    assert_eq!(delivery(&an), "unsent");
    let out = an.path().join("a.kheo");
    an.run(&["bundle", "export", "-o", path(&out)]).done();
    assert_eq!(delivery(&an), "sent");
    binh.run(&["bundle", "import", path(&out)]).done();
    binh.run(&["devices", "approve", &text(&own(&an)["id"])])
        .done();
    assert_eq!(delivery(&binh), Value::Null, "it is not Bình's");
    // Nothing that An lacks but Bình's own lines, and the receipt.
    let back = binh.path().join("b.kheo");
    binh.run(&["bundle", "export", "-o", path(&back), "--since", path(&out)])
        .done();
    let manifest = an.json(&["bundle", "show", path(&back)]);
    let ranges = manifest["books"].as_array().unwrap().iter();
    let mut devices = ranges.flat_map(|book| book["ranges"].as_array().unwrap());
    assert!(devices.all(|range| range["device"] == own(&binh)["id"]));
    an.run(&["bundle", "import", path(&back)]).done();
    assert_eq!(
        delivery(&an),
        "sent",
        "a stranger's receipt counts for nothing"
    );
    an.run(&["devices", "approve", &text(&own(&binh)["id"])])
        .done();
    assert_eq!(delivery(&an), "received");
    // For Bình there is only what came since, for another everything.
    an.run(&["note", "add", &model, "--text", "Đã xem"]).done();
    let next = an.path().join("c.kheo");
    let id = text(&own(&binh)["id"]);
    an.run(&["bundle", "export", "-o", path(&next), "--for", &id])
        .done();
    assert_eq!(an.json(&["bundle", "show", path(&next)])["ops"], 1);
    an.run(&[
        "bundle",
        "export",
        "-o",
        path(&next),
        "--since",
        path(&back),
    ])
    .done();
    assert_eq!(an.json(&["bundle", "show", path(&next)])["ops"], 1);
    binh.run(&["bundle", "import", path(&next)]).done();
    // With nothing to carry, the receipt alone is worth a file.
    binh.run(&[
        "bundle",
        "export",
        "-o",
        path(&back),
        "--since",
        path(&next),
    ])
    .done();
    let receipt = an.json(&["bundle", "show", path(&back)]);
    an.run(&["bundle", "import", path(&back)]).done();
    assert_eq!(delivery(&an), "received", "{receipt}");
}

#[test]
fn a_gap_is_named_and_closes_when_the_missing_bundle_arrives() {
    let (an, binh) = (with_a_model("An"), Desk::of("Bình"));
    let model = an.only("gạo");
    let file = |name: &str| an.path().join(name);
    let export = |name: &str, since: &str| {
        an.run(&["note", "add", &model, "--text", name]).done();
        let (to, from) = (file(name), file(since));
        an.run(&["bundle", "export", "-o", path(&to), "--since", path(&from)])
            .done();
    };
    an.run(&["bundle", "export", "-o", path(&file("1"))]).done();
    export("2", "1");
    export("3", "2");
    binh.run(&["bundle", "import", path(&file("1"))]).done();
    binh.run(&["devices", "approve", &text(&own(&an)["id"])])
        .done();
    let late = binh.json(&["bundle", "import", path(&file("3"))]);
    assert_eq!(late["missing"].as_array().unwrap().len(), 1);
    assert_eq!(late["missing"][0]["device"], own(&an)["id"]);
    let notes = binh.json(&["note", "list", &model]);
    assert_eq!(notes.as_array().unwrap().len(), 1, "it applies at once");
    let closed = binh.json(&["bundle", "import", path(&file("2"))]);
    assert_eq!(closed["missing"], json!([]));
    assert_eq!(
        binh.json(&["note", "list", &model])
            .as_array()
            .unwrap()
            .len(),
        2
    );
}
