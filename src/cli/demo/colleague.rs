//! A colleague's laptop: it got the book, wrote notes and corrected fields
//! that were corrected here too, and its lines come back. So the sample book
//! has notes by two hands and *chỗ chưa khớp*.

use std::path::Path;
use std::time::Duration;

use serde_json::{Value, json};

use super::notes::COLLEAGUE;
use super::sample::{Filler, SampleFault};
use crate::domain::RecordId;
use crate::service::request::{Deed, FieldWrite, OpenBook, RecordWrite, TrustRequest, WantedRange};
use crate::service::views::BookRangesView;
use crate::service::{Client, Refusal, Reply, Request};

/// Fields that both corrected: named model, field, here, there.
const BOTH: &[(usize, &str, &str, &str)] = &[
    (
        1,
        "owner",
        "Chi hội Phụ nữ khu phố Ba Hòn",
        "Chi hội Phụ nữ khu phố Ngã Ba",
    ),
    (
        14,
        "name",
        "Hiến đất mở lộ liên ấp, không nhận bồi hoàn",
        "Hiến đất mở lộ liên ấp, dân không lấy bồi hoàn",
    ),
    (6, "field", "security", "economy"),
];

/// Two people do not write in the same millisecond; of two values the later is
/// shown first, so the sample book looks the same every time.
const APART: Duration = Duration::from_millis(5);

/// Lets a colleague write beside the book of `here`; `store` is for the
/// colleague's own store, and may be thrown away afterwards.
///
/// # Errors
/// The refusal of either book.
pub fn write_beside(here: &Client, models: &[RecordId], store: &Path) -> Result<(), SampleFault> {
    let colleague = Client::start(store.to_owned());
    colleague.ask(Request::OpenBook(OpenBook {
        officer: "Trần Ngọc Hạnh".into(),
        title: "Cán bộ khối vận".into(),
        committee: "Ban Chỉ đạo xã Đông Thái (mẫu)".into(),
        book: "Sổ mẫu của đồng nghiệp".into(),
    }))?;
    carry(here, &colleague)?;
    for &(model, field, ours, theirs) in BOTH {
        if let Some(&model) = models.get(model) {
            let seen = seen(here, model, field)?;
            correct(here, model, field, json!(ours), &seen)?;
            std::thread::sleep(APART);
            correct(&colleague, model, field, json!(theirs), &seen)?;
        }
    }
    let filler = Filler::new(&colleague);
    for note in COLLEAGUE {
        filler.note(models, note)?;
    }
    carry(&colleague, here)
}

/// What stands in a field, and its name for undo.
struct Seen {
    title: String,
    over: Vec<crate::ledger::OpId>,
}

fn seen(client: &Client, record: RecordId, field: &str) -> Result<Seen, SampleFault> {
    match client.ask(Request::Record(record))? {
        Reply::Record(view) => {
            let over = view
                .fields
                .iter()
                .find(|view| view.name == field)
                .map(|view| view.seen());
            Ok(Seen {
                title: view.title,
                over: over.unwrap_or_default(),
            })
        }
        _ => Err(Refusal::Gone),
    }
}

fn correct(
    client: &Client,
    record: RecordId,
    field: &str,
    value: Value,
    seen: &Seen,
) -> Result<(), SampleFault> {
    let write = FieldWrite {
        field: field.into(),
        value,
        over: seen.over.clone(),
    };
    let records = vec![RecordWrite {
        record,
        fields: vec![write],
    }];
    client.ask(Request::Write {
        deed: Deed::Correct {
            name: seen.title.clone(),
        },
        records,
    })?;
    Ok(())
}

/// Carries every line that `from` holds to `to`, as a bundle would, and lets
/// `to` approve it.
fn carry(from: &Client, to: &Client) -> Result<(), SampleFault> {
    let Reply::Ranges(books) = from.ask(Request::Ranges)? else {
        return Err(Refusal::Gone);
    };
    let wanted: Vec<WantedRange> = books.iter().flat_map(wanted).collect();
    let Reply::Segments(segments) = from.ask(Request::Segments {
        wanted: wanted.clone(),
    })?
    else {
        return Err(Refusal::Gone);
    };
    to.ask(Request::Absorb {
        file: "so-mau.kheo".into(),
        segments,
    })?;
    let Reply::Book(book) = from.ask(Request::Book)? else {
        return Err(Refusal::Gone);
    };
    if let Some(open) = book.open {
        let device = open.device;
        to.ask(Request::Trust(TrustRequest::Approve { device }))?;
    }
    from.ask(Request::MarkCarried {
        file: "so-mau.kheo".into(),
        ranges: wanted,
    })?;
    Ok(())
}

fn wanted(book: &BookRangesView) -> impl Iterator<Item = WantedRange> + '_ {
    book.ranges.iter().map(|range| WantedRange {
        book: book.book,
        device: range.device,
        from: range.from,
        to: range.to,
    })
}
