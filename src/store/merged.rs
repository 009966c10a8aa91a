//! Models that people found to be one and the same. The one that was merged
//! says into which (`merged_into`); nothing else is rewritten, so that undoing
//! it brings both back, and what a colleague still writes about the one is
//! found with the other. What follows is a function of the records alone: two
//! who merge the same pair each the other way round meet in one model.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::fault::StoreFault;
use crate::domain::schema::MERGED_INTO;
use crate::domain::{RecordId, RecordKind, RegistrationSummary};

use super::encoding::StoredRecord;

/// Where models and what was merged into them are looked up.
pub trait Merges {
    /// A record, if there is one.
    fn record_of(&self, record: &str) -> Result<Option<Cow<'_, StoredRecord>>, StoreFault>;

    /// The models of which some value says that they were merged into `model`.
    fn merged_into(&self, model: &str) -> Result<Vec<String>, StoreFault>;
}

/// The model that stands for `model`: the end of the way that it was merged
/// along, or of a circle the one with the least id.
pub fn stands_for(merges: &impl Merges, model: &str) -> Result<String, StoreFault> {
    let mut way = vec![model.to_owned()];
    let mut here = model.to_owned();
    while let Some(next) = target(merges, &here)? {
        if let Some(at) = way.iter().position(|passed| *passed == next) {
            let circle = way.get(at..).unwrap_or_default();
            return Ok(circle.iter().min().cloned().unwrap_or(next));
        }
        way.push(next.clone());
        here = next;
    }
    Ok(here)
}

/// All that `model` stands for, itself among them; nothing when another
/// stands for it.
pub fn members(merges: &impl Merges, model: &str) -> Result<BTreeSet<String>, StoreFault> {
    let mut members = BTreeSet::new();
    let around = around(merges, model)?;
    if around.len() == 1 {
        members.extend(around);
        return Ok(members);
    }
    for other in around {
        if stands_for(merges, &other)? == model {
            members.insert(other);
        }
    }
    Ok(members)
}

/// Every model that a change of `model` may move to another: those along its
/// way and those that were merged into them.
pub fn around(merges: &impl Merges, model: &str) -> Result<BTreeSet<String>, StoreFault> {
    let mut around = BTreeSet::from([model.to_owned()]);
    let mut waiting = vec![model.to_owned()];
    while let Some(here) = waiting.pop() {
        let mut near = merges.merged_into(&here)?;
        near.extend(target(merges, &here)?);
        for other in near {
            if around.insert(other.clone()) {
                waiting.push(other);
            }
        }
    }
    Ok(around)
}

/// The model that `model` was merged into, while that one stands.
fn target(merges: &impl Merges, model: &str) -> Result<Option<String>, StoreFault> {
    let Some(stored) = merges.record_of(model)? else {
        return Ok(None);
    };
    let register = stored.state.register(MERGED_INTO);
    let Some(said) = register
        .and_then(|register| register.shown())
        .and_then(|shown| shown.value.as_str())
        .and_then(|said| said.parse::<RecordId>().ok())
    else {
        return Ok(None);
    };
    let said = (said.kind == RecordKind::Model).then(|| said.to_string());
    let Some(said) = said.filter(|said| said != model) else {
        return Ok(None);
    };
    let there = merges.record_of(&said)?;
    let stands = there.is_some_and(|there| !there.is_gone());
    Ok(Some(said).filter(|_| stands))
}

/// Of registrations of one level and period, as merged models bring them, the
/// one that came furthest counts.
pub fn keep_furthest(registrations: &mut Vec<RegistrationSummary>) {
    let rank = |one: &RegistrationSummary| {
        let status = one.status;
        let far = (
            status.is_recognition(),
            status.is_surveyed(),
            status.is_underway(),
            status.is_registered(),
        );
        (std::cmp::Reverse(far), one.id)
    };
    registrations.sort_by_key(|one| (one.level, one.period, rank(one)));
    registrations.dedup_by(|later, kept| {
        let same = (later.level, later.period) == (kept.level, kept.period);
        kept.typical |= same && later.typical;
        same
    });
}

/// The keys of the links that tell what was merged into a model.
pub fn merged_keys(model: &str) -> (String, String) {
    let kind = RecordKind::Model;
    let code = crate::domain::Word::code(kind);
    (format!("{model}\0{code}:"), format!("{model}\0{code};"))
}
