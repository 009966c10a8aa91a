//! A table as .xlsx: real numbers, totals that add up by themselves, ready to
//! print on A4 lying.

mod sums;

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Formula, Workbook, Worksheet, XlsxError};

use super::super::outlet::OutFault;
use super::super::printable::printable;
use super::paper::TotalWord;
use crate::i18n::Lang;
use crate::report::table::Row;
use crate::report::{Cell, CellValue, Table};
use crate::text;

/// The most a cell can hold, in UTF-16 units.
const LONGEST_TEXT: usize = 32_767;
/// Widths of columns, in letters.
const NARROWEST: usize = 8;
const WIDEST: usize = 48;

/// The bytes of the workbook.
///
/// # Errors
/// The table has more rows or columns than a sheet can hold.
pub(super) fn write(table: &Table, lang: Lang) -> Result<Vec<u8>, OutFault> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    fill(sheet, table, lang)
        .and_then(|()| workbook.save_to_buffer())
        .map_err(|fault| OutFault::Unfit {
            why: fault.to_string(),
        })
}

fn fill(sheet: &mut Worksheet, table: &Table, lang: Lang) -> Result<(), XlsxError> {
    sheet.set_name(table.report.to_string().to_uppercase())?;
    let mut sheet = Sheet {
        sheet,
        table,
        lang,
        last_column: column_number(table.columns.len()),
        next: 0,
    };
    sheet.titles()?;
    let header = sheet.next;
    sheet.header()?;
    let body = sheet.next;
    sheet.rows()?;
    sheet.total(body)?;
    sheet.notes()?;
    sheet.widths()?;
    sheet.print_setup(header, body)
}

/// A sheet that is filled from top to bottom.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    table: &'a Table,
    lang: Lang,
    last_column: u16,
    /// The next empty row.
    next: u32,
}

impl Sheet<'_> {
    fn titles(&mut self) -> Result<(), XlsxError> {
        let title = self.lang.say(&self.table.title);
        let centered = Format::new()
            .set_font_name(FONT)
            .set_align(FormatAlign::Center);
        self.across(
            &title.to_uppercase(),
            &centered.clone().set_bold().set_font_size(14),
        )?;
        self.across(&self.table.caption(self.lang), &centered.set_italic())?;
        self.next += 1;
        Ok(())
    }

    /// Two rows where columns stand in groups, else one.
    fn header(&mut self) -> Result<(), XlsxError> {
        let format = bordered()
            .set_bold()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap();
        let top = self.next;
        let bottom = top + u32::from(self.table.is_grouped());
        let stub = self.lang.say(&self.table.stub);
        self.merge(top, 0, bottom, 0, &stub, &format)?;
        for (first, last, group) in self.table.groups() {
            let (left, right) = (column_number(first + 1), column_number(last + 1));
            match group {
                Some(group) => {
                    self.merge(top, left, top, right, &self.lang.say(group), &format)?;
                    for at in first..=last {
                        let label = self.label(at);
                        self.text(bottom, column_number(at + 1), &label, &format)?;
                    }
                }
                None => self.merge(top, left, bottom, left, &self.label(first), &format)?,
            }
        }
        self.next = bottom + 1;
        Ok(())
    }

    fn rows(&mut self) -> Result<(), XlsxError> {
        for row in &self.table.rows {
            let indented = bordered().set_text_wrap().set_indent(row.depth);
            let label = self.lang.say(&row.label);
            self.text(self.next, 0, &label, &indented)?;
            self.cells(&row.cells, &bordered())?;
            self.next += 1;
        }
        Ok(())
    }

    fn total(&mut self, body: u32) -> Result<(), XlsxError> {
        let Some(total) = &self.table.total else {
            return Ok(());
        };
        let bold = bordered().set_bold();
        self.text(self.next, 0, &self.lang.say(&TotalWord), &bold)?;
        self.cells(&total.cells, &bold)?;
        for (at, cell) in total.cells.iter().enumerate() {
            let column = column_number(at + 1);
            if let Some((sum, formula)) = sums::formula(self.table, at, &cell.value, body, column) {
                let formula = Formula::new(formula).set_result(sum.to_string());
                let format = number_format(&cell.value, &bold, self.lang);
                self.sheet
                    .write_formula_with_format(self.next, column, formula, &format)?;
            }
        }
        self.next += 1;
        Ok(())
    }

    fn notes(&mut self) -> Result<(), XlsxError> {
        let format = Format::new()
            .set_font_name(FONT)
            .set_italic()
            .set_text_wrap()
            .set_align(FormatAlign::Top);
        self.next += 1;
        for note in &self.table.notes {
            let note = self.lang.say(note);
            self.across(&note, &format)?;
        }
        Ok(())
    }

    fn cells(&mut self, cells: &[Cell], format: &Format) -> Result<(), XlsxError> {
        for (at, cell) in cells.iter().enumerate() {
            let column = column_number(at + 1);
            let format = number_format(&cell.value, format, self.lang);
            match number(&cell.value) {
                Some(number) => {
                    self.sheet
                        .write_number_with_format(self.next, column, number, &format)?;
                }
                None => self.text(self.next, column, &cell.value.words(self.lang), &format)?,
            }
        }
        Ok(())
    }

    fn label(&self, column: usize) -> String {
        let column = self.table.columns.get(column);
        column.map_or_else(String::new, |column| self.lang.say(&column.label))
    }

    /// Words over the whole width, on a row of their own.
    fn across(&mut self, words: &str, format: &Format) -> Result<(), XlsxError> {
        let row = self.next;
        self.next += 1;
        self.merge(row, 0, row, self.last_column, words, format)
    }

    fn merge(
        &mut self,
        top: u32,
        left: u16,
        bottom: u32,
        right: u16,
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if (top, left) == (bottom, right) {
            return self.text(top, left, words, format);
        }
        self.sheet
            .merge_range(top, left, bottom, right, &fitting(words), format)?;
        Ok(())
    }

    /// Writes text as text, whatever it begins with.
    fn text(
        &mut self,
        row: u32,
        column: u16,
        words: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if words.is_empty() {
            self.sheet.write_blank(row, column, format)?;
        } else {
            self.sheet
                .write_string_with_format(row, column, fitting(words), format)?;
        }
        Ok(())
    }

    fn widths(&mut self) -> Result<(), XlsxError> {
        let lang = self.lang;
        let label = |row: &Row| text::cells(&lang.say(&row.label)) + usize::from(row.depth) * 2;
        let stub = self.table.rows.iter().map(label).max().unwrap_or_default();
        self.width(0, stub.max(16))?;
        for (at, column) in self.table.columns.iter().enumerate() {
            let widest = self
                .table
                .rows
                .iter()
                .filter_map(|row| row.cells.get(at))
                .map(|cell| text::cells(&cell.value.words(lang)))
                .max()
                .unwrap_or_default();
            // Headings wrap: their longest word must fit.
            let heading = column.heading(lang, " ");
            let word = heading
                .split(' ')
                .map(text::cells)
                .max()
                .unwrap_or_default();
            self.width(column_number(at + 1), widest.max(word))?;
        }
        Ok(())
    }

    fn width(&mut self, column: u16, letters: usize) -> Result<(), XlsxError> {
        let letters = (letters + 2).clamp(NARROWEST, WIDEST);
        self.sheet.set_column_width(column, letters as f64)?;
        Ok(())
    }

    fn print_setup(&mut self, header: u32, body: u32) -> Result<(), XlsxError> {
        const A4: u8 = 9;
        let inches = |millimetres: f64| millimetres / 25.4;
        let margin = inches(15.0);
        self.sheet
            .set_paper_size(A4)
            .set_landscape()
            .set_print_fit_to_pages(1, 0)
            .set_margins(
                inches(20.0),
                margin,
                inches(20.0),
                inches(20.0),
                margin,
                margin,
            )
            .set_footer("&C&P/&N");
        self.sheet.set_repeat_rows(header, body.saturating_sub(1))?;
        self.sheet.set_freeze_panes(body, 1)?;
        Ok(())
    }
}

const FONT: &str = "Times New Roman";

fn bordered() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(12)
        .set_border(FormatBorder::Thin)
}

/// The format of a value on top of its row's. The number stays a number, and
/// what is derived says so.
fn number_format(value: &CellValue, format: &Format, lang: Lang) -> Format {
    const COUNT: &str = "#,##0";
    let format = format.clone();
    match value {
        CellValue::Derived(_) => {
            let zero = CellValue::Derived(0).words(lang);
            let words = zero.trim_start_matches('0');
            format.set_num_format(format!("{COUNT}\"{words}\""))
        }
        CellValue::Percent { .. } => format.set_num_format("0.0%"),
        CellValue::Change(_) => format.set_num_format("+#,##0;-#,##0;0"),
        CellValue::Growth { .. } => format.set_num_format("+0.0%;-0.0%;0%"),
        CellValue::Text(_) => format.set_text_wrap(),
        number if number.number().is_some() => format.set_num_format(COUNT),
        _ => format.set_align(FormatAlign::Right),
    }
}

/// The number to reckon with. “Trên 500” has none.
fn number(value: &CellValue) -> Option<f64> {
    let share = |part: i64, whole: i64| (whole != 0).then(|| part as f64 / whole as f64);
    match value {
        CellValue::Percent { part, whole } => share(*part, *whole),
        CellValue::Growth { from, to } => share(to - from, *from),
        other => other.number().map(|number| number as f64),
    }
}

fn column_number(at: usize) -> u16 {
    // A sheet has 16,384 columns; what is beyond is refused by the writer.
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// Printable text no longer than a cell can be.
fn fitting(words: &str) -> String {
    let shown = printable(words);
    if shown.encode_utf16().count() <= LONGEST_TEXT {
        return shown;
    }
    let mut units = 0;
    let kept = shown.chars().take_while(|character| {
        units += character.len_utf16();
        units < LONGEST_TEXT
    });
    kept.chain(['…']).collect()
}
