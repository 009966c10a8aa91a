//! Addresses as people type them, from the inside out: “ấp Ba, xã Đông Yên,
//! huyện An Biên”.

use super::units::split_type;
use super::vocabulary::UnitType;
use crate::text;

const BETWEEN: [char; 3] = [',', '(', ')'];
const DASHES: [&str; 2] = [" - ", " – "];

/// The innermost part of an address and what it lies in; `None` for a single
/// name.
pub fn split(typed: &str) -> Option<(&str, &str)> {
    let (inner, outer) = typed
        .split_once([',', '('])
        .or_else(|| DASHES.iter().find_map(|dash| typed.split_once(dash)))?;
    Some((inner.trim(), outer.trim_end_matches(')').trim()))
}

/// The parts of an address that is nothing but names.
pub fn parts(typed: &str) -> impl Iterator<Item = &str> {
    typed
        .split(BETWEEN)
        .flat_map(|part| part.split(DASHES[0]))
        .flat_map(|part| part.split(DASHES[1]))
        .map(str::trim)
        .filter(|part| !part.is_empty())
}

/// The hamlet or quarter that an address begins with, and the rest of it.
pub fn hamlet(typed: &str) -> Option<(&str, &str)> {
    let (inner, outer) = split(typed)?;
    let is_hamlet = matches!(
        split_type(inner).0,
        Some(UnitType::Hamlet | UnitType::Quarter)
    );
    (is_hamlet && !text::fold_key(outer).is_empty()).then_some((inner, outer))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_begins_with_its_hamlet() {
        for typed in [
            "ấp Ba Núi, xã Bình An",
            "ấp Ba Núi - xã Bình An",
            "ấp Ba Núi (xã Bình An)",
        ] {
            assert_eq!(hamlet(typed), Some(("ấp Ba Núi", "xã Bình An")), "{typed}");
        }
        for typed in [
            "ấp Ba Núi",
            "xã Bình An, huyện Kiên Lương",
            "ấp Ba Núi,",
            "",
        ] {
            assert_eq!(hamlet(typed), None, "{typed}");
        }
    }

    #[test]
    fn every_part_is_named() {
        let typed = "xã Bình An, huyện Kiên Lương - Kiên Giang (cũ)";
        let named: Vec<&str> = parts(typed).collect();
        assert_eq!(
            named,
            ["xã Bình An", "huyện Kiên Lương", "Kiên Giang", "cũ"]
        );
    }
}
