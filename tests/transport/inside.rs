//! A book whose owner answers in this very process.

use std::collections::BTreeSet;
use std::path::Path;

use kheo::domain::{RecordId, RecordKind};
use kheo::exchange::sync::{Address, Synced, sync};
use kheo::exchange::{ExchangeFault, Watch};
use kheo::ledger::Holding;
use kheo::service::request::{
    AttachmentReply, AttachmentRequest, CarryReply, CarryRequest, CheckTables, Deed, FieldWrite,
    OpenBook, RecordWrite,
};
use kheo::service::views::FileView;
use kheo::service::{Client, Reply, Request};
use tempfile::TempDir;

/// A book and its owner, in this very process.
pub struct Laptop {
    pub client: Client,
    _folder: TempDir,
}

impl Laptop {
    pub fn of(officer: &str) -> Self {
        let folder = TempDir::new().unwrap();
        let client = Client::start(folder.path().join("kheo.redb"));
        let open = OpenBook {
            officer: officer.into(),
            committee: "BCĐ".into(),
            ..OpenBook::default()
        };
        client.ask(Request::OpenBook(open)).unwrap();
        Self {
            client,
            _folder: folder,
        }
    }

    pub fn sync(&self, shelf: &Path) -> Synced {
        self.sync_watched(shelf, &Watch::nobody()).unwrap()
    }

    pub fn sync_watched(&self, shelf: &Path, watch: &Watch<'_>) -> Result<Synced, ExchangeFault> {
        sync(&self.client, &Address::Folder(shelf.to_owned()), watch)
    }

    /// A record to attach files to.
    pub fn add_model(&self, name: &str) -> RecordId {
        let record = RecordId::fresh(RecordKind::Model);
        let name = FieldWrite {
            field: "name".into(),
            value: name.into(),
            over: Vec::new(),
        };
        let records = vec![RecordWrite {
            record,
            fields: vec![name],
        }];
        let deed = Deed::AddModel {
            name: "Hũ gạo".into(),
        };
        self.client.ask(Request::Write { deed, records }).unwrap();
        record
    }

    /// Contents that are attached, and whether they are here.
    pub fn files(&self) -> Vec<FileView> {
        let request = Request::Attachments(AttachmentRequest::Files);
        match self.client.ask(request).unwrap() {
            Reply::Attachments(AttachmentReply::Files(files)) => files,
            other => panic!("{other:?}"),
        }
    }

    pub fn holdings(&self) -> BTreeSet<Holding> {
        let request = Request::Carry(CarryRequest::Holdings);
        match self.client.ask(request).unwrap() {
            Reply::Carry(CarryReply::Holdings(held)) => held.into_iter().collect(),
            other => panic!("{other:?}"),
        }
    }

    pub fn is_sound(&self) {
        let tables = CheckTables::Compare;
        match self.client.ask(Request::Check { tables }).unwrap() {
            Reply::Check(view) => assert_eq!(view.faults, Vec::<String>::new()),
            other => panic!("{other:?}"),
        }
    }
}
