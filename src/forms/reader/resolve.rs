//! Gives names in expressions their questions and lists, and checks what can
//! be checked without answers.

use std::collections::HashMap;

use super::super::fault::{Flaw, shown};
use super::super::nearest::nearest;
use super::super::outline::{ListId, Node, NodeId, NodeKind, Piece, Wording};
use super::super::xpath::{Axis, Expr, Function, Operator, Path, Start, Step, parse, pattern};
use super::choices::{Lists, stem};

/// What names stand for.
pub struct Names<'a> {
    pub nodes: &'a [Node],
    pub by_name: HashMap<String, Vec<NodeId>>,
    pub lists: &'a Lists,
    /// Name of the outermost element.
    pub root: &'a str,
}

/// An expression with its names resolved, and what in it has no effect.
pub struct Resolved {
    pub expr: Expr,
    pub unsupported: Vec<String>,
}

/// What is found while names are resolved.
struct Noted {
    flaws: Vec<Flaw>,
    unsupported: Vec<String>,
}

impl<'a> Names<'a> {
    pub fn new(nodes: &'a [Node], lists: &'a Lists, root: &'a str) -> Self {
        let mut by_name: HashMap<String, Vec<NodeId>> = HashMap::new();
        for (index, node) in nodes.iter().enumerate().skip(1) {
            let id = NodeId(index as u32);
            by_name.entry(node.name.clone()).or_default().push(id);
        }
        Self {
            nodes,
            by_name,
            lists,
            root,
        }
    }

    /// Whether the first step of `/data/…` names the outermost element.
    fn is_root(&self, step: &Step) -> bool {
        let Axis::Child(name) = &step.axis else {
            return false;
        };
        let is_child = self.nodes.first().is_some_and(|root| {
            let named = |id: &NodeId| self.nodes.get(id.index()).map(|node| node.name.as_str());
            root.children.iter().any(|id| named(id) == Some(name))
        });
        **name == *self.root || (**name == *super::ROOT && !is_child)
    }

    /// The question that `${name}` means.
    ///
    /// # Errors
    /// None or several bear the name.
    pub fn question(&self, name: &str) -> Result<NodeId, Flaw> {
        match self.by_name.get(name).map(Vec::as_slice) {
            Some([id]) => Ok(*id),
            Some(several) => Err(Flaw::AmbiguousQuestion {
                name: shown(name),
                rows: several
                    .iter()
                    .filter_map(|id| self.nodes.get(id.index()))
                    .map(|node| node.row.to_string())
                    .collect::<Vec<_>>()
                    .join(", "),
            }),
            None => Err(self.unknown(name)),
        }
    }

    /// That no question bears the name.
    pub fn unknown(&self, name: &str) -> Flaw {
        let names = self.nodes.iter().skip(1).map(|node| node.name.as_str());
        Flaw::UnknownQuestion {
            name: shown(name),
            nearest: shown(nearest(name, names)),
        }
    }

    /// Whether a question lies in a repeat.
    pub fn lies_in_repeat(&self, asked: NodeId) -> bool {
        let node = |id: NodeId| self.nodes.get(id.index());
        std::iter::successors(node(asked), |at| at.parent.and_then(node)).any(Node::is_repeat)
    }

    /// The path to a question in every instance of the innermost repeat around
    /// it; outer repeats are shared with whoever looks.
    pub fn in_every_instance(&self, asked: NodeId) -> Expr {
        let always = Expr::Call {
            function: Function::True,
            arguments: Vec::new(),
        };
        let mut steps = Vec::new();
        let mut at = asked;
        while let Some(node) = self.nodes.get(at.index()) {
            match (node.is_repeat(), node.parent) {
                (true, _) => {
                    steps.reverse();
                    let start = Start::Question(at, vec![always]);
                    return Expr::Path(Path { start, steps });
                }
                (false, None) => break,
                (false, Some(parent)) => {
                    steps.push(Step {
                        axis: Axis::Child(node.name.as_str().into()),
                        predicates: Vec::new(),
                    });
                    at = parent;
                }
            }
        }
        let start = Start::Question(asked, Vec::new());
        let steps = Vec::new();
        Expr::Path(Path { start, steps })
    }

    /// Reads a typed expression.
    ///
    /// # Errors
    /// Every fault of its names and calls, or the one of its grammar.
    pub fn expression(&self, typed: &str) -> Result<Resolved, Vec<Flaw>> {
        let mut parsed = parse(typed).map_err(|flaw| vec![flaw])?;
        let mut noted = Noted {
            flaws: Vec::new(),
            unsupported: parsed.unsupported,
        };
        self.visit(&mut parsed.expr, &mut noted);
        if noted.flaws.is_empty() {
            Ok(Resolved {
                expr: parsed.expr,
                unsupported: noted.unsupported,
            })
        } else {
            Err(noted.flaws)
        }
    }

    /// Reads a text with `${name}` in it.
    ///
    /// # Errors
    /// Every name that no question bears.
    pub fn wording(&self, typed: &str) -> Result<Wording, Vec<Flaw>> {
        let mut pieces = Vec::new();
        let mut flaws = Vec::new();
        let mut rest = typed;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            match self.expression(&format!("${{{name}}}")) {
                Ok(resolved) => pieces.push(Piece::Output(resolved.expr)),
                Err(found) => flaws.extend(found),
            }
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        if flaws.is_empty() {
            Ok(Wording(pieces))
        } else {
            Err(flaws)
        }
    }

    /// The list or file that `instance('name')` means.
    fn list(&self, name: &str) -> Option<ListId> {
        self.lists.id(name).or_else(|| self.lists.id(stem(name)))
    }

    /// What an expression looks at that no outline here holds: an instance that
    /// is neither list nor file, the number that a sent form bears.
    fn elsewhere(&self, expr: &Expr) -> Option<String> {
        const OF_THE_FORM: &[&str] = &["instanceID", "instanceName"];
        let Expr::Path(path) = expr else {
            return None;
        };
        match &path.start {
            Start::NamedInstance(name) if self.list(name).is_none() => {
                Some(format!("instance('{name}')"))
            }
            Start::Named(name)
                if OF_THE_FORM.contains(&&**name) && !self.by_name.contains_key(&**name) =>
            {
                Some(format!("${{{name}}}"))
            }
            _ => None,
        }
    }

    fn visit(&self, expr: &mut Expr, noted: &mut Noted) {
        if let Some(what) = self.elsewhere(expr) {
            noted.unsupported.push(what);
            *expr = Expr::Unsupported;
        }
        match expr {
            Expr::Number(_) | Expr::Text(_) | Expr::Unsupported => {}
            Expr::Negate(inner) => self.visit(inner, noted),
            Expr::Chain { first, rest } => {
                self.visit(first, noted);
                for (_, operand) in rest {
                    self.visit(operand, noted);
                }
            }
            Expr::Call {
                function,
                arguments,
            } => {
                if *function == Function::ChoiceName {
                    self.read_quoted_path(arguments, noted);
                }
                for argument in arguments.iter_mut() {
                    self.visit(argument, noted);
                }
                if let Err(flaw) = self.check_call(*function, arguments) {
                    noted.flaws.push(flaw);
                }
            }
            Expr::Path(path) => {
                for step in &mut path.steps {
                    for predicate in &mut step.predicates {
                        self.visit(predicate, noted);
                    }
                }
                match &path.start {
                    Start::Named(name) => match self.question(name) {
                        Ok(id) => {
                            let own = path.steps.first().is_some_and(|step| {
                                step.axis == Axis::Itself && !step.predicates.is_empty()
                            });
                            let predicates = if own {
                                path.steps.remove(0).predicates
                            } else {
                                Vec::new()
                            };
                            path.start = Start::Question(id, predicates);
                        }
                        Err(flaw) => noted.flaws.push(flaw),
                    },
                    Start::NamedInstance(name) => {
                        if let Some(id) = self.list(name) {
                            path.start = Start::Instance(id);
                        }
                    }
                    Start::Root => self.lead(path),
                    _ => {}
                }
            }
        }
    }

    /// Follows `/data/group/question` as far as names lead: what `${question}` means.
    fn lead(&self, path: &mut Path) {
        if path.steps.first().is_some_and(|step| self.is_root(step)) {
            path.steps.remove(0);
        }
        let mut at = NodeId::ROOT;
        let mut predicates = Vec::new();
        let mut taken = 0;
        for step in &path.steps {
            let Axis::Child(name) = &step.axis else {
                break;
            };
            let children = self
                .nodes
                .get(at.index())
                .map_or(&[][..], |node| &node.children);
            let named = |id: &&NodeId| {
                let node = self.nodes.get(id.index());
                node.is_some_and(|node| node.name == **name)
            };
            let Some(child) = children.iter().find(named) else {
                break;
            };
            at = *child;
            taken += 1;
            predicates = step.predicates.clone();
            if !predicates.is_empty() {
                break;
            }
        }
        path.steps.drain(..taken);
        path.start = Start::Question(at, predicates);
    }

    /// `jr:choice-name(${a}, '${a}')` quotes the path of its question.
    fn read_quoted_path(&self, arguments: &mut [Expr], noted: &mut Noted) {
        let Some(Expr::Text(quoted)) = arguments.get(1) else {
            return;
        };
        match parse(quoted.trim()) {
            Ok(parsed) => {
                if let Some(argument) = arguments.get_mut(1) {
                    *argument = parsed.expr;
                }
            }
            Err(flaw) => noted.flaws.push(flaw),
        }
    }

    fn check_call(&self, function: Function, arguments: &[Expr]) -> Result<(), Flaw> {
        let is_path =
            |at: usize| matches!(arguments.get(at), Some(Expr::Path(_) | Expr::Unsupported));
        let needs: &[usize] = match (function, arguments.len()) {
            (Function::Sum | Function::Count | Function::CountNonEmpty, _) => &[0],
            (Function::Position | Function::Index, 1) => &[0],
            (Function::ChoiceName, _) => &[1],
            (Function::IndexedRepeat, 3) => &[0, 1],
            (Function::IndexedRepeat, 5) => &[0, 1, 3],
            (Function::IndexedRepeat, 7) => &[0, 1, 3, 5],
            (Function::IndexedRepeat, 9) => &[0, 1, 3, 5, 7],
            (Function::IndexedRepeat, 11) => &[0, 1, 3, 5, 7, 9],
            (Function::IndexedRepeat, given) => {
                return Err(Flaw::WrongArguments {
                    name: function.name().to_owned(),
                    given,
                    wanted: "3, 5, 7, 9, 11".to_owned(),
                });
            }
            (Function::WeightedChecklist, given) if given % 2 == 1 => {
                return Err(Flaw::WrongArguments {
                    name: function.name().to_owned(),
                    given,
                    wanted: "2, 4, 6…".to_owned(),
                });
            }
            _ => &[],
        };
        // A union of paths is a set of nodes too.
        let is_union = |at: usize| {
            matches!(arguments.get(at), Some(Expr::Chain { rest, .. })
            if rest.iter().all(|(operator, _)| *operator == Operator::Union))
        };
        if let Some(at) = needs.iter().find(|at| !is_path(**at) && !is_union(**at)) {
            return Err(Flaw::ArgumentNotAQuestion {
                name: function.name().to_owned(),
                place: at + 1,
            });
        }
        if function == Function::IndexedRepeat {
            self.check_indexed(arguments)?;
        }
        match (function, arguments) {
            (Function::Regex, [_, Expr::Text(typed)]) => {
                pattern(typed).map(|_| ()).map_err(|why| Flaw::BadPattern {
                    pattern: shown(typed),
                    why,
                })
            }
            (Function::PullData, [Expr::Text(file), ..]) if self.lists.id(stem(file)).is_none() => {
                Err(Flaw::NoFile {
                    file: format!("{}.csv", shown(stem(file))),
                })
            }
            _ => Ok(()),
        }
    }

    /// Every second argument is a repeat around the first.
    fn check_indexed(&self, arguments: &[Expr]) -> Result<(), Flaw> {
        let start = |at: usize| match arguments.get(at) {
            Some(Expr::Path(path)) if path.steps.is_empty() => match &path.start {
                Start::Question(id, _) => Some(*id),
                _ => None,
            },
            _ => None,
        };
        let Some(target) = start(0) else {
            return Ok(());
        };
        for at in (1..arguments.len()).step_by(2) {
            let around = start(at).is_none_or(|group| {
                let mut up = Some(target);
                while let Some(id) = up {
                    if id == group {
                        break;
                    }
                    up = self.nodes.get(id.index()).and_then(|node| node.parent);
                }
                let is_repeat = self
                    .nodes
                    .get(group.index())
                    .is_some_and(|node| node.kind == NodeKind::Repeat);
                up.is_some() && is_repeat
            });
            if !around {
                return Err(Flaw::ArgumentNotAQuestion {
                    name: Function::IndexedRepeat.name().to_owned(),
                    place: at + 1,
                });
            }
        }
        Ok(())
    }
}
