//! Expressions and statements.

use proc_macro2::Delimiter;

use super::path::{list, list_with_comma, path, pattern};
use super::ty::ty;
use crate::output::printer::layout::flat_type;
use crate::output::printer::syntax::{Arm, Condition, Expression, Field, Link, Statement};
use crate::output::tokens::{Cursor, Token};

/// The prefix operators of one character.
const OPERATORS: [&str; 3] = ["*", "-", "!"];

/// Reads an expression.
pub(in crate::output::printer) fn expression<'t>(
    tokens: &mut Cursor<'t>,
) -> Option<Expression<'t>> {
    let operator = if tokens.punct("&").is_some() {
        let is_mutable = tokens.word("mut").is_some();
        Some(if is_mutable { "&mut " } else { "&" })
    } else {
        OPERATORS
            .into_iter()
            .find(|operator| tokens.punct(operator).is_some())
    };
    if let Some(operator) = operator {
        let operand = Box::new(expression(tokens)?);
        return Some(Expression::Prefixed { operator, operand });
    }
    let is_closure = tokens.clone().punct("|").is_some();
    if is_closure {
        return closure(tokens);
    }
    let root = primary(tokens)?;
    chain(tokens, root)
}

fn primary<'t>(tokens: &mut Cursor<'t>) -> Option<Expression<'t>> {
    match tokens.peek()? {
        Token::Literal(literal) => {
            tokens.next();
            Some(Expression::Word(literal))
        }
        Token::Word(word @ ("true" | "false")) => {
            tokens.next();
            Some(Expression::Word(word))
        }
        Token::Word("match") => matching(tokens),
        Token::Word("if") => conditional(tokens),
        Token::Group(Delimiter::Bracket, inside) => {
            tokens.next();
            Some(Expression::Array(list(inside, expression)?))
        }
        Token::Group(Delimiter::Brace, inside) => {
            tokens.next();
            Some(Expression::Block(block(inside)?))
        }
        Token::Group(Delimiter::Parenthesis, inside) => {
            tokens.next();
            let (mut parts, has_comma) = list_with_comma(inside, expression)?;
            if parts.len() == 1 && !has_comma {
                return Some(Expression::Parenthesized(Box::new(parts.pop()?)));
            }
            Some(Expression::Tuple(parts))
        }
        Token::Word(_) => word(tokens),
        _ => None,
    }
}

/// Reads what begins with a path: a call, a structure, or the path alone.
fn word<'t>(tokens: &mut Cursor<'t>) -> Option<Expression<'t>> {
    let start = *tokens;
    let path = path(tokens)?;
    if tokens.punct("!").is_some() {
        let function = tokens.text_since(start);
        let arguments = list(tokens.group(Delimiter::Parenthesis)?, expression)?;
        return Some(Expression::Call {
            function,
            arguments,
        });
    }
    if let Some(arguments) = tokens.group(Delimiter::Parenthesis) {
        return Some(Expression::Call {
            function: path,
            arguments: list(arguments, expression)?,
        });
    }
    if let Some(fields) = tokens.group(Delimiter::Brace) {
        let fields = list(fields, |tokens| {
            let name = tokens.name()?;
            let value = match tokens.punct(":") {
                Some(()) => Some(expression(tokens)?),
                None => None,
            };
            Some(Field { name, value })
        })?;
        return Some(Expression::Structure { path, fields });
    }
    Some(Expression::Word(path))
}

/// Reads the links after an expression.
fn chain<'t>(tokens: &mut Cursor<'t>, root: Expression<'t>) -> Option<Expression<'t>> {
    let mut links: Vec<Link<'t>> = Vec::new();
    loop {
        if tokens.punct("?").is_some() {
            match links.last_mut() {
                Some(link) => link.tries += 1,
                None => links.push(Link {
                    name: "",
                    arguments: None,
                    tries: 1,
                }),
            }
        } else if tokens.punct(".").is_some() {
            let name = match tokens.peek()? {
                Token::Literal(index) if index.bytes().all(|byte| byte.is_ascii_digit()) => {
                    tokens.next();
                    index
                }
                _ => tokens.name()?,
            };
            let arguments = match tokens.group(Delimiter::Parenthesis) {
                Some(arguments) => Some(list(arguments, expression)?),
                None => None,
            };
            links.push(Link {
                name,
                arguments,
                tries: 0,
            });
        } else if links.is_empty() {
            return Some(root);
        } else {
            let root = Box::new(root);
            return Some(Expression::Chain { root, links });
        }
    }
}

fn closure<'t>(tokens: &mut Cursor<'t>) -> Option<Expression<'t>> {
    tokens.punct("|")?;
    let mut head = "|".to_owned();
    while tokens.punct("|").is_none() {
        if head.len() > 1 {
            tokens.punct(",")?;
            head.push_str(", ");
        }
        head.push_str(&pattern(tokens)?);
    }
    head.push('|');
    let body = Box::new(expression(tokens)?);
    Some(Expression::Closure { head, body })
}

fn matching<'t>(tokens: &mut Cursor<'t>) -> Option<Expression<'t>> {
    tokens.word("match")?;
    let subject = Box::new(subject(tokens)?);
    let mut inside = tokens.group(Delimiter::Brace)?;
    let mut arms = Vec::new();
    while !inside.is_empty() {
        let mut pattern = pattern(&mut inside)?;
        while inside.punct("|").is_some() {
            pattern.push_str(" | ");
            pattern.push_str(&self::pattern(&mut inside)?);
        }
        inside.punct("=>")?;
        let body = expression(&mut inside)?;
        let is_block = matches!(body, Expression::Block(_));
        if inside.punct(",").is_none() && !is_block && !inside.is_empty() {
            return None;
        }
        arms.push(Arm { pattern, body });
    }
    Some(Expression::Match { subject, arms })
}

fn conditional<'t>(tokens: &mut Cursor<'t>) -> Option<Expression<'t>> {
    tokens.word("if")?;
    let pattern = match tokens.word("let") {
        Some(()) => {
            let pattern = pattern(tokens)?;
            tokens.punct("=")?;
            Some(pattern)
        }
        None => None,
    };
    let value = Box::new(subject(tokens)?);
    let body = block(tokens.group(Delimiter::Brace)?)?;
    if tokens.word("else").is_some() {
        return None;
    }
    let condition = Condition { pattern, value };
    Some(Expression::If { condition, body })
}

/// Reads an expression that is followed by a block, so that it is not a structure.
fn subject<'t>(tokens: &mut Cursor<'t>) -> Option<Expression<'t>> {
    let path = path(tokens)?;
    let root = match tokens.group(Delimiter::Parenthesis) {
        Some(arguments) => Expression::Call {
            function: path,
            arguments: list(arguments, expression)?,
        },
        None => Expression::Word(path),
    };
    chain(tokens, root)
}

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
            flat_type(&ty(tokens)?, &mut pattern);
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
