//! Asks for the name of a file. The entries of folders come as values: the
//! prompt says which folder it would like to see.

mod spelling;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::super::widgets::line_field::LineField;
use super::super::widgets::list::{self, Step, Viewport};
use super::super::widgets::{Edit, Edited, Focus, Look, Press, below, put, row_of};
use super::Outcome;
use super::panel::{self, Height};
use crate::phrases;
use crate::text;
use spelling::{Spellings, split};

phrases! {
    enum Words {
        File => "Tệp:", "File:";
        Empty => "Không có tệp nào bắt đầu như vậy", "No file begins like that";
        New => "Tệp mới: Enter để ghi", "A new file: Enter writes it";
        Looking => "Đang xem thư mục…", "Looking into the folder…";
    }
}

/// Rows above the entries: the typing line and a blank.
const HEAD: u16 = 2;

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntryKind {
    Folder,
    File,
}

/// An entry of a folder, spelled as the disk spells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathEntry {
    pub name: String,
    pub kind: EntryKind,
}

/// What may be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answers {
    File,
    /// A file that need not be there yet.
    NewFile,
    /// A folder too: the one that was entered, when nothing more is typed.
    FolderToo,
}

/// A folder whose entries are known.
#[derive(Debug, Clone)]
struct Listing {
    folder: String,
    entries: Vec<PathEntry>,
}

/// Asks for the name of a file.
#[derive(Debug, Clone)]
pub struct PathPrompt {
    title: String,
    answers: Answers,
    field: LineField,
    listing: Option<Listing>,
    spellings: Spellings,
    /// The entries that go on from what is typed; line 0 is the typing line.
    lines: Viewport,
}

impl PathPrompt {
    /// Begins with `path` typed already. Ask [`folder`](Self::folder) next.
    pub fn new(title: impl Into<String>, path: &str) -> Self {
        let mut prompt = Self {
            title: title.into(),
            answers: Answers::File,
            field: LineField::new(path),
            listing: None,
            spellings: Spellings::default(),
            lines: Viewport::default(),
        };
        prompt.narrow();
        prompt
    }

    /// Says what may be named; a file when nothing is said.
    pub fn taking(self, answers: Answers) -> Self {
        Self { answers, ..self }
    }

    /// The folder whose entries the prompt would like to show, as the disk
    /// spells it; empty for the folder that the program works in.
    pub fn folder(&self) -> String {
        let typed = self.field.value();
        self.spellings.exact(split(&typed).0)
    }

    /// The entries of a folder that was asked for; of another they are too late.
    pub fn set_entries(&mut self, folder: &str, mut entries: Vec<PathEntry>) {
        if folder != self.folder() {
            return;
        }
        entries.sort_by(|one, other| {
            one.kind
                .cmp(&other.kind)
                .then_with(|| text::compare(&one.name, &other.name))
        });
        for entry in &entries {
            self.spellings.learn(format!("{folder}{}", entry.name));
        }
        self.listing = Some(Listing {
            folder: folder.to_owned(),
            entries,
        });
        self.narrow();
    }

    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        self.lines
            .resize(usize::from(entries_room(panel::content_size(room, Height::Full))) + 1);
        if let Some(step) = press.step() {
            self.lines.apply(step);
            return Outcome::Stay;
        }
        match press {
            Press::Accept | Press::Edit(Edit::Newline) => self.accept(),
            Press::Cancel => Outcome::Close,
            Press::Complete | Press::NextField => self.complete(),
            Press::Edit(edit) => {
                let outcome = self.field.apply(edit);
                self.after(outcome)
            }
            _ => Outcome::Stay,
        }
    }

    fn after(&mut self, edited: Edited) -> Outcome {
        if edited != Edited::Changed {
            return Outcome::Stay;
        }
        self.narrow();
        let folder = self.folder();
        if self
            .listing
            .as_ref()
            .is_some_and(|listing| listing.folder == folder)
        {
            Outcome::Stay
        } else {
            Outcome::ListFolder(folder)
        }
    }

    fn type_path(&mut self, path: &str) -> Outcome {
        self.field.set(path);
        self.after(Edited::Changed)
    }

    /// A folder is entered; a file is the answer, or the folder entered where
    /// that is asked for.
    fn accept(&mut self) -> Outcome {
        let typed = self.field.value();
        let (folder, tail) = split(&typed);
        let named = || self.entries().find(|entry| text::nfc(&entry.name) == tail);
        let entry = self.chosen().or_else(named).cloned();
        match entry {
            Some(entry) if entry.kind == EntryKind::Folder => {
                self.type_path(&format!("{folder}{}/", entry.name))
            }
            Some(entry) => Outcome::Path(format!("{}{}", self.folder(), entry.name)),
            None if tail.is_empty() => match self.answers {
                Answers::FolderToo if !folder.is_empty() => Outcome::Path(self.folder()),
                Answers::FolderToo | Answers::File | Answers::NewFile => Outcome::Stay,
            },
            None => Outcome::Path(self.spellings.exact(&typed)),
        }
    }

    /// Types what all entries that fit have in common; where that is nothing
    /// more, goes to the first of them.
    fn complete(&mut self) -> Outcome {
        let typed = self.field.value();
        let (folder, tail) = split(&typed);
        let fitting = self.fitting();
        let Some(first) = fitting.first() else {
            return Outcome::Stay;
        };
        let name = text::nfc(&first.name).into_owned();
        if let [only] = fitting.as_slice() {
            let end = match only.kind {
                EntryKind::Folder => "/",
                EntryKind::File => "",
            };
            return self.type_path(&format!("{folder}{name}{end}"));
        }
        let shared = fitting.iter().fold(name, |shared, entry| {
            common_start(&shared, &text::nfc(&entry.name))
        });
        if shared.len() > tail.len() {
            return self.type_path(&format!("{folder}{shared}"));
        }
        self.lines.apply(Step::Next);
        Outcome::Stay
    }

    fn entries(&self) -> impl Iterator<Item = &PathEntry> {
        let folder = self.folder();
        let listing = self
            .listing
            .as_ref()
            .filter(move |listing| listing.folder == folder);
        listing.into_iter().flat_map(|listing| &listing.entries)
    }

    /// The entries that begin like what is typed, with or without diacritics;
    /// hidden ones only when the typing begins with a dot.
    fn fitting(&self) -> Vec<&PathEntry> {
        let typed = self.field.value();
        let tail = text::fold(split(&typed).1);
        let fits = |entry: &&PathEntry| {
            text::fold(&entry.name).starts_with(&tail)
                && (tail.starts_with('.') || !entry.name.starts_with('.'))
        };
        self.entries().filter(fits).collect()
    }

    fn chosen(&self) -> Option<&PathEntry> {
        let line = self.lines.selected()?.checked_sub(1)?;
        self.fitting().get(line).copied()
    }

    fn narrow(&mut self) {
        self.lines.set_total(self.fitting().len() + 1);
        self.lines.select(0);
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(frame, area, &self.title, Height::Full, look);
        let label = look.lang.say(&Words::File);
        self.field
            .view_labelled(frame, row_of(content, 0), &label, Focus::Here, look);
        self.view_entries(frame, below(content, HEAD), look);
    }

    fn view_entries(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let fitting = self.fitting();
        if fitting.is_empty() {
            let is_known = self
                .listing
                .as_ref()
                .is_some_and(|listing| listing.folder == self.folder());
            let words = match self.answers {
                _ if !is_known => Words::Looking,
                Answers::NewFile => Words::New,
                Answers::File | Answers::FolderToo => Words::Empty,
            };
            return put(frame, area, &look.lang.say(&words), look.palette.dim);
        }
        let chosen = self.lines.selected().and_then(|line| line.checked_sub(1));
        let first = chosen.map_or(0, |chosen| {
            (chosen + 1).saturating_sub(usize::from(area.height))
        });
        for (down, (index, entry)) in fitting.iter().enumerate().skip(first).enumerate() {
            let row = row_of(area, down);
            list::view_row(frame, row, &Line::raw(shown(entry)));
            if chosen == Some(index) {
                list::mark_row(frame, row, look);
            }
        }
    }
}

/// Rows that entries have in a content of this size.
fn entries_room(content: Size) -> u16 {
    content.height.saturating_sub(HEAD)
}

fn shown(entry: &PathEntry) -> String {
    let name = text::visible(&entry.name);
    match entry.kind {
        EntryKind::Folder => format!("{name}/"),
        EntryKind::File => name.into_owned(),
    }
}

fn common_start(one: &str, other: &str) -> String {
    let pairs = one.chars().zip(other.chars());
    pairs
        .take_while(|(one, other)| one == other)
        .map(|(one, _)| one)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size {
        width: 80,
        height: 20,
    };

    fn prompt() -> PathPrompt {
        let mut prompt = PathPrompt::new("Nhập danh sách", "/usb/");
        let entry = |name: &str, kind| PathEntry {
            name: name.into(),
            kind,
        };
        let entries = vec![
            entry("Da\u{323}nh sa\u{301}ch 2022.xlsx", EntryKind::File),
            entry("Danh sách 2023.xlsx", EntryKind::File),
            entry("Đông Yên", EntryKind::Folder),
            entry(".trash", EntryKind::Folder),
        ];
        prompt.set_entries("/usb/", entries);
        prompt
    }

    fn typed(prompt: &mut PathPrompt, text: &str) -> Outcome {
        prompt.apply(Press::Edit(Edit::Paste(text.into())), ROOM)
    }

    #[test]
    fn one_entry_is_filled_in_whole() {
        let mut prompt = prompt();
        typed(&mut prompt, "dong");
        assert_eq!(
            prompt.apply(Press::Complete, ROOM),
            Outcome::ListFolder("/usb/Đông Yên/".into())
        );
        assert_eq!(prompt.field.value(), "/usb/Đông Yên/");
    }

    #[test]
    fn several_entries_are_walked_through() {
        let mut prompt = prompt();
        typed(&mut prompt, "danh sach");
        prompt.apply(Press::Complete, ROOM);
        prompt.apply(Press::Complete, ROOM);
        prompt.apply(Press::Edit(Edit::Down), ROOM);
        let path = Outcome::Path("/usb/Da\u{323}nh sa\u{301}ch 2022.xlsx".into());
        let other = Outcome::Path("/usb/Danh sách 2023.xlsx".into());
        let found = prompt.apply(Press::Accept, ROOM);
        assert!(found == path || found == other, "{found:?}");
    }

    #[test]
    fn a_decomposed_name_that_is_typed_opens_its_file() {
        let mut prompt = prompt();
        typed(&mut prompt, "Dạnh sách 2022.xlsx");
        assert_eq!(
            prompt.apply(Press::Accept, ROOM),
            Outcome::Path("/usb/Da\u{323}nh sa\u{301}ch 2022.xlsx".into())
        );
    }

    #[test]
    fn a_new_name_is_taken_as_typed() {
        let mut prompt = prompt();
        typed(&mut prompt, "gói 20-11.kheo");
        assert_eq!(
            prompt.apply(Press::Accept, ROOM),
            Outcome::Path("/usb/gói 20-11.kheo".into())
        );
    }

    #[test]
    fn another_folder_is_asked_for_and_late_entries_are_dropped() {
        let mut prompt = prompt();
        assert_eq!(
            typed(&mut prompt, "x/"),
            Outcome::ListFolder("/usb/x/".into())
        );
        prompt.set_entries("/usb/", Vec::new());
        assert!(prompt.fitting().is_empty());
        assert_eq!(
            prompt.listing.as_ref().map(|listing| listing.entries.len()),
            Some(4)
        );
    }
}
