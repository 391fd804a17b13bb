//! The limits that a schema sets on its values.

use super::literal::number_literal;
use crate::ir::{Constraint, Keyword, Literal};
use crate::lower::view::{SchemaNode, SchemaView};

/// The maximum depth of nested arrays.
const DEPTH: usize = 8;

/// Returns the limits of a schema and of its inline items.
pub(super) fn constraints(schema: &SchemaView<'_>) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    collect(schema, 0, &mut constraints);
    constraints
}

fn collect(schema: &SchemaView<'_>, depth: usize, constraints: &mut Vec<Constraint>) {
    let mut add = |keyword, value| {
        constraints.push(Constraint {
            depth,
            keyword,
            value,
        });
    };
    if let Some(bound) = schema.minimum() {
        let keyword = if bound.is_exclusive {
            Keyword::ExclusiveMinimum
        } else {
            Keyword::Minimum
        };
        add(keyword, number_literal(bound.value));
    }
    if let Some(bound) = schema.maximum() {
        let keyword = if bound.is_exclusive {
            Keyword::ExclusiveMaximum
        } else {
            Keyword::Maximum
        };
        add(keyword, number_literal(bound.value));
    }
    if let Some(factor) = schema.multiple_of() {
        add(Keyword::MultipleOf, number_literal(factor));
    }
    let counts = [
        (Keyword::MinLength, Keyword::MaxLength, schema.length()),
        (Keyword::MinItems, Keyword::MaxItems, schema.item_count()),
        (
            Keyword::MinProperties,
            Keyword::MaxProperties,
            schema.property_count(),
        ),
    ];
    for (least, greatest, (minimum, maximum)) in counts {
        // A minimum of zero has no effect.
        let minimum = minimum.filter(|&number| number > 0);
        for (keyword, number) in [(least, minimum), (greatest, maximum)] {
            if let Some(number) = number {
                add(keyword, Literal::Integer(number as i128));
            }
        }
    }
    let texts = [
        (Keyword::Pattern, schema.pattern()),
        (Keyword::Format, schema.format()),
    ];
    for (keyword, text) in texts {
        if let Some(text) = text {
            add(keyword, Literal::String(text.to_owned()));
        }
    }
    if schema.has_unique_items() {
        add(Keyword::UniqueItems, Literal::Bool(true));
    }
    if schema.is_closed() {
        add(Keyword::Closed, Literal::Bool(false));
    }
    if let Some(SchemaNode::Schema(items)) = schema.items()
        && depth < DEPTH
    {
        collect(&items, depth + 1, constraints);
    }
}
