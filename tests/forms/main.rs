//! Outlines: reading XLSForm workbooks, and filling them.

mod agreement;
mod faults;
mod filling;
mod own;
mod tables;
mod template;
mod versions;
