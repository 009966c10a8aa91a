use proptest::prelude::*;

use super::*;

fn rows(text: &str, room: usize) -> Vec<&str> {
    wrap(text, room)
        .into_iter()
        .map(|range| &text[range])
        .collect()
}

#[test]
fn marks_take_no_cell_and_wide_letters_two() {
    assert_eq!(cells("Hũ gạo tình thương"), 18);
    assert_eq!(cells("Hu\u{303} ga\u{323}o"), 6);
    assert_eq!(cells("漢字"), 4);
    assert_eq!(cells("👨‍👩‍👧"), 2);
    assert_eq!(cells("ｶﾞ"), 2);
    assert_eq!(cells("a\u{1b}b"), 2);
    assert_eq!(cells(""), 0);
}

#[test]
fn a_column_is_filled_or_cut() {
    assert_eq!(fit("Nam Du", 8, Align::Left), "Nam Du  ");
    assert_eq!(fit("1.240", 8, Align::Right), "   1.240");
    assert_eq!(fit("Hòn Nghệ", 6, Align::Left), "Hòn N…");
    assert_eq!(fit("漢字漢", 4, Align::Left), "漢… ");
    assert_eq!(fit("漢字漢", 4, Align::Right), " 漢…");
    assert_eq!(fit("abc", 1, Align::Left), "…");
    assert_eq!(fit("abc", 0, Align::Left), "");
}

#[test]
fn a_cut_never_parts_a_letter_from_its_mark() {
    assert_eq!(cut("ga\u{323}o", 2), "ga\u{323}");
    assert_eq!(cut("漢字", 3), "漢");
    assert_eq!(cut("ấp", 9), "ấp");
}

#[test]
fn rows_break_at_blanks() {
    assert_eq!(
        rows("Ghe về bến, rác về bờ", 11),
        ["Ghe về bến,", "rác về bờ"]
    );
    assert_eq!(rows("một  hai   ba", 8), ["một  hai", "ba"]);
    assert_eq!(rows("01\u{A0}năm nữa", 7), ["01\u{A0}năm", "nữa"]);
}

#[test]
fn long_words_break_anywhere() {
    assert_eq!(rows("ab cdefghij k", 4), ["ab", "cdef", "ghij", "k"]);
    assert_eq!(rows("漢字", 1), ["漢", "字"]);
    assert_eq!(rows("ab", 0), ["a", "b"]);
}

#[test]
fn line_breaks_and_indents_are_kept() {
    assert_eq!(rows("", 5), [""]);
    assert_eq!(rows("a\n\n  b  \n", 5), ["a", "", "  b", ""]);
    assert_eq!(
        rows("        b", 5),
        ["b"],
        "an indent wider than the column gives way"
    );
}

/// Letters, marks, blanks and wide or joined characters in any order.
fn awkward() -> impl Strategy<Value = String> {
    let likely = prop::sample::select(
        "abc   \n\táđưở\u{301}\u{323}漢字👩\u{200D}👧🇻🇳\u{A0}ｶﾞ\r\u{1b}\u{600}\u{FE0F}❤"
            .chars()
            .collect::<Vec<_>>(),
    );
    let character = prop_oneof![6 => likely, 1 => any::<char>()];
    prop::collection::vec(character, 0..40).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn a_fitted_line_takes_exactly_its_room(text in awkward(), room in 0_usize..30) {
        prop_assert_eq!(cells(&fit(&text, room, Align::Left)), room);
        prop_assert_eq!(cells(&fit(&text, room, Align::Right)), room);
    }

    #[test]
    fn a_cut_is_the_longest_that_fits(text in awkward(), room in 0_usize..30) {
        let beginning = cut(&text, room);
        prop_assert!(cells(beginning) <= room);
        if let Some(next) = text[beginning.len()..].graphemes(true).next() {
            prop_assert!(cells(beginning) + cells(next) > room);
        }
    }

    #[test]
    fn rows_cover_the_text(text in awkward(), room in 0_usize..30) {
        let mut end = 0;
        for range in wrap(&text, room) {
            prop_assert!(text[end..range.start].chars().all(char::is_whitespace));
            let row = &text[range.clone()];
            prop_assert!(!row.contains('\n'));
            prop_assert!(cells(row) <= room || row.graphemes(true).filter(|grapheme| cells(grapheme) > 0).count() == 1);
            end = range.end;
        }
        prop_assert!(text[end..].chars().all(char::is_whitespace));
        prop_assert!(wrap(&text, room).len() > text.matches('\n').count());
    }
}
