//! What a key means to a widget, once the keymap has had its say.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};

use super::super::keymap::Action;
use super::edit::Edit;
use super::list::Step;

/// One thing asked of the innermost overlay or form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    Edit(Edit),
    Step(Step),
    NextField,
    PreviousField,
    NextChoice,
    PreviousChoice,
    /// Do it: open, save, yes.
    Accept,
    /// Leave it: close, cancel, no.
    Cancel,
    /// Fill in the rest of what is being typed.
    Complete,
    /// Take every condition off.
    Clear,
    /// Choose the unit that this is about.
    ChooseUnit,
    /// Show what is typed unseen, or hide it again.
    Look,
}

impl Press {
    /// What an action of the keymap asks here; none when it is for the screen.
    pub fn from_action(action: Action) -> Option<Self> {
        Some(match action {
            Action::ListNext => Self::Step(Step::Next),
            Action::ListPrevious => Self::Step(Step::Previous),
            Action::ListFirst => Self::Step(Step::First),
            Action::ListLast => Self::Step(Step::Last),
            Action::ListPageDown => Self::Step(Step::PageDown),
            Action::ListPageUp => Self::Step(Step::PageUp),
            Action::FieldNext => Self::NextField,
            Action::FieldPrevious => Self::PreviousField,
            Action::ChoiceNext => Self::NextChoice,
            Action::ChoicePrevious => Self::PreviousChoice,
            Action::ItemOpen
            | Action::ChoiceTake
            | Action::FormSave
            | Action::EditorSave
            | Action::ConfirmYes => Self::Accept,
            Action::ItemClose | Action::FormCancel | Action::EditorCancel | Action::ConfirmNo => {
                Self::Cancel
            }
            Action::PathComplete => Self::Complete,
            Action::FilterClear => Self::Clear,
            Action::UnitChoose => Self::ChooseUnit,
            Action::SecretLook => Self::Look,
            Action::EditorUndo => Self::Edit(Edit::Undo),
            Action::EditorRedo => Self::Edit(Edit::Redo),
            Action::EditorDeleteWord => Self::Edit(Edit::DeleteWord),
            Action::EditorNewline => Self::Edit(Edit::Newline),
            _ => return None,
        })
    }

    /// What a key that no binding took asks here.
    pub fn from_key(key: &KeyEvent) -> Option<Self> {
        if key.kind == KeyEventKind::Release {
            return None;
        }
        match key.code {
            KeyCode::Tab => Some(Self::NextField),
            KeyCode::BackTab => Some(Self::PreviousField),
            _ => Edit::from_key(key).map(Self::Edit),
        }
    }

    /// The step in a list that this is, also when it came as a text edit.
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Step(step) => Some(*step),
            Self::Edit(Edit::Up) => Some(Step::Previous),
            Self::Edit(Edit::Down) => Some(Step::Next),
            Self::Edit(Edit::PageUp) => Some(Step::PageUp),
            Self::Edit(Edit::PageDown) => Some(Step::PageDown),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::KeyModifiers;

    use super::*;

    #[test]
    fn actions_and_bare_keys_ask_the_same() {
        assert_eq!(
            Press::from_action(Action::FormSave),
            Press::from_action(Action::EditorSave)
        );
        assert_eq!(Press::from_action(Action::AppQuit), None);
        let key = |code| Press::from_key(&KeyEvent::new(code, KeyModifiers::NONE));
        assert_eq!(key(KeyCode::Tab), Some(Press::NextField));
        assert_eq!(
            key(KeyCode::Down).and_then(|press| press.step()),
            Some(Step::Next)
        );
    }
}
