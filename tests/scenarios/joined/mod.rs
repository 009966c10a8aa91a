//! Two offices that corrected the same records apart, joined: each table of
//! either equals a plain count over the lines of the log.

mod count;
mod fold;
mod through;
mod write;

use jiff::civil::date;
use kheo::domain::{Period, RecordId};
use kheo::report::{Basis, ReportId, ReportQuery};
use kheo::service::request::trust::TrustRequest;
use kheo::service::views::DeviceStatus;
use kheo::service::{Reply, Request};

use crate::carried;
use crate::chance::Chance;
use crate::office::{Office, kien_giang, period};
use crate::said as paragraphs;
use count::Plain;
use fold::Records;
use write::{Ground, PERIODS};

/// Asks and takes the answer apart.
macro_rules! answer {
    ($office:expr, $reply:ident, $request:expr) => {
        match $office.client.ask($request) {
            Ok(Reply::$reply(answer)) => answer,
            other => panic!("{other:?}"),
        }
    };
}

/// Takes in all that the other office holds and trusts who wrote it.
fn hear(office: &Office, other: &Office) {
    let (file, segments) = ("goi.kheo".to_owned(), carried::segments(&other.client));
    answer!(office, Absorb, Request::Absorb { file, segments });
    for device in answer!(office, Devices, Request::Devices) {
        if device.status == DeviceStatus::Waiting {
            let request = TrustRequest::Approve { device: device.id };
            answer!(office, Trust, Request::Trust(request));
        }
    }
}

/// Two offices with one random register, corrected apart and joined.
fn joined(chance: &mut Chance) -> (Office, Office) {
    let (one, other) = (Office::new(kien_giang()), Office::new(Vec::new()));
    let units = [
        "Hòn Nghệ",
        "Dương Hòa",
        "Hòa Điền",
        "Bình An",
        "Lại Sơn",
        "Nam Du",
    ];
    let mut places: Vec<RecordId> = units.iter().map(|name| one.unit(name, "2023")).collect();
    places.extend(["đặc khu Kiên Hải", "phường Tô Châu"].map(|name| one.unit(name, "2026")));
    let ground = Ground::new(places);
    let book = ground.book(chance);
    one.write(book.clone());
    hear(&other, &one);
    for office in [&one, &other] {
        office.write(ground.corrections(&book, chance));
        for step in Ground::steps(&book, chance) {
            // Some steps may not be taken; those change nothing.
            let _ = office.client.ask(Request::Survey(step));
        }
    }
    hear(&other, &one);
    hear(&one, &other);
    (one, other)
}

/// What was compared in a register.
#[derive(Default)]
struct Compared {
    /// Fields in conflict.
    conflicts: usize,
    /// Steps of figures through time.
    steps: usize,
}

impl std::iter::Sum for Compared {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), |sum, one| Self {
            conflicts: sum.conflicts + one.conflicts,
            steps: sum.steps + one.steps,
        })
    }
}

/// One register.
fn check(seed: u64) -> Compared {
    let mut steps = 0;
    let mut chance = Chance::new(seed);
    let (one, other) = joined(&mut chance);
    let records = Records::of(&carried::segments(&one.client));
    let all = [
        None,
        Some(one.unit("Kiên Giang", "2023")),
        Some(one.unit("huyện Kiên Lương", "2023")),
    ];
    for report in [
        ReportId::B01,
        ReportId::B04,
        ReportId::B05,
        ReportId::B06,
        ReportId::B07,
        ReportId::B08,
        ReportId::B09,
        ReportId::B10,
        ReportId::B11,
        ReportId::B12,
        ReportId::B14,
    ] {
        let query = ReportQuery {
            unit: *chance.one_of(&all),
            period: Some(period(chance.one_of::<&str>(&PERIODS))),
            basis: *chance.one_of(&[Basis::Then, Basis::Block]),
            on: Some(date(2024, 1, 1)),
            ..ReportQuery::new(report)
        };
        let said = format!("seed {seed}, {query:?}");
        let table = one.report(query.clone());
        assert_eq!(other.report(query.clone()), table, "{said}");
        let of: Period = query.period.unwrap();
        let plain = Plain {
            records: &records,
            unit: query.unit.map(|unit| unit.to_string()),
            basis: query.basis,
            of,
        };
        plain.check(&table, &said);
        paragraphs::check(&table, &said);
        if let Some(courses) = answer!(one, Courses, Request::Courses(query)) {
            steps += through::check(&plain, &table, &courses, &said);
        }
    }
    Compared {
        conflicts: records.conflicts,
        steps,
    }
}

#[test]
fn every_table_of_joined_books_equals_a_plain_count() {
    let Compared { conflicts, steps } = (0..4).map(check).sum();
    assert!(conflicts > 20, "{conflicts}: too few to show anything");
    assert!(steps > 100, "{steps}: too few to show anything");
}

/// `KHEO_REGISTERS=200 cargo test --test scenarios registers_long -- --ignored`
#[test]
#[ignore = "long form of the test above"]
fn registers_long() {
    let count = std::env::var("KHEO_REGISTERS").map_or(200, |count| count.parse().unwrap());
    let Compared { conflicts, steps } = (1000..1000 + count).map(check).sum();
    println!("{count} registers, {conflicts} fields in conflict: all tables agree");
    println!("and {steps} steps of figures through time");
}
