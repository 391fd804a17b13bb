//! The segment of a path that names a module or a group.

use crate::ir::UNTAGGED;
use crate::resolve::names::module_name;

/// Returns the module named by the first segment of a path that is neither a version nor a parameter; [`UNTAGGED`] if there is none.
pub(super) fn module_of(path: &str) -> String {
    match segment_of(path) {
        Some(segment) => module_name(segment),
        None => UNTAGGED.to_owned(),
    }
}

/// Returns the first segment of a path that is neither a version nor a parameter.
pub(super) fn segment_of(path: &str) -> Option<&str> {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut segments = path.split('/').filter(|segment| !segment.is_empty());
    segments.find(|segment| !segment.contains('{') && !is_version(segment))
}

/// Returns `true` for a version, such as `v1`, `v2.1`, `v1beta1` or `2023-01-01`.
fn is_version(segment: &str) -> bool {
    let starts_with_digit = |text: &str| text.starts_with(|first: char| first.is_ascii_digit());
    let number = segment.strip_prefix(['v', 'V']);
    if let Some(number) = number.filter(|number| starts_with_digit(number)) {
        let rest = number
            .trim_start_matches(|character: char| character.is_ascii_digit() || character == '.');
        let stage = rest.trim_end_matches(|character: char| character.is_ascii_digit());
        return matches!(stage, "" | "alpha" | "beta" | "rc");
    }
    starts_with_digit(segment)
        && segment
            .chars()
            .all(|character| character.is_ascii_digit() || "-._".contains(character))
}

#[cfg(test)]
mod tests {
    use super::module_of;

    #[test]
    fn the_first_segment_that_names_something_is_the_module() {
        for (path, module) in [
            ("/pets/{id}", "pets"),
            ("/v1/bank-accounts/{id}", "bank_accounts"),
            ("/v2.1/{tenant}/users?active", "users"),
            ("/v1beta1/2023-01-01/files", "files"),
            ("/1.0/vault", "vault"),
            ("/videos", "videos"),
            ("/v1alpha/{name=x}", "default"),
            ("/", "default"),
        ] {
            assert_eq!(module_of(path), module, "{path}");
        }
    }
}
