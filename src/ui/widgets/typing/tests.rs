use proptest::prelude::*;

use super::*;

fn typed(edits: impl IntoIterator<Item = Edit>) -> Typing {
    let mut typing = Typing::new("", LineBreaks::Kept);
    for edit in edits {
        typing.apply(edit);
    }
    typing
}

fn keys(text: &str) -> impl Iterator<Item = Edit> + '_ {
    text.chars().map(|character| match character {
        '\u{7f}' => Edit::Backspace,
        other => Edit::Insert(other),
    })
}

#[test]
fn an_input_method_replays_code_points() {
    assert_eq!(
        typed(keys("tie\u{7f}ê\u{7f}\u{7f}iế\u{7f}\u{7f}iếng Viê\u{7f}ệt")).value(),
        "tiếng Việt"
    );
}

#[test]
fn a_decomposing_input_method_takes_back_what_it_typed() {
    // e, circumflex, acute; then both marks are taken back and sent composed.
    let typing = typed(keys("e\u{302}\u{301}\u{7f}\u{7f}\u{7f}ế"));
    assert_eq!(typing.raw(), "ế");
    let typing = typed(keys("e\u{302}\u{7f}"));
    assert_eq!(typing.raw(), "e", "one Backspace, one code point");
}

#[test]
fn a_word_is_composed_when_it_is_left() {
    let mut typing = typed(keys("xa\u{303}"));
    assert_eq!((typing.raw(), typing.value().as_str()), ("xa\u{303}", "xã"));
    typing.apply(Edit::Insert(' '));
    assert_eq!(typing.raw(), "xã ");
    let mut typing = typed(keys("xa\u{303}"));
    typing.apply(Edit::Left);
    assert_eq!(typing.raw(), "xã");
    assert_eq!(typing.cursor(), 1);
}

#[test]
fn pastes_are_composed_and_their_lines_ended_alike() {
    let typing = typed([Edit::Paste(
        "Ho\u{300}n\r\nNghe\u{323}\u{302}\rxa\u{303}".into(),
    )]);
    assert_eq!(typing.raw(), "Hòn\nNghệ\nxã");
    let typing = typed([Edit::Insert('e'), Edit::Paste("\u{302}m".into())]);
    assert_eq!(
        typing.raw(),
        "êm",
        "a mark finds the letter before the paste"
    );
}

#[test]
fn undo_takes_back_a_word_and_redo_types_it_again() {
    let mut typing = typed(keys("ghe về bến"));
    let mut seen = Vec::new();
    while typing.apply(Edit::Undo) == Outcome::Changed {
        seen.push(typing.value());
    }
    assert_eq!(seen, ["ghe về ", "ghe ", ""]);
    while typing.apply(Edit::Redo) == Outcome::Changed {}
    assert_eq!(typing.value(), "ghe về bến");
    typing.apply(Edit::Undo);
    typing.apply(Edit::Insert('x'));
    assert_eq!(
        typing.apply(Edit::Redo),
        Outcome::Unused,
        "a new text forgets what was undone"
    );
}

#[test]
fn undo_takes_a_corrected_word_back_whole() {
    let mut typing = typed(keys("một tie\u{7f}ê\u{7f}iế\u{7f}\u{7f}iếng"));
    typing.apply(Edit::Undo);
    assert_eq!(typing.value(), "một ");
}

#[test]
fn undo_gives_back_deleted_words_one_by_one() {
    let mut typing = Typing::new("một hai ba", LineBreaks::Kept);
    for _ in 0..6 {
        typing.apply(Edit::Backspace);
    }
    assert_eq!(typing.value(), "một ");
    typing.apply(Edit::Undo);
    assert_eq!(typing.value(), "một hai ");
    typing.apply(Edit::Undo);
    assert_eq!(typing.value(), "một hai ba");
    typing.apply(Edit::DeleteWord);
    assert_eq!(typing.value(), "một hai ");
}

#[test]
fn a_line_break_is_a_blank_in_one_line() {
    let mut typing = Typing::new("", LineBreaks::Blank);
    for edit in [
        Edit::Insert('a'),
        Edit::Insert('\n'),
        Edit::Newline,
        Edit::Paste("b\r\nc\td".into()),
    ] {
        typing.apply(edit);
    }
    assert_eq!(typing.value(), "a b c d");
}

/// The plainest editor there is.
#[derive(Default)]
struct Plain {
    text: Vec<char>,
    cursor: usize,
}

impl Plain {
    fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Insert(character) => self.insert([*character]),
            Edit::Newline => self.insert(['\n']),
            Edit::Paste(pasted) => self.insert(pasted.chars()),
            Edit::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.text.remove(self.cursor);
            }
            Edit::Delete if self.cursor < self.text.len() => {
                self.text.remove(self.cursor);
            }
            Edit::Left => self.cursor = self.cursor.saturating_sub(1),
            Edit::Right => self.cursor = (self.cursor + 1).min(self.text.len()),
            Edit::Home => {
                while self.cursor > 0 && self.text[self.cursor - 1] != '\n' {
                    self.cursor -= 1;
                }
            }
            Edit::End => {
                while self.cursor < self.text.len() && self.text[self.cursor] != '\n' {
                    self.cursor += 1;
                }
            }
            _ => {}
        }
    }

    fn insert(&mut self, characters: impl IntoIterator<Item = char>) {
        for character in characters {
            self.text.insert(self.cursor, character);
            self.cursor += 1;
        }
    }
}

/// Characters of which each is one grapheme and composed already.
fn plain_character() -> BoxedStrategy<char> {
    prop::sample::select("abc đêơữỷ,.() 12\u{1b}שع中🌾".chars().collect::<Vec<_>>()).boxed()
}

fn any_character() -> BoxedStrategy<char> {
    prop_oneof![
        plain_character(),
        prop::sample::select(
            "\u{301}\u{302}\u{323}\u{31b}\u{200d}\u{200b}\u{85}\r\n\t🇻🇳👩क्"
                .chars()
                .collect::<Vec<_>>()
        ),
        any::<char>(),
    ]
    .boxed()
}

fn edits(character: BoxedStrategy<char>) -> impl Strategy<Value = Edit> {
    let pasted = prop::collection::vec(character.clone(), 0..12).prop_map(String::from_iter);
    prop_oneof![
        8 => character.prop_map(Edit::Insert),
        1 => pasted.prop_map(Edit::Paste),
        3 => Just(Edit::Backspace),
        6 => prop::sample::select(vec![
            Edit::Delete, Edit::Left, Edit::Right, Edit::Home, Edit::End, Edit::Newline,
        ]),
    ]
}

fn every_edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => edits(any_character()),
        1 => prop::sample::select(vec![
            Edit::Undo, Edit::Redo, Edit::DeleteWord, Edit::WordLeft, Edit::WordRight,
        ]),
    ]
}

proptest! {
    #[test]
    fn it_edits_like_the_plainest_editor(edits in prop::collection::vec(edits(plain_character()), 0..60)) {
        let mut plain = Plain::default();
        let mut typing = Typing::new("", LineBreaks::Kept);
        for edit in edits {
            plain.apply(&edit);
            typing.apply(edit);
            prop_assert_eq!(typing.value(), String::from_iter(&plain.text));
            prop_assert_eq!(typing.raw()[..typing.cursor()].chars().count(), plain.cursor);
        }
    }

    #[test]
    fn what_is_typed_and_taken_back_leaves_its_composition(
        kept in prop::collection::vec(any_character(), 0..20),
        replayed in prop::collection::vec(prop::sample::select(vec!['e', '\u{302}', '\u{301}', 'ê', 'n']), 0..6),
    ) {
        let kept: String = kept.into_iter().filter(|character| *character != '\r').collect();
        let mut typing = Typing::new(&kept, LineBreaks::Kept);
        let before = typing.value();
        for character in &replayed {
            typing.apply(Edit::Insert(*character));
        }
        for _ in &replayed {
            typing.apply(Edit::Backspace);
        }
        prop_assert_eq!(typing.value(), before);
    }

    #[test]
    fn everything_can_be_undone_and_done_again(edits in prop::collection::vec(every_edit(), 0..60)) {
        let mut typing = Typing::new("", LineBreaks::Kept);
        for edit in edits {
            typing.apply(edit);
            prop_assert!(typing.raw().is_char_boundary(typing.cursor()));
            prop_assert!(!typing.raw().contains('\r'));
        }
        // A new text forgets what was undone, so that redo ends at this one.
        typing.apply(Edit::Insert('x'));
        let last = typing.value();
        while typing.apply(Edit::Undo) == Outcome::Changed {}
        prop_assert_eq!(typing.raw(), "");
        while typing.apply(Edit::Redo) == Outcome::Changed {}
        prop_assert_eq!(typing.value(), last);
    }
}
