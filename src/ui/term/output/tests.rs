use std::io::{self, Write};
use std::num::NonZero;

use proptest::prelude::*;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use ratatui::{Frame, Terminal};

use super::*;
use crate::ui::theme::{MARKER, Theme};

fn cells(number: u16) -> NonZero<u16> {
    NonZero::new(number).unwrap()
}

/// Keeps every write, and plays it to a terminal.
struct Recorder {
    size: Size,
    writes: Vec<Vec<u8>>,
    terminal: vt100::Parser,
}

impl Recorder {
    fn new(width: u16, height: u16) -> Self {
        Self {
            size: Size::new(width, height),
            writes: Vec::new(),
            terminal: vt100::Parser::new(cells(height), cells(width), 0),
        }
    }
}

impl Sink for Recorder {
    fn size(&self) -> Size {
        self.size
    }
}

impl Write for Recorder {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writes.push(bytes.to_vec());
        self.terminal.process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn open(width: u16, height: u16) -> Terminal<Output<Recorder>> {
    Terminal::new(Output::new(Recorder::new(width, height))).unwrap()
}

/// The bytes that one frame costs.
fn cost(terminal: &mut Terminal<Output<Recorder>>, view: impl FnOnce(&mut Frame<'_>)) -> usize {
    let before = terminal.backend().sink().writes.len();
    terminal.draw(view).unwrap();
    let writes = &terminal.backend().sink().writes[before..];
    assert!(writes.len() <= 1, "a frame is one write");
    writes.iter().map(Vec::len).sum()
}

const NAMES: [&str; 7] = [
    "Ghe về bến, rác về bờ",
    "Gom rác bãi sau, giữ bờ kè",
    "Đổi rác nhựa, trồng cây ven bờ",
    "Hũ gạo tình thương",
    "Tiếng kẻng an ninh",
    "Thắp sáng đường quê bằng năng lượng mặt trời",
    "Tổ tự quản an toàn giao thông trên biển",
];
const OWNERS: [&str; 3] = ["Đoàn xã", "Hội Nông dân", "Hội LHPN"];

/// The list of models of SCREENS.md at 80×24, a full-row highlight included.
fn list(frame: &mut Frame<'_>, top: usize, selected: usize) {
    let palette = Theme::Terminal.palette();
    let buffer = frame.buffer_mut();
    buffer.set_style(buffer.area, palette.ground);
    buffer.set_string(0, 0, " kheo · Sổ BCĐ huyện Kiên Hải", palette.title);
    buffer.set_string(0, 2, "─".repeat(80), palette.rule);
    buffer.set_string(0, 3, " Tìm:   xã: Hòn Nghệ   cấp: mọi cấp", palette.dim);
    buffer.set_string(0, 22, "─".repeat(80), palette.rule);
    buffer.set_string(
        1,
        23,
        "Enter mở   F3 tìm   F6 ghi chép   F1 giúp",
        palette.key,
    );
    for row in 0..18 {
        let item = top + row;
        let y = 4 + row as u16;
        buffer.set_string(3, y, NAMES[item % NAMES.len()], Style::new());
        buffer.set_string(50, y, OWNERS[item % OWNERS.len()], Style::new());
        buffer.set_string(65, y, format!("{item:>5}"), Style::new());
        buffer.set_string(72, y, "● đang", palette.warn);
        if item == selected {
            buffer.set_string(1, y, MARKER, palette.marker);
            buffer.set_style(Rect::new(0, y, 80, 1), palette.selected);
        }
    }
}

#[test]
fn moving_in_a_list_costs_at_most_250_bytes() {
    let mut terminal = open(80, 24);
    cost(&mut terminal, |frame| list(frame, 0, 0));
    for selected in (1..18).chain((0..17).rev()) {
        let bytes = cost(&mut terminal, |frame| list(frame, 0, selected));
        assert!(bytes <= 250, "{bytes} bytes to line {selected}");
    }
}

#[test]
fn scrolling_by_one_line_costs_at_most_450_bytes() {
    let mut terminal = open(80, 24);
    cost(&mut terminal, |frame| list(frame, 0, 17));
    for top in 1..20 {
        let bytes = cost(&mut terminal, |frame| list(frame, top, top + 17));
        assert!(bytes <= 450, "{bytes} bytes down to {top}");
    }
    cost(&mut terminal, |frame| list(frame, 19, 19));
    for top in (0..19).rev() {
        let bytes = cost(&mut terminal, |frame| list(frame, top, top));
        assert!(bytes <= 450, "{bytes} bytes up to {top}");
    }
}

#[test]
fn a_frame_that_changes_nothing_writes_nothing() {
    let mut terminal = open(80, 24);
    for cursor in [None, Some((5, 3))] {
        let draw = |frame: &mut Frame<'_>| {
            list(frame, 0, 3);
            if let Some(cursor) = cursor {
                frame.set_cursor_position(cursor);
            }
        };
        cost(&mut terminal, draw);
        assert_eq!(cost(&mut terminal, draw), 0);
    }
}

#[test]
fn a_frame_is_wrapped_as_one() {
    let mut terminal = open(80, 24);
    cost(&mut terminal, |frame| list(frame, 0, 3));
    let frame = terminal.backend().sink().writes.last().unwrap();
    assert!(frame.starts_with(BEGIN_FRAME) && frame.ends_with(END_FRAME));
}

#[test]
fn the_cursor_is_shown_where_it_is_asked_for_and_hidden_again() {
    let mut terminal = open(20, 5);
    let cursor = |terminal: &Terminal<Output<Recorder>>| {
        let screen = terminal.backend().sink().terminal.screen();
        (!screen.hide_cursor()).then_some(screen.cursor_position())
    };
    terminal.hide_cursor().unwrap();
    cost(&mut terminal, |frame| frame.set_cursor_position((7, 2)));
    assert_eq!(cursor(&terminal), Some((2, 7)));
    cost(&mut terminal, |frame| {
        frame.buffer_mut().set_string(0, 0, "khéo", Style::new());
        frame.set_cursor_position((8, 2));
    });
    assert_eq!(cursor(&terminal), Some((2, 8)));
    cost(&mut terminal, |_| {});
    assert_eq!(cursor(&terminal), None);
}

#[test]
fn what_others_drew_is_gone_after_forgetting() {
    let mut terminal = open(20, 3);
    let hello = |frame: &mut Frame<'_>| {
        frame.buffer_mut().set_string(0, 0, "khéo", Style::new());
    };
    cost(&mut terminal, hello);
    terminal
        .backend_mut()
        .sink
        .terminal
        .process(b"\x1b[31mxxxxxxxxxxx\r\nyyyy");
    terminal.backend_mut().forget();
    terminal.clear().unwrap();
    cost(&mut terminal, hello);
    let screen = terminal.backend().sink().terminal.screen();
    assert_eq!(screen.contents(), "khéo");
}

#[test]
fn a_new_size_is_drawn_anew() {
    let mut terminal = open(20, 3);
    let line = |frame: &mut Frame<'_>| {
        let width = frame.area().width;
        let text = "x".repeat(usize::from(width));
        frame.buffer_mut().set_string(0, 0, text, Style::new());
    };
    cost(&mut terminal, line);
    for (width, height) in [(31, 6), (9, 2)] {
        let sink = &mut terminal.backend_mut().sink;
        sink.size = Size::new(width, height);
        sink.terminal
            .screen_mut()
            .set_size(cells(height), cells(width));
        cost(&mut terminal, line);
        let screen = terminal.backend().sink().terminal.screen();
        assert_eq!(screen.contents(), "x".repeat(usize::from(width)));
    }
}

/// A piece of text somewhere on the screen.
#[derive(Debug, Clone)]
struct Piece {
    x: u16,
    y: u16,
    text: &'static str,
    style: Style,
}

const WIDTH: u16 = 24;
const HEIGHT: u16 = 9;

fn piece() -> impl Strategy<Value = Piece> {
    let texts = prop::sample::select(vec![
        "ghe",
        "về bến",
        "rác về bờ",
        "   ",
        "          ",
        "─────",
        "漢字",
        "▌",
        "a漢b",
        "đ",
    ]);
    let colours = prop::sample::select(vec![
        Color::Reset,
        Color::Red,
        Color::DarkGray,
        Color::White,
        Color::Indexed(200),
        Color::Rgb(1, 2, 3),
    ]);
    let modifiers = prop::sample::select(vec![
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::DIM,
        Modifier::REVERSED,
        Modifier::UNDERLINED,
        Modifier::BOLD.union(Modifier::REVERSED),
    ]);
    (
        0..WIDTH,
        0..HEIGHT,
        texts,
        colours.clone(),
        colours,
        modifiers,
    )
        .prop_map(|(x, y, text, letters, ground, modifiers)| Piece {
            x,
            y,
            text,
            style: Style::reset()
                .fg(letters)
                .bg(ground)
                .add_modifier(modifiers),
        })
}

/// The pieces of one frame, moved up by some lines, so that frames scroll.
fn frames() -> impl Strategy<Value = Vec<(Vec<Piece>, u16)>> {
    let shared = prop::collection::vec(piece(), 0..12);
    let own = prop::collection::vec((prop::collection::vec(piece(), 0..3), 0..3u16), 1..8);
    (shared, own).prop_map(|(shared, own)| {
        own.into_iter()
            .map(|(mut pieces, lift)| {
                pieces.extend(shared.iter().cloned());
                (pieces, lift)
            })
            .collect()
    })
}

fn colour(colour: vt100::Color) -> Color {
    match colour {
        vt100::Color::Default => Color::Reset,
        vt100::Color::Idx(1) => Color::Red,
        vt100::Color::Idx(8) => Color::DarkGray,
        vt100::Color::Idx(15) => Color::White,
        vt100::Color::Idx(index) => Color::Indexed(index),
        vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
    }
}

/// What can be seen of a cell: the colour of a blank's letter cannot.
fn seen(
    symbol: &str,
    letters: Color,
    ground: Color,
    modifiers: Modifier,
) -> (String, Color, Color, Modifier) {
    if symbol == " " || symbol.is_empty() {
        let visible = modifiers & (Modifier::REVERSED | Modifier::UNDERLINED);
        let letters = if visible.is_empty() {
            Color::Reset
        } else {
            letters
        };
        return (" ".to_owned(), letters, ground, visible);
    }
    (symbol.to_owned(), letters, ground, modifiers)
}

fn assert_shows(screen: &vt100::Screen, drawn: &Buffer) {
    for y in 0..HEIGHT {
        let mut covered = 0;
        for x in 0..WIDTH {
            let cell = &drawn[(x, y)];
            let there = screen.cell(y, x).unwrap();
            if x >= covered {
                covered = x + cell.cell_width().max(1);
                let modifiers = [
                    (there.bold(), Modifier::BOLD),
                    (there.dim(), Modifier::DIM),
                    (there.inverse(), Modifier::REVERSED),
                    (there.underline(), Modifier::UNDERLINED),
                ];
                let modifiers = modifiers
                    .into_iter()
                    .filter(|(set, _)| *set)
                    .fold(Modifier::empty(), |all, (_, modifier)| all | modifier);
                let (letters, ground) = (colour(there.fgcolor()), colour(there.bgcolor()));
                assert_eq!(
                    seen(there.contents(), letters, ground, modifiers),
                    seen(cell.symbol(), cell.fg, cell.bg, cell.modifier),
                    "column {x}, row {y}"
                );
            }
        }
    }
}

proptest! {
    /// However frames follow each other, the terminal shows the last one.
    #[test]
    fn the_terminal_shows_what_was_drawn(frames in frames()) {
        let mut terminal = open(WIDTH, HEIGHT);
        for (pieces, lift) in frames {
            let drawn = terminal.draw(|frame| {
                for piece in pieces.iter().rev().filter(|piece| piece.y >= lift) {
                    frame.buffer_mut().set_string(piece.x, piece.y - lift, piece.text, piece.style);
                }
                empty_covered(frame.buffer_mut());
            });
            let drawn = drawn.unwrap().buffer.clone();
            assert_shows(terminal.backend().sink().terminal.screen(), &drawn);
        }
    }
}

#[test]
fn what_a_wide_letter_covered_comes_back_when_it_goes() {
    let mut terminal = open(WIDTH, HEIGHT);
    for text in ["漢字", "ấp Ba"] {
        let drawn = terminal.draw(|frame| {
            frame.buffer_mut().set_string(3, 1, "ghe", Style::reset());
            frame.buffer_mut().set_string(0, 1, text, Style::reset());
            empty_covered(frame.buffer_mut());
        });
        let drawn = drawn.unwrap().buffer.clone();
        assert_shows(terminal.backend().sink().terminal.screen(), &drawn);
    }
}
