//! Every screen, in both languages and at three sizes.

use super::super::testing::{ScriptedBook, Session};
use super::super::theme::Theme;
use crate::i18n::Lang;

/// The design size, a wide window, and the smallest that is drawn.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (40, 12)];

/// Looks at what `keys` lead to, in every language and size.
fn look_at(name: &str, keys: &str, book: fn() -> ScriptedBook) {
    for lang in [Lang::Vi, Lang::En] {
        for (columns, rows) in SIZES {
            let mut session = Session::open(book(), lang, Theme::Mono, columns, rows);
            session.press(keys);
            let language = if lang == Lang::Vi { "vi" } else { "en" };
            insta::with_settings!({ prepend_module_to_snapshot => false, snapshot_path => "../snapshots" }, {
                insta::assert_snapshot!(format!("{name}_{language}_{columns}x{rows}"), session.screen());
            });
        }
    }
}

#[test]
fn the_overview_says_what_stands_and_what_is_to_be_done() {
    look_at("overview", "", ScriptedBook::of_an_bien);
}

#[test]
fn an_empty_book_says_how_to_begin() {
    look_at("overview_empty", "", ScriptedBook::empty);
}

#[test]
fn models_stand_in_a_list() {
    look_at("models", "2", ScriptedBook::of_an_bien);
}

#[test]
fn letters_without_diacritics_find_and_are_marked() {
    look_at(
        "models_search",
        "2 f3 r a c space g a o",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn one_model_shows_everything_about_it() {
    look_at("detail", "2 down down down enter", ScriptedBook::of_an_bien);
}

#[test]
fn notes_stand_newest_first_after_drafts() {
    look_at("notes", "3 down", ScriptedBook::of_an_bien);
}

#[test]
fn bundles_say_what_is_held() {
    look_at("bundles", "4", ScriptedBook::of_an_bien);
}

#[test]
fn both_values_stand_side_by_side() {
    look_at("conflicts", "5", ScriptedBook::of_an_bien);
}

#[test]
fn the_first_page_asks_who_writes_the_book() {
    look_at("first_run", "", ScriptedBook::unopened);
}
