//! Fields with many members: `answer.<path>`, `delegate.<key>.title`.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::Fields;
use crate::text;

/// The key of a member that people know by its name: the same on every device,
/// so that two laptops that write down the same person write the same member.
pub fn member_key(name: &str) -> String {
    let mut hasher = blake3::Hasher::new_derive_key("kheo 2026 survey member v1");
    hasher.update(text::fold_key(name).as_bytes());
    let hash = hasher.finalize().to_hex();
    hash.as_str().chars().take(16).collect()
}

/// The members of a family with one value each: `answer.<path>` → path, value.
pub fn members_of<'a>(
    fields: &'a Fields,
    family: &'a str,
) -> impl Iterator<Item = (&'a str, &'a Value)> {
    fields.0.iter().filter_map(move |(name, value)| {
        let member = name.strip_prefix(family)?.strip_prefix('.')?;
        Some((member, value))
    })
}

/// The members of a family with parts: key → the parts that are there.
pub fn parts_of(fields: &Fields, family: &str) -> BTreeMap<String, Fields> {
    let mut members: BTreeMap<String, Fields> = BTreeMap::new();
    for (member, value) in members_of(fields, family) {
        if let Some((key, part)) = member.rsplit_once('.') {
            let parts = members.entry(key.to_owned()).or_default();
            parts.0.insert(part.to_owned(), value.clone());
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_name_is_the_same_member() {
        assert_eq!(member_key("Nguyễn Văn An"), member_key(" nguyễn  văn an"));
        assert_ne!(member_key("Nguyễn Văn An"), member_key("Nguyễn Văn Ân Em"));
        assert_eq!(member_key("x").len(), 16);
    }

    #[test]
    fn members_are_gathered_by_key() {
        let fields = Fields(
            [
                ("delegate.a.name", "An"),
                ("delegate.a.title", "Trưởng ban"),
                ("delegate.b.name", "Bình"),
                ("delegates", "x"),
            ]
            .map(|(name, value)| (name.to_owned(), Value::from(value)))
            .into(),
        );
        let members = parts_of(&fields, "delegate");
        assert_eq!(members.len(), 2);
        assert_eq!(members["a"].text("title"), Some("Trưởng ban"));
    }
}
