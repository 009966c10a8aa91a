//! The tables of CLDR `vi`, as far as Vietnamese texts need them.
//!
//! The tests hold them against ICU. What is not listed has a place too: signs
//! before the currencies, letters of other languages after z.

use std::sync::LazyLock;

use super::level::COMMON;

/// The place of the signs that are not listed; itself no character.
const OTHER_SIGN: char = '\u{FFFE}';

/// The place of the letters that are not listed; itself no character.
const OTHER_LETTER: char = '\u{FFFF}';

/// Blanks, punctuation, signs, currencies, digits, letters.
pub(super) const ORDER: &str = concat!(
    "\t\n\u{B}\u{C}\r\u{85}\u{2028}\u{2029} ",
    "‾_‗-‐‒–—―,;:!¡?¿.·'‹›\"«»()[]{}§¶@*/\\&#%‰†‡•‣‧′″`´^¯¨¸°©®",
    "←→↑↓+±÷×<=>¬|¦~−■□▲△▶►▼◆○◌●★☆✓✔\u{FFFE}",
    "¤¢$£¥₫€",
    "0123456789",
    "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz\u{FFFF}",
);

/// Quotes that are one sign at the first level, and told apart like tones.
pub(super) const STYLES: [&str; 2] = ["'‘’‚‛", "\"“”„‟"];

/// Letters that a mark makes out of another letter.
const SHAPED: &str = "ăâêôơưĂÂÊÔƠƯ";

/// Marks, the five tones together: huyền, hỏi, ngã, sắc, nặng.
const MARKS: &str = concat!(
    "\u{332}\u{313}\u{314}",
    "\u{300}\u{309}\u{303}\u{301}\u{323}",
    "\u{306}\u{302}\u{30C}\u{30A}\u{342}\u{308}\u{30B}\u{307}\u{338}\u{327}\u{328}\u{304}",
);

/// Above [`COMMON`] and every listed mark.
const UNLISTED_MARK: u8 = 0xFF;

/// The first weight of [`ORDER`], above the level separator.
const FIRST_PLACE: u8 = 8;

const UPPER: u8 = COMMON + 2;

/// Where a character stands at the first level.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rank {
    Listed {
        place: u8,
        /// The weight of a quote's style.
        style: Option<u8>,
    },
    Unlisted {
        place: u8,
        /// In lower case.
        character: char,
    },
}

impl Rank {
    /// The rank of a character in the tables, whatever its case.
    pub(super) fn listed(character: char) -> Option<Self> {
        *TABLE.get(index(lower(character)))?
    }

    /// The rank of a character that is in no table.
    pub(super) fn unlisted(character: char) -> Self {
        let kind = if character.is_alphanumeric() {
            OTHER_LETTER
        } else {
            OTHER_SIGN
        };
        Self::Unlisted {
            place: place_of(kind).unwrap_or(u8::MAX),
            character: lower(character),
        }
    }

    pub(super) fn style(self) -> Option<u8> {
        match self {
            Self::Listed { style, .. } => style,
            Self::Unlisted { .. } => None,
        }
    }

    pub(super) fn write_to(self, letters: &mut Vec<u8>) {
        match self {
            Self::Listed { place, .. } => letters.push(place),
            Self::Unlisted { place, character } => {
                letters.push(place);
                letters.extend(code_point(character));
            }
        }
    }
}

/// Above the code points of all listed characters.
const END_OF_LISTED: usize = 0x2800;

/// Ranks by code point.
static TABLE: LazyLock<Vec<Option<Rank>>> = LazyLock::new(|| {
    let mut table = vec![None; END_OF_LISTED];
    let mut set = |character, place, style| {
        if let Some(slot) = table.get_mut(index(character)) {
            *slot = Some(Rank::Listed { place, style });
        }
    };
    for (character, place) in ORDER.chars().zip(FIRST_PLACE..) {
        set(character, place, None);
    }
    for styles in STYLES {
        let place = styles
            .chars()
            .next()
            .and_then(place_of)
            .unwrap_or(FIRST_PLACE);
        for (character, style) in styles.chars().zip(COMMON..).skip(1) {
            set(character, place, Some(style));
        }
    }
    table
});

fn place_of(listed: char) -> Option<u8> {
    ORDER
        .chars()
        .zip(FIRST_PLACE..)
        .find_map(|(character, place)| (character == listed).then_some(place))
}

/// The weight of a mark at the second level, if it is listed.
pub(super) fn mark(mark: char) -> Option<u8> {
    MARKS
        .chars()
        .zip(COMMON + 1..)
        .find_map(|(listed, weight)| (listed == mark).then_some(weight))
}

/// The weight of any other mark, above those listed.
pub(super) fn unlisted_mark(mark: char) -> [u8; 4] {
    let [high, middle, low] = code_point(mark);
    [UNLISTED_MARK, high, middle, low]
}

/// The weight of a letter's case at the third level.
pub(super) fn case(character: char) -> u8 {
    if character.is_uppercase() {
        UPPER
    } else {
        COMMON
    }
}

/// The same for a letter in another form: `²`, a no-break space.
pub(super) fn case_of_variant(character: char) -> u8 {
    case(character) + 1
}

/// Whether a letter is one of ă, â, ê, ô, ơ, ư.
pub(super) fn is_shaped(letter: char) -> bool {
    SHAPED.contains(letter)
}

/// Whether a character has no place in any order.
pub(super) fn is_ignorable(character: char) -> bool {
    let is_format = matches!(
        character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    );
    is_format || (character.is_control() && !character.is_whitespace())
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

fn index(character: char) -> usize {
    usize::try_from(u32::from(character)).unwrap_or(usize::MAX)
}

/// Three bytes that order as code points do.
fn code_point(character: char) -> [u8; 3] {
    let [_, high, middle, low] = u32::from(character).to_be_bytes();
    [high, middle, low]
}
