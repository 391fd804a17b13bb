//! The printed text of emitted files.

mod build;
mod client;
mod compile;
mod constructor;
mod docs;
mod html;
mod operations;
mod sample;
mod serde;
mod types;
mod uses;

use super::{Emitter, OutputFile};
use crate::config::Options;
use crate::ir::Api;
use crate::output::render;

/// Returns the text of a file without its header.
fn text(api: &Api, options: &Options, file: OutputFile<'_>) -> String {
    let source = Emitter::new(api, options).source(&file);
    let rendered = render(source, "api.yaml").expect("what is emitted is Rust");
    let (_, text) = rendered.text.split_once('\n').expect("a header");
    text.to_owned()
}

/// Returns the text of the types of module `x`.
fn types(api: &Api) -> String {
    text(api, &Options::default(), OutputFile::Types("x"))
}

/// Returns the text of the serde tables of module `x`.
fn serde(api: &Api) -> String {
    text(api, &Options::default(), OutputFile::Serde("x"))
}

/// Returns the text of the operations of module `x`.
fn operations(api: &Api) -> String {
    text(api, &Options::default(), OutputFile::Operations("x"))
}
