//! How many models registered at each level, period by period.

use super::cell::CellValue;
use super::course::{Course, Step};
use super::facts::{Facts, Traits};
use super::figures::reaches;
use crate::domain::{Level, Period, Word};

/// Of the models of which `counts` is true, at each level: each once a period.
/// A level at which there is nothing to see is left out.
pub fn level_courses(
    facts: &Facts,
    counts: impl Fn(&Traits) -> bool,
    steps: &[Period],
) -> Vec<(Level, Course)> {
    let counts = facts.map_traits(counts);
    // How many models have each list of registrations.
    let mut models = facts.map_lists(|_| 0u64);
    for (_, slot) in facts.slots() {
        if counts.get(slot.traits as usize) == Some(&true)
            && let Some(models) = models.get_mut(slot.list as usize)
        {
            *models += 1;
        }
    }
    let by_step: Vec<_> = steps.iter().map(|step| reaches(facts, *step)).collect();
    let at = |level: Level| {
        let steps = steps.iter().zip(&by_step).map(|(period, lists)| {
            let lists = lists.iter().zip(&models);
            let registered = lists.filter(|(reach, _)| reach.is_at(level));
            Step {
                period: *period,
                value: CellValue::counted(registered.map(|(_, models)| models).sum()),
            }
        });
        Course::new(steps.collect()).map(|course| (level, course))
    };
    Level::ALL.iter().copied().filter_map(at).collect()
}
