//! Reports: asked for, opened down to a record, said in words, written to a file.

use std::path::PathBuf;

use super::files::start_work;
use super::{open, periods};
use crate::domain::{RecordId, RecordKind, Word};
use crate::i18n::Phrase;
use crate::report::{self, ReportQuery, Through};
use crate::service::Request;
use crate::text;
use crate::ui::effect::{Effect, PaperWork, TableToWrite};
use crate::ui::keymap::Action;
use crate::ui::overlay::{Message, Overlay, Told};
use crate::ui::purpose::{Purpose, Wanted};
use crate::ui::screens::detail::Standing;
use crate::ui::screens::reports::{BehindList, Floor, ReportsWords, Sideways};
use crate::ui::state::{Notice, Room, State};
use crate::ui::ticket::Errand;
use crate::ui::update::load;
use crate::ui::widgets::choice::Pick;
use crate::ui::words::{NoticeWords, WorkWords};

/// What an action means to *Báo cáo*; `None` when it is for everywhere.
pub fn act(state: &mut State, action: Action) -> Option<Vec<Effect>> {
    if state.room != Room::Reports || state.open_detail().is_some() {
        return None;
    }
    Some(match action {
        Action::ItemOpen => enter(state),
        Action::ItemClose => close(state),
        Action::ColumnNext => sideways(state, Sideways::Next),
        Action::ColumnPrevious => sideways(state, Sideways::Previous),
        Action::SortNext => {
            if let Some(grid) = &mut state.reports.grid {
                grid.sort_next();
            }
            Vec::new()
        }
        Action::CompareNext => compare(state),
        Action::BasisNext => {
            state.reports.basis_next();
            ask_again(state)
        }
        Action::PeriodChoose => choose_period(state),
        Action::ReportWords => in_words(state),
        Action::ReportWrite => ask_where(state),
        _ => return None,
    })
}

/// Asks for the table, where one is looked at.
pub fn load(state: &mut State) -> Vec<Effect> {
    let overview = &state.overview;
    let (period, compare) = overview
        .view
        .as_ref()
        .map_or((None, None), |view| (view.period, view.compare));
    state.reports.begin(overview.query.unit, period, compare);
    match state.reports.floor {
        Floor::Choosing => Vec::new(),
        Floor::Table | Floor::Behind => vec![ask(state)],
    }
}

fn ask(state: &mut State) -> Effect {
    let query = state.reports.query.clone();
    state.ask(Errand::Report, Request::Report(query))
}

/// Asks how the figures of the table went through time, where they do.
pub fn load_courses(state: &mut State) -> Vec<Effect> {
    let query = state.reports.query.clone();
    if state.reports.table().is_none() || Through::of(query.report).is_none() {
        return Vec::new();
    }
    let errand = Errand::Courses(Box::new(query.clone()));
    vec![state.ask(errand, Request::Courses(query))]
}

/// Another question: the table is looked at again.
fn ask_again(state: &mut State) -> Vec<Effect> {
    match state.reports.floor {
        Floor::Choosing => Vec::new(),
        Floor::Table | Floor::Behind => {
            state.reports.floor = Floor::Table;
            vec![ask(state)]
        }
    }
}

/// Enter: one floor down.
fn enter(state: &mut State) -> Vec<Effect> {
    match state.reports.floor {
        Floor::Choosing => {
            let Some(report) = state.reports.chosen() else {
                return Vec::new();
            };
            state.reports.query.report = report;
            state.reports.floor = Floor::Table;
            vec![ask(state)]
        }
        Floor::Table => open_behind(state),
        Floor::Behind => {
            let Some(behind) = &mut state.reports.behind else {
                return Vec::new();
            };
            match behind.selected().map(|line| line.id) {
                Some(id) => load::open_record(state, id, Standing::Open),
                None => {
                    behind.window.enter();
                    Vec::new()
                }
            }
        }
    }
}

/// Opens the list behind the chosen cell; of a row about a record without such
/// a list, the record itself.
fn open_behind(state: &mut State) -> Vec<Effect> {
    use crate::ui::screens::reports::ShownRow;
    let lang = state.lang;
    let Some(grid) = &state.reports.grid else {
        return Vec::new();
    };
    let Some((row, behind)) = grid.chosen(lang) else {
        return Vec::new();
    };
    let Some(behind) = behind.cloned() else {
        if let ShownRow::Row { row, .. } = row
            && let Some(id) = row.record.filter(|id| id.kind != RecordKind::Unit)
        {
            return load::open_record(state, id, Standing::Open);
        }
        state.notice = Some(Notice::hint(&ReportsWords::NothingBehind));
        return Vec::new();
    };
    let column = grid.table().columns.get(grid.column());
    let value = row.cells().get(grid.column());
    let title = ReportsWords::Cell {
        row: match row {
            ShownRow::Row { row, .. } => lang.say(&row.label),
            ShownRow::Total(_) => ReportsWords::Total.text(lang),
        },
        column: column.map_or_else(String::new, |column| column.heading(lang, " · ")),
        value: value.map_or_else(String::new, |cell| cell.value.words(lang)),
    };
    let before = state.reports.behind.take();
    state.reports.behind = Some(BehindList::new(title.text(lang), behind, before));
    state.reports.floor = Floor::Behind;
    Vec::new()
}

/// Esc: one floor up, and from the top to *Tổng quan*.
fn close(state: &mut State) -> Vec<Effect> {
    if state.reports.up() {
        Vec::new()
    } else {
        load::enter(state, Room::Overview)
    }
}

fn sideways(state: &mut State, way: Sideways) -> Vec<Effect> {
    if let Some(grid) = &mut state.reports.grid {
        grid.sideways(way);
    }
    Vec::new()
}

fn compare(state: &mut State) -> Vec<Effect> {
    let periods = known_periods(state);
    if state.reports.compare_next(&periods) {
        return ask_again(state);
    }
    state.notice = Some(Notice::hint(&NoticeWords::NoOtherPeriod));
    Vec::new()
}

fn known_periods(state: &State) -> Vec<crate::domain::Period> {
    let view = state.overview.view.as_ref();
    view.map(|view| view.periods.clone()).unwrap_or_default()
}

fn choose_period(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let title = ReportsWords::ChoosePeriod.text(lang);
    let any = ReportsWords::AnyPeriod.text(lang);
    let current = state.reports.query.period;
    let picker = periods::picker(state, title, any, current);
    open::layer(state, Overlay::Picker(picker), Purpose::ReportPeriod)
}

/// A period was chosen; it is not compared with itself.
pub fn period_chosen(state: &mut State, pick: &Pick) -> Vec<Effect> {
    let period = match periods::picked(state, pick) {
        Ok(period) => period,
        Err(notice) => {
            state.notice = Some(notice);
            return Vec::new();
        }
    };
    let query = &mut state.reports.query;
    query.period = period;
    if query.compare == query.period {
        query.compare = None;
    }
    ask_again(state)
}

/// A unit was chosen.
pub fn unit_chosen(state: &mut State, unit: Option<RecordId>) -> Vec<Effect> {
    state.reports.query.unit = unit;
    ask_again(state)
}

/// Shows the figures as a paragraph, and offers it to the clipboard.
fn in_words(state: &mut State) -> Vec<Effect> {
    let lang = state.lang;
    let Some(table) = state.reports.table() else {
        return no_table(state);
    };
    let words = lang.say(&report::paragraph(table));
    let told = Told {
        title: ReportsWords::InWords.text(lang),
        wrong: vec![text::visible_lines(&words).into_owned()],
        ..Told::default()
    };
    let overlay = Overlay::Message(Message::new(told, lang));
    let mut effects = open::layer(state, overlay, Purpose::Itself);
    effects.push(Effect::Copy(words));
    state.notice = Some(Notice::hint(&ReportsWords::Copied));
    effects
}

fn no_table(state: &mut State) -> Vec<Effect> {
    state.notice = Some(Notice::hint(&ReportsWords::NoTable));
    Vec::new()
}

/// Asks into which file; a name is proposed.
fn ask_where(state: &mut State) -> Vec<Effect> {
    match proposed_name(state) {
        Some(name) => super::files::ask_for_named(state, Wanted::ReportToWrite, &name),
        None => no_table(state),
    }
}

/// “./b01-kien-hai-2020.xlsx”.
fn proposed_name(state: &State) -> Option<String> {
    let table = state.reports.table()?;
    let mut parts = vec![table.report.code().to_owned()];
    let unit = table.unit.as_ref().map(|unit| text::fold_words(&unit.name));
    parts.extend(unit.into_iter().flatten());
    parts.extend(table.period.map(|period| period.to_string()));
    Some(format!("./{}.xlsx", parts.join("-")))
}

/// A file was named: the table goes into it. Without an extension it becomes
/// a workbook.
pub fn write_to(state: &mut State, path: PathBuf) -> Vec<Effect> {
    let path = match path.extension() {
        Some(_) => path,
        None => path.with_extension("xlsx"),
    };
    write(state, path, crate::office::Existing::Keep)
}

/// Yes, replace it.
pub fn replace(state: &mut State, path: PathBuf) -> Vec<Effect> {
    write(state, path, crate::office::Existing::Replace)
}

fn write(state: &mut State, path: PathBuf, existing: crate::office::Existing) -> Vec<Effect> {
    let lang = state.lang;
    let Some(table) = state.reports.table() else {
        return no_table(state);
    };
    let table = match table.left_out {
        0 => TableToWrite::Shown(Box::new(table.clone())),
        _ => TableToWrite::Whole(Box::new(ReportQuery {
            most_rows: None,
            ..state.reports.query.clone()
        })),
    };
    let work = PaperWork::WriteTable {
        path,
        table,
        lang,
        existing,
    };
    vec![start_work(state, WorkWords::WritingTable, work)]
}
