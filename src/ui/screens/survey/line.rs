//! The lines of a visit's page: what the form shows, without what is folded,
//! then what the visit found and asked for.

use std::collections::BTreeSet;

use crate::forms::session::{InstanceId, Row};
use crate::forms::visit::{Addition, Filling, Progress};

/// A line of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageLine {
    /// A group, or an instance of a repeat.
    Group {
        id: InstanceId,
        depth: usize,
        fold: Fold,
        progress: Progress,
    },
    Question {
        id: InstanceId,
        depth: usize,
    },
    /// A target in three columns.
    Target {
        id: InstanceId,
        depth: usize,
    },
    /// Adds to a repeat.
    Addition {
        place: Addition,
        depth: usize,
    },
    /// Behind the form, by its place in the view of the visit.
    Heading(Tail),
    Entry(Tail, usize),
}

/// What stands behind the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tail {
    /// *Kiến nghị* of earlier visits.
    Earlier,
    Findings,
    Recommendations,
    /// Answers that the outline has no place for.
    LeftOver,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fold {
    Open,
    Folded,
}

impl PageLine {
    /// The instance of the form that the line is about.
    pub fn instance(self) -> Option<InstanceId> {
        match self {
            Self::Group { id, .. } | Self::Question { id, .. } | Self::Target { id, .. } => {
                Some(id)
            }
            Self::Addition { place, .. } => Some(place.parent),
            Self::Heading(_) | Self::Entry(..) => None,
        }
    }

    pub fn depth(self) -> usize {
        match self {
            Self::Group { depth, .. }
            | Self::Question { depth, .. }
            | Self::Target { depth, .. }
            | Self::Addition { depth, .. } => depth,
            Self::Heading(_) => 0,
            Self::Entry(..) => 1,
        }
    }
}

/// The lines of the form. What lies within a folded group, and the parts of a
/// target, have none of their own.
pub fn form_lines(filling: &Filling, folded: &BTreeSet<String>) -> Vec<PageLine> {
    let mut lines: Vec<PageLine> = Vec::new();
    // Groups that are open here, with their place among the lines.
    let mut around: Vec<(usize, usize)> = Vec::new();
    let mut hidden_below: Option<usize> = None;
    for row in filling.rows() {
        let depth = depth_of(row);
        around.retain(|(above, _)| *above < depth);
        if hidden_below.is_some_and(|hiding| depth <= hiding) {
            hidden_below = None;
        }
        if let Row::Line(line) = row {
            count(filling, line.id, &around, &mut lines);
        }
        if hidden_below.is_some() {
            continue;
        }
        let line = line_of(filling, row, folded);
        match line {
            PageLine::Group { fold, .. } => {
                around.push((depth, lines.len()));
                if fold == Fold::Folded {
                    hidden_below = Some(depth);
                }
            }
            PageLine::Target { .. } => hidden_below = Some(depth),
            _ => {}
        }
        lines.push(line);
    }
    lines
}

fn depth_of(row: Row) -> usize {
    match row {
        Row::Line(line) => line.depth,
        Row::Addition { depth, .. } => depth,
    }
}

fn line_of(filling: &Filling, row: Row, folded: &BTreeSet<String>) -> PageLine {
    match row {
        Row::Addition {
            repeat,
            parent,
            depth,
        } => PageLine::Addition {
            place: Addition { repeat, parent },
            depth,
        },
        Row::Line(line) => {
            let (id, depth) = (line.id, line.depth);
            if filling.session().node(id).question().is_some() {
                return PageLine::Question { id, depth };
            }
            if filling.target_of(id).is_some() {
                return PageLine::Target { id, depth };
            }
            let fold = if folded.contains(&filling.stored_path(id)) {
                Fold::Folded
            } else {
                Fold::Open
            };
            let progress = Progress::default();
            PageLine::Group {
                id,
                depth,
                fold,
                progress,
            }
        }
    }
}

/// A question counts for every group around it.
fn count(filling: &Filling, id: InstanceId, around: &[(usize, usize)], lines: &mut [PageLine]) {
    if !filling.counts(id) {
        return;
    }
    let answered = usize::from(filling.is_answered(id));
    for (_, at) in around {
        if let Some(PageLine::Group { progress, .. }) = lines.get_mut(*at) {
            progress.asked += 1;
            progress.answered += answered;
        }
    }
}
