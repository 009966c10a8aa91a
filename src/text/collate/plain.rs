//! Letters as Vietnamese keyboards type them, looked up instead of taken apart:
//! a million names are put in order while somebody waits for their list.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::order::{self, Rank};
use super::{is_mark, take_shape};

/// Above the code points of all composed letters and common signs.
const END: u32 = 0x2800;

/// A character whose part of a key is always the same, when no mark follows it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plain {
    pub rank: Rank,
    pub case: u8,
    /// The weight of its tone.
    pub tone: Option<u8>,
}

static TABLE: LazyLock<Vec<Option<Plain>>> =
    LazyLock::new(|| (0..END).map(|code| read(char::from_u32(code)?)).collect());

impl Plain {
    /// `None` for marks, and for what must be taken apart.
    pub(super) fn of(character: char) -> Option<Self> {
        let at = usize::try_from(u32::from(character)).ok()?;
        *TABLE.get(at)?
    }
}

fn read(character: char) -> Option<Plain> {
    if is_mark(character) || order::is_ignorable(character) {
        return None;
    }
    let mut parts = character.nfd();
    let base = parts.next()?;
    let mut marks: Vec<char> = parts.collect();
    let letter = take_shape(base, &mut marks);
    let tone = match marks.as_slice() {
        [] => None,
        [tone] => Some(order::mark(*tone)?),
        _ => return None,
    };
    Some(Plain {
        rank: Rank::listed(letter)?,
        case: order::case(letter),
        tone,
    })
}
