//! How the sources of a client are spread over files.

use super::word::words;

words! {
    /// How types, their implementations and operations are spread over files. No public path depends on it.
    Layout {
        /// A file for each schema of `components` and for each tag, so that a change of one is a change of its file.
        #[default]
        "split" => Split,
        /// One file for all types, one for their implementations and one for all operations: `src/types/mod.rs`,
        /// `src/serde/mod.rs` and `src/operations/mod.rs`.
        "flat" => Flat,
    }
}
