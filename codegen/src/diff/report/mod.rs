//! Reports of a review as text, Markdown, JSON and HTML.

mod html;
mod json;
mod markdown;
mod summary;
mod text;

pub use markdown::LIMIT as MARKDOWN_LIMIT;
pub use summary::Report;
