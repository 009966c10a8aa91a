//! Vietnamese text as officers type, paste and read it.
//!
//! Pure functions and no I/O. Text enters through [`tidy`] or [`tidy_lines`],
//! is compared and searched through [`fold`], sorted by [`collation_key`],
//! measured in terminal cells by [`cells`], and never reaches the terminal
//! but through [`visible`] or [`visible_lines`].

mod collate;
mod date;
mod diff;
mod fold;
mod legacy;
mod normal;
mod number;
mod visible;
mod width;

pub use collate::{collation_key, compare};
pub use date::{DateFault, clock, excel_date, long_date, parse_clock, parse_date, short_date};
pub use diff::{Piece, Side, differing_words};
pub use fold::{fold, fold_key, fold_words, initials};
pub use legacy::{Legacy, is_unicode_vietnamese, is_windows_vietnamese};
pub use normal::{nfc, tidy, tidy_lines};
pub use number::{count, in_ranges, padded, parse_count, percent, signed, size};
pub use visible::{visible, visible_lines};
pub use width::{Align, cells, cut, fit, wrap};
