//! The facts of a document that the 3.0 model has no fields for.

use std::hash::{Hash, Hasher};
use std::sync::OnceLock;

use foldhash::{HashMap, HashSet};

use super::number::Number;
use crate::location::SourceLocation;
use crate::value::Value;

/// Facts in tables keyed by the location of the node that they are about.
#[derive(Debug, Default)]
pub(super) struct Facts {
    schemas: HashMap<SourceLocation, SchemaFacts>,
    /// The locations of `schemas` in order, which are found by their beginnings.
    ordered: OnceLock<Vec<SourceLocation>>,
    /// The locations of nodes that the model holds elsewhere, by the location that their place in the model has.
    moved: HashMap<SourceLocation, SourceLocation>,
    /// The encoding objects with `explode`, whose value the model holds in any case.
    explicit_explode: HashSet<SourceLocation>,
    /// The media types whose schema is that of each item of a sequence.
    item_schemas: HashSet<SourceLocation>,
    /// The path and cookie parameters with `allowReserved`.
    reserved: HashSet<SourceLocation>,
}

/// The facts about one schema.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct SchemaFacts {
    /// `true` if null is the only value: `type: null`, `const: null`, `enum: [null]`.
    pub(super) is_null: bool,
    /// `true` if no value is valid: the schema `false`.
    pub(super) is_never: bool,
    /// `true` if the last item of `allOf` is a `$ref` with other keywords beside it.
    pub(super) has_reference_sibling: bool,
    /// The type names, without `null`, of a schema that allows several types.
    pub(super) types: Vec<String>,
    /// The names of the properties under a condition.
    pub(super) conditional: Vec<String>,
    /// The component keys of the items of a tuple.
    pub(super) prefix_items: Vec<String>,
    /// The component key of the schema of the JSON text in a string.
    pub(super) content_schema: Option<String>,
    /// The bounds that an `f64` does not hold exactly.
    pub(super) minimum: Option<Number>,
    pub(super) maximum: Option<Number>,
    pub(super) multiple_of: Option<Number>,
    /// The values of `enum` or `const`, without null.
    pub(super) values: Vec<Value>,
    /// `default`.
    pub(super) default: Option<Value>,
    /// `example`, or the first of `examples`.
    pub(super) example: Option<Value>,
    /// The vendor extensions.
    pub(super) extensions: Vec<(String, Value)>,
    /// `contentMediaType`, if the content is not encoded.
    pub(super) content_media_type: Option<String>,
}

/// The facts about a schema without any.
static NO_FACTS: SchemaFacts = SchemaFacts {
    is_null: false,
    is_never: false,
    has_reference_sibling: false,
    types: Vec::new(),
    conditional: Vec::new(),
    prefix_items: Vec::new(),
    content_schema: None,
    minimum: None,
    maximum: None,
    multiple_of: None,
    values: Vec::new(),
    default: None,
    example: None,
    extensions: Vec::new(),
    content_media_type: None,
};

impl Facts {
    /// Records the facts about the schema at a location.
    pub(super) fn add_schema(&mut self, at: SourceLocation, facts: SchemaFacts) {
        self.schemas.insert(at, facts);
    }

    /// Records that the node whose place in the model has the location `place` is at `at` in the document.
    pub(super) fn add_moved(&mut self, place: SourceLocation, at: SourceLocation) {
        if place == at {
            self.moved.remove(&place);
        } else {
            self.moved.insert(place, at);
        }
    }

    /// Records that an encoding object has `explode`.
    pub(super) fn add_explicit_explode(&mut self, at: SourceLocation) {
        self.explicit_explode.insert(at);
    }

    /// Records that the schema of a media type is that of each item.
    pub(super) fn add_item_schema(&mut self, at: SourceLocation) {
        self.item_schemas.insert(at);
    }

    /// Records that a path or cookie parameter has `allowReserved`.
    pub(super) fn add_reserved(&mut self, at: SourceLocation) {
        self.reserved.insert(at);
    }

    /// The location of the node whose place in the model has the location `place`.
    pub(super) fn location_of(&self, place: SourceLocation) -> SourceLocation {
        if self.moved.is_empty() {
            return place;
        }
        self.moved.get(&place).cloned().unwrap_or(place)
    }

    /// The facts about the schema at a location.
    pub(super) fn schema(&self, at: &SourceLocation) -> &SchemaFacts {
        if self.schemas.is_empty() {
            return &NO_FACTS;
        }
        self.schemas.get(at).unwrap_or(&NO_FACTS)
    }

    /// Returns `true` if the encoding object at a location has `explode`.
    pub(super) fn has_explicit_explode(&self, at: &SourceLocation) -> bool {
        self.explicit_explode.contains(at)
    }

    /// Returns `true` if the schema of the media type at a location is that of each item.
    pub(super) fn has_item_schema(&self, at: &SourceLocation) -> bool {
        self.item_schemas.contains(at)
    }

    /// Returns `true` if the path or cookie parameter at a location has `allowReserved`.
    pub(super) fn has_reserved(&self, at: &SourceLocation) -> bool {
        self.reserved.contains(at)
    }

    /// The keys of the components that the facts about a schema refer to, with the location of the schema.
    pub(super) fn references(&self) -> impl Iterator<Item = (&SourceLocation, Vec<&str>)> {
        let schemas = self.schemas.iter();
        let schemas = schemas.map(|(at, facts)| {
            let keys = facts.prefix_items.iter().chain(&facts.content_schema);
            (at, keys.map(String::as_str).collect::<Vec<_>>())
        });
        schemas.filter(|(_, keys)| !keys.is_empty())
    }

    /// Returns `true` if the facts at and below two locations are the same.
    pub(super) fn are_same_below(&self, one: &SourceLocation, other: &SourceLocation) -> bool {
        self.schemas.is_empty() || one == other || self.below(one).eq(self.below(other))
    }

    /// Removes the facts about schemas for whose locations `is_kept` returns `false`.
    pub(super) fn retain_schemas(&mut self, is_kept: impl Fn(&SourceLocation) -> bool) {
        self.schemas.retain(|at, _| is_kept(at));
    }

    /// The locations of the schemas of embedded JSON, in order.
    pub(super) fn content_schemas(&self) -> Vec<SourceLocation> {
        let schemas = self.schemas.iter();
        let with_content = schemas.filter(|(_, facts)| facts.content_schema.is_some());
        let mut found: Vec<_> = with_content
            .map(|(at, _)| at.child("contentSchema"))
            .collect();
        found.sort_unstable();
        found
    }

    /// Adds the values of the schemas at and below a location to a hash.
    pub(super) fn hash_below(&self, at: &SourceLocation, state: &mut impl Hasher) {
        if self.schemas.is_empty() {
            return;
        }
        for (path, facts) in self.below(at) {
            path.hash(state);
            facts.map(|facts| &facts.values).hash(state);
        }
    }

    fn below(&self, at: &SourceLocation) -> impl Iterator<Item = (&str, Option<&SchemaFacts>)> {
        let ordered = self.ordered.get_or_init(|| {
            let mut ordered: Vec<SourceLocation> = self.schemas.keys().cloned().collect();
            ordered.sort_unstable();
            ordered
        });
        let start = ordered.partition_point(|inner| inner < at);
        let begins = ordered[start..].iter().map_while(|inner| {
            let rest = inner.pointer.strip_prefix(at.pointer.as_str())?;
            (inner.file == at.file).then_some((rest, self.schemas.get(inner)))
        });
        begins.filter(|(rest, _)| rest.is_empty() || rest.starts_with('/'))
    }
}

impl SchemaFacts {
    /// Returns `true` if there are no facts.
    pub(super) fn is_empty(&self) -> bool {
        *self == NO_FACTS
    }
}
