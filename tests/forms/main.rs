//! Outlines: reading XLSForm workbooks, and filling them.

mod faults;
mod filling;
mod tables;
mod template;
mod versions;
