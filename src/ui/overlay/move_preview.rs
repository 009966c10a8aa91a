//! What moving a visit to another outline would do, before it does it.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::{Look, Press};
use super::Outcome;
use super::page::{Page, Paragraph, Tone};
use crate::i18n::Lang;
use crate::phrases;
use crate::text;

phrases! {
    enum Words {
        Title { outline: String } => "Chuyển sang đề cương {outline}", "Move to the outline {outline}";
        Kept => "Giữ nguyên chỗ", "Stay in place";
        Renamed => "Chuyển theo câu hỏi", "Follow their question";
        LeftOver => "Không còn chỗ, vẫn giữ", "Without a place, kept";
        Added => "Câu hỏi mới", "New questions";
        Nothing => "Mọi câu trả lời đều còn; hoàn tác được.", "Every answer is kept; this can be undone.";
    }
}

/// Cells of the column of what happens, and of the arrows below it.
const LEAD: usize = 26;
const ENTRY: usize = 4;

/// What moving would do, in the words of the questions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MoveFacts {
    /// Title and version of the outline.
    pub outline: String,
    pub kept: usize,
    pub added: usize,
    /// The question before and after.
    pub renamed: Vec<(String, String)>,
    /// The question and its answer.
    pub left_over: Vec<(String, String)>,
}

/// The preview.
#[derive(Debug, Clone)]
pub struct MovePreview {
    page: Page,
}

impl MovePreview {
    pub fn new(facts: &MoveFacts, lang: Lang) -> Self {
        let counted = |words: Words, count: usize| {
            let count = text::count(i64::try_from(count).unwrap_or(i64::MAX));
            Paragraph::new(count, Tone::Plain).led_by(lang.say(&words), Tone::Dim, LEAD)
        };
        let mut lines = vec![counted(Words::Kept, facts.kept)];
        lines.push(counted(Words::Renamed, facts.renamed.len()));
        let entry =
            |words: String| Paragraph::new(words, Tone::Plain).led_by("  ·", Tone::Dim, ENTRY);
        let renamed = facts.renamed.iter();
        lines.extend(renamed.map(|(old, new)| entry(format!("{old} → {new}"))));
        lines.push(counted(Words::LeftOver, facts.left_over.len()));
        let left = facts.left_over.iter();
        lines.extend(left.map(|(question, answer)| entry(format!("{question}: {answer}"))));
        lines.push(counted(Words::Added, facts.added));
        lines.push(Paragraph::blank());
        lines.push(Paragraph::new(lang.say(&Words::Nothing), Tone::Dim));
        let title = lang.say(&Words::Title {
            outline: facts.outline.clone(),
        });
        Self {
            page: Page::new(title, lines),
        }
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        self.page.ask(press, room)
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.page.view(frame, area, look);
    }
}
