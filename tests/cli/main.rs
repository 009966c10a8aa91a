//! The command line on real files, as scripts use it: verbs, flags, exit codes
//! and JSON keys that CLI.md promises.

mod backups;
mod bundles;
mod copied;
mod desk;
mod laid_out;
mod lists;
mod outlines;
mod periods;
mod promises;
mod registers;
mod reports;
mod road;
mod search;
mod stdio;
mod trust;
mod typed_lists;
mod visits;
