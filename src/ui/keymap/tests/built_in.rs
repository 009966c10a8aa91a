use super::*;

#[test]
fn the_built_in_maps_have_no_fault() {
    for base in BASES {
        assert_eq!(Keymap::check_base(base), []);
    }
}

#[test]
fn every_action_has_a_key_or_is_in_the_palette() {
    for base in BASES {
        let map = Keymap::base(base);
        let rows = map.doc();
        for action in Action::ALL {
            assert!(rows.iter().any(|row| row.action == *action), "{action:?}");
        }
    }
}

/// Letters change under an input method, and some terminals keep F1, F10 and F11.
#[test]
fn what_a_screen_offers_is_reached_without_letters() {
    let map = Keymap::default_keys();
    for context in Context::ALL {
        let rows = map.help(context.chain());
        for row in &rows {
            let elsewhere = rows.iter().filter(|other| other.action == row.action);
            let robust = elsewhere
                .flat_map(|row| &row.keys)
                .any(|keys| keys.chords().iter().all(|chord| chord.typed().is_none()));
            let offered = matches!(row.action.offer(), Offer::Palette | Offer::Anywhere);
            assert!(robust || offered, "{:?} in {context:?}", row.action);
        }
    }
}

#[test]
fn no_default_key_belongs_to_multiplexers_flow_control_or_alt() {
    let kept: Vec<_> = "abgoptnsq"
        .chars()
        .map(|letter| chord(&format!("ctrl-{letter}")))
        .collect();
    for base in BASES {
        for binding in Keymap::base(base).bindings() {
            for pressed in binding.keys.chords() {
                assert!(!kept.contains(pressed), "{pressed}");
                assert!(!pressed.to_string().contains("alt-"), "{pressed}");
            }
        }
    }
}

#[test]
fn bare_backspace_is_bound_to_nothing() {
    for base in BASES {
        let map = Keymap::base(base);
        for context in Context::ALL {
            let meaning = map.resolve(context.chain(), &pressed("backspace"), &all);
            assert_eq!(meaning, Resolution::Unbound, "{context:?}");
        }
    }
}

#[test]
fn keys_kept_by_some_terminals_have_another() {
    let map = Keymap::default_keys();
    for context in Context::ALL {
        let rows = map.help(context.chain());
        for row in &rows {
            for kept in ["f1", "f10", "f11"].map(|word| word.parse::<Sequence>().unwrap()) {
                let others = rows
                    .iter()
                    .filter(|other| other.action == row.action)
                    .flat_map(|other| &other.keys)
                    .filter(|keys| **keys != kept);
                let alone = row.keys.contains(&kept) && others.count() == 0;
                assert!(!alone, "{kept} in {context:?}");
            }
        }
    }
}

#[test]
fn ctrl_c_asks_to_quit_everywhere() {
    for base in BASES {
        let map = Keymap::base(base);
        for context in Context::ALL {
            let meaning = map.resolve(context.chain(), &pressed("ctrl-c"), &all);
            assert_eq!(meaning, Resolution::Do(Action::AppQuit), "{context:?}");
        }
    }
}
