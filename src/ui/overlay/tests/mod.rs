//! Every overlay as people see it, in both languages, at the size it is made
//! for and at the smallest.

mod samples;

use ratatui::layout::Size;

use super::super::widgets::testing::{drawn, look};
use super::super::widgets::{Edit, Press};
use super::*;
use crate::i18n::Lang;

const SIZES: [(u16, u16); 2] = [(80, 24), (40, 12)];
const ROOM: Size = Size {
    width: 80,
    height: 24,
};

/// Compares the overlay in both languages with what was seen and agreed to.
fn seen(name: &str, overlay: impl Fn(Lang) -> Overlay) {
    for (lang, code) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let overlay = overlay(lang);
        let pictures: Vec<_> = SIZES
            .iter()
            .map(|(columns, rows)| {
                drawn(*columns, *rows, |frame, area| {
                    overlay.view(frame, area, &look(lang))
                })
            })
            .collect();
        insta::assert_snapshot!(format!("{name}_{code}"), pictures.join("\n"));
    }
    for (columns, rows) in [(1, 1), (3, 2), (20, 5), (200, 60)] {
        drawn(columns, rows, |frame, area| {
            overlay(Lang::Vi).view(frame, area, &look(Lang::Vi))
        });
    }
}

fn after(mut overlay: Overlay, presses: impl IntoIterator<Item = Press>) -> Overlay {
    for press in presses {
        overlay.apply(press, ROOM);
    }
    overlay
}

fn letters(text: &str) -> impl Iterator<Item = Press> + '_ {
    text.chars().map(|letter| Press::Edit(Edit::Insert(letter)))
}

#[test]
fn help() {
    seen("help", |lang| {
        Overlay::Help(Help::new(&samples::rows(), lang))
    });
}

#[test]
fn palette() {
    seen("palette", |lang| {
        Overlay::Palette(Palette::new(&samples::offered(), lang))
    });
    let word = |lang| match lang {
        Lang::Vi => "ghi chep",
        Lang::En => "note",
    };
    seen("palette_narrowed", |lang| {
        after(
            Overlay::Palette(Palette::new(&samples::offered(), lang)),
            letters(word(lang)),
        )
    });
}

#[test]
fn menu() {
    seen("menu", |lang| {
        let down = Press::Edit(Edit::Down);
        after(
            Overlay::Menu(Menu::new(&samples::offered(), lang)),
            [down.clone(), down],
        )
    });
}

#[test]
fn confirm() {
    seen("confirm", |lang| {
        Overlay::Confirm(Confirm::new(
            "Gộp gói “xa-nam-du.kheo” vào sổ?",
            Danger::Harmless,
            lang,
        ))
    });
    seen("confirm_loss", |lang| {
        Overlay::Confirm(Confirm::new(
            "Bỏ bản nháp về “Ghe về bến, rác về bờ”?",
            Danger::Loses,
            lang,
        ))
    });
}

#[test]
fn editor() {
    seen("editor", |_| samples::editor());
    seen("editor_place", |_| {
        after(samples::editor(), [Press::NextField])
    });
}

#[test]
fn form() {
    seen("form", |lang| samples::model_form(lang, "name"));
    seen("form_text", |lang| samples::model_form(lang, "content"));
    seen("form_choice", |lang| samples::model_form(lang, "kind"));
    seen("form_reference", |lang| {
        after(samples::model_form(lang, "unit"), letters("yen"))
    });
    seen("form_fault", |lang| {
        after(
            samples::model_form(lang, "started"),
            letters("31/02/2023").chain([Press::Accept]),
        )
    });
}

#[test]
fn picker() {
    seen("picker", samples::unit_picker);
    seen("picker_narrowed", |lang| {
        after(samples::unit_picker(lang), letters("yen"))
    });
    seen("picker_nothing", |lang| {
        after(samples::unit_picker(lang), letters("zzz"))
    });
}

#[test]
fn filter() {
    seen("filter", samples::filter);
    seen("filter_unit", |lang| {
        after(samples::filter(lang), letters("d"))
    });
}

#[test]
fn path_prompt() {
    seen("path", |_| samples::path_prompt());
    seen("path_chosen", |_| {
        let down = Press::Edit(Edit::Down);
        after(samples::path_prompt(), [down.clone(), down])
    });
}

#[test]
fn list_preview() {
    seen("list_preview", samples::sound_list);
    seen("list_preview_faults", samples::faulty_list);
    seen("list_preview_end", |lang| {
        after(
            samples::sound_list(lang),
            [Press::Step(crate::ui::widgets::list::Step::Last)],
        )
    });
}

#[test]
fn bundle_preview() {
    seen("bundle_preview", samples::bundle);
    seen("bundle_preview_nothing", samples::known_bundle);
}

#[test]
fn message() {
    seen("message", |lang| {
        let told = Told {
            title: "keys.toml".into(),
            wrong: vec!["Không có lệnh “list.nxt”. Chương trình mở với các phím mặc định.".into()],
            place: "~/.config/kheo/keys.toml, dòng 12".into(),
            right: "list.next".into(),
        };
        Overlay::Message(Message::new(told, lang))
    });
}

#[test]
fn which_key() {
    let pending = samples::pending();
    for (lang, code) in [(Lang::Vi, "vi"), (Lang::En, "en")] {
        let pictures = SIZES.map(|(columns, rows)| {
            drawn(columns, rows, |frame, area| {
                which_key::view(&pending, frame, area, &look(lang))
            })
        });
        insta::assert_snapshot!(format!("which_key_{code}"), pictures.join("\n"));
    }
}

#[test]
fn a_list_with_faults_cannot_be_agreed_to() {
    let mut faulty = samples::faulty_list(Lang::Vi);
    assert_eq!(faulty.apply(Press::Accept, ROOM), Outcome::Stay);
    assert_eq!(faulty.apply(Press::NextField, ROOM), Outcome::ChooseParent);
    assert_eq!(
        samples::sound_list(Lang::Vi).apply(Press::Accept, ROOM),
        Outcome::Agreed
    );
}

#[test]
fn the_menu_stops_on_commands_only() {
    let mut menu = Overlay::Menu(Menu::new(&samples::offered(), Lang::Vi));
    for press in [
        Press::Edit(Edit::Right),
        Press::Edit(Edit::Up),
        Press::Step(crate::ui::widgets::list::Step::Last),
    ] {
        menu.apply(press, ROOM);
        assert!(matches!(menu.apply(Press::Accept, ROOM), Outcome::Do(_)));
    }
}

#[test]
fn names_from_hostile_lists_break_no_overlay() {
    for name in [
        "\u{1b}[2J\u{202e}".repeat(2_000),
        "\u{301}".repeat(10_000),
        "🧑‍🌾".repeat(10_000),
        "שלום".repeat(2_500),
        "\n".repeat(500),
    ] {
        for overlay in samples::all_named(&name) {
            for (columns, rows) in SIZES {
                let picture = drawn(columns, rows, |frame, area| {
                    overlay.view(frame, area, &look(Lang::Vi))
                });
                assert!(!picture.contains('\u{1b}') && !picture.contains('\u{202e}'));
            }
        }
    }
}
