use super::*;
use crate::i18n::Lang;
use crate::text::cells;

#[test]
fn the_footer_fits_and_always_names_the_help() {
    let map = Keymap::default_keys();
    for context in Context::ALL {
        for width in [40, 80, 120, 400] {
            for lang in [Lang::Vi, Lang::En] {
                let footer = map.footer(context.chain(), &all, lang, width);
                let help = lang.say(&Action::HelpOpen.label());
                assert!(
                    footer.iter().any(|(_, label)| *label == help),
                    "{context:?}"
                );
                let entries = footer
                    .iter()
                    .map(|(key, label)| cells(key) + 1 + cells(label));
                let gaps = (footer.len() - 1) * FOOTER_GAP;
                assert!(entries.sum::<usize>() + gaps <= width);
            }
        }
    }
}

#[test]
fn the_footer_tells_what_can_be_done_here_and_now() {
    let map = Keymap::default_keys();
    let chain = Context::ModelsList.chain();
    let keys = |holds| -> Vec<String> {
        let footer = map.footer(chain, holds, Lang::Vi, 80);
        footer.into_iter().map(|(key, _)| key).collect()
    };
    let now = keys(&all);
    assert_eq!(now.first().map(String::as_str), Some("Enter"));
    let nothing = keys(&none);
    assert!(!nothing.contains(&"Enter".to_owned()));
    assert!(nothing.contains(&"F3".to_owned()));
}

#[test]
fn the_palette_tells_keys_and_refusals() {
    let map = Keymap::default_keys();
    let offered = map.palette(Context::Bundles.chain(), &none);
    let find = |action| offered.iter().find(|offered| offered.action == action);
    let undo = find(Action::BundleUndo).unwrap();
    assert_eq!(undo.refused, Some(Condition::HasImport));
    assert_eq!(undo.keys, Some("f8".parse().unwrap()));
    assert!(find(Action::ThemeSwitch).unwrap().keys.is_none());
    assert!(find(Action::ConflictTakeFirst).is_none());
    assert!(find(Action::ListNext).is_none());
}

#[test]
fn the_json_has_the_promised_keys() {
    let rows = Keymap::default_keys().doc();
    let json = json(&rows, Lang::En);
    let rows = json.as_array().unwrap();
    for row in rows {
        let mut names: Vec<_> = row
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        names.sort_unstable();
        assert_eq!(names, ["action", "context", "description", "keys"]);
    }
    let note = rows
        .iter()
        .find(|row| row["action"] == "note.new" && row["context"] == "screen")
        .unwrap();
    assert_eq!(note["keys"], serde_json::json!(["f6"]));
    assert_eq!(note["description"], "Write a new note");
}

#[test]
fn the_markdown_has_a_table_for_each_context() {
    let map = laid_over(
        "version = 1\n[context.screen]\n\"|\" = \"search.focus\"\n\"`\" = \"item.open\"\n",
    );
    let text = markdown(&map.doc(), Lang::Vi);
    assert!(text.contains("## Mọi nơi (`global`)\n\n| Phím | Làm gì | Lệnh |\n|---|---|---|\n"));
    assert!(text.contains("`F3`, `/`, `\\|` |"));
    assert!(text.contains("`` ` ``"));
}

/// At 40×12 the footer has two rows, and what does not fit into one goes whole
/// into the next.
#[test]
fn a_footer_of_two_rows_names_the_help_too() {
    let map = Keymap::default_keys();
    for context in Context::ALL {
        for lang in [Lang::Vi, Lang::En] {
            let space = Space { width: 38, rows: 2 };
            let rows = map.footer_rows(context.chain(), &all, lang, space);
            assert!(rows.len() <= space.rows, "{context:?}");
            let help = lang.say(&Action::HelpOpen.label());
            assert_eq!(rows.last().unwrap().last().unwrap().1, help, "{context:?}");
            for row in &rows {
                let entries = row.iter().map(|(key, label)| cells(key) + 1 + cells(label));
                assert!(entries.sum::<usize>() + (row.len() - 1) * FOOTER_GAP <= space.width);
            }
        }
    }
}

#[test]
fn where_nothing_else_fits_the_help_remains() {
    let map = Keymap::default_keys();
    let footer = map.footer(Context::ModelsList.chain(), &all, Lang::Vi, 10);
    assert_eq!(footer, [("F1".to_owned(), "giúp".to_owned())]);
}
