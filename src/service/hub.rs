//! The sessions that are open on the book: each is told of changes that others
//! made, and of who else has the same record open.

use std::collections::HashMap;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::RecordId;

/// What a session is told without having asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Push {
    /// Somebody else changed the book.
    Changed,
    /// More of the book has been read: what was answered from what was there
    /// may be asked again.
    Prepared,
    /// The officers who have this record open in other sessions.
    Company {
        record: RecordId,
        others: Vec<String>,
    },
    /// The owner of the book does not answer; it is being looked for.
    LineLost,
    /// The owner of the book, or another one, answers again.
    LineBack,
    /// Another owner answers, and nobody need have noticed.
    OtherLine,
}

/// Hears what a session is told. It must not wait.
pub type Hear = Arc<dyn Fn(Push) + Send + Sync>;

/// From one telling of changes to the next: what happens meanwhile is told at
/// once afterwards. Thirty officers who write at the same time would otherwise
/// each hear of every trip to the disk, over lines that are slow.
const APART: Duration = Duration::from_millis(100);

/// What the thread that tells of changes is called.
const HERALD: &str = "herald";

/// Every open session.
#[derive(Clone)]
pub struct Hub {
    guests: Guests,
    /// Who changed the book, for the herald.
    changes: Sender<Vec<Uuid>>,
}

#[derive(Clone, Default)]
struct Guests(Arc<Mutex<HashMap<Uuid, Guest>>>);

#[derive(Default)]
struct Guest {
    hear: Option<Hear>,
    /// The record that the session has open, and the officer's name.
    open: Option<(RecordId, String)>,
}

impl Hub {
    /// A hub without sessions, and the thread that tells them of changes. It
    /// ends after the last clone of the hub.
    pub fn open() -> Self {
        let (changes, told) = channel();
        let guests = Guests::default();
        let hub = Self {
            guests: guests.clone(),
            changes,
        };
        let herald = thread::Builder::new().name(HERALD.into());
        // Without the thread whoever made changes tells of them.
        let _ = herald.spawn(move || tell_of_changes(&guests, &told));
        hub
    }

    /// A session wants to be told.
    pub fn join(&self, session: Uuid, hear: Hear) {
        self.guests().entry(session).or_default().hear = Some(hear);
    }

    /// A session ended.
    pub fn leave(&self, session: Uuid) {
        let left = self.guests().remove(&session);
        if let Some((record, _)) = left.and_then(|guest| guest.open) {
            self.tell_company(record);
        }
    }

    /// A session has this record open now, and no other.
    pub fn attend(&self, session: Uuid, officer: String, record: Option<RecordId>) {
        let before = {
            let mut guests = self.guests();
            let guest = guests.entry(session).or_default();
            let open = record.map(|record| (record, officer));
            std::mem::replace(&mut guest.open, open)
        };
        let before = before.map(|(record, _)| record);
        for record in before
            .into_iter()
            .chain(record.filter(|new| before != Some(*new)))
        {
            self.tell_company(record);
        }
    }

    /// Has every session told of changes, soon, but one that alone made them:
    /// it has its answer.
    pub fn changed(&self, by: Vec<Uuid>) {
        if let Err(untold) = self.changes.send(by) {
            self.guests.tell_changed(&untold.0);
        }
    }

    /// Tells every session that more of the book has been read.
    pub fn prepared(&self) {
        let guests = self.guests();
        let hearers = guests.values().filter_map(|guest| guest.hear.as_ref());
        hearers.for_each(|hear| hear(Push::Prepared));
    }

    /// Tells everybody who has `record` open who else has.
    fn tell_company(&self, record: RecordId) {
        let guests = self.guests();
        let there = || {
            guests.iter().filter_map(|(session, guest)| {
                let (open, officer) = guest.open.as_ref()?;
                (*open == record).then_some((session, guest, officer))
            })
        };
        for (session, guest, _) in there() {
            let mut others: Vec<String> = there()
                .filter(|(other, ..)| *other != session)
                .map(|(.., officer)| officer.clone())
                .collect();
            others.sort();
            others.dedup();
            if let Some(hear) = &guest.hear {
                hear(Push::Company { record, others });
            }
        }
    }

    fn guests(&self) -> MutexGuard<'_, HashMap<Uuid, Guest>> {
        self.guests.all()
    }
}

impl Guests {
    fn all(&self) -> MutexGuard<'_, HashMap<Uuid, Guest>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell_changed(&self, by: &[Uuid]) {
        let only = by
            .split_first()
            .filter(|(first, rest)| rest.iter().all(|one| one == *first));
        for (session, guest) in self.all().iter() {
            if only.is_none_or(|(author, _)| author != session)
                && let Some(hear) = &guest.hear
            {
                hear(Push::Changed);
            }
        }
    }
}

/// The herald's work, as long as anybody may change the book.
fn tell_of_changes(guests: &Guests, changes: &Receiver<Vec<Uuid>>) {
    while let Ok(mut by) = changes.recv() {
        by.extend(changes.try_iter().flatten());
        guests.tell_changed(&by);
        thread::sleep(APART);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RecordKind;
    use std::sync::mpsc::{Receiver, channel};

    /// Nothing here takes so long.
    const LONG: Duration = Duration::from_secs(30);

    fn guest(hub: &Hub, number: u128) -> (Uuid, Receiver<Push>) {
        let (tell, told) = channel();
        let session = Uuid::from_u128(number);
        hub.join(session, Arc::new(move |push| drop(tell.send(push))));
        (session, told)
    }

    #[test]
    fn those_at_one_record_know_of_each_other_and_of_leaving() {
        let hub = Hub::open();
        let (one, told_one) = guest(&hub, 1);
        let (two, told_two) = guest(&hub, 2);
        let record = RecordId::fresh(RecordKind::Model);
        let company = |names: &[&str]| Push::Company {
            record,
            others: names.iter().map(ToString::to_string).collect(),
        };
        hub.attend(one, "Hoa".into(), Some(record));
        assert_eq!(told_one.try_recv(), Ok(company(&[])));
        hub.attend(two, "Bình".into(), Some(record));
        assert_eq!(told_one.try_recv(), Ok(company(&["Bình"])));
        assert_eq!(told_two.try_recv(), Ok(company(&["Hoa"])));
        hub.attend(one, "Hoa".into(), None);
        assert_eq!(told_two.try_recv(), Ok(company(&[])));
        hub.attend(one, "Hoa".into(), Some(record));
        hub.leave(two);
        assert_eq!(told_one.try_iter().last(), Some(company(&[])));
    }

    #[test]
    fn a_change_is_told_to_all_but_its_only_author() {
        let hub = Hub::open();
        let (one, told_one) = guest(&hub, 1);
        let (two, told_two) = guest(&hub, 2);
        hub.changed(vec![one, one]);
        assert_eq!(told_two.recv_timeout(LONG), Ok(Push::Changed));
        assert!(told_one.try_recv().is_err());
        hub.changed(vec![one, two]);
        assert_eq!(told_one.recv_timeout(LONG), Ok(Push::Changed));
        assert_eq!(told_two.recv_timeout(LONG), Ok(Push::Changed));
    }

    #[test]
    fn changes_that_follow_each_other_are_told_together() {
        let hub = Hub::open();
        let (one, told_one) = guest(&hub, 1);
        let (_, told_two) = guest(&hub, 2);
        let authors = [one; 500];
        authors.iter().for_each(|author| hub.changed(vec![*author]));
        hub.changed(vec![Uuid::from_u128(2)]);
        // The one hears when the other's change is told, and of nothing else.
        assert_eq!(told_one.recv_timeout(LONG), Ok(Push::Changed));
        assert_eq!(told_two.recv_timeout(LONG), Ok(Push::Changed));
        let heard = 1 + told_two.try_iter().count();
        assert!(heard <= 50, "told {heard} times");
    }
}
