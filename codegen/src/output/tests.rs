mod format;

#[cfg(target_os = "linux")]
mod kill;
mod plan;
mod printer;
mod tables;

use super::Rendered;
use crate::source::SourceFile;
use proc_macro2::TokenStream;

/// A file of these items, without module docs.
fn source(items: Vec<TokenStream>) -> SourceFile {
    SourceFile {
        path: "src/x.rs".to_owned(),
        docs: Vec::new(),
        uses: Vec::new(),
        modules: Vec::new(),
        items: items.into_iter().map(Into::into).collect(),
    }
}

/// The text of a file of these items below its header line.
fn body(items: Vec<TokenStream>) -> String {
    let rendered = super::render(source(items), "pets.yaml").expect("the tokens are Rust");
    after_header(&rendered).to_owned()
}

fn after_header(rendered: &Rendered) -> &str {
    let (_, rest) = rendered
        .text
        .split_once('\n')
        .expect("there is a header line");
    rest
}
