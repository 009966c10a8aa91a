//! Names of files exactly as the disk spells them. What is typed is NFC; a
//! name on a stick may be NFD, and only its own bytes open it.

use std::collections::BTreeMap;

use crate::text;

/// What separates folders in a typed path.
const SEPARATORS: &[char] = if cfg!(windows) { &['/', '\\'] } else { &['/'] };

/// Paths that the disk spells otherwise than people type them.
#[derive(Debug, Clone, Default)]
pub struct Spellings {
    exact: BTreeMap<String, String>,
}

impl Spellings {
    /// Remembers how the disk spells a path that was shown.
    pub fn learn(&mut self, exact: String) {
        let typed = text::nfc(&exact).into_owned();
        if typed != exact {
            self.exact.insert(typed, exact);
        }
    }

    /// The path as the disk spells it, as far as that is known.
    pub fn exact(&self, typed: &str) -> String {
        let typed = text::nfc(typed);
        let ends = typed.match_indices(SEPARATORS).map(|(at, _)| at);
        let ends: Vec<usize> = ends.chain([typed.len()]).collect();
        let known = ends.into_iter().rev().find_map(|end| {
            let (start, rest) = typed.split_at_checked(end)?;
            self.exact.get(start).map(|exact| format!("{exact}{rest}"))
        });
        known.unwrap_or_else(|| typed.into_owned())
    }
}

/// A typed path in two: its folder with the separator, and the rest.
pub fn split(path: &str) -> (&str, &str) {
    path.rfind(SEPARATORS)
        .and_then(|at| path.split_at_checked(at + 1))
        .unwrap_or(("", path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decomposed_name_is_opened_by_its_own_bytes() {
        let mut spellings = Spellings::default();
        spellings.learn("/usb/Xa\u{303}".into());
        assert_eq!(
            spellings.exact("/usb/Xã/danh sách.xlsx"),
            "/usb/Xa\u{303}/danh sách.xlsx"
        );
        spellings.learn("/usb/Xa\u{303}/so\u{302}\u{301}.csv".into());
        assert_eq!(
            spellings.exact("/usb/Xã/số.csv"),
            "/usb/Xa\u{303}/so\u{302}\u{301}.csv"
        );
        assert_eq!(spellings.exact("/usb/Xãm"), "/usb/Xãm");
    }

    #[test]
    fn a_path_is_cut_behind_its_last_folder() {
        assert_eq!(split("/usb/a/b.csv"), ("/usb/a/", "b.csv"));
        assert_eq!(split("b.csv"), ("", "b.csv"));
        assert_eq!(split("/usb/"), ("/usb/", ""));
    }
}
