//! What is said of a value that is of no variant. Nothing here is generic: it is compiled once.

use std::fmt::{self, Write as _};

use serde::de::Error as _;

use super::content::Content;
use super::content_read::{ContentError, unexpected};
use super::union::{Literal, Role, Row, Shape, Takes};
use super::union_choice;

/// The number of variants that a message lists, and of characters that it has.
const LISTED: usize = 20;
const LENGTH: usize = 1_000;

/// The characters of a string that a message shows.
const EXCERPT: usize = 64;

impl Shape {
    /// The union's name.
    pub(crate) fn name(&self) -> &'static str {
        self.names.split_whitespace().next().unwrap_or_default()
    }
}

/// One line that says for each variant why it does not fit, those that were tried by their own errors.
#[cold]
pub(crate) fn no_variant(
    shape: &Shape,
    content: &Content<'_>,
    failures: &[(usize, ContentError)],
) -> ContentError {
    let mut message = format!("no variant of {} fits {}: ", shape.name(), Found(content));
    let names = shape.names.split_whitespace().skip(1);
    let mut reasons = Vec::new();
    for ((at, row), name) in shape.rows.iter().enumerate().zip(names) {
        let failure = failures.iter().find(|(row, _)| *row == at);
        match failure {
            Some((_, error)) => reasons.push(format!("{name}: {error}")),
            None if row.role == Role::Value => {
                reasons.push(format!("{name}: {}", Reason(row, content)))
            }
            // The tags are listed once, below.
            None => {}
        }
    }
    if let Some(tag) = shape.tag {
        reasons.insert(0, tag_reason(shape, tag, content));
    }
    let more = reasons.len().saturating_sub(LISTED);
    reasons.truncate(LISTED);
    message.push_str(&reasons.join("; "));
    if more > 0 {
        // Writing to a string does not fail.
        let _ = write!(message, "; and {more} more");
    }
    ContentError::custom(one_line(&message, LENGTH))
}

/// Why the tag names no variant.
fn tag_reason(shape: &Shape, tag: &str, content: &Content<'_>) -> String {
    let rows = shape.rows.iter().filter(|row| row.role != Role::Value);
    let listed = List(rows.flat_map(|row| row.literals).copied().collect());
    match content.members() {
        None => format!("expected an object with `{tag}` of {listed}"),
        Some(members) => match union_choice::member(members, tag) {
            None => format!("`{tag}` is missing, expected {listed}"),
            Some(value) => format!("`{tag}` is {}, expected {listed}", Found(value)),
        },
    }
}

/// What was found.
struct Found<'a>(&'a Content<'a>);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Content::Array(_) => f.write_str("an array"),
            Content::Object(_) => f.write_str("an object"),
            other => match other.as_str() {
                Some(text) => write!(f, "string {:?}", one_line(text, EXCERPT)),
                None => unexpected(other).fmt(f),
            },
        }
    }
}

/// Why a row was not tried.
struct Reason<'a>(&'a Row, &'a Content<'a>);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(row, content) = self;
        if let ([Takes::Struct(properties)], Some(members)) = (row.takes, content.members())
            && let Err(misfit) = union_choice::fit(properties, members)
        {
            return misfit.fmt(f);
        }
        f.write_str("expected ")?;
        if row.takes.is_empty() {
            return List(row.literals.to_vec()).fmt(f);
        }
        for (at, takes) in row.takes.iter().enumerate() {
            f.write_str(if at > 0 { " or " } else { "" })?;
            f.write_str(match takes {
                Takes::Nothing => "nothing",
                Takes::Null => "null",
                Takes::Bool => "a boolean",
                Takes::Integer => "an integer",
                Takes::Number => "a number",
                Takes::String => "a string",
                Takes::Array => "an array",
                Takes::Object | Takes::Struct(_) => "an object",
                Takes::Any => "any value",
                Takes::Union(shape) => shape().name(),
            })?;
        }
        Ok(())
    }
}

/// `"a", "b" or 3`, not all of a long list.
pub(crate) struct List(pub(crate) Vec<Literal>);

impl fmt::Display for List {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let listed = self.0.len().min(LISTED);
        for (at, literal) in self.0.iter().take(listed).enumerate() {
            f.write_str(match at {
                0 => "",
                _ if at + 1 == self.0.len() => " or ",
                _ => ", ",
            })?;
            match literal {
                Literal::String(text) => write!(f, "{text:?}")?,
                Literal::Integer(value) => value.fmt(f)?,
                Literal::Number(value) => write!(f, "{value:?}")?,
                Literal::Bool(value) => value.fmt(f)?,
            }
        }
        match self.0.len() - listed {
            0 => Ok(()),
            more => write!(f, " or {more} more"),
        }
    }
}

/// The text on one line, cut after so many characters.
fn one_line(text: &str, length: usize) -> String {
    let printable = |character: char| {
        if character.is_control() {
            ' '
        } else {
            character
        }
    };
    let mut line: String = text.chars().take(length).map(printable).collect();
    if text.chars().nth(length).is_some() {
        line.push('…');
    }
    line
}
