//! The runtime of a client.

use super::word::words;

words! {
    /// The location of the runtime that a client uses.
    Runtime {
        /// The client contains a copy.
        #[default]
        "inline" => Inline,
        /// The client depends on the package `apicrate-runtime`, whose types several clients can share.
        "crate" => Crate,
    }
}
