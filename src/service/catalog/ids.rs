//! Which model has which number. Sixteen bytes a model: those that were there
//! at first are found by halving, only the later ones by a map.

use std::collections::HashMap;

use uuid::Uuid;

use crate::domain::{RecordId, RecordKind};

/// Models by number; a model keeps its number for good.
#[derive(Debug, Default)]
pub struct Ids {
    ids: Vec<Uuid>,
    /// So many of the first are in ascending order.
    ascending: usize,
    later: HashMap<Uuid, u32>,
}

impl Ids {
    /// The number of a model, a new one when it has none.
    pub fn number(&mut self, model: RecordId) -> u32 {
        if let Some(number) = self.find(model) {
            return number;
        }
        let number = u32::try_from(self.ids.len()).unwrap_or(u32::MAX);
        let follows = self.ids.last().is_none_or(|last| *last < model.id);
        if follows && self.later.is_empty() {
            self.ascending += 1;
        } else {
            self.later.insert(model.id, number);
        }
        self.ids.push(model.id);
        number
    }

    /// The number of a model that has one.
    pub fn find(&self, model: RecordId) -> Option<u32> {
        if model.kind != RecordKind::Model {
            return None;
        }
        let first = self.ids.get(..self.ascending).unwrap_or_default();
        match first.binary_search(&model.id) {
            Ok(place) => u32::try_from(place).ok(),
            Err(_) => self.later.get(&model.id).copied(),
        }
    }

    /// The model that has a number.
    pub fn model(&self, number: u32) -> Option<RecordId> {
        let id = self.ids.get(number as usize)?;
        Some(RecordId::new(RecordKind::Model, *id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_keeps_its_number_in_whatever_order_they_come() {
        let models = [2u128, 5, 9, 7, 1, 12].map(|id| {
            let id = Uuid::from_u128(id);
            RecordId::new(RecordKind::Model, id)
        });
        let mut ids = Ids::default();
        for _ in 0..2 {
            let numbers = models.map(|model| ids.number(model));
            assert_eq!(numbers, [0, 1, 2, 3, 4, 5]);
        }
        assert_eq!((ids.ascending, ids.later.len()), (3, 3));
        for (number, model) in (0..).zip(models) {
            assert_eq!(ids.model(number), Some(model));
            assert_eq!(ids.find(model), Some(number));
            let unit = RecordId::new(RecordKind::Unit, model.id);
            assert_eq!(ids.find(unit), None);
        }
        assert_eq!(ids.model(6), None);
    }
}
