//! Many registrations moved on by one decision (*công nhận hàng loạt*).

use std::collections::BTreeSet;

use super::super::refusal::Refusal;
use super::super::request::batch::AdvanceAll;
use super::super::request::{Advance, Deed};
use super::super::views::ChangeView;
use super::Open;
use crate::domain::certificate::running;
use crate::domain::value::ValueFault;

impl Open {
    /// All of them or none: the first that a guard refuses is named.
    pub(super) fn advance_all(&mut self, steps: &AdvanceAll) -> Result<ChangeView, Refusal> {
        let empty = |field: &str| Refusal::Value {
            field: field.into(),
            fault: ValueFault::Empty,
        };
        let record = *steps.models.first().ok_or_else(|| empty("model"))?;
        let certificates = match &steps.first_certificate {
            None => vec![None; steps.models.len()],
            Some(first) => running(first, steps.models.len())
                .ok_or_else(|| Refusal::Value {
                    field: "certificate_no".into(),
                    fault: ValueFault::NotACount {
                        typed: first.clone(),
                    },
                })?
                .into_iter()
                .map(Some)
                .collect(),
        };
        let mut changes = Vec::new();
        let mut met = BTreeSet::new();
        for (&model, certificate) in steps.models.iter().zip(certificates) {
            let name = self.model_name(model)?;
            if !met.insert(model) {
                return Err(Refusal::AlreadyRegistered { model: name });
            }
            let step = Advance {
                model,
                level: steps.level,
                period: steps.period,
                to: steps.to,
                decision: steps.decision.clone(),
                certificate,
            };
            let change = self.advanced(&step).map_err(|why| match why {
                // It names the model itself.
                why @ Refusal::NotRegistered { .. } => why,
                why => Refusal::OfModel {
                    model: name,
                    why: Box::new(why),
                },
            })?;
            changes.push(change);
        }
        let deed = Deed::AdvanceAll {
            count: changes.len(),
        };
        let ops = self.commit(&deed, &changes, None, &|_| {})?;
        Ok(ChangeView { record, ops })
    }
}
