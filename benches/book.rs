//! What the book costs without a terminal: a list of 5,000 rows, a note made
//! durable beside the machine's own write and fdatasync, the figures at 50,000.
//!
//! ```text
//! cargo bench --bench book
//! ```

use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kheo::domain::list::{ModelList, UnitList, UnitRow};
use kheo::domain::{RecordId, RecordKind, UnitType};
use kheo::office::{ListOptions, read_models};
use kheo::service::request::{Deed, FieldWrite, NewNote, OpenBook, RecordWrite};
use kheo::service::{Client, Reply, Request};
use rust_xlsxwriter::Workbook;

const ROWS: u32 = 5_000;
const NOTES: usize = 200;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    println!("| What | Measured | Budget |");
    println!("|---|---|---|");
    let client = new_book(&folder.path().join("book.redb"));
    import(&client, folder.path());
    notes(&client, folder.path());
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

fn import(client: &Client, folder: &Path) {
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
    println!(
        "| a list of 5,000 rows (.xlsx), read and imported | {} ms (reading {} ms) | ≤ 2,000 ms |",
        first.as_millis(),
        read.as_millis()
    );
    println!(
        "| the same list again: nothing changes | {} ms | |",
        again.elapsed().as_millis()
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

fn notes(client: &Client, folder: &Path) {
    let begin = |number| {
        let name = format!("Ghe về bến, rác về bờ {number}");
        RecordWrite {
            record: RecordId::fresh(RecordKind::Model),
            fields: vec![FieldWrite {
                field: "name".into(),
                value: name.into(),
                over: Vec::new(),
            }],
        }
    };
    let records: Vec<RecordWrite> = (0..NOTES).map(begin).collect();
    let models: Vec<RecordId> = records.iter().map(|write| write.record).collect();
    let deed = Deed::AddModel {
        name: "Ghe về bến, rác về bờ".into(),
    };
    client.ask(Request::Write { deed, records }).unwrap();
    let mut durable = Vec::new();
    let mut bare = Vec::new();
    let mut file = File::create(folder.join("bare")).unwrap();
    for (number, record) in models.into_iter().enumerate() {
        let text = format!("Đã xem tại chỗ lần {number}: tuyến đường sạch, có bảng phân công.");
        let since = Instant::now();
        file.write_all(text.as_bytes()).unwrap();
        file.sync_data().unwrap();
        bare.push(since.elapsed());
        let note = NewNote {
            record,
            text,
            at: Timestamp::now(),
            place: Some("ấp Ba Núi".into()),
            draft: None,
        };
        let since = Instant::now();
        client.ask(Request::AddNote(note)).unwrap();
        durable.push(since.elapsed());
    }
    let (note, sync) = (median(&mut durable), median(&mut bare));
    let times = note.as_secs_f64() / sync.as_secs_f64();
    println!(
        "| a note durable, median of {NOTES}, beside write + fdatasync | {:.2} ms / {:.2} ms = {times:.1}× | ≤ 3× |",
        note.as_secs_f64() * 1e3,
        sync.as_secs_f64() * 1e3
    );
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
