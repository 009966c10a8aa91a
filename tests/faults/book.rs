//! A book to try things on, and questions to it.

use std::path::Path;
use std::time::{Duration, Instant};

use kheo::domain::RecordId;
use kheo::domain::list::{ListRow, ModelList};
use kheo::domain::{Level, Period};
use kheo::ledger::Segment;
use kheo::service::request::{
    CheckTables, ModelQuery, NewNote, NewUnits, OpenBook, TrustRequest, WantedRange,
};
use kheo::service::views::{BookRangesView, BookView, DeviceStatus, ModelLine, NoteView};
use kheo::service::{Client, Refusal, Reply, Request};

pub struct Book {
    pub client: Client,
}

/// The answer that was hoped for.
macro_rules! hoped {
    ($client:expr, $variant:ident, $request:expr) => {
        match $client.ask($request) {
            Ok(Reply::$variant(view)) => view,
            other => panic!("{other:?}"),
        }
    };
}

impl Book {
    /// The book at `path`. One that another worker is just closing is waited for.
    pub fn at(path: &Path) -> Self {
        let begun = Instant::now();
        loop {
            let client = Client::start(path.to_owned());
            match client.ask(Request::Book) {
                Err(Refusal::InUse) if begun.elapsed() < Duration::from_secs(20) => {
                    std::thread::sleep(Duration::from_millis(2));
                }
                _ => return Self { client },
            }
        }
    }

    /// A new book with one model in it.
    pub fn begin(path: &Path, officer: &str) -> Self {
        let book = Self::at(path);
        hoped!(
            book.client,
            Book,
            Request::OpenBook(OpenBook {
                officer: officer.into(),
                title: "Chuyên viên".into(),
                committee: "Ban Chỉ đạo huyện An Biên".into(),
                book: String::new(),
            })
        );
        let first = Request::ApplyList {
            list: list(&["Mô hình đầu".into()]),
            new_units: Some(NewUnits::UnderFirst("huyện An Biên".into())),
        };
        assert_eq!(hoped!(book.client, ListPlan, first).faults, vec![]);
        book
    }

    pub fn view(&self) -> BookView {
        hoped!(self.client, Book, Request::Book)
    }

    pub fn models(&self) -> Vec<ModelLine> {
        let query = ModelQuery {
            limit: usize::MAX,
            ..ModelQuery::default()
        };
        hoped!(self.client, Models, Request::Models(query)).lines
    }

    /// The model that [`begin`](Self::begin) put in.
    pub fn first_model(&self) -> RecordId {
        let models = self.models();
        let first = models.iter().find(|model| model.name == "Mô hình đầu");
        first.unwrap().id
    }

    pub fn notes(&self) -> Vec<NoteView> {
        let request = Request::Notes {
            record: None,
            offset: 0,
            limit: usize::MAX,
        };
        hoped!(self.client, Notes, request)
    }

    pub fn drafts(&self) -> Vec<(String, String)> {
        let drafts = hoped!(self.client, Drafts, Request::Drafts);
        drafts
            .into_iter()
            .map(|view| (view.draft.key, view.draft.text))
            .collect()
    }

    pub fn ranges(&self) -> Vec<BookRangesView> {
        hoped!(self.client, Ranges, Request::Ranges)
    }

    /// Everything that can be carried away, in pieces of `length` lines where
    /// the device is our own.
    pub fn pieces(&self, length: u64) -> Vec<Segment> {
        let own = self.view().open.unwrap().device;
        let mut wanted = Vec::new();
        for book in self.ranges() {
            for range in book.ranges.iter().filter(|range| range.device == own) {
                let mut from = range.from;
                while from <= range.to {
                    let to = range.to.min(from + length - 1);
                    wanted.push(WantedRange {
                        book: book.book,
                        device: own,
                        from,
                        to,
                    });
                    from = to + 1;
                }
            }
        }
        hoped!(self.client, Segments, Request::Segments { wanted })
    }

    /// Takes lines in, approves the devices that wrote them, and takes the
    /// lines out again: from now on what those devices write is shown.
    pub fn meet(&self, segments: Vec<Segment>) {
        let file = "gặp.kheo".into();
        hoped!(self.client, Absorb, Request::Absorb { file, segments });
        for device in hoped!(self.client, Devices, Request::Devices) {
            if device.status == DeviceStatus::Waiting {
                let request = TrustRequest::Approve { device: device.id };
                hoped!(self.client, Trust, Request::Trust(request));
            }
        }
        hoped!(self.client, Undone, Request::UndoAbsorb);
    }

    /// Faults that a check finds.
    pub fn faults(&self) -> Vec<String> {
        let tables = CheckTables::Compare;
        hoped!(self.client, Check, Request::Check { tables }).faults
    }
}

/// A list of models in the commune of [`Book::begin`].
pub fn list(names: &[String]) -> ModelList {
    let row = |(name, row): (&String, u32)| ListRow {
        row,
        name: name.clone(),
        unit: "Tây Yên".into(),
        unit_column: "Xã".into(),
        levels: vec![Level::Base],
        period: Some(Period::Year(2023)),
        ..ListRow::default()
    };
    ModelList {
        file: "danh-sach.xlsx".into(),
        rows: names.iter().zip(4..).map(row).collect(),
        ..ModelList::default()
    }
}

pub fn note(record: RecordId, text: &str) -> NewNote {
    NewNote {
        record,
        text: text.into(),
        at: "2023-05-12T02:30:00Z".parse().unwrap(),
        place: None,
        draft: None,
    }
}
