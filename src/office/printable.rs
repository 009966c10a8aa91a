//! Text on its way out into a file that another program opens.

use crate::text;

/// The text with its line breaks and nothing that XML forbids or that steers
/// whoever opens the file: control characters and changes of writing
/// direction are shown as signs, as on the screen.
pub(super) fn printable(typed: &str) -> String {
    text::visible_lines(typed)
        .chars()
        .map(|character| match character {
            '\u{FFFE}' | '\u{FFFF}' => '\u{FFFD}',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_hidden_or_forbidden_leaves() {
        assert_eq!(
            printable("a\u{1b}[2Jb\u{202E}\u{FFFF}"),
            "a␛[2Jb<202E>\u{FFFD}"
        );
        assert_eq!(printable("một\nhai\r"), "một\nhai␍");
    }
}
