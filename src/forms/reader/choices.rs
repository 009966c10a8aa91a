//! Choice lists: of the sheet choices, and of the files beside the workbook.

use std::collections::HashMap;

use super::super::fault::{Flaw, OutlineFault, Place, shown};
use super::super::outline::{Choice, ChoiceList, ListId, Texts, Wording};
use super::super::source::Table;
use super::columns::{ListHeading, list_heading};

/// The lists of an outline while it is read.
#[derive(Default)]
pub struct Lists {
    pub lists: Vec<ChoiceList>,
    by_name: HashMap<String, ListId>,
    /// Rows of the sheet choices that repeat a choice, by list.
    pub languages: Vec<String>,
}

impl Lists {
    pub fn id(&self, name: &str) -> Option<ListId> {
        self.by_name.get(name).copied()
    }

    pub fn get(&self, id: ListId) -> Option<&ChoiceList> {
        self.lists.get(id.index())
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.lists.iter().map(|list| list.name.as_str())
    }

    pub fn add(&mut self, list: ChoiceList) -> ListId {
        let id = ListId(self.lists.len() as u32);
        self.by_name.insert(list.name.clone(), id);
        self.lists.push(list);
        id
    }

    /// Adds a choice to a list that lacks one of its name.
    pub fn extend(&mut self, id: ListId, name: &str, label: &str) {
        let Some(list) = self.lists.get_mut(id.index()) else {
            return;
        };
        if !list.named(name).is_empty() {
            return;
        }
        let mut choices = std::mem::take(&mut list.choices);
        let cells = list
            .columns
            .iter()
            .map(|column| match column.as_str() {
                "name" => name.to_owned(),
                "label" => label.to_owned(),
                _ => String::new(),
            })
            .collect();
        choices.push(Choice {
            name: name.to_owned(),
            label: Texts([(String::new(), Wording::plain(label))].into()),
            cells,
        });
        *list = ChoiceList::new(list.name.clone(), list.columns.clone(), choices);
    }
}

impl Lists {
    /// Gives a choice another label.
    pub fn relabel(&mut self, id: ListId, row: u32, label: Texts) {
        let list = self.lists.get_mut(id.index());
        if let Some(choice) = list.and_then(|list| list.choices.get_mut(row as usize)) {
            choice.label = label;
        }
    }
}

/// The list of a file that only expressions look into: its first column, or
/// the one called name, names the rows.
pub fn of_lookup(table: &Table) -> ChoiceList {
    let named = ["name", "value"]
        .iter()
        .find(|name| table.columns.iter().any(|column| column == *name))
        .copied();
    let value = named
        .or(table.columns.first().map(String::as_str))
        .unwrap_or_default();
    let columns = FileColumns {
        value,
        label: "label",
    };
    of_file(table, &columns)
        .unwrap_or_else(|_| ChoiceList::new(stem(&table.name).to_owned(), Vec::new(), Vec::new()))
}

/// Whether the same choice may stand twice in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Twins {
    Refused,
    Allowed,
}

/// The lists of the sheet choices.
pub fn of_sheet(
    table: &Table,
    twins: Twins,
    faults: &mut Vec<OutlineFault>,
    warnings: &mut Vec<OutlineFault>,
) -> Lists {
    let headings: Vec<ListHeading> = table
        .columns
        .iter()
        .map(|heading| list_heading(heading))
        .collect();
    let mut drafts: Vec<(String, Vec<(u32, Choice)>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let columns = column_names(&headings);
    for (number, cells) in &table.rows {
        let place = Place::row(&table.name, *number);
        let of = |wanted: &ListHeading| cell_of(&headings, cells, wanted);
        let list = of(&ListHeading::ListName);
        let name = of(&ListHeading::Name);
        if list.is_empty() {
            // A remark beside the lists, unless a choice was meant.
            if !name.is_empty() {
                faults.push(OutlineFault::new(
                    place.column("list_name"),
                    Flaw::ChoiceWithoutList,
                ));
            }
            continue;
        }
        if name.is_empty() {
            faults.push(OutlineFault::new(
                place.column("name"),
                Flaw::ChoiceWithoutName,
            ));
            continue;
        }
        let choice = Choice {
            name: name.to_owned(),
            label: labels(&headings, cells),
            cells: own_cells(&headings, cells),
        };
        if choice.label.is_empty() {
            warnings.push(OutlineFault::new(
                place.column("label"),
                Flaw::ChoiceWithoutLabel { name: shown(name) },
            ));
        }
        let at = *places.entry(list.to_owned()).or_insert_with(|| {
            drafts.push((list.to_owned(), Vec::new()));
            drafts.len() - 1
        });
        if let Some((_, choices)) = drafts.get_mut(at) {
            choices.push((*number, choice));
        }
    }
    let mut lists = Lists {
        languages: spoken(&headings),
        ..Lists::default()
    };
    for (name, choices) in drafts {
        if twins == Twins::Refused {
            find_twins(&table.name, &name, &choices, faults);
        }
        let choices = choices.into_iter().map(|(_, choice)| choice).collect();
        lists.add(ChoiceList::new(name, columns.clone(), choices));
    }
    lists
}

fn find_twins(sheet: &str, list: &str, choices: &[(u32, Choice)], faults: &mut Vec<OutlineFault>) {
    let mut seen: HashMap<&str, u32> = HashMap::new();
    for (row, choice) in choices {
        if let Some(first) = seen.get(choice.name.as_str()) {
            let flaw = Flaw::ChoiceTwice {
                name: shown(&choice.name),
                list: shown(list),
                first: *first,
            };
            faults.push(OutlineFault::new(
                Place::row(sheet, *row).column("name"),
                flaw,
            ));
        } else {
            seen.insert(&choice.name, *row);
        }
    }
}

/// The columns of a file that its question uses.
pub struct FileColumns<'a> {
    pub value: &'a str,
    pub label: &'a str,
}

/// The list of a file, called by the file's name without its ending.
///
/// # Errors
/// A column that the file does not have, or rows without a value.
pub fn of_file(table: &Table, columns: &FileColumns<'_>) -> Result<ChoiceList, Flaw> {
    let column = |wanted: &str| {
        table
            .columns
            .iter()
            .position(|column| column == wanted)
            .ok_or_else(|| Flaw::NoFileColumn {
                file: table.name.clone(),
                column: wanted.to_owned(),
                columns: table.columns.join(", "),
            })
    };
    let value = column(columns.value)?;
    let label = column(columns.label).or_else(|fault| match columns.label {
        "label" => Ok(value),
        _ => Err(fault),
    })?;
    let text = |cells: &[String], at: usize| cells.get(at).cloned().unwrap_or_default();
    let choices = table
        .rows
        .iter()
        .filter(|(_, cells)| !text(cells, value).is_empty())
        .map(|(_, cells)| Choice {
            name: text(cells, value),
            label: Texts([(String::new(), Wording::plain(&text(cells, label)))].into()),
            cells: (0..table.columns.len()).map(|at| text(cells, at)).collect(),
        })
        .collect();
    Ok(ChoiceList::new(
        stem(&table.name).to_owned(),
        table.columns.clone(),
        choices,
    ))
}

/// A file's name without its ending.
pub fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn cell_of<'a>(headings: &[ListHeading], cells: &'a [String], wanted: &ListHeading) -> &'a str {
    headings
        .iter()
        .position(|heading| heading == wanted)
        .and_then(|at| cells.get(at))
        .map_or("", String::as_str)
}

fn labels(headings: &[ListHeading], cells: &[String]) -> Texts {
    let mut texts = Texts::default();
    for (heading, cell) in headings.iter().zip(cells) {
        if let (ListHeading::Label(language), false) = (heading, cell.is_empty()) {
            texts.0.insert(language.clone(), Wording::plain(cell));
        }
    }
    texts
}

fn spoken(headings: &[ListHeading]) -> Vec<String> {
    headings
        .iter()
        .filter_map(|heading| match heading {
            ListHeading::Label(language) => Some(language.clone()),
            _ => None,
        })
        .collect()
}

/// `name`, `label`, then the list's own columns.
fn column_names(headings: &[ListHeading]) -> Vec<String> {
    let own = headings.iter().filter_map(|heading| match heading {
        ListHeading::Own(name) => Some(name.clone()),
        _ => None,
    });
    ["name".to_owned(), "label".to_owned()]
        .into_iter()
        .chain(own)
        .collect()
}

fn own_cells(headings: &[ListHeading], cells: &[String]) -> Vec<String> {
    let text = |at: usize| cells.get(at).cloned().unwrap_or_default();
    let find = |wanted: fn(&ListHeading) -> bool| headings.iter().position(wanted).map(text);
    let name = find(|heading| *heading == ListHeading::Name);
    let label = find(|heading| matches!(heading, ListHeading::Label(_)));
    let own = headings
        .iter()
        .enumerate()
        .filter(|(_, heading)| matches!(heading, ListHeading::Own(_)))
        .map(|(at, _)| text(at));
    [name.unwrap_or_default(), label.unwrap_or_default()]
        .into_iter()
        .chain(own)
        .collect()
}
