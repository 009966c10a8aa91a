//! Sparklines: a series of numbers as blocks of one row, a cell each.

use crate::phrases;
use crate::report::Course;

phrases! {
    /// Where a course begins and where it ends, said beside its blocks.
    pub enum CourseWords {
        From { number: String, period: String } => "từ {number} ({period})", "from {number} ({period})";
        To { number: String, period: String } => "đến {number} ({period})", "to {number} ({period})";
    }
}

/// Eighths of a cell from below, from one to eight.
const EIGHTHS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Nothing at all, and what is not known.
const ZERO: char = '_';
const UNKNOWN: char = '·';

/// The numbers as blocks; the largest fills its cell, what is not zero shows at
/// least an eighth.
pub fn spark(numbers: &[Option<u64>]) -> String {
    let most = numbers.iter().flatten().copied().max().unwrap_or(0);
    let block = |number: &Option<u64>| match number {
        None => UNKNOWN,
        Some(0) => ZERO,
        Some(number) => {
            let eighths = (u128::from(*number) * 8).div_ceil(u128::from(most.max(1)));
            let at = usize::try_from(eighths.saturating_sub(1)).unwrap_or(0);
            EIGHTHS.get(at).copied().unwrap_or('█')
        }
    };
    numbers.iter().map(block).collect()
}

/// A course as blocks.
pub fn course_line(course: &Course) -> String {
    let number = |number: i64| u64::try_from(number).unwrap_or(0);
    let numbers = course.steps().iter().map(|step| step.number().map(number));
    spark(&numbers.collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stand_by_eighths_of_the_largest() {
        let of = |numbers: &[u64]| {
            let numbers: Vec<_> = numbers.iter().map(|number| Some(*number)).collect();
            spark(&numbers)
        };
        assert_eq!(of(&[1, 2, 3, 4, 5, 6, 7, 8]), "▁▂▃▄▅▆▇█");
        assert_eq!(of(&[0, 50, 75]), "_▆█");
        assert_eq!(of(&[1, 1_000_000]), "▁█");
        assert_eq!(of(&[u64::MAX, u64::MAX]), "██");
        assert_eq!(of(&[0, 0]), "__");
        assert_eq!(spark(&[Some(5), None, Some(10)]), "▄·█");
        assert_eq!(spark(&[]), "");
    }
}
