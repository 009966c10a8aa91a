//! The table of the letters that Vietnamese texts are made of.

/// U+00C0 to U+017F, one byte each; `.` where the letter has no marks to lose
/// and only goes to lower case.
const LATIN: &[u8; 0x180 - 0xC0] = b"\
    aaaaaa.ceeeeiiii\
    dnooooo..uuuuy..\
    aaaaaa.ceeeeiiii\
    dnooooo..uuuuy.y\
    aaaaaaccccccccdd\
    ddeeeeeeeeeegggg\
    gggghh..iiiiiiii\
    i...jjkk.llllll.\
    ...nnnnnn...oooo\
    oo..rrrrrrssssss\
    sstttt..uuuuuuuu\
    uuuuwwyyyzzzzzz.";

/// U+1EA0 to U+1EF9: the Vietnamese letters with two marks or one below.
const VIETNAMESE: &[u8; 0x1EFA - 0x1EA0] = b"\
    aaaaaaaaaaaaaaaaaaaaaaaa\
    eeeeeeeeeeeeeeee\
    iiii\
    oooooooooooooooooooooooo\
    uuuuuuuuuuuuuu\
    yyyyyyyy";

/// The folded letter, or `None` for a character outside the table. A text of
/// characters inside the table has one grapheme for each of them, and is NFC.
pub(super) fn fold_letter(character: char) -> Option<char> {
    match character {
        '\r' => None,
        '\0'..='\x7F' => Some(character.to_ascii_lowercase()),
        // Latin-1 punctuation, and the dashes and quotes of typeset text.
        '\u{80}'..='\u{BF}' | '\u{2010}'..='\u{2027}' => Some(character),
        '\u{C0}'..='\u{17F}' => from_table(LATIN, 0xC0, character),
        'Ơ' | 'ơ' => Some('o'),
        'Ư' | 'ư' => Some('u'),
        // The African D that some fonts and converters put where Đ is meant.
        '\u{189}' | '\u{256}' => Some('d'),
        '\u{1EA0}'..='\u{1EF9}' => from_table(VIETNAMESE, 0x1EA0, character),
        _ => None,
    }
}

fn from_table(table: &[u8], first: u32, character: char) -> Option<char> {
    let place = usize::try_from(u32::from(character).checked_sub(first)?).ok()?;
    match *table.get(place)? {
        b'.' => character.to_lowercase().next(),
        letter => Some(char::from(letter)),
    }
}
