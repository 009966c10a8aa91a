//! The seal of signed minutes: a hash over everything they say, so that a
//! change that arrives later cannot pass for what was signed.

use serde_json::Value;

use crate::domain::schema::survey::LIVING;
use crate::domain::{Fields, RecordId, RecordKind};

/// The fields that the signing itself writes.
const OF_THE_SIGNING: &[&str] = &["signed_at", "signed_by", "seal"];

/// The hash of a visit's content in hexadecimal: the visit, its findings and
/// its *kiến nghị* as they read, in order of id. What lives on after the
/// signing (how a *kiến nghị* is followed) is no part of it.
pub fn seal(records: &[(RecordId, Fields)]) -> String {
    let mut records: Vec<&(RecordId, Fields)> = records.iter().collect();
    records.sort_by_key(|(id, _)| *id);
    let mut hasher = blake3::Hasher::new_derive_key("kheo 2026 signed minutes v1");
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    for (id, fields) in records {
        part(&id.to_string());
        for (name, value) in content(*id, fields) {
            part(name);
            // Values of these fields are texts, numbers and marks: one spelling each.
            part(&value.to_string());
        }
        part("");
    }
    hasher.finalize().to_hex().to_string()
}

fn content(id: RecordId, fields: &Fields) -> impl Iterator<Item = (&String, &Value)> {
    let leaves_out: &[&str] = match id.kind {
        RecordKind::Recommendation => LIVING,
        _ => OF_THE_SIGNING,
    };
    let fields = fields.0.iter();
    fields.filter(move |(name, _)| !leaves_out.contains(&name.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: RecordKind, fields: &[(&str, &str)]) -> (RecordId, Fields) {
        let fields = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
            .collect();
        (RecordId::derived(kind, &["x"]), Fields(fields))
    }

    #[test]
    fn the_seal_holds_what_the_minutes_say_and_nothing_else() {
        let visit = record(RecordKind::Visit, &[("place", "Hội trường")]);
        let asked = record(RecordKind::Recommendation, &[("text", "Lắp thùng rác")]);
        let sealed = seal(&[visit.clone(), asked.clone()]);
        assert_eq!(seal(&[asked.clone(), visit.clone()]), sealed);

        let signed = record(
            RecordKind::Visit,
            &[("place", "Hội trường"), ("seal", "abc")],
        );
        let followed = record(
            RecordKind::Recommendation,
            &[("text", "Lắp thùng rác"), ("status", "reported")],
        );
        assert_eq!(seal(&[signed, followed]), sealed);

        let moved = record(RecordKind::Visit, &[("place", "Nhà văn hóa")]);
        assert_ne!(seal(&[moved, asked]), sealed);
        assert_ne!(seal(&[visit]), sealed);
    }
}
