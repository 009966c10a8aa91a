//! Tables for scripts and files, and figures that papers published.

use serde_json::{Value, json};

use crate::desk::{Desk, path, text};

const LIST: &str = "\
Tên mô hình;Đơn vị đăng ký;Xã;Loại hình;Lĩnh vực;Cấp;Năm;Kết quả;Số quyết định;Ngày QĐ;Cơ quan ban hành
Hũ gạo tình thương;Hội LHPN xã;Đông Yên;Tập thể;VH-XH;Cơ sở, Huyện;2021-2023;Được công nhận;104-QĐ/HU;05/7/2022;Huyện ủy
Tiếng loa hòa giải;Ông Danh Hiền;Đông Yên;Cá nhân;HTCT;Cơ sở;2021-2023;Đang thực hiện;;;
Bếp ăn tình thương;Hội CTĐ;TT. Thứ Ba;Tập thể;Văn hóa - xã hội;Huyện;2021-2023;;;;
Đường hoa;Hội LHPN xã;TT. Thứ Ba;Tập thể;Văn hóa - xã hội;Cơ sở;2016-2020;;;;
";

const FIGURES: &str = "\
Chỉ tiêu,Số công bố,Đơn vị,Cấp,Năm,Tăng giảm,So với năm,Nguồn,Người nhập
Đăng ký,trên 500,huyện An Biên,Cơ sở,2015,,,bài báo,Anh Tư
Công nhận,75,huyện An Biên,Huyện,2020,25,2015,hội nghị,
";

const WRONG: &str = "\
Chỉ tiêu,Giá trị,Đơn vị,Năm
Đăng ký,rất nhiều,huyện An Biên,2020
Trồng cây,5,huyện An Biên,2020
Đăng ký,,huyện An Biên,2020
Đăng ký,5,huyện Không Có,2020
Đăng ký,5,huyện An Biên,năm con Cọp
";

fn desk() -> Desk {
    let desk = Desk::of("An");
    let list = desk.file("danh-sach.csv", LIST);
    desk.run(&["import", path(&list)]).done();
    desk
}

fn total(table: &Value, column: &str) -> Value {
    let columns = table["columns"].as_array().unwrap();
    let at = columns.iter().position(|of| of["id"] == column);
    table["total"][at.unwrap_or_else(|| panic!("{column}"))].clone()
}

#[test]
fn a_table_is_one_document_with_the_promised_columns() {
    let desk = desk();
    let listed = desk.json(&["report", "list"]);
    assert_eq!(listed.as_array().unwrap().len(), 14);
    let asked = [
        "report",
        "b01",
        "--unit",
        "huyện An Biên",
        "--period",
        "2021-2023",
    ];
    let table = desk.json(&[&asked[..], &["--compare", "2016-2020"]].concat());
    let ids: Vec<String> = table["columns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|column| text(&column["id"]))
        .collect();
    let kinds = ["collective", "individual", "total"];
    let mut promised: Vec<String> = ["base", "district", "province"]
        .iter()
        .flat_map(|level| kinds.map(|kind| format!("{level}.{kind}")))
        .collect();
    promised.extend(["previous", "change", "change_percent"].map(str::to_owned));
    assert_eq!(ids, promised);
    assert_eq!(table["report"], "b01");
    assert_eq!(table["unit"], "huyện An Biên");
    assert_eq!(table["period"], "2021-2023");
    assert_eq!(table["basis"], "then");
    let labels: Vec<_> = table["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| text(&row["label"]))
        .collect();
    assert_eq!(labels, ["thị trấn Thứ Ba", "xã Hưng Yên", "xã Đông Yên"]);
    for (column, figure) in [
        ("base.collective", json!(1)),
        ("base.individual", json!(1)),
        ("district.total", json!(2)),
        ("previous", json!(1)),
        ("change", json!(3)),
        ("change_percent", json!(300.0)),
    ] {
        assert_eq!(total(&table, column), figure, "{column}");
    }
    let alone = desk.json(&asked);
    assert_eq!(total(&alone, "previous"), Value::Null);
    let now = desk.json(&[&asked[..], &["--basis", "now"]].concat());
    assert_eq!(now["rows"][0]["label"], "xã An Biên");
    assert_eq!(total(&now, "base.total"), json!(2));
    let funnel = desk.json(&[
        "report",
        "b03",
        "--unit",
        "huyện An Biên",
        "--period",
        "2021-2023",
    ]);
    assert_eq!(total(&funnel, "registered"), json!(3));
    assert_eq!(total(&funnel, "recognized"), json!(1));
    assert_eq!(total(&funnel, "recognized.percent"), Value::Null);
}

#[test]
fn a_table_is_written_as_its_file_is_named() {
    let desk = desk();
    let written = |name: &str| {
        let arguments = [
            "report",
            "b01",
            "--unit",
            "huyện An Biên",
            "--period",
            "2021-2023",
            "-o",
        ];
        desk.run(&[&arguments[..], &[name]].concat())
    };
    for name in ["b.xlsx", "b.docx", "b.csv", "b.md", "b.json", "b.txt"] {
        written(name).done();
        let bytes = std::fs::read(desk.path().join(name)).unwrap();
        assert!(bytes.len() > 100, "{name}");
    }
    let csv = std::fs::read(desk.path().join("b.csv")).unwrap();
    assert!(csv.starts_with("\u{feff}".as_bytes()));
    written("b.pdf").refused(2);
    written("khong-co/b.csv").refused(1);
    desk.run(&["report", "b99"]).refused(2);
    desk.run(&["report", "b01", "--period", "nay"]).refused(2);
    desk.run(&["report", "b01", "--unit", "huyện Không Có"])
        .refused(3);
}

#[test]
fn a_paper_bears_the_head_that_the_committee_chose() {
    let desk = desk();
    let paper = |name: &str| {
        let run = desk.run(&["report", "b01", "--period", "2021-2023", "-o", name]);
        let written = std::fs::read_to_string(desk.path().join(name)).unwrap();
        (run, written)
    };
    let national = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    let party = "ĐẢNG CỘNG SẢN VIỆT NAM";
    let (run, bare) = paper("b1.txt");
    assert!(
        run.out.contains("kheo set committee letterhead="),
        "{}",
        run.out
    );
    assert!(!bare.contains(national) && !bare.contains(party), "{bare}");

    desk.run(&["set", "committee", "letterhead=state", "sign=BCĐ"])
        .done();
    let (run, state) = paper("b2.txt");
    assert!(!run.out.contains("letterhead="), "{}", run.out);
    assert!(
        state.contains(national) && state.contains("Số:      /BC-BCĐ"),
        "{state}"
    );

    desk.run(&["set", "committee", "letterhead=Đảng"]).done();
    let (_, chosen) = paper("b3.txt");
    assert!(
        chosen.contains(party) && !chosen.contains(national),
        "{chosen}"
    );
    assert!(
        chosen.contains("Số      -BC/BCĐ") && chosen.contains('*'),
        "{chosen}"
    );
    desk.run(&["set", "committee", "letterhead=quân đội"])
        .refused(3);
    assert!(desk.run(&["show", "committee"]).out.contains("Đảng"));
}

#[test]
fn published_figures_enter_once_and_keep_their_qualifier() {
    let desk = desk();
    let list = desk.file("so-lieu.csv", FIGURES);
    let preview = desk.json(&["figures", "import", path(&list), "--dry-run"]);
    assert_eq!(preview["figures_new"], 2);
    let first = desk.json(&["figures", "import", path(&list)]);
    assert_eq!(
        first,
        json!({
            "rows": 2, "figures_new": 2, "figures_changed": 0, "figures_same": 0,
            "unknown_columns": ["Người nhập"], "faults": [],
        })
    );
    let again = desk.json(&["figures", "import", path(&list)]);
    assert_eq!(again["figures_same"], 2);
    let changed = desk.file("so-lieu.csv", &FIGURES.replace("75", "76"));
    let changed = desk.json(&["figures", "import", path(&changed)]);
    assert_eq!(
        (&changed["figures_changed"], &changed["figures_same"]),
        (&json!(1), &json!(1))
    );
    let table = desk.json(&[
        "report",
        "b01",
        "--unit",
        "huyện An Biên",
        "--period",
        "2015",
    ]);
    assert_eq!(
        total(&table, "base.total"),
        json!({"value": 500, "qualifier": "over"})
    );
    let words = desk
        .run(&[
            "report",
            "b14",
            "--unit",
            "huyện An Biên",
            "--period",
            "2015-2020",
        ])
        .done();
    assert!(words.out.contains("trên 500"), "{}", words.out);
    let table = desk.json(&["report", "b14", "--period", "2015-2020"]);
    let row = &table["rows"][0];
    assert_eq!(row["unit_id"], Value::Null);
    assert!(text(&row["record_id"]).starts_with("figure:"), "{row}");
}

#[test]
fn a_list_of_figures_with_faults_is_refused_whole() {
    let desk = desk();
    let list = desk.file("so-lieu.csv", WRONG);
    let run = desk
        .run(&["figures", "import", path(&list), "--json"])
        .refused(3);
    let document = run.json();
    let rows: Vec<_> = document["faults"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fault| fault["row"].as_u64().unwrap())
        .collect();
    assert_eq!(rows, [2, 3, 4, 5, 6]);
    let table = desk.json(&["report", "b14"]);
    assert_eq!(table["rows"], json!([]));
}

#[test]
fn one_decision_recognises_many() {
    let desk = desk();
    let ids = [desk.only("Hũ gạo"), desk.only("Tiếng loa")];
    let arguments = [
        "--level",
        "base",
        "--period",
        "2021-2023",
        "--to",
        "certified",
    ];
    let decision = [
        "--decision",
        "9-QĐ/BCĐ",
        "--date",
        "5/7/2023",
        "--by",
        "BCĐ xã",
        "--certificate",
        "09/GCN",
    ];
    let first = ["advance", &ids[0], &ids[1]];
    // The first is recognised already and only lacks its certificate.
    desk.run(&[&first[..], &arguments, &decision].concat())
        .done();
    let shown = desk.json(&["show", &ids[1]]);
    assert!(shown.to_string().contains("10/GCN"), "{shown}");
    desk.run(&["undo"]).done();
    let shown = desk.json(&["show", &ids[1]]);
    assert_eq!(shown["registrations"][0]["status"], "underway");
    desk.run(&[&first[..], &arguments].concat()).refused(3);
}

#[test]
fn awards_are_added_one_by_one_or_as_a_list() {
    let desk = desk();
    let add = |fields: &[&str]| desk.json(&[&["record", "add", "award"], fields].concat());
    let award = [
        "name=Hội LHPN xã Đông Yên",
        "form=Giấy khen",
        "kind=Tập thể",
        "unit=huyện An Biên",
        "period=2023",
    ];
    let added = add(&award);
    assert_eq!(added["records_new"], 1);
    assert_eq!(add(&award)["records_same"], 1);
    let shown = desk.json(&["show", &text(&added["ids"][0])]);
    assert!(
        shown.to_string().contains("Hội LHPN xã Đông Yên"),
        "{shown}"
    );
    let list = desk.file(
        "khen.csv",
        "Được khen,Hình thức,Đối tượng,Đơn vị,Kỳ\nÔng Danh Hiền,Bằng khen,Cá nhân,huyện An Biên,2023\n",
    );
    let listed = desk.json(&["record", "import", "award", path(&list)]);
    assert_eq!(listed["records_new"], 1);
    let table = desk.json(&[
        "report",
        "b05",
        "--unit",
        "huyện An Biên",
        "--period",
        "2023",
    ]);
    assert_eq!(total(&table, "total"), json!(2));
    desk.run(&["record", "add", "award", "name=A", "form=Huân chương"])
        .refused(3);
    desk.run(&["record", "add", "award", "colour=red"])
        .refused(3);
    desk.run(&["record", "add", "model", "name=A"]).refused(2);
    desk.run(&["record", "add", "dragon", "name=A"]).refused(2);
}

/// “78 đạt cấp khối và 76 đạt cấp tỉnh, trong đó …”: models that stand at
/// several levels (DOMAIN 3.2, S2).
#[test]
fn models_that_came_as_far_at_each_of_several_levels() {
    let desk = desk();
    let names = |rest: &[&str]| {
        let listed = desk.json(&[&["list", "--period", "2021-2023"], rest].concat());
        let lines = listed.as_array().unwrap().clone();
        lines
            .iter()
            .map(|line| text(&line["name"]))
            .collect::<Vec<_>>()
    };
    let both = ["--level", "base", "--level", "huyện"];
    assert_eq!(names(&both), ["Hũ gạo tình thương"]);
    assert_eq!(names(&["--level", "base"]).len(), 2);
    let reached = |stage| names(&[&both[..], &["--reached", stage]].concat());
    assert_eq!(reached("recognized"), ["Hũ gạo tình thương"]);
    assert_eq!(reached("typical"), Vec::<String>::new());
    let underway = ["--level", "base", "--reached", "underway"];
    assert_eq!(names(&underway).len(), 2, "at least so far");
    desk.run(&["list", "--reached", "nowhere"]).refused(2);
    let asked = [
        "report",
        "b04",
        "--unit",
        "huyện An Biên",
        "--period",
        "2021-2023",
    ];
    let table = desk.json(&asked);
    let columns = table["columns"].as_array().unwrap();
    let at = columns
        .iter()
        .position(|column| column["id"] == "also_base");
    let also = |row: usize| table["rows"][row]["cells"][at.unwrap()].clone();
    let labels: Vec<_> = table["rows"].as_array().unwrap().iter().collect();
    assert_eq!(labels.len(), 4, "{table}");
    assert_eq!(
        (also(0), also(2), also(3)),
        (Value::Null, json!(1), json!(1))
    );
}

/// S0: “hơn 02 năm” on the day of the conference.
#[test]
fn a_report_of_a_day_says_how_long_ago_its_period_began() {
    let desk = desk();
    let asked = [
        "report",
        "b03",
        "--period",
        "2021-2023",
        "--on",
        "2023-10-30",
    ];
    let table = desk.json(&asked);
    let notes = table["notes"].as_array().unwrap();
    let said = notes
        .iter()
        .map(text)
        .find(|note| note.contains("hơn 02 năm"));
    assert!(said.is_some(), "{notes:?}");
}

/// DOMAIN 3.2, S1: 19 TT and 7 CN are awards, whoever received them.
#[test]
fn a_published_figure_of_awards_is_held_against_the_awards() {
    let desk = desk();
    let unit = "unit=huyện An Biên";
    for (name, kind, level) in [
        ("name=Hội LHPN", "kind=tập thể", "level=district"),
        ("name=Đoàn xã", "kind=tập thể", "level=district"),
        ("name=Bà Sáu", "kind=cá nhân", "level=district"),
        ("name=Chi bộ", "kind=tập thể", "level=base"),
    ] {
        let award = ["record", "add", "award", name, kind, level, unit];
        desk.run(&[&award[..], &["form=Giấy khen", "period=2023"]].concat())
            .done();
    }
    for (value, kind) in [("value=2", "kind=tập thể"), ("value=3", "kind=cá nhân")] {
        let figure = ["record", "add", "figure", "indicator=awarded", value, kind];
        desk.run(&[&figure[..], &[unit, "level=district", "period=2023"]].concat())
            .done();
    }
    let table = desk.json(&["report", "b14", "--period", "2023"]);
    let rows = table["rows"].as_array().unwrap();
    let compared = rows.iter().map(|row| {
        let cell = |at: usize| row["cells"][at].clone();
        [cell(4), cell(5), cell(6), cell(7)]
    });
    assert_eq!(
        compared.collect::<Vec<_>>(),
        [
            [json!(2), json!(2), json!(0), json!("khớp")],
            [
                json!(3),
                json!(1),
                json!(-2),
                json!("sổ và số công bố khác nhau")
            ],
        ]
    );
}
