//! Who reads whom: the graph by which one answer changes only what depends on
//! it. A circle is a fault.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};

use super::super::fault::{Flaw, shown};
use super::super::nearest::nearest;
use super::super::outline::{Aspect, ChoiceSource, Dependent, Graph, Node, NodeId, Reach, Vertex};
use super::super::xpath::{Axis, Expr, Function, Path, Start, Step};

/// A flaw found at a vertex.
pub struct VertexFlaw {
    pub vertex: Vertex,
    pub flaw: Flaw,
}

/// That a path leads to no question; with what may be meant, where there is
/// anything to mean.
fn blank_path(name: String, nearest: String) -> Flaw {
    if nearest.is_empty() {
        Flaw::BlankWord { name }
    } else {
        Flaw::BlankPath { name, nearest }
    }
}

/// Builds the graph, with what is worth saying about paths that lead nowhere.
///
/// # Errors
/// Paths that leave the form, and one circle if there is any.
pub fn graph(nodes: &[Node]) -> Result<(Graph, Vec<VertexFlaw>), Vec<VertexFlaw>> {
    let mut vertices = Vec::new();
    let mut reads = Vec::new();
    let mut flaws = Vec::new();
    let mut asides = Vec::new();
    for (index, node) in nodes.iter().enumerate() {
        let id = NodeId(index as u32);
        for (aspect, expressions) in aspects(node) {
            let vertex = Vertex { node: id, aspect };
            let mut walk = Walk::new(nodes, id);
            for expr in expressions {
                walk.expr(expr, here(nodes, id, expr));
            }
            reads.push(std::mem::take(&mut walk.found));
            vertices.push(vertex);
            walk.tell(vertex, &mut flaws, &mut asides);
        }
        let vertex = Vertex {
            node: id,
            aspect: Aspect::Value,
        };
        idle(nodes, id).tell(vertex, &mut flaws, &mut asides);
    }
    if !flaws.is_empty() {
        return Err(flaws);
    }
    let order = in_order(nodes, &vertices, &reads).map_err(|flaw| vec![flaw])?;
    Ok((assembled(nodes, &vertices, &reads, order), asides))
}

/// What `.` is for an expression of a node: in a filter, the choice it is tried on.
fn here(nodes: &[Node], id: NodeId, expr: &Expr) -> Spot {
    const ITEM: u8 = 2;
    let Some(node) = nodes.get(id.index()) else {
        return Spot::Main(id);
    };
    let is_filter = node
        .choice_filter
        .as_ref()
        .is_some_and(|filter| std::ptr::eq(filter, expr));
    match (&node.choices, is_filter) {
        (_, false) => Spot::Main(id),
        // The group around the question whose answers are the choices.
        (Some(ChoiceSource::Answers { asked, .. }), true) => {
            let around = nodes.get(asked.index()).and_then(|node| node.parent);
            Spot::Main(around.unwrap_or(NodeId::ROOT))
        }
        (_, true) => Spot::List(ITEM),
    }
}

/// The aspects that expressions work out, with what they read.
fn aspects(node: &Node) -> Vec<(Aspect, Vec<&Expr>)> {
    let answers = match &node.choices {
        Some(ChoiceSource::Answers { path, .. }) => Some(path),
        _ => None,
    };
    let choices: Vec<&Expr> = answers.into_iter().chain(&node.choice_filter).collect();
    let calculation = node
        .calculation
        .as_ref()
        .filter(|_| node.triggers.is_empty());
    [
        (Aspect::Count, node.repeat_count.iter().collect()),
        (Aspect::Relevance, node.relevant.iter().collect()),
        (Aspect::Value, calculation.into_iter().collect()),
        (Aspect::Choices, choices),
        (Aspect::Required, node.required.iter().collect()),
        (Aspect::ReadOnly, node.read_only.iter().collect()),
    ]
    .into_iter()
    .filter(|(_, expressions): &(Aspect, Vec<&Expr>)| !expressions.is_empty())
    .collect()
}

/// Follows what is worked out only when asked for: constraints, dynamic
/// defaults, triggered calculations.
fn idle(nodes: &[Node], id: NodeId) -> Walk<'_> {
    let mut walk = Walk::new(nodes, id);
    let Some(node) = nodes.get(id.index()) else {
        return walk;
    };
    let default = match &node.default {
        Some(super::super::outline::Default::Worked(expr)) => Some(expr),
        _ => None,
    };
    let triggered = node
        .calculation
        .as_ref()
        .filter(|_| !node.triggers.is_empty());
    for expr in node.constraint.iter().chain(default).chain(triggered) {
        walk.expr(expr, Spot::Main(id));
    }
    walk
}

/// Where a path stands while it is followed without answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Spot {
    Main(NodeId),
    /// Within a list: its document, its root, an item or a cell.
    List(u8),
}

/// Follows the paths of an expression.
struct Walk<'a> {
    nodes: &'a [Node],
    current: NodeId,
    found: BTreeSet<(NodeId, Reach)>,
    flaws: Vec<Flaw>,
    /// What leads nowhere, which is blank in ODK's engines too.
    asides: Vec<Flaw>,
    /// Reads within predicates over the form look into other instances.
    reach: Reach,
}

impl<'a> Walk<'a> {
    fn new(nodes: &'a [Node], current: NodeId) -> Self {
        Self {
            nodes,
            current,
            found: BTreeSet::new(),
            flaws: Vec::new(),
            asides: Vec::new(),
            reach: Reach::Shared,
        }
    }

    /// Hands over what was found at a vertex.
    fn tell(self, vertex: Vertex, flaws: &mut Vec<VertexFlaw>, asides: &mut Vec<VertexFlaw>) {
        let at = |flaw| VertexFlaw { vertex, flaw };
        flaws.extend(self.flaws.into_iter().map(at));
        asides.extend(self.asides.into_iter().map(at));
    }

    fn expr(&mut self, expr: &Expr, here: Spot) {
        match expr {
            Expr::Number(_) | Expr::Text(_) | Expr::Unsupported => {}
            Expr::Negate(inner) => self.expr(inner, here),
            Expr::Chain { first, rest } => {
                self.expr(first, here);
                for (_, operand) in rest {
                    self.expr(operand, here);
                }
            }
            Expr::Call {
                function: Function::IndexedRepeat,
                arguments,
            } => {
                let before = self.reach;
                for (at, argument) in arguments.iter().enumerate() {
                    self.reach = if at == 0 { Reach::Everywhere } else { before };
                    self.expr(argument, here);
                }
                self.reach = before;
            }
            Expr::Call { arguments, .. } => {
                for argument in arguments {
                    self.expr(argument, here);
                }
            }
            Expr::Path(path) => self.path(path, here),
        }
    }

    fn path(&mut self, path: &Path, here: Spot) {
        let mut reach = self.reach;
        let mut lowest = usize::MAX;
        let mut spots = match &path.start {
            Start::Root => vec![Spot::Main(NodeId::ROOT)],
            Start::Here => vec![here],
            Start::Current => vec![Spot::Main(self.current)],
            Start::Question(id, predicates) => {
                if !predicates.is_empty() {
                    reach = Reach::Everywhere;
                    self.predicates(predicates, Spot::Main(*id));
                }
                vec![Spot::Main(*id)]
            }
            Start::Instance(_) => vec![Spot::List(0)],
            Start::Named(_) | Start::NamedInstance(_) => Vec::new(),
        };
        for step in &path.steps {
            let mut next = BTreeSet::new();
            for spot in &spots {
                self.step(step, *spot, &mut next);
            }
            if step.axis == Axis::Parent {
                lowest = next
                    .iter()
                    .map(|spot| self.depth(*spot))
                    .fold(lowest, usize::min);
            }
            for spot in &next {
                if !step.predicates.is_empty() {
                    if matches!(spot, Spot::Main(_)) {
                        reach = Reach::Everywhere;
                    }
                    self.predicates(&step.predicates, *spot);
                }
            }
            spots = next.into_iter().collect();
        }
        for spot in spots {
            if let Spot::Main(id) = spot {
                let reach = if self.leaves_a_repeat(id, lowest) {
                    Reach::Everywhere
                } else {
                    reach
                };
                self.found.insert((id, reach));
            }
        }
    }

    fn predicates(&mut self, predicates: &[Expr], spot: Spot) {
        let before = self.reach;
        if matches!(spot, Spot::Main(_)) {
            self.reach = Reach::Everywhere;
        }
        for predicate in predicates {
            self.expr(predicate, spot);
        }
        self.reach = before;
    }

    fn step(&mut self, step: &Step, spot: Spot, next: &mut BTreeSet<Spot>) {
        match (spot, &step.axis) {
            (spot, Axis::Itself) => {
                next.insert(spot);
            }
            (Spot::Main(id), Axis::Parent) => match self.node(id).and_then(|node| node.parent) {
                Some(parent) => {
                    next.insert(Spot::Main(parent));
                }
                None => self.flaws.push(Flaw::UnknownQuestion {
                    name: "..".to_owned(),
                    nearest: ".".to_owned(),
                }),
            },
            (Spot::Main(id), Axis::AnyChild) => {
                let children = self.node(id).map_or(&[][..], |node| &node.children);
                next.extend(children.iter().map(|child| Spot::Main(*child)));
            }
            (Spot::Main(id), Axis::Child(name)) => {
                let nodes = self.nodes;
                let children = self.node(id).map_or(&[][..], |node| &node.children);
                let named = |id: &NodeId| nodes.get(id.index()).map(|node| node.name.as_str());
                match children.iter().find(|child| named(child) == Some(name)) {
                    Some(child) => {
                        next.insert(Spot::Main(*child));
                    }
                    None if id == NodeId::ROOT && **name == *"meta" => {
                        let what = "/meta/…".to_owned();
                        self.asides.push(Flaw::Unsupported { what });
                    }
                    None => {
                        let near = nearest(name, children.iter().filter_map(named));
                        self.asides.push(blank_path(shown(name), shown(near)));
                    }
                }
            }
            (Spot::List(depth), Axis::Parent) => {
                next.insert(Spot::List(depth.saturating_sub(1)));
            }
            (Spot::List(depth), _) => {
                next.insert(Spot::List(depth.saturating_add(1)));
            }
        }
    }

    fn node(&self, id: NodeId) -> Option<&'a Node> {
        self.nodes.get(id.index())
    }

    fn depth(&self, spot: Spot) -> usize {
        match spot {
            Spot::Main(id) => chain(self.nodes, id).len() - 1,
            Spot::List(_) => usize::MAX,
        }
    }

    /// Whether a path that climbed to depth `lowest` and came down to `target`
    /// left a repeat that the context and the target share.
    fn leaves_a_repeat(&self, target: NodeId, lowest: usize) -> bool {
        let ours = chain(self.nodes, self.current);
        let theirs = chain(self.nodes, target);
        let shared = ours
            .iter()
            .zip(&theirs)
            .take_while(|(ours, theirs)| ours == theirs)
            .map(|(id, _)| *id);
        shared
            .enumerate()
            .any(|(depth, id)| depth > lowest && self.node(id).is_some_and(Node::is_repeat))
    }
}

/// From the outline itself down to `id`.
fn chain(nodes: &[Node], id: NodeId) -> Vec<NodeId> {
    let mut chain = vec![id];
    let mut at = id;
    while let Some(parent) = nodes.get(at.index()).and_then(|node| node.parent) {
        chain.push(parent);
        at = parent;
    }
    chain.reverse();
    chain
}

/// The vertices that must be settled before whoever reads `node`.
fn settled_before(nodes: &[Node], places: &HashMap<Vertex, usize>, node: NodeId) -> Vec<usize> {
    let mut before = Vec::new();
    let mut find = |node, aspect| before.extend(places.get(&Vertex { node, aspect }));
    for aspect in [Aspect::Value, Aspect::Choices] {
        find(node, aspect);
    }
    for around in chain(nodes, node) {
        find(around, Aspect::Relevance);
        find(around, Aspect::Count);
    }
    before
}

type Reads = BTreeSet<(NodeId, Reach)>;

/// Vertices in order, and the filters among them that could not wait for what
/// they read.
struct Order {
    vertices: Vec<usize>,
    loose: BTreeSet<usize>,
}

/// The vertices, each after what it reads. A circle that a filter of choices
/// closes is no fault, neither here nor in ODK's engines: the filter goes first.
fn in_order(nodes: &[Node], vertices: &[Vertex], reads: &[Reads]) -> Result<Order, VertexFlaw> {
    let places: HashMap<Vertex, usize> = vertices
        .iter()
        .enumerate()
        .map(|(at, vertex)| (*vertex, at))
        .collect();
    let before: Vec<BTreeSet<usize>> = vertices
        .iter()
        .zip(reads)
        .enumerate()
        .map(|(at, (vertex, reads))| {
            reads
                .iter()
                .flat_map(|(node, _)| settled_before(nodes, &places, *node))
                // A filter may look at the answer it filters.
                .filter(|earlier| *earlier != at || vertex.aspect != Aspect::Choices)
                .collect()
        })
        .collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); vertices.len()];
    let mut waiting: Vec<usize> = before.iter().map(BTreeSet::len).collect();
    for (at, earlier) in before.iter().enumerate() {
        for earlier in earlier {
            if let Some(after) = after.get_mut(*earlier) {
                after.push(at);
            }
        }
    }
    let mut ready: BinaryHeap<Reverse<usize>> = waiting
        .iter()
        .enumerate()
        .filter(|(_, count)| **count == 0)
        .map(|(at, _)| Reverse(at))
        .collect();
    let mut order = Vec::with_capacity(vertices.len());
    let mut loose = BTreeSet::new();
    loop {
        while let Some(Reverse(at)) = ready.pop() {
            order.push(at);
            for later in after.get(at).into_iter().flatten() {
                if let Some(count) = waiting.get_mut(*later).filter(|count| **count > 0) {
                    *count -= 1;
                    if *count == 0 {
                        ready.push(Reverse(*later));
                    }
                }
            }
        }
        for ((at, vertex), count) in vertices.iter().enumerate().zip(&mut waiting) {
            if vertex.aspect == Aspect::Choices && *count > 0 {
                *count = 0;
                loose.insert(at);
                ready.push(Reverse(at));
            }
        }
        if ready.is_empty() {
            break;
        }
    }
    if order.len() == vertices.len() {
        Ok(Order {
            vertices: order,
            loose,
        })
    } else {
        Err(circle(nodes, vertices, &before, &waiting))
    }
}

/// One circle among the vertices that still wait.
fn circle(
    nodes: &[Node],
    vertices: &[Vertex],
    before: &[BTreeSet<usize>],
    waiting: &[usize],
) -> VertexFlaw {
    let still_waits = |at: &usize| waiting.get(*at).is_some_and(|count| *count > 0);
    let mut path: Vec<usize> = Vec::new();
    let mut at = (0..vertices.len()).find(|at| still_waits(at)).unwrap_or(0);
    while !path.contains(&at) {
        path.push(at);
        let earlier = before.get(at).into_iter().flatten();
        match earlier.copied().find(|earlier| still_waits(earlier)) {
            Some(earlier) => at = earlier,
            None => break,
        }
    }
    let begin = path.iter().position(|other| *other == at).unwrap_or(0);
    let mut round: Vec<usize> = path.into_iter().skip(begin).collect();
    let first = round.iter().copied().min().unwrap_or(0);
    let turn = round.iter().position(|at| *at == first).unwrap_or(0);
    round.rotate_left(turn);
    let name = |at: &usize| {
        vertices
            .get(*at)
            .and_then(|vertex| nodes.get(vertex.node.index()))
            .map(|node| shown(&node.name))
            .unwrap_or_default()
    };
    let mut names: Vec<String> = round.iter().map(name).collect();
    names.dedup();
    if names.len() > 1 && names.first() == names.last() {
        names.pop();
    }
    names.extend(names.first().cloned());
    VertexFlaw {
        vertex: vertices.get(first).copied().unwrap_or(Vertex {
            node: NodeId::ROOT,
            aspect: Aspect::Value,
        }),
        flaw: Flaw::Circle {
            path: names.join(" → "),
        },
    }
}

fn assembled(nodes: &[Node], vertices: &[Vertex], reads: &[Reads], order: Order) -> Graph {
    let mut graph = Graph {
        order: Vec::with_capacity(order.vertices.len()),
        dependents: vec![Vec::new(); nodes.len()],
        own: vec![Vec::new(); nodes.len()],
        triggered: vec![Vec::new(); nodes.len()],
        loose: BTreeSet::new(),
    };
    for (rank, at) in (0_u32..).zip(&order.vertices) {
        if order.loose.contains(at) {
            graph.loose.insert(rank);
        }
        let (Some(vertex), Some(reads)) = (vertices.get(*at), reads.get(*at)) else {
            continue;
        };
        graph.order.push(*vertex);
        if let Some(own) = graph.own.get_mut(vertex.node.index()) {
            own.push(rank);
        }
        for (node, reach) in reads {
            if let Some(dependents) = graph.dependents.get_mut(node.index()) {
                dependents.push(Dependent {
                    rank,
                    reach: *reach,
                });
            }
        }
    }
    for (index, node) in nodes.iter().enumerate() {
        for trigger in &node.triggers {
            if let Some(triggered) = graph.triggered.get_mut(trigger.index()) {
                triggered.push(NodeId(index as u32));
            }
        }
    }
    graph
}
