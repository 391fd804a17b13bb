//! Documents put together from parts.

/// So many texts, with commas between them.
pub(crate) fn many(count: usize, make: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..count).map(make).collect();
    all.join(",")
}

/// A document with these entries of `components/schemas`.
pub(crate) fn schemas(entries: &str) -> String {
    document(&format!(
        "\"paths\":{{}},\"components\":{{\"schemas\":{{{entries}}}}}"
    ))
}

/// A document with these entries of `paths`.
pub(crate) fn paths(entries: &str) -> String {
    document(&format!("\"paths\":{{{entries}}}"))
}

/// A document with these members.
pub(crate) fn document(members: &str) -> String {
    format!("{{\"openapi\":\"3.1.0\",\"info\":{{\"title\":\"T\",\"version\":\"1\"}},{members}}}")
}

/// A reference to the schema of this number.
pub(crate) fn reference(number: usize) -> String {
    format!("{{\"$ref\":\"#/components/schemas/S{number}\"}}")
}

/// References to the first schemas.
pub(crate) fn references(count: usize) -> String {
    many(count, reference)
}

/// A document whose schema of each number refers to the next one; the last one is `last`.
pub(crate) fn chain(count: usize, link: impl Fn(String) -> String, last: &str) -> String {
    let links = many(count, |number| {
        format!("\"S{number}\":{}", link(reference(number + 1)))
    });
    schemas(&format!("{links},\"S{count}\":{last}"))
}

/// An operation without parameters.
pub(crate) const OPERATION: &str = "{\"responses\":{\"200\":{\"description\":\"d\"}}}";
