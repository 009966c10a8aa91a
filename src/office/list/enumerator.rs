//! The number or letter in front of a section: `I.`, `A)`, `1.`, `a/`, `B -`, `-`.

/// What a section is counted with. Sections counted alike stand side by side;
/// a new one ends the last of its kind and everything inside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Enumerator {
    Roman,
    Letter,
    Number,
    SmallLetter,
    Bullet,
}

/// The enumerator that a whole cell is: `I`, `II.`, `A`, `7`, `1.2`.
pub(super) fn whole(cell: &str) -> Option<Enumerator> {
    let word = cell
        .trim()
        .trim_start_matches('(')
        .trim_end_matches(['.', ')', '/', ':', '-', ' ']);
    class(word)
}

/// Splits `II. Xã Đông Yên` into what it is counted with and the rest.
pub(super) fn split(text: &str) -> Option<(Enumerator, &str)> {
    let text = text.trim_start();
    if let Some(rest) = text.strip_prefix(['-', '+', '*', '•', '–']) {
        return Some((Enumerator::Bullet, rest.trim_start()));
    }
    let end = text.find(['.', ')', '/', ':', '-', '–'])?;
    let (word, rest) = text.split_at(end);
    if rest.starts_with(['-', '–']) && !is_parted_by_a_dash(word, rest) {
        return None;
    }
    let word = word.trim_end();
    let rest = rest.trim_start_matches(|letter: char| {
        matches!(letter, '.' | ')' | '/' | ':' | '-' | '–')
            || letter.is_whitespace()
            || letter.is_ascii_digit()
    });
    let found = class(word.trim_start_matches('('))?;
    (!rest.is_empty()).then_some((found, rest))
}

/// Whether a dash parts a number or letter from what it counts, as in “II-Xã
/// Đông Yên”, and is none of a name or a range, as in “X-quang” and “3-4 hộ”.
fn is_parted_by_a_dash(word: &str, rest: &str) -> bool {
    let after = rest.trim_start_matches(['-', '–']);
    word.ends_with(' ') || after.starts_with(|letter: char| letter == ' ' || letter.is_uppercase())
}

/// How many things a cell lists, one a line and each counted or bulleted
/// alike; 1 when it does not.
pub(super) fn items(cell: &str) -> usize {
    let mut lines = cell.lines().filter(|line| !line.trim().is_empty());
    let Some((first, _)) = lines.next().and_then(split) else {
        return 1;
    };
    let mut items = 1;
    for line in lines {
        match split(line) {
            Some((counted, _)) if counted == first => items += 1,
            _ => return 1,
        }
    }
    items
}

fn class(word: &str) -> Option<Enumerator> {
    let all = |is: fn(char) -> bool| !word.is_empty() && word.chars().all(is);
    let single = word.chars().count() == 1;
    if all(|letter| matches!(letter, 'I' | 'V' | 'X'))
        || word.len() > 1 && all(|letter| matches!(letter, 'I' | 'V' | 'X' | 'L' | 'C'))
    {
        Some(Enumerator::Roman)
    } else if single && all(char::is_uppercase) {
        Some(Enumerator::Letter)
    } else if single && all(char::is_lowercase) {
        Some(Enumerator::SmallLetter)
    } else if all(|letter| letter.is_ascii_digit() || letter == '.')
        && word.starts_with(|letter: char| letter.is_ascii_digit())
    {
        Some(Enumerator::Number)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_counted_in_several_ways() {
        use Enumerator::{Bullet, Letter, Number, Roman, SmallLetter};
        for (text, expected) in [
            ("I. Xã Đông Yên", Some((Roman, "Xã Đông Yên"))),
            ("XII/ Nam Thái", Some((Roman, "Nam Thái"))),
            ("B. Cá nhân", Some((Letter, "Cá nhân"))),
            ("1. TT Thứ Ba", Some((Number, "TT Thứ Ba"))),
            ("1.2. TT Thứ Ba", Some((Number, "TT Thứ Ba"))),
            ("a) Tập thể", Some((SmallLetter, "Tập thể"))),
            ("- Đông Yên", Some((Bullet, "Đông Yên"))),
            ("A- Xã Đông Yên", Some((Letter, "Xã Đông Yên"))),
            ("II – Nam Thái", Some((Roman, "Nam Thái"))),
            ("III-Nam Thái", Some((Roman, "Nam Thái"))),
            ("2 - TT Thứ Ba", Some((Number, "TT Thứ Ba"))),
            ("X-quang lưu động", None),
            ("3-4 hộ chung một giếng", None),
            ("Việt - Khmer", None),
            ("TT. Thứ Ba", None),
            ("Đông Yên", None),
            ("X.", None),
        ] {
            assert_eq!(split(text), expected, "{text}");
        }
        for (cell, count) in [
            ("1. Hũ gạo\n2. Đường hoa", 2),
            ("- Hũ gạo\n\n- Đường hoa\n- Ghe về bến", 3),
            ("Nhà nghỉ ba không:\n- không rác\n- không chèo kéo", 1),
            ("Hũ gạo\ntình thương", 1),
            ("1. Hũ gạo", 1),
            ("", 1),
        ] {
            assert_eq!(items(cell), count, "{cell}");
        }
        assert_eq!(whole("II."), Some(Roman));
        assert_eq!(whole("7"), Some(Number));
        assert_eq!(whole("(A)"), Some(Letter));
        assert_eq!(whole("Đông Yên"), None);
    }
}
