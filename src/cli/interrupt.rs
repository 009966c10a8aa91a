//! Ctrl-C during long work: once, it stops cleanly; twice, at once.

use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

static STOP: OnceLock<Arc<AtomicBool>> = OnceLock::new();

/// What Ctrl-C sets from now on. Long work looks at it and ends with nothing
/// half done; a second Ctrl-C ends the program as ever.
pub fn stop() -> &'static AtomicBool {
    STOP.get_or_init(|| {
        let stop = Arc::new(AtomicBool::new(false));
        follow(&stop);
        stop
    })
}

#[cfg(unix)]
fn follow(stop: &Arc<AtomicBool>) {
    use signal_hook::consts::SIGINT;
    use signal_hook::flag;
    /// What a shell says of a program that Ctrl-C ended.
    const ENDED: i32 = 128 + SIGINT;
    // The order matters: the first Ctrl-C finds the flag unset and sets it.
    // Where signals cannot be followed, Ctrl-C ends the program as ever.
    let _ = flag::register_conditional_shutdown(SIGINT, ENDED, Arc::clone(stop));
    let _ = flag::register(SIGINT, Arc::clone(stop));
}

#[cfg(not(unix))]
fn follow(_: &Arc<AtomicBool>) {}
