//! A real pty with the real program in it, and a terminal that understands
//! what the program writes. Tests wait for what a person would see; nothing
//! sleeps for a guess.

use std::os::fd::{BorrowedFd, OwnedFd};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};

/// A generous bound on hanging, for two slow cores under load. It is counted
/// in naps: a machine that stands still for a while makes the clock run and
/// nothing happen.
const NAP: Duration = Duration::from_millis(20);
const NAPS: u32 = 3_000;

/// What came out of the program so far.
struct Output {
    parser: vt100::Parser,
    /// Everything written, for counting and for looking at bytes.
    bytes: Vec<u8>,
    /// Reads that returned bytes: at least one a write.
    chunks: usize,
    closed: bool,
}

/// A program in a terminal.
pub struct Terminal {
    output: Arc<(Mutex<Output>, Condvar)>,
    /// Our end of the pty. portable-pty's own writer types an end-of-file when
    /// it is dropped, which no dropped line does; so bytes go through this.
    line: Option<OwnedFd>,
    master: Option<Box<dyn MasterPty + Send>>,
    stop: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
    child: Box<dyn Child + Send + Sync>,
}

/// How a program is started.
pub struct Start<'a> {
    pub store: &'a Path,
    pub arguments: &'a [&'a str],
    pub columns: u16,
    pub rows: u16,
    pub environment: &'a [(&'a str, &'a str)],
}

impl<'a> Start<'a> {
    /// The field book on `store` in an 80×24 terminal, in Vietnamese.
    pub fn book(store: &'a Path) -> Self {
        Self {
            store,
            arguments: &[],
            columns: 80,
            rows: 24,
            environment: &[],
        }
    }

    pub fn open(self) -> Terminal {
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_kheo"));
        let home = self.store.parent().unwrap();
        command.env_clear();
        for (name, value) in [
            ("TERM", "xterm-256color"),
            ("LANG", "C.UTF-8"),
            ("PATH", "/usr/bin:/bin"),
        ] {
            command.env(name, value);
        }
        command.env("HOME", home);
        command.env("KHEO_STORE", self.store);
        for (name, value) in self.environment {
            command.env(name, value);
        }
        command.args(self.arguments);
        command.cwd(home);
        in_terminal(command, self.columns, self.rows)
    }
}

/// Runs any program in a terminal.
pub fn in_terminal(command: CommandBuilder, columns: u16, rows: u16) -> Terminal {
    let size = PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    };
    let pair = native_pty_system().openpty(size).unwrap();
    let child = pair.slave.spawn_command(command).unwrap();
    drop(pair.slave);
    let output = Output {
        parser: vt100::Parser::new(cells(rows), cells(columns), 0),
        bytes: Vec::new(),
        chunks: 0,
        closed: false,
    };
    let output = Arc::new((Mutex::new(output), Condvar::new()));
    let line = own_end(&*pair.master);
    let (shared, stop) = (Arc::clone(&output), Arc::new(AtomicBool::new(false)));
    let (reading_end, reading_stop) = (own_end(&*pair.master), Arc::clone(&stop));
    let reader = std::thread::spawn(move || read_all(&reading_end, &shared, &reading_stop));
    Terminal {
        output,
        line: Some(line),
        master: Some(pair.master),
        stop,
        reader: Some(reader),
        child,
    }
}

fn cells(count: u16) -> std::num::NonZeroU16 {
    count.try_into().unwrap()
}

fn own_end(master: &dyn MasterPty) -> OwnedFd {
    let raw = master.as_raw_fd().unwrap();
    // SAFETY: the descriptor is open as long as `master`, which we hold here.
    rustix::io::dup(unsafe { BorrowedFd::borrow_raw(raw) }).unwrap()
}

/// Reads until the program closes its end or `stop` is set; looks at `stop` a
/// hundred times a second, so that a line can be dropped.
fn read_all(end: &OwnedFd, shared: &(Mutex<Output>, Condvar), stop: &AtomicBool) {
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    let mut buffer = [0; 65536];
    let wait = Timespec {
        tv_sec: 0,
        tv_nsec: 10_000_000,
    };
    while !stop.load(Ordering::Relaxed) {
        if poll(&mut [PollFd::new(end, PollFlags::IN)], Some(&wait)).unwrap_or(0) == 0 {
            continue;
        }
        let read = rustix::io::read(end, &mut buffer);
        let mut output = shared.0.lock().unwrap();
        match read {
            Ok(length @ 1..) => {
                output.parser.process(&buffer[..length]);
                output.bytes.extend_from_slice(&buffer[..length]);
                output.chunks += 1;
            }
            _ => output.closed = true,
        }
        shared.1.notify_all();
        if output.closed {
            return;
        }
    }
}

impl Terminal {
    /// Types bytes as they are.
    pub fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        assert!(self.offer(bytes), "the program has left");
        self
    }

    /// Types bytes as they are, where somebody still takes them.
    pub fn offer(&mut self, bytes: &[u8]) -> bool {
        let line = self.line.as_ref().unwrap();
        let mut rest = bytes;
        while !rest.is_empty() {
            if self.output.0.lock().unwrap().closed {
                return false;
            }
            match rustix::io::write(line, rest) {
                Ok(written) => rest = &rest[written..],
                Err(_) => return false,
            }
        }
        true
    }

    /// Types text.
    pub fn text(&mut self, text: &str) -> &mut Self {
        self.bytes(text.as_bytes())
    }

    /// Presses a named key.
    pub fn key(&mut self, name: &str) -> &mut Self {
        self.bytes(Self::key_bytes(name))
    }

    /// What a named key sends.
    pub fn key_bytes(name: &str) -> &'static [u8] {
        match name {
            "enter" => b"\r",
            "esc" => b"\x1b",
            "tab" => b"\t",
            "backtab" => b"\x1b[Z",
            "backspace" => b"\x7f",
            "up" => b"\x1b[A",
            "down" => b"\x1b[B",
            "right" => b"\x1b[C",
            "left" => b"\x1b[D",
            "home" => b"\x1b[H",
            "end" => b"\x1b[F",
            "pageup" => b"\x1b[5~",
            "pagedown" => b"\x1b[6~",
            "delete" => b"\x1b[3~",
            "f1" => b"\x1bOP",
            "f2" => b"\x1bOQ",
            "f3" => b"\x1bOR",
            "f4" => b"\x1bOS",
            "f5" => b"\x1b[15~",
            "f6" => b"\x1b[17~",
            "f7" => b"\x1b[18~",
            "f8" => b"\x1b[19~",
            "f9" => b"\x1b[20~",
            "f10" => b"\x1b[21~",
            "f11" => b"\x1b[23~",
            "f12" => b"\x1b[24~",
            "ctrl-c" => b"\x03",
            "ctrl-l" => b"\x0c",
            "ctrl-z" => b"\x1a",
            other => panic!("no key {other}"),
        }
    }

    /// Pastes as a terminal does, between the marks of bracketed paste.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.bytes(b"\x1b[200~").text(text).bytes(b"\x1b[201~")
    }

    /// Waits until the screen shows `words`.
    #[track_caller]
    pub fn sees(&mut self, words: &str) -> &mut Self {
        self.until(&format!("to see “{words}”"), |screen| {
            screen.contains(words)
        })
    }

    /// Waits until the screen no longer shows `words`.
    #[track_caller]
    pub fn sees_no(&mut self, words: &str) -> &mut Self {
        self.until(&format!("to see no “{words}”"), |screen| {
            !screen.contains(words)
        })
    }

    /// Waits until the screen fits.
    #[track_caller]
    pub fn until(&mut self, what: &str, fits: impl Fn(&str) -> bool) -> &mut Self {
        if !self.fits_within(NAPS, fits) {
            let output = self.output.0.lock().unwrap();
            let screen = output.parser.screen().contents();
            let closed = output.closed;
            drop(output);
            panic!("waited {what}, but saw:\n{screen}\n(closed: {closed})");
        }
        self
    }

    /// Whether the screen comes to fit; looked at whenever it changes, and given
    /// up after so many naps of 20 ms without a change.
    pub fn fits_within(&self, patience: u32, fits: impl Fn(&str) -> bool) -> bool {
        let (lock, changed) = &*self.output;
        let mut output = lock.lock().unwrap();
        let mut naps = 0;
        loop {
            if fits(&output.parser.screen().contents()) {
                return true;
            }
            if naps >= patience || output.closed {
                return false;
            }
            let (woken, nap) = changed.wait_timeout(output, NAP).unwrap();
            output = woken;
            naps += u32::from(nap.timed_out());
        }
    }

    /// The screen as text.
    pub fn screen(&self) -> String {
        self.output.0.lock().unwrap().parser.screen().contents()
    }

    /// Whether the program is on the alternate screen.
    pub fn on_alternate_screen(&self) -> bool {
        self.output
            .0
            .lock()
            .unwrap()
            .parser
            .screen()
            .alternate_screen()
    }

    /// Row and column of the cursor.
    pub fn cursor(&self) -> (u16, u16) {
        self.output
            .0
            .lock()
            .unwrap()
            .parser
            .screen()
            .cursor_position()
    }

    /// Whether the cell at row and column is drawn reversed.
    pub fn is_reversed(&self, (row, column): (u16, u16)) -> bool {
        let output = self.output.0.lock().unwrap();
        let cell = output.parser.screen().cell(row, column).unwrap();
        cell.inverse()
    }

    /// Row and column (cells from 0) where `words` are first shown.
    #[track_caller]
    pub fn place_of(&self, words: &str) -> (u16, u16) {
        let screen = self.screen();
        for (row, line) in (0..).zip(screen.lines()) {
            if let Some(start) = line.find(words) {
                let before = unicode_width::UnicodeWidthStr::width(&line[..start]);
                return (row, before.try_into().unwrap());
            }
        }
        panic!("no “{words}” in:\n{screen}")
    }

    /// Bytes written so far, and reads that brought them.
    pub fn written(&self) -> (usize, usize) {
        let output = self.output.0.lock().unwrap();
        (output.bytes.len(), output.chunks)
    }

    /// Everything written after the first `from` bytes.
    pub fn raw_after(&self, from: usize) -> Vec<u8> {
        self.output.0.lock().unwrap().bytes[from..].to_vec()
    }

    /// Waits until nothing was written for `quiet`.
    pub fn settled(&mut self, quiet: Duration) -> &mut Self {
        let mut last = self.written().0;
        let (lock, changed) = &*self.output;
        let mut output = lock.lock().unwrap();
        let mut since = Instant::now();
        while since.elapsed() < quiet {
            let left = quiet.saturating_sub(since.elapsed());
            output = changed.wait_timeout(output, left).unwrap().0;
            if output.bytes.len() != last {
                last = output.bytes.len();
                since = Instant::now();
            }
        }
        drop(output);
        self
    }

    pub fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.output
            .0
            .lock()
            .unwrap()
            .parser
            .screen_mut()
            .set_size(cells(rows), cells(columns));
        let size = PtySize {
            rows,
            cols: columns,
            pixel_width: 0,
            pixel_height: 0,
        };
        self.master.as_ref().unwrap().resize(size).unwrap();
        self
    }

    pub fn process(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Sends a signal by its number.
    pub fn signal(&mut self, signal: i32) -> &mut Self {
        let pid = rustix::process::Pid::from_raw(self.process() as i32).unwrap();
        let signal = rustix::process::Signal::from_named_raw(signal).unwrap();
        rustix::process::kill_process(pid, signal).unwrap();
        self
    }

    /// Closes the terminal as a dropped line does, and tells how long the
    /// program took to leave.
    #[track_caller]
    pub fn hang_up(mut self) -> Duration {
        self.stop.store(true, Ordering::Relaxed);
        self.reader.take().unwrap().join().unwrap();
        self.line = None;
        self.master = None;
        let since = Instant::now();
        self.wait();
        since.elapsed()
    }

    /// Waits for the program to end and for its last words to be read.
    #[track_caller]
    pub fn wait(&mut self) -> ExitStatus {
        let status = self.exit_status();
        let (lock, changed) = &*self.output;
        let mut output = lock.lock().unwrap();
        for _ in 0..NAPS {
            if self.reader.is_none() || output.closed {
                break;
            }
            output = changed.wait_timeout(output, NAP).unwrap().0;
        }
        drop(output);
        status
    }

    #[track_caller]
    fn exit_status(&mut self) -> ExitStatus {
        // Looked at often, since how fast the program leaves is measured.
        const BLINK: Duration = Duration::from_millis(2);
        for _ in 0..NAPS * (NAP.as_millis() / BLINK.as_millis()) as u32 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status;
            }
            std::thread::sleep(BLINK);
        }
        panic!("the program did not leave; it shows:\n{}", self.screen());
    }

    /// Kills the program as a flat battery does.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.wait();
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
