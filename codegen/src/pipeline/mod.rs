//! The pipeline from a document to the files of a crate: a run of its stages, and its results.

mod deferred_drop;
mod diagnostic_report;
mod failure;
mod generated;
mod run;

pub(crate) use deferred_drop::DeferredDrop;
pub use diagnostic_report::DiagnosticReport;
pub use failure::Failure;
pub use generated::{Generated, Output, Resolved};
pub(crate) use run::{Input, Run};
