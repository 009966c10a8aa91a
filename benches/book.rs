//! What the book costs without a terminal: a list of 5,000 rows.
//!
//! ```text
//! cargo bench --bench book
//! ```

#[path = "shared/measured.rs"]
#[allow(dead_code)]
mod measured;

use std::path::Path;
use std::time::Instant;

use kheo::domain::UnitType;
use kheo::domain::list::{ModelList, UnitList, UnitRow};
use kheo::office::{ListOptions, read_models};
use kheo::service::request::OpenBook;
use kheo::service::{Client, Reply, Request};
use measured::{Budget, Measured, shown};
use rust_xlsxwriter::Workbook;

const ROWS: u32 = 5_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let mut measured = Measured::begin("book");
    measured.section("A list of 5,000 rows (.xlsx)", "Measured");
    let client = new_book(&folder.path().join("book.redb"));
    import(&mut measured, &client, folder.path());
    measured.keep();
}

fn new_book(path: &Path) -> Client {
    let client = Client::start(path.to_owned());
    let officer = OpenBook {
        officer: "Nguyễn Văn An".into(),
        committee: "BCĐ huyện An Biên".into(),
        ..OpenBook::default()
    };
    client.ask(Request::OpenBook(officer)).unwrap();
    let commune = |(row, name): (u32, &str)| UnitRow {
        code: Some(row.to_string()),
        ..UnitRow::new(row, name, UnitType::Commune)
    };
    let rows = (2..)
        .zip(["Đông Yên", "Hưng Yên", "Tây Yên", "Nam Yên", "Đông Thái"])
        .map(commune)
        .collect();
    let list = UnitList {
        file: "units".into(),
        rows,
        faults: Vec::new(),
    };
    client.ask(Request::ApplyUnits { list }).unwrap();
    client
}

fn import(measured: &mut Measured, client: &Client, folder: &Path) {
    let path = folder.join("list.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (column, heading) in (0..).zip([
        "TT",
        "Tên mô hình",
        "Chủ thể",
        "Xã",
        "Lĩnh vực",
        "Đối tượng",
        "Cấp",
        "Năm",
    ]) {
        sheet.write(0, column, heading).unwrap();
    }
    for row in 1..=ROWS {
        let commune = ["Đông Yên", "Hưng Yên", "Tây Yên", "Nam Yên", "Đông Thái"][row as usize % 5];
        sheet.write(row, 0, row).unwrap();
        sheet
            .write(row, 1, format!("Tuyến đường hoa phụ nữ tự quản số {row}"))
            .unwrap();
        sheet
            .write(row, 2, format!("Chi hội Phụ nữ ấp {}", row % 97))
            .unwrap();
        sheet.write(row, 3, commune).unwrap();
        sheet
            .write(
                row,
                4,
                ["Kinh tế", "VH-XH", "QP-AN", "HTCT"][row as usize % 4],
            )
            .unwrap();
        sheet.write(row, 5, "Tập thể").unwrap();
        sheet.write(row, 6, "Cơ sở, Huyện").unwrap();
        sheet.write(row, 7, 2021 + row % 3).unwrap();
    }
    workbook.save(&path).unwrap();
    let since = Instant::now();
    let list = read_models(&path, &ListOptions::default()).unwrap();
    let read = since.elapsed();
    let applied = apply(client, list.clone());
    let first = since.elapsed();
    assert_eq!(
        (applied.models_new, applied.registrations_new),
        (ROWS as usize, 2 * ROWS as usize)
    );
    let again = Instant::now();
    let applied = apply(client, list);
    assert_eq!(
        (
            applied.models_new,
            applied.models_changed,
            applied.models_same
        ),
        (0, 0, ROWS as usize)
    );
    measured.row(
        "read and imported; of that, read",
        &format!("{}; {}", shown(first), shown(read)),
        &Budget::millis(first, 2000),
    );
    measured.row(
        "the same list again: nothing changes",
        &shown(again.elapsed()),
        &Budget::None,
    );
}

fn apply(client: &Client, list: ModelList) -> kheo::service::views::ListPlanView {
    match client
        .ask(Request::ApplyList {
            list,
            new_units: None,
        })
        .unwrap()
    {
        Reply::ListPlan(plan) => plan,
        other => panic!("{other:?}"),
    }
}
