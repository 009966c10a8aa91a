//! What a visit holds once fields are written: the page shows it before the
//! book has answered.

use serde_json::Value;

use crate::domain::survey::{Target, Visit};
use crate::forms::visit::{AnswerField, TargetPart};

/// Writes a field over what the visit holds.
pub fn apply(visit: &mut Visit, written: &AnswerField) {
    let Some((family, member)) = written.field.split_once('.') else {
        return;
    };
    let value = &written.value;
    match family {
        "answer" if value.is_null() => drop(visit.answers.remove(member)),
        "answer" => drop(visit.answers.insert(member.to_owned(), value.clone())),
        "remark" => match value.as_str() {
            Some(text) => drop(visit.remarks.insert(member.to_owned(), text.to_owned())),
            None => drop(visit.remarks.remove(member)),
        },
        "instance" => match value.as_i64() {
            Some(place) => drop(visit.instances.insert(member.to_owned(), place)),
            None => drop(visit.instances.remove(member)),
        },
        "target" => target(visit, member, value),
        _ => {}
    }
}

fn target(visit: &mut Visit, member: &str, value: &Value) {
    let Some((key, part)) = member.rsplit_once('.') else {
        return;
    };
    if visit.targets.iter().all(|target| target.key != key) {
        visit.targets.push(blank(key));
        visit.targets.sort_by(|a, b| a.key.cmp(&b.key));
    }
    let text = value.as_str().map(str::to_owned);
    for target in visit.targets.iter_mut().filter(|target| target.key == key) {
        match part {
            "name" => target.name = text.clone().unwrap_or_default(),
            "measure" => target.measure.clone_from(&text),
            "registered" => target.registered.clone_from(&text),
            "reported" => target.reported.clone_from(&text),
            "counted" => target.counted.clone_from(&text),
            "model" => target.model = text.as_deref().and_then(|id| id.parse().ok()),
            _ => {}
        }
    }
    visit.targets.retain(|target| {
        let figures = [
            TargetPart::Name,
            TargetPart::Registered,
            TargetPart::Reported,
            TargetPart::Counted,
        ];
        figures.iter().any(|part| part.of(target).is_some())
    });
}

fn blank(key: &str) -> Target {
    Target {
        key: key.to_owned(),
        model: None,
        name: String::new(),
        measure: None,
        registered: None,
        reported: None,
        counted: None,
    }
}
