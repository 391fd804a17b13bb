//! Two documents compared: what changed, what it breaks on the wire, and what it breaks for those who compile against
//! the generated crate.
//!
//! ```text
//! old tokens, new tokens  ->  surface  ->  what differs, with its level by the rules of semantic versions
//!                                         |
//! old ir, new ir  ->  compare  ->  changes by rule  ->  attribute  ->  Review  ->  report
//! ```
//!
//! The level of a change is not predicted from the rules: the public surfaces that the generator made of both documents are
//! compared, and the rules explain what is found. A difference that no rule explains is told all the same, so the verdict is
//! never below that of the surface.
//!
//! What travels is judged by the resolved models, which know nothing of the order of keys, of references, anchors and files,
//! and of which version of the specification a document is written in.
//!
//! Architecture invariant: what is compared is data that is handed in. This stage reads no file, and knows of the crate what
//! its tokens say. They are what is printed, so files whose tokens are the same have the same text.

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
