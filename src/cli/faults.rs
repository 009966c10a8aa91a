//! Faults of a list, every one by row and column.

use std::path::Path;

use serde_json::{Value, json};

use super::fault::CliFault;
use super::shown::count;
use super::words::Said;
use crate::domain::list::ListFault;
use crate::i18n::Lang;
use crate::office::{self, FileFault};

/// A file that cannot be read as a list, named.
pub fn file(path: &Path, fault: FileFault) -> CliFault {
    CliFault::List {
        path: path.to_owned(),
        fault: Box::new(fault),
    }
}

/// A file with the sheet that was read, where the file itself names one.
pub fn place(file: &str, sheet: &str, lang: Lang) -> String {
    let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str());
    if stem == Some(sheet) {
        return file.to_owned();
    }
    lang.say(&Said::SheetOfFile {
        file: file.to_owned(),
        sheet: sheet.to_owned(),
    })
}

/// The faults for people, a line each.
pub fn in_words(file: &str, faults: &[ListFault], lang: Lang) -> String {
    let mut lines = vec![lang.say(&Said::FaultsInList {
        file: file.to_owned(),
        count: count(faults.len()),
    })];
    lines.extend(
        faults
            .iter()
            .map(|fault| format!("  {}", office::describe_fault(fault, lang))),
    );
    lines.join("\n")
}

/// The faults for scripts: `[{"row","column","fault"}]`, in the language `lang`.
pub fn document(faults: &[ListFault], lang: Lang) -> Vec<Value> {
    faults
        .iter()
        .map(|fault| {
            let words = office::describe_cell_fault(&fault.fault, lang);
            json!({ "row": fault.row, "column": fault.column, "fault": words })
        })
        .collect()
}
