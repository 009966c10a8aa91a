use std::collections::BTreeSet;

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use icu_locale_core::locale;
use proptest::{
    prelude::*,
    strategy::ValueTree,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use unicode_normalization::UnicodeNormalization;

use super::*;

/// Names of models and places, as DOMAIN.md Part 4 has them.
const NAMES: &str = "Khéo vận động Nhân dân lắp camera an ninh tuyến lộ ấp; Tuyến đường hoa phụ nữ tự quản; \
    Hũ gạo tình thương; Tổ hợp tác bơm điện, xuống giống đồng loạt né mặn; Cánh đồng không đốt rơm; \
    Giáo xứ, chùa cùng giữ bình yên xóm ấp; Ghe về bến, rác về bờ; Người giữ nước ngọt cho xóm đảo; \
    Nhà nghỉ đảo ba không: không rác nhựa; Bữa cơm cho người già neo đơn; Một cửa đi tìm dân; \
    Tôm - lúa thuận thiên, góp vốn xoay vòng; Tiếng loa hòa giải bằng hai thứ tiếng Việt - Khmer; \
    Tổ sửa cầu, vá lộ chiều thứ Bảy; Thùng thư “Hướng về cơ sở” trả lời trong 07 ngày; Ấp không có hộ vay nặng lãi; \
    Hòn Nghệ; Óc Eo; Định Mỹ; Tây Yên A; Thoại Sơn; Uỷ ban; Ủy ban; hoà; Vĩnh Trạch; Lại Sơn; Đặc khu Kiên Hải";

const SIGNS: [&str; 22] = [
    " ", "  ", "-", " - ", ",", ", ", ".", "(", ")", "\"", "/", "“", "”", "–", "…", "'", "’", ":",
    "0", "7", "12", "\u{A0}",
];

fn vietnamese_collator() -> CollatorBorrowed<'static> {
    Collator::try_new(locale!("vi").into(), CollatorOptions::default()).unwrap()
}

/// Syllables, real and invented, signs and digits, in mixed case, composed or
/// decomposed.
fn text() -> impl Strategy<Value = String> {
    let words: Vec<String> = NAMES
        .split([' ', ';'])
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let vowels: Vec<char> =
        "aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệiìỉĩíịoòỏõóọôồổỗốộơờởỡớợuùủũúụưừửữứựyỳỷỹýỵ"
            .chars()
            .collect();
    let syllable = (
        prop::sample::select(vec!["", "b", "c", "d", "đ", "gi", "h", "ng", "t", "th"]),
        prop::sample::select(vowels),
        prop::sample::select(vec!["", "a", "c", "n", "ng", "o"]),
    )
        .prop_map(|(start, vowel, end)| format!("{start}{vowel}{end}"));
    let word = prop_oneof![prop::sample::select(words), syllable.clone(), syllable].prop_flat_map(
        |word| {
            let capital = word
                .chars()
                .next()
                .map(|first| first.to_uppercase().chain(word.chars().skip(1)).collect());
            prop::sample::select(vec![
                word.clone(),
                word.to_uppercase(),
                word.to_lowercase(),
                capital.unwrap_or_default(),
            ])
        },
    );
    let piece = (word, prop::sample::select(SIGNS.to_vec()));
    let pieces = prop::collection::vec(piece, 0..4);
    (pieces, any::<bool>()).prop_map(|(pieces, decomposed)| {
        let text: String = pieces
            .into_iter()
            .flat_map(|(word, sign)| [word, sign.to_owned()])
            .collect();
        if decomposed {
            text.nfd().collect()
        } else {
            text
        }
    })
}

/// So many texts, all different, the same in every run.
fn generated(number: usize) -> Vec<String> {
    let mut runner = TestRunner::new_with_rng(
        ProptestConfig::default(),
        TestRng::deterministic_rng(RngAlgorithm::ChaCha),
    );
    let strategy = text();
    let mut texts = BTreeSet::new();
    while texts.len() < number {
        texts.insert(strategy.new_tree(&mut runner).unwrap().current());
    }
    texts.into_iter().collect()
}

/// Neighbours in ICU's order are the pairs that are hardest to tell apart,
/// and equal order of all neighbours is equal order of all pairs.
#[test]
fn ten_thousand_texts_stand_as_icu_puts_them() {
    let icu = vietnamese_collator();
    let mut texts = generated(10_000);
    texts.sort_by(|first, second| icu.compare(first, second));
    texts.dedup();
    assert!(
        texts.len() > 9_000,
        "too few are different: {}",
        texts.len()
    );
    for pair in texts.windows(2) {
        let (first, second) = (&pair[0], &pair[1]);
        assert_eq!(
            compare(first, second),
            icu.compare(first, second),
            "{first:?} and {second:?}"
        );
        assert_eq!(
            compare(second, first),
            icu.compare(second, first),
            "{second:?} and {first:?}"
        );
    }
}

#[test]
fn every_listed_character_stands_as_icu_puts_it() {
    let icu = vietnamese_collator();
    let is_listed = |character: char| Rank::listed(character).is_some();
    let mut characters: Vec<char> = order::ORDER
        .chars()
        .filter(|&character| character < '\u{FFFE}')
        .chain(order::STYLES.concat().chars())
        .collect();
    assert!(characters.iter().copied().all(is_listed));
    characters
        .extend("ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĐĨŨƠƯàáãèéìíòóõùúýĩũÖç…²½\u{A0}\u{2011}\u{200B}\u{1b}".chars());
    characters.sort_by(|first, second| icu.compare(&first.to_string(), &second.to_string()));
    for pair in characters.windows(2) {
        let (first, second) = (pair[0].to_string(), pair[1].to_string());
        assert_eq!(
            compare(&first, &second),
            icu.compare(&first, &second),
            "{first:?} and {second:?}"
        );
    }
}

#[test]
fn every_plain_character_has_the_key_of_its_parts() {
    let every = (0..0x2800).filter_map(char::from_u32);
    let plain: Vec<char> = every.filter(|one| Plain::of(*one).is_some()).collect();
    for letter in "aĂậđĐẽớựỸ 1-“".chars() {
        assert!(plain.contains(&letter), "{letter}");
    }
    for one in plain {
        let text = format!("a{one}ế{one}");
        assert_eq!(plain_key(&text), Some(key_of_parts(&text)), "{one}");
    }
}

#[test]
fn communes_stand_as_in_the_field() {
    // DOMAIN.md Part 6, case 12.
    let expected = [
        "An Biên",
        "An Sơn",
        "Bình An",
        "Bình Trị",
        "Dương Hòa",
        "Định Mỹ",
        "Đông Thái",
        "Hòa Điền",
        "Hòn Nghệ",
        "Óc Eo",
        "Phú Hòa",
        "Vọng Thê",
    ];
    let mut sorted = expected;
    sorted.reverse();
    sorted.sort_by_cached_key(|name| collation_key(name));
    assert_eq!(sorted, expected);
}

#[test]
fn tones_letters_and_cases_have_their_order() {
    for ascending in [
        ["ma", "mà", "mả", "mã", "má", "mạ"].as_slice(),
        &["a", "A", "á", "Á", "ă", "ặ", "Ặ", "â", "b"],
        &["d", "D", "dz", "đ", "Đ", "e"],
        &["o", "oz", "ô", "ôz", "ơ", "p"],
        &["hoa", "hoà", "hoạ", "hòa", "họa", "hoan"],
        &["", " a", "-a", "(a", "7a", "a"],
    ] {
        for pair in ascending.windows(2) {
            assert_eq!(
                compare(pair[0], pair[1]),
                Ordering::Less,
                "{} and {}",
                pair[0],
                pair[1]
            );
        }
    }
}

/// More marks than any language puts on a letter.
fn marks() -> impl Strategy<Value = String> {
    "[\u{300}\u{309}\u{303}\u{301}\u{323}\u{306}\u{302}\u{30C}\u{308}\u{327}\u{328}]{0,3}"
}

proptest! {
    #[test]
    fn heaps_of_marks_stand_as_icu_puts_them(letter in "[aAeouxđ]", first in marks(), second in marks()) {
        let icu = vietnamese_collator();
        let (first, second) = (format!("{letter}{first}"), format!("{letter}{second}"));
        prop_assert_eq!(compare(&first, &second), icu.compare(&first, &second));
    }

    #[test]
    fn spelling_does_not_change_the_order(text in any::<String>()) {
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(collation_key(&text), collation_key(&decomposed));
    }

    #[test]
    fn looked_up_or_taken_apart_the_key_is_the_same(text in text(), any in any::<String>()) {
        for text in [text, any] {
            if let Some(key) = plain_key(&text) {
                prop_assert_eq!(key, key_of_parts(&text));
            }
        }
    }

    #[test]
    fn a_name_stands_before_a_longer_one(name in text(), more in "[a-zđ0-9-]{1,3}") {
        prop_assert_eq!(compare(&name, &format!("{name}{more}")), Ordering::Less);
    }
}
