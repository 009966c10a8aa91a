//! What importing a list would do, before it does it.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::widgets::{Look, Press};
use super::super::words::period_title;
use super::Outcome;
use super::page::{Page, Paragraph, Tone};
use crate::domain::list::CellFault;
use crate::i18n::Lang;
use crate::phrases;
use crate::service::views::{ListPlanView, NearDuplicate, PlannedRow, RowFate};
use crate::text;

phrases! {
    enum Words {
        Title { file: String } => "Nhập danh sách · {file}", "Import a list · {file}";
        Rows => "Dòng đã đọc", "Rows read";
        New => "Mô hình mới", "New models";
        Changed => "Mô hình thay đổi", "Changed models";
        Same => "Đã có, như cũ", "Known, the same";
        RegistrationsNew => "Đăng ký mới", "New registrations";
        RegistrationsChanged => "Đăng ký thay đổi", "Changed registrations";
        Faults { count: String } => "! {count} chỗ phải sửa trong danh sách; chưa nhập gì", "! {count} faults in the list; nothing is imported";
        UnknownUnits => "Đơn vị chưa có trong sổ có thể lập thành xã mới: bấm Tab để chọn thuộc huyện nào.", "Units that the book does not know can become new communes: press Tab to choose where they belong.";
        UnitsNew => "Lập đơn vị mới", "New units";
        Near => "Gần giống mô hình đã có (vẫn nhập riêng)", "Much like a known model (imported as its own)";
        RestoredFrom => "Chữ cũ đã đổi sang Unicode, xem lại vài tên cho chắc", "Old letters made Unicode, look at a few names to be sure";
        TitlePeriod => "Kỳ lấy theo tiêu đề của danh sách", "Period taken from the list's title";
        HiddenRows => "Dòng bị ẩn trong bảng tính, cũng đọc", "Rows that the sheet hides, read too";
        HiddenColumns => "Cột bị ẩn trong bảng tính, cũng đọc", "Columns that the sheet hides, read too";
        UnitsAsAbove => "Dòng để trống đơn vị, lấy theo dòng trên", "Rows with a blank unit, taken from the row above";
        Sheets => "Trang tính khác cũng có danh sách, chưa đọc", "Other sheets with a list, not read";
        Columns => "Cột lạ, giữ ở ghi chú", "Unknown columns, kept as remarks";
        Preview => "Xem trước", "Preview";
        Row { row: u32 } => "Dòng {row}", "Row {row}";
        FateNew => "+ mới", "+ new";
        FateChanged => "~ đổi", "~ changed";
        FateSame => "= cũ", "= same";
    }
}

/// Cells of the column of counts and of the columns left of lines.
const COUNTS: usize = 24;
const ROWS: usize = 10;

/// The preview of a list.
#[derive(Debug, Clone)]
pub struct ListPreview {
    page: Page,
    can_import: bool,
    has_unknown_units: bool,
}

impl ListPreview {
    /// Whether the list is without faults.
    pub fn can_import(&self) -> bool {
        self.can_import
    }

    /// `faults` are the plan's faults in words, each with its row and column.
    pub fn new(file: &str, plan: &ListPlanView, faults: &[String], lang: Lang) -> Self {
        let is_unknown = |fault: &CellFault| matches!(fault, CellFault::UnknownUnit { .. });
        let has_unknown_units = plan.faults.iter().any(|fault| is_unknown(&fault.fault));
        let mut lines = Vec::new();
        if !plan.faults.is_empty() {
            let count = grouped(plan.faults.len());
            lines.push(Paragraph::new(
                lang.say(&Words::Faults { count }),
                Tone::Bad,
            ));
            if has_unknown_units {
                lines.push(Paragraph::new(lang.say(&Words::UnknownUnits), Tone::Warn));
            }
            lines.extend(
                faults
                    .iter()
                    .map(|fault| Paragraph::new(fault, Tone::Plain).led_by("  ·", Tone::Bad, 4)),
            );
            lines.push(Paragraph::blank());
        }
        lines.extend(counts(plan, lang));
        names(&mut lines, &Words::UnitsNew, &plan.units_new, lang);
        names(&mut lines, &Words::Columns, &plan.unknown_columns, lang);
        let title_period: Vec<String> = plan
            .title_period
            .map(|period| period_title(lang, period))
            .into_iter()
            .collect();
        names(&mut lines, &Words::TitlePeriod, &title_period, lang);
        let as_above = (plan.units_as_above > 0).then(|| grouped(plan.units_as_above));
        let as_above: Vec<String> = as_above.into_iter().collect();
        names(&mut lines, &Words::UnitsAsAbove, &as_above, lang);
        let hidden_rows =
            (!plan.hidden.rows.is_empty()).then(|| text::in_ranges(&plan.hidden.rows));
        let hidden_rows: Vec<String> = hidden_rows.into_iter().collect();
        names(&mut lines, &Words::HiddenRows, &hidden_rows, lang);
        names(
            &mut lines,
            &Words::HiddenColumns,
            &plan.hidden.columns,
            lang,
        );
        let old_font: Vec<String> = plan
            .restored_from
            .map(|legacy| legacy.name().to_owned())
            .into_iter()
            .collect();
        names(&mut lines, &Words::RestoredFrom, &old_font, lang);
        names(&mut lines, &Words::Sheets, &plan.other_sheets, lang);
        near(&mut lines, &plan.near_duplicates, lang);
        preview(&mut lines, &plan.preview, lang);
        let title = lang.say(&Words::Title {
            file: file.to_owned(),
        });
        Self {
            page: Page::new(title, lines),
            can_import: plan.faults.is_empty(),
            has_unknown_units,
        }
    }

    pub fn apply(&mut self, press: &Press, room: Size) -> Outcome {
        match press {
            Press::Accept if !self.can_import => Outcome::Stay,
            Press::ChooseUnit | Press::NextField if self.has_unknown_units => Outcome::ChooseParent,
            other => self.page.ask(other, room),
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        self.page.view(frame, area, look);
    }
}

fn counts(plan: &ListPlanView, lang: Lang) -> Vec<Paragraph> {
    let all = [
        (Words::Rows, plan.rows),
        (Words::New, plan.models_new),
        (Words::Changed, plan.models_changed),
        (Words::Same, plan.models_same),
        (Words::RegistrationsNew, plan.registrations_new),
        (Words::RegistrationsChanged, plan.registrations_changed),
    ];
    let shown = all
        .iter()
        .filter(|(words, count)| *count > 0 || matches!(words, Words::Rows | Words::New));
    shown
        .map(|(words, count)| counted(&lang.say(words), *count))
        .collect()
}

fn counted(label: &str, count: usize) -> Paragraph {
    let number = text::fit(&grouped(count), 6, text::Align::Right);
    Paragraph::new(number, Tone::Plain).led_by(label, Tone::Dim, COUNTS)
}

fn names(lines: &mut Vec<Paragraph>, heading: &Words, names: &[String], lang: Lang) {
    if !names.is_empty() {
        lines.push(Paragraph::blank());
        lines.push(Paragraph::new(lang.say(heading), Tone::Heading));
        lines.push(Paragraph::new(names.join(", "), Tone::Plain));
    }
}

fn near(lines: &mut Vec<Paragraph>, near: &[NearDuplicate], lang: Lang) {
    if !near.is_empty() {
        lines.push(Paragraph::blank());
        lines.push(Paragraph::new(lang.say(&Words::Near), Tone::Heading));
        let line = |near: &NearDuplicate| {
            Paragraph::new(&near.name, Tone::Plain).led_by(
                lang.say(&Words::Row { row: near.row }),
                Tone::Dim,
                ROWS,
            )
        };
        lines.extend(near.iter().map(line));
    }
}

fn preview(lines: &mut Vec<Paragraph>, rows: &[PlannedRow], lang: Lang) {
    if !rows.is_empty() {
        lines.push(Paragraph::blank());
        lines.push(Paragraph::new(lang.say(&Words::Preview), Tone::Heading));
        lines.extend(rows.iter().map(|row| planned(row, lang)));
    }
}

fn planned(row: &PlannedRow, lang: Lang) -> Paragraph {
    let (fate, tone) = match row.fate {
        RowFate::New => (Words::FateNew, Tone::Good),
        RowFate::Changed => (Words::FateChanged, Tone::Warn),
        RowFate::Same => (Words::FateSame, Tone::Dim),
    };
    let levels: Vec<_> = row.levels.iter().map(|level| level.sign()).collect();
    let period = row
        .period
        .map(|period| period.to_string())
        .unwrap_or_default();
    let facts = [row.name.clone(), row.unit.clone(), levels.join("·"), period];
    let facts: Vec<_> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
    Paragraph::new(facts.join("  ·  "), Tone::Plain).led_by(lang.say(&fate), tone, ROWS)
}

fn grouped(count: usize) -> String {
    text::count(i64::try_from(count).unwrap_or(i64::MAX))
}
