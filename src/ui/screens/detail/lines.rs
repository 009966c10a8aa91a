//! The page of a model as lines to scroll through.

use jiff::Timestamp;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::page::{LABEL, Page, title_of};
use super::state::{Detail, registration, words_of};
use super::words::DetailWords;
use crate::domain::register::entered::spoken_of_by;
use crate::domain::schema::DELETED;
use crate::domain::{RecordId, RecordKind, Status, Word};
use crate::i18n::{Phrase, kind_words, value_words};
use crate::ledger::DeviceId;
use crate::service::views::{
    AttachmentView, FieldView, NoteView, Presence, RecordView, RelatedView,
};
use crate::text;
use crate::ui::keymap::Action;
use crate::ui::state::State;
use crate::ui::view::paint::cell;
use crate::ui::words::{
    StatusSign, capitalised, field_title, label, moment, period_title, period_words, tone,
};

/// Everything about the model, in lines of at most `cells` cells.
pub fn lines(detail: &Detail, state: &State, cells: usize) -> Vec<Line<'static>> {
    page(detail, state, cells).lines()
}

/// The line on which stands what was looked for.
pub fn line_of_sought(detail: &Detail, state: &State, cells: usize) -> Option<usize> {
    page(detail, state, cells).sought_line()
}

fn page<'a>(detail: &Detail, state: &'a State, cells: usize) -> Page<'a> {
    let mut page = Page::new(state, cells);
    let Some(record) = &detail.record else {
        page.push(DetailWords::Loading.text(state.lang), state.palette().dim);
        return page;
    };
    page.context = detail.context();
    page.sought = detail.at;
    page.formerly(record);
    page.fields(record);
    // Of a forum its opinions are the matter itself; of a model its notes.
    if record.id.kind == RecordKind::Model {
        page.registrations(record);
        page.notes(&record.notes);
        page.related(record);
        page.namesakes(detail.namesakes());
    } else {
        page.related(record);
        page.notes(&record.notes);
    }
    page.attachments(&record.attachments);
    let key = page.key(Action::HistoryToggle);
    page.history(&record.history, detail.history, &key);
    page
}

impl Page<'_> {
    /// The key of an action once the page is opened.
    fn key(&self, action: Action) -> String {
        self.state.key_in(self.context, action).unwrap_or_default()
    }

    /// What people may still call it. The field that says so too is not
    /// repeated.
    fn formerly(&mut self, record: &RecordView) {
        let own = words_of(record, "former_name");
        let names = record.formerly.iter().filter(|name| *name != own);
        let names: Vec<String> = names.map(|name| format!("“{name}”")).collect();
        if !names.is_empty() {
            let title = DetailWords::Formerly.text(self.lang);
            self.labelled(&title, &names.join(", "));
        }
    }

    fn fields(&mut self, record: &RecordView) {
        for field in &record.fields {
            let says_nothing =
                field.words.is_empty() || field.name == "name" || field.name == DELETED;
            if says_nothing && !field.is_conflict() {
                continue;
            }
            let words = value_words(self.lang, &field.name, &field.value, &field.words);
            let words = match field.live.as_slice() {
                [live] if is_signed(record.id.kind, &field.name) => {
                    format!("{words} · {}", self.author(&live.by, live.device))
                }
                _ => words,
            };
            let title = title_of(record.id.kind, &field.name, self.lang);
            self.labelled(&title, &words);
            if field.is_conflict() {
                self.conflict(field);
            }
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
            self.line(Line::from(vec![
                Span::raw(format!("{indent}  ")),
                Span::raw(words),
            ]));
        }
    }

    fn registrations(&mut self, record: &RecordView) {
        self.section(&DetailWords::Registrations);
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
        let level = self.pointed_at(record.id, label(self.lang, read.level));
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
        let style = self.style_at(record.id, tone(read.status, self.state.palette()));
        self.push(row, style);
        for field in record.fields.iter().filter(|field| field.is_conflict()) {
            let words = value_words(self.lang, &field.name, &field.value, &field.words);
            self.labelled(&field_title(&field.name, self.lang), &words);
            self.conflict(field);
        }
    }

    /// The words with the marker before them, if this was looked for; its line
    /// comes next.
    fn pointed_at(&mut self, id: RecordId, words: &str) -> String {
        if self.sought != Some(id) {
            return words.to_owned();
        }
        self.found_sought();
        format!("▌ {words}")
    }

    /// What was looked for is reversed.
    fn style_at(&self, id: RecordId, usual: Style) -> Style {
        match self.sought == Some(id) {
            true => self.state.palette().selected,
            false => usual,
        }
    }

    /// Level, period and status; the decision where there is room for it.
    fn table_row(&self, level: &str, period: &str, status: &str, decision: &str) -> String {
        let narrow = self.cells < 50;
        let (level_cells, period_cells) = if narrow { (8, 10) } else { (10, 20) };
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

    /// Awards and contributions of a model, opinions of a forum; where there
    /// are none, how to write one.
    fn related(&mut self, record: &RecordView) {
        let kinds = spoken_of_by(record.id.kind).iter().map(|(kind, _)| *kind);
        for kind in kinds {
            let of_kind = record.related.iter().filter(|one| one.id.kind == kind);
            let of_kind: Vec<&RelatedView> = of_kind.collect();
            if of_kind.is_empty() {
                continue;
            }
            self.section(&DetailWords::Related {
                kind: capitalised(label(self.lang, kind)),
                count: of_kind.len(),
                key: self.key(Action::ItemOpen),
            });
            for one in of_kind {
                self.related_line(one);
            }
        }
        let kinds = spoken_of_by(record.id.kind).iter();
        let kinds = kinds.map(|(kind, _)| kind_words(*kind, self.lang));
        let kinds = kinds.collect::<Vec<_>>().join(", ");
        if record.related.is_empty() && !kinds.is_empty() {
            self.blank();
            let key = self.key(Action::RecordAdd);
            let words = DetailWords::NoRelated { kinds, key }.text(self.lang);
            self.push(words, self.state.palette().dim);
        }
    }

    /// The awards that are probably of the same person, and why they stand here.
    fn namesakes(&mut self, namesakes: &[RelatedView]) {
        if namesakes.is_empty() {
            return;
        }
        self.section(&DetailWords::Namesakes {
            count: namesakes.len(),
            key: self.key(Action::ItemOpen),
        });
        for one in namesakes {
            self.related_line(one);
        }
    }

    /// “Hội LHPN xã · Giấy khen · Chủ tịch UBND huyện · năm 2023”.
    fn related_line(&mut self, one: &RelatedView) {
        let when = match (one.period, one.day) {
            (Some(period), _) => period_words(self.lang, period),
            (None, Some(day)) => text::short_date(day),
            (None, None) => String::new(),
        };
        let about = self.lang.say(&one.about);
        let said = [one.title.clone(), about, when];
        let said: Vec<String> = said.into_iter().filter(|part| !part.is_empty()).collect();
        self.wrapped(&said.join(" · "), "", Style::default());
    }

    fn notes(&mut self, notes: &[NoteView]) {
        self.section(&DetailWords::Notes { count: notes.len() });
        if notes.is_empty() {
            let key = self.key(Action::NoteNew);
            return self.push(
                DetailWords::NoNotes { key }.text(self.lang),
                self.state.palette().dim,
            );
        }
        for note in notes {
            let head = self.pointed_at(note.id, &note_head(self.state, note));
            let style = self.style_at(note.id, self.state.palette().label);
            self.wrapped(&head, "", style);
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
        self.section(&DetailWords::Attachments { count, key });
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
}

/// Whether people ask of a field who wrote it.
fn is_signed(kind: RecordKind, field: &str) -> bool {
    kind == RecordKind::Deadline && field == "done"
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
