//! The index against a plain reading of every name.

use std::collections::BTreeMap;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::index::FEW;
use super::initials::{may_be_initials, must_be_initials};
use super::slip::slips_to;
use super::*;
use crate::text::{fold_words, initials};

/// Names of models and their owners (DOMAIN.md 4.2).
const MODELS: [(&str, &str); 8] = [
    ("Hũ gạo tình thương", "Hội LHPN xã Dương Hòa"),
    ("Cánh đồng không đốt rơm", "Chi bộ ấp Hòa Điền"),
    ("Ghe về bến, rác về bờ", "Đoàn xã Hòn Nghệ"),
    ("Bếp ăn tình thương chợ Thứ Ba", "Hội Chữ thập đỏ"),
    ("Đổi rác nhựa lấy gạo", "Hội LHPN xã Nam Yên"),
    ("Tổ thợ cất nhà tình thương", "Ông Nguyễn Văn Bền"),
    ("Chi bộ khéo vận động, dân vận khéo", "Đảng ủy"),
    ("Rạch sạch, đường thông", "UBND xã Lại Sơn"),
];

fn index() -> Index {
    let mut index = Index::new();
    for (doc, (name, also)) in (0..).zip(MODELS) {
        index.insert(doc, name, also, None);
    }
    index
}

/// The whole list of what is found among the documents that `keep` accepts,
/// with the rest by the number that `order` gives.
fn hits(
    index: &Index,
    query: &str,
    keep: impl Fn(u32) -> bool,
    order: impl Fn(u32) -> u32,
) -> Vec<Hit> {
    let mut docs: Vec<u32> = index.docs_where(|_| true).iter().collect();
    docs.sort_by_key(|&doc| (order(doc), doc));
    let order = Order::of(docs);
    let within = index.docs_where(keep);
    let found = index.find(query, &within, &order);
    let all = found.page(0..usize::MAX);
    assert_eq!(all.len(), found.count());
    for from in [0, 1, RANKED - 1, RANKED, RANKED + 7, all.len()] {
        let from = from.min(all.len());
        let to = (from + 5).min(all.len());
        assert_eq!(found.page(from..from + 5), all[from..to]);
    }
    all
}

fn found(index: &Index, query: &str) -> Vec<u32> {
    let hits = hits(index, query, |_| true, |doc| doc);
    hits.into_iter().map(|hit| hit.doc).collect()
}

fn first(query: &str) -> Option<&'static str> {
    let doc = found(&index(), query).first().copied()?;
    Some(MODELS[doc as usize].0)
}

#[test]
fn words_are_found_in_any_order_and_unfinished() {
    assert_eq!(found(&index(), "thuong gao"), [0]);
    assert_eq!(first("rom canh d"), Some("Cánh đồng không đốt rơm"));
    assert_eq!(first("hon nghe ghe"), Some("Ghe về bến, rác về bờ"));
    assert!(found(&index(), "gao xyzt").is_empty());
}

#[test]
fn spelling_does_not_hide_a_name() {
    for query in ["hoa", "hoà", "hòa", "HÒA", "hoa\u{300}", " hoa, "] {
        let mut docs = found(&index(), query);
        docs.truncate(2);
        docs.sort_unstable();
        assert_eq!(docs, [0, 1], "{query}");
    }
    assert_eq!(found(&index(), "đảng uỷ"), found(&index(), "đảng ủy"));
    let decomposed: String = "bếp ăn tình".nfd().collect();
    assert_eq!(found(&index(), &decomposed), [3]);
}

#[test]
fn typed_diacritics_say_who_comes_first() {
    assert_eq!(found(&index(), "rạc"), [7, 2, 4]);
    assert_eq!(found(&index(), "rác").last(), Some(&7));
    assert_eq!(found(&index(), "rac").first(), Some(&2), "none typed");
}

#[test]
fn typed_diacritics_choose_whom_to_rank_among_very_many() {
    let mut index = Index::new();
    for doc in 0..2000 {
        index.insert(
            doc,
            if doc == 1999 {
                "Rác biển"
            } else {
                "Rạc biên"
            },
            "",
            None,
        );
    }
    assert_eq!(found(&index, "rác").first(), Some(&1999));
    assert_eq!(found(&index, "bien rac").first(), Some(&0));
    assert_eq!(found(&index, "rac").len(), 2000);
}

#[test]
fn initials_are_found() {
    assert_eq!(found(&index(), "dvk"), [6]);
    assert_eq!(found(&index(), "hgtt"), [0]);
    assert_eq!(found(&index(), "hgtt hoi"), [0], "beside other words");
    assert_eq!(found(&index(), "cdkdr"), [1]);
}

#[test]
fn one_typo_is_forgiven_when_little_is_found() {
    assert_eq!(first("rmo canh"), Some("Cánh đồng không đốt rơm"));
    assert_eq!(first("nguyrn"), Some("Tổ thợ cất nhà tình thương"));
    assert_eq!(first("thuogn ba"), Some("Bếp ăn tình thương chợ Thứ Ba"));
}

#[test]
fn a_literal_find_comes_before_a_typo() {
    let mut index = Index::new();
    index.insert(0, "Bờ kè", "", None);
    index.insert(1, "Lac", "", None);
    index.insert(2, "Rac", "", None);
    index.insert(3, "Tac", "", None);
    assert_eq!(found(&index, "tac"), [3, 1, 2]);
}

#[test]
fn the_name_counts_more_than_what_stands_beside_it() {
    let mut index = Index::new();
    index.insert(0, "Đường hoa", "Hội Phụ nữ xã Rạch Giá", None);
    index.insert(1, "Rạch sạch", "Chi bộ", None);
    assert_eq!(found(&index, "rach"), [1, 0]);
}

#[test]
fn what_a_group_is_called_finds_all_that_is_in_it() {
    let mut index = Index::new();
    index.insert(0, "Đường hoa", "", Some(0));
    index.insert(1, "Hũ gạo thơm", "", Some(1));
    index.describe(0, "Đông Yên An Biên");
    index.describe(1, "Tây Yên An Biên");
    assert_eq!(found(&index, "dong yen"), [0]);
    assert_eq!(found(&index, "bien gao"), [1]);
    assert_eq!(found(&index, "an bien"), [0, 1]);
    index.describe(0, "Nam Thái An Biên");
    assert!(found(&index, "dong yen").is_empty(), "its old name is gone");
    assert_eq!(found(&index, "nam thai"), [0]);
    index.insert(0, "Đường hoa", "", Some(1));
    assert_eq!(found(&index, "tay"), [0, 1]);
}

#[test]
fn words_that_stand_together_come_first() {
    let mut index = Index::new();
    for doc in 0..1000 {
        index.insert(doc, "Gạo nhà, tình nghĩa thương nhau", "", None);
    }
    index.insert(1000, "Quỹ tình thương của chợ, gạo cho xóm", "", None);
    assert_eq!(found(&index, "tinh thuong").first(), Some(&1000));
}

#[test]
fn no_words_list_everything_in_order() {
    let order = |doc: u32| 100 - doc;
    for query in ["", "  ", "– …"] {
        let hits = hits(&index(), query, |doc| doc != 3, order);
        let docs: Vec<u32> = hits.iter().map(|hit| hit.doc).collect();
        assert_eq!(docs, [7, 6, 5, 4, 2, 1, 0]);
    }
    assert!(found(&Index::new(), "").is_empty());
    assert!(found(&Index::new(), "a").is_empty());
}

#[test]
fn behind_the_ranked_the_order_is_the_callers() {
    let mut index = Index::new();
    for doc in 0..3000 {
        index.insert(doc, "Đường hoa", "", None);
    }
    let order = |doc: u32| (doc * 7919) % 3001;
    let hits = hits(&index, "h", |doc| doc % 3 != 0, order);
    assert_eq!(hits.len(), 2000);
    let (ranked, rest) = hits.split_at(RANKED);
    assert!(ranked.iter().all(|hit| hit.score > 0));
    assert!(ranked.is_sorted_by(|one, next| one.score >= next.score));
    assert!(rest.iter().all(|hit| hit.score == 0 && hit.doc % 3 != 0));
    assert!(rest.is_sorted_by_key(|hit| order(hit.doc)));
}

/// A small language, so that words meet, begin each other and slip into each other.
fn word() -> impl Strategy<Value = String> {
    let words = "rác rạch ra rạc lác tác tổ tô to đường dường duong hoà hòa hoá uỷ ủy 1 12 2021 \
                 Hội HỘI thương thuong tình tinh k khéo vận dvk";
    prop::sample::select(
        words
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>(),
    )
}

fn phrase(words: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    let joint = prop::sample::select(vec![" ", ", ", " – ", "-"]);
    prop::collection::vec((word(), joint), words).prop_map(|parts| {
        parts
            .into_iter()
            .flat_map(|(word, joint)| [word, joint.into()])
            .collect()
    })
}

fn query() -> impl Strategy<Value = String> {
    let unfinished = (phrase(1..4), 1usize..12)
        .prop_map(|(text, letters)| text.chars().take(letters).collect::<String>());
    prop_oneof![
        phrase(1..4),
        unfinished,
        "[a-z]{1,4}",
        "[a-z]{2,4} [a-z]{1,3}"
    ]
}

#[derive(Debug, Clone)]
enum Step {
    Insert(u32, String, String, Option<u32>),
    Remove(u32),
    Describe(u32, String),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0u32..30, phrase(0..6), phrase(0..3), prop::option::of(0u32..4))
            .prop_map(|(doc, name, also, group)| Step::Insert(doc, name, also, group)),
        1 => (0u32..30).prop_map(Step::Remove),
        1 => (0u32..4, phrase(0..3)).prop_map(|(group, words)| Step::Describe(group, words)),
    ]
}

/// What stands in an index, as plain text.
#[derive(Debug, Default)]
struct Book {
    docs: BTreeMap<u32, (String, String, Option<u32>)>,
    groups: BTreeMap<u32, String>,
}

impl Book {
    /// Number and name of each document, and all that stands beside the name.
    fn texts(&self) -> impl Iterator<Item = (u32, &str, String)> {
        self.docs.iter().map(|(&doc, (name, also, group))| {
            let shared = group.and_then(|group| self.groups.get(&group));
            let also = [also.as_str(), " ", shared.map_or("", String::as_str)].concat();
            (doc, name.as_str(), also)
        })
    }
}

fn played(steps: Vec<Step>) -> (Index, Book) {
    let (mut index, mut book) = (Index::new(), Book::default());
    for step in steps {
        match step {
            Step::Insert(doc, name, also, group) => {
                index.insert(doc, &name, &also, group);
                book.docs.insert(doc, (name, also, group));
            }
            Step::Remove(doc) => {
                index.remove(doc);
                book.docs.remove(&doc);
            }
            Step::Describe(group, words) => {
                index.describe(group, &words);
                book.groups.insert(group, words);
            }
        }
    }
    (index, book)
}

/// Whether a document fits, read from its text alone.
fn fits(query: &str, name: &str, also: &str, forgiving: bool) -> bool {
    let words = [fold_words(name), fold_words(also)].concat();
    fold_words(query).iter().all(|typed| {
        let short = must_be_initials(typed) || forgiving && may_be_initials(typed);
        words.iter().any(|word| word.starts_with(typed))
            || short && initials(name).contains(typed.as_str())
            || forgiving && words.iter().any(|word| slips_to(typed, word))
    })
}

fn read_through(book: &Book, query: &str) -> Vec<u32> {
    let fitting = |forgiving| {
        let texts = book.texts();
        texts
            .filter(|(_, name, also)| fits(query, name, also, forgiving))
            .map(|(doc, ..)| doc)
            .collect::<Vec<u32>>()
    };
    let literal = fitting(false);
    if literal.len() < FEW {
        fitting(true)
    } else {
        literal
    }
}

proptest! {
    #[test]
    fn finds_what_reading_every_name_finds(
        steps in prop::collection::vec(step(), 0..60),
        queries in prop::collection::vec(query(), 8),
    ) {
        let (index, book) = played(steps);
        for query in queries {
            let mut docs = found(&index, &query);
            docs.sort_unstable();
            prop_assert_eq!(docs, read_through(&book, &query), "{}", query);
        }
    }

    #[test]
    fn a_changed_index_answers_as_a_new_one(
        steps in prop::collection::vec(step(), 0..60),
        queries in prop::collection::vec(query(), 8),
    ) {
        let (changed, book) = played(steps);
        let mut new = Index::new();
        for (&doc, (name, also, group)) in &book.docs {
            new.insert(doc, name, also, *group);
        }
        for (&group, words) in &book.groups {
            new.describe(group, words);
        }
        let order = |doc: u32| doc * 17 % 31;
        for query in queries {
            let keep = |doc: u32| !doc.is_multiple_of(4);
            prop_assert_eq!(hits(&changed, &query, keep, order), hits(&new, &query, keep, order));
        }
    }

    #[test]
    fn any_text_may_be_searched_for_and_in(name in any::<String>(), query in any::<String>()) {
        let mut index = Index::new();
        index.insert(0, &name, &query, None);
        prop_assert_eq!(found(&index, &query), [0]);
        prop_assert_eq!(found(&index, &name), [0]);
        let letters = crate::text::fold(&name).chars().count();
        prop_assert!(matched_positions(&query, &name).iter().all(|&at| at < letters));
    }
}
