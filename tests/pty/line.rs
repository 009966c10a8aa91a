//! What goes over the line: little, and in one piece.

use std::time::Duration;

use crate::desk::Desk;
use crate::terminal::Terminal;

/// Nothing more comes for so long: the frame is whole.
const QUIET: Duration = Duration::from_millis(150);

/// Most bytes that a move of the marker may take at 80×24.
const MOVE: usize = 250;
/// Most bytes of a scroll by one line.
const SCROLL: usize = 450;

/// Bytes that a key makes the program write.
fn cost(terminal: &mut Terminal, key: &str) -> usize {
    let before = terminal.settled(QUIET).written().0;
    terminal.key(key).settled(QUIET).written().0 - before
}

/// The list of many models, with no search going on.
fn list(desk: &Desk) -> Terminal {
    let mut terminal = desk.open_models();
    terminal.sees("▌ Mô hình số 0001").settled(QUIET);
    terminal
}

#[test]
fn nothing_is_written_while_nothing_happens() {
    let desk = Desk::with_models("Nguyễn Văn An");
    let mut terminal = desk.open_models();
    let before = terminal.settled(QUIET).written().0;
    std::thread::sleep(Duration::from_secs(3));
    assert_eq!(terminal.written().0 - before, 0);
}

#[test]
fn moving_and_scrolling_are_cheap() {
    let desk = Desk::with_many_models(60);
    let mut terminal = list(&desk);
    let mut moves = Vec::new();
    let mut scrolls = Vec::new();
    for number in 2..=20 {
        let shown = terminal
            .screen()
            .contains(&format!("Mô hình số {number:04}"));
        let cost = cost(&mut terminal, "down");
        terminal.sees(&format!("▌ Mô hình số {number:04}"));
        if shown {
            moves.push(cost)
        } else {
            scrolls.push(cost)
        }
    }
    eprintln!("bytes of moves {moves:?}, of scrolls {scrolls:?}");
    assert!(!moves.is_empty() && !scrolls.is_empty());
    // The control: the numbers are of frames that changed something.
    assert!(moves.iter().chain(&scrolls).all(|bytes| *bytes > 0));
    assert!(moves.iter().all(|bytes| *bytes <= MOVE), "{moves:?}");
    assert!(scrolls.iter().all(|bytes| *bytes <= SCROLL), "{scrolls:?}");
}

/// A frame that is written in pieces is seen in pieces over ssh.
#[cfg(target_os = "linux")]
#[test]
fn a_frame_is_one_write() {
    let desk = Desk::with_many_models(60);
    let mut terminal = list(&desk);
    for key in ["down", "down", "pagedown", "end", "ctrl-l"] {
        let before = writes(&terminal);
        let bytes = cost(&mut terminal, key);
        assert!(bytes > 0, "{key} changed nothing");
        assert_eq!(writes(&terminal) - before, 1, "{key}: {bytes} bytes");
    }
}

/// Write calls of the program so far, of all its threads.
#[cfg(target_os = "linux")]
fn writes(terminal: &Terminal) -> usize {
    let counters = std::fs::read_to_string(format!("/proc/{}/io", terminal.process())).unwrap();
    let count = counters
        .lines()
        .find_map(|line| line.strip_prefix("syscw: "));
    count.unwrap().parse().unwrap()
}
