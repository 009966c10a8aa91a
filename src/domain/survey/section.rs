//! The sections A to G of an outline (DOMAIN 2.2), and which one an item is of.

use crate::domain::vocabulary::{Word, words};

words! {
    /// A section of the *đề cương*, as the field letters them.
    pub enum Section {
        Direction = "a", "A. Công tác chỉ đạo", "A. Direction", [];
        Registration = "b", "B. Đăng ký", "B. Registration", [];
        Work = "c", "C. Thực hiện", "C. Work", [];
        Effect = "d", "D. Hiệu quả", "D. Effect", [];
        Papers = "e", "E. Hồ sơ", "E. Papers", [];
        Shortcomings = "f", "F. Tồn tại, nguyên nhân", "F. Shortcomings and their causes", [];
        Requests = "g", "G. Kiến nghị", "G. Requests", [];
    }
}

impl Section {
    /// The section of the item at this path of an outline: that of its number,
    /// as in `/mo_hinh[k1]/mh_b/b8`, or else of the group that is called by the
    /// letter alone. `None` in an outline that letters nothing.
    pub fn of_item(path: &str) -> Option<Self> {
        let names = path
            .rsplit('/')
            .map(|name| name.split('[').next().unwrap_or(name));
        let mut names = names.map(str::to_ascii_lowercase);
        let item = names.next()?;
        let numbered = item.split_at_checked(1).filter(|(_, rest)| {
            let mut rest = rest.chars();
            rest.next().is_some_and(|digit| digit.is_ascii_digit())
        });
        match numbered.and_then(|(letter, _)| Self::lettered(letter)) {
            Some(section) => Some(section),
            None => names.find_map(|group| Self::lettered(&group)),
        }
    }

    fn lettered(letter: &str) -> Option<Self> {
        let mut all = Self::ALL.iter().copied();
        all.find(|section| section.code() == letter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_of_the_section_that_its_number_or_its_group_names() {
        assert_eq!(Section::of_item("/a/a1"), Some(Section::Direction));
        let of_a_model = Section::of_item("/mo_hinh[m1]/mh_b/b8");
        assert_eq!(of_a_model, Some(Section::Registration));
        assert_eq!(Section::of_item("/E/so_sach"), Some(Section::Papers));
        assert_eq!(Section::of_item("/E[2]/so_sach"), Some(Section::Papers));
        assert_eq!(
            Section::of_item("/g/c10"),
            Some(Section::Work),
            "the number first"
        );
        for path in ["/ten", "/a1/ten", "/h/h1", "/đ1", "", "/"] {
            assert_eq!(Section::of_item(path), None, "{path}");
        }
    }
}
