//! Words on screen: Vietnamese first, English complete.
//!
//! Every sentence the program can say is a variant of a closed enum declared
//! with [`phrases!`](crate::phrases): its Vietnamese and English stand side by
//! side, so a missing translation is a compile error and a reviewer sees both.

mod periods;
mod system;
mod values;

pub use periods::{period_title, period_words, quarter_numeral};
pub use values::{describe_value_fault, kind_words, value_words};

use serde::{Deserialize, Serialize};

/// The language of the interface. Data is never translated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    #[default]
    Vi,
    En,
}

impl Lang {
    /// The other language, for the key that switches while running.
    pub fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }

    /// The words of `phrase` in this language.
    pub fn say(self, phrase: &impl Phrase) -> String {
        match self {
            Self::Vi => system::in_vietnamese(phrase.vi()),
            Self::En => phrase.en(),
        }
    }
}

/// Something that can be said in both languages.
pub trait Phrase {
    fn vi(&self) -> String;
    fn en(&self) -> String;

    fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Vi => self.vi(),
            Lang::En => self.en(),
        }
    }
}

/// Declares a closed enum of phrases: `Variant { field: Type } => "vi {field}", "en {field}";`
#[macro_export]
macro_rules! phrases {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident {
            $( $(#[$vmeta:meta])* $variant:ident $( { $($field:ident : $ty:ty),* $(,)? } )? => $vi:literal, $en:literal; )*
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis enum $name {
            $( $(#[$vmeta])* $variant $( { $($field: $ty),* } )? ),*
        }

        #[allow(unused_variables)]
        impl $crate::i18n::Phrase for $name {
            fn vi(&self) -> String {
                match self { $( Self::$variant $( { $($field),* } )? => format!($vi), )* }
            }
            fn en(&self) -> String {
                match self { $( Self::$variant $( { $($field),* } )? => format!($en), )* }
            }
        }
    };
}
