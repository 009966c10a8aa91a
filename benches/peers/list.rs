//! The list that everybody gets: as lines, as CSV, and as a book.

use std::fs;
use std::path::PathBuf;

use kheo::domain::list::{ListRow, ModelList};
use kheo::domain::{Level, Period};
use kheo::service::request::{NewUnits, OpenBook};
use kheo::service::{Client, Reply, Request};
use tempfile::TempDir;

use crate::names::{self, Model};

pub struct List {
    pub folder: TempDir,
    pub models: Vec<Model>,
}

impl List {
    pub fn make(count: usize) -> Self {
        let models: Vec<Model> = (0..u32::try_from(count).unwrap())
            .map(names::model)
            .collect();
        let list = Self {
            folder: tempfile::tempdir().unwrap(),
            models,
        };
        let lines: String = list
            .models
            .iter()
            .map(|model| format!("{}\n", model.name))
            .collect();
        fs::write(list.lines(), lines).unwrap();
        let mut csv = String::from("name,owner,unit\n");
        for Model {
            name, owner, unit, ..
        } in &list.models
        {
            csv.push_str(&format!("\"{name}\",\"{owner}\",\"{unit}\"\n"));
        }
        fs::write(list.csv(), csv).unwrap();
        list
    }

    pub fn lines(&self) -> PathBuf {
        self.folder.path().join("names.txt")
    }

    pub fn csv(&self) -> PathBuf {
        self.folder.path().join("names.csv")
    }

    /// Where the book stands, or will, whose models are those of the list.
    pub fn store(&self) -> PathBuf {
        self.folder.path().join("book.redb")
    }

    /// The same; the book is made unless it is there.
    pub fn filled_store(&self) -> PathBuf {
        let store = self.store();
        if !store.exists() {
            take(&book(store.clone()), self.rows());
        }
        store
    }

    /// As the field book takes it in: two rows that say the same model differ
    /// in their owner.
    pub fn rows(&self) -> ModelList {
        let row = |(row, model): (u32, &Model)| ListRow {
            row,
            name: model.name.clone(),
            owner: Some(format!("{} {row}", model.owner)),
            unit: model.unit.into(),
            unit_column: "Xã".into(),
            levels: vec![Level::Base],
            period: Some(Period::Year(2023)),
            ..ListRow::default()
        };
        ModelList {
            file: "names.csv".into(),
            rows: (2..).zip(&self.models).map(row).collect(),
            ..ModelList::default()
        }
    }
}

/// A fresh book in that file.
pub fn book(store: PathBuf) -> Client {
    let client = Client::start(store);
    let officer = OpenBook {
        officer: "Nguyễn Văn An".into(),
        committee: "BCĐ huyện An Biên".into(),
        ..OpenBook::default()
    };
    client.ask(Request::OpenBook(officer)).unwrap();
    client
}

/// Takes the list into the book.
pub fn take(client: &Client, list: ModelList) {
    let rows = list.rows.len();
    let new_units = Some(NewUnits::UnderFirst("huyện An Biên".into()));
    match client.ask(Request::ApplyList { list, new_units }).unwrap() {
        Reply::ListPlan(plan) => assert_eq!((plan.models_new, plan.faults.len()), (rows, 0)),
        other => panic!("{other:?}"),
    }
}
