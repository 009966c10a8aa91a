//! Tokens to expressions, by operator strength. Depth and length are bounded:
//! what a workbook holds can be absurd.

use std::sync::Arc;

use super::super::fault::{Flaw, shown};
use super::ast::{Axis, Expr, Operator, Path, Start, Step};
use super::function::{Function, UNSUPPORTED, functions};
use super::lexer::{Cut, Kind, Token, tokens};
use crate::forms::nearest::nearest;

/// Letters of an expression.
const LONGEST: usize = 32_768;
/// Parentheses, calls, predicates and signs inside each other.
const DEEPEST: usize = 60;

/// An expression read, with what it uses that this version does not support.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    pub expr: Expr,
    pub unsupported: Vec<String>,
}

/// Reads an expression as typed into a cell.
///
/// # Errors
/// What is wrong, near what, and what would be right.
pub fn parse(typed: &str) -> Result<Parsed, Flaw> {
    if typed.len() > LONGEST {
        return Err(Flaw::TooLong { most: LONGEST });
    }
    let tokens = tokens(typed).map_err(|cut| {
        let (at, wanted) = match cut {
            Cut::OpenQuote(at) => (at, "' \""),
            Cut::OpenReference(at) => (at, "}"),
            Cut::StrangeSign(at) => (at, "+ - * div = < > ( ) , ${…} '…'"),
        };
        syntax(typed, at, wanted)
    })?;
    let mut reader = Reader {
        typed,
        tokens: &tokens,
        next: 0,
        depth: 0,
        unsupported: Vec::new(),
    };
    let expr = reader.expression(0)?;
    match reader.peek() {
        None => Ok(Parsed {
            expr,
            unsupported: reader.unsupported,
        }),
        Some(_) => Err(reader.wanted("and or = + - * div mod")),
    }
}

fn syntax(typed: &str, at: usize, wanted: &str) -> Flaw {
    let near: String = typed
        .get(at..)
        .unwrap_or_default()
        .chars()
        .take(20)
        .collect();
    Flaw::Syntax {
        typed: shown(typed),
        near: if near.trim().is_empty() {
            "…".to_owned()
        } else {
            shown(&near)
        },
        wanted: wanted.to_owned(),
    }
}

struct Reader<'a> {
    typed: &'a str,
    tokens: &'a [Token],
    next: usize,
    depth: usize,
    unsupported: Vec<String>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<&Kind> {
        self.peek_at(0)
    }

    fn peek_at(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.next + ahead).map(|token| &token.kind)
    }

    fn at(&self) -> usize {
        self.tokens
            .get(self.next)
            .map_or(self.typed.len(), |token| token.at)
    }

    fn wanted(&self, wanted: &str) -> Flaw {
        syntax(self.typed, self.at(), wanted)
    }

    fn is_sign(&self, sign: &str) -> bool {
        matches!(self.peek(), Some(Kind::Sign(next)) if *next == sign)
    }

    fn take(&mut self, sign: &str) -> bool {
        let found = self.is_sign(sign);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, sign: &str) -> Result<(), Flaw> {
        if self.take(sign) {
            Ok(())
        } else {
            Err(self.wanted(sign))
        }
    }

    /// Operands and operators that bind at least as strongly as `least`.
    fn expression(&mut self, least: u8) -> Result<Expr, Flaw> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Flaw::TooNested { most: DEEPEST });
        }
        let mut left = self.operand()?;
        while let Some(operator) = self.operator() {
            let strength = operator.strength();
            if strength < least {
                break;
            }
            self.next += 1;
            let right = self.expression(strength + 1)?;
            left = chained(left, operator, right);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn operator(&self) -> Option<Operator> {
        match self.peek()? {
            Kind::Name(name) => match name.as_str() {
                "or" => Some(Operator::Or),
                "and" => Some(Operator::And),
                "div" => Some(Operator::Divide),
                "mod" => Some(Operator::Modulo),
                _ => None,
            },
            Kind::Sign(sign) => match *sign {
                "=" => Some(Operator::Equal),
                "!=" => Some(Operator::Unequal),
                "<" => Some(Operator::Less),
                "<=" => Some(Operator::LessOrEqual),
                ">" => Some(Operator::Greater),
                ">=" => Some(Operator::GreaterOrEqual),
                "+" => Some(Operator::Plus),
                "-" => Some(Operator::Minus),
                "*" => Some(Operator::Times),
                "|" => Some(Operator::Union),
                _ => None,
            },
            _ => None,
        }
    }

    fn operand(&mut self) -> Result<Expr, Flaw> {
        let mut negations = 0_usize;
        while self.take("-") {
            negations += 1;
        }
        let operand = if negations > 0 {
            // A sign binds more strongly than `*` and less than `|`.
            self.expression(7)?
        } else {
            self.primary()?
        };
        Ok(match negations % 2 {
            0 if negations == 0 => operand,
            0 => Expr::Negate(Box::new(Expr::Negate(Box::new(operand)))),
            _ => Expr::Negate(Box::new(operand)),
        })
    }

    fn primary(&mut self) -> Result<Expr, Flaw> {
        const OPERAND: &str = "${…}, '…', 0–9, (";
        match self.peek().cloned() {
            Some(Kind::Number(number)) => {
                self.next += 1;
                Ok(Expr::Number(number))
            }
            Some(Kind::Text(text)) => {
                self.next += 1;
                Ok(Expr::Text(text.into()))
            }
            Some(Kind::Reference(name)) => {
                self.next += 1;
                self.reference(&name)
            }
            Some(Kind::Name(name)) if matches!(self.peek_at(1), Some(Kind::Sign("("))) => {
                self.next += 2;
                self.call(&name)
            }
            Some(Kind::Name(_)) => self.steps(Start::Here, Vec::new()),
            Some(Kind::Sign("(")) => {
                self.next += 1;
                let inside = self.expression(0)?;
                self.expect(")")?;
                Ok(inside)
            }
            Some(Kind::Sign("/")) => {
                self.next += 1;
                match self.peek() {
                    Some(Kind::Name(_) | Kind::Sign("." | ".." | "*")) => {
                        self.steps(Start::Root, Vec::new())
                    }
                    _ => Err(self.wanted("/data/…")),
                }
            }
            Some(Kind::Sign("." | ".." | "*")) => self.steps(Start::Here, Vec::new()),
            _ => Err(self.wanted(OPERAND)),
        }
    }

    fn reference(&mut self, name: &str) -> Result<Expr, Flaw> {
        if let Some(saved) = name.strip_prefix("last-saved#") {
            self.unsupported.push(format!("${{last-saved#{saved}}}"));
            return Ok(Expr::Unsupported);
        }
        let start = Start::Named(name.into());
        let predicates = self.predicates()?;
        let steps = if predicates.is_empty() {
            Vec::new()
        } else {
            // Held as a step to itself until the name is resolved.
            vec![Step {
                axis: Axis::Itself,
                predicates,
            }]
        };
        self.after_start(start, steps)
    }

    /// The path that goes on after its start, if it does.
    fn after_start(&mut self, start: Start, steps: Vec<Step>) -> Result<Expr, Flaw> {
        if self.take("/") {
            self.steps(start, steps)
        } else if self.is_sign("//") {
            Err(self.wanted("/"))
        } else {
            Ok(Expr::Path(Path { start, steps }))
        }
    }

    fn steps(&mut self, start: Start, mut steps: Vec<Step>) -> Result<Expr, Flaw> {
        loop {
            steps.push(self.step()?);
            if !self.take("/") {
                break;
            }
        }
        if self.is_sign("//") {
            return Err(self.wanted("/"));
        }
        Ok(Expr::Path(Path { start, steps }))
    }

    fn step(&mut self) -> Result<Step, Flaw> {
        let axis = match self.peek() {
            Some(Kind::Sign(".")) => Axis::Itself,
            Some(Kind::Sign("..")) => Axis::Parent,
            Some(Kind::Sign("*")) => Axis::AnyChild,
            Some(Kind::Name(name)) => match (name.as_str(), self.peek_at(1)) {
                (axis, Some(Kind::Sign("::"))) => {
                    let axis = axis.to_owned();
                    return self.spelt_axis(&axis);
                }
                (name, _) => Axis::Child(Arc::from(name)),
            },
            _ => return Err(self.wanted("name, . , ..")),
        };
        self.next += 1;
        let predicates = self.predicates()?;
        Ok(Step { axis, predicates })
    }

    /// `child::x`, `self::node()`, `parent::*`; other axes no engine has.
    fn spelt_axis(&mut self, axis: &str) -> Result<Step, Flaw> {
        if !matches!(axis, "child" | "self" | "parent") {
            return Err(self.wanted("child::, parent::, self::"));
        }
        self.next += 2;
        let name = match self.peek().cloned() {
            Some(Kind::Name(name)) if matches!(self.peek_at(1), Some(Kind::Sign("("))) => {
                if name != "node" {
                    return Err(self.wanted("node()"));
                }
                self.next += 2;
                self.expect(")")?;
                None
            }
            Some(Kind::Name(name)) => {
                self.next += 1;
                Some(name)
            }
            Some(Kind::Sign("*")) => {
                self.next += 1;
                None
            }
            _ => return Err(self.wanted("name, node(), *")),
        };
        let axis = match (axis, name) {
            ("child", Some(name)) => Axis::Child(name.into()),
            ("child", None) => Axis::AnyChild,
            ("self", None) => Axis::Itself,
            ("parent", None) => Axis::Parent,
            _ => return Err(self.wanted("self::node(), parent::node()")),
        };
        let predicates = self.predicates()?;
        Ok(Step { axis, predicates })
    }

    fn predicates(&mut self) -> Result<Vec<Expr>, Flaw> {
        let mut predicates = Vec::new();
        while self.take("[") {
            predicates.push(self.expression(0)?);
            self.expect("]")?;
        }
        Ok(predicates)
    }

    /// A call whose name and opening parenthesis were just taken.
    fn call(&mut self, name: &str) -> Result<Expr, Flaw> {
        let arguments = self.arguments()?;
        match (name, arguments.as_slice()) {
            ("current", []) => return self.after_start(Start::Current, Vec::new()),
            ("instance", [Expr::Text(name)]) => {
                let start = Start::NamedInstance(name.clone());
                return self.after_start(start, Vec::new());
            }
            ("current" | "instance", _) => {
                return Err(Flaw::WrongArguments {
                    name: name.to_owned(),
                    given: arguments.len(),
                    wanted: if name == "current" { "0" } else { "1 ('…')" }.to_owned(),
                });
            }
            _ => {}
        }
        if UNSUPPORTED.contains(&name) {
            self.unsupported.push(format!("{name}()"));
            return Ok(Expr::Unsupported);
        }
        let function = Function::named(name).ok_or_else(|| Flaw::UnknownFunction {
            name: shown(name),
            nearest: nearest(name, functions()).to_owned(),
        })?;
        let arity = function.arity();
        let given = arguments.len();
        if given < arity.least || arity.most.is_some_and(|most| given > most) {
            let wanted = match arity.most {
                Some(most) if most == arity.least => most.to_string(),
                Some(most) => format!("{}–{most}", arity.least),
                None => format!("≥ {}", arity.least),
            };
            return Err(Flaw::WrongArguments {
                name: name.to_owned(),
                given,
                wanted,
            });
        }
        Ok(Expr::Call {
            function,
            arguments,
        })
    }

    fn arguments(&mut self) -> Result<Vec<Expr>, Flaw> {
        let mut arguments = Vec::new();
        if self.take(")") {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.expression(0)?);
            if self.take(")") {
                return Ok(arguments);
            }
            self.expect(",")?;
        }
    }
}

fn chained(left: Expr, operator: Operator, right: Expr) -> Expr {
    match left {
        Expr::Chain { first, mut rest }
            if rest
                .first()
                .is_some_and(|(other, _)| other.strength() == operator.strength()) =>
        {
            rest.push((operator, right));
            Expr::Chain { first, rest }
        }
        left => Expr::Chain {
            first: Box::new(left),
            rest: vec![(operator, right)],
        },
    }
}
