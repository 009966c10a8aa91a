//! The pen: the style in which the terminal would write the next letter, and
//! the fewest bytes to change it.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// A style of the terminal. The default is its state after `ESC [ m`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pen {
    foreground: Color,
    background: Color,
    modifiers: Modifier,
}

/// A modifier, the code that switches it on and the one that switches it off.
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// The modifiers that show on a blank.
const VISIBLE_ON_BLANK: Modifier = Modifier::UNDERLINED
    .union(Modifier::REVERSED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

impl Default for Pen {
    fn default() -> Self {
        Self {
            foreground: Color::Reset,
            background: Color::Reset,
            modifiers: Modifier::empty(),
        }
    }
}

impl Pen {
    /// The pen that writes `cell`.
    pub fn of(cell: &Cell) -> Self {
        Self {
            foreground: cell.fg,
            background: cell.bg,
            modifiers: cell.modifier,
        }
    }

    /// Whether a blank written with it looks like one that was erased.
    pub fn leaves_blanks_bare(self) -> bool {
        self.background == Color::Reset && !self.modifiers.intersects(VISIBLE_ON_BLANK)
    }

    /// Appends to `out` the shorter way from this pen to `target`: what
    /// differs, or everything from the beginning.
    pub fn change(self, target: Self, out: &mut Vec<u8>) {
        if self == target {
            return;
        }
        let steps = self.steps_to(target);
        let mut anew = Self::default().steps_to(target);
        if !anew.is_empty() {
            anew.insert_str(0, "0;");
        }
        let shorter = if anew.len() < steps.len() {
            anew
        } else {
            steps
        };
        out.extend_from_slice(b"\x1b[");
        out.extend_from_slice(shorter.as_bytes());
        out.push(b'm');
    }

    /// The codes for what differs, joined by semicolons.
    fn steps_to(self, target: Self) -> String {
        let mut codes: Vec<String> = Vec::new();
        let mut kept = self.modifiers;
        for (modifier, _, off) in MODIFIERS {
            if kept.contains(modifier) && !target.modifiers.contains(modifier) {
                codes.push(off.to_string());
                kept -= switched_off_by(off);
            }
        }
        for (modifier, on, _) in MODIFIERS {
            if target.modifiers.contains(modifier) && !kept.contains(modifier) {
                codes.push(on.to_string());
            }
        }
        if self.foreground != target.foreground {
            codes.push(colour(target.foreground, 30));
        }
        if self.background != target.background {
            codes.push(colour(target.background, 40));
        }
        codes.join(";")
    }
}

/// One code may switch off two modifiers.
fn switched_off_by(code: u8) -> Modifier {
    let off = MODIFIERS.iter().filter(|(_, _, off)| *off == code);
    off.fold(Modifier::empty(), |all, (modifier, _, _)| all | *modifier)
}

/// The code of a colour; `base` is 30 for letters, 40 for the ground.
fn colour(colour: Color, base: u8) -> String {
    let bright = base + 60;
    let code = match colour {
        Color::Black => base,
        Color::Red => base + 1,
        Color::Green => base + 2,
        Color::Yellow => base + 3,
        Color::Blue => base + 4,
        Color::Magenta => base + 5,
        Color::Cyan => base + 6,
        Color::Gray => base + 7,
        Color::DarkGray => bright,
        Color::LightRed => bright + 1,
        Color::LightGreen => bright + 2,
        Color::LightYellow => bright + 3,
        Color::LightBlue => bright + 4,
        Color::LightMagenta => bright + 5,
        Color::LightCyan => bright + 6,
        Color::White => bright + 7,
        Color::Reset => base + 9,
        Color::Indexed(index) => return format!("{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => return format!("{};2;{red};{green};{blue}", base + 8),
    };
    code.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pen(foreground: Color, modifiers: Modifier) -> Pen {
        Pen {
            foreground,
            modifiers,
            ..Pen::default()
        }
    }

    fn change(from: Pen, to: Pen) -> String {
        let mut out = Vec::new();
        from.change(to, &mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn nothing_is_written_when_nothing_changes() {
        let reversed = pen(Color::Red, Modifier::REVERSED);
        assert_eq!(change(reversed, reversed), "");
    }

    #[test]
    fn the_way_back_to_plain_is_three_bytes() {
        let loud = pen(Color::Red, Modifier::BOLD | Modifier::REVERSED);
        assert_eq!(change(loud, Pen::default()), "\x1b[m");
    }

    #[test]
    fn switching_off_bold_keeps_dim() {
        let both = pen(Color::Reset, Modifier::BOLD | Modifier::DIM);
        let dim = pen(Color::Reset, Modifier::DIM);
        assert!(["\x1b[0;2m", "\x1b[22;2m"].contains(&change(both, dim).as_str()));
    }

    #[test]
    fn the_shorter_of_two_ways_is_taken() {
        let long = pen(Color::Rgb(10, 20, 30), Modifier::BOLD);
        let longer = pen(Color::Rgb(10, 20, 30), Modifier::BOLD | Modifier::REVERSED);
        assert_eq!(change(long, longer), "\x1b[7m");
        let underlined = pen(Color::Reset, Modifier::UNDERLINED);
        assert_eq!(change(longer, underlined), "\x1b[0;4m");
    }
}
