//! Expressions of an outline: XPath 1.0 as forms use it, with `${name}`.

pub mod ast;
mod function;
mod lexer;
mod parser;
mod pattern;

pub use ast::{Axis, Expr, Operator, Path, Start, Step};
pub use function::Function;
pub use lexer::{begins_name, goes_on_name};
pub use parser::parse;
pub use pattern::{Pattern, pattern};
