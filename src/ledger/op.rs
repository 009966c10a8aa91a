//! One change: an immutable line of JSON, stored and forwarded byte for byte.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use unicode_normalization::is_nfc;

use super::clock::Stamp;
use super::id::{BookId, DeviceId, OpId};

/// The version of op lines that this program writes.
pub const VERSION: u32 = 1;

/// Longest op line, in bytes (DESIGN §7).
pub const MAX_LINE: usize = 1 << 20;

/// Deepest nesting of JSON in a line.
pub const MAX_DEPTH: usize = 16;

/// What an op does to one field: the value, and the values its author saw
/// there and replaces. `null` clears the field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Write {
    pub to: Value,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over: Vec<OpId>,
}

/// One change to one record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Op {
    pub v: u32,
    pub book: BookId,
    pub dev: DeviceId,
    /// Position in the device's chain of this book, from 1 without gaps.
    pub seq: u64,
    pub at: Stamp,
    /// Record id of the officer, shared by the values that the op writes.
    pub by: Arc<str>,
    /// The record, `kind:uuid`; kinds of newer versions are kept as they are.
    pub rec: String,
    pub set: BTreeMap<String, Write>,
}

/// Where a line stands, whatever its version: all that is needed to keep and
/// forward it.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Envelope {
    pub v: u32,
    pub book: BookId,
    pub dev: DeviceId,
    pub seq: u64,
}

/// Why a line is not an op.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum OpFault {
    #[error("the line is longer than {MAX_LINE} bytes")]
    TooLong,
    #[error("the line is nested deeper than {MAX_DEPTH}")]
    TooDeep,
    #[error("the line is not UTF-8 in normal form C")]
    NotNormal,
    #[error("the line is not an op: {0}")]
    NotAnOp(String),
}

/// A line that was read.
#[derive(Debug, Clone, PartialEq)]
pub enum Line {
    /// An op that this version understands.
    Known(Op),
    /// A line of a newer version: kept, forwarded, not applied.
    Newer(Envelope),
}

impl Line {
    /// Reads an op line without its line break.
    ///
    /// # Errors
    /// A line over the limits, not in normal form C, or not an op.
    pub fn read(bytes: &[u8]) -> Result<Self, OpFault> {
        if bytes.len() > MAX_LINE {
            return Err(OpFault::TooLong);
        }
        let text = std::str::from_utf8(bytes).map_err(|_| OpFault::NotNormal)?;
        if !text.is_ascii() && !is_nfc(text) {
            return Err(OpFault::NotNormal);
        }
        if depth(bytes) > MAX_DEPTH {
            return Err(OpFault::TooDeep);
        }
        let refuse = |fault: serde_json::Error| OpFault::NotAnOp(fault.to_string());
        match serde_json::from_str::<Op>(text) {
            Ok(op) if op.v == VERSION => check(op).map(Self::Known),
            Ok(op) if op.v == 0 => Err(OpFault::NotAnOp("version 0".into())),
            known => {
                let envelope: Envelope = serde_json::from_str(text).map_err(refuse)?;
                if envelope.v > VERSION {
                    return Ok(Self::Newer(envelope));
                }
                known.map(Self::Known).map_err(refuse)
            }
        }
    }

    /// Where the line stands.
    pub fn envelope(&self) -> Envelope {
        match self {
            Self::Known(op) => Envelope {
                v: op.v,
                book: op.book,
                dev: op.dev,
                seq: op.seq,
            },
            Self::Newer(envelope) => envelope.clone(),
        }
    }
}

fn check(op: Op) -> Result<Op, OpFault> {
    let fault = |words: &str| Err(OpFault::NotAnOp(words.into()));
    if op.seq == 0 {
        return fault("seq starts at 1");
    }
    if op.rec.is_empty() || op.rec.len() > 128 || op.rec.contains('\0') {
        return fault("rec is not a record id");
    }
    if op
        .set
        .keys()
        .any(|name| name.is_empty() || name.len() > 256 || name.contains('\0'))
    {
        return fault("set has a field without a proper name");
    }
    Ok(op)
}

/// Deepest nesting of braces and brackets outside strings.
pub fn depth(json: &[u8]) -> usize {
    let (mut now, mut deepest, mut in_string, mut escaped) = (0usize, 0usize, false, false);
    for &byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                now += 1;
                deepest = deepest.max(now);
            }
            b'}' | b']' if !in_string => now = now.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

impl Op {
    /// The line, without its line break.
    ///
    /// # Errors
    /// A line that would break the limits that every reader keeps.
    pub fn to_line(&self) -> Result<Vec<u8>, OpFault> {
        let line = serde_json::to_vec(self).map_err(|fault| OpFault::NotAnOp(fault.to_string()))?;
        if line.len() > MAX_LINE {
            return Err(OpFault::TooLong);
        }
        if !line.is_ascii() && !std::str::from_utf8(&line).is_ok_and(is_nfc) {
            return Err(OpFault::NotNormal);
        }
        if depth(&line) > MAX_DEPTH {
            return Err(OpFault::TooDeep);
        }
        Ok(line)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    pub(crate) fn sample(seq: u64, to: &str) -> Op {
        Op {
            v: VERSION,
            book: BookId(uuid::Uuid::from_u128(7)),
            dev: DeviceId([1; 16]),
            seq,
            at: Stamp {
                millis: 1_763_600_713_123,
                counter: 0,
            },
            by: "officer:x".into(),
            rec: "model:0198f3a1-0000-7000-8000-000000000000".into(),
            set: BTreeMap::from([(
                "name".into(),
                Write {
                    to: to.into(),
                    over: vec![OpId([9; 16])],
                },
            )]),
        }
    }

    #[test]
    fn a_line_reads_back_and_writes_the_same_bytes() {
        let line = sample(1, "Hũ gạo tình thương").to_line().unwrap();
        let Line::Known(op) = Line::read(&line).unwrap() else {
            panic!("known")
        };
        assert_eq!(op.to_line().unwrap(), line);
    }

    #[test]
    fn newer_lines_are_kept_and_broken_ones_refused() {
        let text = String::from_utf8(sample(3, "x").to_line().unwrap()).unwrap();
        let newer = text
            .replace("\"v\":1", "\"v\":2")
            .replace("\"set\"", "\"put\"");
        assert!(
            matches!(Line::read(newer.as_bytes()), Ok(Line::Newer(envelope)) if envelope.seq == 3)
        );
        assert!(Line::read(text.replace("\"v\":1", "\"v\":0").as_bytes()).is_err());
        assert!(Line::read(text.replace("\"seq\":3", "\"seq\":0").as_bytes()).is_err());
        assert!(Line::read(&text.as_bytes()[..text.len() - 1]).is_err());
        assert_eq!(Line::read(b"\xff"), Err(OpFault::NotNormal));
        let decomposed = text.replace("\"x\"", "\"e\u{301}\"");
        assert_eq!(Line::read(decomposed.as_bytes()), Err(OpFault::NotNormal));
    }

    #[test]
    fn deep_lines_are_refused_before_they_are_parsed() {
        let deep = format!(
            "{{\"v\":1,\"x\":{}{}}}",
            "[".repeat(500_000),
            "]".repeat(500_000)
        );
        assert_eq!(Line::read(deep.as_bytes()), Err(OpFault::TooDeep));
        assert_eq!(depth(br#"{"a":"[[[\"[["}"#), 1);
    }
}
