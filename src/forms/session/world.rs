//! Works out expressions over a form as it stands.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::super::outline::{ListId, NodeId, Outline, Piece, QuestionKind, Texts, Wording};
use super::super::xpath::{Axis, Expr, Operator, Path, Pattern, Start, Step};
use super::answer::Answer;
use super::calls;
use super::surroundings::Surroundings;
use super::tree::{InstanceId, Tree};
use super::value::{Spot, Value};

/// Nodes that one expression may visit before it is given up.
const PATIENCE: u64 = 5_000_000;

crate::phrases! {
    /// Why an expression has no value.
    pub enum Problem {
        Repeated { name: String } =>
            "“{name}” có nhiều giá trị ở đây; dùng indexed-repeat() hoặc sum(), join()",
            "“{name}” has several values here; use indexed-repeat() or sum(), join()";
        NotADate { typed: String } => "“{typed}” không phải ngày", "“{typed}” is not a date";
        BadDateForm { letter: String } => "%{letter} không dùng được trong mẫu ngày", "%{letter} has no meaning in the form of a date";
        BadPattern { why: String } => "mẫu regex không dùng được: {why}", "the regex pattern cannot be used: {why}";
        NotNodes { name: String } => "{name}() cần một câu hỏi hay nhóm lặp", "{name}() needs a question or repeat";
        TooManyRepeats { wanted: String, most: String } =>
            "số lần lặp tính ra {wanted}, nhiều quá {most}; sửa repeat_count",
            "the repeat's count comes to {wanted}, more than {most}; correct repeat_count";
        TooMuch => "biểu thức phải xem quá nhiều ô nên bỏ dở", "the expression had to look at too many cells and was given up";
    }
}

/// Where an expression stands.
#[derive(Debug, Clone, Copy)]
pub struct Context {
    /// What `.` is.
    pub here: Spot,
    /// What `current()` is: the node of the expression.
    pub current: InstanceId,
    /// Place among the nodes of a predicate, from 1, and how many they are.
    pub among: Option<(usize, usize)>,
}

impl Context {
    pub fn at(instance: InstanceId) -> Self {
        Self {
            here: Spot::Main(instance),
            current: instance,
            among: None,
        }
    }

    /// The instance that `${name}` is sought from: within a predicate the one
    /// that is tried, if the question lies in its repeat.
    fn nearest(&self, world: &World<'_>, node: NodeId) -> InstanceId {
        match self.here {
            Spot::Main(tried) if tried != self.current => {
                let both = [tried, self.current];
                world.tree.nearer(world.outline, both, node)
            }
            _ => self.current,
        }
    }
}

/// Chances and compiled patterns, which working out an expression moves on.
#[derive(Debug, Default)]
pub struct Memory {
    pub dice: Cell<u64>,
    pub patterns: RefCell<HashMap<String, Result<Pattern, String>>>,
    visited: Cell<u64>,
}

/// A form as it stands, to work out expressions over.
#[derive(Clone, Copy)]
pub struct World<'a> {
    pub outline: &'a Outline,
    pub tree: &'a Tree,
    pub surroundings: &'a Surroundings,
    pub memory: &'a Memory,
    pub language: &'a str,
    /// An answer that is being tried, before it is kept.
    pub candidate: Option<(InstanceId, &'a Answer)>,
}

type Worked<'a> = Result<Value<'a>, Problem>;

impl<'a> World<'a> {
    /// Works out an expression afresh.
    ///
    /// # Errors
    /// Why it has no value.
    pub fn work(&self, expr: &'a Expr, context: Context) -> Worked<'a> {
        self.memory.visited.set(0);
        let value = self.eval(expr, context)?;
        self.single(value)
    }

    /// Whether an expression holds.
    ///
    /// # Errors
    /// Why it has no value.
    pub fn holds(&self, expr: &'a Expr, context: Context) -> Result<bool, Problem> {
        self.memory.visited.set(0);
        self.truth(expr, context)
    }

    /// The answer that an expression gives a question.
    ///
    /// # Errors
    /// Why it has no value.
    pub fn answer(
        &self,
        expr: &'a Expr,
        id: InstanceId,
        kind: &QuestionKind,
    ) -> Result<Option<Answer>, Problem> {
        let value = self.work(expr, Context::at(id))?;
        Ok(value.into_answer(kind))
    }

    fn truth(&self, expr: &'a Expr, context: Context) -> Result<bool, Problem> {
        let value = self.eval(expr, context)?;
        Ok(self.single(value)?.truth())
    }

    fn number(&self, expr: &'a Expr, context: Context) -> Result<f64, Problem> {
        let value = self.eval(expr, context)?;
        Ok(self.single(value)?.number())
    }

    /// A wording with its answers in it.
    pub fn words(&self, wording: &'a Wording, instance: InstanceId) -> String {
        let mut text = String::new();
        for piece in &wording.0 {
            match piece {
                Piece::Text(plain) => text.push_str(plain),
                Piece::Output(expr) => text.push_str(&self.output(expr, instance)),
            }
        }
        text
    }

    /// The wording of `texts` in the session's language.
    pub fn spoken(&self, texts: &'a Texts, instance: InstanceId) -> Option<String> {
        texts
            .spoken(self.language, &self.outline.heading.default_language)
            .map(|wording| self.words(wording, instance))
    }

    /// An answer within a text, as people read it.
    fn output(&self, expr: &'a Expr, instance: InstanceId) -> String {
        let Ok(value) = self.eval(expr, Context::at(instance)) else {
            return "…".to_owned();
        };
        if let Value::Nodes(nodes) = &value
            && let [Spot::Main(only)] = nodes.as_slice()
        {
            return self.tree.seen(*only).map(Answer::shown).unwrap_or_default();
        }
        self.single(value)
            .map_or_else(|_| "…".to_owned(), |value| value.into_text().into_owned())
    }

    /// Works out an expression; a path stays a set of nodes.
    pub fn eval(&self, expr: &'a Expr, context: Context) -> Worked<'a> {
        match expr {
            Expr::Number(number) => Ok(Value::Number(*number)),
            Expr::Text(text) => Ok(Value::Text(Cow::Borrowed(text))),
            Expr::Unsupported => Ok(Value::BLANK),
            Expr::Negate(inner) => Ok(Value::Number(-self.number(inner, context)?)),
            Expr::Chain { first, rest } => self.chain(first, rest, context),
            Expr::Call {
                function,
                arguments,
            } => calls::call(self, *function, arguments, context),
            Expr::Path(path) => self.path(path, context).map(Value::Nodes),
        }
    }

    fn chain(&self, first: &'a Expr, rest: &'a [(Operator, Expr)], context: Context) -> Worked<'a> {
        let mut left = self.eval(first, context)?;
        for (operator, right) in rest {
            left = match operator {
                Operator::Or | Operator::And => {
                    let settled = *operator == Operator::Or;
                    let is_settled = self.single(left)?.truth() == settled;
                    Value::Boolean(if is_settled {
                        settled
                    } else {
                        self.truth(right, context)?
                    })
                }
                Operator::Union => self.union(left, self.eval(right, context)?),
                operator => {
                    let right = self.eval(right, context)?;
                    let (left, right) = (self.single(left)?, self.single(right)?);
                    binary(*operator, left, right)
                }
            };
        }
        Ok(left)
    }

    fn union(&self, left: Value<'a>, right: Value<'a>) -> Value<'a> {
        let mut nodes = match left {
            Value::Nodes(nodes) => nodes,
            _ => Vec::new(),
        };
        if let Value::Nodes(more) = right {
            for node in more {
                if !nodes.contains(&node) {
                    nodes.push(node);
                }
            }
        }
        Value::Nodes(nodes)
    }

    /// The one value of a set of nodes; blank when it is empty.
    ///
    /// # Errors
    /// Several nodes.
    pub fn single(&self, value: Value<'a>) -> Worked<'a> {
        let Value::Nodes(nodes) = value else {
            return Ok(value);
        };
        match nodes.as_slice() {
            [] => Ok(Value::BLANK),
            [only] => Ok(self.node_value(*only)),
            [first, ..] => Err(Problem::Repeated {
                name: self.node_name(*first),
            }),
        }
    }

    /// What a node holds.
    pub fn node_value(&self, spot: Spot) -> Value<'a> {
        match spot {
            Spot::Main(id) => match self.candidate {
                Some((tried, answer)) if tried == id => Value::of(Some(answer)),
                _ => Value::of(self.tree.seen(id)),
            },
            Spot::Cell(list, row, column) => self.outline.list(list).map_or(Value::BLANK, |list| {
                Value::Text(Cow::Borrowed(list.cell(row, column as usize)))
            }),
            Spot::Document(_) | Spot::Items(_) | Spot::Item(..) => Value::BLANK,
        }
    }

    fn node_name(&self, spot: Spot) -> String {
        match spot {
            Spot::Main(id) => self.outline.node(self.tree.get(id).node).name.clone(),
            Spot::Document(list)
            | Spot::Items(list)
            | Spot::Item(list, _)
            | Spot::Cell(list, ..) => self
                .outline
                .list(list)
                .map(|list| list.name.clone())
                .unwrap_or_default(),
        }
    }

    fn visit(&self, nodes: usize) -> Result<(), Problem> {
        let visited = self.memory.visited.get() + nodes as u64;
        self.memory.visited.set(visited);
        if visited > PATIENCE {
            Err(Problem::TooMuch)
        } else {
            Ok(())
        }
    }

    /// The nodes that a path leads to, without those that are not relevant.
    pub fn path(&self, path: &'a Path, context: Context) -> Result<Vec<Spot>, Problem> {
        let mut spots = match &path.start {
            Start::Root => vec![Spot::Main(InstanceId::ROOT)],
            Start::Here => vec![context.here],
            Start::Current => vec![Spot::Main(context.current)],
            Start::Question(node, predicates) => {
                let besides = usize::from(!predicates.is_empty());
                let from = context.nearest(self, *node);
                let found = self.tree.instances_near(self.outline, from, *node, besides);
                self.visit(found.len())?;
                let spots = found.into_iter().map(Spot::Main).collect();
                self.filtered(spots, predicates, context)?
            }
            Start::Instance(list) => vec![Spot::Document(*list)],
            // Resolved when the outline was read.
            Start::Named(_) | Start::NamedInstance(_) => Vec::new(),
        };
        for step in &path.steps {
            let mut next = Vec::new();
            for spot in spots {
                next.extend(self.step(spot, step, context)?);
            }
            if step.axis == Axis::Parent {
                let mut seen = Vec::with_capacity(next.len());
                for spot in next {
                    if !seen.contains(&spot) {
                        seen.push(spot);
                    }
                }
                next = seen;
            }
            spots = next;
        }
        spots.retain(|spot| match spot {
            Spot::Main(id) => {
                let tried = self.candidate.is_some_and(|(tried, _)| tried == *id);
                tried || self.tree.get(*id).relevant
            }
            _ => true,
        });
        Ok(spots)
    }

    fn step(&self, spot: Spot, step: &'a Step, context: Context) -> Result<Vec<Spot>, Problem> {
        let found = match (spot, &step.axis) {
            (spot, Axis::Itself) => vec![spot],
            (Spot::Main(id), Axis::Parent) => self
                .tree
                .get(id)
                .parent
                .map(Spot::Main)
                .into_iter()
                .collect(),
            (Spot::Main(id), Axis::Child(name)) => {
                let instance = self.tree.get(id);
                match self.outline.child(instance.node, name) {
                    Some(child) => {
                        let ordinal = self.outline.node(child).ordinal;
                        let slot = self.tree.slot(id, ordinal);
                        slot.iter().copied().map(Spot::Main).collect()
                    }
                    None => Vec::new(),
                }
            }
            (Spot::Main(id), Axis::AnyChild) => {
                let slots = self.tree.get(id).slots.iter();
                slots.flatten().copied().map(Spot::Main).collect()
            }
            (Spot::Document(list), Axis::Child(_) | Axis::AnyChild) => vec![Spot::Items(list)],
            (Spot::Items(list), Axis::Child(_) | Axis::AnyChild) => {
                let rows = self.rows(list, &step.predicates, context)?;
                return Ok(rows.into_iter().map(|row| Spot::Item(list, row)).collect());
            }
            (Spot::Item(list, row), Axis::Child(name)) => self
                .outline
                .list(list)
                .and_then(|of| of.column(name))
                .map(|column| Spot::Cell(list, row, column as u32))
                .into_iter()
                .collect(),
            (Spot::Item(list, row), Axis::AnyChild) => {
                let columns = self.outline.list(list).map_or(0, |of| of.columns.len());
                (0..columns as u32)
                    .map(|column| Spot::Cell(list, row, column))
                    .collect()
            }
            (Spot::Items(list), Axis::Parent) => vec![Spot::Document(list)],
            (Spot::Item(list, _), Axis::Parent) => vec![Spot::Items(list)],
            (Spot::Cell(list, row, _), Axis::Parent) => vec![Spot::Item(list, row)],
            (Spot::Document(_), Axis::Parent) | (Spot::Cell(..), _) => Vec::new(),
        };
        self.visit(found.len())?;
        self.filtered(found, &step.predicates, context)
    }

    /// The nodes for which every predicate holds; a number is a place.
    fn filtered(
        &self,
        mut spots: Vec<Spot>,
        predicates: &'a [Expr],
        context: Context,
    ) -> Result<Vec<Spot>, Problem> {
        for predicate in predicates {
            let size = spots.len();
            let mut kept = Vec::new();
            for (place, spot) in (1..).zip(spots) {
                let within = Context {
                    here: spot,
                    current: context.current,
                    among: Some((place, size)),
                };
                if self.passes(predicate, within, place)? {
                    kept.push(spot);
                }
            }
            spots = kept;
        }
        Ok(spots)
    }

    fn passes(&self, predicate: &'a Expr, within: Context, place: usize) -> Result<bool, Problem> {
        self.visit(1)?;
        let value = self.eval(predicate, within)?;
        Ok(match self.single(value)? {
            Value::Number(number) => number == place as f64,
            value => value.truth(),
        })
    }

    /// The rows of a list for which every predicate holds, with an index where
    /// a predicate compares a column with something outside the list.
    pub fn rows(
        &self,
        list: ListId,
        predicates: &'a [Expr],
        context: Context,
    ) -> Result<Vec<u32>, Problem> {
        let Some(of) = self.outline.list(list) else {
            return Ok(Vec::new());
        };
        let Some((first, later)) = predicates.split_first() else {
            return Ok((0..of.choices.len() as u32).collect());
        };
        let mut rows: Vec<u32> = match super::filter::indexed(self, of, first, context)? {
            Some(super::filter::Found::Exactly(rows)) => rows,
            Some(super::filter::Found::Among(rows)) => {
                self.sift(list, rows, std::slice::from_ref(first), context)?
            }
            None => {
                let all = (0..of.choices.len() as u32).collect();
                self.sift(list, all, std::slice::from_ref(first), context)?
            }
        };
        rows = self.sift(list, rows, later, context)?;
        Ok(rows)
    }

    fn sift(
        &self,
        list: ListId,
        rows: Vec<u32>,
        predicates: &'a [Expr],
        context: Context,
    ) -> Result<Vec<u32>, Problem> {
        let spots = rows.into_iter().map(|row| Spot::Item(list, row)).collect();
        let kept = self.filtered(spots, predicates, context)?;
        Ok(kept
            .into_iter()
            .filter_map(|spot| match spot {
                Spot::Item(_, row) => Some(row),
                _ => None,
            })
            .collect())
    }

    /// Whether a row of a list passes a filter, looked at alone.
    ///
    /// # Errors
    /// Why the filter has no value.
    pub fn row_passes(
        &self,
        list: ListId,
        row: u32,
        filter: &'a Expr,
        current: InstanceId,
    ) -> Result<bool, Problem> {
        let within = Context {
            here: Spot::Item(list, row),
            current,
            among: Some((row as usize + 1, row as usize + 1)),
        };
        self.passes(filter, within, row as usize + 1)
    }
}

/// Compares or calculates, as JavaRosa does (`semantics`).
fn binary<'a>(operator: Operator, left: Value<'a>, right: Value<'a>) -> Value<'a> {
    match operator {
        Operator::Equal => return Value::Boolean(equal(left, right)),
        Operator::Unequal => return Value::Boolean(!equal(left, right)),
        _ => {}
    }
    let (left, right) = (left.number(), right.number());
    match operator {
        Operator::Less => Value::Boolean(left < right),
        Operator::LessOrEqual => Value::Boolean(left <= right),
        Operator::Greater => Value::Boolean(left > right),
        Operator::GreaterOrEqual => Value::Boolean(left >= right),
        Operator::Plus => Value::Number(left + right),
        Operator::Minus => Value::Number(left - right),
        Operator::Times => Value::Number(left * right),
        Operator::Divide => Value::Number(left / right),
        Operator::Modulo => Value::Number(left % right),
        Operator::Or | Operator::And | Operator::Equal | Operator::Unequal | Operator::Union => {
            Value::BLANK
        }
    }
}

fn equal(left: Value<'_>, right: Value<'_>) -> bool {
    match (&left, &right) {
        (Value::Boolean(_), _) | (_, Value::Boolean(_)) => left.truth() == right.truth(),
        (Value::Number(_), _) | (_, Value::Number(_)) => {
            (left.number() - right.number()).abs() < 1e-12
        }
        (Value::Clock(left), Value::Clock(right)) => left == right,
        _ => left.into_text() == right.into_text(),
    }
}
