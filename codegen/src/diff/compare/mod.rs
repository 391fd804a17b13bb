//! The comparison of two resolved models.
//!
//! Operations are matched first. Then the types of matched operations are traversed in parallel, which pairs their definitions
//! and determines the directions in which each pair is sent. Each pair of definitions is compared once, even if several
//! operations use it.

mod comparer;
mod constraints;
mod content;
mod crate_items;
mod definition;
pub(super) mod display;
mod docs;
mod enums;
mod matching;
pub(super) mod model_change;
mod operation;
mod pairing;
mod parameter;
mod property;
mod security;
mod similarity;
mod type_comparison;
mod type_use;
mod unions;
mod value_effect;

use self::comparer::Comparer;
use self::model_change::ModelChange;
use crate::ir::Api;

/// Returns the changes from one model to another.
pub(super) fn compare(old: &Api, new: &Api, strict: bool) -> Result<Vec<ModelChange>, Unmatched> {
    let mut comparer = Comparer::new(old, new, strict);
    let operations = operation::match_operations(old, new);
    let is_related =
        !operations.pairs.is_empty() || comparer.shares_a_type() || old.title == new.title;
    if !is_related && !is_empty(old) && !is_empty(new) {
        return Err(Unmatched);
    }
    comparer.pair_used_types(&operations.pairs);
    comparer.pair_unused_types();
    comparer.operations(&operations);
    comparer.definitions();
    comparer.security();
    comparer.servers();
    comparer.document();
    Ok(comparer.changes)
}

/// The error for documents without a common operation, type or title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Unmatched;

fn is_empty(api: &Api) -> bool {
    api.operations.is_empty() && api.types.is_empty()
}
