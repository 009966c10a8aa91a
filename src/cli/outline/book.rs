//! Outlines of the book: imported, listed, exported.

use std::path::Path;

use serde_json::{Value, json};

use super::super::answer::Answer;
use super::super::fault::CliFault;
use super::super::session::{Session, ask};
use super::super::shown::moment;
use super::super::table::{Column, Table};
use super::super::typed;
use super::super::words::{FailureWords, Heading};
use super::read::{self, Read};
use super::words::OutlineWords;
use crate::forms::{Outline, Source, export as workbook, template};
use crate::i18n::Lang;
use crate::office::{self, Existing};
use crate::service::request::{NewOutline, OutlineReply, OutlineRequest};
use crate::service::views::OutlineView;
use crate::service::{Reply, Request};

/// The word for the outline that ships with the program.
const TEMPLATE: &str = "template";

/// # Errors
/// A file that is no workbook, or the book's refusal.
pub fn import(session: &Session, file: &Path) -> Result<Answer, CliFault> {
    let outline = match read::outline(session, file)? {
        Read::Sound(outline) => outline,
        Read::Faulty(answer) => return Ok(answer),
    };
    let earlier = list_of(session)?;
    let new = new_outline(&outline)?;
    let (title, version) = (new.title.clone(), new.version.clone());
    let before = earlier
        .iter()
        .find(|earlier| earlier.form_id == new.form_id)
        .cloned();
    let request = Request::Outlines(OutlineRequest::Import(new));
    let OutlineReply::Imported(change) = ask!(session, request, Reply::Outlines) else {
        return Err(CliFault::odd_reply());
    };
    let compared = match before.filter(|before| before.id != change.record) {
        Some(before) => compared(session, &before, &outline)?,
        None => Vec::new(),
    };
    let document = json!({
        "id": change.record,
        "title": title,
        "version": version,
        "ops": change.ops.len(),
    });
    Ok(session.tell(&document, |lang| {
        if change.ops.is_empty() {
            return lang.say(&OutlineWords::AlreadyThere { title });
        }
        let imported = OutlineWords::Imported { title, version };
        let lines = std::iter::once(&imported).chain(&compared);
        lines
            .map(|words| lang.say(words))
            .collect::<Vec<_>>()
            .join("\n")
    }))
}

/// What a version keeps of the one before.
fn compared(
    session: &Session,
    before: &OutlineView,
    outline: &Outline,
) -> Result<Vec<OutlineWords>, CliFault> {
    let (_, source) = open(session, before)?;
    // An earlier version that this program cannot read is no reason to refuse the new one.
    let Ok(earlier) = Outline::try_from(source) else {
        return Ok(Vec::new());
    };
    let difference = crate::forms::compare(&earlier, outline);
    let mut words = vec![OutlineWords::Kept {
        count: difference.kept.len().to_string(),
    }];
    words.extend(
        difference
            .renamed
            .into_iter()
            .map(|renamed| OutlineWords::Renamed {
                old: renamed.old,
                new: renamed.new,
            }),
    );
    let added = difference.added.into_iter();
    words.extend(added.map(|path| OutlineWords::Added { path }));
    let dropped = difference.left_over.into_iter();
    words.extend(dropped.map(|path| OutlineWords::Dropped { path }));
    Ok(words)
}

fn new_outline(outline: &Outline) -> Result<NewOutline, CliFault> {
    crate::forms::keeping::kept(outline).map_err(|error| {
        let what = outline.heading.title.clone();
        let why = error.to_string();
        FailureWords::Writing { what, why }.into()
    })
}

fn list_of(session: &Session) -> Result<Vec<OutlineView>, CliFault> {
    let request = Request::Outlines(OutlineRequest::List);
    match ask!(session, request, Reply::Outlines) {
        OutlineReply::List(outlines) => Ok(outlines),
        _ => Err(CliFault::odd_reply()),
    }
}

/// # Errors
/// The book's refusal.
pub fn list(session: &Session) -> Result<Answer, CliFault> {
    let outlines = list_of(session)?;
    let document: Vec<Value> = outlines
        .iter()
        .map(|outline| {
            json!({
                "id": outline.id,
                "title": outline.title,
                "form_id": outline.form_id,
                "version": outline.version,
                "languages": outline.languages,
                "imported": outline.imported,
            })
        })
        .collect();
    Ok(session.show(&document, |lang| in_words(&outlines, lang)))
}

fn in_words(outlines: &[OutlineView], lang: Lang) -> String {
    if outlines.is_empty() {
        return lang.say(&OutlineWords::None);
    }
    let columns = vec![
        Column::text(lang.say(&OutlineWords::Title), 60),
        Column::text(lang.say(&OutlineWords::Version), 16),
        Column::text(lang.say(&Heading::At), 16),
        Column::whole(lang.say(&Heading::Id)),
    ];
    let mut table = Table::new(columns);
    for outline in outlines {
        table.row(vec![
            outline.title.clone(),
            outline.version.clone(),
            outline.imported.map(moment).unwrap_or_default(),
            outline.id.to_string(),
        ]);
    }
    table.to_text()
}

/// The tables of a version that the book holds.
fn open(session: &Session, outline: &OutlineView) -> Result<(OutlineView, Source), CliFault> {
    let request = Request::Outlines(OutlineRequest::Open(outline.id));
    let OutlineReply::Opened { outline, form } = ask!(session, request, Reply::Outlines) else {
        return Err(CliFault::odd_reply());
    };
    let source = serde_json::from_str(&form).map_err(|error| FailureWords::Reading {
        what: outline.title.clone(),
        why: error.to_string(),
    })?;
    Ok((outline, source))
}

/// # Errors
/// No such outline, or a file that cannot be written.
pub fn export(session: &Session, typed: &str, output: &Path) -> Result<Answer, CliFault> {
    let source = if typed == TEMPLATE {
        template::source()
    } else {
        let id = typed::record(typed)?;
        let outlines = list_of(session)?;
        let wanted = outlines.iter().find(|outline| outline.id == id);
        let Some(wanted) = wanted else {
            let words = OutlineWords::NotAnOutline { id: id.to_string() };
            return Ok(Answer::complaint(
                session.say(&words),
                super::super::answer::Exit::Refused,
            ));
        };
        open(session, wanted)?.1
    };
    let failed = |what: &Path, why: String| FailureWords::Writing {
        what: what.display().to_string(),
        why,
    };
    let put = |file: &Path, bytes: &[u8], existing| {
        office::put(file, bytes, existing).map_err(|fault| failed(file, session.say(&fault)))
    };
    let bytes = workbook::workbook(&source).map_err(|fault| failed(output, session.say(&fault)))?;
    put(output, &bytes, Existing::Replace)?;
    let mut said = vec![OutlineWords::Exported {
        file: output.display().to_string(),
    }];
    for table in &source.files {
        let file = output.parent().unwrap_or(Path::new("")).join(&table.name);
        if file.exists() {
            let file = file.display().to_string();
            said.push(OutlineWords::FileLeft { file });
            continue;
        }
        let bytes = workbook::list_file(table).map_err(|error| failed(&file, error.to_string()))?;
        put(&file, &bytes, Existing::Keep)?;
    }
    let document = json!({ "file": output });
    Ok(session.tell(&document, |lang| {
        let lines: Vec<String> = said.iter().map(|words| lang.say(words)).collect();
        lines.join("\n")
    }))
}
