//! A book that answers from what it is given.

use serde_json::json;

use super::asked::ScriptedVisits;
use super::fixture::*;
use super::found::ScriptedFound;
use super::reports;
use super::survey::ScriptedSurvey;
use crate::domain::list::ListFault;
use crate::domain::period_labels::PeriodLabels;
use crate::domain::{RecordId, RecordKind};
use crate::service::request::calendar::{CalendarReply, CalendarRequest, DutyView};
use crate::service::request::entry::EntryRequest;
use crate::service::request::merge::{
    AlikeView, DifferingField, MergePlanView, MergeReply, MergeRequest,
};
use crate::service::request::{Deed, Draft, Glance, ModelQuery, NewModel, SurveyRequest};
use crate::service::views::*;
use crate::service::{Progress, Refusal, Reply, Request};
use crate::text;

/// What the book holds. Tests change it before or between keys.
pub struct ScriptedBook {
    pub view: BookView,
    pub overview: OverviewView,
    pub models: Vec<ModelLine>,
    pub notes: Vec<NoteView>,
    pub drafts: Vec<DraftView>,
    pub conflicts: Vec<ConflictView>,
    pub units: Vec<UnitView>,
    pub visits: ScriptedVisits,
    pub duties: Vec<DutyView>,
    pub found: ScriptedFound,
    /// Models in the book besides those that are listed, to count large.
    pub others: usize,
    /// What is wrong with every list.
    pub list_faults: Vec<ListFault>,
    pub survey: ScriptedSurvey,
    pub labels: PeriodLabels,
    /// What is about every model.
    pub related: Vec<RelatedView>,
    /// How far the book has been read, while it is being read.
    pub preparing: Option<Progress>,
    /// Refuses every change.
    pub refusal: Option<Refusal>,
}

impl ScriptedBook {
    /// A book with everything in it that a screen can show.
    pub fn of_an_bien() -> Self {
        let open = OpenBookView {
            role: crate::domain::Role::Admin,
            book: "Sổ BCĐ huyện An Biên".into(),
            committee: "Ban Chỉ đạo “Dân vận khéo” huyện An Biên".into(),
            officer: "Nguyễn Văn An".into(),
            title: "Phó Trưởng Ban".into(),
            device: OWN,
        };
        let view = BookView {
            open: Some(open),
            health: Health::Well,
            uncarried: 14,
            delivered: Delivered {
                unsent: 14,
                sent: 96,
                received: 1_200,
            },
            waiting: 0,
            renewed: None,
            conflicts: 1,
            drafts: 1,
            undo: Some(Deed::Correct {
                name: "Đổi rác nhựa lấy gạo".into(),
            }),
            redo: None,
            absorbed: None,
        };
        Self {
            view,
            overview: overview(),
            models: models(),
            notes: notes(),
            drafts: vec![draft()],
            conflicts: vec![conflict()],
            units: units(),
            visits: ScriptedVisits::of_an_bien(),
            duties: vec![],
            found: ScriptedFound::of_an_bien(),
            others: 1_232,
            list_faults: vec![],
            survey: ScriptedSurvey::half_filled(),
            labels: PeriodLabels::default(),
            related: vec![],
            preparing: None,
            refusal: None,
        }
    }

    /// The store before the first run.
    pub fn unopened() -> Self {
        let mut book = Self::empty();
        book.view.open = None;
        book
    }

    /// A book that was just opened.
    pub fn empty() -> Self {
        let mut book = Self::of_an_bien();
        book.view = BookView {
            uncarried: 0,
            delivered: Delivered::default(),
            conflicts: 0,
            drafts: 0,
            undo: None,
            ..book.view
        };
        book.overview = OverviewView::default();
        book.models.clear();
        book.notes.clear();
        book.drafts.clear();
        book.conflicts.clear();
        book.visits = ScriptedVisits::none();
        book.others = 0;
        book.found.lines.clear();
        book.survey = ScriptedSurvey::empty();
        book
    }

    pub fn answer(&mut self, request: &Request) -> Result<Reply, Refusal> {
        if let Some(refusal) = self.refusal.clone().filter(|_| is_change(request)) {
            return Err(refusal);
        }
        Ok(match request {
            Request::Book => Reply::Book(self.view.clone()),
            Request::OpenBook(open) => {
                let book = if open.book.is_empty() {
                    &open.committee
                } else {
                    &open.book
                };
                self.view.open = Some(OpenBookView {
                    role: crate::domain::Role::Admin,
                    book: book.clone(),
                    committee: open.committee.clone(),
                    officer: open.officer.clone(),
                    title: open.title.clone(),
                    device: OWN,
                });
                Reply::Book(self.view.clone())
            }
            Request::Glance(Glance::Overview(query)) => {
                let mut view = self.overview.clone();
                view.period = query.period.or(view.period);
                view.preparing = self.preparing;
                view.drafts = self.drafts.clone();
                Reply::Overview(view)
            }
            Request::Models(query) | Request::Glance(Glance::Models(query)) => {
                Reply::Models(self.page(query))
            }
            Request::Find(query) | Request::Glance(Glance::Found(query)) => {
                Reply::Found(self.found.page(query))
            }
            Request::Record(id) => match self.found.record(*id) {
                Some(record) => Reply::Record(Box::new(record)),
                None => Reply::Record(Box::new(self.record(*id)?)),
            },
            Request::Notes { offset, limit, .. } => Reply::Notes(
                self.notes
                    .iter()
                    .skip(*offset)
                    .take(*limit)
                    .cloned()
                    .collect(),
            ),
            Request::Report(query) => Reply::Report(Box::new(reports::table(query))),
            Request::Courses(query) => Reply::Courses(reports::courses(query)),
            Request::Behind(query) => {
                let models = self.models.iter();
                let models: Vec<_> = models.map(|line| (line.id, line.name.clone())).collect();
                Reply::Behind(reports::behind(query, &models))
            }
            Request::Survey(request) => match self.survey.answer(request) {
                Some(reply) => Reply::Survey(reply),
                None => self.visits.answer(request)?,
            },
            Request::Calendar(CalendarRequest::Near { .. }) => {
                Reply::Calendar(CalendarReply::Near(self.duties.clone()))
            }
            Request::Calendar(CalendarRequest::Finish { deadline, .. }) => {
                self.duties.retain(|duty| duty.id != *deadline);
                Reply::Calendar(CalendarReply::Finished(ChangeView {
                    record: *deadline,
                    ops: vec![],
                }))
            }
            Request::Merge(request) => Reply::Merge(merged(request)),
            Request::Units { .. } => Reply::Units(self.units.clone()),
            Request::Drafts => Reply::Drafts(self.drafts.clone()),
            Request::Attend { .. } => Reply::Attended,
            Request::SaveDraft(draft) => {
                self.keep(draft);
                Reply::DraftSaved
            }
            Request::DropDraft { key } => {
                self.drop_draft(key);
                Reply::DraftSaved
            }
            Request::AddNote(note) => {
                if let Some(key) = &note.draft {
                    self.drop_draft(key);
                }
                changed(note.record)
            }
            Request::Entry(request) => self.entry(request),
            Request::PeriodLabels => Reply::PeriodLabels(self.labels.clone()),
            Request::Conflicts => Reply::Conflicts(self.conflicts.clone()),
            Request::Ranges => Reply::Ranges(vec![ranges()]),
            Request::Devices => Reply::Devices(devices()),
            Request::Undo | Request::Redo => {
                let deed = self.view.undo.take().ok_or(Refusal::NothingToUndo)?;
                self.view.redo = Some(deed.clone());
                Reply::Undone(UndoView { deed, left: vec![] })
            }
            Request::PlanList { list, .. } | Request::ApplyList { list, .. } => {
                Reply::ListPlan(ListPlanView {
                    rows: list.rows.len(),
                    models_new: list.rows.len(),
                    faults: self.list_faults.clone(),
                    ..ListPlanView::default()
                })
            }
            Request::Outlines(request) => Reply::Outlines(self.survey.outlines(request)),
            Request::Write { records, .. } if records[0].record.kind == RecordKind::Visit => {
                Reply::Changed(ChangeView {
                    record: records[0].record,
                    ops: self.survey.write(&records[0]),
                })
            }
            Request::Write { records, .. } => changed(records[0].record),
            Request::AddModel(model) => self.add(model),
            Request::AddRegistration(new) => changed(new.model),
            Request::Advance(advance) => changed(advance.model),
            Request::AdvanceAll(steps) => changed(steps.models[0]),
            other => panic!("the script does not answer {other:?}"),
        })
    }

    fn page(&self, query: &ModelQuery) -> ModelPage {
        let words = text::fold_words(&query.search);
        let fits = |line: &&ModelLine| {
            let name = text::fold(&line.name);
            words.iter().all(|word| name.contains(word.as_str()))
                && query
                    .filter
                    .level
                    .is_none_or(|level| line.registrations.iter().any(|one| one.level == level))
        };
        let mut lines: Vec<ModelLine> = self.models.iter().filter(fits).cloned().collect();
        for line in &mut lines {
            line.matched = matched(&line.name, &words);
        }
        let total = self.models.len() + self.others;
        let narrowed = !words.is_empty() || query.filter.level.is_some();
        let matching = if narrowed { lines.len() } else { total };
        let lines = lines
            .into_iter()
            .skip(query.offset)
            .take(query.limit)
            .collect();
        ModelPage {
            total,
            matching,
            offset: query.offset,
            lines,
            preparing: self.preparing,
        }
    }

    fn record(&self, id: RecordId) -> Result<RecordView, Refusal> {
        let line = self
            .models
            .iter()
            .find(|line| line.id == id)
            .ok_or(Refusal::NoRecord { id: id.to_string() })?;
        let mut fields = vec![
            field("name", json!(line.name), &line.name),
            field(
                "owner",
                json!(line.owner),
                line.owner.as_deref().unwrap_or_default(),
            ),
            field(
                "unit",
                json!(line.unit.as_ref().map(|unit| unit.id)),
                &format!("xã {}", line.unit.as_ref().unwrap().name),
            ),
            field("kind", json!(line.kind), "Tập thể"),
            field("field", json!(line.field), "Văn hóa - xã hội"),
            field(
                "content",
                json!("Mỗi tuần"),
                "Mỗi tuần các hộ gom rác nhựa, đổi lấy gạo do tiểu thương chợ góp; Chi hội giữ sổ ghi từng hộ, công khai cuối tháng.",
            ),
        ];
        if line.conflicts > 0 {
            fields.push(FieldView {
                live: conflict().values,
                ..field("results", json!("36 hộ"), "36 hộ tham gia")
            });
        }
        Ok(RecordView {
            id,
            title: line.name.clone(),
            formerly: line.formerly.clone().into_iter().collect(),
            fields,
            registrations: line.registrations.iter().map(registration).collect(),
            related: self.related.clone(),
            notes: self
                .notes
                .iter()
                .filter(|note| note.record == Some(id))
                .cloned()
                .collect(),
            attachments: vec![],
            history: vec![history()],
        })
    }

    fn entry(&mut self, request: &EntryRequest) -> Reply {
        let (record, draft) = match request {
            EntryRequest::Add(new) => (RecordId::derived(new.kind, &["new"]), &new.draft),
            EntryRequest::Correct(entry) => (entry.write.record, &entry.draft),
            EntryRequest::TakeOut { record } => (*record, &None),
        };
        if let Some(key) = draft {
            self.drop_draft(key);
        }
        changed(record)
    }

    fn add(&mut self, model: &NewModel) -> Reply {
        let id = model_id(&model.name);
        let unit = self
            .units
            .iter()
            .find(|unit| unit.id == model.unit)
            .unwrap();
        let line = ModelLine {
            id,
            name: model.name.clone(),
            owner: model.owner.clone(),
            unit: Some(UnitName {
                id: unit.id,
                name: unit.name.clone(),
            }),
            registrations: vec![],
            conflicts: 0,
            ..self.models[0].clone()
        };
        self.models.insert(0, line);
        changed(id)
    }

    fn keep(&mut self, draft: &Draft) {
        self.drop_draft(&draft.key);
        let about = self
            .models
            .iter()
            .find(|line| line.id == draft.record)
            .map(|line| line.name.clone());
        let saved = at("2026-11-20T00:41:00Z");
        self.drafts.push(DraftView {
            draft: draft.clone(),
            about: about.unwrap_or_default(),
            saved,
        });
        self.view.drafts = self.drafts.len();
    }

    fn drop_draft(&mut self, key: &str) {
        self.drafts.retain(|known| known.draft.key != key);
        self.view.drafts = self.drafts.len();
    }
}

/// What looks alike is one model; the owners differ.
fn merged(request: &MergeRequest) -> MergeReply {
    let view = |name: &str| AlikeView {
        id: model_id(name),
        name: name.into(),
        owner: Some("Hội LHPN xã".into()),
        unit: Some("xã Nam Yên".into()),
        registrations: 1,
        notes: 2,
    };
    match request {
        MergeRequest::Alike { .. } => MergeReply::Alike(vec![view("Đổi rác nhựa lấy gạo")]),
        MergeRequest::Plan { .. } => MergeReply::Plan(MergePlanView {
            kept: view("Bếp ăn tình thương chợ Thứ Ba"),
            merged: view("Đổi rác nhựa lấy gạo"),
            differing: vec![DifferingField {
                field: "owner".into(),
                kept: "Hội Chữ thập đỏ thị trấn".into(),
                merged: "Hội LHPN xã".into(),
            }],
        }),
        MergeRequest::Merge { kept, .. } => MergeReply::Merged(ChangeView {
            record: *kept,
            ops: vec![],
        }),
    }
}

fn is_change(request: &Request) -> bool {
    !matches!(
        request,
        Request::Book
            | Request::Glance(_)
            | Request::Models(_)
            | Request::Find(_)
            | Request::Record(_)
            | Request::Notes { .. }
            | Request::Units { .. }
            | Request::PeriodLabels
            | Request::Outlines(_)
            | Request::Drafts
            | Request::Conflicts
            | Request::Ranges
            | Request::Devices
            | Request::Calendar(CalendarRequest::Near { .. })
            | Request::Survey(
                SurveyRequest::Rounds
                    | SurveyRequest::Itinerary { .. }
                    | SurveyRequest::Visit { .. }
                    | SurveyRequest::Deadlines { .. }
                    | SurveyRequest::Recommendations(_)
                    | SurveyRequest::Recommendation { .. }
            )
    )
}

fn changed(record: RecordId) -> Reply {
    Reply::Changed(ChangeView {
        record,
        ops: vec![],
    })
}

/// Positions of the letters of `words` in `name`.
pub fn matched(name: &str, words: &[String]) -> Vec<usize> {
    let folded: Vec<char> = text::fold(name).chars().collect();
    let mut positions: Vec<usize> = words
        .iter()
        .filter_map(|word| {
            let word: Vec<char> = word.chars().collect();
            let start = folded
                .windows(word.len())
                .position(|window| window == word)?;
            Some(start..start + word.len())
        })
        .flatten()
        .collect();
    positions.sort_unstable();
    positions
}
