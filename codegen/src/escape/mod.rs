//! Escaping of text that a document determines, with one function for each kind of output.
//!
//! Control characters change how a terminal displays the rest of a text, and bidirectional ones reorder it. Neither is ever
//! printed: each becomes its escape sequence in Rust, such as `\u{1b}`. In addition, each function escapes what has a meaning in its
//! kind of output.

mod github;
mod hidden;
mod html;
mod json;
mod markdown;
mod terminal;

#[cfg(test)]
mod tests;

pub use github::workflow_log;
pub(crate) use github::{workflow_message, workflow_property};
pub(crate) use html::{html, html_text};
pub use json::json;
pub(crate) use markdown::{code_span, fenced_line, markdown_html, markdown_text};
pub(crate) use terminal::excerpt;
pub use terminal::{line, lines};
