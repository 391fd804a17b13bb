//! The extensions that carry what the 3.0 model has no room for.

use indexmap::IndexMap;
use serde_json::{Value, json};

use crate::location::{FileId, SourceLocation};

/// `true` on a schema whose only value is null: `type: null`, `const: null`, `enum: [null]`.
pub const NULL: &str = "x-codegen-null";

/// `true` on a schema that no value fits: the schema `false`.
pub const NEVER: &str = "x-codegen-never";

/// The list of type names, without `null`, of a schema that allows several types; `typ` is none then.
pub const TYPES: &str = "x-codegen-types";

/// `true` on a schema that stands for a `$ref` with other keywords beside it.
///
/// The reference is the last item of `all_of`, the other keywords are the schema's own.
pub const REF_SIBLINGS: &str = "x-codegen-ref-siblings";

/// The list of keys under `components/schemas` of the items of a tuple, in order.
pub const PREFIX_ITEMS: &str = "x-codegen-prefix-items";

/// The exact `minimum` where it is an integer that an `f64` cannot hold.
pub const MINIMUM: &str = "x-codegen-minimum";

/// The exact `maximum` where it is an integer that an `f64` cannot hold.
pub const MAXIMUM: &str = "x-codegen-maximum";

/// Where the object stands, when that is not where the walk to it leads: see [`location`].
pub const LOCATION: &str = "x-codegen-location";

/// `true` on an encoding that says `explode`, whose value the model has in any case.
pub const EXPLODE: &str = "x-codegen-explode";

/// All of them: a document cannot set them itself.
pub(super) const ALL: [&str; 9] = [
    NULL,
    NEVER,
    TYPES,
    REF_SIBLINGS,
    PREFIX_ITEMS,
    MINIMUM,
    MAXIMUM,
    LOCATION,
    EXPLODE,
];

/// Where an object stands, when it was put here from elsewhere; `None` when it stands where the walk to it leads.
///
/// Path items, operations, parameters, media types and schemas may carry one.
#[must_use]
pub fn location(extensions: &IndexMap<String, Value>) -> Option<SourceLocation> {
    let location = extensions.get(LOCATION)?;
    let file = usize::try_from(location.get("file")?.as_u64()?).ok()?;
    Some(SourceLocation {
        file: FileId(file),
        pointer: location.get("pointer")?.as_str()?.to_owned(),
    })
}

/// The value of [`LOCATION`].
pub(super) fn location_value(location: &SourceLocation) -> Value {
    json!({"file": location.file.0, "pointer": location.pointer})
}

/// Whether a flag, such as [`NULL`], is set.
#[must_use]
pub fn is_set(extensions: &IndexMap<String, Value>, name: &str) -> bool {
    extensions.get(name) == Some(&Value::Bool(true))
}

/// The strings of a list, such as [`TYPES`] or [`PREFIX_ITEMS`]; none where it is not there.
pub fn strings<'a>(
    extensions: &'a IndexMap<String, Value>,
    name: &str,
) -> impl Iterator<Item = &'a str> {
    extensions
        .get(name)
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}
