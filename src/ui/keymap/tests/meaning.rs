use super::*;

#[test]
fn the_innermost_context_answers() {
    let map = Keymap::default_keys();
    let f7 = pressed("f7");
    let import = map.resolve(Context::Bundles.chain(), &f7, &all);
    assert_eq!(import, Resolution::Do(Action::BundleImport));
    let list = map.resolve(Context::ModelsList.chain(), &f7, &all);
    assert_eq!(list, Resolution::Do(Action::ListImport));
}

#[test]
fn the_screen_beneath_a_question_does_not_answer() {
    let map = Keymap::default_keys();
    let note = map.resolve(Context::Confirm.chain(), &pressed("f6"), &all);
    assert_eq!(note, Resolution::Unbound);
}

#[test]
fn letters_stay_in_a_text_field() {
    let map = Keymap::vim();
    for context in Context::ALL.iter().filter(|context| context.takes_text()) {
        // On the page of a visit a letter begins an answer; arrows move about.
        let moves = ["left", "home"];
        let letters = ["q", "?", "j", "1", "space", "backspace"].into_iter();
        let moves = moves
            .into_iter()
            .filter(|_| *context != Context::SurveyVisit);
        for key in letters.chain(moves) {
            let meaning = map.resolve(context.chain(), &pressed(key), &none);
            assert_eq!(meaning, Resolution::Unbound, "{key} in {context:?}");
        }
    }
}

#[test]
fn arrows_move_the_list_below_the_search_box() {
    let map = Keymap::default_keys();
    let down = map.resolve(Context::ModelsSearch.chain(), &pressed("down"), &all);
    assert_eq!(down, Resolution::Do(Action::ListNext));
}

#[test]
fn a_refused_action_says_why() {
    let map = Keymap::default_keys();
    let open = map.resolve(Context::ModelsList.chain(), &pressed("enter"), &none);
    let refused = Resolution::Refused(Action::ItemOpen, Condition::HasSelection);
    assert_eq!(open, refused);
}

#[test]
fn a_condition_that_fails_leaves_the_key_to_outer_contexts() {
    let map = laid_over(
        "version = 1\n[context.\"models.list\"]\n\"f3\" = { do = \"search.clear\", when = \"has_search\" }\n",
    );
    let chain = Context::ModelsList.chain();
    let f3 = |holds| map.resolve(chain, &pressed("f3"), holds);
    assert_eq!(f3(&all), Resolution::Do(Action::SearchClear));
    assert_eq!(f3(&none), Resolution::Do(Action::SearchFocus));
}

#[test]
fn false_stops_the_look_up_where_it_stands() {
    let map = laid_over("version = 1\n[context.\"models.list\"]\n\"q\" = false\n");
    let q = |context: Context| map.resolve(context.chain(), &pressed("q"), &all);
    assert_eq!(q(Context::ModelsList), Resolution::Unbound);
    assert_eq!(q(Context::Overview), Resolution::Do(Action::AppQuit));
}

#[test]
fn a_stopped_key_stops_the_sequences_that_begin_with_it() {
    let text = "version = 1\n[context.\"notes.list\"]\n\"g\" = false\n";
    let (map, faults) = Keymap::from_text("keys.toml", text, Base::Vim);
    assert_eq!(faults, []);
    let g = |context: Context| map.resolve(context.chain(), &pressed("g"), &all);
    assert_eq!(g(Context::NotesList), Resolution::Unbound);
    assert!(matches!(g(Context::Overview), Resolution::Pending(_)));
}

#[test]
fn the_beginning_of_a_sequence_tells_what_may_follow() {
    let map = Keymap::vim();
    let chain = Context::Overview.chain();
    let expected = vec![
        (chord("g"), Action::ListFirst),
        (chord("t"), Action::ScreenNext),
        (chord("T"), Action::ScreenPrevious),
    ];
    let begun = map.resolve(chain, &pressed("g"), &all);
    assert_eq!(begun, Resolution::Pending(expected));
    let ended = map.resolve(chain, &pressed("g g"), &all);
    assert_eq!(ended, Resolution::Do(Action::ListFirst));
    let astray = map.resolve(chain, &pressed("g x"), &all);
    assert_eq!(astray, Resolution::Unbound);
}

#[test]
fn nothing_pressed_means_nothing_done() {
    let map = Keymap::default_keys();
    let idle = map.resolve(Context::Overview.chain(), &[], &all);
    assert_eq!(idle, Resolution::Unbound);
}

#[test]
fn the_users_file_is_laid_over_the_base() {
    let map = laid_over("version = 1\n[context.\"screen\"]\n\"f6\" = \"search.focus\"\n");
    let chain = Context::NotesList.chain();
    let f6 = map.resolve(chain, &pressed("f6"), &all);
    assert_eq!(f6, Resolution::Do(Action::SearchFocus));
    let f3 = map.resolve(chain, &pressed("f3"), &all);
    assert_eq!(f3, Resolution::Do(Action::SearchFocus));
}
