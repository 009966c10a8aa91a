//! The page of a model as lines to scroll through.

use jiff::Timestamp;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::state::{Detail, Fold, registration, words_of};
use super::words::DetailWords;
use crate::domain::schema::DELETED;
use crate::domain::{Status, Word};
use crate::i18n::{Lang, Phrase, value_words};
use crate::ledger::DeviceId;
use crate::service::views::{
    AttachmentView, Delivery, FieldView, HistoryLine, NoteView, Presence, RecordView,
};
use crate::text;
use crate::ui::keymap::{Action, Context};
use crate::ui::state::State;
use crate::ui::view::paint::cell;
use crate::ui::words::{StatusSign, field_title, label, moment, period_title, tone};

/// Cells of the names of fields.
const LABEL: usize = 20;

/// Builds the lines for one width.
pub struct Page<'a> {
    state: &'a State,
    lang: Lang,
    cells: usize,
    lines: Vec<Line<'static>>,
}

/// Everything about the model, in lines of at most `cells` cells.
pub fn lines(detail: &Detail, state: &State, cells: usize) -> Vec<Line<'static>> {
    let mut page = Page {
        state,
        lang: state.lang,
        cells,
        lines: Vec::new(),
    };
    let Some(record) = &detail.record else {
        page.push(DetailWords::Loading.text(state.lang), state.palette().dim);
        return page.lines;
    };
    page.fields(record);
    page.registrations(record);
    page.notes(&record.notes);
    page.attachments(&record.attachments);
    page.history(record, detail.history);
    page.lines
}

impl Page<'_> {
    fn push(&mut self, words: String, style: Style) {
        self.lines.push(Line::styled(words, style));
    }

    /// The key of an action once the page is opened.
    fn key(&self, action: Action) -> String {
        self.state
            .key_in(Context::ModelsDetail, action)
            .unwrap_or_default()
    }

    fn blank(&mut self) {
        self.lines.push(Line::default());
    }

    fn section(&mut self, words: DetailWords) {
        self.blank();
        let title = words.text(self.lang);
        self.push(title, self.state.palette().title);
    }

    fn fields(&mut self, record: &RecordView) {
        for field in &record.fields {
            let says_nothing =
                field.words.is_empty() || field.name == "name" || field.name == DELETED;
            if says_nothing && !field.is_conflict() {
                continue;
            }
            let words = value_words(self.lang, &field.name, &field.value, &field.words);
            self.labelled(&field_title(&field.name, self.lang), &words);
            if field.is_conflict() {
                self.conflict(field);
            }
        }
    }

    /// Name of a field and its words, wrapped under one another.
    fn labelled(&mut self, name: &str, words: &str) {
        let label_cells = LABEL.min(self.cells / 2).max(1);
        let room = self.cells.saturating_sub(label_cells).max(1);
        let words = text::visible_lines(words);
        for (row, range) in text::wrap(&words, room).into_iter().enumerate() {
            let name = cell(if row == 0 { name } else { "" }, label_cells - 1) + " ";
            let part = words.get(range).unwrap_or_default().to_owned();
            self.lines.push(Line::from(vec![
                Span::styled(name, self.state.palette().label),
                Span::raw(part),
            ]));
        }
    }

    /// Every value that nobody has replaced, with its author.
    fn conflict(&mut self, field: &FieldView) {
        let palette = self.state.palette();
        let indent = " ".repeat(LABEL.min(self.cells / 2));
        let count = field.live.len();
        self.push(
            format!(
                "{indent}! {}",
                DetailWords::Conflict { count }.text(self.lang)
            ),
            palette.warn,
        );
        for live in &field.live {
            let by = DetailWords::ValueOf {
                by: self.author(&live.by, live.device),
                at: moment(live.at),
            }
            .text(self.lang);
            let room = self.cells.saturating_sub(text::cells(&indent) + 4);
            let said = value_words(self.lang, &field.name, &live.value, &live.words);
            let words = cell(&format!("{said} · {by}"), room);
            self.lines.push(Line::from(vec![
                Span::raw(format!("{indent}  ")),
                Span::raw(words),
            ]));
        }
    }

    fn author(&self, by: &str, device: DeviceId) -> String {
        format!(
            "{}, {}",
            text::visible(by),
            device_words(self.state, Some(device))
        )
    }

    fn registrations(&mut self, record: &RecordView) {
        self.section(DetailWords::Registrations);
        if record.registrations.is_empty() {
            let key = self.key(Action::RegistrationAdd);
            let words = DetailWords::NoRegistrations { key }.text(self.lang);
            return self.push(words, self.state.palette().dim);
        }
        let heads = [
            DetailWords::Level,
            DetailWords::Period,
            DetailWords::Status,
            DetailWords::Decision,
        ];
        let [level, period, status, decision] = heads.map(|head| head.text(self.lang));
        let words = self.table_row(&level, &period, &status, &decision);
        self.push(words, self.state.palette().label);
        for one in &record.registrations {
            self.registration(one);
        }
    }

    fn registration(&mut self, record: &RecordView) {
        let Some(read) = registration(record) else {
            return self.push(
                text::visible(&record.title).into_owned(),
                self.state.palette().dim,
            );
        };
        let level = label(self.lang, read.level).to_owned();
        let status = format!(
            "{} {}",
            StatusSign::of(read.status).sign,
            label(self.lang, read.status)
        );
        let row = self.table_row(
            &level,
            &period_title(self.lang, read.period),
            &status,
            &decision_words(record),
        );
        self.push(row, tone(read.status, self.state.palette()));
        for field in record.fields.iter().filter(|field| field.is_conflict()) {
            let words = value_words(self.lang, &field.name, &field.value, &field.words);
            self.labelled(&field_title(&field.name, self.lang), &words);
            self.conflict(field);
        }
    }

    /// Level, period and status; the decision where there is room for it.
    fn table_row(&self, level: &str, period: &str, status: &str, decision: &str) -> String {
        let narrow = self.cells < 50;
        let (level_cells, period_cells) = if narrow { (8, 10) } else { (12, 20) };
        let period = if narrow {
            period.rsplit(' ').next().unwrap_or(period)
        } else {
            period
        };
        let rest = self.cells.saturating_sub(level_cells + period_cells);
        let longest = Status::ALL
            .iter()
            .map(|status| text::cells(status.vi()))
            .max()
            .unwrap_or(0)
            + 3;
        let status_cells = longest.min(rest);
        let decision = cell(decision, rest - status_cells);
        format!(
            "{}{}{}{}",
            cell(level, level_cells),
            cell(period, period_cells),
            cell(status, status_cells),
            decision
        )
    }

    fn notes(&mut self, notes: &[NoteView]) {
        self.section(DetailWords::Notes { count: notes.len() });
        if notes.is_empty() {
            let key = self.key(Action::NoteNew);
            return self.push(
                DetailWords::NoNotes { key }.text(self.lang),
                self.state.palette().dim,
            );
        }
        for note in notes {
            let head = note_head(self.state, note);
            self.wrapped(&head, "", self.state.palette().label);
            self.wrapped(&note.text, "  ", Style::default());
            if note.conflicts > 0 {
                self.push(
                    format!("  {}", DetailWords::NoteConflict.text(self.lang)),
                    self.state.palette().warn,
                );
            }
        }
    }

    /// Nothing is said where there is nothing.
    fn attachments(&mut self, attachments: &[AttachmentView]) {
        if attachments.is_empty() {
            return;
        }
        let count = attachments.len();
        let key = self.key(Action::AttachmentOpen);
        self.section(DetailWords::Attachments { count, key });
        for one in attachments {
            let author = self.author(&one.by, one.device);
            let (size, style) = match one.presence {
                Presence::Here => (text::size(one.bytes), Style::default()),
                Presence::Elsewhere => (
                    DetailWords::StillElsewhere {
                        device: device_words(self.state, Some(one.device)),
                    }
                    .text(self.lang),
                    self.state.palette().warn,
                ),
            };
            let words = format!("{} · {size} · {author} · {}", one.name, moment(one.at));
            self.wrapped(&words, "", style);
        }
    }

    fn wrapped(&mut self, words: &str, indent: &str, style: Style) {
        let words = text::visible_lines(words);
        for range in text::wrap(&words, self.cells.saturating_sub(indent.len()).max(1)) {
            let part = words.get(range).unwrap_or_default();
            self.push(format!("{indent}{part}"), style);
        }
    }

    fn history(&mut self, record: &RecordView, fold: Fold) {
        self.section(DetailWords::History {
            count: record.history.len(),
        });
        if fold == Fold::Folded {
            let key = self.key(Action::HistoryToggle);
            return self.push(
                format!("▸ {}", DetailWords::HistoryFolded { key }.text(self.lang)),
                self.state.palette().dim,
            );
        }
        for change in &record.history {
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
        let field = field_title(&change.field, self.lang);
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

/// `104-QĐ/HU, 05/07/2022, Huyện ủy An Biên`: as much of it as there is.
fn decision_words(record: &RecordView) -> String {
    let parts = ["decision_no", "decision_date", "decision_by"].map(|name| words_of(record, name));
    parts
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Author, machine, time, and where it was written.
pub fn note_head(state: &State, note: &NoteView) -> String {
    let author = match note.author.trim() {
        "" => DetailWords::NoAuthor.text(state.lang),
        name => text::visible(name).into_owned(),
    };
    let at = note.at.map(|at: Timestamp| moment(at)).unwrap_or_default();
    let head = DetailWords::NoteHead {
        author,
        device: device_words(state, note.device),
        at,
    }
    .text(state.lang);
    match note.place.as_deref() {
        Some(place) if !place.trim().is_empty() => DetailWords::At {
            head,
            place: text::visible(place).into_owned(),
        }
        .text(state.lang),
        _ => head,
    }
}

/// “máy này”, or the first letters of another machine's name.
pub fn device_words(state: &State, device: Option<DeviceId>) -> String {
    let own = state
        .book
        .as_ref()
        .and_then(|book| book.open.as_ref())
        .map(|open| open.device);
    match device {
        Some(device) if Some(device) == own => DetailWords::ThisDevice.text(state.lang),
        Some(device) => DetailWords::Device {
            id: device.to_string().chars().take(6).collect(),
        }
        .text(state.lang),
        None => "?".to_owned(),
    }
}
