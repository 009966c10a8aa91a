//! Where the bytes of a frame go.

use std::io::{self, Write};

use ratatui::layout::Size;

/// The size taken when the terminal does not know its own.
const USUAL_SIZE: Size = Size {
    width: 80,
    height: 24,
};

/// Takes the bytes of whole frames, and has a size in cells.
pub trait Sink: Write {
    /// Columns and rows; never zero.
    fn size(&self) -> Size;
}

/// The terminal on standard output, past the line buffer of the standard
/// library, so that one frame is one write.
#[derive(Debug, Default, Clone, Copy)]
pub struct TerminalSink;

impl Sink for TerminalSink {
    fn size(&self) -> Size {
        match system::size() {
            Some(size) if size.width > 0 && size.height > 0 => size,
            _ => USUAL_SIZE,
        }
    }
}

impl Write for TerminalSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        system::write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(unix)]
mod system {
    use std::io;
    use std::os::fd::AsFd;

    use ratatui::layout::Size;
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    /// Asks the system, never a program and never the terminal itself.
    pub fn size() -> Option<Size> {
        let size = rustix::termios::tcgetwinsize(io::stdout())
            .or_else(|_| rustix::termios::tcgetwinsize(io::stdin()))
            .ok()?;
        Some(Size::new(size.ws_col, size.ws_row))
    }

    /// A terminal shared with a program that made it non-blocking may ask to wait.
    pub fn write(bytes: &[u8]) -> io::Result<usize> {
        let stdout = io::stdout();
        loop {
            match rustix::io::write(&stdout, bytes) {
                Err(Errno::AGAIN) => {
                    let mut waiting = [PollFd::from_borrowed_fd(stdout.as_fd(), PollFlags::OUT)];
                    match poll(&mut waiting, None) {
                        Ok(_) | Err(Errno::INTR) => {}
                        Err(error) => return Err(error.into()),
                    }
                }
                written => return Ok(written?),
            }
        }
    }
}

#[cfg(not(unix))]
mod system {
    use std::io::{self, Write};

    use ratatui::layout::Size;

    pub fn size() -> Option<Size> {
        let (width, height) = crossterm::terminal::size().ok()?;
        Some(Size::new(width, height))
    }

    pub fn write(bytes: &[u8]) -> io::Result<usize> {
        let mut stdout = io::stdout().lock();
        stdout.write_all(bytes)?;
        stdout.flush()?;
        Ok(bytes.len())
    }
}
