//! Small means of laying text out in cells.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{self, Align};

/// Draws one line at row `row` of `area`, if the area has such a row.
pub fn line_at(frame: &mut Frame, area: Rect, row: u16, line: Line) {
    if let Some(area) = row_of(area, row) {
        frame.render_widget(line, area);
    }
}

/// Row `row` of `area` as an area of its own.
pub fn row_of(area: Rect, row: u16) -> Option<Rect> {
    (row < area.height && area.width > 0).then(|| Rect {
        y: area.y + row,
        height: 1,
        ..area
    })
}

/// Words of the data in exactly `cells` cells, with nothing in them that the
/// terminal would obey.
pub fn cell(words: &str, cells: usize) -> String {
    text::fit(&text::visible(words), cells, Align::Left)
}

/// The words in rows of `cells` cells, no more than `most`: what is left over
/// is said by `…`.
pub fn wrapped(words: &str, cells: usize, most: usize) -> Vec<String> {
    let shown = text::visible_lines(words);
    let ranges = text::wrap(&shown, cells.max(1));
    let all = ranges.len();
    let mut rows: Vec<String> = ranges
        .into_iter()
        .take(most)
        .map(|range| shown.get(range).unwrap_or_default().to_owned())
        .collect();
    if all > most
        && let Some(last) = rows.last_mut()
    {
        *last = format!("{}…", text::cut(last, cells.saturating_sub(1)));
    }
    if rows.is_empty() {
        rows.push(String::new());
    }
    rows
}

/// A number or a sign at the right edge of `cells` cells.
pub fn right(words: &str, cells: usize) -> String {
    text::fit(words, cells, Align::Right)
}

/// `name` in exactly `cells` cells, the graphemes at the positions `matched`
/// in the style `hit`. Spans are cut at graphemes, since a combining mark at
/// the beginning of a span would be lost.
pub fn highlighted(name: &str, matched: &[usize], cells: usize, hit: Style) -> Vec<Span<'static>> {
    let fitted = cell(name, cells);
    let mut spans: Vec<(bool, String)> = Vec::new();
    for (position, grapheme) in fitted.graphemes(true).enumerate() {
        let is_hit = grapheme != "…" && matched.binary_search(&position).is_ok();
        match spans.last_mut() {
            Some((was_hit, run)) if *was_hit == is_hit => run.push_str(grapheme),
            _ => spans.push((is_hit, grapheme.to_owned())),
        }
    }
    let style = |is_hit| if is_hit { hit } else { Style::default() };
    spans
        .into_iter()
        .map(|(is_hit, run)| Span::styled(run, style(is_hit)))
        .collect()
}

/// Words left and words right in one line of `cells` cells; the left give way,
/// and a blank stays between the two.
pub fn both_ends(left: &str, right: &str, cells: usize) -> (String, String) {
    let right = text::cut(right, cells).to_owned();
    let room = cells.saturating_sub(text::cells(&right));
    let gap = usize::from(room > 0 && !right.is_empty());
    let left = text::fit(left, room - gap, Align::Left);
    (left + &" ".repeat(gap), right)
}

/// Words left and words right in row `row` of an area, a cell in from its edges.
pub fn ends_at(frame: &mut Frame, area: Rect, row: u16, left: (&str, Style), right: (&str, Style)) {
    let cells = usize::from(area.width).saturating_sub(2);
    let (at_left, at_right) = both_ends(left.0, right.0, cells);
    let spans = vec![
        Span::raw(" "),
        Span::styled(at_left, left.1),
        Span::styled(at_right, right.1),
    ];
    line_at(frame, area, row, Line::from(spans));
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::style::Modifier;

    #[test]
    fn matches_are_underlined_where_they_stand() {
        let hit = Style::new().add_modifier(Modifier::UNDERLINED);
        let spans = highlighted("Đổi rác", &[4, 5, 6], 9, hit);
        let words: Vec<_> = spans
            .iter()
            .map(|span| (span.content.as_ref(), span.style == hit))
            .collect();
        assert_eq!(words, [("Đổi ", false), ("rác", true), ("  ", false)]);
    }

    #[test]
    fn a_line_of_two_ends_is_never_wider_than_its_room() {
        for cells in 0..20 {
            let (left, right) = both_ends("Sổ huyện Kiên Hải", "20/11/2026", cells);
            assert_eq!(
                text::cells(&left) + text::cells(&right),
                cells.max(text::cells(&right))
            );
            assert!(left.is_empty() || left.ends_with(' '), "{left}{right}");
        }
    }
}
