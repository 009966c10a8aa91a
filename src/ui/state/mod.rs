//! Everything the interface knows. Only `update` changes it.

mod company;
mod contexts;
mod draft;
mod notice;

pub use company::Company;
pub use draft::{DraftClock, Due, NewsClock};
pub use notice::{Notice, Running, Stop, Tone};

use jiff::Timestamp;

use super::effect::{Effect, PaperWork};
use super::keymap::{Action, Chord, Context, Keymap, Sequence};
use super::layer::{Forming, Layer, Stage};
use super::layout::Size;
use super::screens::bundles::Bundles;
use super::screens::conflicts::Conflicts;
use super::screens::detail::Detail;
use super::screens::finder::Finder;
use super::screens::first_run::FirstRun;
use super::screens::models::Models;
use super::screens::notes::Notes;
use super::screens::overview::{Overview, Todo};
use super::screens::recommendations::Recommendations;
use super::screens::reports::{BehindList, Floor, Reports};
use super::screens::survey::Survey;
use super::theme::{Palette, Theme};
use super::ticket::{Errand, TicketDesk};
use super::widgets::Look;
use crate::domain::period_labels::PeriodLabels;
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Lang;
use crate::service::request::find::FoundLine;
use crate::service::views::BookView;
use crate::service::{Refusal, Request};

/// The parts of the book that the line under the title names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    #[default]
    Overview,
    Models,
    Survey,
    Recommendations,
    Reports,
    Bundles,
    Notes,
    Conflicts,
}

impl Room {
    pub const ALL: [Self; 8] = [
        Self::Overview,
        Self::Models,
        Self::Survey,
        Self::Recommendations,
        Self::Reports,
        Self::Bundles,
        Self::Notes,
        Self::Conflicts,
    ];

    /// The digit that leads there, the same whatever other rooms there are.
    pub const fn digit(self) -> u8 {
        match self {
            Self::Overview => 1,
            Self::Models => 2,
            Self::Survey => 3,
            Self::Recommendations => 4,
            Self::Reports => 5,
            Self::Bundles => 6,
            Self::Notes => 7,
            Self::Conflicts => 8,
        }
    }

    /// The room `steps` further on, round and round.
    pub fn moved(self, steps: usize) -> Self {
        let here = Self::ALL.iter().position(|room| *room == self).unwrap_or(0);
        Self::ALL
            .get((here + steps) % Self::ALL.len())
            .copied()
            .unwrap_or_default()
    }
}

/// A list has no lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nothing;

/// Everything the interface knows.
pub struct State {
    pub lang: Lang,
    pub theme: Theme,
    palette: Palette,
    pub size: Size,
    pub now: Timestamp,
    pub keymap: Keymap,
    /// Keys of a sequence that is not complete yet.
    pub pressed: Vec<Chord>,
    pub desk: TicketDesk,
    /// `None` until the book has answered.
    pub book: Option<BookView>,
    /// Why there is no book to work on.
    pub no_book: Option<Refusal>,
    pub room: Room,
    pub first_run: Option<FirstRun>,
    pub overview: Overview,
    pub models: Models,
    pub finder: Finder,
    pub detail: Option<Detail>,
    pub survey: Survey,
    pub recommendations: Recommendations,
    pub reports: Reports,
    pub notes: Notes,
    pub bundles: Bundles,
    pub conflicts: Conflicts,
    /// What the book calls periods.
    pub labels: PeriodLabels,
    /// What lies over the screen, the topmost last.
    pub layers: Vec<Layer>,
    /// The form that opens as soon as its draft is known.
    pub forming: Option<Forming>,
    pub notice: Option<Notice>,
    pub running: Option<Running>,
    /// When what is being typed must be committed.
    pub draft_clock: DraftClock,
    /// When what others changed must be looked at.
    pub news_clock: NewsClock,
    pub company: Company,
    /// Leaving: nothing more is drawn or asked.
    pub is_leaving: bool,
}

impl State {
    /// The state before anything is known of the book.
    pub fn new(lang: Lang, theme: Theme, keymap: Keymap, size: Size, now: Timestamp) -> Self {
        Self {
            lang,
            theme,
            palette: theme.palette(),
            size,
            now,
            keymap,
            pressed: Vec::new(),
            desk: TicketDesk::default(),
            book: None,
            no_book: None,
            room: Room::default(),
            first_run: None,
            overview: Overview::default(),
            models: Models::default(),
            finder: Finder::default(),
            detail: None,
            survey: Survey::default(),
            recommendations: Recommendations::default(),
            reports: Reports::default(),
            notes: Notes::default(),
            bundles: Bundles::default(),
            conflicts: Conflicts::default(),
            labels: PeriodLabels::default(),
            layers: Vec::new(),
            forming: None,
            notice: None,
            running: None,
            draft_clock: DraftClock::default(),
            news_clock: NewsClock::default(),
            company: Company::default(),
            is_leaving: false,
        }
    }

    pub fn palette(&self) -> &Palette {
        &self.palette
    }

    pub fn look(&self) -> Look<'_> {
        Look {
            palette: &self.palette,
            lang: self.lang,
        }
    }

    pub fn set_theme(&mut self, theme: Theme) {
        self.theme = theme;
        self.palette = theme.palette();
    }

    /// The first key of an action where `context` is innermost.
    pub fn key_in(&self, context: Context, action: Action) -> Option<String> {
        let rows = self.keymap.help(context.chain());
        rows.iter()
            .find(|row| row.action == action)?
            .keys
            .first()
            .map(Sequence::shown)
    }

    /// The first key of an action in the present room, for hints; where it has
    /// none, the key of the menu, which offers every action.
    pub fn key_of(&self, action: Action) -> String {
        let here = self.room_context();
        self.key_in(here, action)
            .or_else(|| self.key_in(here, Action::MenuOpen))
            .unwrap_or_default()
    }

    /// The page of a model that keys go to.
    pub fn open_detail(&self) -> Option<&Detail> {
        self.detail.as_ref().filter(|detail| detail.is_open())
    }

    /// The model that a deed is about: the one that is open, else the one
    /// under the marker.
    pub fn model_at_hand(&self) -> Option<(RecordId, String)> {
        if let Some(detail) = self.open_detail() {
            return Some((detail.id, detail.title().unwrap_or_default().to_owned()));
        }
        match self.room {
            Room::Models if self.finder.is_shown() => self
                .finder
                .selected()
                .map(|found| (found.page().0, found.title.clone())),
            Room::Models => self
                .models
                .selected()
                .map(|line| (line.id, line.name.clone())),
            Room::Survey => self.survey_model(),
            Room::Notes => self.note_subject(),
            Room::Reports if self.reports.floor == Floor::Behind => {
                let line = self.reports.behind.as_ref().and_then(BehindList::selected);
                line.filter(|line| line.id.kind == RecordKind::Model)
                    .map(|line| (line.id, line.title.clone()))
            }
            Room::Recommendations => {
                let one = self.recommendations.at_hand()?;
                Some((one.model_id?, one.model.clone()?))
            }
            Room::Overview | Room::Reports | Room::Bundles | Room::Conflicts => None,
        }
    }

    /// The record that is open, else the one under the marker of *Mọi mục*.
    pub fn record_at_hand(&self) -> Option<(RecordId, String)> {
        if let Some(page) = self.open_detail() {
            return Some((page.id, page.title().unwrap_or_default().to_owned()));
        }
        let found = self.finder.selected().filter(|_| self.shows_finder())?;
        Some((found.id, found.title.clone()))
    }

    /// The deadline that waits and that a deed is about: the one that is open,
    /// else the one under the marker.
    pub fn duty_at_hand(&self) -> Option<(RecordId, String)> {
        if let Some(page) = self.open_detail() {
            return page.awaited_duty();
        }
        match self.room {
            Room::Overview => match self.overview.selected()? {
                Todo::Duty(duty) => Some((duty.id, duty.name)),
                _ => None,
            },
            Room::Models if self.finder.is_shown() => self.finder.awaited_duty(),
            _ => None,
        }
    }

    /// Whether *Mô hình* shows all other records in the place of models.
    pub fn shows_finder(&self) -> bool {
        self.room == Room::Models && self.finder.is_shown()
    }

    /// The record under the marker of the list in *Mô hình*, and what is to be
    /// shown of it; `Err` where the list holds nothing.
    pub fn listed(&self) -> Result<Option<(RecordId, Option<RecordId>)>, Nothing> {
        let (selected, matching) = match self.finder.is_shown() {
            true => (
                self.finder.selected().map(FoundLine::page),
                self.finder.window.matching,
            ),
            false => (
                self.models.selected().map(|line| (line.id, None)),
                self.models.window.matching,
            ),
        };
        match (selected, matching) {
            (None, Some(0)) => Err(Nothing),
            (selected, _) => Ok(selected),
        }
    }

    /// The visit that a deed is about: the one whose minutes are read, else
    /// that of the line under the marker.
    pub fn visit_at_hand(&self) -> Option<RecordId> {
        let mut layers = self.layers.iter().rev();
        if let Some(minutes) = layers.find_map(|layer| layer.overlay.minutes()) {
            return Some(minutes.visit());
        }
        match self.room {
            Room::Recommendations => self.recommendations.at_hand()?.visit,
            Room::Survey => self.survey.visit_at_hand(),
            _ => None,
        }
    }

    /// The topmost layer waits until the book has answered.
    pub fn wait_for_book(&mut self) {
        if let Some(layer) = self.layers.last_mut() {
            layer.stage = Stage::Sent;
        }
    }

    /// Nobody waits in a room any more for a list to open its line.
    pub fn leave_lists(&mut self) {
        self.notes.leave();
        self.models.window.leave();
        self.finder.window.leave();
        self.recommendations.window.leave();
        if let Some(behind) = &mut self.reports.behind {
            behind.window.leave();
        }
    }

    /// Whether the list that has the marker was asked for and is not here yet.
    pub fn awaits_list(&self) -> bool {
        match self.room {
            Room::Models if self.finder.is_shown() => self.finder.window.is_awaited(),
            Room::Models => self.models.window.is_awaited(),
            Room::Recommendations => self.recommendations.window.is_awaited(),
            Room::Notes => self.notes.is_awaited(),
            Room::Reports if self.reports.floor == Floor::Behind => {
                let behind = self.reports.behind.as_ref();
                behind.is_some_and(|behind| behind.window.is_awaited())
            }
            _ => false,
        }
    }

    /// A wish to ask the book.
    pub fn ask(&mut self, errand: Errand, request: Request) -> Effect {
        Effect::Ask {
            ticket: self.desk.issue(errand),
            request: Box::new(request),
        }
    }

    /// A wish to have work on files done.
    pub fn work(&mut self, errand: Errand, work: PaperWork) -> Effect {
        Effect::Work {
            ticket: self.desk.issue(errand),
            work,
        }
    }

    /// Where keys are looked up, innermost first.
    pub fn contexts(&self) -> &'static [Context] {
        self.context().chain()
    }
}
