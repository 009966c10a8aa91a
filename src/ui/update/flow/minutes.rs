//! *Biên bản*: read aloud, written to a file, signed, added to.

use std::path::PathBuf;

use jiff::civil::Date;

use super::files::{ask_for_named, start_work};
use super::forms::{read as field, specs};
use super::{open, visit};
use crate::domain::{RecordId, RecordKind};
use crate::i18n::Phrase;
use crate::office::Existing;
use crate::report::minutes::{Minutes, Standing, compose};
use crate::service::Request;
use crate::service::request::{Deed, FieldWrite, NewAddendum, SurveyDeed, SurveyRequest};
use crate::text;
use crate::ui::effect::{Effect, PaperWork};
use crate::ui::overlay::{Confirm, Danger, Minutes as Page, Overlay, Signing};
use crate::ui::purpose::visit::VisitPurpose;
use crate::ui::purpose::{Purpose, Wanted};
use crate::ui::state::State;
use crate::ui::ticket::Errand;
use crate::ui::widgets::form::{Form as Fields, Sources};
use crate::ui::words::{MinutesWords, VisitWords, WorkWords, local, moment};

/// Reads the minutes of a visit.
pub fn begin(state: &mut State, visit: RecordId) -> Vec<Effect> {
    let work = PaperWork::ReadMinutes(visit);
    vec![start_work(state, WorkWords::ReadingMinutes, work)]
}

/// Something changed: minutes that are being read say it.
pub fn read_again(state: &mut State) -> Option<Effect> {
    let minutes = state
        .layers
        .iter()
        .find_map(|layer| layer.overlay.minutes());
    let visit = minutes.map(Page::visit)?;
    Some(state.work(Errand::Paper, PaperWork::ReadMinutes(visit)))
}

/// The minutes are here: opens their page, or renews the one that is open.
pub fn read(state: &mut State, visit: RecordId, minutes: &Minutes) -> Vec<Effect> {
    let unit = text::visible(&minutes.unit).into_owned();
    let day = minutes.visit.date.map(text::short_date);
    let subject = [Some(unit.clone()), day].into_iter().flatten();
    let subject = subject.collect::<Vec<_>>().join(", ");
    let (title, signing) = match &minutes.standing {
        Standing::Draft => (MinutesWords::Draft { unit }, Signing::Open),
        Standing::Signed { at, .. } => {
            let at = moment(*at);
            (MinutesWords::Signed { unit, at }, Signing::Done)
        }
        Standing::Altered { at, .. } => {
            let at = moment(*at);
            (MinutesWords::Altered { unit, at }, Signing::Done)
        }
    };
    let document = compose(minutes, local(state.now).date());
    let page = Page::new(visit, subject, document, signing).titled(title.text(state.lang));
    let mut layers = state.layers.iter_mut();
    if let Some(Overlay::Minutes(open)) = layers
        .find(|layer| layer.overlay.minutes().is_some())
        .map(|layer| &mut layer.overlay)
    {
        if open.visit() == visit {
            **open = open.renewed(page);
        }
        return Vec::new();
    }
    let purpose = Purpose::Visit(VisitPurpose::Minutes(visit));
    open::layer(state, Overlay::Minutes(Box::new(page)), purpose)
}

/// Asks into which file; a name is proposed.
pub fn ask_where(state: &mut State, visit: RecordId) -> Vec<Effect> {
    let title = state
        .layers
        .last()
        .and_then(|layer| layer.overlay.minutes())
        .map(Page::file_stem)
        .unwrap_or_default();
    ask_for_named(
        state,
        Wanted::MinutesToWrite(visit),
        &format!("./{title}.docx"),
    )
}

/// A file was named. Without an extension it becomes a .docx.
pub fn write_to(state: &mut State, visit: RecordId, path: PathBuf) -> Vec<Effect> {
    let path = match path.extension() {
        Some(_) => path,
        None => path.with_extension("docx"),
    };
    write(state, visit, path, Existing::Keep)
}

/// Yes, replace it.
pub fn replace(state: &mut State, visit: RecordId, path: PathBuf) -> Vec<Effect> {
    write(state, visit, path, Existing::Replace)
}

fn write(state: &mut State, visit: RecordId, path: PathBuf, existing: Existing) -> Vec<Effect> {
    let work = PaperWork::WriteMinutes {
        visit,
        path,
        existing,
    };
    vec![start_work(state, WorkWords::WritingMinutes, work)]
}

/// Signing freezes the visit; that is said before.
pub fn ask_before_signing(state: &mut State, visit: RecordId) -> Vec<Effect> {
    let lang = state.lang;
    let said = vec![
        VisitWords::Sign {
            visit: visit_name(state),
        }
        .text(lang),
        VisitWords::SignFreezes.text(lang),
    ];
    let confirm = Confirm::said(said, Danger::Harmless, lang);
    let purpose = Purpose::Visit(VisitPurpose::Sign(visit));
    open::layer(state, Overlay::Confirm(confirm), purpose)
}

/// What the minutes on screen are of.
fn visit_name(state: &State) -> String {
    let mut layers = state.layers.iter();
    let page = layers.find_map(|layer| layer.overlay.minutes());
    page.map(|page| page.subject().to_owned())
        .unwrap_or_default()
}

/// Yes, they are signed.
pub fn sign(state: &mut State, id: RecordId) -> Vec<Effect> {
    let name = visit_name(state);
    let at = state.now;
    let (deed, request) = visit::asking(
        SurveyDeed::Sign { name },
        SurveyRequest::Sign { visit: id, at },
    );
    vec![state.ask(Errand::Change(deed), request)]
}

/// A *phụ lục* to signed minutes.
pub fn addend(state: &mut State, id: RecordId) -> Vec<Effect> {
    let sources = Sources {
        lang: state.lang,
        ..Sources::default()
    };
    let asked = specs(RecordKind::Addendum, &["text", "reason", "date"]);
    let fields = Fields::new(&asked, &sources).require(&["text"]);
    let title = VisitWords::Addendum {
        visit: visit_name(state),
    };
    visit::form(state, &title, (fields, sources), VisitPurpose::Addendum(id))
}

/// The *phụ lục* that was filled in; without a day it is of `today`.
pub fn addendum(id: RecordId, filled: &[FieldWrite], today: Date) -> Option<(Deed, Request)> {
    let text: String = field(filled, "text")?;
    let name = text::tidy(&text);
    let addendum = NewAddendum {
        visit: id,
        date: field(filled, "date").unwrap_or(today),
        reason: field(filled, "reason"),
        text,
    };
    Some(visit::asking(
        SurveyDeed::AddAddendum { name },
        SurveyRequest::AddAddendum(addendum),
    ))
}
