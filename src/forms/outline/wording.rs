//! Labels, hints and messages: a text a language, with `${name}` in it.

use std::collections::BTreeMap;

use super::super::xpath::Expr;

/// A part of a wording.
#[derive(Debug, Clone, PartialEq)]
pub enum Piece {
    Text(String),
    /// The answer that an expression gives.
    Output(Expr),
}

/// A text with the answers that stand in it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Wording(pub Vec<Piece>);

impl Wording {
    /// A text without answers in it.
    pub fn plain(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }

    /// The text with nothing in place of answers.
    pub fn without_answers(&self) -> String {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Output(_) => "…",
            })
            .collect()
    }
}

/// A wording a language; the blank language stands for columns without one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Texts(pub BTreeMap<String, Wording>);

impl Texts {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The wording in `language`, else in `default`, else without a language,
    /// else in any.
    pub fn spoken(&self, language: &str, default: &str) -> Option<&Wording> {
        [language, default, ""]
            .iter()
            .find_map(|language| self.0.get(*language))
            .or_else(|| self.0.values().next())
    }
}
