//! Bytes that are nearly always UTF-8, as a text where a format has texts: a
//! quarter of the length of a list of numbers. Others stay a list of numbers,
//! so that what is wrong with them is found where they are verified.

use std::fmt;

use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::ser::Serializer;

/// # Errors
/// What the format says.
pub fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
    match std::str::from_utf8(bytes) {
        Ok(text) => serializer.serialize_str(text),
        Err(_) => serializer.collect_seq(bytes),
    }
}

/// # Errors
/// Neither a text nor bytes.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
    deserializer.deserialize_any(TextOrBytes)
}

struct TextOrBytes;

impl<'de> Visitor<'de> for TextOrBytes {
    type Value = Vec<u8>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or bytes")
    }

    fn visit_str<E>(self, text: &str) -> Result<Vec<u8>, E> {
        Ok(text.as_bytes().to_vec())
    }

    fn visit_string<E>(self, text: String) -> Result<Vec<u8>, E> {
        Ok(text.into_bytes())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut bytes: A) -> Result<Vec<u8>, A::Error> {
        let mut all = Vec::new();
        while let Some(byte) = bytes.next_element()? {
            all.push(byte);
        }
        Ok(all)
    }
}

#[cfg(test)]
mod tests {
    #[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
    struct Held(#[serde(with = "super")] Vec<u8>);

    #[test]
    fn texts_travel_as_texts_and_everything_comes_back() {
        let text = Held("{\"v\":1}\n".as_bytes().to_vec());
        let written = serde_json::to_string(&text).unwrap();
        assert_eq!(written, r#""{\"v\":1}\n""#);
        assert_eq!(serde_json::from_str::<Held>(&written).unwrap(), text);
        let broken = Held(vec![0, 159, 146, 150]);
        let written = serde_json::to_string(&broken).unwrap();
        assert_eq!(serde_json::from_str::<Held>(&written).unwrap(), broken);
    }
}
