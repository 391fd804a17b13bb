//! The mutations by topic: one for each rule, in both directions.

mod contents;
mod enums;
mod objects;
mod operations;
mod parameters;
mod properties;
mod same;
mod security;
mod types;
mod values;

use super::mutation::Mutation;

/// Returns all mutations.
pub(super) fn all() -> Vec<Mutation> {
    let parts: [fn() -> Vec<Mutation>; 9] = [
        operations::mutations,
        parameters::mutations,
        contents::mutations,
        types::mutations,
        properties::mutations,
        values::mutations,
        enums::mutations,
        security::mutations,
        same::mutations,
    ];
    parts.iter().flat_map(|part| part()).collect()
}
