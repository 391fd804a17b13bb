//! The layout of a client's sources.

use super::config_enum::config_enums;

config_enums! {
    /// The distribution of types, serde implementations and operations over files. Does not affect public paths.
    Layout {
        /// One file for each schema of `components` and for each tag.
        #[default]
        "split" => Split,
        /// One file for all types, one for their serde implementations and one for all operations: `src/types/mod.rs`,
        /// `src/serde/mod.rs` and `src/operations/mod.rs`.
        "flat" => Flat,
    }
}
