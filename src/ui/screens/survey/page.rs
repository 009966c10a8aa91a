//! The page of a visit: its form, where the officer is in it, and the answers
//! on their way to the disk.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::answering::Answering;
use super::apply::apply;
use super::draft::Drafts;
use super::line::{Fold, PageLine, Tail, form_lines};
use super::outbox::Outbox;
use crate::domain::survey::Visit;
use crate::domain::{RecordId, RecordKind};
use crate::forms::session::{Given, InstanceId, Refused};
use crate::forms::visit::{AnswerField, Filling, MODELS, Progress, TargetPart};
use crate::forms::{Outline, Surroundings};
use crate::service::request::RecordWrite;
use crate::service::views::{SealView, VisitView};
use crate::ui::widgets::list::Step;

/// The form that a visit is filled through.
#[derive(Debug, Default)]
pub enum Sheet {
    /// The book has not answered yet.
    #[default]
    Waiting,
    /// No outline was chosen for the visit.
    NoOutline,
    /// The book does not have the outline, or this version cannot read it.
    Unreadable,
    Open(Box<Filling>),
}

/// The lines of the page, and where the marker is among them.
#[derive(Debug, Default)]
struct Lines {
    all: Vec<PageLine>,
    selected: usize,
    /// The first line in sight.
    top: usize,
}

/// A visit that is looked at or filled in.
#[derive(Debug)]
pub struct VisitPage {
    pub id: RecordId,
    /// `None` until the book has answered.
    pub view: Option<Box<VisitView>>,
    /// What the page shows: the view, and the answers that wait over it.
    visit: Option<Visit>,
    sheet: Sheet,
    /// What the form was opened with.
    ground: Option<(Arc<Outline>, Surroundings)>,
    pub outbox: Outbox,
    pub answering: Option<Answering>,
    pub drafts: Drafts,
    /// The column that keys go to where the marker is on a target.
    pub column: TargetPart,
    pub progress: Progress,
    folded: BTreeSet<String>,
    conflicts: BTreeSet<String>,
    lines: Lines,
    /// Where the marker goes once there are lines.
    wanted_place: Option<String>,
    /// The path of the question that a file is being attached for.
    pub attaching: Option<String>,
}

impl VisitPage {
    /// A page that the book is asked for; the marker goes to `place`.
    pub fn new(id: RecordId, place: Option<String>) -> Self {
        Self {
            id,
            view: None,
            visit: None,
            sheet: Sheet::Waiting,
            ground: None,
            outbox: Outbox::default(),
            answering: None,
            drafts: Drafts::default(),
            column: TargetPart::Counted,
            progress: Progress::default(),
            folded: BTreeSet::new(),
            conflicts: BTreeSet::new(),
            lines: Lines::default(),
            wanted_place: place,
            attaching: None,
        }
    }

    /// Takes the visit in as the book has it now.
    pub fn take(&mut self, view: VisitView) {
        if self.outbox.is_empty() {
            self.outbox.shown();
        }
        let conflicts = view.fields.iter().filter(|field| field.is_conflict());
        self.conflicts = conflicts.map(|field| field.name.clone()).collect();
        let is_other_outline = self
            .view
            .as_ref()
            .is_some_and(|before| before.visit.outline != view.visit.outline);
        if is_other_outline {
            self.sheet = Sheet::Waiting;
            self.ground = None;
        }
        self.view = Some(Box::new(view));
        if self.outline_wanted().is_none() && self.ground.is_none() {
            self.sheet = Sheet::NoOutline;
        }
        self.follow();
    }

    /// The outline that the visit is filled through.
    pub fn outline(&self) -> Option<RecordId> {
        let outline = self.view.as_ref()?.visit.outline.as_deref()?;
        let outline = outline.parse::<RecordId>().ok()?;
        (outline.kind == RecordKind::Outline).then_some(outline)
    }

    /// The outline that is needed and not here yet.
    pub fn outline_wanted(&self) -> Option<RecordId> {
        self.outline().filter(|_| self.ground.is_none())
    }

    /// Opens the form.
    pub fn open(&mut self, outline: Arc<Outline>, surroundings: Surroundings) {
        self.ground = Some((outline, surroundings));
        self.visit = None;
        self.follow();
    }

    /// The outline cannot be had.
    pub fn unreadable(&mut self) {
        self.sheet = Sheet::Unreadable;
        self.relist();
    }

    /// Shows what the book has, when nothing of ours is under way: an open
    /// field or an answer on its way is never pulled from under the hand.
    pub fn follow(&mut self) {
        let Some(view) = &self.view else { return };
        if self.answering.is_some() || !self.outbox.is_shown() {
            return;
        }
        let is_known = self
            .visit
            .as_ref()
            .is_some_and(|known| holds_the_same(known, &view.visit));
        if !is_known {
            self.visit = Some(view.visit.clone());
            self.reopen();
        }
        self.relist();
    }

    fn reopen(&mut self) {
        let (Some(visit), Some((outline, surroundings))) = (&self.visit, &self.ground) else {
            return;
        };
        let place = self.place();
        let filling = Filling::open(Arc::clone(outline), visit, surroundings.clone());
        let is_first = !matches!(self.sheet, Sheet::Open(_));
        self.wanted_place = if is_first {
            self.wanted_place
                .take()
                .or_else(|| first_to_answer(&filling))
        } else {
            place
        };
        self.sheet = Sheet::Open(Box::new(filling));
    }

    pub fn sheet(&self) -> &Sheet {
        &self.sheet
    }

    pub fn filling(&self) -> Option<&Filling> {
        match &self.sheet {
            Sheet::Open(filling) => Some(filling),
            _ => None,
        }
    }

    /// The visit as it is shown.
    pub fn visit(&self) -> Option<&Visit> {
        self.visit
            .as_ref()
            .or_else(|| self.view.as_ref().map(|view| &view.visit))
    }

    /// Whether the minutes are signed: nothing is answered any more.
    pub fn is_frozen(&self) -> bool {
        let view = self.view.as_ref();
        view.is_some_and(|view| view.seal != SealView::Draft)
    }

    /// Whether people wrote different things into a field.
    pub fn is_conflict(&self, field: &str) -> bool {
        self.conflicts.contains(field)
    }

    pub fn lines(&self) -> &[PageLine] {
        &self.lines.all
    }

    pub fn selected(&self) -> Option<PageLine> {
        self.lines.all.get(self.lines.selected).copied()
    }

    pub fn selected_at(&self) -> usize {
        self.lines.selected
    }

    pub fn top(&self) -> usize {
        self.lines.top
    }

    /// The first line to show in `rows` rows, so that the marker's line is
    /// whole in sight and the page moves no more than it must. `height` is how
    /// many rows the line at a place takes.
    pub fn top_for(&self, rows: usize, height: impl Fn(usize) -> usize) -> usize {
        let mut top = self.lines.selected;
        let mut used = height(top);
        while let Some(above) = top.checked_sub(1) {
            used += height(above);
            if used > rows {
                break;
            }
            top = above;
        }
        self.lines.top.max(top).min(self.lines.selected)
    }

    pub fn set_top(&mut self, top: usize) {
        self.lines.top = top;
    }

    /// Moves the marker; `page` is how many lines a page has.
    pub fn step(&mut self, step: Step, page: usize) {
        let last = self.lines.all.len().saturating_sub(1);
        let at = self.lines.selected;
        self.lines.selected = match step {
            Step::Next => at.saturating_add(1),
            Step::Previous => at.saturating_sub(1),
            Step::PageDown => at.saturating_add(page),
            Step::PageUp => at.saturating_sub(page),
            Step::First => 0,
            Step::Last => last,
        }
        .min(last);
    }

    /// Goes to the next question without an answer, round and round, opening
    /// the groups around it. `false` when there is none.
    pub fn go_to_next_open(&mut self) -> bool {
        let Some(filling) = self.filling() else {
            return false;
        };
        let order: Vec<InstanceId> = filling
            .session()
            .lines()
            .iter()
            .map(|line| line.id)
            .collect();
        let here = self.selected().and_then(PageLine::instance);
        let here = order.iter().position(|id| Some(*id) == here);
        let from = here.map_or(0, |here| here + 1);
        let is_open = |id: &InstanceId| filling.counts(*id) && !filling.is_answered(*id);
        let Some(found) = order
            .iter()
            .cycle()
            .skip(from)
            .take(order.len())
            .copied()
            .find(is_open)
        else {
            return false;
        };
        let place = filling.stored_path(found);
        self.show(place);
        true
    }

    /// Brings the marker to a place, opening the groups around it.
    fn show(&mut self, place: String) {
        self.folded
            .retain(|group| !place.starts_with(&format!("{group}/")));
        self.wanted_place = Some(place);
        self.relist();
    }

    /// The question at a stored path, also one within a target.
    pub fn question_at(&self, place: &str) -> Option<InstanceId> {
        let filling = self.filling()?;
        let session = filling.session();
        let line_at = |place: &str| {
            let mut lines = session.lines().into_iter().map(|line| line.id);
            lines.find(|id| filling.stored_path(*id) == place)
        };
        line_at(place).or_else(|| {
            let (target, part) = target_part(place)?;
            let path = session.path(line_at(target)?);
            session.find(&format!("{path}/{}", part.question()))
        })
    }

    /// Goes to the question at a stored path. `false` when it has no line.
    pub fn go_to(&mut self, place: &str) -> bool {
        self.show(place.to_owned());
        if self.place().as_deref() == Some(place) {
            return true;
        }
        let Some((target, part)) = target_part(place) else {
            return false;
        };
        self.show(target.to_owned());
        self.column = part;
        self.place().as_deref() == Some(target)
            && matches!(self.selected(), Some(PageLine::Target { .. }))
    }

    /// The stored path of the question that is being answered.
    pub fn answering_place(&self) -> Option<String> {
        let answering = self.answering.as_ref()?;
        Some(self.filling()?.stored_path(answering.question))
    }

    /// Folds the group under the marker, or opens it.
    pub fn fold(&mut self, wanted: Option<Fold>) {
        let Some(PageLine::Group { id, fold, .. }) = self.selected() else {
            return;
        };
        let wanted = wanted.unwrap_or(match fold {
            Fold::Open => Fold::Folded,
            Fold::Folded => Fold::Open,
        });
        let Some(path) = self.filling().map(|filling| filling.stored_path(id)) else {
            return;
        };
        match wanted {
            Fold::Open => self.folded.remove(&path),
            Fold::Folded => self.folded.insert(path),
        };
        self.relist();
    }

    /// Goes to the next column of a target, or to the one before. `false` at
    /// the edge.
    pub fn sideways(&mut self, way: Step) -> bool {
        let all = TargetPart::ALL;
        let here = all.iter().position(|part| *part == self.column);
        let next = match way {
            Step::Next => here.map(|at| at + 1),
            _ => here.and_then(|at| at.checked_sub(1)),
        };
        let next = next.and_then(|at| all.get(at)).copied();
        if let Some(next) = next {
            self.column = next;
        }
        next.is_some()
    }

    /// Goes to the group around the marker. `false` when there is none.
    pub fn go_around(&mut self) -> bool {
        let Some(depth) = self.selected().map(PageLine::depth) else {
            return false;
        };
        let before = self.lines.all.get(..self.lines.selected);
        let around = before
            .unwrap_or_default()
            .iter()
            .rposition(|line| line.depth() < depth);
        if let Some(around) = around {
            self.lines.selected = around;
        }
        around.is_some()
    }

    /// Gives an answer to the form; what it takes waits for the disk.
    ///
    /// # Errors
    /// Why the form does not take it.
    pub fn answer(&mut self, id: InstanceId, given: &Given) -> Result<(), Refused> {
        let Sheet::Open(filling) = &mut self.sheet else {
            return Ok(());
        };
        let fields = filling.answer(id, given)?;
        self.put(fields);
        Ok(())
    }

    /// Fields to be written, shown at once.
    pub fn put(&mut self, fields: Vec<AnswerField>) {
        if let Some(visit) = &mut self.visit {
            fields.iter().for_each(|field| apply(visit, field));
        }
        self.outbox.put(fields);
        self.relist();
    }

    /// What is to be written now, unless something is on its way.
    pub fn next_write(&mut self) -> Option<RecordWrite> {
        let fields = self.view.as_ref().map_or(&[][..], |view| &view.fields);
        self.outbox.next(self.id, fields)
    }

    /// What waits, when nobody comes back for it.
    pub fn last_write(&mut self) -> Option<RecordWrite> {
        let fields = self.view.as_ref().map_or(&[][..], |view| &view.fields);
        self.outbox.last(self.id, fields)
    }

    /// Adds an instance called `key` where the marker is on an addition, and
    /// goes to it.
    ///
    /// # Errors
    /// The form holds no more.
    pub fn add(&mut self, key: &str) -> Result<(), Refused> {
        let (Some(PageLine::Addition { place, .. }), Sheet::Open(filling)) =
            (self.selected(), &mut self.sheet)
        else {
            return Ok(());
        };
        let added = filling.add(place, key)?;
        self.wanted_place = Some(filling.stored_path(added.id));
        self.put(added.fields);
        Ok(())
    }

    /// Takes an instance out, with all that was written within.
    pub fn take_out(&mut self, id: InstanceId) {
        let (Some(visit), Some(filling)) = (&self.visit, self.filling()) else {
            return;
        };
        let cleared = filling.without(id, visit);
        let above = self.lines.selected.saturating_sub(1);
        self.put(cleared);
        self.lines.selected = above;
        self.reopen();
        self.relist();
    }

    /// The lines anew; the marker stays on what it was on.
    fn relist(&mut self) {
        let place = self.wanted_place.take().or_else(|| self.place());
        self.lines.all = match &self.sheet {
            Sheet::Open(filling) => {
                self.progress = filling.progress();
                form_lines(filling, &self.folded)
            }
            _ => Vec::new(),
        };
        self.lines.all.extend(self.tail());
        let Some(place) = place else { return };
        let lines = 0..self.lines.all.len();
        let found = lines
            .clone()
            .find(|at| self.key(*at).as_ref() == Some(&place));
        // What vanished with its condition: the line that stands there now.
        self.lines.selected =
            found.unwrap_or(self.lines.selected.min(lines.len().saturating_sub(1)));
    }

    fn tail(&self) -> Vec<PageLine> {
        let Some(view) = &self.view else {
            return Vec::new();
        };
        let left_over = self
            .filling()
            .map_or(0, |filling| filling.left_over().count());
        let parts = [
            (Tail::Earlier, view.earlier.len()),
            (Tail::Findings, view.findings.len()),
            (Tail::Recommendations, view.recommendations.len()),
            (Tail::LeftOver, left_over),
        ];
        let lines = |(tail, count): (Tail, usize)| {
            let heading = (count > 0).then_some(PageLine::Heading(tail));
            let entries = (0..count).map(move |at| PageLine::Entry(tail, at));
            heading.into_iter().chain(entries)
        };
        parts.into_iter().flat_map(lines).collect()
    }

    /// What the marker is on, in words that outlast the form.
    pub fn place(&self) -> Option<String> {
        self.key(self.lines.selected)
    }

    fn key(&self, at: usize) -> Option<String> {
        let line = self.lines.all.get(at)?;
        let path = |id| self.filling().map(|filling| filling.stored_path(id));
        match line {
            PageLine::Group { id, .. }
            | PageLine::Question { id, .. }
            | PageLine::Target { id, .. } => path(*id),
            PageLine::Addition { place, .. } => {
                Some(format!("{}+{}", path(place.parent)?, place.repeat.0))
            }
            PageLine::Heading(tail) => Some(format!("{tail:?}")),
            PageLine::Entry(tail, at) => Some(format!("{tail:?} {at}")),
        }
    }

    /// The model that the marker's line is about, with its place among all.
    pub fn model_at_hand(&self) -> Option<(usize, &crate::domain::survey::SeenModel)> {
        let instance = self.selected()?.instance()?;
        let path = self.filling()?.stored_path(instance);
        let key = path.strip_prefix('/')?.strip_prefix(MODELS)?;
        let (key, _) = key.strip_prefix('[')?.split_once(']')?;
        let models = self.visit()?.models.iter().enumerate();
        let mut models = models.filter(|(_, model)| model.id.id.to_string() == key);
        models.next()
    }
}

/// The target and its part that a stored path leads to, if it does.
fn target_part(place: &str) -> Option<(&str, TargetPart)> {
    let (target, question) = place.rsplit_once('/')?;
    let mut parts = TargetPart::ALL.into_iter();
    let part = parts.find(|part| part.question() == question)?;
    Some((target, part))
}

/// The question behind the last that was answered: where filling goes on.
fn first_to_answer(filling: &Filling) -> Option<String> {
    let session = filling.session();
    let questions: Vec<InstanceId> = session
        .lines()
        .iter()
        .map(|line| line.id)
        .filter(|id| filling.counts(*id))
        .collect();
    let last = questions.iter().rposition(|id| filling.is_answered(*id));
    let next = last.map_or(0, |last| last + 1);
    let here = questions.get(next).or(questions.last())?;
    Some(filling.stored_path(*here))
}

/// Whether two hold the same of what the form shows.
fn holds_the_same(one: &Visit, other: &Visit) -> bool {
    one.outline == other.outline
        && one.answers == other.answers
        && one.remarks == other.remarks
        && one.instances == other.instances
        && one.targets == other.targets
        && one.models == other.models
}
