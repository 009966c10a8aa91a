//! stub
use crate::service::views::DraftView;
use crate::ui::{effect::Effect, state::State};
pub fn commit(_s: &mut State) -> Vec<Effect> {
    vec![]
}
pub fn listed(s: &mut State, d: Vec<DraftView>) -> Vec<Effect> {
    s.notes.take_drafts(d);
    vec![]
}
pub fn saved(_s: &mut State, _k: &str, _r: u64) {}
