//! F10: what can be done, in groups, for hands that know no keys.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::text::Line;

use super::super::keymap::{Action, Offered};
use super::super::widgets::choice::Choice;
use super::super::widgets::edit::Edit;
use super::super::widgets::list::{self, Step, Viewport};
use super::super::widgets::picker::choice_line;
use super::super::widgets::{Look, Press};
use super::Outcome;
use super::palette;
use super::panel::{self, Height};
use crate::i18n::Lang;
use crate::phrases;

phrases! {
    enum Words {
        Title => "Danh mục", "Menu";
        Here => "Ở đây", "Here";
        Go => "Sang phần", "Go to";
        Record => "Ghi vào sổ", "Write in the book";
        Exchange => "Nhập và trao đổi", "Import and exchange";
        Program => "Chương trình", "Program";
    }
}

/// The groups, in the order of the menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Here,
    Record,
    Exchange,
    Go,
    Program,
}

const GROUPS: [Group; 5] = [
    Group::Here,
    Group::Record,
    Group::Exchange,
    Group::Go,
    Group::Program,
];

/// A line of the menu.
#[derive(Debug, Clone)]
enum Entry {
    Heading(Group),
    Command(Choice<Action>),
}

/// The menu.
#[derive(Debug, Clone)]
pub struct Menu {
    entries: Vec<Entry>,
    lines: Viewport,
}

impl Menu {
    /// `offered` in order of usefulness; what cannot be done now says why.
    pub fn new(offered: &[Offered], lang: Lang) -> Self {
        let mut entries = Vec::new();
        for group in GROUPS {
            let mut commands = offered
                .iter()
                .filter(|one| group_of(one.action) == group)
                .peekable();
            if commands.peek().is_some() {
                entries.push(Entry::Heading(group));
                entries.extend(commands.map(|one| Entry::Command(palette::line(one, lang))));
            }
        }
        let mut menu = Self {
            lines: Viewport::new(entries.len()),
            entries,
        };
        menu.skip_headings(Step::Next);
        menu
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        self.lines
            .resize(usize::from(panel::content_size(room, self.height()).height));
        match press {
            Press::Cancel => return Outcome::Close,
            Press::Accept => {
                if let Some(Entry::Command(command)) = self.selected() {
                    return Outcome::Do(command.id);
                }
            }
            Press::Edit(Edit::Left) => self.go_to_group(Step::Previous),
            Press::Edit(Edit::Right) => self.go_to_group(Step::Next),
            other => {
                if let Some(step) = other.step() {
                    self.lines.apply(step);
                    self.skip_headings(step);
                }
            }
        }
        Outcome::Stay
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(
            frame,
            area,
            &look.lang.say(&Words::Title),
            self.height(),
            look,
        );
        let room = usize::from(content.width).saturating_sub(list::EDGES);
        list::view(frame, content, self.lines, look, |index| {
            self.line(index, room, look)
        });
        list::view_edges(frame, content, self.lines, look);
    }

    fn height(&self) -> Height {
        Height::Rows(self.entries.len())
    }

    fn selected(&self) -> Option<&Entry> {
        self.entries.get(self.lines.selected()?)
    }

    fn is_heading(&self, index: usize) -> bool {
        matches!(self.entries.get(index), Some(Entry::Heading(_)))
    }

    /// A heading cannot be chosen: goes on the same way, or back at the top.
    fn skip_headings(&mut self, step: Step) {
        let Some(selected) = self
            .lines
            .selected()
            .filter(|index| self.is_heading(*index))
        else {
            return;
        };
        let upward = matches!(step, Step::Previous | Step::PageUp);
        match selected.checked_sub(1).filter(|_| upward) {
            Some(above) => self.lines.select(above),
            None => self.lines.select(selected + 1),
        }
        // The heading of the first command stays in sight with it.
        self.lines.ensure_visible(selected);
    }

    fn go_to_group(&mut self, step: Step) {
        let here = self.lines.selected().unwrap_or(0);
        let firsts: Vec<usize> = (0..self.entries.len())
            .filter(|index| self.is_heading(*index))
            .map(|index| index + 1)
            .collect();
        let own = firsts.iter().rposition(|first| *first <= here).unwrap_or(0);
        let wanted = match step {
            Step::Previous => own.saturating_sub(1),
            _ => own + 1,
        };
        if let Some(first) = firsts.get(wanted) {
            self.lines.select(*first);
            self.lines.ensure_visible(first - 1);
        }
    }

    fn line(&self, index: usize, room: usize, look: &Look) -> Line<'static> {
        match self.entries.get(index) {
            Some(Entry::Heading(group)) => {
                Line::styled(look.lang.say(&group.words()), look.palette.title)
            }
            Some(Entry::Command(command)) => choice_line(command, 1, &[], room, look),
            None => Line::default(),
        }
    }
}

impl Group {
    fn words(self) -> Words {
        match self {
            Self::Here => Words::Here,
            Self::Record => Words::Record,
            Self::Exchange => Words::Exchange,
            Self::Go => Words::Go,
            Self::Program => Words::Program,
        }
    }
}

fn group_of(action: Action) -> Group {
    match action {
        Action::ScreenOverview
        | Action::ScreenModels
        | Action::ScreenSurvey
        | Action::ScreenRecommendations
        | Action::ScreenReports
        | Action::ScreenNotes
        | Action::ScreenBundles
        | Action::ScreenConflicts
        | Action::SearchFocus
        | Action::SearchAll => Group::Go,
        Action::NoteNew
        | Action::DraftOpen
        | Action::ModelAdd
        | Action::RecordAdd
        | Action::UnitAdd
        | Action::ChangeUndo
        | Action::ChangeRedo => Group::Record,
        Action::ListImport
        | Action::UnitsImport
        | Action::BundleExport
        | Action::BundleImport
        | Action::BundleSync
        | Action::BundleUndo
        | Action::DeviceApprove
        | Action::DeviceRevoke => Group::Exchange,
        Action::AppQuit
        | Action::AppSuspend
        | Action::AppRedraw
        | Action::HelpOpen
        | Action::PaletteOpen
        | Action::MenuOpen
        | Action::LanguageSwitch
        | Action::ThemeSwitch => Group::Program,
        _ => Group::Here,
    }
}
