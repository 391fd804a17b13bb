//! The schemas of forms: their properties, and the kinds of values that they accept.

use crate::location::SourceLocation;
use crate::lower::view::{AdditionalPropertiesView, SchemaNode, SchemaView};
use crate::value::Value;
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

/// The depth to which composed schemas are followed.
const DEPTH: usize = 64;

/// The kinds of values that a schema accepts, apart from null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ValueKinds {
    pub(super) object: bool,
    pub(super) array: bool,
    pub(super) scalar: bool,
}

impl ValueKinds {
    pub(super) const ANY: Self = Self {
        object: true,
        array: true,
        scalar: true,
    };
    pub(super) const ARRAY: Self = Self {
        array: true,
        ..Self::NONE
    };
    const NONE: Self = Self {
        object: false,
        array: false,
        scalar: false,
    };

    fn of_type(name: &str) -> Self {
        Self {
            object: name == "object",
            array: name == "array",
            scalar: !matches!(name, "object" | "array"),
        }
    }

    fn of_value(value: &Value) -> Self {
        Self {
            object: value.is_object(),
            array: value.is_array(),
            scalar: !value.is_object() && !value.is_array(),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            object: self.object || other.object,
            array: self.array || other.array,
            scalar: self.scalar || other.scalar,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            object: self.object && other.object,
            array: self.array && other.array,
            scalar: self.scalar && other.scalar,
        }
    }
}

/// Returns the kinds of values that a schema accepts.
pub(super) fn value_kinds(node: &SchemaNode<'_>) -> ValueKinds {
    kinds_within(node, DEPTH, &mut HashMap::new())
}

fn kinds_within(
    node: &SchemaNode<'_>,
    depth: usize,
    known: &mut HashMap<SourceLocation, ValueKinds>,
) -> ValueKinds {
    let Some(schema) = node.target().filter(|_| depth > 0) else {
        return ValueKinds::ANY;
    };
    if schema.is_null() || schema.is_never() {
        return ValueKinds::NONE;
    }
    if let Some(kinds) = known.get(schema.location()) {
        return *kinds;
    }
    // A schema that contains itself restricts nothing there.
    known.insert(schema.location().clone(), ValueKinds::ANY);
    let mut kinds_of = |node: SchemaNode<'_>| kinds_within(&node, depth - 1, known);
    let mut restrictions = vec![
        schema
            .types()
            .map(ValueKinds::of_type)
            .reduce(ValueKinds::or),
        schema
            .values()
            .iter()
            .map(ValueKinds::of_value)
            .reduce(ValueKinds::or),
        schema.one_of().map(&mut kinds_of).reduce(ValueKinds::or),
        schema.any_of().map(&mut kinds_of).reduce(ValueKinds::or),
    ];
    if schema.types().next().is_none() {
        let is_object = schema.has_properties() || schema.has_additional_schema();
        let is_array = schema.has_items() || schema.has_prefix_items();
        restrictions.push(is_object.then(|| ValueKinds::of_type("object")));
        restrictions.push((is_array && !is_object).then_some(ValueKinds::ARRAY));
    }
    restrictions.extend(schema.all_of().map(|member| Some(kinds_of(member))));
    let restrictions = restrictions.into_iter().flatten();
    let kinds = restrictions.fold(ValueKinds::ANY, ValueKinds::and);
    known.insert(schema.location().clone(), kinds);
    kinds
}

/// Returns `true` if a property of a form, or an item of it, may be sent as JSON in any case: an
/// object, or an array in an array.
pub(super) fn is_structured(node: &SchemaNode<'_>) -> bool {
    let kinds = value_kinds(node);
    if kinds == ValueKinds::ANY {
        return false;
    }
    let items = composed(node)
        .into_iter()
        .filter_map(|schema| schema.items());
    let mut item_kinds = items.map(|items| value_kinds(&items));
    kinds.object
        || item_kinds.any(|kinds| kinds != ValueKinds::ANY && (kinds.object || kinds.array))
}

/// Returns the properties of a form, of all schemas that compose it.
pub(super) fn properties<'a>(form: &SchemaNode<'a>) -> Vec<(&'a str, SchemaNode<'a>)> {
    let schemas = composed(form);
    schemas.iter().flat_map(SchemaView::properties).collect()
}

/// Returns `true` if a form may have properties that its schemas do not name.
pub(super) fn is_open(form: &SchemaNode<'_>) -> bool {
    composed(form).iter().any(|schema| {
        let additional = schema.additional_properties();
        matches!(
            additional,
            AdditionalPropertiesView::Any | AdditionalPropertiesView::Schema(_)
        )
    })
}

/// Returns the media type that the content of a property or of its items declares.
pub(super) fn content_media_type<'a>(node: &SchemaNode<'a>) -> Option<&'a str> {
    let schemas = composed(node);
    let own = schemas.iter().find_map(SchemaView::content_media_type);
    own.or_else(|| {
        let items = schemas.iter().filter_map(SchemaView::items);
        let mut items = items.flat_map(|items| composed(&items));
        items.find_map(|schema| schema.content_media_type())
    })
}

/// Returns a schema and the schemas that compose it.
fn composed<'a>(node: &SchemaNode<'a>) -> Vec<SchemaView<'a>> {
    let mut found: Vec<SchemaView<'a>> = Vec::new();
    let mut visited = HashSet::new();
    let mut waiting = vec![node.clone()];
    while let Some(node) = waiting.pop() {
        let Some(schema) = node.target() else {
            continue;
        };
        if visited.insert(schema.location().clone()) {
            waiting.extend(
                schema
                    .all_of()
                    .chain(schema.one_of())
                    .chain(schema.any_of()),
            );
            found.push(schema);
        }
    }
    found
}
