//! Statements.

use super::{expression, pattern, ty};
use crate::output::printer::layout;
use crate::output::printer::syntax::{Expression, Statement};
use crate::output::tokens::Cursor;

/// Reads the statements of a block.
pub(in crate::output::printer) fn block(mut tokens: Cursor<'_>) -> Option<Vec<Statement<'_>>> {
    let mut statements = Vec::new();
    while !tokens.is_empty() {
        statements.push(statement(&mut tokens)?);
    }
    Some(statements)
}

fn statement<'t>(tokens: &mut Cursor<'t>) -> Option<Statement<'t>> {
    if tokens.word("let").is_some() {
        let mut pattern = pattern(tokens)?;
        if tokens.punct(":").is_some() {
            pattern.push_str(": ");
            layout::flat_type(&ty(tokens)?, &mut pattern);
        }
        tokens.punct("=")?;
        let value = expression(tokens)?;
        tokens.punct(";")?;
        return Some(Statement::Let { pattern, value });
    }
    let value = expression(tokens)?;
    if tokens.punct("=").is_some() {
        let place = value;
        let value = expression(tokens)?;
        tokens.punct(";")?;
        return Some(Statement::Assignment { place, value });
    }
    let has_semicolon = tokens.punct(";").is_some();
    let ends_itself = matches!(
        value,
        Expression::If { .. } | Expression::Match { .. } | Expression::Block(_)
    );
    if !has_semicolon && !ends_itself && !tokens.is_empty() {
        return None;
    }
    Some(Statement::Expression {
        value,
        has_semicolon,
    })
}
