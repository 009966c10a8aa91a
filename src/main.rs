//! `kheo`: hands the command line to the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    kheo::cli::run(std::env::args_os())
}
