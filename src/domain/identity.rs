//! What a record is called in the log: its kind and our own UUID.
//!
//! A name or a state code is never an identity (DOMAIN A8: 44 of 102 commune
//! codes changed their owner in 2025). Records made by hand get a UUIDv7.
//! Records that two laptops may make independently from the same list get an
//! id derived from the facts that make them the same one (UUIDv8), so that
//! exchanging does not double them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::vocabulary::{Word, words};

words! {
    /// The kinds of records that this version knows. Others are kept and forwarded.
    pub enum RecordKind {
        Book = "book", "Sổ", "book", [];
        Officer = "officer", "Cán bộ", "officer", [];
        Committee = "committee", "Ban chỉ đạo", "committee", [];
        Unit = "unit", "Đơn vị", "unit", [];
        Person = "person", "Người", "person", [];
        Movement = "movement", "Phong trào", "movement", [];
        Period = "period", "Giai đoạn", "period", [];
        Model = "model", "Mô hình", "model", [];
        Registration = "registration", "Đăng ký", "registration", [];
        Note = "note", "Ghi chép", "note", [];
        Attachment = "attachment", "Tệp đính kèm", "attachment", [];
        Award = "award", "Khen thưởng", "award", ["khen"];
        AreaTitle = "area_title", "Danh hiệu địa bàn", "area title", ["danh hieu"];
        Forum = "forum", "Diễn đàn", "forum", [];
        Opinion = "opinion", "Ý kiến", "opinion", [];
        Deadline = "deadline", "Thời hạn", "deadline", ["hoi nghi", "han"];
        Figure = "figure", "Số liệu công bố", "published figure", ["so lieu", "so cong bo"];
        Document = "document", "Văn bản", "document", [];
        Contribution = "contribution", "Nguồn lực", "contribution", ["nguon luc huy dong", "dong gop"];
        Outline = "outline", "Đề cương", "outline", [];
        Round = "round", "Đợt khảo sát", "round", [];
        Visit = "visit", "Cuộc khảo sát", "visit", [];
        Finding = "finding", "Tồn tại", "finding", [];
        Recommendation = "recommendation", "Kiến nghị", "recommendation", [];
        FollowUp = "follow_up", "Khắc phục", "follow-up", [];
        Addendum = "addendum", "Phụ lục", "addendum", [];
    }
}

/// Identity of a record: `model:0198…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    pub kind: RecordKind,
    pub id: Uuid,
}

impl RecordId {
    /// A record made by hand now. `uuid` must be a fresh UUIDv7.
    pub fn new(kind: RecordKind, uuid: Uuid) -> Self {
        Self { kind, id: uuid }
    }

    /// A fresh identity from the system's clock and randomness.
    pub fn fresh(kind: RecordKind) -> Self {
        Self::new(kind, Uuid::now_v7())
    }

    /// The identity that a text gives, if it is one of that kind.
    pub fn of_kind(kind: RecordKind, text: &str) -> Option<Self> {
        text.parse().ok().filter(|id: &Self| id.kind == kind)
    }

    /// The identity that follows from `facts`, the same on every device.
    pub fn derived(kind: RecordKind, facts: &[&str]) -> Self {
        let mut hasher = blake3::Hasher::new_derive_key("kheo 2026 record identity v1");
        hasher.update(kind.code().as_bytes());
        for fact in facts {
            hasher.update(&(fact.len() as u64).to_le_bytes());
            hasher.update(fact.as_bytes());
        }
        let mut bytes = [0; 16];
        hasher.finalize_xof().fill(&mut bytes);
        Self::new(kind, Uuid::new_v8(bytes))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.code(), self.id)
    }
}

/// The text is not `kind:uuid`, or the kind is not known to this version.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a record id")]
pub struct NotARecordId(pub String);

impl FromStr for RecordId {
    type Err = NotARecordId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let refuse = || NotARecordId(text.to_owned());
        let (kind, id) = text.split_once(':').ok_or_else(refuse)?;
        let kind = RecordKind::ALL
            .iter()
            .copied()
            .find(|known| known.code() == kind)
            .ok_or_else(refuse)?;
        let id = Uuid::try_parse(id).map_err(|_| refuse())?;
        Ok(Self { kind, id })
    }
}

/// Text for people and scripts; kind and bytes for the derived tables.
impl Serialize for RecordId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.collect_str(self)
        } else {
            (self.kind, self.id.as_u128()).serialize(serializer)
        }
    }
}

impl<'de> Deserialize<'de> for RecordId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            let text = String::deserialize(deserializer)?;
            return text.parse().map_err(serde::de::Error::custom);
        }
        let (kind, id) = <(RecordKind, u128)>::deserialize(deserializer)?;
        Ok(Self::new(kind, Uuid::from_u128(id)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back_as_written() {
        let id = RecordId::fresh(RecordKind::Model);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert!("model:xyz".parse::<RecordId>().is_err());
        assert!(
            "dragon:0198f3a1-0000-7000-8000-000000000000"
                .parse::<RecordId>()
                .is_err()
        );
    }

    #[test]
    fn derived_ids_depend_on_where_the_facts_are_cut() {
        let derive = |facts: &[&str]| RecordId::derived(RecordKind::Unit, facts);
        assert_eq!(derive(&["30790", "1976"]), derive(&["30790", "1976"]));
        assert_ne!(derive(&["30790", "1976"]), derive(&["307901", "976"]));
    }
}
