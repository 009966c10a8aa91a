//! The keymap itself: what is bound where, and what a key pressed now means.

use std::fs;
use std::io;
use std::path::Path;

use super::check::check;
use super::fault::{Fault, KeyFault};
use super::file::{Entry, parse};
use super::{Action, Chord, Condition, Context, Sequence};

const DEFAULT: (&str, &str) = (
    "keymaps/default.toml",
    include_str!("../../../keymaps/default.toml"),
);
const VIM: (&str, &str) = (
    "keymaps/vim.toml",
    include_str!("../../../keymaps/vim.toml"),
);

/// The map that a user's file is laid over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Base {
    #[default]
    Default,
    /// The default keys and, over them, those of vim.
    Vim,
}

/// What a binding does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Asks for an action, if the condition holds.
    Do {
        action: Action,
        when: Option<Condition>,
    },
    /// Ends the look-up of these keys: nothing further out answers them.
    Stop,
}

/// Keys and what they do in one context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Binding {
    pub context: Context,
    pub keys: Sequence,
    pub target: Target,
}

/// A binding that asks for something, as seen from where the user is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reached<'a> {
    pub context: Context,
    pub keys: &'a Sequence,
    pub action: Action,
    pub when: Option<Condition>,
}

impl Reached<'_> {
    pub fn allowed(&self, holds: &dyn Fn(Condition) -> bool) -> bool {
        self.when.is_none_or(holds)
    }
}

/// What the keys pressed so far mean here and now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// This is to be done.
    Do(Action),
    /// This would be done, if the condition held; its phrase says why not.
    Refused(Action, Condition),
    /// More keys are needed: each next one and where it leads.
    Pending(Vec<(Chord, Action)>),
    /// Nothing is bound to it: a text field may take it.
    Unbound,
}

/// Everything bound, in order of declaration: the first is the most useful.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

impl Keymap {
    /// The keys that the program comes with.
    pub fn default_keys() -> Self {
        Self::base(Base::Default)
    }

    /// The default keys with those of vim over them.
    pub fn vim() -> Self {
        Self::base(Base::Vim)
    }

    /// The built-in map `base`. Its files are checked by the tests.
    pub fn base(base: Base) -> Self {
        let files: &[_] = match base {
            Base::Default => &[DEFAULT],
            Base::Vim => &[DEFAULT, VIM],
        };
        let mut map = Self {
            bindings: Vec::new(),
        };
        for (name, text) in files {
            map.lay_over(parse(name, text).entries);
        }
        map
    }

    /// `base` with the user's file over it, if there is one. A file with any
    /// fault is left out whole: half a keymap surprises more than none.
    pub fn load(user_file: Option<&Path>, base: Base) -> (Self, Vec<KeyFault>) {
        let Some(path) = user_file else {
            return (Self::base(base), Vec::new());
        };
        let file = path.display().to_string();
        match fs::read_to_string(path) {
            Ok(text) => Self::from_text(&file, &text, base),
            Err(error) if error.kind() == io::ErrorKind::NotFound => (Self::base(base), Vec::new()),
            Err(error) => {
                let reason = error.to_string();
                let fault = KeyFault {
                    file,
                    line: 1,
                    fault: Fault::Unreadable { reason },
                };
                (Self::base(base), vec![fault])
            }
        }
    }

    /// As [`Keymap::load`], from a text; `file` is its name for the faults.
    pub fn from_text(file: &str, text: &str, base: Base) -> (Self, Vec<KeyFault>) {
        let under = Self::base(base);
        let parsed = parse(file, text);
        let mut faults = parsed.faults;
        let mut merged = under.clone();
        merged.lay_over(parsed.entries.clone());
        faults.extend(check(file, &under, &merged, &parsed.entries));
        faults.sort_by_key(|fault| fault.line);
        if faults.is_empty() {
            (merged, faults)
        } else {
            (under, faults)
        }
    }

    /// The faults of the built-in files themselves, for `kheo keys check`
    /// without a file.
    pub fn check_base(base: Base) -> Vec<KeyFault> {
        let files: &[_] = match base {
            Base::Default => &[DEFAULT],
            Base::Vim => &[DEFAULT, VIM],
        };
        let mut map = Self {
            bindings: Vec::new(),
        };
        let mut faults = Vec::new();
        for (name, text) in files {
            let under = map.clone();
            let parsed = parse(name, text);
            map.lay_over(parsed.entries.clone());
            faults.extend(parsed.faults);
            faults.extend(check(name, &under, &map, &parsed.entries));
        }
        faults
    }

    /// Keys already bound in the same context keep their place and get the new
    /// meaning; others come after.
    fn lay_over(&mut self, entries: Vec<Entry>) {
        for Entry {
            context,
            keys,
            target,
            ..
        } in entries
        {
            let bound = self
                .bindings
                .iter_mut()
                .find(|binding| binding.context == context && binding.keys == keys);
            match bound {
                Some(binding) => binding.target = target,
                None => self.bindings.push(Binding {
                    context,
                    keys,
                    target,
                }),
            }
        }
    }

    /// Everything bound, stops included.
    pub fn bindings(&self) -> &[Binding] {
        &self.bindings
    }

    /// What can be reached from `contexts` (innermost first), in the order in
    /// which it is looked up. Left out is what an inner context stops or binds
    /// anew, and keys that a text field in between needs for itself.
    pub(super) fn reached(&self, contexts: &[Context]) -> Vec<Reached<'_>> {
        let mut reached: Vec<Reached<'_>> = Vec::new();
        let mut stopped: Vec<&Sequence> = Vec::new();
        let mut inside_text = false;
        for context in contexts {
            let taken = reached.len();
            let mut stops_here = Vec::new();
            for binding in self.bindings.iter().filter(|own| own.context == *context) {
                let keys = &binding.keys;
                let Target::Do { action, when } = binding.target else {
                    stops_here.push(keys);
                    continue;
                };
                let typed = inside_text && keys.first().is_some_and(Chord::edits_text);
                let stopped = stopped.iter().any(|stop| keys.begins_with(stop.chords()));
                let rebound = reached
                    .iter()
                    .take(taken)
                    .any(|inner| inner.keys == keys && inner.when.is_none());
                if !(typed || stopped || rebound) {
                    reached.push(Reached {
                        context: *context,
                        keys,
                        action,
                        when,
                    });
                }
            }
            stopped.append(&mut stops_here);
            inside_text |= context.takes_text();
        }
        reached
    }

    /// What `pressed` means when looked up along `contexts`, innermost first.
    /// Where a condition does not hold, the look-up goes on further out; a
    /// refusal is the answer only when nothing else is.
    pub fn resolve(
        &self,
        contexts: &[Context],
        pressed: &[Chord],
        holds: &dyn Fn(Condition) -> bool,
    ) -> Resolution {
        if pressed.is_empty() {
            return Resolution::Unbound;
        }
        let mut refused = None;
        let mut pending: Vec<(Chord, Action)> = Vec::new();
        for reached in self.reached(contexts) {
            let Some(rest) = reached.keys.chords().strip_prefix(pressed) else {
                continue;
            };
            match (rest.first(), reached.when) {
                (Some(next), _) => {
                    if pending.iter().all(|(known, _)| known != next) {
                        pending.push((*next, reached.action));
                    }
                }
                (None, Some(condition)) if !holds(condition) => {
                    refused.get_or_insert((reached.action, condition));
                }
                (None, _) if pending.is_empty() => return Resolution::Do(reached.action),
                (None, _) => break,
            }
        }
        if !pending.is_empty() {
            return Resolution::Pending(pending);
        }
        match refused {
            Some((action, condition)) if !needed_for_text(contexts, pressed) => {
                Resolution::Refused(action, condition)
            }
            _ => Resolution::Unbound,
        }
    }
}

/// A key that edits text, pressed in a text field, is never answered with a refusal.
fn needed_for_text(contexts: &[Context], pressed: &[Chord]) -> bool {
    contexts.first().is_some_and(|inner| inner.takes_text())
        && matches!(pressed, [only] if only.edits_text())
}
