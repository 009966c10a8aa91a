//! What a sheet says of all its rows at once: its tab bears a commune's name,
//! the title above its header names the year. Both are what a reader of the
//! paper takes for granted, and both give way to anything said nearer a row.

use crate::domain::period::Period;
use crate::domain::period_labels::PeriodLabels;
use crate::office::workbook::{Sheet, column_letters};
use crate::text;

use super::header::Header;
use super::places::names_a_place;
use super::sections::{Given, Section};

/// Words of rows above a header that speak of something else than the list: a
/// day, a document that it goes with.
const ASIDE: [&str; 4] = ["ngay", "kem theo", "can cu", "so"];

/// Words before a year that make it the list's.
const BEFORE_A_PERIOD: [&str; 5] = ["nam", "giai", "gd", "quy", "nhiem"];

/// Most words of a period: *quý III năm 2023* with its dashes.
const LONGEST_PERIOD: usize = 6;

/// Most words of a label of a period.
pub(super) const LONGEST_LABEL: usize = 12;

/// The sections that hold over the whole sheet, outermost first.
pub(super) fn sections(sheet: &Sheet, header: &Header, labels: &PeriodLabels) -> Vec<Section> {
    let tab = names_a_place(&sheet.name).then(|| {
        let unit = text::tidy(&sheet.name);
        Section::over_all(Given::Unit(unit), &sheet.name)
    });
    tab.into_iter()
        .chain(title_period(sheet, header, labels))
        .collect()
}

/// The one period that the title above the header names.
fn title_period(sheet: &Sheet, header: &Header, labels: &PeriodLabels) -> Option<Section> {
    let above = sheet
        .rows()
        .iter()
        .take_while(|row| row.number < header.rows.0);
    let mut found: Option<(Period, String)> = None;
    for (row, at, line) in above.flat_map(|row| {
        row.filled()
            .map(move |(at, cell)| (row.number, at, cell.line()))
    }) {
        for period in periods_in(&line, labels) {
            match &found {
                Some((known, _)) if *known != period => return None,
                Some(_) => {}
                None => found = Some((period, format!("{}{row}", column_letters(at)))),
            }
        }
    }
    found.map(|(period, place)| Section::over_all(Given::TitlePeriod(period), &place))
}

/// The periods that a line of a title names; none where it speaks of a day or
/// of another document.
fn periods_in(line: &str, labels: &PeriodLabels) -> Vec<Period> {
    let words = text::fold_words(line);
    let folded = words.join(" ");
    let aside = |word: &&str| format!(" {folded} ").contains(&format!(" {word} "));
    if ASIDE.iter().any(aside) {
        return Vec::new();
    }
    let mut periods = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let labelled = (1..=LONGEST_LABEL).rev().find_map(|length| {
            let phrase = words.get(at..at + length)?.join(" ");
            Some((length, labels.called(&phrase)?))
        });
        let longest = || {
            BEFORE_A_PERIOD.contains(&word.as_str()).then(|| {
                (2..=LONGEST_PERIOD).rev().find_map(|length| {
                    let phrase = words.get(at..at + length)?.join(" ");
                    Some((length, Period::parse(&phrase).ok()?))
                })
            })
        };
        match labelled.or_else(|| longest().flatten()) {
            Some((length, period)) => {
                periods.push(period);
                at += length;
            }
            None => at += 1,
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::list::{CellFault, ModelList};
    use crate::domain::period_labels::LabelledPeriod;
    use crate::office::list::{ListOptions, models_in};
    use crate::office::workbook::Workbook;

    fn sheet(tab: &str, text: &str) -> Sheet {
        crate::office::csv::read_sheet(text.replace('|', "\t").as_bytes(), tab.into()).unwrap()
    }

    fn read(sheets: Vec<Sheet>, wanted: Option<&str>) -> ModelList {
        let workbook = Workbook {
            file: "a.xlsx".into(),
            sheets,
            restored_from: None,
        };
        let options = ListOptions {
            labels: labels(),
            sheet: wanted.map(str::to_owned),
            maps: Vec::new(),
        };
        models_in(&workbook, &options).unwrap()
    }

    fn units(list: &ModelList) -> Vec<&str> {
        list.rows.iter().map(|row| row.unit.as_str()).collect()
    }

    fn labels() -> PeriodLabels {
        let labelled = |label: &str, span| LabelledPeriod {
            id: LabelledPeriod::identity(label),
            label: label.into(),
            span: Period::parse(span).unwrap(),
        };
        PeriodLabels::new(vec![
            labelled("Nhiệm kỳ Đại hội XII", "2020-2025"),
            labelled("Đợt 1", "2023-Q2"),
        ])
    }

    fn periods_in(line: &str) -> Vec<Period> {
        super::periods_in(line, &labels())
    }

    #[test]
    fn a_title_says_a_period_as_the_book_does() {
        let span = |span| vec![Period::parse(span).unwrap()];
        assert_eq!(
            periods_in("DANH SÁCH MÔ HÌNH NHIỆM KỲ ĐẠI HỘI XII"),
            span("2020-2025")
        );
        assert_eq!(periods_in("Mô hình đợt 1"), span("2023-Q2"));
        assert_eq!(periods_in("Mô hình đợt 2"), []);
        assert_eq!(
            periods_in("Danh sách mô hình nhiệm kỳ 2020-2025"),
            span("2020-2025")
        );
    }

    #[test]
    fn a_title_names_its_period_and_a_date_line_does_not() {
        let span = Period::Span {
            from: 2021,
            to: 2023,
        };
        assert_eq!(
            periods_in("DANH SÁCH MÔ HÌNH “DÂN VẬN KHÉO” GIAI ĐOẠN 2021 - 2023"),
            [span]
        );
        assert_eq!(
            periods_in("Danh sách đăng ký năm 2022"),
            [Period::Year(2022)]
        );
        assert_eq!(
            periods_in("Tổng hợp quý III năm 2023"),
            [Period::Quarter {
                year: 2023,
                quarter: 3
            }]
        );
        assert_eq!(periods_in("An Biên, ngày 05 tháng 02 năm 2022"), []);
        assert_eq!(periods_in("(Kèm theo Báo cáo năm 2022 của BCĐ)"), []);
        assert_eq!(periods_in("Kế hoạch số 12-KH/BCĐ năm 2022"), []);
        assert_eq!(periods_in("Phong trào năm nay"), []);
    }

    /// Sheets named after communes under a title that names the year, as a
    /// district keeps them.
    #[test]
    fn what_the_tab_and_the_title_say_holds_for_every_row() {
        let list = |title: &str| {
            format!(
                "{title}||\nAn Biên, ngày 05 tháng 02 năm 2024||\nTT|Mô hình|Cấp\n1|Đường hoa|Cơ sở\n2|Chưa đăng ký|\n"
            )
        };
        let sheets = vec![
            sheet("Nam Yên", &list("DANH SÁCH MÔ HÌNH NĂM 2022")),
            sheet("Xã Đông Thái", &list("MÔ HÌNH GIAI ĐOẠN 2021-2023")),
            sheet("Ghi chú", "Gọi lại cho xã"),
        ];
        let first = read(sheets.clone(), None);
        assert_eq!(first.faults, []);
        assert_eq!(units(&first), ["Nam Yên", "Nam Yên"]);
        assert_eq!(first.other_sheets, ["Xã Đông Thái"]);
        let periods: Vec<_> = first.rows.iter().map(|row| row.period).collect();
        assert_eq!(periods, [Some(Period::Year(2022)), None]);

        let second = read(sheets, Some("xã đông thái"));
        assert_eq!(units(&second), ["Xã Đông Thái", "Xã Đông Thái"]);
        let span = Period::Span {
            from: 2021,
            to: 2023,
        };
        assert_eq!(second.title_period, Some(span));
    }

    /// A title with two years does not say which of them is meant.
    #[test]
    fn a_title_with_two_periods_says_nothing() {
        let text = "SO SÁNH NĂM 2021 VÀ NĂM 2022||\nTT|Mô hình|Xã|Cấp\n1|Đường hoa|Nam Yên|Cơ sở";
        let list = read(vec![sheet("A", text)], None);
        assert_eq!(list.rows[0].period, None);
        assert_eq!(list.faults[0].fault, CellFault::HalfRegistration);
    }
}
