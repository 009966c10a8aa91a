//! CSV as spreadsheets write it: any of three separators, any of the encodings
//! met on officers' machines, line breaks inside quotation marks.
//!
//! Rows are numbered as a spreadsheet that opens the file shows them, blank
//! ones included.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};

use super::cell::Cell;
use super::workbook::{FileFault, Limit, LooksLike, Sheet};
use crate::text::{self, Legacy};

/// Rows looked at to tell the separator.
const FIRST_ROWS: usize = 30;
/// Bytes looked at to tell the encoding.
const FIRST_BYTES: usize = 4096;
const SEPARATORS: [char; 3] = ['\t', ';', ','];

/// Reads the only sheet of a CSV file.
///
/// # Errors
/// `NotASpreadsheet` for what is no text, `OpenQuote`, `TooLarge`.
pub(super) fn read_sheet(bytes: &[u8], name: String) -> Result<Sheet, FileFault> {
    let content = decode(bytes)?;
    let (content, said) = said_separator(&content);
    let separator = said.unwrap_or_else(|| likely_separator(content));
    let first_row = if said.is_some() { 2 } else { 1 };
    let cells = Fields::new(content, separator, first_row).map(|field| match field {
        Ok(field) if field.column > 16_383 => Err(FileFault::TooLarge { limit: Limit::Area }),
        Ok(field) => Ok((
            field.row,
            field.column as u16,
            Cell::typed(text::nfc(&field.text)),
        )),
        Err(row) => Err(FileFault::OpenQuote { row }),
    });
    Sheet::gather(name, cells, &[])
}

/// The text of a file: UTF-8 or UTF-16, with or without a byte-order mark,
/// or else the single-byte Vietnamese of Windows.
fn decode(bytes: &[u8]) -> Result<String, FileFault> {
    let encoding = match bytes {
        [0xEF, 0xBB, 0xBF, ..] => UTF_8,
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ => match zeros(bytes) {
            Zeros::None if std::str::from_utf8(bytes).is_ok() => UTF_8,
            Zeros::None => single_byte(bytes),
            Zeros::AfterLetters => UTF_16LE,
            Zeros::BeforeLetters => UTF_16BE,
            Zeros::Anywhere => return Err(not_text()),
        },
    };
    let (content, _, _) = encoding.decode(bytes);
    let strange = content
        .chars()
        .take(FIRST_BYTES)
        .filter(|c| c.is_control() && !c.is_whitespace())
        .count();
    if strange * 10 > content.chars().take(FIRST_BYTES).count() {
        return Err(not_text());
    }
    Ok(content.into_owned())
}

/// The Vietnamese of Windows; or Western signs, where an old font made letters
/// of them that are restored later.
fn single_byte(bytes: &[u8]) -> &'static Encoding {
    let (content, _, _) = WINDOWS_1258.decode(bytes);
    if text::is_windows_vietnamese(&content) {
        return WINDOWS_1258;
    }
    let (signs, _, _) = WINDOWS_1252.decode(bytes);
    let words = signs.split(|letter: char| letter == '\n' || SEPARATORS.contains(&letter));
    match Legacy::among(words) {
        Some(_) => WINDOWS_1252,
        None => WINDOWS_1258,
    }
}

fn not_text() -> FileFault {
    FileFault::NotASpreadsheet {
        looks_like: LooksLike::Binary,
    }
}

/// Where the zero bytes of a file stand: beside every ASCII letter of UTF-16.
enum Zeros {
    None,
    AfterLetters,
    BeforeLetters,
    Anywhere,
}

fn zeros(bytes: &[u8]) -> Zeros {
    let head = &bytes[..bytes.len().min(FIRST_BYTES)];
    let at_parity = |parity| {
        head.iter()
            .skip(parity)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let (even, odd) = (at_parity(0), at_parity(1));
    // A Vietnamese text has an ASCII letter, blank or separator in every few.
    let enough = head.len() / 8;
    match (even, odd) {
        (0, 0) => Zeros::None,
        (_, odd) if odd >= enough && even * 20 < odd => Zeros::AfterLetters,
        (even, _) if even >= enough && odd * 20 < even => Zeros::BeforeLetters,
        _ => Zeros::Anywhere,
    }
}

/// The first line `sep=;` that some programs write, and what follows it.
fn said_separator(content: &str) -> (&str, Option<char>) {
    let said = content.strip_prefix("sep=").and_then(|rest| {
        let mut letters = rest.chars();
        let separator = letters
            .next()
            .filter(|letter| SEPARATORS.contains(letter))?;
        let rest = letters.as_str();
        let rest = rest
            .strip_prefix("\r\n")
            .or_else(|| rest.strip_prefix('\n'))?;
        Some((rest, separator))
    });
    said.map_or((content, None), |(rest, separator)| (rest, Some(separator)))
}

/// The separator that cuts the first rows most regularly: in a list, most rows
/// have as many of it, while commas in running text come and go.
fn likely_separator(content: &str) -> char {
    let regularity = |separator: &char| {
        let counts = separators_by_row(content, *separator);
        let best = counts.iter().map(|count| {
            let alike = counts.iter().filter(|other| *other == count).count();
            alike * count
        });
        best.max().unwrap_or(0)
    };
    // Of equals the first wins: a tab or semicolon is rarely typed by chance.
    SEPARATORS
        .into_iter()
        .rev()
        .max_by_key(regularity)
        .unwrap_or(',')
}

/// How often `separator` stands outside quotation marks in each of the first rows.
fn separators_by_row(content: &str, separator: char) -> Vec<usize> {
    let mut counts = vec![0];
    let mut quoted = false;
    let mut before = '\n';
    for letter in content.chars() {
        match letter {
            // A mark opens a field only at its start, as when it is read.
            '"' if quoted || matches!(before, '\n' | '"') || SEPARATORS.contains(&before) => {
                quoted = !quoted;
            }
            '\n' if !quoted && counts.len() == FIRST_ROWS => break,
            '\n' if !quoted => counts.push(0),
            _ if letter == separator && !quoted => {
                if let Some(count) = counts.last_mut() {
                    *count += 1;
                }
            }
            _ => {}
        }
        before = letter;
    }
    counts
}

/// One field with its place: row from 1, column from 0.
struct Field {
    row: u32,
    column: usize,
    text: String,
}

/// The fields of a text, one after another; `Err(row)` and the end for a
/// quotation mark that is never closed.
struct Fields<'a> {
    rest: &'a str,
    separator: char,
    row: u32,
    column: usize,
}

impl<'a> Fields<'a> {
    fn new(content: &'a str, separator: char, row: u32) -> Self {
        Self {
            rest: content,
            separator,
            row,
            column: 0,
        }
    }

    /// Takes what stands before the next separator or line end.
    fn bare(&mut self) -> &'a str {
        let separator = self.separator;
        let end = self
            .rest
            .find([separator, '\n', '\r'])
            .unwrap_or(self.rest.len());
        let (field, rest) = self.rest.split_at(end);
        self.rest = rest;
        field
    }

    /// Takes a field whose opening quotation mark was just taken.
    fn quoted(&mut self) -> Option<String> {
        let mut field = String::new();
        loop {
            let (inside, rest) = self.rest.split_once('"')?;
            field.push_str(inside);
            self.rest = rest;
            match self.rest.strip_prefix('"') {
                Some(rest) => {
                    field.push('"');
                    self.rest = rest;
                }
                None => return Some(field),
            }
        }
    }

    /// Steps over the separator or line end after a field.
    fn step(&mut self) {
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            self.column += 1;
            return;
        }
        let line_end = ["\r\n", "\n", "\r"]
            .into_iter()
            .find_map(|end| self.rest.strip_prefix(end));
        if let Some(rest) = line_end {
            self.rest = rest;
            self.row = self.row.saturating_add(1);
            self.column = 0;
        }
    }
}

impl Iterator for Fields<'_> {
    type Item = Result<Field, u32>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let mut text = String::new();
        if let Some(rest) = self.rest.strip_prefix('"') {
            self.rest = rest;
            match self.quoted() {
                Some(inside) => text = inside,
                None => {
                    self.rest = "";
                    return Some(Err(self.row));
                }
            }
        }
        text.push_str(self.bare());
        let field = Field {
            row: self.row,
            column: self.column,
            text,
        };
        self.step();
        Some(Ok(field))
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn rows(bytes: &[u8]) -> Vec<(u32, Vec<String>)> {
        let sheet = read_sheet(bytes, "a".into()).unwrap();
        let texts = |row: &crate::office::workbook::Row| {
            row.filled().map(|(_, cell)| cell.as_text()).collect()
        };
        sheet
            .rows()
            .iter()
            .map(|row| (row.number, texts(row)))
            .collect()
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    const LIST: &str = "TT;Tên mô hình;Xã\r\n1;\"Cột cờ, hàng rào\nđúng quy cách\";Hưng Yên\r\n\r\n2;Nói \"\"khéo\"\";Đông Yên\r\n";

    #[test]
    fn every_encoding_reads_the_same() {
        let expected = rows(LIST.as_bytes());
        assert_eq!(expected.len(), 3);
        assert_eq!(
            expected[1],
            (
                2,
                vec![
                    "1".into(),
                    "Cột cờ, hàng rào\nđúng quy cách".into(),
                    "Hưng Yên".into()
                ]
            )
        );
        assert_eq!(
            expected[2].0, 4,
            "a blank row counts, a quoted line break does not"
        );
        let marked = format!("\u{feff}{LIST}");
        for bytes in [
            marked.as_bytes().to_vec(),
            utf16(&marked, u16::to_le_bytes),
            utf16(&marked, u16::to_be_bytes),
            utf16(LIST, u16::to_le_bytes),
            utf16(LIST, u16::to_be_bytes),
        ] {
            assert_eq!(rows(&bytes), expected);
        }
    }

    #[test]
    fn the_single_byte_vietnamese_of_windows_becomes_composed_letters() {
        // “Tiếng Việt,Đông” in windows-1258: base letters followed by tone bytes.
        let bytes = b"Ti\xEA\xECng Vi\xEA\xF2t,\xD0\xF4ng\n";
        assert_eq!(
            rows(bytes),
            [(1, vec!["Tiếng Việt".to_owned(), "Đông".to_owned()])]
        );
    }

    #[test]
    fn a_whole_list_in_the_vietnamese_of_windows_is_not_taken_for_an_old_font() {
        const TONES: [(char, u8); 5] = [
            ('\u{300}', 0xCC),
            ('\u{309}', 0xD2),
            ('\u{303}', 0xDE),
            ('\u{301}', 0xEC),
            ('\u{323}', 0xF2),
        ];
        let list = "Tên mô hình;Đơn vị;Lĩnh vực\nBến tàu sạch 5m²;Thị trấn Thứ Ba;Kinh tế\n\
                    Hũ gạo nghĩa tình;Xã Đông Yên;Văn hóa - xã hội\n";
        let mut bytes = Vec::new();
        for letter in list.chars() {
            let taken_apart = letter.to_string().nfd().collect::<String>();
            let tone = TONES.iter().find(|(tone, _)| taken_apart.contains(*tone));
            let base: String = match tone {
                Some((tone, _)) => taken_apart.replace(*tone, "").nfc().collect(),
                None => letter.to_string(),
            };
            bytes.extend_from_slice(&WINDOWS_1258.encode(&base).0);
            bytes.extend(tone.map(|(_, byte)| *byte));
        }
        assert_eq!(rows(&bytes), rows(list.as_bytes()));
    }

    #[test]
    fn the_separator_is_the_one_that_cuts_regularly() {
        let commas_in_text = "Tên;Cấp\na, b, c;Cơ sở, Huyện\nd, e;Tỉnh\n";
        assert_eq!(
            rows(commas_in_text.as_bytes())[1].1,
            ["a, b, c", "Cơ sở, Huyện"]
        );
        assert_eq!(rows(b"a\tb,c\nd\te\n")[0].1, ["a", "b,c"]);
        assert_eq!(rows(b"name,unit\nx,y\n")[1].1, ["x", "y"]);
        assert_eq!(
            rows(b"sep=,\na;b,c\n"),
            [(2, vec!["a;b".to_owned(), "c".to_owned()])]
        );
        assert_eq!(rows("Tên\nmột\n".as_bytes()).len(), 2);
    }

    #[test]
    fn a_quotation_mark_left_open_is_named_by_its_row() {
        let answer = read_sheet("name,unit\na,b\n\"c,d\ne,f\n".as_bytes(), "a".into());
        assert_eq!(answer, Err(FileFault::OpenQuote { row: 3 }));
    }

    #[test]
    fn a_mark_inside_a_word_is_only_a_mark() {
        assert_eq!(rows("a 5\" b,c\n".as_bytes())[0].1, ["a 5\" b", "c"]);
    }

    #[test]
    fn bytes_that_are_no_text_are_no_list() {
        let noise: Vec<u8> = (0..2000_u32)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 13) as u8)
            .collect();
        assert_eq!(read_sheet(&noise, "a".into()), Err(not_text()));
        assert!(read_sheet(&[1; 100], "a".into()).is_err());
    }
}
