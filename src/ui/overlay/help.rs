//! F1: the keys that work here, by place.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::keymap::Row;
use super::super::widgets::{Look, Press};
use super::Outcome;
use super::page::{Page, Paragraph, Tone};
use crate::i18n::Lang;
use crate::phrases;
use crate::text;

phrases! {
    enum Words {
        Title => "Phím dùng được ở đây", "Keys that work here";
    }
}

/// Cells between the keys and what they do.
const GAP: usize = 2;
/// The column of keys grows no wider than this, in cells.
const WIDEST_KEYS: usize = 22;

/// The table of keys of the places that take keys now.
#[derive(Debug, Clone)]
pub struct Help {
    page: Page,
}

impl Help {
    /// `rows` stand place by place, innermost first.
    pub fn new(rows: &[Row], lang: Lang) -> Self {
        let widest = rows
            .iter()
            .map(|row| text::cells(&keys_of(row)))
            .max()
            .unwrap_or(0);
        let column = widest.min(WIDEST_KEYS) + GAP;
        let mut paragraphs = Vec::new();
        let mut place = None;
        for row in rows.iter().filter(|row| !row.keys.is_empty()) {
            if place != Some(row.context) {
                if place.is_some() {
                    paragraphs.push(Paragraph::blank());
                }
                paragraphs.push(Paragraph::new(lang.say(&row.context), Tone::Heading));
                place = Some(row.context);
            }
            paragraphs.push(Paragraph::new(lang.say(&row.action), Tone::Plain).led_by(
                keys_of(row),
                Tone::Key,
                column,
            ));
        }
        Self {
            page: Page::new(lang.say(&Words::Title), paragraphs),
        }
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        self.page.tell(press, room)
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.page.view(frame, area, look);
    }
}

fn keys_of(row: &Row) -> String {
    let keys: Vec<_> = row.keys.iter().map(|keys| keys.shown()).collect();
    keys.join("  ")
}
