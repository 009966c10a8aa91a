//! What is wrong with a keymap file, said so that it can be put right.

use std::cmp::Reverse;

use crate::i18n::Lang;
use crate::phrases;

/// One fault and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFault {
    /// The file as the user named it.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong there.
    pub fault: Fault,
}

impl KeyFault {
    /// `keys.toml:3: …` in `lang`.
    pub fn message(&self, lang: Lang) -> String {
        format!("{}:{}: {}", self.file, self.line, lang.say(&self.fault))
    }
}

phrases! {
    /// The kinds of fault; `nearest` is the valid word that the user most likely meant.
    pub enum Fault {
        Unreadable { reason: String } =>
            "không đọc được tệp phím: {reason}",
            "the key file cannot be read: {reason}";
        Syntax { message: String } =>
            "không đúng cú pháp TOML: {message}",
            "not valid TOML: {message}";
        NoVersion =>
            "thiếu dòng version = 1 ở đầu tệp",
            "the line version = 1 is missing at the top";
        Version { found: String } =>
            "version = {found} chưa được hỗ trợ; chỉ đọc được version = 1",
            "version = {found} is not supported; only version = 1 is";
        UnknownEntry { word: String, nearest: String } =>
            "không có mục “{word}”; gần nhất là “{nearest}”",
            "there is no entry “{word}”; the nearest is “{nearest}”";
        UnknownContext { word: String, nearest: String } =>
            "không có nơi “{word}”; gần nhất là “{nearest}”",
            "there is no context “{word}”; the nearest is “{nearest}”";
        UnknownAction { word: String, nearest: String } =>
            "không có lệnh “{word}”; gần nhất là “{nearest}”",
            "there is no action “{word}”; the nearest is “{nearest}”";
        UnknownCondition { word: String, nearest: String } =>
            "không có điều kiện “{word}”; gần nhất là “{nearest}”",
            "there is no condition “{word}”; the nearest is “{nearest}”";
        UnknownKey { word: String, nearest: String } =>
            "không có phím “{word}”; gần nhất là “{nearest}”",
            "there is no key “{word}”; the nearest is “{nearest}”";
        NotATable { word: String } =>
            "“{word}” phải là một bảng, như [context.\"global\"]",
            "“{word}” must be a table, as in [context.\"global\"]";
        NotABinding { keys: String } =>
            "“{keys}” phải là \"lệnh\", {{ do = \"lệnh\", when = \"điều kiện\" }} hoặc false",
            "“{keys}” must be \"action\", {{ do = \"action\", when = \"condition\" }} or false";
        Duplicate { keys: String, first: usize } =>
            "phím “{keys}” đã được đặt ở dòng {first}",
            "the key “{keys}” is already set on line {first}";
        Hidden { keys: String, by: String, context: &'static str } =>
            "ở “{context}”, “{keys}” không bao giờ tới lượt vì “{by}” là phần đầu của nó",
            "in “{context}”, “{keys}” is never reached because “{by}” is its beginning";
        Bare { keys: String, context: &'static str } =>
            "“{context}” là nơi gõ chữ: phím “{keys}” phải để gõ; dùng phím F hoặc Ctrl",
            "“{context}” is for typing: the key “{keys}” must type; use an F-key or Ctrl";
        LastWay { action: &'static str, context: &'static str } =>
            "ở “{context}” không còn phím nào cho “{action}”",
            "in “{context}” no key is left for “{action}”";
    }
}

/// The word among `valid` that differs least from `word`, and of several the one
/// that begins like it for longest; empty when there is none.
pub(super) fn nearest<S: AsRef<str>>(word: &str, valid: impl IntoIterator<Item = S>) -> String {
    valid
        .into_iter()
        .min_by_key(|candidate| {
            let candidate = candidate.as_ref();
            (
                distance(word, candidate),
                Reverse(shared_beginning(word, candidate)),
            )
        })
        .map_or_else(String::new, |best| best.as_ref().to_owned())
}

fn shared_beginning(a: &str, b: &str) -> usize {
    a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count()
}

/// How many letters must be added, taken away or replaced to make `a` into `b`.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut left = i + 1;
        for (other, above) in b.iter().zip(row.windows(2)) {
            let &[diagonal, up] = above else { continue };
            left = (left + 1)
                .min(up + 1)
                .min(diagonal + usize::from(letter != *other));
            next.push(left);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_letters() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("list.nxt", "list.next"), 1);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("ghi chép", "ghi chép"), 0);
    }

    #[test]
    fn the_nearest_word_is_suggested() {
        assert_eq!(nearest("globel", ["overview", "global"]), "global");
        assert_eq!(nearest("x", Vec::<String>::new()), "");
    }
}
