//! *Mô hình*: finding models by a few letters, with filters, in an order.

use crate::domain::RecordId;
use crate::service::Progress;
use crate::service::request::{ModelFilter, ModelQuery, ModelSort};
use crate::service::views::ModelLine;
use crate::ui::widgets::line_field::LineField;
use crate::ui::widgets::list::Viewport;
use crate::ui::widgets::window::{PAGE, Window};

/// The list of models.
#[derive(Debug, Default)]
pub struct Models {
    pub search: LineField,
    pub focus: Focus,
    pub filter: ModelFilter,
    /// Name of the unit that the filter holds to, as people call it.
    pub filter_unit: Option<String>,
    pub sort: ModelSort,
    pub window: Window<ModelLine>,
    pub list: Viewport,
    /// Models that were marked, to be merged; they stay marked while people
    /// search for another.
    pub marked: Vec<(RecordId, String)>,
    /// How far the book has been read, while the list is from a part of it or
    /// not in order yet.
    pub preparing: Option<Progress>,
}

/// Where typing goes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    List,
    Search,
}

impl Models {
    /// The question for the page that begins at `offset`.
    pub fn query(&self, offset: usize) -> ModelQuery {
        ModelQuery {
            search: self.search.value(),
            filter: self.filter.clone(),
            sort: self.sort,
            offset,
            limit: PAGE,
        }
    }

    /// The model under the marker, if its line is here.
    pub fn selected(&self) -> Option<&ModelLine> {
        self.window.chosen(&self.list)
    }

    /// Another list is wanted, from its first line on.
    pub fn renew(&mut self) {
        self.list.select(0);
        self.window.ask_another();
    }

    /// Marks the model under the marker, or takes its mark away.
    pub fn toggle_mark(&mut self) {
        let Some(line) = self.selected() else {
            return;
        };
        let (id, name) = (line.id, line.name.clone());
        let before = self.marked.len();
        self.marked.retain(|(marked, _)| *marked != id);
        if self.marked.len() == before {
            self.marked.push((id, name));
        }
    }

    pub fn is_marked(&self, id: RecordId) -> bool {
        self.marked.iter().any(|(marked, _)| *marked == id)
    }

    /// Whether search or filter narrow the list.
    pub fn is_narrowed(&self) -> bool {
        !self.search.is_empty() || self.filter != ModelFilter::default()
    }

    /// Forgets search and filter.
    pub fn clear(&mut self) {
        self.search = LineField::default();
        self.clear_filter();
    }

    /// Forgets the filter.
    pub fn clear_filter(&mut self) {
        self.filter = ModelFilter::default();
        self.filter_unit = None;
    }

    /// The next order, in turn.
    pub fn sort_next(&mut self) {
        self.sort = match self.sort {
            ModelSort::Name => ModelSort::Unit,
            ModelSort::Unit => ModelSort::Changed,
            ModelSort::Changed => ModelSort::Name,
        };
    }
}
