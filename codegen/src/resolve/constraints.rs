//! The limits that a schema sets on its values.

use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, SchemaKind};

use crate::ir::{Constraint, Keyword, Literal};

/// The maximum depth of nested arrays.
const DEPTH: usize = 8;

/// Returns the limits of a schema and of its inline items.
pub(super) fn constraints(any: &AnySchema) -> Vec<Constraint> {
    let mut found = Vec::new();
    collect(any, 0, &mut found);
    found
}

fn collect(any: &AnySchema, depth: usize, found: &mut Vec<Constraint>) {
    let mut add = |keyword, value| {
        found.push(Constraint {
            depth,
            keyword,
            value,
        });
    };
    let count = |number: usize| Literal::Integer(number as i128);
    let exclusive =
        |set: Option<bool>, plain, strict| if set == Some(true) { strict } else { plain };
    if let Some(minimum) = any.minimum {
        let keyword = exclusive(
            any.exclusive_minimum,
            Keyword::Minimum,
            Keyword::ExclusiveMinimum,
        );
        add(keyword, Literal::Number(minimum));
    }
    if let Some(maximum) = any.maximum {
        let keyword = exclusive(
            any.exclusive_maximum,
            Keyword::Maximum,
            Keyword::ExclusiveMaximum,
        );
        add(keyword, Literal::Number(maximum));
    }
    if let Some(factor) = any.multiple_of {
        add(Keyword::MultipleOf, Literal::Number(factor));
    }
    // A minimum of zero has no effect.
    let counts = [
        (
            Keyword::MinLength,
            any.min_length.filter(|&number| number > 0),
        ),
        (Keyword::MaxLength, any.max_length),
        (
            Keyword::MinItems,
            any.min_items.filter(|&number| number > 0),
        ),
        (Keyword::MaxItems, any.max_items),
        (
            Keyword::MinProperties,
            any.min_properties.filter(|&number| number > 0),
        ),
        (Keyword::MaxProperties, any.max_properties),
    ];
    for (keyword, number) in counts {
        if let Some(number) = number {
            add(keyword, count(number));
        }
    }
    let texts = [
        (Keyword::Pattern, &any.pattern),
        (Keyword::Format, &any.format),
    ];
    for (keyword, text) in texts {
        if let Some(text) = text {
            add(keyword, Literal::String(text.clone()));
        }
    }
    if any.unique_items == Some(true) {
        add(Keyword::UniqueItems, Literal::Bool(true));
    }
    if matches!(
        any.additional_properties,
        Some(AdditionalProperties::Any(false))
    ) {
        add(Keyword::Closed, Literal::Bool(false));
    }
    if let Some(ReferenceOr::Item(items)) = &any.items
        && let SchemaKind::Any(items) = &items.schema_kind
        && depth < DEPTH
    {
        collect(items, depth + 1, found);
    }
}
