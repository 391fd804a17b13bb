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
    for (keyword, value) in bounds(schema) {
        add(keyword, value);
    }
    for (keyword, number) in counts(schema) {
        add(keyword, Literal::Integer(number as i128));
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
    if let Some(alternative) = schema.non_null_alternative() {
        collect(&alternative, depth, constraints);
    }
    if let Some(SchemaNode::Schema(items)) = schema.items()
        && depth < DEPTH
    {
        collect(&items, depth + 1, constraints);
    }
}

fn bounds(schema: &SchemaView<'_>) -> impl Iterator<Item = (Keyword, Literal)> {
    let minimum = schema.minimum().map(|bound| {
        let keyword = if bound.is_exclusive {
            Keyword::ExclusiveMinimum
        } else {
            Keyword::Minimum
        };
        (keyword, bound.value)
    });
    let maximum = schema.maximum().map(|bound| {
        let keyword = if bound.is_exclusive {
            Keyword::ExclusiveMaximum
        } else {
            Keyword::Maximum
        };
        (keyword, bound.value)
    });
    let factor = schema.multiple_of();
    let factor = factor.map(|factor| (Keyword::MultipleOf, factor));
    let bounds = [minimum, maximum, factor].into_iter().flatten();
    bounds.map(|(keyword, value)| (keyword, number_literal(value)))
}

fn counts(schema: &SchemaView<'_>) -> impl Iterator<Item = (Keyword, usize)> {
    let counts = [
        (Keyword::MinLength, Keyword::MaxLength, schema.length()),
        (Keyword::MinItems, Keyword::MaxItems, schema.item_count()),
        (
            Keyword::MinProperties,
            Keyword::MaxProperties,
            schema.property_count(),
        ),
    ];
    counts
        .into_iter()
        .flat_map(|(least, greatest, (minimum, maximum))| {
            // A minimum of zero has no effect.
            let minimum = minimum.filter(|&number| number > 0);
            let minimum = minimum.map(|number| (least, number));
            let maximum = maximum.map(|number| (greatest, number));
            minimum.into_iter().chain(maximum)
        })
}
