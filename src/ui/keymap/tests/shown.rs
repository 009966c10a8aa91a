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
