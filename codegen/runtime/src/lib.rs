//! The runtime of clients that apicrate generates.
//!
//! A generated crate either contains a copy of it (`runtime = "inline"`) or depends on this package (`runtime = "crate"`). Several
//! clients that depend on this package share its types: a hook, transport or token source works with each of them, and their
//! errors have the same type. The generated crates re-export everything that is meant to be used directly.
//!
//! # Features
//!
//! - `client` (default): the runtime. Without it the package has no dependencies and contains only [`sources`], the text that is
//!   copied into generated crates.
//! - `rustls` (default), `native-tls`: the TLS backend.
//! - `blocking`, `client-credentials`, `gzip`, `mock`, `tracing`: the features of the same name of generated crates.

#[cfg(feature = "client")]
#[doc(hidden)]
pub mod runtime;
mod sources;

#[cfg(all(test, feature = "client"))]
pub mod tests;

pub use self::sources::sources;
