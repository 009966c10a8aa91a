//! Somebody presses Esc, or Ctrl-C: it stops soon, nothing is there by half,
//! and doing it again goes on from there.

use std::fs;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use kheo::exchange::{ExchangeFault, Measure, Unit, Watch, attachments};
use tempfile::TempDir;

use crate::inside::Laptop;

/// Stops in the middle of the bytes of a file, when at least one piece is over.
fn stop_amid_bytes<T>(work: impl FnOnce(&Watch<'_>) -> T) -> T {
    let stop = AtomicBool::new(false);
    let report = |Measure { done, total, unit }| {
        if unit == Unit::Bytes && 0 < done && done < total {
            stop.store(true, Ordering::Relaxed);
        }
    };
    let done = work(&Watch::new(&report, &stop));
    assert!(stop.load(Ordering::Relaxed), "it was over before");
    done
}

fn picture(folder: &Path) -> std::path::PathBuf {
    let picture = folder.join("anh.bin");
    fs::write(&picture, vec![7; 3 << 20]).unwrap();
    picture
}

/// Names of all files below a folder.
fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let mut found = Vec::new();
    for path in entries.map(|entry| entry.unwrap().path()) {
        match path.is_dir() {
            true => found.extend(names(&path)),
            false => found.push(path.display().to_string()),
        }
    }
    found
}

#[test]
fn an_attachment_is_there_whole_or_not_at_all() {
    let (folder, an) = (TempDir::new().unwrap(), Laptop::of("An"));
    let (model, picture) = (an.add_model("Hũ gạo"), picture(folder.path()));
    let attach =
        |watch: &Watch<'_>| attachments::attach(&an.client, model, &picture, watch).map(drop);
    assert_eq!(stop_amid_bytes(attach), Err(ExchangeFault::Cancelled));
    assert!(an.files().is_empty());
    an.is_sound();
    assert_eq!(attach(&Watch::nobody()), Ok(()));
    assert_eq!(an.files().len(), 1);
    an.is_sound();
}

#[test]
fn an_exchange_with_a_folder_goes_on_where_it_was_stopped() {
    let (folder, an, binh) = (
        TempDir::new().unwrap(),
        Laptop::of("An"),
        Laptop::of("Bình"),
    );
    let shelf = folder.path().join("kheo");
    let model = an.add_model("Hũ gạo");
    let picture = picture(folder.path());
    attachments::attach(&an.client, model, &picture, &Watch::nobody()).unwrap();
    let stopped = stop_amid_bytes(|watch| an.sync_watched(&shelf, watch).map(drop));
    assert_eq!(stopped, Err(ExchangeFault::CancelledMidway));
    let left = names(&shelf);
    assert!(left.iter().all(|name| !name.ends_with(".part")), "{left:?}");
    let again = an.sync(&shelf);
    assert_eq!(
        (again.sent, again.files_out),
        (0, 1),
        "the lines were there"
    );
    binh.sync(&shelf);
    assert!(binh.holdings().is_superset(&an.holdings()));
    for laptop in [&an, &binh] {
        laptop.is_sound();
    }
}

/// The other machine took the call and says nothing.
#[cfg(unix)]
#[test]
fn a_line_that_is_silent_is_hung_up() {
    use std::os::unix::fs::PermissionsExt;
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    use rustix::process::{Pid, Signal, kill_process};

    use crate::desk::Desk;

    let an = Desk::of("An");
    let bin = an.path().join("bin");
    fs::create_dir(&bin).unwrap();
    let called = an.path().join("called");
    let script = format!("#!/bin/sh\ntouch {}\nexec sleep 300\n", called.display());
    fs::write(bin.join("ssh"), script).unwrap();
    fs::set_permissions(bin.join("ssh"), fs::Permissions::from_mode(0o755)).unwrap();
    let prepared = an.command(&["sync", "ssh://huyen"]);
    let mut child = Command::new(prepared.get_program())
        .args(prepared.get_args())
        .env("HOME", an.path())
        .env("XDG_STATE_HOME", an.path())
        .env("PATH", format!("{}:/usr/bin:/bin", bin.display()))
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let begun = Instant::now();
    let wait_until = |is_so: &mut dyn FnMut() -> bool| {
        while !is_so() {
            assert!(begun.elapsed() < Duration::from_secs(60), "it hangs");
            std::thread::sleep(Duration::from_millis(5));
        }
    };
    wait_until(&mut || called.exists());
    let pid = Pid::from_raw(child.id().try_into().unwrap()).unwrap();
    kill_process(pid, Signal::INT).unwrap();
    wait_until(&mut || child.try_wait().unwrap().is_some());
    let run = child.wait_with_output().unwrap();
    assert_eq!(run.status.code(), Some(1), "{run:?}");
    assert!(String::from_utf8_lossy(&run.stderr).contains("đã trao đổi vẫn còn"));
    assert_eq!(an.json(&["check"])["ok"], true);
}
