//! Reading damaged files with a library that may panic on them.
//!
//! A damaged file is the user's trouble, not a defect of this program: its
//! panic is neither printed nor shown to the hooks that would tear the screen
//! down, and comes back as `None`.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, PanicHookInfo};
use std::sync::{Arc, Mutex, PoisonError};

type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

/// Only one reading at a time may stand before the process's panic hook.
static HOOK: Mutex<()> = Mutex::new(());

/// What `read` answers; `None` when it panicked.
pub(super) fn contained<T>(read: impl FnOnce() -> T) -> Option<T> {
    let _alone = HOOK.lock().unwrap_or_else(PoisonError::into_inner);
    contained_alone(read)
}

fn contained_alone<T>(read: impl FnOnce() -> T) -> Option<T> {
    let usual: Arc<Hook> = Arc::new(panic::take_hook());
    let elsewhere = Arc::clone(&usual);
    panic::set_hook(Box::new(move |info| {
        if !CONTAINED.get() {
            elsewhere(info);
        }
    }));
    CONTAINED.set(true);
    let answer = panic::catch_unwind(AssertUnwindSafe(read));
    CONTAINED.set(false);
    drop(panic::take_hook());
    if let Some(usual) = Arc::into_inner(usual) {
        panic::set_hook(usual);
    }
    answer.ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    #[test]
    fn a_panic_inside_is_an_answer_and_nobody_hears_of_it() {
        static HEARD: AtomicUsize = AtomicUsize::new(0);
        let _alone = HOOK.lock().unwrap_or_else(PoisonError::into_inner);
        let before = panic::take_hook();
        panic::set_hook(Box::new(|info| {
            if info.payload_as_str() == Some("damaged file") {
                HEARD.fetch_add(1, Ordering::SeqCst);
            }
        }));
        let answer: Option<()> = contained_alone(|| panic!("damaged file"));
        assert_eq!(answer, None);
        assert_eq!(HEARD.load(Ordering::SeqCst), 0);
        assert!(panic::catch_unwind(|| panic!("damaged file")).is_err());
        assert_eq!(HEARD.load(Ordering::SeqCst), 1, "the usual hook is back");
        assert_eq!(contained_alone(|| 7), Some(7));
        panic::set_hook(before);
    }
}
