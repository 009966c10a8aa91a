//! `*.kheo`: a ZIP that any unzip tool opens, made of lines that `jq` reads.

pub mod container;
mod ending;
mod layout;
pub mod limits;
pub mod over;
pub mod place;
pub mod read;
pub mod source;
pub mod write;
