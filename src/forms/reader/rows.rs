//! What the rows of the sheet survey say in expressions: read once all names
//! and lists are known.

use super::super::fault::{Flaw, Place, shown};
use super::super::outline::{
    Aspect, ChoiceSource, Default, Graph, Node, NodeKind, QuestionKind, Texts, Vertex, Wording,
};
use super::super::semantics;
use super::super::session::{Given, answer};
use super::super::source::{Source, Table};
use super::super::xpath::Expr;
use super::choices::{FileColumns, Lists, of_file, stem};
use super::columns::{Column, Spoken};
use super::dependencies::{VertexFlaw, graph};
use super::resolve::Names;
use super::survey::{Draft, Findings, Survey};
use super::types::{Other, SelectFrom};

/// Reads every expression and label. `None` when there are faults.
pub fn read(
    sheet: &Table,
    survey: Survey,
    source: &Source,
    lists: &mut Lists,
    root: &str,
    findings: &mut Findings,
) -> Option<(Vec<Node>, Graph)> {
    add_files(&sheet.name, &survey, source, lists, findings);
    let mut drafts = survey.drafts;
    if drafts.len() == 1 && findings.faults.is_empty() {
        findings.fault(Place::sheet(&sheet.name), Flaw::NoQuestions);
    }
    for draft in &mut drafts {
        choose(draft, lists, findings);
    }
    let nodes: Vec<Node> = drafts.iter().map(|draft| draft.node.clone()).collect();
    let spoken = choice_labels(&nodes, lists, findings);
    let names = Names::new(&nodes, lists, root);
    let mut rows = Rows {
        names: &names,
        findings,
    };
    let read: Vec<Node> = drafts.iter().map(|draft| rows.node(draft)).collect();
    for (list, row, label) in spoken {
        lists.relabel(list, row, label);
    }
    if !findings.faults.is_empty() {
        return None;
    }
    let place = |vertex: Vertex| {
        let draft = drafts.get(vertex.node.index());
        draft
            .map(|draft| draft.at(column_of(vertex)))
            .unwrap_or_default()
    };
    match graph(&read) {
        Ok((graph, asides)) => {
            for VertexFlaw { vertex, flaw } in asides {
                match flaw {
                    Flaw::Unsupported { what } => findings.unsupported(place(vertex), &what),
                    flaw => findings.warn(place(vertex), flaw),
                }
            }
            Some((read, graph))
        }
        Err(flaws) => {
            for VertexFlaw { vertex, flaw } in flaws {
                findings.fault(place(vertex), flaw);
            }
            None
        }
    }
}

fn column_of(vertex: Vertex) -> Column {
    match vertex.aspect {
        Aspect::Count => Column::RepeatCount,
        Aspect::Relevance => Column::Relevant,
        Aspect::Value => Column::Calculation,
        Aspect::Choices => Column::ChoiceFilter,
        Aspect::Required => Column::Required,
        Aspect::ReadOnly => Column::ReadOnly,
    }
}

/// Adds the lists of the files that rows name.
fn add_files(
    sheet: &str,
    survey: &Survey,
    source: &Source,
    lists: &mut Lists,
    findings: &mut Findings,
) {
    let declared = survey.files.iter().map(|(name, row)| {
        let file = format!("{name}.csv");
        (file, Place::row(sheet, *row), "name", "label")
    });
    let asked = survey.drafts.iter().filter_map(|draft| {
        let Some(SelectFrom::File(file)) = draft.select.as_ref().map(|select| &select.from) else {
            return None;
        };
        let column = |key: &str, usual| draft.parameters.get(key).map_or(usual, String::as_str);
        let place = draft.at(Column::Type);
        Some((
            file.clone(),
            place,
            column("value", "name"),
            column("label", "label"),
        ))
    });
    for (file, place, value, label) in declared.chain(asked) {
        if lists.id(stem(&file)).is_some() {
            continue;
        }
        let Some(table) = source.file(&file) else {
            if file.to_lowercase().ends_with(".csv") {
                let file = shown(&file);
                findings.fault(place, Flaw::NoFile { file });
            } else {
                findings.unsupported(place, &file);
            }
            continue;
        };
        match of_file(table, &FileColumns { value, label }) {
            Ok(list) => {
                lists.add(list);
            }
            Err(flaw) => findings.fault(place, flaw),
        }
    }
    // What only expressions name.
    for table in &source.files {
        if lists.id(stem(&table.name)).is_none() {
            lists.add(super::choices::of_lookup(table));
        }
    }
}

/// Gives a select its list.
fn choose(draft: &mut Draft, lists: &mut Lists, findings: &mut Findings) {
    let Some(select) = &draft.select else {
        return;
    };
    let place = draft.at(Column::Type);
    match &select.from {
        SelectFrom::List(name) => {
            let Some(id) = lists.id(name) else {
                let list = shown(name);
                let known = lists.names().collect::<Vec<_>>().join(", ");
                let flaw = match known.is_empty() {
                    true => Flaw::NoLists { list },
                    false => Flaw::UnknownList { list, lists: known },
                };
                return findings.fault(place, flaw);
            };
            if select.other == Other::OrOther {
                lists.extend(id, "other", "Khác");
            }
            if select.kind.takes_several() {
                let blank = lists
                    .get(id)
                    .and_then(|list| list.choices.iter().find(|choice| choice.name.contains(' ')));
                if let Some(choice) = blank {
                    let name = shown(&choice.name);
                    findings.fault(place, Flaw::ChoiceWithBlank { name });
                }
            }
            draft.node.choices = Some(ChoiceSource::List(id));
        }
        SelectFrom::File(file) => {
            draft.node.choices = lists.id(stem(file)).map(ChoiceSource::List);
        }
        // Resolved with the other expressions.
        SelectFrom::Answers(_) | SelectFrom::External(_) => {}
    }
}

/// Labels of choices with answers in them, by list and row.
fn choice_labels(
    nodes: &[Node],
    lists: &Lists,
    findings: &mut Findings,
) -> Vec<(super::super::outline::ListId, u32, Texts)> {
    let names = Names::new(nodes, lists, "");
    let mut spoken = Vec::new();
    for (index, list) in (0..).zip(&lists.lists) {
        for (row, choice) in (0..).zip(&list.choices) {
            let has_answers = |wording: &Wording| wording.without_answers().contains("${");
            if !choice.label.0.values().any(has_answers) {
                continue;
            }
            let mut texts = Texts::default();
            for (language, wording) in &choice.label.0 {
                match names.wording(&wording.without_answers()) {
                    Ok(wording) => {
                        texts.0.insert(language.clone(), wording);
                    }
                    Err(flaws) => {
                        for flaw in flaws {
                            findings.fault(Place::sheet("choices").column("label"), flaw);
                        }
                    }
                }
            }
            spoken.push((super::super::outline::ListId(index), row, texts));
        }
    }
    spoken
}

/// Reads the rows' expressions.
struct Rows<'a, 'b> {
    names: &'a Names<'a>,
    findings: &'b mut Findings,
}

impl Rows<'_, '_> {
    fn node(&mut self, draft: &Draft) -> Node {
        let mut node = draft.node.clone();
        node.label = self.texts(draft, Spoken::Label);
        node.hint = self.texts(draft, Spoken::Hint);
        node.guidance = self.texts(draft, Spoken::Guidance);
        node.required_message = self.texts(draft, Spoken::RequiredMessage);
        node.constraint_message = self.texts(draft, Spoken::ConstraintMessage);
        node.required = self.rule(draft, Column::Required);
        node.read_only = self.rule(draft, Column::ReadOnly);
        node.relevant = self.rule(draft, Column::Relevant);
        node.constraint = self.rule(draft, Column::Constraint);
        node.calculation = self.expression(draft, Column::Calculation);
        node.choice_filter = self.expression(draft, Column::ChoiceFilter);
        node.triggers = self.triggers(draft);
        node.default = self.default(draft);
        if node.kind == NodeKind::Repeat {
            node.repeat_count = self.expression(draft, Column::RepeatCount);
        }
        if let Some(SelectFrom::Answers(name)) = draft.select.as_ref().map(|select| &select.from) {
            let place = draft.at(Column::Type);
            match self.names.question(name) {
                Ok(asked) => {
                    let path = self.names.in_every_instance(asked);
                    node.choices = Some(ChoiceSource::Answers { asked, path });
                }
                Err(flaw) => self.findings.fault(place, flaw),
            }
        }
        node
    }

    fn texts(&mut self, draft: &Draft, spoken: Spoken) -> Texts {
        let mut texts = Texts::default();
        for (heading, language, typed) in draft.spoken.get(&spoken).into_iter().flatten() {
            match self.names.wording(typed) {
                Ok(wording) => {
                    texts.0.insert(language.clone(), wording);
                }
                Err(flaws) => {
                    for flaw in flaws {
                        self.findings
                            .fault(draft.place.clone().column(heading), flaw);
                    }
                }
            }
        }
        texts
    }

    fn read(&mut self, place: Place, typed: &str) -> Option<Expr> {
        match self.names.expression(typed) {
            Ok(resolved) => {
                for what in &resolved.unsupported {
                    self.findings.unsupported(place.clone(), what);
                }
                let repeats = |id| self.names.lies_in_repeat(id);
                for what in semantics::engines_differ(&resolved.expr, &repeats) {
                    let what = what.to_owned();
                    self.findings
                        .warn(place.clone(), Flaw::EnginesDiffer { what });
                }
                Some(resolved.expr)
            }
            Err(flaws) => {
                for flaw in flaws {
                    self.findings.fault(place.clone(), flaw);
                }
                None
            }
        }
    }

    fn expression(&mut self, draft: &Draft, column: Column) -> Option<Expr> {
        let typed = draft.text(column);
        if typed.is_empty() {
            return None;
        }
        self.read(draft.at(column), typed)
    }

    /// `yes`, `no` or an expression.
    fn rule(&mut self, draft: &Draft, column: Column) -> Option<Expr> {
        let typed = draft.text(column);
        let said = match typed.to_lowercase().as_str() {
            "yes" | "true" => "true()",
            "no" | "false" => "false()",
            _ => return self.expression(draft, column),
        };
        self.read(draft.at(column), said)
    }

    /// `${name}`, perhaps several.
    fn triggers(&mut self, draft: &Draft) -> Vec<super::super::outline::NodeId> {
        let typed = draft.text(Column::Trigger);
        let mut triggers = Vec::new();
        for part in typed
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let name = part
                .strip_prefix("${")
                .and_then(|rest| rest.strip_suffix('}'));
            let found = match name {
                Some(name) => self.names.question(name.trim()),
                None => Err(Flaw::TriggerNotAQuestion { typed: shown(part) }),
            };
            match found {
                Ok(id) => triggers.push(id),
                Err(flaw) => self.findings.fault(draft.at(Column::Trigger), flaw),
            }
        }
        triggers
    }

    /// Whether a text names a choice of the question's list: `1-1` is no sum there.
    fn is_choice(&self, draft: &Draft, typed: &str) -> bool {
        match draft.node.choices {
            Some(ChoiceSource::List(list)) => {
                let list = self.names.lists.get(list);
                list.is_some_and(|list| !list.named(typed).is_empty())
            }
            _ => false,
        }
    }

    fn default(&mut self, draft: &Draft) -> Option<Default> {
        let typed = draft.text(Column::Default);
        let kind = draft.node.question()?;
        if typed.is_empty() {
            return None;
        }
        if self.is_choice(draft, typed) {
            return Some(Default::Fixed(typed.to_owned()));
        }
        let mut fixed = || {
            if kind.is_measured() && answer::typed(kind, &Given::Text(typed.to_owned())).is_err() {
                let flaw = Flaw::BadDefault {
                    typed: shown(typed),
                    kind: draft.text(Column::Type).to_owned(),
                };
                self.findings.warn(draft.at(Column::Default), flaw);
            }
            Some(Default::Fixed(typed.to_owned()))
        };
        let may_hold_hyphens = matches!(
            kind,
            QuestionKind::Date
                | QuestionKind::DateTime
                | QuestionKind::Time
                | QuestionKind::Geopoint
        );
        let must_be_worked = typed.contains("${") || calls_something(typed);
        if !must_be_worked && (may_hold_hyphens || !is_arithmetic(typed)) {
            return fixed();
        }
        self.read(draft.at(Column::Default), typed)
            .map(Default::Worked)
    }
}

/// Whether a default calls a function: `today()`, not `Hòn Tre (huyện lỵ)`.
fn calls_something(typed: &str) -> bool {
    typed.match_indices('(').any(|(at, _)| {
        let before = typed.get(..at).unwrap_or_default();
        before
            .chars()
            .next_back()
            .is_some_and(super::super::xpath::goes_on_name)
    })
}

/// Whether a default is a sum to work out: digits with operators between.
fn is_arithmetic(typed: &str) -> bool {
    let typed = typed.trim();
    let signs = typed.trim_start_matches('-');
    let words = signs
        .split_whitespace()
        .any(|word| matches!(word, "div" | "mod"));
    let only = signs.chars().all(|c| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || "+-*.()".contains(c)
            || (words && c.is_alphabetic())
    });
    only && (words || signs.contains(['+', '-', '*']))
        && typed.parse::<jiff::civil::Date>().is_err()
}
