//! Signals, on a thread of their own.

#[cfg(unix)]
pub use unix::Signals;

#[cfg(not(unix))]
pub use elsewhere::Signals;

#[cfg(unix)]
mod unix {
    use std::io;
    use std::sync::mpsc::Sender;
    use std::thread;

    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
    use signal_hook::iterator::{Handle, Signals as Caught};

    use crate::ui::term::sink::{Sink, TerminalSink};
    use crate::ui::term::{Signal, TermEvent};

    /// Tells what the system asks for, until dropped.
    #[derive(Debug)]
    pub struct Signals {
        handle: Handle,
    }

    impl Signals {
        /// From now on none of these signals does what it does by default; each
        /// is sent to `sender`, a change of the window as [`TermEvent::Resize`].
        ///
        /// # Errors
        /// When the system takes no handler or gives no thread.
        pub fn start<M>(sender: Sender<M>) -> io::Result<Self>
        where
            M: From<TermEvent> + Send + 'static,
        {
            let mut caught =
                Caught::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
            let handle = caught.handle();
            thread::Builder::new()
                .name("signals".to_owned())
                .spawn(move || {
                    for event in caught.forever().filter_map(event) {
                        if sender.send(event.into()).is_err() {
                            break;
                        }
                    }
                })?;
            Ok(Self { handle })
        }
    }

    impl Drop for Signals {
        fn drop(&mut self) {
            self.handle.close();
        }
    }

    fn event(number: i32) -> Option<TermEvent> {
        let signal = match number {
            SIGWINCH => {
                let size = TerminalSink.size();
                return Some(TermEvent::Resize {
                    columns: size.width,
                    rows: size.height,
                });
            }
            SIGHUP => Signal::Hangup,
            SIGTERM => Signal::Terminate,
            SIGINT => Signal::Interrupt,
            SIGQUIT => Signal::Quit,
            SIGTSTP => Signal::Stop,
            SIGCONT => Signal::Continue,
            _ => return None,
        };
        Some(TermEvent::Signal(signal))
    }
}

#[cfg(not(unix))]
mod elsewhere {
    use std::io;
    use std::sync::mpsc::Sender;

    use crate::ui::term::TermEvent;

    /// Where there are no signals the window's size comes with the keys.
    #[derive(Debug)]
    pub struct Signals;

    impl Signals {
        /// Does nothing.
        ///
        /// # Errors
        /// Never.
        pub fn start<M>(_sender: Sender<M>) -> io::Result<Self>
        where
            M: From<TermEvent> + Send + 'static,
        {
            Ok(Self)
        }
    }
}
