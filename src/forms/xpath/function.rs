//! The functions of expressions: their names and how many arguments they take.

/// How many arguments a function takes; `most` of `None` is any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Arity {
    pub least: usize,
    pub most: Option<usize>,
}

macro_rules! functions {
    ($($variant:ident = $name:literal, $least:literal .. $most:expr;)*) => {
        /// A function that expressions may call.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Function { $($variant),* }

        impl Function {
            /// Every function with its name.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($name, Self::$variant)),*];

            pub fn arity(self) -> Arity {
                match self { $(Self::$variant => Arity { least: $least, most: $most }),* }
            }
        }
    };
}

functions! {
    True = "true", 0 .. Some(0);
    False = "false", 0 .. Some(0);
    Boolean = "boolean", 1 .. Some(1);
    BooleanFromString = "boolean-from-string", 1 .. Some(1);
    Not = "not", 1 .. Some(1);
    Number = "number", 1 .. Some(1);
    Int = "int", 1 .. Some(1);
    Round = "round", 1 .. Some(2);
    Floor = "floor", 1 .. Some(1);
    Ceiling = "ceiling", 1 .. Some(1);
    Abs = "abs", 1 .. Some(1);
    Pow = "pow", 2 .. Some(2);
    Sqrt = "sqrt", 1 .. Some(1);
    Exp = "exp", 1 .. Some(1);
    Exp10 = "exp10", 1 .. Some(1);
    Log = "log", 1 .. Some(1);
    Log10 = "log10", 1 .. Some(1);
    Sin = "sin", 1 .. Some(1);
    Cos = "cos", 1 .. Some(1);
    Tan = "tan", 1 .. Some(1);
    Asin = "asin", 1 .. Some(1);
    Acos = "acos", 1 .. Some(1);
    Atan = "atan", 1 .. Some(1);
    Atan2 = "atan2", 2 .. Some(2);
    Pi = "pi", 0 .. Some(0);
    Min = "min", 1 .. None;
    Max = "max", 1 .. None;
    Sum = "sum", 1 .. Some(1);
    Count = "count", 1 .. Some(1);
    CountNonEmpty = "count-non-empty", 1 .. Some(1);
    Position = "position", 0 .. Some(1);
    Index = "index", 1 .. Some(1);
    Last = "last", 0 .. Some(0);
    IndexedRepeat = "indexed-repeat", 3 .. Some(11);
    Once = "once", 1 .. Some(1);
    If = "if", 3 .. Some(3);
    Coalesce = "coalesce", 2 .. Some(2);
    String = "string", 1 .. Some(1);
    Concat = "concat", 1 .. None;
    Join = "join", 1 .. None;
    StringLength = "string-length", 0 .. Some(1);
    Substr = "substr", 2 .. Some(3);
    SubstringBefore = "substring-before", 2 .. Some(2);
    SubstringAfter = "substring-after", 2 .. Some(2);
    Contains = "contains", 2 .. Some(2);
    StartsWith = "starts-with", 2 .. Some(2);
    EndsWith = "ends-with", 2 .. Some(2);
    Translate = "translate", 3 .. Some(3);
    NormalizeSpace = "normalize-space", 0 .. Some(1);
    Regex = "regex", 2 .. Some(2);
    Selected = "selected", 2 .. Some(2);
    IsSelected = "is-selected", 2 .. Some(2);
    SelectedAt = "selected-at", 2 .. Some(2);
    CountSelected = "count-selected", 1 .. Some(1);
    ChoiceName = "jr:choice-name", 2 .. Some(2);
    Checklist = "checklist", 2 .. None;
    WeightedChecklist = "weighted-checklist", 2 .. None;
    Now = "now", 0 .. Some(0);
    Today = "today", 0 .. Some(0);
    Date = "date", 1 .. Some(1);
    DateTime = "date-time", 1 .. Some(1);
    FormatDate = "format-date", 2 .. Some(2);
    FormatDateTime = "format-date-time", 2 .. Some(2);
    DecimalDateTime = "decimal-date-time", 1 .. Some(1);
    DecimalTime = "decimal-time", 1 .. Some(1);
    Uuid = "uuid", 0 .. Some(1);
    Random = "random", 0 .. Some(0);
    Version = "version", 0 .. Some(0);
    Depend = "depend", 1 .. None;
    PullData = "pulldata", 4 .. Some(4);
}

impl Function {
    pub fn named(name: &str) -> Option<Self> {
        let found = Self::ALL.iter().find(|(known, _)| *known == name);
        found.map(|(_, function)| *function)
    }

    /// The name as it is written.
    pub fn name(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, function)| *function == self);
        found.map_or("", |(name, _)| name)
    }
}

/// Functions that ODK has and this version does not: the rows that call them
/// are named.
pub const UNSUPPORTED: &[&str] = &[
    "area",
    "enclosed-area",
    "distance",
    "geofence",
    "digest",
    "base64-decode",
    "extract-signed",
    "property",
    "randomize",
    "search",
    "jr:itext",
    "lang",
    "id",
    "name",
    "local-name",
    "namespace-uri",
];

/// The names of all functions.
pub fn functions() -> impl Iterator<Item = &'static str> {
    Function::ALL
        .iter()
        .map(|(name, _)| *name)
        .chain(["current", "instance"])
}
