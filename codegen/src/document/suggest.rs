//! Suggestions for misspelt names.

/// The minimum similarity of a suggested name: 0 is different, 1 is equal.
const SIMILARITY: f64 = 0.6;

/// The maximum number of names to compare for suggestions, over all unresolved references of a document.
pub(super) const MAX_COMPARISONS: usize = 100_000;

/// The maximum length of compared names: a comparison takes time quadratic in the length.
const MAX_NAME_LENGTH: usize = 100;

/// Returns the most similar name, if any is similar.
pub(crate) fn closest<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if name.len() > MAX_NAME_LENGTH {
        return None;
    }
    let folded = name.to_lowercase();
    names
        .filter(|candidate| candidate.len() <= MAX_NAME_LENGTH)
        .map(|candidate| {
            let similarity =
                strsim::normalized_damerau_levenshtein(&folded, &candidate.to_lowercase());
            (candidate, similarity)
        })
        .filter(|(_, similarity)| *similarity >= SIMILARITY)
        .max_by(|(_, a), (_, b)| a.total_cmp(b))
        .map(|(candidate, _)| candidate)
}
