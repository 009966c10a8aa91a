//! Patterns of `regex()`. The engine behind them takes time in proportion to
//! the text, whatever the pattern, and its size is bounded.

use regex::{Regex, RegexBuilder};

/// Bytes that a compiled pattern may take.
const LARGEST: usize = 1 << 20;

/// A pattern that must match a whole text.
#[derive(Debug, Clone)]
pub struct Pattern(Regex);

impl Pattern {
    pub fn fits(&self, text: &str) -> bool {
        self.0.is_match(text)
    }
}

/// # Errors
/// In one line, why the pattern cannot be used: its syntax, its size, or
/// something such as a look-behind that no linear engine has.
pub fn pattern(typed: &str) -> Result<Pattern, String> {
    RegexBuilder::new(&format!("^(?:{typed})$"))
        .size_limit(LARGEST)
        .dfa_size_limit(LARGEST)
        .build()
        .map(Pattern)
        .map_err(|error| {
            let said = error.to_string();
            let last = said.lines().last().unwrap_or_default();
            last.trim_start_matches("error: ").to_owned()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_fits_the_whole_text() {
        let digits = pattern("[0-9]{3}|x").unwrap();
        assert!(digits.fits("123") && digits.fits("x"));
        assert!(!digits.fits("1234") && !digits.fits("xx"));
    }

    #[test]
    fn patterns_that_explode_elsewhere_end_here() {
        let text = format!("{}!", "a".repeat(50_000));
        assert!(!pattern("(a+)+").unwrap().fits(&text));
        assert!(pattern("((a{1,1000}){1,1000}){1,1000}").is_err());
        assert!(pattern("(?<=a)b").unwrap_err().contains("look-"));
    }
}
