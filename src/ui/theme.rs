//! Colours by meaning. Nothing on screen is told by colour alone: a state also
//! has a word or a sign, the selection also has [`MARKER`].

use std::ffi::OsStr;

use ratatui::style::{Color, Modifier, Style};
use serde::{Deserialize, Serialize};

use crate::phrases;

/// Stands before the selected line, so that it is seen without colour or reverse.
pub const MARKER: &str = "▌";

/// Which colours the program uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// The sixteen colours of the terminal on its own background.
    #[default]
    Terminal,
    /// Light letters on a dark ground, whatever the terminal's own colours.
    Dark,
    /// Dark letters on a light ground.
    Light,
    /// No colour: bold, reverse, underline only.
    Mono,
}

phrases! {
    /// The name of a theme.
    pub enum ThemeName {
        Terminal => "màu của cửa sổ", "colours of the terminal";
        Dark => "nền tối", "dark";
        Light => "nền sáng", "light";
        Mono => "không màu", "no colour";
    }
}

impl Theme {
    /// `wanted`, unless the variable NO_COLOR is set and not empty
    /// (<https://no-color.org>).
    pub fn under(no_color: Option<&OsStr>, wanted: Self) -> Self {
        match no_color {
            Some(value) if !value.is_empty() => Self::Mono,
            _ => wanted,
        }
    }

    /// The theme after this one, round and round.
    pub fn next(self) -> Self {
        match self {
            Self::Terminal => Self::Dark,
            Self::Dark => Self::Light,
            Self::Light => Self::Mono,
            Self::Mono => Self::Terminal,
        }
    }

    /// What it is called.
    pub fn name(self) -> ThemeName {
        match self {
            Self::Terminal => ThemeName::Terminal,
            Self::Dark => ThemeName::Dark,
            Self::Light => ThemeName::Light,
            Self::Mono => ThemeName::Mono,
        }
    }

    /// Its styles.
    pub fn palette(self) -> Palette {
        match self {
            Self::Terminal => Palette::terminal(),
            Self::Dark => Palette::coloured(&DARK),
            Self::Light => Palette::coloured(&LIGHT),
            Self::Mono => Palette::mono(),
        }
    }
}

/// Styles by meaning. All but `ground` are patches over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The whole screen, before anything else is drawn.
    pub ground: Style,
    /// The title line and headings.
    pub title: Style,
    /// The selected line: reversed.
    pub selected: Style,
    /// [`MARKER`] itself.
    pub marker: Style,
    /// What matters less: hints, dates, absent values.
    pub dim: Style,
    /// Well: recognised, saved.
    pub good: Style,
    /// Needs attention: due soon, waiting.
    pub warn: Style,
    /// Not well: overdue, refused, not matching.
    pub bad: Style,
    /// Draws the eye without judging: bars, counts.
    pub accent: Style,
    /// Letters that a search matched: underlined.
    pub matched: Style,
    /// Rules and separators.
    pub rule: Style,
    /// The name of a key in the footer.
    pub key: Style,
    /// What the key does.
    pub label: Style,
}

/// The colours that make a coloured palette.
struct Colours {
    ground: Color,
    text: Color,
    dim: Color,
    good: Color,
    warn: Color,
    bad: Color,
    accent: Color,
}

const TERMINAL: Colours = Colours {
    ground: Color::Reset,
    text: Color::Reset,
    dim: Color::Reset,
    good: Color::Green,
    warn: Color::Yellow,
    bad: Color::Red,
    accent: Color::Cyan,
};

const DARK: Colours = Colours {
    ground: Color::Indexed(234),
    text: Color::Indexed(253),
    dim: Color::Indexed(246),
    good: Color::Indexed(114),
    warn: Color::Indexed(221),
    bad: Color::Indexed(210),
    accent: Color::Indexed(117),
};

const LIGHT: Colours = Colours {
    ground: Color::Indexed(231),
    text: Color::Indexed(235),
    dim: Color::Indexed(242),
    good: Color::Indexed(22),
    warn: Color::Indexed(94),
    bad: Color::Indexed(124),
    accent: Color::Indexed(25),
};

impl Palette {
    /// Bright black is the background itself in some terminals' palettes, so
    /// what is dim is dimmed rather than coloured.
    fn terminal() -> Self {
        let Self {
            dim, rule, marker, ..
        } = Self::mono();
        Self {
            dim,
            rule,
            marker,
            ..Self::coloured(&TERMINAL)
        }
    }

    fn coloured(colours: &Colours) -> Self {
        let plain = Style::new();
        Self {
            ground: plain.fg(colours.text).bg(colours.ground),
            dim: plain.fg(colours.dim),
            good: plain.fg(colours.good),
            warn: plain.fg(colours.warn),
            bad: plain.fg(colours.bad).add_modifier(Modifier::BOLD),
            accent: plain.fg(colours.accent),
            rule: plain.fg(colours.dim),
            key: plain.fg(colours.accent).add_modifier(Modifier::BOLD),
            marker: plain.fg(colours.accent),
            ..Self::mono()
        }
    }

    fn mono() -> Self {
        let plain = Style::new();
        let bold = plain.add_modifier(Modifier::BOLD);
        Self {
            ground: plain,
            title: bold,
            selected: plain.add_modifier(Modifier::REVERSED),
            marker: plain,
            dim: plain.add_modifier(Modifier::DIM),
            good: plain,
            warn: bold,
            bad: bold,
            accent: plain,
            matched: plain.add_modifier(Modifier::UNDERLINED),
            rule: plain.add_modifier(Modifier::DIM),
            key: bold,
            label: plain,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Theme; 4] = [Theme::Terminal, Theme::Dark, Theme::Light, Theme::Mono];

    fn styles(palette: Palette) -> [Style; 13] {
        let p = palette;
        [
            p.ground, p.title, p.selected, p.marker, p.dim, p.good, p.warn, p.bad, p.accent,
            p.matched, p.rule, p.key, p.label,
        ]
    }

    #[test]
    fn selection_and_matches_are_seen_without_colour_in_every_theme() {
        for theme in ALL {
            let palette = theme.palette();
            assert!(palette.selected.add_modifier.contains(Modifier::REVERSED));
            assert!(palette.matched.add_modifier.contains(Modifier::UNDERLINED));
        }
    }

    #[test]
    fn mono_uses_no_colour() {
        for style in styles(Theme::Mono.palette()) {
            assert_eq!((style.fg, style.bg), (None, None));
        }
    }

    #[test]
    fn the_terminal_theme_keeps_to_sixteen_colours_on_the_own_ground() {
        for style in styles(Theme::Terminal.palette()) {
            for colour in [style.fg, style.bg].into_iter().flatten() {
                assert!(!matches!(colour, Color::Rgb(..) | Color::Indexed(_)));
            }
            assert!(matches!(style.bg, None | Some(Color::Reset)));
        }
    }

    #[test]
    fn no_color_wins_over_the_wish_unless_empty() {
        let under = |value: &str| Theme::under(Some(OsStr::new(value)), Theme::Dark);
        assert_eq!(under("1"), Theme::Mono);
        assert_eq!(under(""), Theme::Dark);
        assert_eq!(Theme::under(None, Theme::Light), Theme::Light);
    }

    #[test]
    fn switching_comes_round() {
        let mut theme = Theme::Terminal;
        for expected in [Theme::Dark, Theme::Light, Theme::Mono, Theme::Terminal] {
            theme = theme.next();
            assert_eq!(theme, expected);
        }
    }
}
