use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;

#[test]
fn marks_capitals_and_bars_are_gone() {
    assert_eq!(fold("Đường BỜ đê, Hữu Nghị"), "duong bo de, huu nghi");
    assert_eq!(fold("Ðông Thái"), "dong thai", "eth typed for Đ");
    assert_eq!(fold("Crème Brûlée Šimon"), "creme brulee simon");
}

#[test]
fn both_tone_placements_fold_alike() {
    for (old, new) in [
        ("hoà", "hòa"),
        ("uỷ", "ủy"),
        ("THUỶ", "THỦY"),
        ("khoẻ", "khỏe"),
    ] {
        assert_ne!(old, new);
        assert_eq!(fold(old), fold(new));
    }
}

#[test]
fn a_grapheme_of_many_characters_folds_to_one() {
    assert_eq!(fold("👨‍👩‍👧 ấp"), "👨 ap");
    assert_eq!(fold("\u{301}a"), "◌a");
    assert_eq!(fold("🇻🇳🇻🇳"), "vv");
    assert_eq!(fold("x\u{302}\u{323}y"), "xy");
    assert_eq!(fold("một\r\nhai"), "mot\nhai");
    assert_eq!(fold("한국"), "한국");
}

#[test]
fn words_and_keys_leave_punctuation_out() {
    assert_eq!(fold_words("Tôm - lúa (2 vụ)"), ["tom", "lua", "2", "vu"]);
    assert!(fold_words(" – ").is_empty());
    for name in [
        "Văn hóa – Xã hội",
        "van hoa xa hoi",
        "VĂN HOÁ  XÃ HỘI",
        "(Văn\u{A0}hóa) xã-hội.",
    ] {
        assert_eq!(fold_key(name), "van hoa xa hoi");
    }
    assert_eq!(fold_key("…"), "");
}

#[test]
fn initials_are_the_first_letters() {
    assert_eq!(initials("Dân vận khéo"), "dvk");
    assert_eq!(initials("Ủy ban MTTQ"), "ubm");
    assert_eq!(initials(""), "");
}

#[test]
fn the_table_agrees_with_unicode() {
    for character in ('\0'..='\u{24F}')
        .chain('\u{1E00}'..='\u{1EFF}')
        .chain('\u{2000}'..='\u{20FF}')
    {
        let Some(folded) = latin::fold_letter(character) else {
            continue;
        };
        let expected = match character {
            'đ' | 'Đ' | 'ð' | 'Ð' | '\u{189}' | '\u{256}' => 'd',
            _ => base_letter(lower(base_letter(character))),
        };
        assert_eq!(
            folded,
            expected,
            "{character} U+{:04X}",
            u32::from(character)
        );
        assert!(nfc(&character.to_string()) == character.to_string());
    }
}

#[test]
fn every_character_folds_to_a_settled_one() {
    for character in '\0'..=char::MAX {
        let once = fold(&character.to_string());
        assert_eq!(fold(&once), once, "U+{:04X}", u32::from(character));
    }
}

/// Texts in which awkward neighbours are likely.
fn awkward() -> impl Strategy<Value = String> {
    let vietnamese = prop::sample::select("aăâeêoôơuưydđAĂÂĐƠƯ –“”".chars().collect::<Vec<_>>());
    let marks = prop::sample::select(
        "\u{300}\u{301}\u{309}\u{303}\u{323}\u{302}\u{306}\u{31B}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let joiners = prop::sample::select(
        "\r\n\u{200D}\u{200B}🇻🇳👩\u{1F3FB}\u{600}\u{1100}\u{1161}\u{11A8}가각\u{915}\u{94D}\u{937}\u{AD}"
            .chars()
            .collect::<Vec<_>>(),
    );
    let character = prop_oneof![4 => vietnamese, 3 => marks, 2 => joiners, 1 => any::<char>()];
    prop::collection::vec(character, 0..24).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn one_letter_for_each_grapheme(text in awkward()) {
        let folded = fold(&text);
        prop_assert_eq!(folded.chars().count(), nfc(&text).graphemes(true).count());
        prop_assert_eq!(folded.graphemes(true).count(), folded.chars().count());
    }

    #[test]
    fn folding_twice_changes_nothing(text in awkward()) {
        let folded = fold(&text);
        prop_assert_eq!(fold(&folded), folded);
    }

    #[test]
    fn composed_and_decomposed_fold_alike(text in awkward()) {
        let composed: String = text.nfc().collect();
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(fold(&decomposed), fold(&composed));
    }

    #[test]
    fn a_key_is_its_own_key(text in awkward()) {
        let key = fold_key(&text);
        prop_assert_eq!(fold_key(&key), key.clone());
        let words = fold_words(&text);
        prop_assert_eq!(words.join(" "), key);
    }
}
