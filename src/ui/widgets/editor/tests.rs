use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::super::testing::{drawn, look};
use super::*;
use crate::i18n::Lang;

const ROOM: Size = Size {
    width: 20,
    height: 4,
};

fn written(text: &str, edits: impl IntoIterator<Item = Edit>) -> Editor {
    let mut editor = Editor::new(text);
    for edit in edits {
        editor.apply(edit, ROOM);
    }
    editor
}

/// The rows on screen and the cursor as (column, row).
fn seen(editor: &Editor) -> (Vec<String>, (u16, u16)) {
    let mut terminal = Terminal::new(TestBackend::new(ROOM.width, ROOM.height)).unwrap();
    terminal
        .draw(|frame| editor.view(frame, frame.area(), Focus::Here, &look(Lang::Vi)))
        .unwrap();
    let cursor = terminal.get_cursor_position().unwrap();
    let cells = terminal.backend().buffer().content();
    let rows = cells
        .chunks(usize::from(ROOM.width))
        .map(|row| {
            row.iter()
                .map(|cell| cell.symbol())
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect();
    (rows, (cursor.x, cursor.y))
}

#[test]
fn a_note_wraps_at_words() {
    let editor = written("Ghe về bến, rác về bờ ở xã Hòn Nghệ", []);
    let (rows, cursor) = seen(&editor);
    assert_eq!(rows, ["Ghe về bến, rác về", "bờ ở xã Hòn Nghệ", "", ""]);
    assert_eq!(cursor, (16, 1));
}

#[test]
fn up_and_down_aim_at_the_same_cell() {
    let mut editor = written("0123456789\nab\n0123456789", [Edit::Up]);
    assert_eq!(seen(&editor).1, (2, 1));
    editor.apply(Edit::Up, ROOM);
    assert_eq!(seen(&editor).1, (10, 0));
    editor.apply(Edit::Down, ROOM);
    editor.apply(Edit::Home, ROOM);
    assert_eq!(seen(&editor).1, (0, 1));
}

#[test]
fn home_and_end_keep_to_the_row() {
    let mut editor = written("Ghe về bến, rác về bờ", [Edit::Up, Edit::End]);
    assert_eq!(
        seen(&editor).1.1,
        0,
        "the end of a wrapped row is on that row"
    );
    editor.apply(Edit::Home, ROOM);
    assert_eq!(seen(&editor).1, (0, 0));
}

#[test]
fn the_rows_stand_still_until_the_cursor_leaves_them() {
    let text = "1\n2\n3\n4\n5\n6\n7\n8";
    let mut editor = written(text, []);
    assert_eq!(
        seen(&editor),
        (vec!["5".into(), "6".into(), "7".into(), "8".into()], (1, 3))
    );
    for _ in 0..3 {
        editor.apply(Edit::Up, ROOM);
    }
    assert_eq!(seen(&editor).1, (1, 0));
    editor.apply(Edit::PageUp, ROOM);
    assert_eq!(seen(&editor).0, ["2", "3", "4", "5"]);
    editor.apply(Edit::PageDown, ROOM);
    assert_eq!(
        seen(&editor),
        (vec!["2".into(), "3".into(), "4".into(), "5".into()], (1, 3))
    );
}

#[test]
fn saved_is_what_was_saved() {
    let mut editor = written("", [Edit::Insert('a')]);
    assert!(editor.is_dirty());
    let sent = editor.revision();
    editor.apply(Edit::Insert('b'), ROOM);
    editor.mark_saved(sent);
    assert!(editor.is_dirty(), "b came after the text that was saved");
    editor.mark_saved(editor.revision());
    assert!(!editor.is_dirty());
    editor.apply(Edit::Left, ROOM);
    assert!(!editor.is_dirty(), "moving changes nothing");
}

#[test]
fn what_imports_bring_is_shown_and_not_obeyed() {
    let (rows, cursor) = seen(&written("\u{301}a\tb\n\u{1b}[31mx\u{85}", []));
    assert_eq!(rows[..2], ["◌\u{301}a    b", "␛[31mx<85>"]);
    assert_eq!(cursor, (10, 1));
}

#[test]
fn a_megabyte_without_a_line_break_is_edited_like_any_other() {
    let mut editor = written("", [Edit::Paste("rác về bờ ".repeat(80_000))]);
    editor.apply(Edit::Insert('x'), ROOM);
    editor.apply(Edit::Up, ROOM);
    editor.apply(Edit::PageUp, ROOM);
    let (rows, _) = seen(&editor);
    assert!(
        rows.iter()
            .all(|row| row.starts_with("rác") || row.starts_with("về") || row.starts_with("bờ")),
        "{rows:?}"
    );
    let mut solid = written("", [Edit::Paste("x".repeat(1_000_000))]);
    for edit in [
        Edit::Up,
        Edit::End,
        Edit::Home,
        Edit::Backspace,
        Edit::PageUp,
    ] {
        solid.apply(edit, ROOM);
        seen(&solid);
    }
    assert_eq!(solid.text().len(), 999_999);
}

#[test]
fn walking_down_passes_every_byte_once() {
    for text in [
        "",
        "một\n\nhai ba bốn năm sáu bảy tám\n",
        &"x".repeat(40_000),
        &"ế🧑‍🌾".repeat(6_000),
    ] {
        let mut walker = Walker::at(text, 20, 0);
        let mut down = vec![walker.start()];
        while walker.down() {
            down.push(walker.start());
        }
        let mut up = vec![walker.start()];
        while walker.up() {
            up.push(walker.start());
        }
        up.reverse();
        assert_eq!(down, up);
        assert!(down.windows(2).all(|pair| pair[0] < pair[1]));
        for start in down.into_iter().step_by(97) {
            assert_eq!(Walker::at(text, 20, start).start(), start);
        }
    }
}

#[test]
fn a_note_is_drawn_at_any_size() {
    let editor = written("שלום 🧑‍🌾 \u{200B} ế\u{301}\u{301}\u{301} dài", []);
    for (columns, rows) in [(1, 1), (2, 3), (40, 12)] {
        drawn(columns, rows, |frame, area| {
            editor.view(frame, area, Focus::Here, &look(Lang::Vi))
        });
    }
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => any::<char>().prop_map(Edit::Insert),
        2 => "[a-zế \n\t]{0,60}".prop_map(Edit::Paste),
        4 => prop::sample::select(vec![
            Edit::Up, Edit::Down, Edit::PageUp, Edit::PageDown, Edit::Home, Edit::End, Edit::Left, Edit::Right,
            Edit::Newline, Edit::Backspace, Edit::Delete, Edit::DeleteWord, Edit::Undo, Edit::Redo,
        ]),
    ]
}

proptest! {
    #[test]
    fn the_cursor_is_always_in_sight(
        edits in prop::collection::vec((edits(), 1..30_u16, 1..8_u16), 0..40),
    ) {
        let mut editor = Editor::default();
        for (edit, width, height) in edits {
            editor.apply(edit, Size { width, height });
            prop_assert!(editor.typing.raw().is_char_boundary(editor.typing.cursor()));
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            terminal.draw(|frame| editor.view(frame, frame.area(), Focus::Here, &look(Lang::Vi))).unwrap();
            prop_assert!(terminal.backend().cursor_visible());
        }
    }

    #[test]
    fn moving_by_rows_changes_no_text(text in "[a-zếề \n]{0,200}", moves in prop::collection::vec(0..4_usize, 0..30)) {
        let mut editor = Editor::new(&text);
        for index in moves {
            let edit = [Edit::Up, Edit::Down, Edit::Home, Edit::End][index].clone();
            editor.apply(edit, ROOM);
        }
        prop_assert_eq!(editor.text(), text);
    }
}
