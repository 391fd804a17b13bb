//! A review for people and programs: text, Markdown, JSON, HTML.

mod html;
mod json;
mod markdown;
mod summary;
mod text;

pub use markdown::LIMIT as MARKDOWN_LIMIT;
pub use summary::Report;
