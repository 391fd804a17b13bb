//! The mutations, by what they are about: the rows of the table of rules, each in both directions.

mod contents;
mod enums;
mod operations;
mod parameters;
mod properties;
mod same;
mod security;
mod types;
mod values;

use super::mutation::Mutation;

/// Every mutation.
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

/// A table of mutations.
macro_rules! table {
    ($($name:literal $places:ident)*) => {
        pub(super) fn mutations() -> Vec<$crate::mutants::mutation::Mutation> {
            vec![$($crate::mutants::mutation::Mutation { name: $name, places: $places }),*]
        }
    };
}
use table;
