//! *Khảo sát*: how deep the officer has gone, and the list of rounds.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::page::VisitPage;
use super::route::Route;
use crate::domain::RecordId;
use crate::forms::Outline;
use crate::service::views::{ItineraryView, RoundView};
use crate::ui::widgets::list::Viewport;

/// How deep the officer has gone. Esc leads one up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Floor {
    #[default]
    Rounds,
    Itinerary,
    Visit,
}

/// Rounds, the itinerary of one, a visit.
#[derive(Debug, Default)]
pub struct Survey {
    pub floor: Floor,
    /// `None` until the book has answered.
    pub rounds: Option<Vec<RoundView>>,
    pub list: Viewport,
    pub route: Option<Route>,
    pub page: Option<VisitPage>,
    /// The outline that was used last, read.
    outline: Option<(RecordId, Arc<Outline>)>,
    /// Where the officer was on visits that were left in this sitting.
    left: BTreeMap<RecordId, String>,
}

impl Survey {
    pub fn take_rounds(&mut self, rounds: Vec<RoundView>) {
        self.list.set_total(rounds.len());
        self.rounds = Some(rounds);
    }

    /// The round under the marker.
    pub fn selected(&self) -> Option<&RoundView> {
        self.rounds.as_ref()?.get(self.list.selected()?)
    }

    /// The round whose itinerary is shown.
    pub fn round(&self) -> Option<RecordId> {
        self.route.as_ref().map(|route| route.round)
    }

    pub fn take_itinerary(&mut self, view: ItineraryView) {
        if let Some(route) = self
            .route
            .as_mut()
            .filter(|route| route.round == view.round.id)
        {
            route.take(view);
        }
    }

    /// Goes to the itinerary of a round.
    pub fn enter_round(&mut self, round: RecordId) {
        if self.round() != Some(round) {
            self.route = Some(Route::new(round));
        }
        self.floor = Floor::Itinerary;
    }

    /// Goes to a visit, to where it was left.
    pub fn enter_visit(&mut self, visit: RecordId) {
        if self.page.as_ref().is_none_or(|page| page.id != visit) {
            self.remember_place();
            let place = self.left.get(&visit).cloned();
            self.page = Some(VisitPage::new(visit, place));
        }
        self.floor = Floor::Visit;
    }

    fn remember_place(&mut self) {
        if let Some(page) = &self.page
            && let Some(place) = page.place()
        {
            self.left.insert(page.id, place);
        }
    }

    /// The page that keys go to.
    pub fn open_page(&self) -> Option<&VisitPage> {
        self.page.as_ref().filter(|_| self.floor == Floor::Visit)
    }

    pub fn open_page_mut(&mut self) -> Option<&mut VisitPage> {
        self.page.as_mut().filter(|_| self.floor == Floor::Visit)
    }

    /// The visit that is open, or under the marker of the itinerary.
    pub fn visit_at_hand(&self) -> Option<RecordId> {
        match self.floor {
            Floor::Visit => self.page.as_ref().map(|page| page.id),
            Floor::Itinerary => {
                let route = self.route.as_ref()?;
                route.visit_to_open(route.selected()?)
            }
            Floor::Rounds => None,
        }
    }

    /// One floor up; `false` when there is none.
    pub fn up(&mut self) -> bool {
        self.floor = match self.floor {
            Floor::Visit if self.route.is_some() => Floor::Itinerary,
            Floor::Visit | Floor::Itinerary => Floor::Rounds,
            Floor::Rounds => return false,
        };
        true
    }

    /// The outline, when it is the one that was used last.
    pub fn known_outline(&self, id: RecordId) -> Option<Arc<Outline>> {
        let (known, outline) = self.outline.as_ref()?;
        (*known == id).then(|| Arc::clone(outline))
    }

    pub fn keep_outline(&mut self, id: RecordId, outline: &Arc<Outline>) {
        self.outline = Some((id, Arc::clone(outline)));
    }
}
