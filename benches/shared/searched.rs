//! An index as the owner of a book keeps it, over a made list.

use kheo::search::{DocSet, Hit, Index, Order};

use crate::names::{self, Dice, Model};

pub struct Searched {
    index: Index,
    /// As a catalogue has it.
    order: Order,
    all: DocSet,
}

impl Searched {
    pub fn of(models: &[Model]) -> Self {
        let mut index = Index::new();
        for number in 0..names::PLACES {
            index.describe(number, &names::place(number));
        }
        for (doc, model) in (0..).zip(models) {
            index.insert(doc, &model.name, &model.also, Some(model.place));
        }
        Self {
            all: index.docs_where(|_| true),
            index,
            order: Order::of(shuffled(models.len())),
        }
    }

    /// The first rows of the answer, and how many it has.
    pub fn ask(&self, query: &str, rows: usize) -> (Vec<Hit>, usize) {
        let found = self.index.find(query, &self.all, &self.order);
        (found.page(0..rows), found.count())
    }
}

fn shuffled(count: usize) -> Vec<u32> {
    let mut dice = Dice(7);
    let mut places: Vec<u32> = (0..count as u32).collect();
    for at in (1..count).rev() {
        places.swap(at, dice.below(at + 1));
    }
    places
}
