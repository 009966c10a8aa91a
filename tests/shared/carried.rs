//! What one book gives another.

use kheo::ledger::Segment;
use kheo::service::request::WantedRange;
use kheo::service::{Client, Reply, Request};

/// All that a book can give away.
pub fn segments(client: &Client) -> Vec<Segment> {
    let Ok(Reply::Ranges(books)) = client.ask(Request::Ranges) else {
        panic!("a book knows what it holds");
    };
    let mut wanted = Vec::new();
    for book in books {
        wanted.extend(book.ranges.iter().map(|range| WantedRange {
            book: book.book,
            device: range.device,
            from: range.from,
            to: range.to,
        }));
    }
    match client.ask(Request::Segments { wanted }) {
        Ok(Reply::Segments(segments)) => segments,
        other => panic!("{other:?}"),
    }
}
