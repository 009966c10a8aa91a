//! Papers and tables as other programs read them.

#[path = "../shared/needs.rs"]
mod needs;

mod desk;
mod docx;
mod sample;
mod tables;
mod text;
mod visit;
