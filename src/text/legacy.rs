//! Vietnamese of the fonts before Unicode: TCVN3 (`.VnTime`) and VNI
//! (`VNI-Times`), whose letters a spreadsheet keeps as Latin-1 signs (DOMAIN
//! A10): “Hò g¹o t×nh th\u{ad}¬ng”, “Huõ gaïo tình thöông”.

use serde::{Deserialize, Serialize};

/// How text was written before Unicode.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Legacy {
    Tcvn3,
    Vni,
}

/// Texts that must show a legacy writing before it is believed, and the part of
/// those that may be it: many short words look alike in all of them.
const ENOUGH: usize = 3;
const PART: usize = 4;

impl Legacy {
    pub const ALL: [Self; 2] = [Self::Tcvn3, Self::Vni];

    /// What officers call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tcvn3 => "TCVN3 (ABC)",
            Self::Vni => "VNI",
        }
    }

    /// The writing that `texts` with letters beyond English show, if they show
    /// any. Texts that are Unicode already have no say.
    pub fn among<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Self> {
        let (mut foreign, mut shown) = (0, [0; Self::ALL.len()]);
        for text in texts {
            if text.is_ascii() || is_unicode_vietnamese(text) {
                continue;
            }
            foreign += 1;
            for (count, legacy) in shown.iter_mut().zip(Self::ALL) {
                *count += usize::from(legacy.shows_in(text));
            }
        }
        let (count, legacy) = shown
            .into_iter()
            .zip(Self::ALL)
            .max_by_key(|(count, _)| *count)?;
        (count >= ENOUGH && count * PART >= foreign).then_some(legacy)
    }

    /// Whether a text holds what only this writing puts inside a word.
    pub fn shows_in(self, text: &str) -> bool {
        let mut before = ' ';
        let mut letters = text.chars().peekable();
        while let Some(letter) = letters.next() {
            let shows = match self {
                Self::Tcvn3 => is_inside_tcvn3(before, letter, letters.peek().copied()),
                Self::Vni => matches!(letter, 'ñ' | 'Ñ') || is_pair_of_vni(before, letter),
            };
            if shows {
                return true;
            }
            before = letter;
        }
        false
    }

    /// The text in Unicode.
    pub fn restore(self, text: &str) -> String {
        match self {
            Self::Tcvn3 => text.chars().map(from_tcvn3).collect(),
            Self::Vni => from_vni(text),
        }
    }
}

/// Whether a text holds a Vietnamese letter that only Unicode has.
pub fn is_unicode_vietnamese(text: &str) -> bool {
    text.chars().any(|letter| {
        matches!(letter,
            'Ă' | 'ă' | 'Đ' | 'đ' | 'Ĩ' | 'ĩ' | 'Ũ' | 'ũ' | 'Ơ' | 'ơ' | 'Ư' | 'ư'
            | '\u{1ea0}'..='\u{1ef9}'
            | '\u{300}'..='\u{303}' | '\u{309}' | '\u{323}')
    })
}

/// Whether text that was read as the Vietnamese of Windows (code page 1258) is
/// that and no writing of old fonts: it puts a tone as a sign of its own behind
/// the vowel, where old fonts put other signs all over their words.
pub fn is_windows_vietnamese(text: &str) -> bool {
    const VOWELS: &str = "aăâeêioôơuưy";
    let (mut tones, mut strange) = (0, 0);
    let mut before = ' ';
    for letter in text.chars() {
        let is_behind_vowel = before.to_lowercase().all(|before| VOWELS.contains(before));
        match letter {
            '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' if is_behind_vowel => {
                tones += 1;
            }
            _ if letter.is_ascii() || letter.is_whitespace() => {}
            _ if before.is_ascii_alphabetic() && !is_of_windows(letter) => strange += 1,
            _ => {}
        }
        before = letter;
    }
    tones >= ENOUGH && tones > strange
}

/// Whether the Vietnamese of Windows has this letter or mark of a text; tones
/// stand behind vowels alone.
fn is_of_windows(letter: char) -> bool {
    "àáâăèéêíóôơùúưđÀÁÂĂÈÉÊÍÓÔƠÙÚƯĐ“”‘’–—…".contains(letter)
}

/// Whether a sign between these is a letter of TCVN3 that is none in Unicode or
/// VNI: behind a letter no measure, quotation mark or list has it. A capital
/// behind a small letter is one too.
fn is_inside_tcvn3(before: char, sign: char, after: Option<char>) -> bool {
    let is_between = after.is_some_and(|after| after.is_ascii_alphabetic());
    match sign {
        // “3m×4m”
        '×' => before.is_ascii_alphabetic() && is_between,
        'À'..='Þ' => before.is_ascii_lowercase(),
        _ => before.is_ascii_alphabetic() && "¨©ª«¬\u{ad}®µ¶·¸¹¼½¾ßþ".contains(sign),
    }
}

/// TCVN 5712:1993, VN3, from 0xA1 to 0xFE; a blank where it has no letter.
const TCVN3: &str = "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ";

fn from_tcvn3(sign: char) -> char {
    let code = u32::from(sign);
    let place = code
        .checked_sub(0xA1)
        .and_then(|at| usize::try_from(at).ok());
    place
        .and_then(|at| TCVN3.chars().nth(at))
        .filter(|letter| *letter != ' ')
        .unwrap_or(sign)
}

/// What a sign of VNI adds to the letter before it: a mark below or above, a
/// tone, or both.
fn marks_of_vni(sign: char) -> Option<(&'static str, &'static str)> {
    const ANY: &str = "aeouyôö";
    const ROUND: &str = "aeo";
    const BREVE: &str = "a";
    let lower = sign.to_lowercase().next()?;
    Some(match lower {
        'ù' => (ANY, "\u{301}"),
        'ø' => (ANY, "\u{300}"),
        'û' => (ANY, "\u{309}"),
        'õ' => (ANY, "\u{303}"),
        'ï' => (ANY, "\u{323}"),
        'â' => (ROUND, "\u{302}"),
        'á' => (ROUND, "\u{302}\u{301}"),
        'à' => (ROUND, "\u{302}\u{300}"),
        'å' => (ROUND, "\u{302}\u{309}"),
        'ã' => (ROUND, "\u{302}\u{303}"),
        'ä' => (ROUND, "\u{302}\u{323}"),
        'ê' => (BREVE, "\u{306}"),
        'é' => (BREVE, "\u{306}\u{301}"),
        'è' => (BREVE, "\u{306}\u{300}"),
        'ú' => (BREVE, "\u{306}\u{309}"),
        'ü' => (BREVE, "\u{306}\u{303}"),
        'ë' => (BREVE, "\u{306}\u{323}"),
        _ => return None,
    })
}

/// Whether two signs are one letter of VNI and never follow each other in
/// Unicode, as *oà*, *oá* do.
fn is_pair_of_vni(base: char, sign: char) -> bool {
    let base = base.to_lowercase().next().unwrap_or(base);
    let is_unicode_too = base == 'o' && matches!(sign, 'à' | 'á' | 'ã');
    !is_unicode_too && marks_of_vni(sign).is_some_and(|(bases, _)| bases.contains(base))
}

/// The letters of VNI that are one sign.
fn single_of_vni(sign: char) -> Option<char> {
    let (from, to) = ("ñÑôÔöÖíÍìÌæÆóÓòÒîÎ", "đĐơƠưƯíÍìÌỉỈĩĨịỊỵỴ");
    let at = from.chars().position(|known| known == sign)?;
    to.chars().nth(at)
}

fn from_vni(text: &str) -> String {
    let mut restored = String::with_capacity(text.len());
    let mut base = None;
    for sign in text.chars() {
        let marks = base.and_then(|base: char| {
            let base = base.to_lowercase().next()?;
            marks_of_vni(sign).filter(|(bases, _)| bases.contains(base))
        });
        match marks {
            Some((_, marks)) => {
                restored.push_str(marks);
                base = None;
            }
            None => {
                restored.push(single_of_vni(sign).unwrap_or(sign));
                base = Some(sign);
            }
        }
    }
    super::nfc(&restored).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [(&str, &str, &str); 6] = [
        (
            "Hũ gạo tình thương",
            "Hò g¹o t×nh th\u{ad}¬ng",
            "Huõ gaïo tình thöông",
        ),
        (
            "Đường hoa phụ nữ tự quản",
            "§\u{ad}êng hoa phô n÷ tù qu¶n",
            "Ñöôøng hoa phuï nöõ töï quaûn",
        ),
        ("Xã Đông Yên", "X· §«ng Yªn", "Xaõ Ñoâng Yeân"),
        (
            "Khéo vận động Nhân dân lắp camera",
            "KhÐo vËn ®éng Nh©n d©n l¾p camera",
            "Kheùo vaän ñoäng Nhaân daân laép camera",
        ),
        (
            "Giữ nước ngọt, nuôi cá ở kỳ lũ muộn",
            "Gi÷ n\u{ad}íc ngät, nu«i c¸ ë kú lò muén",
            "Giöõ nöôùc ngoït, nuoâi caù ôû kyø luõ muoän",
        ),
        (
            "Ghi chép kĩ, tỉ mỉ, thị xã Hà Tiên",
            "Ghi chÐp kÜ, tØ mØ, thÞ x· Hµ Tiªn",
            "Ghi cheùp kó, tæ mæ, thò xaõ Haø Tieân",
        ),
    ];

    #[test]
    fn old_fonts_are_restored_letter_by_letter() {
        for (unicode, tcvn3, vni) in NAMES {
            assert_eq!(Legacy::Tcvn3.restore(tcvn3), unicode);
            assert_eq!(Legacy::Vni.restore(vni), unicode);
        }
        assert_eq!(Legacy::Vni.restore("AÁP ÑOÂNG"), "ẤP ĐÔNG");
    }

    #[test]
    fn what_was_written_how_is_told_from_the_texts() {
        assert_eq!(TCVN3.chars().count(), 0xFE - 0xA1 + 1);
        assert_eq!(Legacy::among(NAMES.map(|(unicode, ..)| unicode)), None);
        assert_eq!(
            Legacy::among(NAMES.map(|(_, tcvn3, _)| tcvn3)),
            Some(Legacy::Tcvn3)
        );
        assert_eq!(Legacy::among(NAMES.map(|(.., vni)| vni)), Some(Legacy::Vni));
        let others = [
            "Hoà Bình",
            "Hoá",
            "xoá",
            "Xã",
            "Café",
            "·",
            "A · B",
            "½",
            "Uý",
            "quà",
            "5 m²",
            "20°",
        ];
        assert_eq!(Legacy::among(others), None);
        for other in others {
            let shows = Legacy::ALL.iter().any(|legacy| legacy.shows_in(other));
            assert!(!shows, "{other}");
        }
    }
}
