//! Signing the minutes, and the *phụ lục* that corrects signed ones.

use jiff::Timestamp;
use serde_json::Value;

use super::super::super::refusal::{Refusal, SurveyRefusal};
use super::super::super::request::{NewAddendum, SurveyDeed};
use super::super::super::views::{ChangeView, EarlierView, SealView};
use super::asked::numbers;
use super::{Open, begin, day_value, id_value, line, lines, named, needed, over_what_stands};
use crate::domain::survey::seal::seal;
use crate::domain::survey::{Recommendation, Visit};
use crate::domain::{Fields, RecordId, RecordKind, Word};
use crate::store::RecordChange;

impl Open {
    /// Writes down what is to stay (numbers, the state of earlier *kiến nghị*),
    /// seals the content and freezes the visit.
    pub(super) fn sign(&mut self, id: RecordId, at: Timestamp) -> Result<ChangeView, Refusal> {
        let (visit, fields) = self.visit(id)?;
        let name = self.visit_title(&visit);
        if visit.signature.is_some() {
            return Err(SurveyRefusal::AlreadySigned { visit: name }.into());
        }
        if visit.lead().is_none() {
            return Err(SurveyRefusal::NoLead { visit: name }.into());
        }
        let disputed = self.disputed(id)?;
        if disputed > 0 {
            let (visit, fields) = (name, disputed);
            return Err(SurveyRefusal::Unsettled { visit, fields }.into());
        }
        let asked = self.standing_children(id, RecordKind::Recommendation)?;
        let renumbered = self.renumbered(&asked)?;
        let judged = self.judged_earlier(id, &visit, at)?;
        let mut content = self.content(id, &fields)?;
        for change in &renumbered {
            write_over(&mut content, change);
        }
        if let Some((_, visit)) = content.iter_mut().find(|(record, _)| *record == id) {
            visit.0.extend(judged.iter().cloned());
        }
        let mut written = judged;
        written.extend(named([
            ("signed_at", at.to_string().into()),
            ("signed_by", self.officer()?.into()),
            ("seal", seal(&content).into()),
        ]));
        let stored = self.standing(id, RecordKind::Visit)?;
        let mut changes = renumbered;
        changes.push(over_what_stands(id, &stored, written));
        self.do_survey(SurveyDeed::Sign { name }, id, &changes)
    }

    /// How many fields of the visit and what it found have several values.
    fn disputed(&self, id: RecordId) -> Result<usize, Refusal> {
        let mut disputed = 0;
        let children = self.store.children(&id.to_string())?;
        let asked = children
            .into_iter()
            .filter(|child| matches!(child.kind, RecordKind::Finding | RecordKind::Recommendation));
        for record in asked.chain([id]) {
            let stored = self.store.record(&record.to_string())?.unwrap_or_default();
            disputed += stored.state.conflicts().count();
        }
        Ok(disputed)
    }

    /// Two laptops may both have written KN03; signed minutes know one.
    fn renumbered(&self, asked: &[(RecordId, Fields)]) -> Result<Vec<RecordChange>, Refusal> {
        let read: Vec<_> = asked
            .iter()
            .map(|(id, fields)| (*id, Recommendation::read(fields)))
            .collect();
        let mut changes = Vec::new();
        for (id, number) in numbers(&read) {
            let number = Recommendation::number_words(number);
            let stored = self.standing(id, RecordKind::Recommendation)?;
            let change = over_what_stands(id, &stored, named([("number", number.into())]));
            if !change.fields.is_empty() {
                changes.push(change);
            }
        }
        Ok(changes)
    }

    /// The state of earlier *kiến nghị* that this visit did not judge itself,
    /// as its minutes say it.
    fn judged_earlier(
        &self,
        id: RecordId,
        visit: &Visit,
        at: Timestamp,
    ) -> Result<Vec<(String, Value)>, Refusal> {
        let today = jiff::tz::Offset::constant(7).to_datetime(at).date();
        let earlier = self.earlier_asked(id, visit, today)?;
        let unjudged = earlier.into_iter().filter(|earlier| {
            let judged = earlier.judged.as_ref();
            judged.is_none_or(|judged| judged.step.is_none())
        });
        Ok(unjudged.flat_map(|earlier| stands(&earlier)).collect())
    }

    /// The records that the minutes speak of, with what they say.
    pub(super) fn content(
        &self,
        id: RecordId,
        fields: &Fields,
    ) -> Result<Vec<(RecordId, Fields)>, Refusal> {
        let mut content = vec![(id, fields.clone())];
        content.extend(self.standing_children(id, RecordKind::Finding)?);
        content.extend(self.standing_children(id, RecordKind::Recommendation)?);
        Ok(content)
    }

    /// Whether the visit still says what was signed.
    pub(super) fn seal_view(
        &self,
        id: RecordId,
        visit: &Visit,
        fields: &Fields,
    ) -> Result<SealView, Refusal> {
        let Some(signature) = visit.signature.clone() else {
            return Ok(SealView::Draft);
        };
        let by = signature.by.map(|by| self.names.officer(&by));
        let (at, by, signed) = (signature.at, by.unwrap_or_default(), signature.seal);
        let now = seal(&self.content(id, fields)?);
        Ok(if now == signed {
            let seal = signed;
            SealView::Signed { at, by, seal }
        } else {
            let seal = signed;
            SealView::Altered { at, by, seal, now }
        })
    }

    pub(super) fn add_addendum(&mut self, new: &NewAddendum) -> Result<ChangeView, Refusal> {
        let (visit, _) = self.visit(new.visit)?;
        let name = self.visit_title(&visit);
        if visit.signature.is_none() {
            return Err(SurveyRefusal::NotSigned { visit: name }.into());
        }
        let addendum = RecordId::fresh(RecordKind::Addendum);
        let author = self.names.officer(&self.officer()?);
        let fields = named([
            ("visit", id_value(Some(new.visit))),
            ("date", day_value(Some(new.date))),
            ("reason", line(new.reason.as_deref())),
            ("text", needed("text", lines(Some(&new.text)))?),
            ("author", author.into()),
        ]);
        let deed = SurveyDeed::AddAddendum { name };
        self.do_survey(deed, addendum, &[begin(addendum, fields)])
    }
}

/// How an earlier *kiến nghị* stands, and what was done about it last.
fn stands(earlier: &EarlierView) -> Vec<(String, Value)> {
    let asked = &earlier.recommendation;
    let key = format!("earlier.{}", asked.id.id);
    let mut fields = vec![(format!("{key}.status"), asked.step.code().into())];
    let said = earlier
        .judged
        .as_ref()
        .and_then(|judged| judged.text.as_ref());
    if let (None, Some(done)) = (said, asked.follow_ups.last()) {
        fields.push((format!("{key}.text"), done.text.clone().into()));
    }
    fields
}

/// What the content would be after a change; a cleared field is absent.
pub(super) fn write_over(content: &mut [(RecordId, Fields)], change: &RecordChange) {
    let mut records = content.iter_mut();
    let Some((_, shown)) = records.find(|(id, _)| id.to_string() == change.record) else {
        return;
    };
    for field in &change.fields {
        if field.value.is_null() {
            shown.0.remove(&field.field);
        } else {
            shown.0.insert(field.field.clone(), field.value.clone());
        }
    }
}
