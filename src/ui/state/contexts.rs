//! Where the officer is: what keys mean follows from the state alone.

use super::{Notice, Room, State};
use crate::domain::{RecordId, Role};
use crate::service::views::Health;
use crate::ui::keymap::{Condition, Context};
use crate::ui::overlay::Signing;
use crate::ui::purpose::entry::EntryAim;
use crate::ui::screens::models::Focus;
use crate::ui::screens::notes::Entry;
use crate::ui::screens::reports::Floor;
use crate::ui::screens::survey;
use crate::ui::words::NoticeWords;

impl State {
    /// The innermost place that keys go to.
    pub fn context(&self) -> Context {
        if self.size.is_too_small() {
            return Context::Global;
        }
        match self.layers.last() {
            Some(layer) => layer.context(),
            None => self.room_context(),
        }
    }

    /// The place under all overlays.
    pub fn room_context(&self) -> Context {
        if self.first_run.is_some() {
            return Context::FirstRun;
        }
        if let Some(page) = self.open_detail() {
            return page.context();
        }
        match self.room {
            Room::Overview => Context::Overview,
            Room::Models if self.finder.is_shown() => match self.finder.focus {
                Focus::Search => Context::FinderSearch,
                Focus::List => Context::FinderList,
            },
            Room::Models if self.models.focus == Focus::Search => Context::ModelsSearch,
            Room::Models => Context::ModelsList,
            Room::Recommendations if self.recommendations.open_page().is_some() => {
                Context::RecommendationsDetail
            }
            Room::Recommendations if self.recommendations.focus == Focus::Search => {
                Context::RecommendationsSearch
            }
            Room::Recommendations => Context::RecommendationsList,
            Room::Reports => match self.reports.floor {
                Floor::Choosing => Context::ReportsList,
                Floor::Table => Context::ReportsTable,
                Floor::Behind => Context::ReportsBehind,
            },
            Room::Survey => match (self.survey.floor, self.survey.open_page()) {
                (_, Some(page)) if page.answering.is_some() => Context::SurveyAnswer,
                (_, Some(_)) => Context::SurveyVisit,
                (survey::Floor::Itinerary, _) => Context::SurveyItinerary,
                _ => Context::SurveyRounds,
            },
            Room::Notes => Context::NotesList,
            Room::Bundles => Context::Bundles,
            Room::Conflicts => Context::Conflicts,
        }
    }

    /// Whether what a binding asks for holds.
    pub fn holds(&self, condition: Condition) -> bool {
        let book = self.book.as_ref();
        match condition {
            Condition::HasSelection => self.has_selection(),
            Condition::HasUndo => self.can_undo(),
            Condition::HasRedo => self.can_redo(),
            Condition::HasDraft => book.is_some_and(|book| book.drafts > 0),
            Condition::HasConflict => self.conflicts.selected().is_some(),
            Condition::HasQuestion => self.survey.open_page().is_some(),
            Condition::HasSearch => !self.models.search.is_empty(),
            Condition::HasFilter => self.has_filter(),
            Condition::HasRegistration => self
                .open_detail()
                .is_some_and(|page| !page.registrations().is_empty()),
            Condition::HasDuty => self.duty_at_hand().is_some(),
            Condition::HasImport => book.is_some_and(|book| book.absorbed.is_some()),
            Condition::HasWaiting => book.is_some_and(|book| book.waiting > 0),
            Condition::Importable => {
                self.holds(Condition::Writable)
                    && self
                        .layers
                        .last()
                        .is_none_or(|layer| layer.overlay.can_agree())
            }
            Condition::HasSecret => self
                .layers
                .last()
                .is_some_and(|layer| layer.overlay.has_secret()),
            Condition::HasForm => self
                .layers
                .last()
                .is_some_and(|layer| layer.kept_form().is_some()),
            Condition::HasRelated => self
                .open_detail()
                .is_some_and(|page| page.to_open().next().is_some()),
            Condition::Unsigned => self.signing() == Some(Signing::Open),
            Condition::Signed => self.signing() == Some(Signing::Done),
            Condition::Writable => {
                !self.may_only_look() && book.is_some_and(|book| book.health == Health::Well)
            }
            Condition::OnChoice => self
                .layers
                .last()
                .is_some_and(|layer| layer.overlay.is_on_choice()),
        }
    }

    /// How the minutes that are read stand.
    fn signing(&self) -> Option<Signing> {
        let minutes = self.layers.last()?.overlay.minutes()?;
        Some(minutes.signing())
    }

    /// Says why a binding was refused that asks for `condition`.
    pub fn why_not(&self, condition: Condition) -> Notice {
        let is_for_writers = matches!(condition, Condition::Writable | Condition::Importable);
        if is_for_writers && self.may_only_look() {
            Notice::refused(&NoticeWords::MayOnlyLook)
        } else {
            Notice::refused(&condition)
        }
    }

    /// Whether the officer was admitted to the book to look at it.
    fn may_only_look(&self) -> bool {
        let open = self.book.as_ref().and_then(|book| book.open.as_ref());
        open.is_some_and(|open| open.role == Role::Viewer)
    }

    fn has_filter(&self) -> bool {
        match self.layers.last() {
            Some(layer) => layer.overlay.has_filter(),
            None if self.shows_finder() => self.finder.is_narrowed(),
            None => self.models.is_narrowed(),
        }
    }

    /// A list that is on its way counts: its first line will be selected.
    fn has_selection(&self) -> bool {
        if self.open_detail().is_some() || self.awaits_list() {
            return true;
        }
        match self.room {
            Room::Overview => self.overview.selected().is_some() || self.overview.stage().is_some(),
            Room::Models => matches!(self.listed(), Ok(Some(_))),
            Room::Survey => match self.survey.floor {
                survey::Floor::Rounds => self.survey.selected().is_some(),
                survey::Floor::Itinerary => self
                    .survey
                    .route
                    .as_ref()
                    .is_some_and(|route| route.selected().is_some()),
                survey::Floor::Visit => true,
            },
            Room::Recommendations => self.recommendations.at_hand().is_some(),
            Room::Reports => self.has_report_selection(),
            Room::Notes => self.notes.selected().is_some(),
            Room::Bundles => self.bundles.selected().is_some(),
            Room::Conflicts => self.conflicts.selected().is_some(),
        }
    }

    fn has_report_selection(&self) -> bool {
        let reports = &self.reports;
        match reports.floor {
            Floor::Choosing => reports.chosen().is_some(),
            Floor::Table => reports
                .grid
                .as_ref()
                .is_some_and(|grid| grid.rows.selected().is_some()),
            Floor::Behind => reports
                .behind
                .as_ref()
                .is_some_and(|behind| behind.selected().is_some()),
        }
    }

    /// In the editor, of what was typed; elsewhere, of what was done.
    fn can_undo(&self) -> bool {
        self.is_writing() || self.book.as_ref().is_some_and(|book| book.undo.is_some())
    }

    fn can_redo(&self) -> bool {
        self.is_writing() || self.book.as_ref().is_some_and(|book| book.redo.is_some())
    }

    fn is_writing(&self) -> bool {
        self.layers
            .last()
            .is_some_and(|layer| layer.context() == Context::Editor)
    }

    /// The model that the marker of the itinerary or of a visit is on.
    pub(super) fn survey_model(&self) -> Option<(RecordId, String)> {
        if let Some(page) = self.survey.open_page() {
            let (_, model) = page.model_at_hand()?;
            return Some((model.id, model.name.clone()));
        }
        let route = self.survey.route.as_ref()?;
        let on_route = self.survey.floor == survey::Floor::Itinerary;
        let model = route.model(route.selected().filter(|_| on_route)?)?;
        Some((model.id, model.name.clone()))
    }

    /// The record that the selected note or draft is about.
    pub(super) fn note_subject(&self) -> Option<(RecordId, String)> {
        match self.notes.selected()? {
            // A record that is not there yet takes no note.
            Entry::Draft(draft) => match EntryAim::of_draft(&draft.draft) {
                Some(EntryAim::New { .. }) => None,
                _ => Some((draft.draft.record, draft.about.clone())),
            },
            Entry::Note(note) => note.record.map(|record| (record, note.about.clone())),
        }
    }
}
