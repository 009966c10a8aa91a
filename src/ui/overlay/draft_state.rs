//! Whether what is being typed is on disk, said where it is typed.

use jiff::civil::DateTime;
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::widgets::{Look, put};
use crate::phrases;
use crate::text;

phrases! {
    enum Words {
        Unsaved => "chưa lưu bản nháp", "draft not saved yet";
        Saved { clock: String } => "bản nháp đã lưu lúc {clock}", "draft saved at {clock}";
        SavedShort { clock: String } => "đã lưu nháp {clock}", "draft saved {clock}";
        Failed { why: String } => "! chưa lưu được bản nháp: {why}", "! the draft could not be saved: {why}";
    }
}

/// Whether what is typed is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DraftState {
    /// Nothing is typed yet.
    Empty,
    Unsaved,
    Saved {
        at: DateTime,
    },
    Failed {
        why: String,
    },
}

impl DraftState {
    /// Whether something is typed that no draft holds.
    pub fn is_dirty(&self) -> bool {
        matches!(self, Self::Unsaved | Self::Failed { .. })
    }

    /// Says it at the right end of the first row of `area`.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let (words, style) = self.words(usize::from(area.width), look);
        put_right(frame, area, &words, style);
    }

    /// The same in a rule, with a blank on either side.
    pub fn view_in_rule(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let (words, style) = self.words(usize::from(area.width.saturating_sub(2)), look);
        if !words.is_empty() {
            put_right(frame, area, &format!(" {words} "), style);
        }
    }
    /// Where the draft is, in `room` cells if it can be said in them.
    fn words(&self, room: usize, look: &Look) -> (String, Style) {
        let (words, style) = match self {
            Self::Empty => return (String::new(), look.palette.dim),
            Self::Unsaved => (Words::Unsaved, look.palette.dim),
            Self::Saved { at } => {
                let clock = text::clock(at.time());
                let long = look.lang.say(&Words::Saved {
                    clock: clock.clone(),
                });
                let words = if text::cells(&long) <= room {
                    Words::Saved { clock }
                } else {
                    Words::SavedShort { clock }
                };
                (words, look.palette.good)
            }
            Self::Failed { why } => (Words::Failed { why: why.clone() }, look.palette.bad),
        };
        (text::visible(&look.lang.say(&words)).into_owned(), style)
    }
}

fn put_right(frame: &mut Frame, area: Rect, words: &str, style: Style) {
    let room = usize::from(area.width);
    let words = text::fit(words, text::cells(words).min(room), text::Align::Left);
    let cells = u16::try_from(text::cells(&words)).unwrap_or(u16::MAX);
    let place = Rect {
        x: area.x + area.width.saturating_sub(cells),
        width: cells.min(area.width),
        ..area
    };
    put(frame, place, &words, style);
}
