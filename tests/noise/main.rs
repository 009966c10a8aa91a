//! Readers of what comes from outside, fed with true input that was damaged
//! at random. A short form runs always; the long one is
//! `KHEO_NOISE_SECONDS=600 cargo test --test noise -- --ignored --nocapture`
//! and `cargo fuzz` goes further with the same readers (`tests/fuzz`).

#[path = "../shared/chance.rs"]
mod chance;
#[path = "../fuzz/targets.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use kheo::exchange::{Closing, Lines, Order, Place, Watch, WithFiles, export};
use kheo::service::request::{OpenBook, WantedRange};
use kheo::service::views::BookRangesView;
use kheo::service::wire::{Call, Hello, Said, frame};
use kheo::service::{Client, Reply, Request};
use uuid::Uuid;

use chance::Chance;

/// True inputs of every reader, made by a real book.
struct Seeds {
    lines: Vec<Vec<u8>>,
    bundle: Vec<u8>,
    manifest: Vec<u8>,
    frames: Vec<u8>,
}

impl Seeds {
    fn of_a_book() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let client = Client::start(folder.path().join("kheo.redb"));
        let open = OpenBook {
            officer: "Nguyễn Thị Hoa".into(),
            committee: "Ban Chỉ đạo huyện An Biên".into(),
            ..OpenBook::default()
        };
        let opened = client.ask(Request::OpenBook(open)).unwrap();
        let path = folder.path().join("a.kheo");
        let order = Order {
            place: Place::File(path.clone()),
            lines: Lines::All,
            addressee: None,
            made_at: Timestamp::UNIX_EPOCH,
            closing: Closing::Open,
            files: WithFiles::Yes,
        };
        let exported = export(&client, order, &Watch::nobody()).unwrap();
        let Reply::Ranges(books) = client.ask(Request::Ranges).unwrap() else {
            panic!("no ranges");
        };
        let wanted = books.iter().flat_map(wanted).collect();
        let Reply::Segments(segments) = client.ask(Request::Segments { wanted }).unwrap() else {
            panic!("no segments");
        };
        let lines = segments
            .iter()
            .flat_map(|segment| segment.lines.split(|byte| *byte == b'\n'));
        let said = [
            Said::Answer {
                number: 1,
                answer: Ok(Box::new(opened)),
            },
            Said::Answer {
                number: 2,
                answer: Ok(Box::new(Reply::Segments(segments.clone()))),
            },
        ];
        let asked = [
            Call::Hello(Hello::of(Uuid::nil())),
            Call::Ask {
                number: 1,
                request: Box::new(Request::PlanSegments {
                    segments: segments.clone(),
                }),
            },
        ];
        let mut frames: Vec<u8> = asked.iter().flat_map(|call| frame(call).unwrap()).collect();
        frames.extend(said.iter().flat_map(|said| frame(said).unwrap()));
        Self {
            lines: lines
                .filter(|line| !line.is_empty())
                .map(<[u8]>::to_vec)
                .collect(),
            bundle: fs::read(&path).unwrap(),
            manifest: serde_json::to_vec(&exported.manifest).unwrap(),
            frames,
        }
    }
}

fn wanted(view: &BookRangesView) -> Vec<WantedRange> {
    let range = |range: &kheo::service::views::DeviceRange| WantedRange {
        book: view.book,
        device: range.device,
        from: range.from,
        to: range.to,
    };
    view.ranges.iter().map(range).collect()
}

/// Numbers at which programs stumble.
const EDGES: [&[u8]; 9] = [
    b"0",
    b"-1",
    b"18446744073709551615",
    b"18446744073709551616",
    b"1e309",
    b"null",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\xed\xa0\x80",
];

/// Damages a few places.
fn damaged(seed: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..=chance.below(4) {
        if bytes.is_empty() {
            return bytes;
        }
        let at = chance.below(bytes.len());
        let to = at + chance.below((bytes.len() - at).min(64) + 1);
        match chance.below(7) {
            0 => bytes[at] ^= 1 << chance.below(8),
            1 => bytes[at] = chance.below(256) as u8,
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..to)),
            4 => {
                let piece = bytes[at..to].to_vec();
                let place = chance.below(bytes.len() + 1);
                bytes.splice(place..place, piece);
            }
            5 => drop(bytes.splice(at..to, chance.one_of(&EDGES).to_vec())),
            _ => {
                let deep = [b"[", b"{\"a\":".as_slice()][chance.below(2)].repeat(40);
                bytes.splice(at..at, deep);
            }
        }
    }
    bytes
}

/// Feeds a reader with damaged seeds until the time is over; tells how many.
fn feed(name: &str, reader: fn(&[u8]), seeds: &[Vec<u8>], seed: u64, lasts: Duration) {
    let begun = Instant::now();
    let mut chance = Chance::new(seed);
    let mut fed = 0u64;
    for true_input in seeds {
        reader(true_input);
    }
    while begun.elapsed() < lasts {
        let true_input: &Vec<u8> = chance.one_of(seeds);
        let input = damaged(true_input, &mut chance);
        if catch_unwind(|| reader(&input)).is_err() {
            let file = std::env::temp_dir().join(format!("kheo-noise-{name}"));
            fs::write(&file, &input).unwrap();
            panic!(
                "{name}: input {fed} of seed {seed}, kept in {}",
                file.display()
            );
        }
        fed += 1;
    }
    println!("{name}: {fed} inputs in {:?}", begun.elapsed());
    assert!(fed > 0);
}

/// A reader, as its target of `cargo fuzz` is called, with true inputs of it.
type Fed = (&'static str, fn(&[u8]), Vec<Vec<u8>>);

fn readers() -> [Fed; 4] {
    let seeds = Seeds::of_a_book();
    [
        ("op_line", targets::op_line, seeds.lines),
        ("manifest", targets::manifest, vec![seeds.manifest]),
        ("bundle", targets::bundle, vec![seeds.bundle]),
        ("frames", targets::frames, vec![seeds.frames]),
    ]
}

fn feed_all(seed: u64, lasts: Duration) {
    for (name, reader, inputs) in readers() {
        feed(name, reader, &inputs, seed, lasts);
    }
}

#[test]
fn damaged_input_never_panics() {
    feed_all(20_261_120, Duration::from_millis(700));
}

#[test]
#[ignore = "writes the true inputs into a folder of each target below KHEO_SEEDS"]
fn true_inputs_are_written_for_fuzzing() {
    let seeds = std::env::var_os("KHEO_SEEDS").expect("KHEO_SEEDS names a folder");
    for (name, _, inputs) in readers() {
        let folder = std::path::Path::new(&seeds).join(name);
        fs::create_dir_all(&folder).unwrap();
        for (number, input) in inputs.iter().enumerate() {
            fs::write(folder.join(format!("true-{number}")), input).unwrap();
        }
    }
}

#[test]
#[ignore = "as long as KHEO_NOISE_SECONDS says, for each of four readers"]
fn damaged_input_never_panics_long() {
    let seconds = std::env::var("KHEO_NOISE_SECONDS");
    let seconds = seconds.ok().and_then(|seconds| seconds.parse().ok());
    let seed = Timestamp::now().as_millisecond() as u64;
    feed_all(seed, Duration::from_secs(seconds.unwrap_or(600)));
}
