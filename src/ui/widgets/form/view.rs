//! Where the fields of a form stand and how they are drawn.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::super::theme::MARKER;
use super::super::{Focus, Look, below, clear, put, right_of, row_of, rule};
use super::Form;
use super::field::{FormField, Input, Need};
use crate::domain::schema::FieldSpec;
use crate::i18n::Lang;
use crate::i18n::describe_value_fault;
use crate::text::{self, Align};

/// Stands for a choice that is not made.
const UNSET: &str = "–";
/// Says that a text has further lines.
const MORE: &str = "…";
/// Cells before the words of a fault.
const FAULT_EDGE: u16 = 4;
/// A fault that names many words says the first of them.
const MOST_FAULT_ROWS: usize = 4;
/// Cells before the label: marker and blank.
const EDGE: u16 = 2;
/// Blanks between label and value.
const GAP: u16 = 2;
/// A label takes no more than this part of the width.
const LABEL_SHARE: u16 = 5;

/// The cells that values have in a form of this width.
fn value_cells(width: u16, fields: &[FormField]) -> u16 {
    width.saturating_sub(EDGE + label_cells(width, fields) + GAP)
}

fn label_cells(width: u16, fields: &[FormField]) -> u16 {
    let widest = fields.iter().map(|field| {
        let mark = usize::from(field.need == Need::Required) * 2;
        text::cells(field.spec.vi).max(text::cells(field.spec.en)) + mark
    });
    let widest = u16::try_from(widest.max().unwrap_or(0)).unwrap_or(u16::MAX);
    widest.min(width * 2 / LABEL_SHARE)
}

/// The size that a text of many lines has while it is being typed.
pub fn text_room(room: Size, fields: &[FormField]) -> Size {
    Size {
        width: value_cells(room.width, fields),
        height: tallest_text(room.height),
    }
}

/// The size of the list of values, drawn over the form.
pub fn picker_room(room: Size) -> Size {
    Size {
        width: room.width,
        height: room.height.saturating_sub(1),
    }
}

/// A text grows to half of the form and then scrolls.
fn tallest_text(height: u16) -> u16 {
    (height / 2).max(1)
}

impl Form {
    /// Draws the fields around the focus.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        if let Some(picker) = &self.picking {
            clear(frame, area, look);
            let label = self
                .fields
                .get(self.focus)
                .map_or("", |field| label_of(&field.spec, look.lang));
            rule::titled(frame, area, label, look);
            return picker.view(frame, below(area, 1), look);
        }
        let mut rest = area;
        for index in self.first_shown(area.as_size(), look.lang)..self.fields.len() {
            let rows = self.rows_of(index, area.as_size(), look.lang);
            let height = u16::try_from(rows).unwrap_or(u16::MAX).min(rest.height);
            self.view_field(frame, Rect { height, ..rest }, index, look);
            rest = below(rest, height);
        }
    }

    /// The first field that is shown: as few as can be are left out above the
    /// focus.
    fn first_shown(&self, room: Size, lang: Lang) -> usize {
        let mut left = usize::from(room.height);
        let mut first = self.focus;
        for index in (0..=self.focus).rev() {
            let rows = self.rows_of(index, room, lang);
            if rows > left {
                break;
            }
            left -= rows;
            first = index;
        }
        first
    }

    fn rows_of(&self, index: usize, room: Size, lang: Lang) -> usize {
        self.fields.get(index).map_or(0, |field| {
            self.value_rows(index, field, room) + fault_rows(field, room.width, lang).len()
        })
    }

    fn value_rows(&self, index: usize, field: &FormField, room: Size) -> usize {
        match &field.input {
            Input::Lines(lines) if index == self.focus => {
                let room = text_room(room, &self.fields);
                lines.rows(room.width, usize::from(room.height))
            }
            _ => 1,
        }
    }

    fn view_field(&self, frame: &mut Frame, area: Rect, index: usize, look: &Look) {
        let Some(field) = self.fields.get(index) else {
            return;
        };
        let (focus, style) = if index == self.focus {
            (Focus::Here, look.palette.title)
        } else {
            (Focus::Away, look.palette.dim)
        };
        if focus == Focus::Here {
            put(frame, area, MARKER, look.palette.marker);
        }
        let label_cells = label_cells(area.width, &self.fields);
        let label = text::fit(
            &marked_label(field, look.lang),
            usize::from(label_cells),
            Align::Left,
        );
        put(frame, right_of(area, EDGE), &label, style);
        let faults = fault_rows(field, area.width, look.lang);
        let value_rows = usize::from(area.height).saturating_sub(faults.len()).max(1);
        let value = Rect {
            height: u16::try_from(value_rows).unwrap_or(1).min(area.height),
            ..area
        };
        view_value(
            frame,
            right_of(value, EDGE + label_cells + GAP),
            &field.input,
            focus,
            look,
        );
        for (number, words) in faults.iter().enumerate() {
            let row = row_of(area, value_rows + number);
            put(frame, right_of(row, FAULT_EDGE), words, look.palette.bad);
        }
    }
}

/// The rows under a field that say what is wrong with it.
fn fault_rows(field: &FormField, width: u16, lang: Lang) -> Vec<String> {
    let Some(fault) = &field.fault else {
        return Vec::new();
    };
    let words = format!("! {}", describe_value_fault(fault, lang));
    let words = text::visible(&words);
    let room = usize::from(width.saturating_sub(FAULT_EDGE)).max(1);
    let rows = text::wrap(&words, room).into_iter().take(MOST_FAULT_ROWS);
    rows.map(|row| words.get(row).unwrap_or_default().to_owned())
        .collect()
}

fn marked_label(field: &FormField, lang: Lang) -> String {
    match field.need {
        Need::Required => format!("{} *", label_of(&field.spec, lang)),
        Need::Optional => label_of(&field.spec, lang).to_owned(),
    }
}

fn view_value(frame: &mut Frame, area: Rect, input: &Input, focus: Focus, look: &Look) {
    match (input, focus) {
        (Input::Line(line), focus) => line.view(frame, area, focus, look),
        (Input::Lines(lines), Focus::Here) => lines.view(frame, area, Focus::Here, look),
        (Input::Lines(lines), Focus::Away) => {
            let text = lines.text();
            let first = text.lines().next().unwrap_or_default();
            let more = if first.len() < text.trim_end().len() {
                MORE
            } else {
                ""
            };
            let shown = format!("{}{more}", text::visible(first));
            put(
                frame,
                area,
                &text::fit(&shown, usize::from(area.width), Align::Left),
                look.palette.ground,
            );
        }
        (Input::Choice(choice), Focus::Away) => {
            let label = choice.label().map(text::visible).unwrap_or_default();
            put(
                frame,
                area,
                &text::fit(&label, usize::from(area.width), Align::Left),
                look.palette.ground,
            );
        }
        (Input::Choice(choice), Focus::Here) => choice.view(frame, area, UNSET, look),
    }
}

pub(super) fn label_of(spec: &FieldSpec, lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => spec.vi,
        Lang::En => spec.en,
    }
}
