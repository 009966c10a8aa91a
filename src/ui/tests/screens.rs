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
fn what_else_says_the_words_is_named_below_and_stands_in_a_list_of_its_own() {
    look_at("models_beside", "2 f3 r a c", ScriptedBook::of_an_bien);
    look_at("finder", "2 f3 r a c f3 enter", ScriptedBook::of_an_bien);
    look_at(
        "finder_one",
        "ctrl-f enter down enter",
        ScriptedBook::of_an_bien,
    );
    look_at("finder_empty", "ctrl-f", ScriptedBook::empty);
}

#[test]
fn one_model_shows_everything_about_it() {
    look_at("detail", "2 down down down enter", ScriptedBook::of_an_bien);
}

#[test]
fn notes_stand_newest_first_after_drafts() {
    look_at("notes", "7 down", ScriptedBook::of_an_bien);
}

#[test]
fn recommendations_stand_the_most_pressing_first() {
    look_at("recommendations", "4 down", ScriptedBook::of_an_bien);
}

#[test]
fn one_recommendation_shows_where_it_comes_from_and_what_may_follow() {
    look_at("recommendation", "4 enter", ScriptedBook::of_an_bien);
}

#[test]
fn a_book_without_recommendations_says_where_they_come_from() {
    look_at("recommendations_empty", "4", ScriptedBook::empty);
}

#[test]
fn reports_are_chosen_by_what_they_answer() {
    look_at("reports", "5 down", ScriptedBook::of_an_bien);
}

#[test]
fn a_report_is_a_table_with_a_chosen_cell() {
    look_at(
        "report",
        "5 enter down right right",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn a_wide_report_goes_on_to_the_right() {
    let keys = "5 enter right right right right right right right right right right";
    look_at("report_right", keys, ScriptedBook::of_an_bien);
}

#[test]
fn a_report_without_figures_says_what_to_do() {
    look_at(
        "report_empty",
        "5 enter f7 2 0 1 5 enter",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn figures_through_time_stand_beside_their_rows_where_there_is_room() {
    look_at(
        "report_course",
        "5 end up up up enter down",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn bars_stand_where_a_table_leaves_room() {
    look_at("report_bars", "5 end up up enter", ScriptedBook::of_an_bien);
}

#[test]
fn behind_a_cell_stands_its_list() {
    look_at(
        "report_behind",
        "5 enter right enter down",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn the_figures_are_said_in_words() {
    look_at("report_words", "5 enter f2", ScriptedBook::of_an_bien);
}

#[test]
fn bundles_say_what_is_held() {
    look_at("bundles", "6", ScriptedBook::of_an_bien);
}

#[test]
fn both_values_stand_side_by_side() {
    look_at("conflicts", "8", ScriptedBook::of_an_bien);
}

#[test]
fn the_first_page_asks_who_writes_the_book() {
    look_at("first_run", "", ScriptedBook::unopened);
}

#[test]
fn a_note_is_written_over_the_list() {
    look_at(
        "editor",
        "2 f6 M ộ t space n g à y",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn a_draft_is_gone_on_with() {
    look_at("editor_draft", "7 enter", ScriptedBook::of_an_bien);
}

#[test]
fn a_model_is_added_in_a_form() {
    look_at("form_model", "2 f5 H ũ tab tab", ScriptedBook::of_an_bien);
}

#[test]
fn a_form_says_what_is_missing() {
    look_at("form_missing", "2 f5 f2", ScriptedBook::of_an_bien);
}

#[test]
fn a_model_is_corrected_in_a_form() {
    look_at(
        "form_correct",
        "2 down down down enter f2 down",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn the_next_step_is_one_that_the_lifecycle_has() {
    look_at(
        "picker_step",
        "2 down down down enter f8",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn the_filter_says_what_is_on() {
    look_at("filter", "2 f4 down right right", ScriptedBook::of_an_bien);
}

#[test]
fn the_menu_groups_what_can_be_done() {
    look_at("menu", "2 f10", ScriptedBook::of_an_bien);
}

#[test]
fn the_palette_finds_by_a_few_letters() {
    look_at("palette", "2 ctrl-k g o i", ScriptedBook::of_an_bien);
}

#[test]
fn help_shows_the_keys_of_the_place() {
    look_at("help", "2 f1", ScriptedBook::of_an_bien);
}

#[test]
fn a_unit_is_chosen_for_the_overview() {
    look_at("picker_unit", "f4", ScriptedBook::of_an_bien);
}

#[test]
fn history_is_opened_at_the_end_of_the_page() {
    look_at(
        "detail_history",
        "2 down down down enter f4 end",
        ScriptedBook::of_an_bien,
    );
}

#[test]
fn every_room_is_told_apart_in_colour_too() {
    for theme in [Theme::Terminal, Theme::Dark, Theme::Light] {
        let mut session = Session::open(ScriptedBook::of_an_bien(), Lang::Vi, theme, 80, 24);
        session.press("2 f3 r a c");
        let screen = session.screen();
        assert!(screen.contains("reversed row 5: ▌ ! Đổi rác"), "{screen}");
        assert!(screen.contains("underlined row 5: rác"), "{screen}");
    }
}
