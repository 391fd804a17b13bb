//! What is emitted, as it is printed.

mod build;
mod client;
mod compile;
mod docs;
mod impls;
mod operations;
mod sample;
mod types;
mod uses;

use super::{Emitter, Unit};
use crate::config::Options;
use crate::ir::Api;
use crate::output::render;

/// The text of a file below its header.
fn text(api: &Api, options: &Options, unit: Unit<'_>) -> String {
    let file = Emitter::new(api, options).source(&unit);
    let rendered = render(file, "api.yaml").expect("what is emitted is Rust");
    let (_, text) = rendered.text.split_once('\n').expect("a header");
    text.to_owned()
}

/// The text of the types of module `x`.
fn types(api: &Api) -> String {
    text(api, &Options::default(), Unit::Types("x"))
}

/// The text of the impls of module `x`.
fn impls(api: &Api) -> String {
    text(api, &Options::default(), Unit::Impls("x"))
}

/// The text of the operations of module `x`.
fn operations(api: &Api) -> String {
    text(api, &Options::default(), Unit::Operations("x"))
}
