//! Cuts an expression into tokens.

use crate::text;

/// A token with the place where it begins, in bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub at: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    Number(f64),
    Text(String),
    /// A name, perhaps with a prefix: `jr:choice-name`.
    Name(String),
    /// `${name}`.
    Reference(String),
    /// Punctuation and operators that are no names.
    Sign(&'static str),
}

/// Signs, longer ones first.
const SIGNS: &[&str] = &[
    "!=", "<=", ">=", "//", "::", "..", "(", ")", "[", "]", ",", "/", "|", "+", "-", "*", "=", "<",
    ">", ".", "@",
];

/// Quotation marks that open a text, and the marks that close it. Spreadsheets
/// turn straight marks into curly ones while people type.
const QUOTES: &[(char, &[char])] = &[
    ('\'', &['\'']),
    ('"', &['"']),
    ('‘', &['’', '‘', '\'']),
    ('’', &['’', '\'']),
    ('“', &['”', '“', '"']),
    ('”', &['”', '"']),
];

/// Why and where an expression cannot be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    OpenQuote(usize),
    OpenReference(usize),
    StrangeSign(usize),
}

/// # Errors
/// An open quotation mark or reference, or a sign that no expression has.
pub fn tokens(source: &str) -> Result<Vec<Token>, Cut> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = source.get(at..).and_then(|rest| rest.chars().next()) {
        if first.is_whitespace() || first == '\u{feff}' {
            at += first.len_utf8();
            continue;
        }
        let (kind, end) = token(source, at, first)?;
        found.push(Token { at, kind });
        at = end;
    }
    Ok(found)
}

fn token(source: &str, at: usize, first: char) -> Result<(Kind, usize), Cut> {
    let rest = source.get(at..).unwrap_or_default();
    if let Some((_, closers)) = QUOTES.iter().find(|(open, _)| *open == first) {
        let inside = rest.get(first.len_utf8()..).unwrap_or_default();
        let end = inside.find(*closers).ok_or(Cut::OpenQuote(at))?;
        let closer = inside
            .get(end..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
        let typed = inside.get(..end).unwrap_or_default();
        return Ok((
            Kind::Text(text::nfc(typed).into_owned()),
            at + first.len_utf8() + end + closer,
        ));
    }
    if let Some(inside) = rest.strip_prefix("${") {
        let end = inside.find('}').ok_or(Cut::OpenReference(at))?;
        let name = inside.get(..end).unwrap_or_default().trim();
        return Ok((
            Kind::Reference(text::nfc(name).into_owned()),
            at + "${".len() + end + 1,
        ));
    }
    if first.is_ascii_digit() || (first == '.' && starts_fraction(rest)) {
        let end = number_end(rest);
        let number = rest.get(..end).and_then(|digits| digits.parse().ok());
        return number
            .map(|number| (Kind::Number(number), at + end))
            .ok_or(Cut::StrangeSign(at));
    }
    if begins_name(first) {
        let end = name_end(rest);
        let name = rest.get(..end).unwrap_or_default();
        return Ok((Kind::Name(text::nfc(name).into_owned()), at + end));
    }
    SIGNS
        .iter()
        .find(|sign| rest.starts_with(**sign))
        .map(|sign| (Kind::Sign(sign), at + sign.len()))
        .ok_or(Cut::StrangeSign(at))
}

fn starts_fraction(rest: &str) -> bool {
    rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit())
}

fn number_end(rest: &str) -> usize {
    let mut dots = 0;
    rest.find(|c: char| match c {
        '.' => {
            dots += 1;
            dots > 1
        }
        c => !c.is_ascii_digit(),
    })
    .unwrap_or(rest.len())
}

/// Whether a name may begin with this letter.
pub fn begins_name(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

/// Whether a name may go on with this letter.
pub fn goes_on_name(letter: char) -> bool {
    begins_name(letter)
        || letter.is_numeric()
        || matches!(letter, '-' | '.' | '·')
        || matches!(letter, '\u{300}'..='\u{36f}')
}

/// A name with at most one prefix, which two colons do not make.
fn name_end(rest: &str) -> usize {
    let plain = |text: &str| text.find(|c| !goes_on_name(c)).unwrap_or(text.len());
    let end = plain(rest);
    let after = rest.get(end..).unwrap_or_default();
    let prefixed = after.strip_prefix(':').filter(|local| {
        local
            .chars()
            .next()
            .is_some_and(|letter| begins_name(letter) && letter != ':')
    });
    match prefixed {
        Some(local) => end + 1 + plain(local),
        None => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(source: &str) -> Vec<Kind> {
        tokens(source)
            .unwrap()
            .into_iter()
            .map(|token| token.kind)
            .collect()
    }

    #[test]
    fn names_keep_hyphens_dots_and_prefixes() {
        let name = |name: &str| Kind::Name(name.into());
        assert_eq!(
            kinds("jr:choice-name(a.b)"),
            [
                name("jr:choice-name"),
                Kind::Sign("("),
                name("a.b"),
                Kind::Sign(")")
            ]
        );
        assert_eq!(
            kinds("tên_hộ - 1.5"),
            [name("tên_hộ"), Kind::Sign("-"), Kind::Number(1.5)]
        );
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        assert_eq!(
            kinds("${te\u{302}n} = 'Đa\u{323}t'"),
            kinds("${tên} = 'Đạt'")
        );
    }

    #[test]
    fn curly_marks_of_a_spreadsheet_are_marks() {
        assert_eq!(kinds("‘co’"), [Kind::Text("co".into())]);
        assert_eq!(kinds("“a'b”"), [Kind::Text("a'b".into())]);
    }

    #[test]
    fn what_is_left_open_is_told() {
        assert_eq!(tokens("a = 'x"), Err(Cut::OpenQuote(4)));
        assert_eq!(tokens("${a"), Err(Cut::OpenReference(0)));
        assert_eq!(tokens("a # b"), Err(Cut::StrangeSign(2)));
    }
}
