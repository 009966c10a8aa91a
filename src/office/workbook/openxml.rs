//! The parts of an XLSX file, looked over before they are read for what the
//! reader does not tell: rows and columns that nobody sees, and formulas whose
//! result the file does not hold, because the program that wrote it does not
//! reckon.

use std::collections::BTreeMap;

use super::sheet::{Hidden, column_of_letters};
use super::tags::{Tag, Tags};

/// What was noted of one sheet.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Noted {
    pub(super) hidden: Hidden,
    /// Rows from 1 and columns from 0.
    pub(super) unreckoned: Vec<(u32, u16)>,
}

/// What was noted of all parts.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// By the names of their parts, in small letters.
    sheets: BTreeMap<String, Noted>,
    /// The relation of each sheet, in the order of the workbook.
    relations: Vec<Vec<u8>>,
    /// Where each relation leads.
    targets: BTreeMap<Vec<u8>, String>,
}

impl Survey {
    /// Looks over one part.
    pub(super) fn look(&mut self, part: &str, content: &[u8]) {
        let part = part.to_ascii_lowercase();
        if part.starts_with("xl/worksheets/") && part.ends_with(".xml") {
            self.sheets.insert(part, noted(content));
        } else if part == "xl/workbook.xml" {
            let sheets = Tags(content).filter(|tag| local(tag) == b"sheet");
            let relation = |tag: Tag<'_>| tag.word(b":id").unwrap_or_default().to_owned();
            self.relations = sheets.map(relation).collect();
        } else if part == "xl/_rels/workbook.xml.rels" {
            let relations = Tags(content).filter(|tag| local(tag) == b"Relationship");
            self.targets = relations.filter_map(|tag| target(&tag)).collect();
        }
    }

    /// What was noted of the sheet at this place in the workbook.
    pub(super) fn take(&mut self, place: usize) -> Noted {
        let relation = self.relations.get(place);
        let part = relation.and_then(|relation| self.targets.get(relation));
        part.and_then(|part| self.sheets.remove(part))
            .unwrap_or_default()
    }
}

fn target(tag: &Tag<'_>) -> Option<(Vec<u8>, String)> {
    let target = String::from_utf8_lossy(tag.word(b" Target")?).to_ascii_lowercase();
    let part = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    };
    Some((tag.word(b" Id")?.to_owned(), part))
}

fn local<'a>(tag: &Tag<'a>) -> &'a [u8] {
    let mut name = tag.name.rsplit(|byte| *byte == b':');
    name.next().unwrap_or_default()
}

/// The cell that is being walked through.
#[derive(Default)]
struct Walked {
    at: Option<(u32, u16)>,
    is_text: bool,
    has_formula: bool,
    has_value: bool,
}

fn noted(sheet: &[u8]) -> Noted {
    let mut noted = Noted::default();
    let (mut row, mut column) = (0_u32, 0_u16);
    let mut cell = Walked::default();
    for tag in Tags(sheet) {
        let is_end = tag.name.starts_with(b"/");
        match local(&tag).strip_prefix(b"/").unwrap_or(local(&tag)) {
            b"col" if !is_end && is_hidden(&tag) => {
                let first = tag.number(b" min").saturating_sub(1);
                noted.hidden.hide_columns(first, tag.number(b" max"));
            }
            b"row" if !is_end => {
                let number = u32::try_from(tag.number(b" r")).unwrap_or_default();
                row = if number > 0 {
                    number
                } else {
                    row.saturating_add(1)
                };
                column = 0;
                if is_hidden(&tag) {
                    noted.hidden.hide_rows(row.into(), row.into());
                }
            }
            b"c" if !is_end => {
                let named = tag.word(b" r").and_then(column_of);
                column = named.unwrap_or(column);
                cell = Walked {
                    at: Some((row, column)),
                    is_text: tag.word(b" t") == Some(b"str"),
                    ..Walked::default()
                };
                column = column.saturating_add(1);
            }
            b"f" if !is_end => cell.has_formula = true,
            b"v" if !is_end => cell.has_value = !tag.is_closed() && tag.text_after > 0,
            // A formula whose result is no text has a result of some length.
            b"c" if cell.has_formula && !cell.has_value && !cell.is_text => {
                noted.unreckoned.extend(cell.at.take());
            }
            _ => {}
        }
    }
    noted
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    matches!(tag.word(b" hidden"), Some(b"1" | b"true"))
}

/// The column of a place such as `AB12`.
fn column_of(place: &[u8]) -> Option<u16> {
    let letters = place.iter().take_while(|byte| byte.is_ascii_alphabetic());
    let letters: String = letters.map(|byte| char::from(*byte)).collect();
    column_of_letters(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHEET: &[u8] = br#"<x:worksheet><cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5"/></cols>
        <sheetData><row r="1" spans="1:5"><c r="A1" t="s"><v>0</v></c></row>
        <row r="4" hidden="1"><c r="A4"><f>A3+1</f><v>2</v></c><c r="C4"><f>A3&amp;"x"</f><v></v></c></row>
        <x:row><c><f t="shared" si="0"/><v/></c><c t="str"><f>""</f><v></v></c><c><f>NOW()</f></c></x:row>
        </sheetData></x:worksheet>"#;

    #[test]
    fn what_nobody_sees_and_what_nobody_reckoned_is_noted() {
        let noted = noted(SHEET);
        assert_eq!(noted.unreckoned, [(4, 2), (5, 0), (5, 2)]);
        let rows = [1, 3, 4, 5].map(|row| noted.hidden.row(row));
        assert_eq!(rows, [false, false, true, false]);
        let columns = [0, 1, 2, 3, 4].map(|column| noted.hidden.column(column));
        assert_eq!(columns, [false, true, true, false, false]);
    }

    #[test]
    fn sheets_are_found_by_their_relations() {
        let mut survey = Survey::default();
        survey.look("xl/worksheets/sheet7.xml", SHEET);
        survey.look(
            "xl/workbook.xml",
            br#"<workbook><sheets><sheet name="A" sheetId="1" r:id="rId2"/><sheet name="B" sheetId="7" r:id="rId1"/></sheets></workbook>"#,
        );
        survey.look(
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="rId1" Type="w" Target="/xl/worksheets/sheet7.xml"/><Relationship Id="rId2" Type="w" Target="worksheets/sheet1.xml"/></Relationships>"#,
        );
        assert_eq!(survey.take(0), Noted::default());
        assert!(survey.take(1).hidden.row(4));
    }
}
