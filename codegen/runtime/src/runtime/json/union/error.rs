//! The error of a value that matches no variant. Nothing here is generic: it is compiled once.

use std::fmt::{self, Write as _};

use serde::de::Error as _;

use crate::runtime::json::content::Content;
use crate::runtime::json::content_reader::{ContentError, unexpected};
use crate::runtime::json::union::candidate;
use crate::runtime::json::union::literal::{LISTED, List};
use crate::runtime::json::union::shape::{Accepts, Role, Shape, VariantRow};

/// The maximum number of characters of a message.
const LENGTH: usize = 1_000;

/// The maximum number of characters of a string in a message.
const EXCERPT: usize = 64;

impl Shape {
    /// Returns the name of the union.
    pub(crate) fn name(&self) -> &'static str {
        self.names.split_whitespace().next().unwrap_or_default()
    }
}

/// Creates a one-line message with the reason for each variant: its error if it was tried, or else the mismatch.
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

/// Returns the reason why the tag does not match.
fn tag_reason(shape: &Shape, tag: &str, content: &Content<'_>) -> String {
    let rows = shape.rows.iter().filter(|row| row.role != Role::Value);
    let listed = List(rows.flat_map(|row| row.literals).copied().collect());
    match content.members() {
        None => format!("expected an object with `{tag}` of {listed}"),
        Some(members) => match candidate::member(members, tag) {
            None => format!("`{tag}` is missing, expected {listed}"),
            Some(value) => format!("`{tag}` is {}, expected {listed}", Found(value)),
        },
    }
}

/// Describes a value.
struct Found<'a>(&'a Content<'a>);

impl fmt::Display for Found<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.unnumbered() {
            Content::Array(_) => f.write_str("an array"),
            Content::Object(_) => f.write_str("an object"),
            other => match other.as_str() {
                Some(text) => write!(f, "string {:?}", one_line(text, EXCERPT)),
                None => unexpected(other).fmt(f),
            },
        }
    }
}

/// Describes why a row was not tried.
struct Reason<'a>(&'a VariantRow, &'a Content<'a>);

impl fmt::Display for Reason<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(row, content) = self;
        if let ([Accepts::Struct(properties, has_others)], Some(members)) =
            (row.accepts, content.members())
            && let Err(misfit) = candidate::fit(properties, *has_others, members)
        {
            return misfit.fmt(f);
        }
        f.write_str("expected ")?;
        if row.accepts.is_empty() {
            return List(row.literals.to_vec()).fmt(f);
        }
        for (at, accepts) in row.accepts.iter().enumerate() {
            f.write_str(if at > 0 { " or " } else { "" })?;
            f.write_str(match accepts {
                Accepts::Nothing => "nothing",
                Accepts::Null => "null",
                Accepts::Bool => "a boolean",
                Accepts::Integer => "an integer",
                Accepts::Number => "a number",
                Accepts::String => "a string",
                Accepts::Array => "an array",
                Accepts::Object | Accepts::Struct(..) => "an object",
                Accepts::Any => "any value",
                Accepts::Union(shape) => shape().name(),
            })?;
        }
        Ok(())
    }
}

/// Returns a text in one line, truncated to this number of characters.
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
