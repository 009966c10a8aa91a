//! Who may ask what, and which answer belongs to which request.

use super::super::caller::{Caller, Standing};
use super::super::refusal::Refusal;
use super::super::request::{Glance, OfficersRequest, Reply, Request};
use super::super::terms::{looks_at_the_store_alone, role_needed};
use super::super::views::BookView;
use super::{Open, Report};
use crate::domain::Role;

impl Open {
    /// Answers a request of somebody whose it is to ask.
    ///
    /// # Errors
    /// The refusal; nothing was changed.
    pub(super) fn answer(
        &mut self,
        caller: &Caller,
        request: Request,
        report: Report<'_>,
    ) -> Result<Reply, Refusal> {
        let standing = match (self.permit(caller, role_needed(&request)), &request) {
            // A store without a book: the first run is still to come.
            (Err(Refusal::NoBook), Request::Book) => {
                return Ok(Reply::Book(BookView::unopened(self.health())));
            }
            (standing, _) => standing?,
        };
        self.asker = Some(standing);
        if !looks_at_the_store_alone(&request) {
            self.catch_up()?;
        }
        self.refuse_what_it_replaces(caller, &request)?;
        self.route(request, report)
    }

    /// Who a caller is, when the role is theirs that is needed.
    pub(super) fn permit(&self, caller: &Caller, needed: Role) -> Result<Standing, Refusal> {
        let standing = self.who_is(caller)?;
        if standing.role < needed {
            return Err(Refusal::NotAllowed {
                role: standing.role,
                needed,
                ask: self.grants.admins(),
            });
        }
        Ok(standing)
    }

    /// Who a caller is in this book.
    pub(super) fn who_is(&self, caller: &Caller) -> Result<Standing, Refusal> {
        self.grants.standing(caller)
    }

    /// What whoever asks may do.
    pub(super) fn role(&self) -> Role {
        self.asker.as_ref().map_or(Role::Viewer, |asker| asker.role)
    }

    fn route(&mut self, request: Request, report: Report<'_>) -> Result<Reply, Refusal> {
        match request {
            Request::Book => self.book_view().map(Reply::Book),
            // Answered by the owner, or by the session.
            Request::OpenBook(_) | Request::Keeping(_) | Request::Attend { .. } => {
                Err(Refusal::Gone)
            }
            Request::Overview(query) => self.overview(&query).map(Reply::Overview),
            Request::Models(query) => self.models(&query).map(Reply::Models),
            Request::Find(query) => self.find(&query).map(Reply::Found),
            Request::Glance(Glance::Overview(query)) => {
                self.overview_so_far(&query).map(Reply::Overview)
            }
            Request::Glance(Glance::Models(query)) => self.models_so_far(&query).map(Reply::Models),
            Request::Glance(Glance::Found(query)) => self.find_so_far(&query).map(Reply::Found),
            Request::Record(id) => self
                .record_view(id)
                .map(|view| Reply::Record(Box::new(view))),
            Request::Notes {
                record,
                offset,
                limit,
            } => self.notes(record, offset, limit).map(Reply::Notes),
            Request::Units { on } => Ok(Reply::Units(self.unit_list(on))),
            Request::FindUnit { typed, during } => self.find_unit(&typed, during).map(Reply::Unit),
            Request::PeriodLabels => self.period_labels().map(Reply::PeriodLabels),
            Request::Write { deed, records } => self
                .write_records(deed, &records, report)
                .map(Reply::Changed),
            Request::AddModel(model) => self.add_model(&model).map(Reply::Changed),
            Request::AddRegistration(registration) => {
                self.add_registration(&registration).map(Reply::Changed)
            }
            Request::Advance(step) => self.advance(&step).map(Reply::Changed),
            Request::AdvanceAll(steps) => self.advance_all(&steps).map(Reply::Changed),
            Request::AddNote(note) => self.add_note(&note).map(Reply::Changed),
            Request::Entry(request) => self.entry(request, report).map(Reply::Changed),
            Request::Calendar(request) => self.calendar(request).map(Reply::Calendar),
            Request::Merge(request) => self.merging(&request).map(Reply::Merge),
            Request::Report(query) => self
                .report(&query)
                .map(|table| Reply::Report(Box::new(table))),
            Request::Courses(query) => self.courses(&query).map(Reply::Courses),
            Request::Checks(query) => self.checks(&query).map(Reply::Checks),
            Request::Behind(query) => self.behind(&query).map(Reply::Behind),
            Request::Undo => self.undo().map(Reply::Undone),
            Request::Redo => self.redo().map(Reply::Undone),
            Request::SaveDraft(draft) => self.save_draft(&draft),
            Request::Drafts => self.draft_views().map(Reply::Drafts),
            Request::DropDraft { key } => self.drop_draft(&key),
            Request::PlanList { list, new_units } => self
                .plan_list(&list, new_units.as_ref())
                .map(Reply::ListPlan),
            Request::ApplyList { list, new_units } => self
                .apply_list(&list, new_units.as_ref(), report)
                .map(Reply::ListPlan),
            Request::PlanRegister { list } => self.plan_register(&list).map(Reply::RegisterPlan),
            Request::ApplyRegister { list } => {
                self.apply_register(&list, report).map(Reply::RegisterPlan)
            }
            Request::PlanUnits { list } => self.plan_units(&list).map(Reply::UnitPlan),
            Request::ApplyUnits { list } => self.apply_units(&list, report).map(Reply::UnitPlan),
            Request::Ranges => self.ranges().map(Reply::Ranges),
            Request::Segments { wanted } => self.segments(&wanted, report).map(Reply::Segments),
            Request::SignManifest { manifest } => Ok(self.sign_manifest(&manifest)),
            Request::Devices => self.devices().map(Reply::Devices),
            Request::Officers(OfficersRequest::List) => Ok(Reply::Officers(self.officer_views())),
            Request::Officers(OfficersRequest::Add(new)) => {
                self.add_officer(&new).map(Reply::Changed)
            }
            Request::Officers(OfficersRequest::SetRole { officer, role }) => {
                self.set_role(officer, role).map(Reply::Changed)
            }
            Request::MarkCarried { file: _, ranges } => self.mark_carried(&ranges),
            Request::PlanSegments { segments } => self.plan_segments(&segments).map(Reply::Absorb),
            Request::Absorb { file, segments } => {
                self.absorb(&file, &segments, report).map(Reply::Absorb)
            }
            Request::UndoAbsorb => self.undo_absorb(),
            Request::Sender => self.sender().map(Reply::Sender),
            Request::Survey(request) => self.survey(request).map(Reply::Survey),
            Request::Conflicts => self.conflicts().map(Reply::Conflicts),
            Request::Outlines(request) => self.outlines(request, report).map(Reply::Outlines),
            Request::Attachments(request) => {
                self.attachments(request, report).map(Reply::Attachments)
            }
            Request::Carry(request) => self.carry(request),
            Request::Trust(request) => self.decide(request).map(Reply::Trust),
            Request::Check { tables } => self.check(tables, report).map(Reply::Check),
        }
    }
}
