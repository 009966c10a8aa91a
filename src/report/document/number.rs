//! The numbers of headings, counted once for every way of writing the paper.

use super::Depth;

/// Gives each heading its number in turn: “I.”, “1.”, “a)”. A heading begins
/// the count of those below it anew.
#[derive(Debug, Clone, Default)]
pub struct HeadingNumbers {
    parts: usize,
    sections: usize,
    points: usize,
}

impl HeadingNumbers {
    /// The number of the next heading at `depth`.
    pub fn next(&mut self, depth: Depth) -> String {
        match depth {
            Depth::Part => {
                self.parts += 1;
                (self.sections, self.points) = (0, 0);
                format!("{}.", roman(self.parts))
            }
            Depth::Section => {
                self.sections += 1;
                self.points = 0;
                format!("{}.", self.sections)
            }
            Depth::Point => {
                self.points += 1;
                format!("{})", letter(self.points))
            }
        }
    }
}

fn roman(mut number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            written.push_str(sign);
            number -= value;
        }
    }
    written
}

/// Points by the Vietnamese alphabet, as in every official text: a, b, c, d,
/// đ, e, g, …; after y they are doubled.
fn letter(number: usize) -> String {
    const LETTERS: [char; 23] = [
        'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's',
        't', 'u', 'v', 'x', 'y',
    ];
    let index = number.saturating_sub(1);
    let letter = LETTERS.get(index % LETTERS.len()).copied().unwrap_or('a');
    std::iter::repeat_n(letter, index / LETTERS.len() + 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_begins_the_count_below_it_anew() {
        let mut numbers = HeadingNumbers::default();
        use Depth::*;
        let said: Vec<String> = [Part, Section, Point, Point, Section, Point, Part, Section]
            .into_iter()
            .map(|depth| numbers.next(depth))
            .collect();
        assert_eq!(said, ["I.", "1.", "a)", "b)", "2.", "a)", "II.", "1."]);
    }

    #[test]
    fn points_follow_the_vietnamese_alphabet() {
        let letters: String = (1..=8).map(letter).collect();
        assert_eq!(letters, "abcdđegh");
        assert_eq!(letter(24), "aa");
        assert_eq!(roman(1994), "MCMXCIV");
    }
}
