//! An outline on its way into the book: its tables as they are kept there.

use super::outline::Outline;
use crate::service::request::NewOutline;

/// The version as the book keeps it.
///
/// # Errors
/// Its tables cannot be written as JSON.
pub fn kept(outline: &Outline) -> serde_json::Result<NewOutline> {
    let heading = &outline.heading;
    let languages = heading.languages.iter();
    Ok(NewOutline {
        title: heading.title.clone(),
        form_id: heading.form_id.clone(),
        version: heading.version.clone(),
        languages: languages
            .filter(|language| !language.is_empty())
            .cloned()
            .collect(),
        form: serde_json::to_string(outline.source())?,
    })
}
