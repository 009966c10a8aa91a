//! `kheo outline check`: every fault of a workbook by row and column.

use std::path::Path;

use serde_json::json;

use super::super::answer::Answer;
use super::super::fault::CliFault;
use super::super::session::Session;
use super::super::shown::count;
use super::read::{self, Read};
use super::words::OutlineWords;

/// # Errors
/// A file that is no workbook.
pub fn run(session: &Session, file: &Path) -> Result<Answer, CliFault> {
    let outline = match read::outline(session, file)? {
        Read::Sound(outline) => outline,
        Read::Faulty(answer) => return Ok(answer),
    };
    let lang = session.lang;
    let document = json!({
        "title": outline.heading.title,
        "form_id": outline.heading.form_id,
        "version": outline.heading.version,
        "languages": outline.heading.languages,
        "questions": outline.questions(),
        "faults": [],
        "warnings": read::document(&outline.warnings, "warning", lang),
        "unsupported": read::document(&outline.unsupported, "what", lang),
    });
    Ok(session.show(&document, |lang| {
        let name = file.file_name().unwrap_or(file.as_os_str());
        let mut lines = vec![lang.say(&OutlineWords::Sound {
            file: name.to_string_lossy().into_owned(),
            title: outline.heading.title.clone(),
            questions: count(outline.questions()),
        })];
        let noted = outline.unsupported.iter().chain(&outline.warnings);
        lines.extend(noted.map(|fault| {
            let what = fault.sentence(lang);
            format!("  {}", lang.say(&OutlineWords::Warning { what }))
        }));
        lines.join("\n")
    }))
}
