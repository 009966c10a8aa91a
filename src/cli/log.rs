//! A log for whoever repairs the program: kept only when `KHEO_LOG` asks.

use std::env;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::panic;
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use tracing::level_filters::LevelFilter;

use super::surroundings;
use crate::service::OWNER_THREAD;

/// From now on a panic on the thread that owns the store goes to the log: a
/// damaged store may make its engine panic, and whoever asked is told so as a
/// refusal. Elsewhere panics speak as usual.
pub fn keep_damage() {
    let speak = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if thread::current().name() == Some(OWNER_THREAD) {
            tracing::error!("{panic}");
        } else {
            speak(panic);
        }
    }));
}

/// Starts the log when `KHEO_LOG` is set: to `trace`, `debug`, `info`, `warn`
/// or `error`, and anything else means `info`. A log that cannot be kept never
/// keeps anybody from work.
pub fn start() {
    let Some(wish) = env::var_os("KHEO_LOG").filter(|wish| !wish.is_empty()) else {
        return;
    };
    let level = wish
        .to_str()
        .and_then(|wish| wish.parse().ok())
        .unwrap_or(LevelFilter::INFO);
    let Some(Ok(file)) = surroundings::log_path().map(|path| open(&path)) else {
        return;
    };
    let log = tracing_subscriber::fmt()
        .with_max_level(level)
        .with_ansi(false)
        .with_writer(Mutex::new(file));
    let _ = log.try_init();
}

fn open(path: &Path) -> io::Result<File> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    OpenOptions::new().create(true).append(true).open(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn the_log_goes_on_where_it_stopped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("trạng thái/kheo.log");
        for line in ["một\n", "hai\n"] {
            open(&path).unwrap().write_all(line.as_bytes()).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap(), "một\nhai\n");
    }
}
