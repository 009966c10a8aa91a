//! Screens as officers see them, and keys as officers press them.

mod screens;
mod several;
mod survey;
mod answer_drafts;
mod asked;
mod awaited;
mod shared;
mod carried;
mod deeds;
mod entries;
mod found;
mod keys;
mod kept_forms;
mod reports;
