//! Outlines: reading XLSForm workbooks, and filling them.

mod agreement;
mod faults;
mod filling;
mod tables;
mod template;
mod versions;
