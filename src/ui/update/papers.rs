//! stub
use crate::ui::{
    effect::{Effect, Paper},
    state::State,
    ticket::Ticket,
    words::Bilingual,
};
pub fn take(_s: &mut State, _t: Ticket, _o: Result<Paper, Bilingual>) -> Vec<Effect> {
    vec![]
}
