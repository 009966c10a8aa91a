//! A page about one record, as lines to scroll through.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::lines::device_words;
use super::state::Fold;
use super::words::DetailWords;
use crate::domain::{RecordId, RecordKind, schema};
use crate::i18n::{Lang, Phrase, value_words};
use crate::ledger::DeviceId;
use crate::service::views::{Delivery, HistoryLine};
use crate::text;
use crate::ui::keymap::Context;
use crate::ui::state::State;
use crate::ui::view::paint::cell;
use crate::ui::words::{field_title, moment};

/// Cells of the names of fields.
pub const LABEL: usize = 20;

/// Builds the lines for one width.
pub struct Page<'a> {
    pub state: &'a State,
    pub lang: Lang,
    pub cells: usize,
    /// Where the keys are looked up that it names.
    pub context: Context,
    /// The registration or the note that was looked for.
    pub sought: Option<RecordId>,
    sought_line: Option<usize>,
    lines: Vec<Line<'static>>,
}

impl<'a> Page<'a> {
    /// A page whose lines have at most `cells` cells.
    pub fn new(state: &'a State, cells: usize) -> Self {
        Self {
            state,
            lang: state.lang,
            cells,
            context: Context::ModelsDetail,
            sought: None,
            sought_line: None,
            lines: Vec::new(),
        }
    }

    pub fn lines(self) -> Vec<Line<'static>> {
        self.lines
    }

    /// The next line is that of what was looked for.
    pub fn found_sought(&mut self) {
        self.sought_line.get_or_insert(self.lines.len());
    }

    /// The line of what was looked for, if it is on the page.
    pub fn sought_line(&self) -> Option<usize> {
        self.sought_line
    }

    /// One line, no longer than the page is wide.
    pub fn push(&mut self, words: String, style: Style) {
        self.lines.push(Line::styled(words, style));
    }

    pub fn line(&mut self, line: Line<'static>) {
        self.lines.push(line);
    }

    pub fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    /// The heading of a part, behind a blank line.
    pub fn section(&mut self, words: &impl Phrase) {
        self.blank();
        let title = words.text(self.lang);
        self.push(title, self.state.palette().title);
    }

    /// Name of a field and its words, wrapped under one another.
    pub fn labelled(&mut self, name: &str, words: &str) {
        self.labelled_in(name, words, Style::default());
    }

    /// The same, with the words in a style.
    pub fn labelled_in(&mut self, name: &str, words: &str, style: Style) {
        let label_cells = LABEL.min(self.cells / 2).max(1);
        let room = self.cells.saturating_sub(label_cells).max(1);
        let words = text::visible_lines(words);
        for (row, range) in text::wrap(&words, room).into_iter().enumerate() {
            let name = cell(if row == 0 { name } else { "" }, label_cells - 1) + " ";
            let part = words.get(range).unwrap_or_default().to_owned();
            self.lines.push(Line::from(vec![
                Span::styled(name, self.state.palette().label),
                Span::styled(part, style),
            ]));
        }
    }

    /// A text, wrapped behind an indent.
    pub fn wrapped(&mut self, words: &str, indent: &str, style: Style) {
        let words = text::visible_lines(words);
        for range in text::wrap(&words, self.cells.saturating_sub(indent.len()).max(1)) {
            let part = words.get(range).unwrap_or_default();
            self.push(format!("{indent}{part}"), style);
        }
    }

    /// Who wrote, on which machine.
    pub fn author(&self, by: &str, device: DeviceId) -> String {
        format!(
            "{}, {}",
            text::visible(by),
            device_words(self.state, Some(device))
        )
    }

    /// What was changed, newest first; while it is folded, the `key` that opens it.
    pub fn history(&mut self, history: &[HistoryLine], fold: Fold, key: &str) {
        let count = history.len();
        self.section(&DetailWords::History { count });
        if fold == Fold::Folded {
            let key = key.to_owned();
            return self.push(
                format!("▸ {}", DetailWords::HistoryFolded { key }.text(self.lang)),
                self.state.palette().dim,
            );
        }
        for change in history {
            let mut head = format!(
                "{} · {}",
                moment(change.at),
                self.author(&change.by, change.device)
            );
            if let Some(delivery) = change.delivery {
                let words = match delivery {
                    Delivery::Unsent => DetailWords::Unsent,
                    Delivery::Sent => DetailWords::Sent,
                    Delivery::Received => DetailWords::Received,
                };
                head.push_str(" · ");
                head.push_str(&words.text(self.lang));
            }
            self.wrapped(&head, "", self.state.palette().label);
            self.wrapped(&self.change_words(change), "  ", Style::default());
        }
    }

    fn change_words(&self, change: &HistoryLine) -> String {
        let field = title_in(&change.record, &change.field, self.lang);
        let or_cleared = |words: &str| {
            if words.is_empty() {
                DetailWords::Cleared.text(self.lang)
            } else {
                words.to_owned()
            }
        };
        let said = |value, words: &String| value_words(self.lang, &change.field, value, words);
        let to = or_cleared(&said(&change.to_value, &change.to));
        let before: Vec<String> = change
            .from_values
            .iter()
            .zip(&change.from)
            .map(|(value, words)| said(value, words))
            .collect();
        match before.as_slice() {
            [] => DetailWords::Set { field, to }.text(self.lang),
            from => DetailWords::Was {
                field,
                from: or_cleared(&from.join(" / ")),
                to,
            }
            .text(self.lang),
        }
    }
}

/// What people call a field of this record.
fn title_in(record: &str, field: &str, lang: Lang) -> String {
    match record.parse::<RecordId>() {
        Ok(id) => title_of(id.kind, field, lang),
        Err(_) => field_title(field, lang),
    }
}

/// What people call a field of a record of this kind.
pub fn title_of(kind: RecordKind, field: &str, lang: Lang) -> String {
    match schema::field_or_member(kind, field) {
        Some(spec) => match lang {
            Lang::Vi => spec.vi.to_owned(),
            Lang::En => spec.en.to_owned(),
        },
        None => field_title(field, lang),
    }
}
