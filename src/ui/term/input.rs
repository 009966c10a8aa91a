//! Keys and pastes, on a thread of their own.

#[cfg(unix)]
pub use unix::Input;

#[cfg(not(unix))]
pub use elsewhere::Input;

#[cfg(unix)]
mod unix {
    use std::io::{self, PipeReader, PipeWriter};
    use std::os::fd::AsFd;
    use std::sync::mpsc::Sender;
    use std::thread;
    use std::time::Duration;

    use crossterm::event;
    use rustix::event::{PollFd, PollFlags, poll};
    use rustix::io::Errno;

    use crate::ui::term::TermEvent;
    use crate::ui::term::screen::wake_readers;

    /// Keeps a system where waking does not help from running hot.
    const PAUSE: Duration = Duration::from_millis(10);

    /// What says that nobody is at the other end any more.
    const GONE: PollFlags = PollFlags::HUP.union(PollFlags::ERR).union(PollFlags::NVAL);

    /// Reads the terminal until dropped.
    #[derive(Debug)]
    pub struct Input {
        /// Closing it wakes the thread, which then ends.
        _awake: PipeWriter,
    }

    /// Why the thread woke.
    enum Woken {
        Readable,
        Gone,
        Dropped,
    }

    impl Input {
        /// Sends keys, pastes and [`TermEvent::Gone`] to `sender`.
        ///
        /// # Errors
        /// When the system gives no pipe or no thread.
        pub fn start<M>(sender: Sender<M>) -> io::Result<Self>
        where
            M: From<TermEvent> + Send + 'static,
        {
            let (asleep, awake) = io::pipe()?;
            let (asleep_too, watched) = (asleep.try_clone()?, sender.clone());
            thread::Builder::new()
                .name("input".to_owned())
                .spawn(move || read_until_dropped(&asleep, &sender))?;
            thread::Builder::new()
                .name("hang-up".to_owned())
                .spawn(move || watch_until_dropped(&asleep_too, &watched))?;
            Ok(Self { _awake: awake })
        }
    }

    /// Says when nobody is there any more. A thread of its own: a line that
    /// drops between the reader's look and crossterm's leaves the reader in
    /// `crossterm::event::poll`, which does not return after a hang-up.
    fn watch_until_dropped<M: From<TermEvent>>(asleep: &PipeReader, sender: &Sender<M>) {
        if let Woken::Gone = wait(asleep, PollFlags::empty()) {
            // Nobody listens any more when the program is leaving already.
            let _ = sender.send(TermEvent::Gone.into());
        }
    }

    /// crossterm is asked only when there certainly is something to read.
    fn read_until_dropped<M: From<TermEvent>>(asleep: &PipeReader, sender: &Sender<M>) {
        while let Woken::Readable = wait(asleep, PollFlags::IN) {
            if forward(sender).is_err() {
                let _ = sender.send(TermEvent::Gone.into());
                return;
            }
        }
    }

    /// Waits for `wanted` of the terminal, for its end, or for being dropped.
    fn wait(asleep: &PipeReader, wanted: PollFlags) -> Woken {
        let stdin = io::stdin();
        let mut ends = [
            PollFd::from_borrowed_fd(stdin.as_fd(), wanted),
            PollFd::from_borrowed_fd(asleep.as_fd(), PollFlags::IN),
        ];
        loop {
            match poll(&mut ends, None) {
                Ok(_) => {}
                Err(Errno::INTR) => continue,
                Err(_) => return Woken::Gone,
            }
            let [terminal, pipe] = ends.each_ref().map(PollFd::revents);
            if !pipe.is_empty() {
                return Woken::Dropped;
            }
            if terminal.intersects(GONE) {
                return Woken::Gone;
            }
            if terminal.contains(PollFlags::IN) {
                return Woken::Readable;
            }
        }
    }

    /// Sends on what can be read now. The size of the window is left to the
    /// signal thread, which hears of it at once.
    ///
    /// crossterm reads 1,024 bytes at a time and leaves the rest of a longer
    /// burst lying until something new comes, so it is woken for that rest.
    fn forward<M: From<TermEvent>>(sender: &Sender<M>) -> io::Result<()> {
        if !event::poll(Duration::ZERO)? {
            wake_readers()?;
            if !event::poll(Duration::ZERO)? {
                thread::sleep(PAUSE);
            }
        }
        while event::poll(Duration::ZERO)? {
            match TermEvent::from_crossterm(event::read()?) {
                Some(TermEvent::Resize { .. }) | None => {}
                Some(event) => sender
                    .send(event.into())
                    .map_err(|_| io::ErrorKind::BrokenPipe)?,
            }
        }
        Ok(())
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::mpsc::Sender;
    use std::thread;
    use std::time::Duration;

    use crossterm::event;

    use crate::ui::term::TermEvent;

    /// How long a dropped reader may take to notice.
    const NOTICE: Duration = Duration::from_millis(100);

    /// Reads the terminal until dropped.
    #[derive(Debug)]
    pub struct Input {
        dropped: Arc<AtomicBool>,
    }

    impl Input {
        /// Sends keys, pastes, sizes and [`TermEvent::Gone`] to `sender`.
        ///
        /// # Errors
        /// When the system gives no thread.
        pub fn start<M>(sender: Sender<M>) -> io::Result<Self>
        where
            M: From<TermEvent> + Send + 'static,
        {
            let dropped = Arc::new(AtomicBool::new(false));
            let seen = Arc::clone(&dropped);
            thread::Builder::new()
                .name("input".to_owned())
                .spawn(move || {
                    while !seen.load(Ordering::Relaxed) {
                        if forward(&sender).is_err() {
                            let _ = sender.send(TermEvent::Gone.into());
                            return;
                        }
                    }
                })?;
            Ok(Self { dropped })
        }
    }

    impl Drop for Input {
        fn drop(&mut self) {
            self.dropped.store(true, Ordering::Relaxed);
        }
    }

    fn forward<M: From<TermEvent>>(sender: &Sender<M>) -> io::Result<()> {
        if !event::poll(NOTICE)? {
            return Ok(());
        }
        match TermEvent::from_crossterm(event::read()?) {
            Some(event) => sender
                .send(event.into())
                .map_err(|_| io::ErrorKind::BrokenPipe.into()),
            None => Ok(()),
        }
    }
}
