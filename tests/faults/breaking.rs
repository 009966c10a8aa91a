//! The store on a disk that breaks at every single write, flush and change of
//! length: what was acknowledged is there, nothing is there by half, the tables
//! agree with the log, and the work goes on.
//!
//! Every place, several times:
//! `cargo test --release --test faults every_place -- --ignored --nocapture`

use std::panic::{AssertUnwindSafe, catch_unwind};

use kheo::ledger::Segment;
use kheo::store::Store;

use crate::broken_disk::{Disk, Flush, Trouble};
use crate::chance::Chance;
use crate::deeds::{Deed, SECRET, colleagues_lines, content, work};

/// What happens to the machine when the disk has broken.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Then {
    /// The program stops; the disk has everything that was written to it.
    Stop,
    /// The power goes.
    PowerCut,
}

/// The work and what it leads to when nothing breaks.
struct Course {
    begin: Vec<u8>,
    work: Vec<Deed>,
    lines: Vec<Segment>,
    /// The content before all work, and after each deed.
    contents: Vec<blake3::Hash>,
    /// Changes of the disk in all.
    changes: u64,
}

/// One broken run.
#[derive(Debug, Clone, Copy)]
struct Case {
    trouble: Trouble,
    flush: Flush,
    then: Then,
    seed: u64,
}

impl Course {
    fn new() -> Self {
        let disk = Disk::holding(Vec::new(), Trouble::Never, Flush::Honest, 0);
        drop(Store::on(disk.clone(), SECRET).unwrap());
        let begin = disk.as_it_is();
        let (work, lines) = (work(), colleagues_lines());
        let disk = Disk::holding(begin.clone(), Trouble::Never, Flush::Honest, 0);
        let mut store = Store::on(disk.clone(), SECRET).unwrap();
        let mut contents = vec![content(&store).unwrap()];
        for deed in &work {
            deed.done_to(&mut store, &lines).unwrap();
            contents.push(content(&store).unwrap());
        }
        drop(store);
        Self {
            begin,
            work,
            lines,
            contents,
            changes: disk.changes(),
        }
    }

    /// Works until the disk breaks, lets what happens happen, and looks. Says
    /// how many deeds had been acknowledged.
    fn broken(&self, case: Case) -> Result<usize, String> {
        let disk = Disk::holding(self.begin.clone(), case.trouble, case.flush, case.seed);
        let mut done = 0;
        if let Ok(mut store) = Store::on(disk.clone(), SECRET) {
            for deed in &self.work {
                if deed.done_to(&mut store, &self.lines).is_err() {
                    break;
                }
                done += 1;
            }
            if case.then == Then::PowerCut {
                let left = disk.after_a_power_cut();
                drop(store);
                return self.looked_at(left, done).map(|()| done);
            }
        }
        let left = match case.then {
            Then::Stop => disk.as_it_is(),
            Then::PowerCut => disk.after_a_power_cut(),
        };
        self.looked_at(left, done).map(|()| done)
    }

    /// Opens what is left, judges it, and does the rest of the work.
    fn looked_at(&self, left: Vec<u8>, done: usize) -> Result<(), String> {
        let disk = Disk::holding(left, Trouble::Never, Flush::Honest, 0);
        let looked = catch_unwind(AssertUnwindSafe(|| self.judge(disk, done)));
        looked.unwrap_or_else(|_| Err("the engine panicked".into()))
    }

    fn judge(&self, disk: Disk, done: usize) -> Result<(), String> {
        let said = |fault: kheo::store::StoreFault| fault.to_string();
        let mut store = Store::on(disk, SECRET).map_err(said)?;
        sound(&mut store)?;
        let found = content(&store).map_err(said)?;
        // The deed that was not acknowledged may be there, as a whole.
        let possible = &self.contents[done..self.contents.len().min(done + 2)];
        let Some(at) = possible.iter().position(|content| *content == found) else {
            let known = self.contents.iter().position(|content| *content == found);
            return Err(format!(
                "{done} deeds were acknowledged; what is there is the state after {known:?}"
            ));
        };
        for deed in &self.work[done + at..] {
            deed.done_to(&mut store, &self.lines).map_err(said)?;
        }
        if Some(&content(&store).map_err(said)?) != self.contents.last() {
            return Err("the rest of the work led elsewhere".into());
        }
        sound(&mut store)
    }
}

/// Whether everything that can be checked is as it should be.
pub fn sound(store: &mut Store) -> Result<(), String> {
    let pages = store.check_pages().map_err(|fault| fault.to_string())?;
    let checked = store.check(&|_, _| {}).map_err(|fault| fault.to_string())?;
    let faults: Vec<String> = pages.into_iter().chain(checked.faults).collect();
    if faults.is_empty() {
        Ok(())
    } else {
        Err(faults.join("; "))
    }
}

/// Breaks the disk at every `step`th place in every way, `rounds` times; gives
/// how many runs that were.
fn break_everywhere(course: &Course, step: usize, rounds: u64) -> Result<u64, String> {
    let mut runs = 0;
    for at in (1..=course.changes).step_by(step) {
        for round in 0..rounds {
            for trouble in [Trouble::Once { at }, Trouble::From { at }] {
                for then in [Then::Stop, Then::PowerCut] {
                    let case = Case {
                        trouble,
                        flush: Flush::Honest,
                        then,
                        seed: at * 1000 + round,
                    };
                    let looked = course.broken(case);
                    looked.map_err(|why| format!("{case:?}: {why}"))?;
                    runs += 1;
                }
            }
        }
    }
    Ok(runs)
}

#[test]
fn nothing_acknowledged_is_lost_when_the_disk_breaks() {
    let course = Course::new();
    assert!(course.changes > 200, "the disk was hardly touched");
    // A step that shares no factor with the rhythm of commits.
    let step = usize::try_from(course.changes / 17).unwrap() | 1;
    let runs = break_everywhere(&course, step, 1).unwrap();
    assert!(runs > 60, "{runs}");
}

#[test]
#[ignore = "long: every write, flush and change of length, five times in four ways"]
fn every_place() {
    let course = Course::new();
    let runs = break_everywhere(&course, 1, 5).unwrap();
    println!(
        "{} places, {runs} broken runs, nothing lost",
        course.changes
    );
}

/// The control: a disk that says that all is flushed and flushes nothing is
/// found out.
#[test]
fn a_disk_that_lies_about_flushing_is_noticed() {
    let course = Course::new();
    let chance = &mut Chance::new(5);
    let lies = (0..20).filter(|&seed| {
        let at = 1 + chance.below(course.changes as usize) as u64;
        let case = Case {
            trouble: Trouble::From { at },
            flush: Flush::Lying,
            then: Then::PowerCut,
            seed,
        };
        course.broken(case).is_err()
    });
    let caught = lies.count();
    assert!(caught > 10, "only {caught} of 20 lies were noticed");
}
