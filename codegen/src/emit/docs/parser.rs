//! The options of the Markdown parser.

use pulldown_cmark::Options;

/// The parser options of rustdoc, except for smart punctuation.
pub(super) fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}
