//! Reading a keymap file: words to values, every fault with its line.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::chord::{NotAKey, Sequence, key_words};
use super::fault::{Fault, KeyFault, nearest};
use super::map::Target;
use super::{Action, Condition, Context};

/// The one version of the format so far.
const VERSION: &str = "1";

/// One line of a keymap file that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub context: Context,
    pub keys: Sequence,
    pub target: Target,
    /// Counted from 1.
    pub line: usize,
}

/// What a file says, in its own order, and what could not be understood.
pub(super) struct Parsed {
    pub entries: Vec<Entry>,
    pub faults: Vec<KeyFault>,
}

/// Reads `text`; `file` is its name for faults.
pub(super) fn parse(file: &str, text: &str) -> Parsed {
    let mut reader = Reader {
        file,
        text,
        entries: Vec::new(),
        faults: Vec::new(),
    };
    match DeTable::parse(text) {
        Ok(document) => reader.document(document.get_ref()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let message = error.message().to_owned();
            reader.fault(at, Fault::Syntax { message });
        }
    }
    Parsed {
        entries: reader.entries,
        faults: reader.faults,
    }
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    entries: Vec<Entry>,
    faults: Vec<KeyFault>,
}

impl Reader<'_> {
    fn fault(&mut self, at: usize, fault: Fault) {
        self.faults.push(KeyFault {
            file: self.file.to_owned(),
            line: self.line(at),
            fault,
        });
    }

    /// The line of the byte `at`.
    fn line(&self, at: usize) -> usize {
        let before = self.text.as_bytes().iter().take(at);
        1 + before.filter(|byte| **byte == b'\n').count()
    }

    fn document(&mut self, document: &DeTable<'_>) {
        if !document.contains_key("version") {
            self.fault(0, Fault::NoVersion);
        }
        for (at, word, value) in in_order(document) {
            match word {
                "version" => self.version(value),
                "context" => self.contexts(at, value),
                _ => self.fault(
                    at,
                    Fault::UnknownEntry {
                        word: word.to_owned(),
                        nearest: nearest(word, ["version", "context"]),
                    },
                ),
            }
        }
    }

    fn version(&mut self, value: &Spanned<DeValue<'_>>) {
        let span = value.span();
        let supported = value
            .get_ref()
            .as_integer()
            .is_some_and(|number| number.radix() == 10 && number.as_str() == VERSION);
        if !supported {
            let found = self.text.get(span.clone()).unwrap_or_default().to_owned();
            self.fault(span.start, Fault::Version { found });
        }
    }

    fn contexts(&mut self, at: usize, value: &Spanned<DeValue<'_>>) {
        let Some(contexts) = value.get_ref().as_table() else {
            let word = "context".to_owned();
            return self.fault(at, Fault::NotATable { word });
        };
        for (at, word, value) in in_order(contexts) {
            match (Context::from_id(word), value.get_ref().as_table()) {
                (Some(context), Some(bindings)) => self.bindings(context, bindings),
                (Some(_), None) => {
                    let word = word.to_owned();
                    self.fault(at, Fault::NotATable { word });
                }
                (None, _) => {
                    let nearest = nearest(word, Context::ALL.iter().map(|known| known.id()));
                    let word = word.to_owned();
                    self.fault(at, Fault::UnknownContext { word, nearest });
                }
            }
        }
    }

    fn bindings(&mut self, context: Context, bindings: &DeTable<'_>) {
        for (at, word, value) in in_order(bindings) {
            let keys = self.keys(at, word);
            let target = self.target(word, value);
            if let (Some(keys), Some(target)) = (keys, target) {
                let line = self.line(at);
                self.entries.push(Entry {
                    context,
                    keys,
                    target,
                    line,
                });
            }
        }
    }

    fn keys(&mut self, at: usize, word: &str) -> Option<Sequence> {
        match word.parse() {
            Ok(keys) => Some(keys),
            Err(NotAKey(part)) => {
                let nearest = nearest(&part, key_words());
                self.fault(
                    at,
                    Fault::UnknownKey {
                        word: word.to_owned(),
                        nearest,
                    },
                );
                None
            }
        }
    }

    fn target(&mut self, keys: &str, value: &Spanned<DeValue<'_>>) -> Option<Target> {
        let at = value.span().start;
        match value.get_ref() {
            DeValue::Boolean(false) => Some(Target::Stop),
            DeValue::String(word) => {
                let action = self.action(at, word)?;
                Some(Target::Do { action, when: None })
            }
            DeValue::Table(table) => self.conditional(at, keys, table),
            _ => self.not_a_binding(at, keys),
        }
    }

    fn not_a_binding(&mut self, at: usize, keys: &str) -> Option<Target> {
        let keys = keys.to_owned();
        self.fault(at, Fault::NotABinding { keys });
        None
    }

    fn conditional(&mut self, at: usize, keys: &str, table: &DeTable<'_>) -> Option<Target> {
        let faults_before = self.faults.len();
        let (mut action, mut when) = (None, None);
        for (at, word, value) in in_order(table) {
            match (word, value.get_ref().as_str()) {
                ("do", Some(id)) => action = self.action(value.span().start, id),
                ("when", Some(id)) => when = self.condition(value.span().start, id),
                ("do" | "when", None) => return self.not_a_binding(at, keys),
                _ => self.fault(
                    at,
                    Fault::UnknownEntry {
                        word: word.to_owned(),
                        nearest: nearest(word, ["do", "when"]),
                    },
                ),
            }
        }
        match action {
            Some(action) => Some(Target::Do { action, when }),
            None if self.faults.len() == faults_before => self.not_a_binding(at, keys),
            None => None,
        }
    }

    fn action(&mut self, at: usize, word: &str) -> Option<Action> {
        let known = Action::from_id(word);
        if known.is_none() {
            let nearest = nearest(word, Action::ALL.iter().map(|action| action.id()));
            let word = word.to_owned();
            self.fault(at, Fault::UnknownAction { word, nearest });
        }
        known
    }

    fn condition(&mut self, at: usize, word: &str) -> Option<Condition> {
        let known = Condition::from_id(word);
        if known.is_none() {
            let nearest = nearest(word, Condition::ALL.iter().map(|known| known.id()));
            let word = word.to_owned();
            self.fault(at, Fault::UnknownCondition { word, nearest });
        }
        known
    }
}

/// The entries of a table in the order of the file, with the byte where each
/// begins: TOML itself gives them by name, but the order here is a priority.
fn in_order<'t, 'i>(
    table: &'t DeTable<'i>,
) -> impl Iterator<Item = (usize, &'t str, &'t Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table
        .iter()
        .map(|(word, value)| (word.span().start, word.get_ref().as_ref(), value))
        .collect();
    entries.sort_by_key(|(at, _, _)| *at);
    entries.into_iter()
}
