//! The list as text.

use super::listing::{Listing, kind};
use apicrate_codegen::SourceLocation;
use apicrate_codegen::diagnostic::Locate;
use apicrate_codegen::escape;
use std::fmt::Write;

/// Returns a heading for each document, followed by a line for each operation and type, in columns.
pub(super) fn text(listings: &[Listing<'_>]) -> String {
    let mut text = String::new();
    for (index, listing) in listings.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "{} from {}: {}, {}",
            listing.options.package,
            escape::line(&listing.document),
            plural(listing.operations.len(), "operation", "operations"),
            plural(listing.types.len(), "type", "types")
        );
        let operations = listing.operations.iter().map(|operation| {
            [
                operation.method.as_str().to_owned(),
                operation.path.clone(),
                operation.call(),
                marked(place(listing, &operation.at), operation.deprecated),
            ]
        });
        columns(operations.collect(), &mut text);
        let types = listing.types.iter().map(|definition| {
            let (kind, parts) = kind(definition);
            let parts = match kind {
                "struct" => plural(parts, "property", "properties"),
                "enum" => plural(parts, "value", "values"),
                "union" => plural(parts, "variant", "variants"),
                _ => String::new(),
            };
            [
                kind.to_owned(),
                format!("types::{}", definition.name),
                parts,
                marked(place(listing, &definition.at), definition.deprecated),
            ]
        });
        columns(types.collect(), &mut text);
    }
    text
}

fn plural(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

fn marked(place: String, is_deprecated: bool) -> String {
    if is_deprecated {
        format!("{place} (deprecated)")
    } else {
        place
    }
}

fn place(listing: &Listing<'_>, at: &SourceLocation) -> String {
    let sources = listing.read.sources();
    let path = sources.path(at.file);
    match sources.locate(at) {
        Some(span) => format!("{path}:{}", span.line),
        None => path.to_owned(),
    }
}

fn columns(rows: Vec<[String; 4]>, text: &mut String) {
    let rows: Vec<_> = rows
        .iter()
        .map(|row| row.each_ref().map(|cell| escape::line(cell)))
        .collect();
    let width = |column: usize| {
        let widths = rows.iter().map(|row| row[column].chars().count());
        widths.max().unwrap_or_default()
    };
    let widths: [usize; 4] = std::array::from_fn(width);
    for row in &rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            let _ = write!(line, "  {cell:width$}");
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}
