//! Writing a generated crate.

use crate::Failure;
use crate::diagnostics::DiagnosticArgs;
use crate::terminal::{display_path, status};
use apicrate_codegen::output::Plan;

/// Applies a plan and reports its changes.
pub(crate) fn apply(plan: &Plan, diagnostics: &DiagnosticArgs) -> Result<(), Failure> {
    plan.apply().map_err(Failure::new)?;
    diagnostics.report_changes(plan);
    report_missing_in_manifest(plan);
    Ok(())
}

/// Reports the features and dependencies that a manifest owned by the user lacks.
pub(crate) fn report_missing_in_manifest(plan: &Plan) {
    let missing = plan.missing_in_manifest();
    if missing.is_empty() {
        return;
    }
    let lines: String = missing
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    status(&format!(
        "warning: add what the client needs to {}/Cargo.toml, which is not generated again\n{lines}",
        display_path(plan.root())
    ));
}

/// Fails if a plan would overwrite files that were not generated.
pub(crate) fn refuse_foreign(plan: &Plan, remedy: &str) -> Result<(), Failure> {
    let folder = display_path(plan.root());
    let foreign: Vec<_> = plan
        .entries()
        .iter()
        .filter(|entry| entry.overwrites_foreign())
        .map(|entry| format!("  {folder}/{}", entry.path()))
        .collect();
    if foreign.is_empty() {
        return Ok(());
    }
    Err(Failure::new(format_args!(
        "refusing to overwrite files that were not generated:\n{}\n  hint: {remedy}",
        foreign.join("\n")
    )))
}
