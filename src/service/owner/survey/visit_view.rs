//! One visit with everything about it.

use jiff::civil::Date;

use super::super::super::refusal::Refusal;
use super::super::super::views::{FindingView, VisitView};
use super::Open;
use crate::domain::survey::{Addendum, Finding, Visit};
use crate::domain::{Fields, RecordId, RecordKind, Unit};

impl Open {
    pub(super) fn visit_view(&self, id: RecordId, today: Date) -> Result<VisitView, Refusal> {
        let stored = self.standing(id, RecordKind::Visit)?;
        let fields = Fields(stored.state.shown());
        let visit = Visit::read(&fields);
        let unit = visit.unit.and_then(|unit| self.names.units.get(unit));
        let last = self.earlier_visits(id, &visit)?.into_iter().next();
        Ok(VisitView {
            line: self.visit_line(id, &visit)?,
            unit_full_name: unit.map(Unit::full_name),
            fields: self.field_views(id.kind, &stored.state),
            findings: self.findings_of(id)?,
            recommendations: self.asked_by(id, &visit, today)?,
            earlier: self.earlier_asked(id, &visit, today)?,
            last: last
                .map(|(last, visit)| self.visit_line(last, &visit))
                .transpose()?,
            addenda: self.addenda_of(id)?,
            seal: self.seal_view(id, &visit, &fields)?,
            visit,
        })
    }

    fn findings_of(&self, visit: RecordId) -> Result<Vec<FindingView>, Refusal> {
        let mut views = Vec::new();
        for (id, fields) in self.standing_children(visit, RecordKind::Finding)? {
            let finding = Finding::read(&fields);
            let model = finding.model.map(|model| self.title_of(model));
            views.push(FindingView {
                id,
                model: model.transpose()?,
                finding,
            });
        }
        views.sort_by_key(|view| view.id);
        Ok(views)
    }

    fn addenda_of(&self, visit: RecordId) -> Result<Vec<(RecordId, Addendum)>, Refusal> {
        let addenda = self.standing_children(visit, RecordKind::Addendum)?;
        let mut addenda: Vec<_> = addenda
            .into_iter()
            .map(|(id, fields)| (id, Addendum::read(&fields)))
            .collect();
        addenda.sort_by_key(|(id, addendum)| (addendum.date, *id));
        Ok(addenda)
    }
}
