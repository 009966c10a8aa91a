//! Reading an outline's workbook and the lists beside it.

use std::path::Path;

use serde_json::{Value, json};

use super::super::answer::{Answer, Exit};
use super::super::fault::CliFault;
use super::super::faults;
use super::super::session::Session;
use super::super::shown::count;
use super::words::OutlineWords;
use crate::forms::source::of_list_file;
use crate::forms::{self, Flaw, Outline, OutlineFault, Place, Table};
use crate::i18n::Lang;
use crate::office::{FileFault, read_workbook};

/// An outline, or the answer that names its faults.
pub enum Read {
    Sound(Box<Outline>),
    Faulty(Answer),
}

/// Reads the workbook at `path`.
///
/// # Errors
/// A file that is no workbook.
pub fn outline(session: &Session, path: &Path) -> Result<Read, CliFault> {
    let workbook = read_workbook(path).map_err(|fault| faults::file(path, fault))?;
    let mut fetch = |name: &str| beside(path, name, session.lang);
    Ok(match forms::read(&workbook, &mut fetch) {
        Ok(outline) => Read::Sound(Box::new(outline)),
        Err(faults) => Read::Faulty(refused(session, &workbook.file, &faults)),
    })
}

/// The list file `name` in the folder of the workbook.
fn beside(workbook: &Path, name: &str, lang: Lang) -> Option<Result<Table, Vec<OutlineFault>>> {
    let file = workbook.parent().unwrap_or(Path::new("")).join(name);
    let bad = |why: &FileFault| {
        let flaw = Flaw::BadFile {
            file: name.to_owned(),
            why: lang.say(why),
        };
        Some(Err(vec![OutlineFault::new(Place::sheet(name), flaw)]))
    };
    match read_workbook(&file) {
        Ok(list) => list.sheets.first().map(|sheet| of_list_file(name, sheet)),
        Err(FileFault::NotFound { .. }) => None,
        Err(fault) => bad(&fault),
    }
}

fn refused(session: &Session, file: &str, faults: &[OutlineFault]) -> Answer {
    let document = json!({ "faults": document(faults, "fault", session.lang) });
    let mut lines = vec![session.say(&OutlineWords::Faulty {
        file: file.to_owned(),
        count: count(faults.len()),
    })];
    lines.extend(
        faults
            .iter()
            .map(|fault| format!("  {}", fault.sentence(session.lang))),
    );
    session.refuse(Exit::Refused, &document, lines.join("\n"))
}

/// Faults for scripts: sheet, row, column and the words under `key`.
pub fn document(faults: &[OutlineFault], key: &str, lang: Lang) -> Vec<Value> {
    faults
        .iter()
        .map(|fault| {
            json!({
                "sheet": fault.place.sheet,
                "row": fault.place.row,
                "column": fault.place.column,
                key: lang.say(&fault.flaw),
            })
        })
        .collect()
}

/// The outline's language for the language of the run, if it speaks it.
pub fn language(outline: &Outline, lang: Lang) -> Option<&str> {
    let (code, name) = match lang {
        Lang::Vi => ("(vi)", "tieng viet"),
        Lang::En => ("(en)", "english"),
    };
    let speaks = |language: &&String| {
        language.to_lowercase().contains(code) || crate::text::fold(language).contains(name)
    };
    outline
        .heading
        .languages
        .iter()
        .find(speaks)
        .map(String::as_str)
}
