//! A list to choose from that narrows while one types, with or without
//! diacritics.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::{Rect, Size};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use super::choice::Choice;
use super::edit::Edit;
use super::line_field::LineField;
use super::list::{self, Viewport};
use super::press::Press;
use super::typing::Outcome;
use super::{Focus, Look, below, put, row_of};
use crate::phrases;
use crate::text::{self, Align};

phrases! {
    enum Words {
        Find => "Tìm:", "Find:";
        Nothing => "Không có dòng nào khớp", "Nothing matches";
        Seeking => "Đang tìm…", "Searching…";
        Own { word: String } => "Dùng đúng chữ “{word}”", "Use the words “{word}”";
    }
}

/// Blanks before a note, at least, in cells.
const NOTE_GAP: usize = 2;

/// What came of a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked<I> {
    Stay,
    Left,
    Chosen(I),
}

/// A line that fits what is typed.
#[derive(Debug, Clone)]
struct Fit {
    choice: usize,
    /// Grapheme positions in the label that the typing matched.
    matched: Vec<Range<usize>>,
}

/// Who finds the lines that fit what is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Finding {
    /// They are among the choices.
    Here,
    /// The book is asked for them.
    Asked,
    /// The book has answered.
    Answered,
}

/// A list of choices; `I` is what choosing gives.
#[derive(Debug, Clone)]
pub struct Picker<I> {
    choices: Vec<Choice<I>>,
    query: LineField,
    fits: Vec<Fit>,
    list: Viewport,
    /// Said before each choice, for lists with more than one chosen line.
    signs: Vec<String>,
    /// Makes a choice of what is typed, where the list is not closed.
    own: Option<fn(String) -> I>,
    finding: Finding,
}

impl<I: Clone> Picker<I> {
    pub fn new(choices: Vec<Choice<I>>) -> Self {
        let mut picker = Self {
            choices,
            query: LineField::default(),
            fits: Vec::new(),
            list: Viewport::default(),
            signs: Vec::new(),
            own: None,
            finding: Finding::Here,
        };
        picker.narrow();
        picker
    }

    /// Lets people choose their own words as well.
    pub fn with_own_words(mut self, own: fn(String) -> I) -> Self {
        self.own = Some(own);
        self
    }

    /// The book knows more lines than could be listed: it is asked for those
    /// that fit [`typed`](Self::typed), and they are [offered](Self::offer).
    pub fn sought(mut self) -> Self {
        self.finding = Finding::Asked;
        self
    }

    /// What is typed to find a line.
    pub fn typed(&self) -> String {
        self.query.value()
    }

    /// The lines that fit what is typed.
    pub fn offer(&mut self, choices: Vec<Choice<I>>) {
        self.choices = choices;
        self.finding = Finding::Answered;
        self.narrow();
        self.list.select(0);
    }

    /// Says something before each choice.
    pub fn set_signs(&mut self, signs: Vec<String>) {
        self.signs = signs;
    }

    /// Begins at the first choice that `is` says yes to.
    pub fn starting_at(mut self, is: impl Fn(&I) -> bool) -> Self {
        if let Some(at) = self.choices.iter().position(|choice| is(&choice.id)) {
            self.list.select(at);
        }
        self
    }

    /// The choice that Enter takes.
    pub fn selected(&self) -> Option<&Choice<I>> {
        let fit = self.fits.get(self.list.selected()?)?;
        self.choices.get(fit.choice)
    }

    /// Whether something is typed to narrow the list.
    pub fn is_narrowed(&self) -> bool {
        !self.query.is_empty()
    }

    /// Shows every line again; the marker stays on the one it is on.
    pub fn widen(&mut self) {
        let here = self.list.selected().and_then(|at| self.fits.get(at));
        let here = here.map_or(0, |fit| fit.choice);
        self.query.set("");
        self.narrow();
        self.list.select(here);
    }

    /// Rows that it fills: the typing line, and every line that fits it.
    pub fn rows(&self) -> usize {
        1 + self.list.total().max(1)
    }

    /// `room` is the size of the area that the picker is shown in.
    pub fn apply(&mut self, press: Press, room: Size) -> Picked<I> {
        self.list.resize(usize::from(room.height).saturating_sub(1));
        if let Some(step) = press.step() {
            self.list.apply(step);
            return Picked::Stay;
        }
        match press {
            Press::Accept | Press::Edit(Edit::Newline) => self.choose(),
            Press::Cancel => Picked::Left,
            Press::Edit(edit) => {
                if self.query.apply(edit) == Outcome::Changed {
                    self.narrow();
                    self.list.select(0);
                }
                Picked::Stay
            }
            _ => Picked::Stay,
        }
    }

    fn choose(&self) -> Picked<I> {
        if let Some(choice) = self.selected() {
            return Picked::Chosen(choice.id.clone());
        }
        match (self.own, self.own_word()) {
            (Some(own), Some(word)) => Picked::Chosen(own(word)),
            _ => Picked::Stay,
        }
    }

    /// What is typed, where it may be chosen and no line says the same.
    fn own_word(&self) -> Option<String> {
        self.own?;
        let word = text::tidy(&self.query.value());
        let key = text::fold_key(&word);
        let is_known = self
            .choices
            .iter()
            .any(|choice| text::fold_key(&choice.label) == key);
        (!key.is_empty() && !is_known).then_some(word)
    }

    fn narrow(&mut self) {
        let wanted = text::fold_words(&self.query.value());
        self.fits = match self.finding {
            Finding::Here => self.fits_for(&wanted, Begin::Word),
            Finding::Asked | Finding::Answered => self.all_found(&wanted),
        };
        if self.fits.is_empty() {
            self.fits = self.fits_for(&wanted, Begin::Anywhere);
        }
        let own = usize::from(self.own_word().is_some());
        self.list.set_total(self.fits.len() + own);
    }

    /// Every line: whoever found them knows better what fits.
    fn all_found(&self, wanted: &[String]) -> Vec<Fit> {
        let lines = self.choices.iter().enumerate();
        let fit = |(choice, line): (usize, &Choice<I>)| Fit {
            choice,
            matched: matches_in(&line.label, wanted, Begin::Anywhere).unwrap_or_default(),
        };
        lines.map(fit).collect()
    }

    /// Those that say it, in their order; one that says just this comes first,
    /// so that “xã” is not *thị xã*.
    fn fits_for(&self, wanted: &[String], begin: Begin) -> Vec<Fit> {
        let lines = self.choices.iter().enumerate();
        let fits = lines.filter_map(|(choice, line)| {
            matches_in(&line.label, wanted, begin).map(|matched| Fit { choice, matched })
        });
        let says_just_this = |fit: &Fit| {
            let label = self.choices.get(fit.choice).map(|line| line.label.as_str());
            label.is_some_and(|label| text::fold_words(label) == wanted)
        };
        let (just_this, others): (Vec<_>, Vec<_>) = match wanted.is_empty() {
            true => (Vec::new(), fits.collect()),
            false => fits.partition(says_just_this),
        };
        just_this.into_iter().chain(others).collect()
    }

    /// Draws the typing line and the lines that fit it.
    pub fn view(&self, frame: &mut Frame, area: Rect, look: &Look) {
        let label = look.lang.say(&Words::Find);
        self.query
            .view_labelled(frame, row_of(area, 0), &label, Focus::Here, look);
        let lines = below(area, 1);
        if self.list.total() == 0 {
            let words = match self.finding {
                Finding::Asked => Words::Seeking,
                Finding::Here | Finding::Answered => Words::Nothing,
            };
            put(frame, lines, &look.lang.say(&words), look.palette.dim);
        }
        let room = usize::from(lines.width).saturating_sub(list::EDGES);
        list::view(frame, lines, self.list, look, |index| {
            self.line(index, room, look)
        });
        list::view_edges(frame, lines, self.list, look);
    }

    fn line(&self, index: usize, room: usize, look: &Look) -> Line<'static> {
        let fit = self.fits.get(index);
        let Some((fit, choice)) = fit.and_then(|fit| Some((fit, self.choices.get(fit.choice)?)))
        else {
            let word = self.own_word().unwrap_or_default();
            return Line::raw(look.lang.say(&Words::Own { word }));
        };
        // While narrowed the tree has holes, so its steps would mislead.
        let depth = if self.query.is_empty() {
            choice.depth
        } else {
            0
        };
        let Some(sign) = self.signs.get(fit.choice) else {
            return choice_line(choice, depth, &fit.matched, room, look);
        };
        let left = room.saturating_sub(text::cells(sign));
        let mut line = choice_line(choice, depth, &fit.matched, left, look);
        line.spans.insert(0, Span::raw(sign.clone()));
        line
    }
}

/// A choice in `room` cells: its label, the matched graphemes underlined, and
/// its note at the right. Where both are too long, each is cut.
pub fn choice_line<I>(
    choice: &Choice<I>,
    depth: usize,
    matched: &[Range<usize>],
    room: usize,
    look: &Look,
) -> Line<'static> {
    let indent = "  ".repeat(depth);
    let label = text::visible(&choice.label);
    let note = text::visible(&choice.note);
    let free = room.saturating_sub(indent.len());
    let note_room = text::cells(&note).min(
        free.saturating_sub(text::cells(&label) + NOTE_GAP)
            .max(free / 2),
    );
    let label_room = match note_room {
        0 => free,
        taken => free.saturating_sub(taken + NOTE_GAP),
    };
    let mut spans = vec![Span::raw(indent)];
    spans.extend(underlined(
        &shortened(&choice.label, label_room),
        matched,
        look,
    ));
    if note_room > 0 {
        let used = text::cells(&label).min(label_room);
        spans.push(Span::raw(" ".repeat(free.saturating_sub(used + note_room))));
        spans.push(Span::styled(
            text::fit(&note, note_room, Align::Left),
            look.palette.dim,
        ));
    }
    Line::from(spans)
}

/// The label, cut at a grapheme with `…` when it is shown wider than `room`.
fn shortened(label: &str, room: usize) -> Cow<'_, str> {
    if text::cells(&text::visible(label)) <= room {
        return Cow::Borrowed(label);
    }
    let mut used = 1;
    let kept = label.graphemes(true).take_while(|grapheme| {
        used += text::cells(&text::visible(grapheme));
        used <= room
    });
    Cow::Owned(kept.chain(["…"]).collect())
}

/// The label with its matched graphemes underlined.
fn underlined(label: &str, matched: &[Range<usize>], look: &Look) -> Vec<Span<'static>> {
    let mut spans: Vec<Span> = Vec::new();
    for (position, grapheme) in text::nfc(label).graphemes(true).enumerate() {
        let style = if matched.iter().any(|range| range.contains(&position)) {
            look.palette.matched
        } else {
            Style::new()
        };
        let shown = text::visible(grapheme);
        match spans.last_mut() {
            Some(last) if last.style == style => last.content.to_mut().push_str(&shown),
            _ => spans.push(Span::styled(shown.into_owned(), style)),
        }
    }
    spans
}

/// Where in a label a wanted word may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Begin {
    /// At the beginning of a word: “yen” is in “Đông Yên” and not in “Huyện”.
    Word,
    Anywhere,
}

/// Where the wanted words stand in the label, as grapheme positions; `None`
/// when one of them is not there. Initials (“dvk”) count too.
fn matches_in(label: &str, wanted: &[String], begin: Begin) -> Option<Vec<Range<usize>>> {
    let folded: Vec<char> = text::fold(label).chars().collect();
    let found: Option<Vec<_>> = wanted
        .iter()
        .map(|word| place_of(&folded, word, begin))
        .collect();
    found.or_else(|| match wanted {
        [only] if text::initials(label).starts_with(only.as_str()) => Some(Vec::new()),
        _ => None,
    })
}

fn place_of(folded: &[char], word: &str, begin: Begin) -> Option<Range<usize>> {
    let word: Vec<char> = word.chars().collect();
    let begins_word = |at: usize| {
        at.checked_sub(1)
            .and_then(|before| folded.get(before))
            .is_none_or(|before| !before.is_alphanumeric())
    };
    let start = (0..folded.len())
        .filter(|at| begin == Begin::Anywhere || begins_word(*at))
        .find(|at| {
            folded
                .get(*at..)
                .is_some_and(|rest| rest.starts_with(&word))
        })?;
    Some(start..start + word.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Size = Size {
        width: 40,
        height: 6,
    };

    fn picker() -> Picker<usize> {
        let names = ["Huyện An Biên", "Xã Đông Yên", "Xã Hưng Yên", "Xã Hòn Nghệ"];
        let choice = |(id, name): (usize, &&str)| Choice::new(id, *name);
        Picker::new(names.iter().enumerate().map(choice).collect())
    }

    fn typed(picker: &mut Picker<usize>, text: &str) -> Vec<String> {
        picker.apply(Press::Edit(Edit::Paste(text.into())), ROOM);
        let name = |fit: &Fit| picker.choices[fit.choice].label.clone();
        picker.fits.iter().map(name).collect()
    }

    #[test]
    fn letters_without_marks_find_names_with_them() {
        assert_eq!(typed(&mut picker(), "yen"), ["Xã Đông Yên", "Xã Hưng Yên"]);
        assert_eq!(typed(&mut picker(), "yen dong"), ["Xã Đông Yên"]);
        assert_eq!(typed(&mut picker(), "HÒN"), ["Xã Hòn Nghệ"]);
        assert_eq!(
            typed(&mut picker(), "uyen"),
            ["Huyện An Biên"],
            "within a word when no word begins so"
        );
        assert_eq!(typed(&mut picker(), "xhn"), ["Xã Hòn Nghệ"]);
        assert!(typed(&mut picker(), "zz").is_empty());
    }

    #[test]
    fn the_line_that_says_just_what_is_typed_comes_first() {
        let choices = ["Thị xã", "Xã", "Đoàn thể chính trị - xã hội"];
        let choice = |(id, name): (usize, &&str)| Choice::new(id, *name);
        let mut picker = Picker::new(choices.iter().enumerate().map(choice).collect());
        assert_eq!(typed(&mut picker, "xa"), ["Xã", "Thị xã", choices[2]]);
        assert_eq!(picker.apply(Press::Accept, ROOM), Picked::Chosen(1));
    }

    #[test]
    fn enter_takes_the_chosen_line() {
        let mut picker = picker();
        typed(&mut picker, "yen");
        picker.apply(Press::Edit(Edit::Down), ROOM);
        assert_eq!(picker.apply(Press::Accept, ROOM), Picked::Chosen(2));
    }

    #[test]
    fn own_words_are_offered_when_no_line_says_them() {
        let mut picker = picker().with_own_words(|word| word.len());
        typed(&mut picker, "xa hon nghe");
        assert_eq!(picker.list.total(), 1);
        picker.apply(Press::Edit(Edit::Paste(" moi".into())), ROOM);
        assert_eq!(
            picker.apply(Press::Accept, ROOM),
            Picked::Chosen("xa hon nghe moi".len())
        );
    }
}
