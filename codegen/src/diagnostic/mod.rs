//! Diagnostics about a document: errors, warnings and notes, each with its position.
//!
//! A stage does not stop at the first fault: it pushes a diagnostic, replaces the faulty node by something harmless and
//! continues, so that one run reports every fault. The caller of the stages stops between two of them if
//! [`Diagnostics::has_errors`].
//!
//! Architecture invariant: a [`Code`] can only be created in [`code`], beside its explanation, so every diagnostic is
//! explained.

pub mod code;
mod excerpt;
mod github;
mod json;
mod level;
mod list;
mod locate;
mod model;
mod render;
mod report;

#[cfg(test)]
mod tests;

pub use code::{Code, Effect, explain};
pub use level::{Level, Levels, UnknownCode};
pub use list::Diagnostics;
pub use locate::Locate;
pub use model::{Diagnostic, Severity, Span};
pub use render::{Style, render};
pub use report::{Report, SeverityCounts, Verbosity};
