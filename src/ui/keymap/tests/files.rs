use std::fs;

use proptest::prelude::*;

use super::*;
use crate::i18n::Lang;

#[test]
fn no_file_means_the_base_alone() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("keys.toml");
    for user_file in [None, Some(missing.as_path())] {
        let (map, faults) = Keymap::load(user_file, Base::Vim);
        assert_eq!((map, faults), (Keymap::vim(), Vec::new()));
    }
}

#[test]
fn a_file_that_cannot_be_read_is_a_fault() {
    let folder = tempfile::tempdir().unwrap();
    let (map, faults) = Keymap::load(Some(folder.path()), Base::Default);
    assert_eq!(map, Keymap::default_keys());
    assert!(matches!(faults[0].fault, Fault::Unreadable { .. }));
}

#[test]
fn a_fault_names_the_file_and_the_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("keys.toml");
    fs::write(
        &path,
        "version = 1\n[context.global]\n\n\"f6\" = \"note.nwe\"\n",
    )
    .unwrap();
    let (_, faults) = Keymap::load(Some(&path), Base::Default);
    let place = format!("{}:4: ", path.display());
    for lang in [Lang::Vi, Lang::En] {
        let message = faults[0].message(lang);
        assert!(message.starts_with(&place), "{message}");
        assert!(message.contains("note.nwe") && message.contains("note.new"));
    }
}

#[test]
fn unknown_words_get_the_nearest_valid_one() {
    let text = "version = 1
colour = \"red\"
[context.\"model.list\"]
\"f6\" = \"note.new\"
[context.\"notes.list\"]
\"f6\" = \"note.nw\"
\"f7\" = { do = \"note.new\", when = \"has_selecton\" }
\"pgdown\" = \"list.page_down\"
\"f8\" = { do = \"note.new\", wen = \"writable\" }
";
    let word = |word: &str| word.to_owned();
    let expected = vec![
        (
            2,
            Fault::UnknownEntry {
                word: word("colour"),
                nearest: word("context"),
            },
        ),
        (
            3,
            Fault::UnknownContext {
                word: word("model.list"),
                nearest: word("models.list"),
            },
        ),
        (
            6,
            Fault::UnknownAction {
                word: word("note.nw"),
                nearest: word("note.new"),
            },
        ),
        (
            7,
            Fault::UnknownCondition {
                word: word("has_selecton"),
                nearest: word("has_selection"),
            },
        ),
        (
            8,
            Fault::UnknownKey {
                word: word("pgdown"),
                nearest: word("pagedown"),
            },
        ),
        (
            9,
            Fault::UnknownEntry {
                word: word("wen"),
                nearest: word("when"),
            },
        ),
    ];
    assert_eq!(faults(text), expected);
}

#[test]
fn values_of_the_wrong_kind_are_faults() {
    let text = "version = 1
[context]
global = 3
[context.screen]
\"f6\" = 6
\"f7\" = true
\"f8\" = { when = \"writable\" }
";
    let unbound = |line: usize, keys: &str| {
        (
            line,
            Fault::NotABinding {
                keys: keys.to_owned(),
            },
        )
    };
    let expected = vec![
        (
            3,
            Fault::NotATable {
                word: "global".to_owned(),
            },
        ),
        unbound(5, "f6"),
        unbound(6, "f7"),
        unbound(7, "f8"),
    ];
    assert_eq!(faults(text), expected);
}

#[test]
fn the_version_must_be_there_and_be_known() {
    assert_eq!(faults("[context.global]\n"), vec![(1, Fault::NoVersion)]);
    let found = "2".to_owned();
    assert_eq!(
        faults("# mine\nversion = 2\n"),
        vec![(2, Fault::Version { found })]
    );
}

#[test]
fn bad_syntax_is_found_on_its_line() {
    let found = faults("version = 1\n[context.global]\n\"f6\" note.new\n");
    assert!(
        matches!(found[..], [(3, Fault::Syntax { .. })]),
        "{found:?}"
    );
}

#[test]
fn two_ways_to_write_one_key_are_a_duplicate() {
    for (one, other) in [
        ("tab", "ctrl-i"),
        ("enter", "ctrl-m"),
        ("esc", "ctrl-["),
        ("backspace", "ctrl-h"),
        ("backtab", "shift-tab"),
        ("G", "shift-g"),
        ("ctrl-x", "Ctrl-X"),
    ] {
        let text = format!(
            "version = 1\n[context.\"notes.list\"]\n\"{one}\" = \"list.next\"\n\"{other}\" = \"list.previous\"\n"
        );
        let keys = chord(one).to_string();
        assert_eq!(
            faults(&text),
            vec![(4, Fault::Duplicate { keys, first: 3 })]
        );
    }
}

#[test]
fn a_key_hidden_by_its_own_beginning_is_a_fault() {
    let same = "version = 1
[context.\"notes.list\"]
\"g\" = \"list.first\"
\"g g\" = \"list.last\"
";
    let hidden = Fault::Hidden {
        keys: "g g".to_owned(),
        by: "g".to_owned(),
        context: "notes.list",
    };
    assert_eq!(faults(same), vec![(4, hidden)]);
    let inherited = "version = 1
[context.\"notes.list\"]
\"1 1\" = \"list.first\"
";
    let hidden = Fault::Hidden {
        keys: "1 1".to_owned(),
        by: "1".to_owned(),
        context: "notes.list",
    };
    assert_eq!(faults(inherited), vec![(3, hidden)]);
}

#[test]
fn a_key_taken_away_hides_nothing() {
    laid_over(
        "version = 1\n[context.\"notes.list\"]\n\"1\" = false\n[context.\"bundles\"]\n\"g\" = false\n\"g g\" = \"list.first\"\n",
    );
}

#[test]
fn a_bare_letter_in_a_text_field_is_a_fault() {
    for key in ["d", "Đ", "space", "backspace", "d d", "7"] {
        let text = format!("version = 1\n[context.editor]\n\"{key}\" = \"editor.save\"\n");
        let keys = key.to_owned();
        let bare = Fault::Bare {
            keys,
            context: "editor",
        };
        assert_eq!(faults(&text), vec![(3, bare)]);
    }
    laid_over("version = 1\n[context.editor]\n\"ctrl-x d\" = \"editor.save\"\n");
}

#[test]
fn the_last_way_to_quit_or_to_help_must_stay() {
    let quit = faults("version = 1\n[context.global]\n\n\"ctrl-c\" = false\n");
    assert!(
        matches!(
            quit[..],
            [(
                4,
                Fault::LastWay {
                    action: "app.quit",
                    ..
                }
            )]
        ),
        "{quit:?}"
    );
    let help =
        faults("version = 1\n[context.global]\n\"f1\" = \"item.open\"\n\"ctrl-/\" = false\n");
    assert!(
        matches!(
            help[..],
            [(
                4,
                Fault::LastWay {
                    action: "help.open",
                    ..
                }
            )]
        ),
        "{help:?}"
    );
    laid_over("version = 1\n[context.global]\n\"f1\" = false\n");
    laid_over(
        "version = 1\n[context.global]\n\"ctrl-c\" = false\n\"f10\" = \"app.quit\"\n[context.menu]\n\"f10\" = \"app.quit\"\n[context.screen]\n\"f10\" = \"app.quit\"\n",
    );
}

#[test]
fn a_way_that_only_sometimes_works_is_no_way() {
    let text =
        "version = 1\n[context.global]\n\"ctrl-c\" = { do = \"app.quit\", when = \"writable\" }\n";
    assert!(matches!(
        faults(text)[..],
        [(
            3,
            Fault::LastWay {
                action: "app.quit",
                ..
            }
        )]
    ));
}

#[test]
fn every_fault_is_told_in_both_languages() {
    let text = "version = 3\n[context.globl]\n[context.global]\n\"x\" = 1\n";
    let (_, faults) = Keymap::from_text("keys.toml", text, Base::Default);
    assert_eq!(faults.len(), 3);
    for fault in faults {
        assert_ne!(fault.message(Lang::Vi), fault.message(Lang::En));
    }
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC{0,80}") {
        Keymap::from_text("keys.toml", &text, Base::Default);
    }

    #[test]
    fn no_binding_makes_the_checks_panic(
        context in prop::sample::select(Context::ALL.to_vec()),
        keys in "[ -~]{1,12}",
        action in prop::sample::select(Action::ALL.to_vec()),
    ) {
        let keys = keys.replace(['\\', '"'], "x");
        let text = format!("version = 1\n[context.\"{}\"]\n\"{keys}\" = \"{}\"\n", context.id(), action.id());
        Keymap::from_text("keys.toml", &text, Base::Default);
    }
}
