//! How long a keystroke waits for its answer, and an index for its book.
//!
//! `cargo bench --bench search` prints percentiles of single keystrokes over
//! 2,000 queries, at 50,000 and at 1,000,000 names, and the memory that the
//! process holds more with the index than without; then criterion's means.

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::Criterion;
use kheo::search::{DocSet, Index, Order};

/// Lines of a screen.
const PAGE: usize = 50;

/// Names of models (DOMAIN.md 4.2).
const NAMES: [&str; 25] = [
    "Khéo vận động Nhân dân lắp camera an ninh tuyến lộ ấp",
    "Tuyến đường hoa phụ nữ tự quản",
    "Hũ gạo tình thương",
    "Tổ hợp tác bơm điện, xuống giống đồng loạt né mặn",
    "Cánh đồng không đốt rơm",
    "Giáo xứ, chùa cùng giữ bình yên xóm ấp",
    "Ghe về bến, rác về bờ",
    "Người giữ nước ngọt cho xóm đảo",
    "Tổ tàu thuyền tự quản, không vi phạm vùng biển nước ngoài",
    "Nhà nghỉ đảo ba không: không rác nhựa, không chèo kéo, không tăng giá",
    "Bữa cơm cho người già neo đơn trên đảo",
    "Một cửa đi tìm dân: trả kết quả tại bến tàu",
    "Bếp ăn tình thương chợ Thứ Ba",
    "Tôm - lúa thuận thiên, góp vốn xoay vòng",
    "Hiến đất mở lộ liên ấp, không bồi hoàn",
    "Cột cờ, hàng rào cây xanh đúng quy cách",
    "Tiếng loa hòa giải bằng hai thứ tiếng Việt - Khmer",
    "Tổ sửa cầu, vá lộ chiều thứ Bảy",
    "Đổi rác nhựa lấy gạo",
    "Chi bộ bốn tốt không để dân hỏi hai lần",
    "Đội xe chuyển bệnh miễn phí",
    "Tổ thợ cất nhà tình thương",
    "Ấp không có hộ vay nặng lãi",
    "Thùng thư “Hướng về cơ sở” trả lời trong 07 ngày",
    "Lúa giống nhà nông, bán giá gốc cho hộ nghèo",
];

const OWNERS: [&str; 8] = [
    "Hội LHPN xã",
    "Hội Nông dân xã",
    "Chi bộ ấp",
    "UB MTTQ xã",
    "Đoàn Thanh niên xã",
    "Hội Chữ thập đỏ thị trấn",
    "Ông Trần Văn Lành",
    "Bà Lê Thị Sáu",
];

const UNITS: [&str; 12] = [
    "Bình An",
    "Dương Hòa",
    "Kiên Bình",
    "Hòa Điền",
    "Hòn Nghệ",
    "Sơn Hải",
    "Lại Sơn",
    "Nam Du",
    "Thứ Ba",
    "Đông Thái",
    "Tây Yên A",
    "Óc Eo",
];

const ONSETS: [&str; 16] = [
    "b", "c", "ch", "d", "đ", "h", "kh", "l", "m", "ng", "nh", "ph", "s", "t", "th", "tr",
];

const RIMES: [&str; 24] = [
    "a", "á", "ạ", "an", "ân", "ăng", "âu", "e", "ên", "i", "iên", "inh", "ô", "ông", "ơi", "u",
    "ung", "ư", "ương", "ường", "oà", "uyên", "ấp", "ịch",
];

/// A name and what stands beside it, made of the field's own names: the
/// beginning of one, the end of another, two syllables from anywhere.
fn document(number: u32) -> (String, String) {
    let mut dice = Dice(u64::from(number));
    let (head, tail) = (dice.pick(&NAMES), dice.pick(&NAMES));
    let head = head.split(' ').take(2 + dice.below(5));
    let tail = tail.split(' ').skip(2 + dice.below(3));
    let mut name: Vec<String> = head.chain(tail).map(str::to_owned).collect();
    for _ in 0..2 {
        name.push(format!("{}{}", dice.pick(&ONSETS), dice.pick(&RIMES)));
    }
    let owner = dice.pick(&OWNERS);
    let (unit, above) = (dice.pick(&UNITS), dice.pick(&UNITS));
    let also = format!("{owner} {unit} huyện {above} ấp {}", dice.below(12));
    (name.join(" "), also)
}

/// A reproducible choice: SplitMix64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

/// What the list is asked while people type: one to three words of a name,
/// letter by letter, with diacritics or without, some from the unit, some as
/// initials, some mistyped.
fn keystrokes(count: usize) -> Vec<String> {
    let mut dice = Dice(2026);
    let mut queries = Vec::with_capacity(count);
    while queries.len() < count {
        let words: Vec<&str> = dice.pick(&NAMES).split(' ').collect();
        let from = dice.below(words.len() - 1);
        let mut typed = words[from..].join(" ");
        if dice.below(4) > 0 {
            typed = kheo::text::fold(&typed);
        }
        match dice.below(10) {
            0 => typed = kheo::text::initials(&words.join(" ")),
            1 => typed = dice.pick(&UNITS).to_lowercase(),
            2 => typed = typed.replacen('n', "m", 1),
            _ => {}
        }
        let letters = typed.chars().count().min(4 + dice.below(12));
        queries.extend((1..=letters).map(|end| typed.chars().take(end).collect::<String>()));
    }
    queries.truncate(count);
    queries
}

struct Book {
    index: Index,
    /// As a catalogue has it.
    order: Order,
    all: DocSet,
}

impl Book {
    fn of(documents: &[(String, String)]) -> Self {
        let mut index = Index::new();
        for (doc, (name, also)) in (0..).zip(documents) {
            index.insert(doc, name, also);
        }
        Self {
            all: index.docs_where(|_| true),
            index,
            order: Order::of(shuffled(documents.len())),
        }
    }

    fn ask(&self, query: &str) -> usize {
        let found = self.index.find(query, &self.all, &self.order);
        black_box(found.page(0..PAGE));
        found.count()
    }
}

fn shuffled(count: usize) -> Vec<u32> {
    let mut dice = Dice(7);
    let mut places: Vec<u32> = (0..count as u32).collect();
    for at in (1..count).rev() {
        places.swap(at, dice.below(at + 1));
    }
    places
}

/// Bytes of memory that the process has in use, where the system tells.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: usize = line.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes * 1024)
}

fn measure(count: u32) -> Book {
    let documents: Vec<(String, String)> = (0..count).map(document).collect();
    let before = resident();
    let start = Instant::now();
    let book = Book::of(&documents);
    let built = start.elapsed();
    let held = before
        .zip(resident())
        .map(|(before, after)| after.saturating_sub(before));
    println!(
        "{count} names: built in {built:.0?}, about {} KiB",
        held.unwrap_or(0) / 1024
    );

    let queries = keystrokes(2000);
    let mut waits: Vec<(Duration, &str, usize)> = queries
        .iter()
        .map(|query| {
            let start = Instant::now();
            let found = black_box(book.ask(query));
            (start.elapsed(), query.as_str(), found)
        })
        .collect();
    waits.sort_unstable();
    let at = |percent: usize| waits[(waits.len() - 1) * percent / 100].0;
    println!(
        "  keystrokes: p50 {:.1?}, p95 {:.1?}, p99 {:.1?}",
        at(50),
        at(95),
        at(99)
    );
    for (wait, query, found) in waits.iter().rev().take(5) {
        println!("  slowest: {wait:.1?} for “{query}”, {found} found");
    }
    book
}

fn main() {
    let small = measure(50_000);
    let large = measure(1_000_000);
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    for (size, book) in [("50k", &small), ("1M", &large)] {
        for query in ["r", "th", "rac b", "rác về bờ", "dvk", "tinh thuogn"] {
            criterion.bench_function(&format!("{size}/{query}"), |bencher| {
                bencher.iter(|| book.ask(black_box(query)));
            });
        }
    }
    let documents: Vec<(String, String)> = (0..50_000).map(document).collect();
    criterion.bench_function("build/50k", |bencher| bencher.iter(|| Book::of(&documents)));
    criterion.final_summary();
}
