//! One key pressed, and several in a row: their one canonical form.

use std::fmt;
use std::str::FromStr;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key without its modifiers. The space bar is `Char(' ')`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    Char(char),
    Function(u8),
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
}

/// The keys with names of their own: as written in a keymap file and as shown.
const NAMED: &[(Key, &str, &str)] = &[
    (Key::Up, "up", "↑"),
    (Key::Down, "down", "↓"),
    (Key::Left, "left", "←"),
    (Key::Right, "right", "→"),
    (Key::Home, "home", "Home"),
    (Key::End, "end", "End"),
    (Key::PageUp, "pageup", "PgUp"),
    (Key::PageDown, "pagedown", "PgDn"),
    (Key::Enter, "enter", "Enter"),
    (Key::Esc, "esc", "Esc"),
    (Key::Tab, "tab", "Tab"),
    (Key::BackTab, "backtab", "Shift+Tab"),
    (Key::Backspace, "backspace", "Backspace"),
    (Key::Delete, "delete", "Del"),
    (Key::Insert, "insert", "Ins"),
    (Key::Char(' '), "space", "Space"),
];

/// The modifiers: as written, as shown.
const MODIFIERS: &[(KeyModifiers, &str, &str)] = &[
    (KeyModifiers::CONTROL, "ctrl-", "Ctrl+"),
    (KeyModifiers::ALT, "alt-", "Alt+"),
    (KeyModifiers::SHIFT, "shift-", "Shift+"),
];

/// The last function key that terminals can report.
const LAST_FUNCTION_KEY: u8 = 24;

/// One key with its modifiers, in canonical form: two ways of writing, or of
/// sending, the same key are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd)]
pub struct Chord {
    key: Key,
    modifiers: KeyModifiers,
}

impl Chord {
    /// The canonical chord. A terminal sends Ctrl-I as Tab, Ctrl-M as Enter,
    /// Ctrl-[ as Esc and cannot tell Ctrl-Shift-A from Ctrl-A; input methods
    /// send 0x08, which arrives as Ctrl-H, to take back a letter.
    pub fn new(key: Key, modifiers: KeyModifiers) -> Self {
        let kept = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        match key {
            Key::Char(c) if kept.contains(KeyModifiers::CONTROL) => Self::with_control(c, kept),
            Key::Char(c) => Self {
                key: Key::Char(shifted(c, kept)),
                modifiers: kept - KeyModifiers::SHIFT,
            },
            Key::Tab | Key::BackTab => Self::tab(key, kept),
            _ => Self {
                key,
                modifiers: kept,
            },
        }
    }

    fn with_control(c: char, modifiers: KeyModifiers) -> Self {
        let control = modifiers - KeyModifiers::SHIFT;
        let alone = control - KeyModifiers::CONTROL;
        let (key, modifiers) = match lower(c) {
            'i' => return Self::tab(Key::Tab, modifiers - KeyModifiers::CONTROL),
            'm' => (Key::Enter, alone),
            '[' | '3' => (Key::Esc, alone),
            'h' | '8' => (Key::Backspace, alone),
            ' ' | '@' | '2' => (Key::Char(' '), control),
            '\\' | '4' => (Key::Char('\\'), control),
            ']' | '5' => (Key::Char(']'), control),
            '^' | '6' => (Key::Char('^'), control),
            '/' | '_' | '7' => (Key::Char('/'), control),
            other => (Key::Char(other), control),
        };
        Self { key, modifiers }
    }

    fn tab(key: Key, modifiers: KeyModifiers) -> Self {
        let backwards = key == Key::BackTab || modifiers.contains(KeyModifiers::SHIFT);
        Self {
            key: if backwards { Key::BackTab } else { Key::Tab },
            modifiers: modifiers - KeyModifiers::SHIFT,
        }
    }

    /// The key without its modifiers.
    pub fn key(self) -> Key {
        self.key
    }

    /// The letter, digit, sign or blank that this key types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if self.modifiers.is_empty() => Some(c),
            _ => None,
        }
    }

    /// Whether it writes or takes back a letter.
    pub fn writes(self) -> bool {
        let takes_back = self.key == Key::Backspace && self.modifiers.is_empty();
        takes_back || self.typed().is_some()
    }

    /// Whether a text field needs this key itself: to type, to take back, or to
    /// move within the line.
    pub fn edits_text(self) -> bool {
        let bare = matches!(
            self.key,
            Key::Delete | Key::Left | Key::Right | Key::Home | Key::End
        ) && self.modifiers.is_empty();
        bare || self.writes()
    }

    /// As shown to people: `F6`, `Ctrl+D`, `g`.
    pub fn shown(self) -> String {
        let mut text: String = self.modifier_words(|(_, _, shown)| shown).collect();
        match self.key {
            Key::Char(c) if c != ' ' && !self.modifiers.is_empty() => {
                text.extend(c.to_uppercase());
            }
            Key::Char(c) if c != ' ' => text.push(c),
            Key::Function(number) => text.push_str(&format!("F{number}")),
            key => text.push_str(name_of(key).map_or("", |(_, _, shown)| shown)),
        }
        text
    }

    fn modifier_words(
        self,
        word: impl Fn(&(KeyModifiers, &'static str, &'static str)) -> &'static str,
    ) -> impl Iterator<Item = &'static str> {
        MODIFIERS
            .iter()
            .filter(move |(modifier, _, _)| self.modifiers.contains(*modifier))
            .map(word)
    }

    /// The chord of a key event; `None` for the release of a key and for keys
    /// that nothing can be bound to.
    pub fn from_event(event: &KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let key = match event.code {
            KeyCode::Char(c) => Key::Char(c),
            KeyCode::F(number) => Key::Function(number),
            KeyCode::Up => Key::Up,
            KeyCode::Down => Key::Down,
            KeyCode::Left => Key::Left,
            KeyCode::Right => Key::Right,
            KeyCode::Home => Key::Home,
            KeyCode::End => Key::End,
            KeyCode::PageUp => Key::PageUp,
            KeyCode::PageDown => Key::PageDown,
            KeyCode::Enter => Key::Enter,
            KeyCode::Esc => Key::Esc,
            KeyCode::Tab => Key::Tab,
            KeyCode::BackTab => Key::BackTab,
            KeyCode::Backspace => Key::Backspace,
            KeyCode::Delete => Key::Delete,
            KeyCode::Insert => Key::Insert,
            _ => return None,
        };
        Some(Self::new(key, event.modifiers))
    }
}

/// The letter that a keyboard gives with Shift held; other signs come shifted already.
fn shifted(c: char, modifiers: KeyModifiers) -> char {
    let mut upper = c.to_uppercase();
    match (upper.next(), upper.next()) {
        (Some(one), None) if modifiers.contains(KeyModifiers::SHIFT) => one,
        _ => c,
    }
}

fn lower(c: char) -> char {
    let mut lower = c.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    }
}

fn name_of(key: Key) -> Option<&'static (Key, &'static str, &'static str)> {
    NAMED.iter().find(|(named, _, _)| *named == key)
}

/// The words that a keymap file may use for a key, for suggesting the nearest.
pub fn key_words() -> impl Iterator<Item = String> {
    let functions = (1..=LAST_FUNCTION_KEY).map(|number| format!("f{number}"));
    NAMED
        .iter()
        .map(|(_, word, _)| (*word).to_owned())
        .chain(functions)
}

/// A word in a keymap file that names no key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAKey(
    /// The part that was not understood, without its modifiers.
    pub String,
);

impl FromStr for Chord {
    type Err = NotAKey;

    /// Reads `f6`, `ctrl-s`, `alt-enter`, `G`, `space`; modifiers and names in
    /// either case.
    fn from_str(word: &str) -> Result<Self, NotAKey> {
        let mut modifiers = KeyModifiers::empty();
        let mut rest = word;
        while let Some((modifier, after)) = strip_modifier(rest) {
            modifiers |= modifier;
            rest = after;
        }
        let key = parse_key(rest).ok_or_else(|| NotAKey(rest.to_owned()))?;
        Ok(Self::new(key, modifiers))
    }
}

fn strip_modifier(word: &str) -> Option<(KeyModifiers, &str)> {
    MODIFIERS.iter().find_map(|(modifier, prefix, _)| {
        let (head, rest) = word.split_at_checked(prefix.len())?;
        (head.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some((*modifier, rest))
    })
}

fn parse_key(word: &str) -> Option<Key> {
    let mut chars = word.chars();
    if let (Some(only), None) = (chars.next(), chars.next()) {
        return (!only.is_control() && !only.is_whitespace()).then_some(Key::Char(only));
    }
    let word = word.to_ascii_lowercase();
    let named = NAMED.iter().find(|(_, name, _)| *name == word);
    named.map(|(key, _, _)| *key).or_else(|| {
        let number: u8 = word.strip_prefix('f')?.parse().ok()?;
        (1..=LAST_FUNCTION_KEY)
            .contains(&number)
            .then_some(Key::Function(number))
    })
}

impl fmt::Display for Chord {
    /// As written in a keymap file.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for word in self.modifier_words(|(_, written, _)| written) {
            out.write_str(word)?;
        }
        match (self.key, name_of(self.key)) {
            (_, Some((_, word, _))) => out.write_str(word),
            (Key::Char(c), None) => write!(out, "{c}"),
            (Key::Function(number), None) => write!(out, "f{number}"),
            _ => Ok(()),
        }
    }
}

/// One or more chords pressed one after the other, as `g g`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sequence(Vec<Chord>);

impl Sequence {
    /// The chords, first pressed first; never empty.
    pub fn chords(&self) -> &[Chord] {
        &self.0
    }

    /// The chord that begins it.
    pub fn first(&self) -> Option<Chord> {
        self.0.first().copied()
    }

    /// Whether these are its first chords, or all of them.
    pub fn begins_with(&self, chords: &[Chord]) -> bool {
        self.0.starts_with(chords)
    }

    /// As shown to people: `Ctrl+X u`.
    pub fn shown(&self) -> String {
        let chords: Vec<_> = self.0.iter().map(|chord| chord.shown()).collect();
        chords.join(" ")
    }
}

impl FromStr for Sequence {
    type Err = NotAKey;

    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let chords = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<Vec<Chord>, _>>()?;
        if chords.is_empty() {
            return Err(NotAKey(text.to_owned()));
        }
        Ok(Self(chords))
    }
}

impl fmt::Display for Sequence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, chord) in self.0.iter().enumerate() {
            if place > 0 {
                out.write_str(" ")?;
            }
            write!(out, "{chord}")?;
        }
        Ok(())
    }
}
