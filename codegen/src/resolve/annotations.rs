//! Descriptions, defaults and constraints of schemas.

use crate::value::Value;

use super::constraints::constraints;
use super::context::NameContext;
use super::label::{Label, code_span};
use super::literal::to_literal;
use crate::ir::{Constraint, Literal, TypeDef, TypeKind, Usage};
use crate::location::SourceLocation;
use crate::lower::view::{Bound, SchemaNode, SchemaView};

/// The maximum length in bytes of defaults and patterns in the documentation.
const LONGEST_VALUE: usize = 120;

/// The annotations of a schema.
#[derive(Debug, Clone, Default)]
pub(super) struct Annotations {
    /// The description, or the title if there is none.
    pub(super) docs: Option<String>,
    /// A short label instead of documentation, if the property that contains the type has the
    /// documentation.
    pub(super) label: Option<String>,
    /// Constraints and the default, one sentence each.
    pub(super) notes: Vec<String>,
    pub(super) constraints: Vec<Constraint>,
    /// The default, if it is a scalar.
    pub(super) default: Option<Literal>,
    pub(super) deprecated: bool,
}

impl Annotations {
    /// Returns the annotations of a schema; those of a reference are empty, because its type has
    /// them.
    pub(super) fn of(node: &SchemaNode<'_>) -> Self {
        let Some(schema) = node.as_schema() else {
            return Self::default();
        };
        Self {
            docs: non_blank(schema.description()).or_else(|| non_blank(schema.title())),
            label: None,
            notes: notes(schema),
            constraints: constraints(schema),
            default: default_literal(schema),
            deprecated: schema.is_deprecated(),
        }
    }

    /// Returns the annotations of the type of a property, whose documentation is on the property.
    pub(super) fn from_label(label: &Label<'_>) -> Self {
        Self {
            label: Some(format!("The {label}.")),
            ..Self::default()
        }
    }

    /// Combines the annotations of several schemas for one value; later ones take precedence.
    pub(super) fn combine(all: Vec<Self>) -> Self {
        let mut combined = Self::default();
        for one in all {
            combined.docs = one.docs.or(combined.docs);
            combined.deprecated |= one.deprecated;
            combined.constraints.extend(one.constraints);
            combined.default = one.default.or(combined.default);
            for note in one.notes {
                if !combined.notes.contains(&note) {
                    combined.notes.push(note);
                }
            }
        }
        combined
    }
}

/// Returns the default of a schema, if it is a scalar.
pub(super) fn default_literal(schema: &SchemaView<'_>) -> Option<Literal> {
    schema.default().and_then(to_literal)
}

fn non_blank(text: Option<&str>) -> Option<String> {
    let text = text.filter(|text| !text.trim().is_empty())?;
    Some(text.to_owned())
}

fn notes(schema: &SchemaView<'_>) -> Vec<String> {
    let mut notes = limit_notes(schema);
    if let Some(alternative) = schema.non_null_alternative() {
        notes.extend(limit_notes(&alternative));
    }
    notes.extend(schema.default().and_then(default_note));
    notes
}

fn limit_notes(schema: &SchemaView<'_>) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some(range) = numeric_range(schema) {
        notes.push(range);
    }
    if let Some(factor) = schema.multiple_of() {
        notes.push(format!("A multiple of {factor}."));
    }
    notes.extend(count(schema.length(), "character"));
    notes.extend(count(schema.item_count(), "item"));
    notes.extend(count(schema.property_count(), "member"));
    if schema.has_unique_items() {
        notes.push("Items are unique.".to_owned());
    }
    if let Some(pattern) = schema.pattern().filter(|pattern| is_short(pattern)) {
        notes.push(format!("Matches {}.", code_span(pattern)));
    }
    notes
}

fn default_note(default: &Value) -> Option<String> {
    let text = match default {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.as_str() {
        "" => Some("Defaults to an empty string.".to_owned()),
        _ if is_short(&text) => Some(format!("Defaults to {}.", code_span(&text))),
        _ => None,
    }
}

fn is_short(text: &str) -> bool {
    !text.is_empty() && text.len() <= LONGEST_VALUE && !text.contains(['\n', '\r'])
}

fn numeric_range(schema: &SchemaView<'_>) -> Option<String> {
    let (minimum, maximum) = (schema.minimum(), schema.maximum());
    let phrase = |bound: Bound, exclusive: &str, inclusive: &str| {
        let relation = if bound.is_exclusive {
            exclusive
        } else {
            inclusive
        };
        format!("{relation} {}", bound.value)
    };
    let low = minimum.map(|bound| phrase(bound, "Greater than", "At least"));
    let high = maximum.map(|bound| phrase(bound, "Less than", "At most"));
    match (low, high, minimum, maximum) {
        (_, _, Some(minimum), Some(maximum)) if !minimum.is_exclusive && !maximum.is_exclusive => {
            Some(format!("From {} to {}.", minimum.value, maximum.value))
        }
        (Some(low), Some(high), ..) => {
            let (first, rest) = high.split_at(1);
            Some(format!("{low} and {}{rest}.", first.to_ascii_lowercase()))
        }
        (Some(limit), None, ..) | (None, Some(limit), ..) => Some(format!("{limit}.")),
        (None, None, ..) => None,
    }
}

fn count((minimum, maximum): (Option<usize>, Option<usize>), unit: &str) -> Option<String> {
    let plural = |number: usize| {
        if number == 1 {
            unit.to_owned()
        } else {
            format!("{unit}s")
        }
    };
    match (minimum.filter(|&number| number > 0), maximum) {
        (None, None) => None,
        (Some(minimum), None) => Some(format!("At least {minimum} {}.", plural(minimum))),
        (None, Some(maximum)) => Some(format!("At most {maximum} {}.", plural(maximum))),
        (Some(minimum), Some(maximum)) if minimum == maximum => {
            Some(format!("Exactly {minimum} {}.", plural(minimum)))
        }
        (Some(minimum), Some(maximum)) => {
            Some(format!("From {minimum} to {maximum} {}.", plural(maximum)))
        }
    }
}

impl Annotations {
    pub(super) fn into_definition(
        self,
        context: NameContext,
        at: SourceLocation,
        kind: TypeKind,
    ) -> TypeDef {
        TypeDef {
            name: context.name().to_owned(),
            module: context.module.to_string(),
            component: None,
            at,
            docs: self.docs,
            label: self.label,
            notes: self.notes,
            constraints: self.constraints,
            deprecated: self.deprecated,
            usage: Usage::default(),
            kind,
        }
    }
}
