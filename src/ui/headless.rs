//! The screens without a terminal: the same `update` and `view` over a real
//! book, drawn into a buffer. What pictures and measurements are made with.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::{Duration, Instant};

use crossterm::event::KeyEvent;
use jiff::Timestamp;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::effect::Effect;
use super::keymap::Keymap;
use super::layout::Size;
use super::msg::{Event, Msg};
use super::state::State;
use super::term::TermEvent;
use super::theme::Theme;
use super::{update, view};
use crate::i18n::Lang;
use crate::service::Client;

/// One officer before one window that nobody sees. Answers of the book are
/// waited for; work on files is not carried out.
pub struct Headless {
    client: Client,
    state: State,
    window: Terminal<TestBackend>,
}

impl Headless {
    /// Opens the program on a window of `columns` × `rows` cells at `now`.
    pub fn open(client: Client, lang: Lang, columns: u16, rows: u16, now: Timestamp) -> Self {
        let size = Size { columns, rows };
        let state = State::new(lang, Theme::Mono, Keymap::default_keys(), size, now);
        let Ok(window) = Terminal::new(TestBackend::new(columns, rows));
        let mut headless = Self {
            client,
            state,
            window,
        };
        let effects = update::begin(&mut headless.state);
        headless.carry_out(effects, now);
        headless.draw();
        headless
    }

    /// Presses a key at `now`. Answers how long deciding and drawing took,
    /// without the book's answers; the drawing after them counts.
    pub fn press(&mut self, key: KeyEvent, now: Timestamp) -> Duration {
        self.happen(TermEvent::Key(key), now)
    }

    /// Something happens at the terminal at `now`. Answers as
    /// [`press`](Self::press).
    pub fn happen(&mut self, event: TermEvent, now: Timestamp) -> Duration {
        if let TermEvent::Resize { columns, rows } = event {
            self.window.backend_mut().resize(columns, rows);
        }
        self.take(event.into(), now)
    }

    /// Nothing happens until `now`.
    pub fn wait(&mut self, now: Timestamp) -> Duration {
        self.take(Event::Tick, now)
    }

    fn take(&mut self, event: Event, now: Timestamp) -> Duration {
        let since = Instant::now();
        let effects = update::update(&mut self.state, Msg { at: now, event });
        self.draw();
        let own = since.elapsed();
        if effects.is_empty() {
            return own;
        }
        let after = self.carry_out(effects, now);
        let since = Instant::now();
        self.draw();
        own.max(after + since.elapsed())
    }

    /// The window as lines of text, without trailing blanks.
    pub fn picture(&self) -> String {
        let buffer = self.window.backend().buffer();
        let width = usize::from(buffer.area.width).max(1);
        let mut picture = String::new();
        for row in buffer.content().chunks(width) {
            let line: String = row.iter().map(ratatui::buffer::Cell::symbol).collect();
            picture.push_str(line.trim_end());
            picture.push('\n');
        }
        picture
    }

    fn draw(&mut self) {
        let drawn: Result<_, Infallible> = self.window.draw(|frame| view::draw(&self.state, frame));
        let Ok(_) = drawn;
    }

    /// Asks the book and takes its answers in; answers how long taking in took.
    fn carry_out(&mut self, effects: Vec<Effect>, now: Timestamp) -> Duration {
        let mut left: VecDeque<Effect> = effects.into();
        let mut spent = Duration::ZERO;
        while let Some(effect) = left.pop_front() {
            let Effect::Ask { ticket, request } = effect else {
                continue;
            };
            let answer = self.client.ask(*request);
            let since = Instant::now();
            let event = Event::Reply { ticket, answer };
            left.extend(update::update(&mut self.state, Msg { at: now, event }));
            spent += since.elapsed();
        }
        spent
    }
}
