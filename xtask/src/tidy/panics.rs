//! Libraries report errors; they do not panic, and they are finished.

use super::{Finding, syntax};

/// Macros that have no place in a library, with what to do instead.
const MACROS: [(&str, &str); 5] = [
    ("dbg", "remove it"),
    ("panic", "return an error, or make the case impossible"),
    ("todo", "write it, or leave it out"),
    ("unimplemented", "write it, or give a diagnostic"),
    (
        "unreachable",
        "return an error, or make the case impossible",
    ),
];

/// Finds what could panic in a file of a library.
pub(super) fn check(path: &str, file: &syn::File) -> Vec<Finding> {
    let mentions = syntax::read(file, Vec::new());
    let unwraps = mentions.unwraps.iter().map(|(method, line)| {
        let message =
            format!("`.{method}()` in a library; return an error, or make the case impossible");
        Finding::new(path, *line, message)
    });
    let macros = mentions.macros.iter().filter_map(|(name, line)| {
        let (_, remedy) = MACROS.iter().find(|(banned, _)| banned == name)?;
        let message = format!("`{name}!` in a library; {remedy}");
        Some(Finding::new(path, *line, message))
    });
    unwraps.chain(macros).collect()
}
