//! The list taken in: into the book, into SQLite, into an Automerge document,
//! each until it is on the disk.

use std::fs::File;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use automerge::transaction::Transactable;
use automerge::{AutoCommit, ROOT};
use rusqlite::{Connection, params};

use crate::Scale;
use crate::list::{List, book, take};
use crate::measured::{Budget, Measured, Spread};

/// The first run leaves the book that the others search and look at.
pub fn measure(measured: &mut Measured, list: &List, scale: &Scale) {
    measured.section(
        &format!(
            "A list of {} rows taken in, till it is on the disk",
            scale.names
        ),
        "Median (fastest–slowest)",
    );
    let (mut ours, mut sqlite, mut automerge) = (Vec::new(), Vec::new(), Vec::new());
    for run in 0..scale.runs {
        let path = |name: &str| list.folder.path().join(format!("{name}-{run}"));
        let store = if run == 0 { list.store() } else { path("book") };
        ours.push(into_book(list, &store));
        sqlite.push(into_sqlite(list, &path("sqlite")).unwrap());
        automerge.push(into_automerge(list, &path("automerge")));
    }
    for (who, times) in [
        (
            "kheo: checked, compared, logged, counted, to be searched",
            ours,
        ),
        ("SQLite: two tables, one index, one transaction", sqlite),
        ("Automerge: one document, saved and synced", automerge),
    ] {
        measured.row(who, &Spread::of(times).ends(), &Budget::None);
    }
}

fn into_book(list: &List, store: &Path) -> Duration {
    let client = book(store.to_owned());
    let rows = list.rows();
    let since = Instant::now();
    take(&client, rows);
    since.elapsed()
}

fn into_sqlite(list: &List, path: &Path) -> rusqlite::Result<Duration> {
    let mut base = Connection::open(path)?;
    base.execute_batch(
        "pragma journal_mode = wal; pragma synchronous = full;
         create table model (id integer primary key, name text, owner text, unit text);
         create index by_name on model (name);
         create table registration (model integer, level integer, year integer);",
    )?;
    let rows = list.rows().rows;
    let since = Instant::now();
    let write = base.transaction()?;
    {
        let mut model = write.prepare("insert into model values (?1, ?2, ?3, ?4)")?;
        let mut registration = write.prepare("insert into registration values (?1, 0, 2023)")?;
        for row in &rows {
            model.execute(params![row.row, row.name, row.owner, row.unit])?;
            registration.execute([row.row])?;
        }
    }
    write.commit()?;
    Ok(since.elapsed())
}

fn into_automerge(list: &List, path: &Path) -> Duration {
    let rows = list.rows().rows;
    let since = Instant::now();
    let mut document = AutoCommit::new();
    for row in &rows {
        let mut put = |field: &str, value: &str| {
            document
                .put(ROOT, format!("{}/{field}", row.row), value)
                .unwrap();
        };
        put("name", &row.name);
        put("owner", row.owner.as_deref().unwrap_or_default());
        put("unit", &row.unit);
        put("registration/base/2023", "new");
    }
    document.commit();
    let mut file = File::create(path).unwrap();
    file.write_all(&document.save()).unwrap();
    file.sync_data().unwrap();
    since.elapsed()
}
