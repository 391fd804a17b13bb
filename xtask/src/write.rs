//! Writes a generated crate and tells about it.

use crate::report::{Failure, shown, tell};
use crate::telling::Telling;
use apicrate_codegen::output::Plan;

/// Applies a plan, and tells what it changes.
pub(crate) fn apply(plan: &Plan, telling: &Telling) -> Result<(), Failure> {
    plan.apply().map_err(Failure::new)?;
    telling.changed(plan);
    tell_missing_in_manifest(plan);
    Ok(())
}

/// Tells what a manifest that belongs to the user lacks.
pub(crate) fn tell_missing_in_manifest(plan: &Plan) {
    let missing = plan.missing_in_manifest();
    if missing.is_empty() {
        return;
    }
    let lines: String = missing
        .lines()
        .map(|line| format!("    {line}\n"))
        .collect();
    tell(&format!(
        "warning: {}/Cargo.toml is yours and lacks what the client needs\n{lines}",
        shown(plan.root())
    ));
}

/// Refuses a plan that would overwrite what somebody wrote.
pub(crate) fn refuse_foreign(plan: &Plan, remedy: &str) -> Result<(), Failure> {
    let folder = shown(plan.root());
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
        "these files stand in the way and were not generated:\n{}\n  hint: {remedy}",
        foreign.join("\n")
    )))
}
