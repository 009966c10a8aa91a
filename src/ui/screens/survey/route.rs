//! The itinerary of a round as rows: communes, and under each its visits, the
//! models to see, and what the last visits asked for.

use crate::domain::RecordId;
use crate::service::views::{ItineraryView, ModelStop, RecommendationView, Stop, VisitLine};
use crate::ui::widgets::list::Viewport;

/// A row of the itinerary, by its places in the view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RouteRow {
    Stop(usize),
    Visit(usize, usize),
    Model(usize, usize),
    /// A *kiến nghị* that nobody has closed.
    Asked(usize, usize),
}

impl RouteRow {
    fn stop(self) -> usize {
        match self {
            Self::Stop(stop)
            | Self::Visit(stop, _)
            | Self::Model(stop, _)
            | Self::Asked(stop, _) => stop,
        }
    }
}

/// The itinerary of one round.
#[derive(Debug)]
pub struct Route {
    pub round: RecordId,
    /// `None` until the book has answered.
    pub view: Option<ItineraryView>,
    rows: Vec<RouteRow>,
    pub list: Viewport,
}

impl Route {
    pub fn new(round: RecordId) -> Self {
        Self {
            round,
            view: None,
            rows: Vec::new(),
            list: Viewport::default(),
        }
    }

    /// Takes the itinerary in; the marker stays on what it was on.
    pub fn take(&mut self, view: ItineraryView) {
        let before = self.list.selected().and_then(|at| self.key(at));
        self.rows.clear();
        for (at, stop) in view.stops.iter().enumerate() {
            self.rows.push(RouteRow::Stop(at));
            let visits = 0..stop.visits.len();
            let models = 0..stop.models.len();
            let asked = 0..stop.open_recommendations.len();
            self.rows
                .extend(visits.map(|visit| RouteRow::Visit(at, visit)));
            self.rows
                .extend(models.map(|model| RouteRow::Model(at, model)));
            self.rows.extend(asked.map(|one| RouteRow::Asked(at, one)));
        }
        self.view = Some(view);
        self.list.set_total(self.rows.len());
        let again = (0..self.rows.len()).find(|at| before.is_some() && self.key(*at) == before);
        if let Some(at) = again {
            self.list.select(at);
        }
    }

    /// What a row is about.
    fn key(&self, at: usize) -> Option<(RecordId, RecordId)> {
        let row = self.row(at)?;
        let unit = self.stop(row)?.unit.id;
        let about = match row {
            RouteRow::Stop(_) => unit,
            RouteRow::Visit(..) => self.visit(row)?.id,
            RouteRow::Model(..) => self.model(row)?.id,
            RouteRow::Asked(..) => self.asked(row)?.id,
        };
        Some((unit, about))
    }

    pub fn row(&self, at: usize) -> Option<RouteRow> {
        self.rows.get(at).copied()
    }

    pub fn selected(&self) -> Option<RouteRow> {
        self.row(self.list.selected()?)
    }

    /// The commune that a row belongs to.
    pub fn stop(&self, row: RouteRow) -> Option<&Stop> {
        self.view.as_ref()?.stops.get(row.stop())
    }

    pub fn visit(&self, row: RouteRow) -> Option<&VisitLine> {
        match row {
            RouteRow::Visit(_, at) => self.stop(row)?.visits.get(at),
            _ => None,
        }
    }

    pub fn model(&self, row: RouteRow) -> Option<&ModelStop> {
        match row {
            RouteRow::Model(_, at) => self.stop(row)?.models.get(at),
            _ => None,
        }
    }

    pub fn asked(&self, row: RouteRow) -> Option<&RecommendationView> {
        match row {
            RouteRow::Asked(_, at) => self.stop(row)?.open_recommendations.get(at),
            _ => None,
        }
    }

    /// The visit that Enter on a row opens: the one that saw the model, the
    /// latest one in the commune that is not signed, the one that asked.
    pub fn visit_to_open(&self, row: RouteRow) -> Option<RecordId> {
        match row {
            RouteRow::Visit(..) => self.visit(row).map(|visit| visit.id),
            RouteRow::Model(..) => self.model(row)?.seen,
            RouteRow::Asked(..) => self.asked(row)?.visit,
            RouteRow::Stop(_) => {
                let stop = self.stop(row)?;
                let everything_seen = stop.models.iter().all(|model| model.seen.is_some());
                let mut visits = stop.visits.iter();
                visits
                    .find(|visit| !visit.signed || everything_seen)
                    .map(|visit| visit.id)
            }
        }
    }

    /// The models of a commune that no visit of the round has seen.
    pub fn left_to_see(&self, row: RouteRow) -> Vec<RecordId> {
        let models = self.stop(row).map(|stop| stop.models.as_slice());
        models
            .unwrap_or_default()
            .iter()
            .filter(|model| model.seen.is_none())
            .map(|model| model.id)
            .collect()
    }
}
