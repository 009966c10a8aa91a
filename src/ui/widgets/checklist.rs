//! A list of which any number of lines are chosen, perhaps in an order. A blank
//! ticks the line under the marker. While one types the list narrows, a blank
//! is a blank, and Enter ticks the line that was found.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::Look;
use super::choice::Choice;
use super::edit::Edit;
use super::picker::{Picked, Picker};
use super::press::Press;

/// Whether the order of choosing means something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    AsListed,
    AsChosen,
}

/// What came of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked<I> {
    Stay,
    Left,
    /// These are chosen.
    Taken(Vec<I>),
}

/// Lines to tick; `I` is what a ticked line gives.
#[derive(Debug, Clone)]
pub struct Checklist<I> {
    list: Picker<I>,
    /// All lines, in their order.
    ids: Vec<I>,
    /// Those that are ticked, in the order of choosing.
    chosen: Vec<I>,
    order: Order,
}

impl<I: Clone + PartialEq> Checklist<I> {
    pub fn new(choices: Vec<Choice<I>>, chosen: Vec<I>, order: Order) -> Self {
        let mut list = Self {
            ids: choices.iter().map(|choice| choice.id.clone()).collect(),
            list: Picker::new(choices),
            chosen,
            order,
        };
        list.tick();
        list
    }

    /// Those that are ticked.
    pub fn chosen(&self) -> Vec<I> {
        match self.order {
            Order::AsChosen => self.chosen.clone(),
            Order::AsListed => {
                let listed = self.ids.iter().filter(|id| self.chosen.contains(id));
                let unlisted = self.chosen.iter().filter(|id| !self.ids.contains(id));
                listed.chain(unlisted).cloned().collect()
            }
        }
    }

    /// `room` is the size of the area that the list is shown in.
    pub fn apply(&mut self, press: Press, room: Size) -> Checked<I> {
        let ticks = match press {
            Press::Edit(Edit::Insert(' ')) => !self.list.is_narrowed(),
            Press::Accept | Press::Edit(Edit::Newline) => self.list.is_narrowed(),
            _ => false,
        };
        if ticks {
            self.toggle();
            self.list.widen();
            return Checked::Stay;
        }
        match self.list.apply(press, room) {
            Picked::Stay => Checked::Stay,
            Picked::Left => Checked::Left,
            Picked::Chosen(_) => Checked::Taken(self.chosen()),
        }
    }

    fn toggle(&mut self) {
        let Some(id) = self.list.selected().map(|choice| choice.id.clone()) else {
            return;
        };
        match self.chosen.iter().position(|chosen| *chosen == id) {
            Some(at) => drop(self.chosen.remove(at)),
            None => self.chosen.push(id),
        }
        self.tick();
    }

    fn tick(&mut self) {
        let sign = |id: &I| {
            let at = self.chosen.iter().position(|chosen| chosen == id);
            match (at, self.order) {
                (None, _) => "[ ] ".to_owned(),
                (Some(_), Order::AsListed) => "[x] ".to_owned(),
                (Some(at), Order::AsChosen) => format!("[{}] ", at + 1),
            }
        };
        self.list.set_signs(self.ids.iter().map(sign).collect());
    }

    /// Rows that it fills: the typing line, and every line that fits it.
    pub fn rows(&self) -> usize {
        self.list.rows()
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.list.view(frame, area, look);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size {
        width: 40,
        height: 6,
    };

    fn list(order: Order) -> Checklist<char> {
        let names = ["Môi trường", "Giảm nghèo", "An ninh, trật tự"];
        let choices = ('a'..).zip(names).map(|(id, name)| Choice::new(id, name));
        Checklist::new(choices.collect(), vec!['c'], order)
    }

    fn press(list: &mut Checklist<char>, keys: &[Press]) -> Checked<char> {
        let mut outcome = Checked::Stay;
        for key in keys {
            outcome = list.apply(key.clone(), ROOM);
        }
        outcome
    }

    #[test]
    fn a_blank_ticks_and_enter_takes_them_in_their_order() {
        let keys = [Press::Edit(Edit::Insert(' ')), Press::Accept];
        assert_eq!(
            press(&mut list(Order::AsListed), &keys),
            Checked::Taken(vec!['a', 'c'])
        );
        assert_eq!(
            press(&mut list(Order::AsChosen), &keys),
            Checked::Taken(vec!['c', 'a'])
        );
    }

    #[test]
    fn typing_narrows_and_enter_ticks_what_was_found() {
        let mut list = list(Order::AsListed);
        let found = [
            Press::Edit(Edit::Paste("moi".into())),
            Press::Edit(Edit::Insert(' ')),
            Press::Edit(Edit::Insert('t')),
            Press::Accept,
        ];
        assert_eq!(press(&mut list, &found), Checked::Stay);
        assert_eq!(list.chosen(), ['a', 'c']);
        // The list is whole again: Enter is done with it.
        assert_eq!(
            press(&mut list, &[Press::Accept]),
            Checked::Taken(vec!['a', 'c'])
        );
    }
}
