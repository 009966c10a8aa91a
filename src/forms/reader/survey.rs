//! The sheet survey: a question a row, groups and repeats around them. Names
//! and types are settled here; expressions stay as typed.

use std::collections::{BTreeMap, HashMap};

use super::super::fault::{Flaw, OutlineFault, Place, shown};
use super::super::outline::{Node, NodeId, NodeKind, QuestionKind, RangeBounds};
use super::super::source::Table;
use super::super::xpath::{begins_name, goes_on_name};
use super::columns::{Column, Heading, Spoken, survey_heading};
use super::types::{Other, RowType, SelectFrom, SelectType, TypeFault, own_constraint, row_type};

/// Questions and groups of one outline.
pub const MOST_ROWS: usize = 20_000;
/// Groups inside each other.
const DEEPEST: usize = 30;

/// A node with what its row says, not yet read as expressions.
#[derive(Debug)]
pub struct Draft {
    pub node: Node,
    pub place: Place,
    /// Heading and text of each plain column that is filled.
    pub plain: HashMap<Column, (String, String)>,
    /// Heading, language and text of each spoken column that is filled.
    pub spoken: HashMap<Spoken, Vec<(String, String, String)>>,
    pub select: Option<SelectType>,
    pub parameters: BTreeMap<String, String>,
}

impl Draft {
    fn new(node: Node, place: Place) -> Self {
        Self {
            node,
            place,
            plain: HashMap::new(),
            spoken: HashMap::new(),
            select: None,
            parameters: BTreeMap::new(),
        }
    }

    /// The text of a plain column, blank when it is not filled.
    pub fn text(&self, column: Column) -> &str {
        self.plain
            .get(&column)
            .map_or("", |(_, text)| text.as_str())
    }

    /// Where a plain column stands.
    pub fn at(&self, column: Column) -> Place {
        match self.plain.get(&column) {
            Some((heading, _)) => self.place.clone().column(heading),
            None => self.place.clone(),
        }
    }
}

/// What becomes of several blanks in a row within a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blanks {
    /// One is left, as pyxform reads the sheet survey.
    Collapsed,
    /// All stay: `clean_text_values` is `no` on the sheet settings.
    Kept,
}

impl Blanks {
    fn read(self, cell: &str) -> String {
        if self == Self::Kept || !cell.contains("  ") {
            return cell.to_owned();
        }
        let mut read = String::with_capacity(cell.len());
        for letter in cell.chars() {
            if letter != ' ' || !read.ends_with(' ') {
                read.push(letter);
            }
        }
        read
    }
}

/// What is found in the sheet.
pub struct Survey {
    pub drafts: Vec<Draft>,
    /// Names of lists that `csv-external` rows declare, with their rows.
    pub files: Vec<(String, u32)>,
    pub languages: Vec<String>,
}

/// Everything that is wrong or worth saying.
#[derive(Default)]
pub struct Findings {
    pub faults: Vec<OutlineFault>,
    pub warnings: Vec<OutlineFault>,
    pub unsupported: Vec<OutlineFault>,
}

impl Findings {
    pub fn fault(&mut self, place: Place, flaw: Flaw) {
        self.faults.push(OutlineFault::new(place, flaw));
    }

    pub fn warn(&mut self, place: Place, flaw: Flaw) {
        self.warnings.push(OutlineFault::new(place, flaw));
    }

    pub fn unsupported(&mut self, place: Place, what: &str) {
        let flaw = Flaw::Unsupported { what: shown(what) };
        self.unsupported.push(OutlineFault::new(place, flaw));
    }
}

/// A group that is open while rows are read.
struct Frame {
    node: NodeId,
    kind: RowType,
    names: HashMap<String, u32>,
}

struct Reader<'a> {
    table: &'a Table,
    headings: Vec<Heading>,
    drafts: Vec<Draft>,
    frames: Vec<Frame>,
    files: Vec<(String, u32)>,
    root: &'a str,
    blanks: Blanks,
    findings: &'a mut Findings,
}

/// Reads the sheet; `root` is the name of the outermost element.
pub fn read(table: &Table, root: &str, blanks: Blanks, findings: &mut Findings) -> Survey {
    let headings: Vec<Heading> = table
        .columns
        .iter()
        .map(|heading| survey_heading(heading))
        .collect();
    check_headings(table, &headings, findings);
    let outermost = Node::new(root.to_owned(), NodeKind::Group, None, 0);
    let mut reader = Reader {
        table,
        headings,
        drafts: vec![Draft::new(outermost, Place::sheet(&table.name))],
        frames: vec![Frame {
            node: NodeId::ROOT,
            kind: RowType::BeginGroup,
            names: HashMap::new(),
        }],
        files: Vec::new(),
        root,
        blanks,
        findings,
    };
    if table.rows.len() > MOST_ROWS {
        let flaw = Flaw::TooManyRows {
            rows: table.rows.len(),
            most: MOST_ROWS,
        };
        reader.findings.fault(Place::sheet(&table.name), flaw);
    } else {
        for (number, cells) in &table.rows {
            reader.row(*number, cells);
        }
        reader.close();
    }
    let mut languages = Vec::new();
    for heading in &reader.headings {
        if let Heading::Spoken(_, language) = heading
            && !languages.contains(language)
        {
            languages.push(language.clone());
        }
    }
    Survey {
        drafts: reader.drafts,
        files: reader.files,
        languages,
    }
}

fn check_headings(table: &Table, headings: &[Heading], findings: &mut Findings) {
    for (at, heading) in headings.iter().enumerate() {
        let typed = table.columns.get(at).map_or("", String::as_str);
        let place = Place::sheet(&table.name).column(typed);
        let is_twin = headings.iter().take(at).any(|other| other == heading);
        match heading {
            Heading::Plain(_) | Heading::Spoken(..) if is_twin => {
                let heading = shown(typed);
                findings.fault(place, Flaw::TwiceHeading { heading });
            }
            Heading::Unknown => {
                let heading = shown(typed);
                findings.warn(place, Flaw::UnknownColumn { heading });
            }
            _ => {}
        }
    }
}

/// Whether the text can be the name of an element.
pub fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(begins_name) && letters.all(goes_on_name)
}

fn says_yes(text: &str) -> bool {
    matches!(
        text.to_lowercase().as_str(),
        "yes" | "true" | "true()" | "1"
    )
}

/// Whether a mistyped type was to begin or to end a group.
fn opens_or_closes(typed: &str) -> bool {
    let lower = typed.to_lowercase();
    lower.starts_with("begin") || lower.starts_with("end")
}

impl Reader<'_> {
    fn place(&self, row: u32) -> Place {
        Place::row(&self.table.name, row)
    }

    fn row(&mut self, number: u32, cells: &[String]) {
        let place = self.place(number);
        let mut draft = self.cells(number, cells);
        if says_yes(draft.text(Column::Disabled)) {
            self.findings.warn(place, Flaw::RowDisabled);
            return;
        }
        let typed = draft.text(Column::Type).to_owned();
        let name = draft.text(Column::Name).to_owned();
        if typed.is_empty() {
            if name.is_empty() && !draft.spoken.contains_key(&Spoken::Label) {
                self.findings.warn(place, Flaw::RowPassedOver);
            } else {
                self.findings.fault(place.column("type"), Flaw::NoType);
            }
            return;
        }
        let kind = match row_type(&typed) {
            Ok(kind) => kind,
            Err(fault) => {
                let flaw = match fault {
                    TypeFault::NoList => Flaw::NoList,
                    TypeFault::Unknown { nearest } => Flaw::UnknownType {
                        typed: shown(&typed),
                        nearest,
                    },
                };
                self.findings.fault(place.clone().column("type"), flaw);
                if opens_or_closes(&typed) {
                    return;
                }
                // Others may name it, and it may have other faults.
                RowType::Question(QuestionKind::Text)
            }
        };
        match kind {
            RowType::EndGroup | RowType::EndRepeat | RowType::EndLoop => {
                self.end(&typed, &kind, place);
            }
            RowType::ListFile => self.files.push((name, number)),
            RowType::BeginGroup | RowType::BeginRepeat | RowType::BeginLoop => {
                if kind == RowType::BeginLoop {
                    self.findings.unsupported(place, "begin loop");
                }
                draft.node.kind = match kind {
                    RowType::BeginRepeat => NodeKind::Repeat,
                    _ => NodeKind::Group,
                };
                self.begin(draft, kind, &name);
            }
            RowType::Question(kind) => {
                self.question(draft, kind, &name);
            }
            RowType::Select(select) => self.select(draft, select, &name),
        }
    }

    /// The filled cells of a row. What changes a form and is not understood is
    /// named.
    fn cells(&mut self, number: u32, cells: &[String]) -> Draft {
        let place = self.place(number);
        let node = Node::new(String::new(), NodeKind::Group, None, number);
        let mut draft = Draft::new(node, place.clone());
        for ((heading, typed), cell) in self.headings.iter().zip(&self.table.columns).zip(cells) {
            if cell.is_empty() {
                continue;
            }
            let text = self.blanks.read(cell);
            match heading {
                Heading::Plain(column) => {
                    draft.plain.insert(*column, (typed.clone(), text));
                }
                Heading::Spoken(spoken, language) => draft
                    .spoken
                    .entry(*spoken)
                    .or_default()
                    .push((typed.clone(), language.clone(), text)),
                Heading::Unsupported => self
                    .findings
                    .unsupported(place.clone().column(typed), typed),
                Heading::Kept | Heading::Unknown => {}
            }
        }
        draft
    }

    fn end(&mut self, typed: &str, kind: &RowType, place: Place) {
        let Some(frame) = self.frames.last().filter(|_| self.frames.len() > 1) else {
            let typed = shown(typed);
            return self
                .findings
                .fault(place.column("type"), Flaw::EndWithoutBegin { typed });
        };
        let fits = matches!(
            (&frame.kind, kind),
            (RowType::BeginGroup, RowType::EndGroup)
                | (RowType::BeginRepeat, RowType::EndRepeat)
                | (RowType::BeginLoop, RowType::EndLoop)
        );
        if !fits {
            let open = self.drafts.get(frame.node.index());
            let flaw = Flaw::WrongEnd {
                typed: shown(typed),
                open: open.map(|open| shown(&open.node.name)).unwrap_or_default(),
                row: open.map_or(0, |open| open.node.row),
            };
            self.findings.fault(place.column("type"), flaw);
        }
        // Closed all the same, so that one slip is one fault.
        self.frames.pop();
    }

    fn close(&mut self) {
        while self.frames.len() > 1 {
            let Some(frame) = self.frames.pop() else {
                break;
            };
            let Some(open) = self.drafts.get(frame.node.index()) else {
                continue;
            };
            let flaw = Flaw::Unclosed {
                name: shown(&open.node.name),
                end: match frame.kind {
                    RowType::BeginRepeat => "end_repeat",
                    _ => "end_group",
                }
                .to_owned(),
            };
            let place = open.place.clone().column("type");
            self.findings.fault(place, flaw);
        }
    }

    fn begin(&mut self, draft: Draft, kind: RowType, name: &str) {
        let place = draft.place.clone();
        if kind == RowType::BeginRepeat && name == self.root {
            let name = shown(name);
            let place = place.clone().column("name");
            self.findings.fault(place, Flaw::RootNamed { name });
        }
        if self.frames.len() == DEEPEST + 1 {
            self.findings.fault(place, Flaw::TooDeep { most: DEEPEST });
        }
        let node = self.place_node(draft, name);
        self.frames.push(Frame {
            node,
            kind,
            names: HashMap::new(),
        });
    }

    fn question(&mut self, mut draft: Draft, kind: QuestionKind, name: &str) -> NodeId {
        let row = draft.node.row;
        let place = draft.place.clone();
        let named = match (&kind, name) {
            (QuestionKind::Note, "") => format!("generated_note_name_{row}"),
            (QuestionKind::Unsupported, "") => draft.text(Column::Type).to_owned(),
            _ => name.to_owned(),
        };
        if kind == QuestionKind::Unsupported {
            let typed = draft.text(Column::Type).to_owned();
            self.findings
                .unsupported(place.clone().column("type"), &typed);
        }
        if let Some(constraint) = own_constraint(draft.text(Column::Type)) {
            let own = ("type".to_owned(), constraint.to_owned());
            draft.plain.entry(Column::Constraint).or_insert(own);
        }
        draft.parameters = self.parameters(&draft);
        draft.node.kind = NodeKind::Question(match kind {
            QuestionKind::Range(bounds) => QuestionKind::Range(self.bounds(&draft, bounds)),
            kind => kind,
        });
        let speaks = [Spoken::Label, Spoken::Hint]
            .iter()
            .any(|spoken| draft.spoken.contains_key(spoken));
        let has_calculation = !draft.text(Column::Calculation).is_empty();
        let asks = draft
            .node
            .question()
            .is_some_and(QuestionKind::is_answered_by_hand);
        if asks && !speaks && !has_calculation {
            let name = shown(&named);
            self.findings
                .warn(place.clone().column("label"), Flaw::NoLabel { name });
        }
        if draft.node.question() == Some(&QuestionKind::Calculate)
            && !has_calculation
            && draft.text(Column::Default).is_empty()
        {
            let name = shown(&named);
            self.findings
                .fault(place.column("calculation"), Flaw::NoCalculation { name });
        }
        self.place_node(draft, &named)
    }

    fn select(&mut self, mut draft: Draft, select: SelectType, name: &str) {
        let place = draft.place.clone();
        if let SelectFrom::External(_) = select.from {
            self.findings
                .unsupported(place.clone().column("type"), "select_one_external");
        }
        let with_other = select.other == Other::OrOther;
        if with_other && !draft.text(Column::ChoiceFilter).is_empty() {
            self.findings
                .fault(draft.at(Column::ChoiceFilter), Flaw::OtherWithFilter);
        }
        let kind = select.kind.clone();
        let row = draft.node.row;
        draft.select = Some(select);
        self.question(draft, kind, name);
        if with_other {
            self.other(row, name, place);
        }
    }

    /// The question for an answer outside the list, as `or_other` means it.
    fn other(&mut self, row: u32, name: &str, place: Place) {
        let node = Node::new(
            String::new(),
            NodeKind::Question(QuestionKind::Text),
            None,
            row,
        );
        let mut draft = Draft::new(node, place);
        let relevant = format!("selected(../{name}, 'other')");
        draft
            .plain
            .insert(Column::Relevant, ("or_other".to_owned(), relevant));
        let label = (
            "or_other".to_owned(),
            String::new(),
            "Ghi rõ (khác)".to_owned(),
        );
        draft.spoken.insert(Spoken::Label, vec![label]);
        self.place_node(draft, &format!("{name}_other"));
    }

    /// Names a node and puts it into the group that is open.
    fn place_node(&mut self, mut draft: Draft, name: &str) -> NodeId {
        let row = draft.node.row;
        let place = draft.place.clone().column("name");
        let id = NodeId(self.drafts.len() as u32);
        if name.is_empty() {
            self.findings.fault(place.clone(), Flaw::NoName);
        } else if !is_name(name) {
            let typed = shown(name);
            self.findings.fault(place.clone(), Flaw::BadName { typed });
        }
        draft.node.name = name.to_owned();
        draft.node.appearance = draft.text(Column::Appearance).to_owned();
        if let Some(frame) = self.frames.last_mut() {
            draft.node.parent = Some(frame.node);
            if let Some(first) = frame.names.get(name).filter(|_| !name.is_empty()) {
                let flaw = Flaw::TwiceNamed {
                    name: shown(name),
                    first: *first,
                };
                self.findings.fault(place, flaw);
            } else {
                frame.names.insert(name.to_owned(), row);
            }
            if let Some(parent) = self.drafts.get_mut(frame.node.index()) {
                draft.node.ordinal = parent.node.children.len() as u32;
                parent.node.children.push(id);
            }
        }
        self.drafts.push(draft);
        id
    }

    /// `start=0 end=10 step=1`, in any order, parted by blanks, commas or semicolons.
    fn parameters(&mut self, draft: &Draft) -> BTreeMap<String, String> {
        let typed = draft.text(Column::Parameters);
        let mut parameters = BTreeMap::new();
        let spread = typed.replace(" =", "=").replace("= ", "=");
        for part in spread
            .split([' ', ',', ';', '\n'])
            .filter(|part| !part.is_empty())
        {
            match part.split_once('=') {
                Some((key, value)) => {
                    parameters.insert(key.trim().to_lowercase(), value.trim().to_owned());
                }
                None => {
                    let typed = shown(part);
                    let place = draft.at(Column::Parameters);
                    self.findings.fault(place, Flaw::BadParameter { typed });
                }
            }
        }
        parameters
    }

    fn bounds(&mut self, draft: &Draft, usual: RangeBounds) -> RangeBounds {
        let mut number = |key: &str, usual: f64| match draft.parameters.get(key) {
            None => usual,
            Some(typed) => match typed.parse::<f64>() {
                Ok(number) if number.is_finite() && !(key == "step" && number == 0.0) => number,
                _ => {
                    let typed = shown(&format!("{key}={typed}"));
                    let place = draft.at(Column::Parameters);
                    self.findings.fault(place, Flaw::BadParameter { typed });
                    usual
                }
            },
        };
        RangeBounds {
            start: number("start", usual.start),
            end: number("end", usual.end),
            step: number("step", usual.step).abs(),
        }
    }
}
