//! What may be under way when the program is killed: how it is prepared, what
//! must hold right after the blow, and how it is done again.

use std::fs;
use std::path::Path;

use super::scene::{Scene, all_are_whole, is_sound, notes, refuses_nothing};
use super::strike::{Blow, Ended, Victim};
use crate::chance::Chance;
use crate::desk::{Desk, path, text};
use crate::laptop::laptop;

/// What somebody is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    Export,
    Import,
    Undo,
    Approve,
    Attach,
    Folder,
    Line,
    Backup,
    Restore,
}

impl Role {
    pub const ALL: [Self; 9] = [
        Self::Export,
        Self::Import,
        Self::Undo,
        Self::Approve,
        Self::Attach,
        Self::Folder,
        Self::Line,
        Self::Backup,
        Self::Restore,
    ];
}

/// Something that is begun, struck, judged and done again.
pub struct Round {
    role: Role,
    /// Notes of the book at work when it begins.
    before: Vec<String>,
    /// Notes of the book before it took in what is to be taken out.
    untouched: Vec<String>,
    /// The installation that is approved, or the picture that is attached.
    subject: String,
    /// Who is hit where there is a choice.
    hits_far: Hits,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hits {
    Near,
    Far,
}

impl Round {
    /// Brings the books to where the role begins.
    pub fn prepare(role: Role, scene: &mut Scene, chance: &mut Chance) -> Self {
        scene.write();
        if matches!(role, Role::Import | Role::Folder | Role::Line) {
            scene.attach();
        }
        let mut subject = String::new();
        match role {
            Role::Export if chance.once_in(2) => drop(fs::remove_file(scene.sent())),
            Role::Backup if chance.once_in(2) => drop(fs::remove_file(scene.backup())),
            Role::Import => scene.send(),
            Role::Undo => scene.send(),
            Role::Approve => subject = stranger(&scene.binh),
            Role::Attach => subject = scene.draw(),
            Role::Restore => {
                let desk = &scene.chi;
                desk.run(&["add", "--name", "Của Chi", "--unit", "xã Đông Yên"]);
                scene.an.run(&["backup", &scene.backup()]).done();
            }
            Role::Export | Role::Backup | Role::Folder | Role::Line => {}
        }
        let mut round = Self {
            role,
            before: Vec::new(),
            untouched: notes(&scene.binh),
            subject,
            hits_far: match chance.once_in(2) {
                true => Hits::Far,
                false => Hits::Near,
            },
        };
        if role == Role::Undo {
            let bundle = scene.sent();
            scene.binh.run(&["bundle", "import", &bundle]).done();
        }
        round.before = notes(round.at_work(scene));
        let _ = fs::remove_file(&scene.far);
        round
    }

    /// Whose book is worked on.
    fn at_work<'a>(&self, scene: &'a Scene) -> &'a Desk {
        match self.role {
            Role::Import | Role::Undo | Role::Approve => &scene.binh,
            Role::Restore => &scene.chi,
            Role::Export | Role::Attach | Role::Folder | Role::Line | Role::Backup => &scene.an,
        }
    }

    /// What is run, and whom the blow hits.
    pub fn blow<'a>(&self, scene: &'a Scene) -> Blow<'a> {
        let (sent, backup) = (scene.sent(), scene.backup());
        let arguments: &[&str] = match self.role {
            Role::Export => &["bundle", "export", "-o", &sent],
            Role::Import => &["bundle", "import", &sent],
            Role::Undo => &["bundle", "undo"],
            Role::Approve => &["devices", "approve", &self.subject],
            Role::Attach => &["attach", &scene.model, &self.subject],
            Role::Folder => &["sync", path(scene.stick.path())],
            Role::Line => &["sync", "ssh://binh"],
            Role::Backup => &["backup", &backup],
            Role::Restore => &["restore", &backup],
        };
        let is_line = self.role == Role::Line;
        Blow {
            desk: self.at_work(scene),
            arguments: arguments.iter().map(ToString::to_string).collect(),
            search: is_line.then(|| scene.search()),
            victim: match self.hits_far {
                Hits::Far if is_line => Victim::Far(&scene.far),
                _ => Victim::Near,
            },
        }
    }

    /// Right after the blow: the books open and are sound, what was
    /// acknowledged is there, what has its name is whole, nothing is by half.
    pub fn judge(&self, scene: &Scene, ended: Ended) {
        assert_ne!(ended, Ended::Failed, "{:?} failed by itself", self.role);
        is_sound(self.at_work(scene));
        if self.role == Role::Line {
            is_sound(&scene.binh);
        }
        scene.an_has_all();
        let there = notes(self.at_work(scene));
        match self.role {
            Role::Export if Path::new(&scene.sent()).exists() => {
                scene.binh.run(&["bundle", "show", &scene.sent()]).done();
            }
            Role::Backup if Path::new(&scene.backup()).exists() => {
                Desk::bare().run(&["restore", &scene.backup()]).done();
            }
            Role::Import | Role::Undo | Role::Approve | Role::Restore if there != self.before => {
                self.is_done(scene);
            }
            Role::Folder => all_are_whole(scene.stick.path()),
            _ => {}
        }
        if ended == Ended::Done {
            self.is_done(scene);
        }
    }

    /// Whether doing it again is asked for: taking a bundle out once more
    /// would take an earlier one out.
    pub fn is_to_be_repeated(&self, scene: &Scene) -> bool {
        self.role != Role::Undo || notes(&scene.binh) == self.before
    }

    /// The whole of it happened.
    pub fn is_done(&self, scene: &Scene) {
        let there = || notes(self.at_work(scene));
        match self.role {
            Role::Export | Role::Backup | Role::Folder | Role::Line => {}
            Role::Undo => assert_eq!(there(), self.untouched),
            Role::Approve => assert_eq!(there().len(), self.before.len() + 1),
            Role::Attach => {
                let listed = scene.an.json(&["attach", "list", &scene.model]);
                let mut listed = listed.as_array().unwrap().iter();
                let found = listed.find(|file| file["name"] == self.subject.as_str());
                let id = text(&found.unwrap()["id"]);
                scene
                    .an
                    .run(&["attach", "export", &id, "-o", "lai.bin"])
                    .done();
                let read = |name: &str| fs::read(scene.an.path().join(name)).unwrap();
                assert!(read("lai.bin") == read(&self.subject));
            }
            Role::Import => {
                assert_ne!(there(), self.before);
                scene.has_all(&scene.binh);
            }
            Role::Restore => scene.has_all(&scene.chi),
        }
    }

    /// The books come together again, and nothing is left over.
    pub fn settle(&self, scene: &mut Scene) {
        match self.role {
            Role::Attach => scene.has_attached(),
            Role::Undo => {
                scene.binh.run(&["bundle", "import", &scene.sent()]).done();
            }
            Role::Export => {
                scene.binh.run(&["bundle", "import", &scene.sent()]).done();
            }
            Role::Folder => {
                refuses_nothing(&scene.binh, scene.stick.path());
                refuses_nothing(&scene.an, scene.stick.path());
                scene.has_all(&scene.binh);
            }
            Role::Line => {
                is_sound(&scene.binh);
                scene.has_all(&scene.binh);
            }
            Role::Backup => {
                let other = Desk::bare();
                other.run(&["restore", &scene.backup()]).done();
                scene.has_all(&other);
            }
            Role::Restore => clear_kept(scene.chi.path()),
            Role::Import | Role::Approve => {}
        }
    }
}

/// The lines of an unknown laptop wait in `book`; its id.
fn stranger(book: &Desk) -> String {
    let other = laptop("Người lạ");
    let bundle = other.path().join("la.kheo");
    other.run(&["bundle", "export", "-o", path(&bundle)]).done();
    book.run(&["bundle", "import", path(&bundle)]).done();
    let devices = book.json(&["devices", "list"]);
    let mut devices = devices.as_array().unwrap().iter();
    let waiting = devices.find(|device| device["status"] == "waiting");
    text(&waiting.unwrap()["id"])
}

/// A restored book leaves the old one beside it, and nothing unfinished.
fn clear_kept(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.display().to_string();
        assert!(!name.ends_with(".restoring"), "{name}");
        if name.ends_with(".old") {
            fs::remove_file(path).unwrap();
        }
    }
}
