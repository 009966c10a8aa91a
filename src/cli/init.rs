//! `kheo init`: opens a book for a Ban Chỉ đạo.

use clap::Args;
use serde_json::json;

use super::answer::Answer;
use super::fault::CliFault;
use super::session::{Session, ask};
use super::words::Said;
use crate::service::request::OpenBook;
use crate::service::{Refusal, Reply, Request};

#[derive(Debug, Args)]
pub struct InitArguments {
    /// Name of the officer who keeps the book
    #[arg(long, value_name = "NAME")]
    officer: String,
    /// The officer's title
    #[arg(long, value_name = "T")]
    title: String,
    /// The Ban Chỉ đạo that opens the book
    #[arg(long, value_name = "NAME")]
    committee: String,
    /// Name of the book
    #[arg(long, value_name = "NAME")]
    book: Option<String>,
}

/// # Errors
/// There is a book already, or the store cannot be made.
pub fn run(session: &Session, arguments: InitArguments) -> Result<Answer, CliFault> {
    let InitArguments {
        officer,
        title,
        committee,
        book,
    } = arguments;
    session.ask(Request::OpenBook(OpenBook {
        officer,
        title,
        committee,
        book: book.unwrap_or_default(),
    }))?;
    let open = ask!(session, Request::Book, Reply::Book)
        .open
        .ok_or(Refusal::NoBook)?;
    let document = json!({
        "book": open.book,
        "committee": open.committee,
        "officer": open.officer,
        "title": open.title,
        "device": open.device,
    });
    Ok(session.tell(&document, |lang| {
        lang.say(&Said::Opened {
            book: open.book,
            officer: open.officer,
        })
    }))
}
