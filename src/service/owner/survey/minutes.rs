//! What the minutes of a visit speak of.

use jiff::civil::Date;

use super::super::super::refusal::Refusal;
use super::super::super::views::{EarlierView, SealView, VisitView};
use super::Open;
use crate::domain::RecordId;
use crate::report::minutes::{Asked, AskedBefore, ConcludedModel, FoundFault, Minutes, Standing};

impl Open {
    /// Everything but the outline's items, whose words the outline has.
    pub(super) fn minutes(&self, visit: RecordId, today: Date) -> Result<Minutes, Refusal> {
        let view = self.visit_view(visit, today)?;
        let mut conclusions = Vec::new();
        for concluded in &view.line.conclusions {
            let model = concluded.model.map(|model| self.title_of(model));
            conclusions.push(ConcludedModel {
                model: model.transpose()?.unwrap_or_default(),
                level: concluded.level,
                period: concluded.period,
                status: concluded.status,
                reason: concluded.reason.clone(),
                due: concluded.due,
            });
        }
        Ok(Minutes {
            sender: self.sender()?.sender,
            conclusions,
            ..told(view)
        })
    }
}

fn told(view: VisitView) -> Minutes {
    Minutes {
        sender: crate::report::letterhead::Sender::default(),
        unit: view.unit_full_name.unwrap_or_default(),
        round: view.line.round_name,
        visit: view.visit,
        conclusions: Vec::new(),
        items: Vec::new(),
        findings: view
            .findings
            .into_iter()
            .map(|found| FoundFault {
                model: found.model,
                finding: found.finding,
            })
            .collect(),
        asked: view
            .recommendations
            .into_iter()
            .map(|asked| Asked {
                number: asked.number,
                direction: asked.direction,
                to: asked.to,
                model: asked.model,
                text: asked.text,
                due: asked.due,
                product: asked.product,
            })
            .collect(),
        earlier: view
            .earlier
            .into_iter()
            .map(|earlier| asked_before(earlier, &view.seal))
            .collect(),
        addenda: view
            .addenda
            .into_iter()
            .map(|(_, addendum)| addendum)
            .collect(),
        standing: match view.seal {
            SealView::Draft => Standing::Draft,
            SealView::Signed { at, seal, .. } => Standing::Signed { at, seal },
            SealView::Altered { at, seal, .. } => Standing::Altered { at, seal },
        },
    }
}

/// What this visit said of it; while it is a draft, else how it stands and
/// what was done last.
fn asked_before(earlier: EarlierView, seal: &SealView) -> AskedBefore {
    let EarlierView {
        recommendation,
        judged,
    } = earlier;
    let step = judged.as_ref().and_then(|judged| judged.step);
    let done = recommendation.follow_ups.last();
    let done = done.filter(|_| *seal == SealView::Draft);
    let done = done.map(|done| done.text.clone());
    AskedBefore {
        number: recommendation.number,
        visited: recommendation.visit_date,
        text: recommendation.text,
        due: recommendation.due,
        step: step.unwrap_or(recommendation.step),
        result: judged.and_then(|judged| judged.text).or(done),
    }
}
