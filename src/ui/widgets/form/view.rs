//! Where the fields of a form stand and how they are drawn.

use std::iter;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::super::theme::MARKER;
use super::super::{Focus, Look, clear, put, row_of, rule};
use super::Form;
use super::field::{FormField, Input, Need};
use crate::domain::schema::FieldSpec;
use crate::i18n::Lang;
use crate::phrases;
use crate::service::words::describe_value_fault;
use crate::text::{self, Align};

phrases! {
    enum Words {
        Unset => "–", "–";
        Choose => "gõ vài chữ để tìm", "type to find";
        More => "…", "…";
    }
}

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
            let rest = super::super::below(area, 1);
            return picker.view(frame, rest, look);
        }
        let mut down = 0;
        for (index, field) in self
            .fields
            .iter()
            .enumerate()
            .skip(self.first_shown(area.as_size()))
        {
            let rows = self.rows_of(index, area.as_size());
            let place = row_of(area, down);
            if place.is_empty() {
                break;
            }
            let height = u16::try_from(rows)
                .unwrap_or(u16::MAX)
                .min(area.bottom() - place.y);
            self.view_field(frame, Rect { height, ..place }, index, field, look);
            down += rows;
        }
    }

    /// Rows that all fields take in a form of this width, up to `most`.
    pub fn height(&self, room: Size) -> usize {
        (0..self.fields.len())
            .map(|index| self.rows_of(index, room))
            .sum()
    }

    /// The first field that is shown: as few as can be are left out above the
    /// focus.
    fn first_shown(&self, room: Size) -> usize {
        let mut left = usize::from(room.height);
        let mut first = self.focus;
        for index in (0..=self.focus).rev() {
            let rows = self.rows_of(index, room);
            if rows > left {
                break;
            }
            left -= rows;
            first = index;
        }
        first
    }

    fn rows_of(&self, index: usize, room: Size) -> usize {
        let Some(field) = self.fields.get(index) else {
            return 0;
        };
        let own = match &field.input {
            Input::Lines(lines) if index == self.focus => {
                let room = text_room(room, &self.fields);
                lines.rows(room.width, usize::from(room.height))
            }
            _ => 1,
        };
        own + usize::from(field.fault.is_some())
    }

    fn view_field(
        &self,
        frame: &mut Frame,
        area: Rect,
        index: usize,
        field: &FormField,
        look: &Look,
    ) {
        let focus = if index == self.focus {
            Focus::Here
        } else {
            Focus::Away
        };
        let label_cells = label_cells(area.width, &self.fields);
        let mark = if field.need == Need::Required {
            " *"
        } else {
            ""
        };
        let label = format!("{}{mark}", label_of(&field.spec, look.lang));
        let label = text::fit(&label, usize::from(label_cells), Align::Left);
        let style = match focus {
            Focus::Here => look.palette.title,
            Focus::Away => look.palette.dim,
        };
        if focus == Focus::Here {
            put(frame, area, MARKER, look.palette.marker);
        }
        put(frame, from(area, EDGE), &label, style);
        let mut value = from(area, EDGE + label_cells + GAP);
        if let Some(fault) = &field.fault {
            let words = format!("! {}", describe_value_fault(fault, look.lang));
            let last = row_of(value, usize::from(value.height).saturating_sub(1));
            if value.height > 1 {
                put(frame, last, &text::visible(&words), look.palette.bad);
                value.height -= 1;
            }
        }
        view_value(frame, value, &field.input, focus, look);
    }
}

fn view_value(frame: &mut Frame, area: Rect, input: &Input, focus: Focus, look: &Look) {
    match (input, focus) {
        (Input::Line(line), focus) => line.view(frame, area, focus, look),
        (Input::Lines(lines), Focus::Here) => lines.view(frame, area, Focus::Here, look),
        (Input::Lines(lines), Focus::Away) => {
            let text = lines.text();
            let mut shown = text.lines();
            let first = text::visible(shown.next().unwrap_or_default()).into_owned();
            let more: String = iter::repeat_n(
                look.lang.say(&Words::More),
                usize::from(shown.next().is_some()),
            )
            .collect();
            put(
                frame,
                area,
                &text::fit(
                    &format!("{first}{more}"),
                    usize::from(area.width),
                    Align::Left,
                ),
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
        (Input::Choice(choice), Focus::Here) => {
            let unset = look.lang.say(&Words::Unset);
            let label = choice.label().map_or_else(|| unset.into(), text::visible);
            let shown = format!("‹ {label} ›");
            put(frame, area, &shown, look.palette.selected);
            let used = u16::try_from(text::cells(&shown) + 2).unwrap_or(u16::MAX);
            put(
                frame,
                from(area, used),
                &look.lang.say(&Words::Choose),
                look.palette.dim,
            );
        }
    }
}

/// The part of `area` right of its first `cells`.
fn from(area: Rect, cells: u16) -> Rect {
    let cells = cells.min(area.width);
    Rect {
        x: area.x + cells,
        width: area.width - cells,
        ..area
    }
}

fn label_of(spec: &FieldSpec, lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => spec.vi,
        Lang::En => spec.en,
    }
}
