//! Filters that compare a column of a list with something outside it are
//! answered from an index instead of row by row.

use super::super::outline::ChoiceList;
use super::super::xpath::{Axis, Expr, Function, Operator, Start};
use super::value::{Value, number_in};
use super::world::{Context, Problem, World};

/// Rows found by an index.
pub enum Found {
    /// Those, and no other condition.
    Exactly(Vec<u32>),
    /// Among those; the rest of the filter is still to be tried.
    Among(Vec<u32>),
}

/// The rows that one equality of the filter leaves. `None` when the filter has
/// no equality that an index answers.
///
/// # Errors
/// Why the other side has no value.
pub fn indexed<'a>(
    world: &World<'a>,
    list: &'a ChoiceList,
    filter: &'a Expr,
    context: Context,
) -> Result<Option<Found>, Problem> {
    if counts_places(filter) {
        return Ok(None);
    }
    let Expr::Chain { first, rest } = filter else {
        return Ok(None);
    };
    let is_and = rest.iter().all(|(operator, _)| *operator == Operator::And);
    if !is_and {
        return Ok(equality(filter, list)
            .map(|(column, other)| lookup(world, list, column, other, context))
            .transpose()?
            .flatten()
            .map(Found::Exactly));
    }
    let conditions = std::iter::once(first.as_ref()).chain(rest.iter().map(|(_, other)| other));
    for condition in conditions {
        if let Some((column, other)) = equality(condition, list)
            && let Some(rows) = lookup(world, list, column, other, context)?
        {
            return Ok(Some(Found::Among(rows)));
        }
    }
    Ok(None)
}

/// `column = something outside the list`, either way round.
fn equality<'a>(condition: &'a Expr, list: &ChoiceList) -> Option<(usize, &'a Expr)> {
    let Expr::Chain { first, rest } = condition else {
        return None;
    };
    let [(Operator::Equal, second)] = rest.as_slice() else {
        return None;
    };
    let column = |expr: &Expr| match expr {
        Expr::Path(path) if path.start == Start::Here => match path.steps.as_slice() {
            [step] if step.predicates.is_empty() => match &step.axis {
                Axis::Child(name) => list.column(name),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    if let Some(found) = column(first).filter(|_| !looks_here(second)) {
        return Some((found, second));
    }
    column(second)
        .filter(|_| !looks_here(first))
        .map(|found| (found, first.as_ref()))
}

/// The rows whose cell equals what `other` is, as expressions compare.
fn lookup<'a>(
    world: &World<'a>,
    list: &'a ChoiceList,
    column: usize,
    other: &'a Expr,
    context: Context,
) -> Result<Option<Vec<u32>>, Problem> {
    let value = world.eval(other, context)?;
    let Some(index) = list.index(column) else {
        return Ok(None);
    };
    let rows = match world.single(value)? {
        Value::Boolean(_) => return Ok(None),
        Value::Number(number) => {
            let mut rows: Vec<u32> = index
                .iter()
                .filter(|(cell, _)| (number_in(cell) - number).abs() < 1e-12)
                .flat_map(|(_, rows)| rows.iter().copied())
                .collect();
            rows.sort_unstable();
            rows
        }
        value => index
            .get(value.into_text().as_ref())
            .cloned()
            .unwrap_or_default(),
    };
    Ok(Some(rows))
}

/// Whether an expression looks at the row it is tried on.
fn looks_here(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Unsupported => false,
        Expr::Negate(inner) => looks_here(inner),
        Expr::Chain { first, rest } => {
            looks_here(first) || rest.iter().any(|(_, operand)| looks_here(operand))
        }
        // Without arguments some of them look at what `.` is.
        Expr::Call { arguments, .. } => arguments.is_empty() || arguments.iter().any(looks_here),
        Expr::Path(path) => path.start == Start::Here,
    }
}

/// Whether an expression counts places among the rows.
fn counts_places(expr: &Expr) -> bool {
    match expr {
        Expr::Number(_) | Expr::Text(_) | Expr::Unsupported | Expr::Path(_) => false,
        Expr::Negate(inner) => counts_places(inner),
        Expr::Chain { first, rest } => {
            counts_places(first) || rest.iter().any(|(_, operand)| counts_places(operand))
        }
        Expr::Call {
            function,
            arguments,
        } => {
            matches!(function, Function::Position | Function::Last)
                || arguments.iter().any(counts_places)
        }
    }
}
