//! `kheo undo`: takes the last deed back.

use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask};
use super::words::Said;
use crate::service::words::describe;
use crate::service::{Reply, Request};

/// # Errors
/// There is nothing to take back, or the book's refusal.
pub fn run(session: &Session) -> Result<Answer, CliFault> {
    let undone = ask!(session, Request::Undo, Reply::Undone);
    let document = json!({ "deed": describe(&undone.deed, session.lang), "left": undone.left });
    Ok(session.tell(&document, |lang| {
        let mut lines = vec![lang.say(&Said::Undone {
            deed: describe(&undone.deed, lang),
        })];
        if !undone.left.is_empty() {
            lines.push(lang.say(&Said::LeftAlone {
                fields: undone.left.join(", "),
            }));
        }
        lines.join("\n")
    }))
}
