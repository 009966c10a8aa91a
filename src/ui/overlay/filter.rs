//! Which models a list shows: one condition a line. A change is seen at once
//! in the list behind.

use ratatui::Frame;
use ratatui::layout::{Rect, Size};

use super::super::keymap::Context;
use super::super::theme::MARKER;
use super::super::widgets::choice::{self, Choice, ChoiceField, Pick};
use super::super::widgets::list::Step;
use super::super::widgets::picker::{Picked, Picker};
use super::super::widgets::{Edited, Look, Press, below, put, right_of, row_of, rule};
use super::Outcome;
use super::panel::{self, Height};
use crate::domain::{Field, Level, Milestone, ModelKind, Status, Word, WorkField};
use crate::i18n::Lang;
use crate::phrases;
use crate::service::request::ModelFilter;
use crate::text::{self, Align};

phrases! {
    enum Words {
        Title => "Lọc mô hình", "Filter models";
        Unit => "Địa bàn", "Unit";
        Level => "Cấp", "Level";
        Kind => "Đối tượng", "Kind";
        Field => "Lĩnh vực", "Field";
        Status => "Trạng thái", "Status";
        Period => "Kỳ", "Period";
        Milestone => "Đã đến đâu", "How far";
        Any => "tất cả", "any";
        Count { matching: String, total: String } => "{matching} / {total} mô hình", "{matching} / {total} models";
    }
}

/// The conditions, in the order of the lines.
const CONDITIONS: [Words; 7] = [
    Words::Unit,
    Words::Level,
    Words::Kind,
    Words::Field,
    Words::Status,
    Words::Period,
    Words::Milestone,
];

/// Cells before a name: marker and blank.
const EDGE: u16 = 2;
/// Blanks between name and value.
const GAP: u16 = 2;
/// Rows below the conditions: a blank and the count.
const FOOT: usize = 2;

/// The conditions on a list of models.
#[derive(Debug, Clone)]
pub struct Filter {
    /// What the fields of the filter that have no line here were.
    other: ModelFilter,
    /// In the order of [`CONDITIONS`].
    conditions: [ChoiceField; 7],
    focus: usize,
    picking: Option<Picker<Pick>>,
    count: Option<(usize, usize)>,
}

impl Filter {
    /// Begins with what is on; `units` and `periods` are what may be chosen.
    pub fn new(
        filter: &ModelFilter,
        units: Vec<Choice<Pick>>,
        periods: Vec<Choice<Pick>>,
        lang: Lang,
    ) -> Self {
        let field = |choices, pick: Option<Pick>, label: &str| {
            let mut field = ChoiceField::new(choices);
            field.pick(pick.unwrap_or(Pick::Nothing), label);
            field
        };
        let period = filter
            .period
            .map(|period| choice::period_words(period, lang))
            .unwrap_or_default();
        Self {
            conditions: [
                field(units, filter.unit.map(Pick::Record), ""),
                field(
                    choice::words::<Level>(lang, Pick::Level),
                    filter.level.map(Pick::Level),
                    "",
                ),
                field(
                    choice::words::<ModelKind>(lang, Pick::Kind),
                    filter.kind.map(Pick::Kind),
                    "",
                ),
                field(
                    choice::words::<Field>(lang, Pick::Field),
                    filter.field.as_deref().and_then(field_pick),
                    filter.field.as_deref().unwrap_or_default(),
                ),
                field(
                    choice::words::<Status>(lang, Pick::Status),
                    filter.status.map(Pick::Status),
                    "",
                ),
                field(periods, filter.period.map(Pick::Period), &period),
                field(
                    choice::words::<Milestone>(lang, Pick::Milestone),
                    filter.milestone.map(Pick::Milestone),
                    "",
                ),
            ],
            other: filter.clone(),
            focus: 0,
            picking: None,
            count: None,
        }
    }

    /// What the conditions ask for.
    pub fn filter(&self) -> ModelFilter {
        let mut filter = ModelFilter {
            movement: self.other.movement,
            ..ModelFilter::default()
        };
        for condition in &self.conditions {
            match condition.picked() {
                Pick::Record(unit) => filter.unit = Some(unit),
                Pick::Level(level) => filter.level = Some(level),
                Pick::Kind(kind) => filter.kind = Some(kind),
                Pick::Field(field) => filter.field = Some(field.code().to_owned()),
                Pick::Own(word) => filter.field = Some(word),
                Pick::Status(status) => filter.status = Some(status),
                Pick::Period(period) => filter.period = Some(period),
                Pick::Milestone(milestone) => filter.milestone = Some(milestone),
                Pick::Nothing
                | Pick::RegistrationType(_)
                | Pick::UnitType(_)
                | Pick::Letterhead(_)
                | Pick::Role(_)
                | Pick::Mark
                | Pick::Device(_)
                | Pick::Closing(_)
                | Pick::Nth(_) => {}
            }
        }
        filter
    }

    /// Whether any condition is on.
    pub fn is_on(&self) -> bool {
        self.filter() != ModelFilter::default()
    }

    /// How many models fit, of how many in the book.
    pub fn set_count(&mut self, matching: usize, total: usize) {
        self.count = Some((matching, total));
    }

    /// Where the next key is looked up.
    pub fn context(&self) -> Context {
        if self.picking.is_some() {
            Context::Palette
        } else {
            Context::Filter
        }
    }

    pub fn apply(&mut self, press: Press, room: Size) -> Outcome {
        let content = panel::content_size(room, self.height());
        if let Some(picker) = &mut self.picking {
            let picked = picker.apply(press, picker_room(content));
            return self.picked(picked);
        }
        if let Some(step) = press.step() {
            return self.go(step);
        }
        match press {
            Press::Accept | Press::Cancel => Outcome::Close,
            Press::NextField => self.go(Step::Next),
            Press::PreviousField => self.go(Step::Previous),
            Press::Clear => self.clear(),
            other => self.fill(&other, content),
        }
    }

    fn fill(&mut self, press: &Press, content: Size) -> Outcome {
        let Some(condition) = self.conditions.get_mut(self.focus) else {
            return Outcome::Stay;
        };
        match (condition.apply(press), press) {
            (Edited::Changed, _) => return Outcome::Filtered(self.filter()),
            (_, Press::Edit(edit)) => self.picking = condition.open(edit, picker_room(content)),
            _ => {}
        }
        Outcome::Stay
    }

    fn go(&mut self, step: Step) -> Outcome {
        let last = self.conditions.len() - 1;
        self.focus = match step {
            Step::Next => (self.focus + 1).min(last),
            Step::Previous => self.focus.saturating_sub(1),
            Step::First | Step::PageUp => 0,
            Step::Last | Step::PageDown => last,
        };
        Outcome::Stay
    }

    fn clear(&mut self) -> Outcome {
        for condition in &mut self.conditions {
            condition.pick(Pick::Nothing, "");
        }
        self.other = ModelFilter::default();
        Outcome::Filtered(self.filter())
    }

    fn picked(&mut self, picked: Picked<Pick>) -> Outcome {
        match picked {
            Picked::Stay => return Outcome::Stay,
            Picked::Left => self.picking = None,
            Picked::Chosen(pick) => {
                self.picking = None;
                if let Some(condition) = self.conditions.get_mut(self.focus) {
                    condition.pick(pick, "");
                }
                return Outcome::Filtered(self.filter());
            }
        }
        Outcome::Stay
    }

    fn height(&self) -> Height {
        match self.picking {
            Some(_) => Height::Full,
            None => Height::Rows(self.conditions.len() + FOOT),
        }
    }

    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let content = panel::view(
            frame,
            area,
            &look.lang.say(&Words::Title),
            self.height(),
            look,
        );
        if let Some(picker) = &self.picking {
            let name = CONDITIONS
                .get(self.focus)
                .map(|condition| look.lang.say(condition));
            rule::titled(frame, content, &name.unwrap_or_default(), look);
            return picker.view(frame, below(content, 1), look);
        }
        let names = CONDITIONS.map(|condition| look.lang.say(&condition));
        let column = names
            .iter()
            .map(|name| text::cells(name))
            .max()
            .unwrap_or(0);
        // Of few rows the chosen one must be among those in sight.
        let first = (self.focus + 1).saturating_sub(usize::from(content.height).max(1));
        for (index, (condition, name)) in self.conditions.iter().zip(&names).enumerate().skip(first)
        {
            let name = text::fit(name, column, Align::Left);
            self.view_condition(
                frame,
                row_of(content, index - first),
                (index, condition),
                &name,
                look,
            );
        }
        if let Some((matching, total)) = self.count {
            let words = Words::Count {
                matching: grouped(matching),
                total: grouped(total),
            };
            let down = self.conditions.len() + FOOT - 1 - first;
            put(
                frame,
                row_of(content, down),
                &look.lang.say(&words),
                look.palette.dim,
            );
        }
    }

    fn view_condition(
        &self,
        frame: &mut Frame,
        area: Rect,
        (index, condition): (usize, &ChoiceField),
        name: &str,
        look: &Look,
    ) {
        let any = look.lang.say(&Words::Any);
        let column = u16::try_from(text::cells(name)).unwrap_or(u16::MAX);
        let value = right_of(area, column.saturating_add(EDGE + GAP));
        if index == self.focus {
            put(frame, area, MARKER, look.palette.marker);
            put(frame, right_of(area, EDGE), name, look.palette.title);
            return condition.view(frame, value, &any, look);
        }
        put(frame, right_of(area, EDGE), name, look.palette.dim);
        match condition.label() {
            Some(label) => put(frame, value, &text::visible(label), look.palette.title),
            None => put(frame, value, &any, look.palette.dim),
        }
    }
}

fn picker_room(content: Size) -> Size {
    Size {
        height: content.height.saturating_sub(1),
        ..content
    }
}

fn field_pick(code: &str) -> Option<Pick> {
    WorkField::parse(code).map(|field| match field {
        WorkField::Known(field) => Pick::Field(field),
        WorkField::Own(word) => Pick::Own(word),
    })
}

fn grouped(number: usize) -> String {
    text::count(i64::try_from(number).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::super::super::widgets::Edit;
    use super::*;

    const ROOM: Size = Size {
        width: 80,
        height: 24,
    };

    #[test]
    fn every_change_is_a_filter_at_once() {
        let mut filter = Filter::new(&ModelFilter::default(), Vec::new(), Vec::new(), Lang::Vi);
        assert!(!filter.is_on());
        filter.apply(Press::NextField, ROOM);
        let base = ModelFilter {
            level: Some(Level::Base),
            ..ModelFilter::default()
        };
        assert_eq!(
            filter.apply(Press::NextChoice, ROOM),
            Outcome::Filtered(base)
        );
        assert_eq!(
            filter.apply(Press::Clear, ROOM),
            Outcome::Filtered(ModelFilter::default())
        );
    }

    #[test]
    fn what_is_on_stays_on() {
        let on = ModelFilter {
            field: Some("Đô thị văn minh".into()),
            status: Some(Status::Recognized),
            period: Some(crate::domain::Period::Year(2023)),
            ..ModelFilter::default()
        };
        let filter = Filter::new(&on, Vec::new(), Vec::new(), Lang::Vi);
        assert_eq!(filter.filter(), on);
    }

    #[test]
    fn letters_find_a_value() {
        let mut filter = Filter::new(&ModelFilter::default(), Vec::new(), Vec::new(), Lang::Vi);
        for _ in 0..4 {
            filter.apply(Press::NextField, ROOM);
        }
        for letter in "cong nhan".chars() {
            filter.apply(Press::Edit(Edit::Insert(letter)), ROOM);
        }
        assert_eq!(filter.context(), Context::Palette);
        let recognized = ModelFilter {
            status: Some(Status::Recognized),
            ..ModelFilter::default()
        };
        assert_eq!(
            filter.apply(Press::Accept, ROOM),
            Outcome::Filtered(recognized)
        );
    }
}
