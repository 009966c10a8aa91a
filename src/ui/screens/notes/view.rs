//! Drawing *Ghi chép*: the list, and under it the whole of the selected note.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::state::{Entry, Loaded};
use super::words::NotesWords;
use crate::i18n::Phrase;
use crate::text;
use crate::ui::keymap::Action;
use crate::ui::purpose::entry::draft_about;
use crate::ui::screens::detail::note_head;
use crate::ui::state::State;
use crate::ui::view::paint::{cell, line_at};
use crate::ui::widgets::{list, rule};
use crate::ui::words::{moment, since};

/// Columns of time and author; below this width the author is left out.
const NARROW: u16 = 60;
/// Windows lower than this show the list alone.
const LOW: u16 = 10;

pub fn draw(state: &State, frame: &mut Frame, area: Rect) {
    let notes = &state.notes;
    if notes.list.total() == 0 {
        return draw_empty(state, frame, area);
    }
    let columns = Columns::within(area.width);
    line_at(
        frame,
        area,
        0,
        Line::styled(format!("  {}", columns.head(state)), state.palette().label),
    );
    let rows = list_rows(area.height);
    let body = Rect {
        y: area.y + 1.min(area.height),
        height: rows,
        ..area
    };
    list::view(
        frame,
        body,
        notes.list,
        &state.look(),
        |position| match notes.entry(position) {
            Some(entry) => columns.line(entry, state),
            None => Line::default(),
        },
    );
    let below = Rect {
        y: body.bottom(),
        height: area.height.saturating_sub(rows + 1),
        ..area
    };
    if below.height > 2 {
        rule::view(frame, below, &state.look());
        let whole = Rect {
            x: below.x + 1,
            y: below.y + 1,
            width: below.width.saturating_sub(2),
            height: below.height - 1,
        };
        draw_whole(state, frame, whole);
    }
}

/// Rows of the list in a room of `height` rows.
pub fn list_rows(height: u16) -> u16 {
    let body = height.saturating_sub(1);
    if height < LOW { body } else { body * 3 / 5 }
}

fn draw_empty(state: &State, frame: &mut Frame, area: Rect) {
    if state.notes.loaded == Loaded::Nothing {
        return line_at(
            frame,
            area,
            0,
            Line::styled(
                format!(" {}", NotesWords::Loading.text(state.lang)),
                state.palette().dim,
            ),
        );
    }
    line_at(
        frame,
        area,
        1,
        Line::raw(format!("  {}", NotesWords::Empty.text(state.lang))),
    );
    let words = NotesWords::HowTo {
        key: state.key_of(Action::NoteNew),
    }
    .text(state.lang);
    line_at(
        frame,
        area,
        2,
        Line::styled(format!("  {words}"), state.palette().dim),
    );
}

fn draw_whole(state: &State, frame: &mut Frame, area: Rect) {
    let (head, body) = match state.notes.selected() {
        Some(Entry::Note(note)) => (
            format!(
                "{} · {}",
                text::visible(&note.about),
                note_head(state, note)
            ),
            note.text.as_str(),
        ),
        Some(Entry::Draft(draft)) => {
            let about = draft_about(draft, state.lang);
            (
                NotesWords::DraftHead {
                    about,
                    at: since(draft.saved, state.now),
                }
                .text(state.lang),
                draft.draft.text.as_str(),
            )
        }
        None => return,
    };
    line_at(
        frame,
        area,
        0,
        Line::styled(cell(&head, usize::from(area.width)), state.palette().label),
    );
    let body = text::visible_lines(body);
    for (row, range) in text::wrap(&body, usize::from(area.width).max(1))
        .into_iter()
        .enumerate()
        .take(usize::from(area.height))
    {
        line_at(
            frame,
            area,
            row as u16 + 1,
            Line::raw(body.get(range).unwrap_or_default().to_owned()),
        );
    }
}

/// Widths in cells; 0 leaves a column out.
struct Columns {
    when: usize,
    author: usize,
    about: usize,
    text: usize,
}

impl Columns {
    fn within(width: u16) -> Self {
        let (when, author) = if width < NARROW { (0, 0) } else { (16, 16) };
        let rest = usize::from(width).saturating_sub(3 + when + author + 3);
        let about = rest / 2;
        Self {
            when,
            author,
            about,
            text: rest - about,
        }
    }

    fn head(&self, state: &State) -> String {
        let heads = [
            NotesWords::When,
            NotesWords::Author,
            NotesWords::About,
            NotesWords::Text,
        ];
        self.row(heads.map(|head| head.text(state.lang)))
    }

    fn row(&self, words: [String; 4]) -> String {
        let widths = [self.when, self.author, self.about, self.text];
        let shown = words.iter().zip(widths).filter(|(_, cells)| *cells > 0);
        shown
            .map(|(words, cells)| cell(words, cells))
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn line(&self, entry: Entry, state: &State) -> Line<'static> {
        match entry {
            Entry::Draft(draft) => {
                let kind = NotesWords::Draft.text(state.lang);
                let about = draft_about(draft, state.lang);
                let about = match self.author {
                    0 => format!("{kind}: {about}"),
                    _ => about,
                };
                let row = self.row([
                    moment(draft.saved),
                    kind,
                    about,
                    first_line(&draft.draft.text),
                ]);
                Line::from(Span::styled(row, state.palette().warn))
            }
            Entry::Note(note) => {
                let mark = if note.conflicts > 0 { "! " } else { "" };
                let when = note.at.map(moment).unwrap_or_default();
                let author = note.author.clone();
                Line::raw(self.row([
                    when,
                    author,
                    format!("{mark}{}", note.about),
                    first_line(&note.text),
                ]))
            }
        }
    }
}

/// What a note begins with.
fn first_line(text: &str) -> String {
    text.lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default()
        .to_owned()
}
