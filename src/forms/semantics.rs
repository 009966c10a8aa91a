//! Where ODK's two engines, JavaRosa (Collect) and Web Forms, work out an
//! expression differently, and what is done here. `outline check` warns where
//! an outline depends on it.

use super::outline::NodeId;
use super::xpath::{Expr, Function, Operator, Path, Start};

/// One difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    pub what: &'static str,
    pub javarosa: &'static str,
    pub web_forms: &'static str,
    pub here: &'static str,
}

/// All differences known.
pub const DIFFERENCES: &[Difference] = &[
    Difference {
        what: "a question of several instances where one value is wanted",
        javarosa: "an error",
        web_forms: "the first",
        here: "no value, and the question is named",
    },
    Difference {
        what: "empty = 0, empty < 1",
        javarosa: "an empty answer is no number: false",
        web_forms: "the same",
        here: "false",
    },
    Difference {
        what: "a = b of texts and numbers",
        javarosa: "numbers within 1e-12 are equal; a text beside a number is read as one",
        web_forms: "exactly equal",
        here: "as JavaRosa",
    },
    Difference {
        what: "a text as a number",
        javarosa: "a comma is a decimal point; no exponents",
        web_forms: "XPath: a comma is no number",
        here: "as JavaRosa",
    },
    Difference {
        what: "max() of negative numbers",
        javarosa: "4.9e-324, a slip",
        web_forms: "the greatest",
        here: "the greatest",
    },
    Difference {
        what: "numbers beyond 2^31 as text",
        javarosa: "3.0E9",
        web_forms: "3000000000",
        here: "3000000000",
    },
    Difference {
        what: "today() or date() in a calculate",
        javarosa: "kept with a time of 00:00",
        web_forms: "a date",
        here: "a date",
    },
    Difference {
        what: "a date or moment as text",
        javarosa: "the date alone",
        web_forms: "as it is",
        here: "the date alone; a time alone is kept",
    },
    Difference {
        what: "round(-2.5)",
        javarosa: "-2: halves go up",
        web_forms: "-2",
        here: "-2",
    },
    Difference {
        what: "union a | b",
        javarosa: "not supported",
        web_forms: "both",
        here: "both",
    },
    Difference {
        what: "/data/repeat from inside that repeat",
        javarosa: "its own instance",
        web_forms: "every instance",
        here: "its own instance",
    },
    Difference {
        what: "format-date('%b'), ('%a')",
        javarosa: "in the language of the device",
        web_forms: "in the language of the device",
        here: "thg 2, Th 5",
    },
    Difference {
        what: "a regex with look-around or back-references",
        javarosa: "Java's engine",
        web_forms: "the browser's engine",
        here: "refused when read: only what takes linear time",
    },
    Difference {
        what: "string-length(), substr() of letters beyond the first plane",
        javarosa: "counts halves of a pair",
        web_forms: "counts halves of a pair",
        here: "counts letters, composed (NFC)",
    },
    Difference {
        what: "a chosen answer that its filter no longer offers",
        javarosa: "removed when the question is next shown",
        web_forms: "removed at once",
        here: "unseen at once, and seen again when it is offered again",
    },
    Difference {
        what: "fewer repeats than before by repeat_count",
        javarosa: "those beyond stay, and the first when nothing was ever counted",
        web_forms: "those beyond are removed",
        here: "those beyond are unseen, and come back with their answers",
    },
    Difference {
        what: "a repeat within an instance that was added to a repeat",
        javarosa: "begins with none",
        web_forms: "not compared",
        here: "begins with none; one that begins with the form begins with one",
    },
    Difference {
        what: "a sum over ../../repeat when another instance is added",
        javarosa: "stale in the earlier instances",
        web_forms: "worked out again",
        here: "worked out again",
    },
    Difference {
        what: "/data/repeat[1]/question after an answer to it",
        javarosa: "stale",
        web_forms: "worked out again",
        here: "worked out again",
    },
    Difference {
        what: "a range question outside its bounds, a name that is no choice",
        javarosa: "kept: only its screen keeps people from it",
        web_forms: "not compared",
        here: "refused as of the wrong type",
    },
    Difference {
        what: "a place after another condition: item[xa = 'hn'][2]",
        javarosa: "nothing",
        web_forms: "the second of those",
        here: "the second of those",
    },
    Difference {
        what: "sum() over an answer that is missing",
        javarosa: "it counts as 0",
        web_forms: "no number",
        here: "as JavaRosa",
    },
    Difference {
        what: "several chosen answers",
        javarosa: "in the order in which they were chosen",
        web_forms: "in the order of the list",
        here: "as JavaRosa",
    },
    Difference {
        what: "a rank that leaves choices out",
        javarosa: "kept",
        web_forms: "refused",
        here: "kept",
    },
    Difference {
        what: "floor(), ceiling()",
        javarosa: "no such function",
        web_forms: "as XPath has them",
        here: "as XPath has them",
    },
    Difference {
        what: "index()",
        javarosa: "no such function",
        web_forms: "no such function",
        here: "position() of what it is given",
    },
    Difference {
        what: "pulldata()",
        javarosa: "known to Collect alone",
        web_forms: "looks into the list",
        here: "looks into the list",
    },
    Difference {
        what: "select_one ${name} within the repeat of that name, when repeats nest",
        javarosa: "the answers within the same outer repeat",
        web_forms: "those of all outer repeats",
        here: "as JavaRosa",
    },
    Difference {
        what: "a calculated question answered by hand, when what it reads is given once more unchanged",
        javarosa: "worked out again",
        web_forms: "the answer stays",
        here: "the answer stays",
    },
    Difference {
        what: "${name} within a predicate: ${ho}[${nguoi} > 3]",
        javarosa: "as pyxform writes it, looked for beside what is tried: mostly nothing",
        web_forms: "the same",
        here: "in the instance that is tried when it lies in that repeat, else beside the question",
    },
    Difference {
        what: "taking back the answer of a required question",
        javarosa: "refused",
        web_forms: "taken back, and missing",
        here: "taken back, and missing",
    },
    Difference {
        what: "position() of nothing",
        javarosa: "0",
        web_forms: "an error",
        here: "0",
    },
];

/// What in an expression the engines understand differently; `repeats` tells
/// whether a question lies in a repeat.
pub(super) fn engines_differ(expr: &Expr, repeats: &dyn Fn(NodeId) -> bool) -> Vec<&'static str> {
    let mut search = Search {
        repeats,
        found: Vec::new(),
        tried: false,
    };
    search.visit(expr);
    search.found.dedup();
    search.found
}

struct Search<'a> {
    repeats: &'a dyn Fn(NodeId) -> bool,
    found: Vec<&'static str>,
    /// Within a predicate that tries instances of a repeat.
    tried: bool,
}

impl Search<'_> {
    fn visit(&mut self, expr: &Expr) {
        match expr {
            Expr::Number(_) | Expr::Text(_) | Expr::Unsupported => {}
            Expr::Negate(inner) => self.visit(inner),
            Expr::Chain { first, rest } => {
                self.visit(first);
                for (operator, operand) in rest {
                    if *operator == Operator::Union {
                        self.found.push("a | b");
                    }
                    self.visit(operand);
                }
            }
            Expr::Call {
                function,
                arguments,
            } => self.call(*function, arguments),
            Expr::Path(path) => self.path(path),
        }
    }

    fn call(&mut self, function: Function, arguments: &[Expr]) {
        match function {
            Function::Floor => self.found.push("floor()"),
            Function::Ceiling => self.found.push("ceiling()"),
            Function::Index => self.found.push("index()"),
            Function::PullData => self.found.push("pulldata()"),
            Function::FormatDate | Function::FormatDateTime => {
                if let Some(Expr::Text(form)) = arguments.get(1)
                    && (form.contains("%b") || form.contains("%a"))
                {
                    self.found.push("format-date %a, %b");
                }
            }
            _ => {}
        }
        for argument in arguments {
            self.visit(argument);
        }
    }

    fn path(&mut self, path: &Path) {
        let before = self.tried;
        let of_start: &[Expr] = match &path.start {
            Start::Question(asked, predicates) => {
                if self.tried && (self.repeats)(*asked) {
                    self.found.push("${…} [${…}]");
                }
                predicates
            }
            _ => &[],
        };
        self.tried |= !matches!(path.start, Start::Instance(_));
        let of_steps = path.steps.iter().flat_map(|step| &step.predicates);
        for predicate in of_start.iter().chain(of_steps) {
            self.visit(predicate);
        }
        self.tried = before;
    }
}
