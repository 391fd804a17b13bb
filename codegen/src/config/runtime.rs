//! The runtime of a client.

use super::config_enum::config_enums;

config_enums! {
    /// The location of the runtime that a client uses.
    Runtime {
        /// The client contains a copy.
        #[default]
        "inline" => Inline,
        /// The client depends on the package `apicrate-runtime`, whose types several clients can share.
        "crate" => Crate,
    }
}
