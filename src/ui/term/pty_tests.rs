//! The real terminal code in a real terminal: this test program starts itself
//! inside a pseudo-terminal and writes down what it is told.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal as UnixSignal, kill_process};
use tempfile::TempDir;

use super::{Input, Screen, Signal, Signals, TermEvent};
use crate::ui::keymap::Chord;

/// Names the file in which the program inside writes down what it is told.
const DIARY: &str = "KHEO_TEST_DIARY";

/// The program inside. Does nothing unless the tests below start it.
#[test]
#[ignore = "started by the other tests inside a pseudo-terminal"]
fn inside() {
    let Some(path) = std::env::var_os(DIARY) else {
        return;
    };
    let mut diary = File::create(path).unwrap();
    let (sender, events) = mpsc::channel::<TermEvent>();
    let mut screen = Screen::open().unwrap();
    let _input = Input::start(sender.clone()).unwrap();
    let _signals = Signals::start(sender).unwrap();
    screen
        .draw(|frame| frame.render_widget("khéo", frame.area()))
        .unwrap();
    writeln!(diary, "open").unwrap();
    for event in events {
        let key = match &event {
            TermEvent::Key(key) => Chord::from_event(key).map(|chord| chord.to_string()),
            _ => None,
        };
        match &key {
            Some(key) => writeln!(diary, "key {key}").unwrap(),
            None => writeln!(diary, "{event:?}").unwrap(),
        }
        match (event, key.as_deref()) {
            (TermEvent::Gone, _) => {
                screen.gone();
                drop(screen);
                return writeln!(diary, "left in order").unwrap();
            }
            (TermEvent::Signal(Signal::Terminate), _) | (_, Some("f10")) => return,
            (_, Some("f9")) => panic!("the sky falls"),
            (_, Some("f8")) => {
                thread::spawn(|| panic!("a star falls")).join().unwrap_err();
            }
            (_, Some("f7")) => {
                let ended = screen.suspend().unwrap();
                writeln!(diary, "{ended:?}").unwrap();
            }
            _ => {}
        }
    }
}

/// How long to wait before looking again, and how often to look.
const NAP: Duration = Duration::from_millis(5);
const NAPS: u32 = 12_000;

/// What starts the program inside.
const INSIDE: [&str; 4] = [
    "--exact",
    "ui::term::pty_tests::inside",
    "--ignored",
    "--nocapture",
];

/// The terminal, from outside.
struct Outside {
    master: Box<dyn MasterPty + Send>,
    keyboard: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    folder: TempDir,
}

impl Outside {
    fn open() -> Self {
        let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
        command.args(INSIDE);
        Self::run(command)
    }

    /// Started by a shell with job control, which says when the program has
    /// stopped and then lets it go on.
    fn open_in_shell() -> Self {
        let program = std::env::current_exe().unwrap();
        let job = format!("'{}' {}", program.display(), INSIDE.join(" "));
        let mut command = CommandBuilder::new("sh");
        command.args(["-mc", &format!("{job}; echo stopped; fg %1")]);
        Self::run(command)
    }

    fn run(mut command: CommandBuilder) -> Self {
        let size = PtySize {
            rows: 24,
            cols: 80,
            ..PtySize::default()
        };
        let pair = native_pty_system().openpty(size).unwrap();
        let folder = tempfile::tempdir().unwrap();
        command.env(DIARY, folder.path().join("diary"));
        command.env("RUST_BACKTRACE", "0");
        let outside = Self {
            child: pair.slave.spawn_command(command).unwrap(),
            keyboard: pair.master.take_writer().unwrap(),
            master: pair.master,
            folder,
        };
        outside.wait_for("open");
        outside
    }

    fn diary(&self) -> String {
        fs::read_to_string(self.diary_path()).unwrap_or_default()
    }

    fn diary_path(&self) -> PathBuf {
        self.folder.path().join("diary")
    }

    fn press(&mut self, bytes: &[u8]) {
        self.keyboard.write_all(bytes).unwrap();
    }

    /// Waits until the diary has the line; gives up only when all hope is lost:
    /// after so many naps, since a machine that stands still for a while makes
    /// the clock run and nothing happen.
    fn wait_for(&self, line: &str) {
        self.wait_until(line, |diary| diary.lines().any(|known| known == line));
    }

    fn wait_until(&self, what: &str, holds: impl Fn(&str) -> bool) {
        for _ in 0..NAPS {
            if holds(&self.diary()) {
                return;
            }
            thread::sleep(NAP);
        }
        panic!("no {what} in:\n{}", self.diary());
    }

    /// Waits for the program inside to end, and gives all that the terminal showed.
    fn ended(mut self) -> String {
        let mut reader = self.master.try_clone_reader().unwrap();
        let mut shown = Vec::new();
        // A pseudo-terminal whose other end is closed ends in an error.
        let _ = reader.read_to_end(&mut shown);
        self.child.wait().unwrap();
        String::from_utf8_lossy(&shown).into_owned()
    }
}

#[test]
fn keys_and_pastes_arrive() {
    let mut terminal = Outside::open();
    terminal.press("đ".as_bytes());
    terminal.wait_for("key đ");
    terminal.press(b"\x08");
    terminal.press(b"\x7f");
    terminal.wait_until("two backspaces", |diary| {
        diary.matches("key backspace").count() == 2
    });
    terminal.press(b"\x1b[200~M\xe1\xbb\x99t\rHai\x1b[201~");
    terminal.wait_for("Paste(\"Một\\nHai\")");
    terminal.press(b"\x1b[21~");
    let shown = terminal.ended();
    let taken = shown.find("\x1b[?1049h").unwrap();
    let given_back = shown.rfind("\x1b[?1049l").unwrap();
    assert!(taken < given_back);
    for query in ["\x1b[c", "\x1b[6n", "\x1b[?u", "\x1b[?1000h", "\x1b[?1003h"] {
        assert!(!shown.contains(query), "{query:?}");
    }
}

/// A terminal without marked pastes sends them as one long burst of letters.
#[test]
fn no_letter_of_a_long_burst_is_left_behind() {
    let mut terminal = Outside::open();
    for length in [1024, 1025, 3000] {
        let before = terminal.diary().matches("key x").count();
        terminal.press(&vec![b'x'; length]);
        terminal.wait_until("whole burst", |diary| {
            diary.matches("key x").count() == before + length
        });
    }
    terminal.press(b"\x1b[21~");
    terminal.ended();
}

#[test]
fn a_terminal_that_hangs_up_is_noticed() {
    let Outside {
        master,
        keyboard,
        mut child,
        folder,
    } = Outside::open();
    drop((master, keyboard));
    child.wait().unwrap();
    let diary = fs::read_to_string(folder.path().join("diary")).unwrap();
    assert!(diary.ends_with("Gone\nleft in order\n"), "{diary}");
}

#[test]
fn a_signal_is_told_and_the_terminal_given_back() {
    let terminal = Outside::open();
    let pid = terminal.child.process_id().unwrap();
    let pid = Pid::from_raw(i32::try_from(pid).unwrap()).unwrap();
    for (signal, line) in [
        (UnixSignal::TSTP, "Signal(Stop)"),
        (UnixSignal::CONT, "Signal(Continue)"),
        (UnixSignal::INT, "Signal(Interrupt)"),
        (UnixSignal::QUIT, "Signal(Quit)"),
        (UnixSignal::TERM, "Signal(Terminate)"),
    ] {
        kill_process(pid, signal).unwrap();
        terminal.wait_for(line);
    }
    assert!(terminal.ended().contains("\x1b[?1049l"));
}

#[test]
fn a_new_size_of_the_window_is_told() {
    let mut terminal = Outside::open();
    let size = PtySize {
        rows: 12,
        cols: 40,
        ..PtySize::default()
    };
    terminal.master.resize(size).unwrap();
    terminal.wait_for("Resize { columns: 40, rows: 12 }");
    terminal.press(b"\x1b[21~");
    terminal.ended();
}

#[test]
fn a_panic_speaks_after_the_terminal_is_given_back() {
    let mut terminal = Outside::open();
    terminal.press(b"\x1b[20~");
    let shown = terminal.ended();
    let given_back = shown.find("\x1b[?1049l").unwrap();
    assert!(given_back < shown.find("the sky falls").unwrap());
    assert_eq!(shown.matches("\x1b[?1049l").count(), 1);
}

#[test]
fn the_last_words_of_another_thread_wait_for_the_end() {
    let mut terminal = Outside::open();
    terminal.press(b"\x1b[19~");
    terminal.wait_for("key f8");
    terminal.press(b"\x1b[21~");
    let shown = terminal.ended();
    let given_back = shown.find("\x1b[?1049l").unwrap();
    assert!(given_back < shown.find("a star falls").unwrap());
}

/// The program leads its session here: stopped, it would be stopped for ever.
#[test]
fn without_a_shell_there_is_no_going_to_the_background() {
    let mut terminal = Outside::open();
    terminal.press(b"\x1b[18~");
    terminal.wait_for("Unavailable");
    terminal.press(b"\x1b[21~");
    terminal.ended();
}

#[test]
fn a_shell_gets_the_terminal_while_the_program_is_stopped() {
    let mut terminal = Outside::open_in_shell();
    terminal.press(b"\x1b[18~");
    terminal.wait_for("Resumed");
    terminal.press("đ".as_bytes());
    terminal.wait_for("key đ");
    terminal.press(b"\x1b[21~");
    let shown = terminal.ended();
    let places = [
        "\x1b[?1049h",
        "\x1b[?1049l",
        "stopped\r\n",
        "\x1b[?1049h",
        "\x1b[?1049l",
    ];
    let mut rest = shown.as_str();
    for place in places {
        let (_, after) = rest.split_once(place).expect(place);
        rest = after;
    }
}
