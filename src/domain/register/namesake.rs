//! Whether two lists name the same person. Nobody carries a number in them: a
//! name and the unit that the person is of are all there is.

use crate::text;

/// How people are addressed before their names, folded, the longest first.
const ADDRESSES: &[&str] = &[
    "dong chi", "d c", "ong", "ba", "anh", "chi", "co", "chu", "em",
];

/// The name without how its bearer is addressed, as people would type it:
/// “Bà Lê Thị Sáu” is “le thi sau”.
pub fn bare_name(name: &str) -> String {
    let key = text::fold_key(name);
    let bare = ADDRESSES.iter().find_map(|address| {
        let rest = key.strip_prefix(address)?.strip_prefix(' ')?;
        // “Anh Đức” may be a whole name: of one word alone nothing is left.
        rest.contains(' ').then(|| rest.to_owned())
    });
    bare.unwrap_or(key)
}

/// Whether both are called the same, however they are addressed or spelt.
pub fn are_namesakes(one: &str, other: &str) -> bool {
    let bare = bare_name(one);
    !bare.is_empty() && bare == bare_name(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_person_is_addressed_does_not_matter() {
        for other in [
            "Lê Thị Sáu",
            "bà LÊ THỊ SÁU",
            "đ/c Lê Thị Sáu",
            "Đồng chí Lê Thị Sáu",
        ] {
            assert!(are_namesakes("Bà Lê Thị Sáu", other), "{other}");
        }
        assert!(are_namesakes("Nguyễn Thuý Hoà", "Nguyễn Thúy Hòa"));
    }

    #[test]
    fn a_name_is_not_mistaken_for_an_address() {
        assert_eq!(bare_name("Bà Sáu"), "ba sau");
        assert_eq!(bare_name("Cô Tô Văn Hiền"), "to van hien");
        assert_eq!(bare_name("Bảo Ngọc Anh"), "bao ngoc anh");
        assert!(!are_namesakes("Lê Thị Sáu", "Lê Thị Sáu Em"));
        assert!(!are_namesakes("", "—"));
    }
}
