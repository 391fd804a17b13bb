//! Libraries return errors: they neither panic nor contain unfinished code.

use super::finding::Finding;
use super::syntax;

/// The macros that a library must not use, with the remedy.
const MACROS: [(&str, &str); 5] = [
    ("dbg", "remove it"),
    ("panic", "return an error, or make the case impossible"),
    ("todo", "implement it, or leave it out"),
    ("unimplemented", "implement it, or emit a diagnostic"),
    (
        "unreachable",
        "return an error, or make the case impossible",
    ),
];

/// Finds the calls in a file of a library that may panic.
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
