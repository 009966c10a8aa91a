//! A session in tests: keys go in, a scripted book answers at once, the screen
//! is looked at. The same `update` and `view` run as in the program.

mod asked;
mod book;
mod fixture;
mod found;
mod keys;
mod reports;
mod screen;
mod survey;

pub use asked::visit_id;
pub use book::ScriptedBook;
pub use found::{ScriptedFound, found_id};
pub use survey::newer_outline_id;

use std::collections::VecDeque;

use jiff::Timestamp;

use super::effect::{Effect, Paper, PaperWork};
use super::keymap::Keymap;
use super::layout::Size;
use super::msg::{Event, Msg};
use super::state::State;
use super::term::TermEvent;
use super::theme::Theme;
use super::words::Bilingual;
use super::{update, view};
use crate::i18n::Lang;
use crate::service::Request;

/// One officer before one window.
pub struct Session {
    pub state: State,
    pub book: ScriptedBook,
    /// What files hold, in the order in which they are worked on.
    pub papers: VecDeque<Result<Paper, Bilingual>>,
    /// Work on files that was asked for.
    pub works: Vec<PaperWork>,
    /// Every request, in order.
    pub asked: Vec<Request>,
    pub at: Timestamp,
    pub has_left: bool,
    /// Effects are kept back until `answer` is called.
    pub held: Option<VecDeque<Effect>>,
}

impl Session {
    /// Opens the program on a window of `columns` × `rows` cells.
    pub fn open(book: ScriptedBook, lang: Lang, theme: Theme, columns: u16, rows: u16) -> Self {
        let at: Timestamp = "2026-11-20T00:40:00Z".parse().unwrap();
        let state = State::new(
            lang,
            theme,
            Keymap::default_keys(),
            Size { columns, rows },
            at,
        );
        let mut session = Self {
            state,
            book,
            papers: VecDeque::new(),
            works: Vec::new(),
            asked: Vec::new(),
            at,
            has_left: false,
            held: None,
        };
        let effects = update::begin(&mut session.state);
        session.carry_out(effects);
        session
    }

    /// A window of the design size, in Vietnamese, without colour.
    pub fn usual() -> Self {
        Self::open(ScriptedBook::of_an_bien(), Lang::Vi, Theme::Mono, 80, 24)
    }

    /// Presses keys by name, one after another: `f6 enter g`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in keys.split_whitespace() {
            self.happen(TermEvent::Key(keys::key(key)).into());
        }
        self
    }

    /// Types text, character by character.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for character in text.chars() {
            self.happen(TermEvent::Key(keys::character(character)).into());
        }
        self
    }

    /// Lets time pass.
    pub fn wait(&mut self, millis: i64) -> &mut Self {
        self.at = Timestamp::from_millisecond(self.at.as_millisecond() + millis).unwrap();
        self.happen(Event::Tick);
        self
    }

    /// Something happens.
    pub fn happen(&mut self, event: Event) {
        let effects = update::update(&mut self.state, Msg { at: self.at, event });
        self.carry_out(effects);
    }

    /// Keeps wishes back from now on.
    pub fn hold(&mut self) -> &mut Self {
        self.held = Some(VecDeque::new());
        self
    }

    /// Carries out what was kept back, the newest first where `newest` says so.
    pub fn release(&mut self) -> VecDeque<Effect> {
        self.held.take().unwrap_or_default()
    }

    /// Carries wishes out until nothing is left to do.
    pub fn carry_out(&mut self, effects: Vec<Effect>) {
        let mut left: VecDeque<Effect> = effects.into();
        while let Some(effect) = left.pop_front() {
            if let Some(held) = &mut self.held {
                held.push_back(effect);
                continue;
            }
            let event = match effect {
                Effect::Ask { ticket, request } => {
                    self.asked.push((*request).clone());
                    let answer = self.book.answer(&request);
                    Event::Reply { ticket, answer }
                }
                Effect::Work { ticket, work } => {
                    self.works.push(work);
                    let Some(outcome) = self.papers.pop_front() else {
                        continue;
                    };
                    Event::Paper { ticket, outcome }
                }
                Effect::Leave => {
                    self.has_left = true;
                    continue;
                }
                Effect::Copy(_)
                | Effect::Stop { .. }
                | Effect::Suspend
                | Effect::Resume
                | Effect::Redraw => continue,
            };
            left.extend(update::update(&mut self.state, Msg { at: self.at, event }));
        }
    }

    /// What the window shows.
    pub fn screen(&self) -> String {
        screen::drawn(self.state.size, |frame| view::draw(&self.state, frame))
    }

    /// The window's line that holds `words`.
    pub fn line_with(&self, words: &str) -> Option<String> {
        self.screen()
            .lines()
            .find(|line| line.contains(words))
            .map(str::to_owned)
    }
}
