//! The comparison of two documents: the changes, their effect on the wire, and their effect on callers of the generated crate.
//!
//! ```text
//! old tokens, new tokens  ->  public_api  ->  differences of the public API, with their semver levels
//!                                         |
//! old ir, new ir  ->  compare  ->  changes by rule  ->  explain  ->  Review  ->  report
//! ```
//!
//! The semver level of a change is not predicted by its rule: the public APIs of both generated crates are compared, and the
//! rules explain the differences. A difference that no rule explains is reported too, so the level of a review is never below
//! that of the public API.
//!
//! The effect on the wire is determined by the resolved models. They do not depend on the order of keys, on references, anchors
//! and files, or on the version of the specification.
//!
//! Architecture invariant: all input is passed in. This stage reads no file, and knows the generated crates only by their
//! tokens. Files with the same tokens have the same text.

mod change;
mod compare;
mod excerpt;
mod explain;
mod pipeline;
mod public_api;
mod reach;
pub mod report;
mod review;
mod revision;
mod rule;
mod rules;
mod settings;
mod verdict;
pub mod version;

pub use change::Change;
pub use excerpt::SourceExcerpt;
pub use pipeline::diff;
pub use public_api::item::{ItemChange, ItemChangeKind, LazySourceFile};
pub use review::{DiffError, Review};
pub use revision::Revision;
pub use rule::{Rule, RuleGroup};
pub use rules::{RULES, find_rule};
pub use settings::{Acceptance, Settings};
pub use verdict::{Direction, SemverLevel, SilentChange, WireCompatibility};
