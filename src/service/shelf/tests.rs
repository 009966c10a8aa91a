use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use uuid::Uuid;

use super::*;
use crate::domain::{Model, RecordKind};
use crate::service::request::{ModelFilter, ModelSort};

fn id(number: u128) -> RecordId {
    RecordId::new(RecordKind::Model, Uuid::from_u128(number))
}

fn summary(name: &str) -> ModelSummary {
    ModelSummary {
        model: Model {
            name: name.into(),
            owner: None,
            unit: None,
            kind: None,
            field: None,
            movement: None,
        },
        formerly: Vec::new(),
        registrations: Vec::new(),
        notes: 0,
        conflicts: 0,
        changed: 0,
    }
}

/// A shelf whose filling goes as far as it is let go, a step at a time.
struct ByHand {
    shelf: Arc<Shelf>,
    told: Arc<AtomicUsize>,
    go: Sender<()>,
    steps: Mutex<Option<Receiver<()>>>,
}

const READ: [(u128, &str); 3] = [(1, "Cờ đỏ"), (5, "Áo dài"), (9, "Bếp ăn")];

impl ByHand {
    fn new() -> Self {
        let told = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&told);
        let tell: Tell = Arc::new(move || {
            count.fetch_add(1, Ordering::SeqCst);
        });
        let (go, steps) = channel();
        Self {
            shelf: Arc::new(Shelf::new(Arc::default(), tell)),
            told,
            go,
            steps: Mutex::new(Some(steps)),
        }
    }

    fn begin(&self) -> Result<impl FnOnce(&Fill) -> Result<(), Ended> + Send + use<>, Refusal> {
        let steps = self.steps.lock().unwrap().take().unwrap();
        Ok(move |fill: &Fill| {
            let read = READ.map(|(number, name)| (id(number), summary(name)));
            let name = |model| {
                Ok(READ
                    .iter()
                    .find(|(of, _)| id(*of) == model)
                    .map(|(_, name)| (*name).to_owned()))
            };
            fill.expect(3)?;
            fill.put_figures(&read)?;
            let _ = steps.recv();
            fill.all_counted()?;
            let _ = steps.recv();
            fill.have_read(3)?;
            fill.all_listed(vec![1, 2, 0], name)?;
            let _ = steps.recv();
            fill.put_words(&read.map(|(id, summary)| (id, summary, String::new())))?;
            fill.all_found()
        })
    }

    fn glance(&self) -> MutexGuard<'_, Shelved> {
        self.shelf
            .glance(Readiness::Whole, Duration::ZERO, || self.begin())
            .unwrap()
    }

    fn look(&self, readiness: Readiness) -> MutexGuard<'_, Shelved> {
        self.shelf.look(readiness, || self.begin()).unwrap()
    }
}

fn found(shelved: &mut Shelved, search: &str) -> Vec<RecordId> {
    let units = Arc::clone(&shelved.names);
    let found = shelved.select(
        search,
        &ModelFilter::default(),
        ModelSort::Name,
        &units.units,
    );
    let hits = found.page(0..10);
    hits.iter()
        .map(|hit| shelved.model(hit.doc).unwrap())
        .collect()
}

#[test]
fn it_fills_step_by_step_and_nobody_waits_for_more_than_they_need() {
    let by_hand = ByHand::new();
    assert!(by_hand.glance().readiness() == Readiness::Reading);
    by_hand.go.send(()).unwrap();
    assert_eq!(by_hand.look(Readiness::Counted).len(), 3);
    by_hand.go.send(()).unwrap();
    let mut listed = by_hand.look(Readiness::Listed);
    assert_eq!(found(&mut listed, ""), [id(5), id(9), id(1)]);
    assert!(found(&mut listed, "ao").is_empty());
    assert_eq!(listed.preparing(), Some(Progress { done: 6, total: 9 }));
    drop(listed);
    by_hand.go.send(()).unwrap();
    let mut whole = by_hand.look(Readiness::Whole);
    assert_eq!(found(&mut whole, "ao"), [id(5)]);
    assert_eq!(whole.preparing(), None);
    drop(whole);
    assert!(
        by_hand.told.load(Ordering::SeqCst) > 0,
        "who glanced hears of it"
    );
}

#[test]
fn what_is_written_meanwhile_is_never_undone_by_what_was_read() {
    for steps_before in 0..4 {
        let by_hand = ByHand::new();
        drop(by_hand.glance());
        let stages = [Readiness::Counted, Readiness::Listed, Readiness::Whole];
        for stage in stages.iter().take(steps_before) {
            by_hand.go.send(()).unwrap();
            drop(by_hand.look(*stage));
        }
        by_hand.shelf.keep_up(vec![
            (id(5), Some((summary("Xe lăn"), "ghi chép".into()))),
            (id(7), Some((summary("Áo ấm"), String::new()))),
            (id(1), None),
        ]);
        let name = |model: RecordId| match model.id.as_u128() {
            9 => Ok::<_, Refusal>(Some("Bếp ăn".to_owned())),
            other => panic!("{other} was written, so its name is known"),
        };
        by_hand.shelf.settle_order(name).unwrap();
        for _ in steps_before..3 {
            by_hand.go.send(()).unwrap();
        }
        let mut whole = by_hand.look(Readiness::Whole);
        assert_eq!(
            found(&mut whole, ""),
            [id(7), id(9), id(5)],
            "{steps_before}"
        );
        assert_eq!(found(&mut whole, "xe ghi"), [id(5)]);
        assert_eq!(found(&mut whole, "ao"), [id(7)]);
        assert!(found(&mut whole, "co do").is_empty());
        assert_eq!(whole.len(), 3);
    }
}

#[test]
fn a_filling_that_is_not_wanted_ends_and_lets_the_book_go() {
    let by_hand = ByHand::new();
    let filling = by_hand.glance().filling;
    let shelf = Arc::clone(&by_hand.shelf);
    let closing = std::thread::spawn(move || shelf.close());
    while by_hand.shelf.alone().filling == filling {
        std::thread::yield_now();
    }
    drop(by_hand.go);
    closing.join().unwrap();
    let shelved = by_hand.shelf.alone();
    assert_eq!(
        (shelved.fillers, shelved.readiness()),
        (0, Readiness::Empty)
    );
}

#[test]
fn whoever_waits_for_a_filling_that_fails_hears_why() {
    let shelf = Arc::new(Shelf::new(Arc::default(), Arc::new(|| {})));
    let why = Refusal::Damaged {
        why: "a page".into(),
    };
    let failing = |why: Refusal| move |_: &Fill| Err(Ended::Failed(why));
    let heard = shelf.look(Readiness::Whole, || Ok(failing(why.clone())));
    assert_eq!(heard.err(), Some(why));
    let panicking = |_: &Fill| -> Result<(), Ended> { panic!("torn page") };
    let heard = shelf.look(Readiness::Counted, || Ok(panicking));
    assert!(matches!(heard.err(), Some(Refusal::Damaged { .. })));
    assert_eq!(shelf.alone().readiness(), Readiness::Empty);
}
