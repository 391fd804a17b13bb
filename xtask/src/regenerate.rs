//! `cargo xtask regenerate`.

use crate::diff::release::Versions;
use crate::report::{Failure, detail, say, shown, style, warn};
use crate::{diff, workspace, write};
use codegen::config::Config;
use codegen::output::Plan;
use codegen::timing::{Stage, Timings};
use std::path::{Path, PathBuf};

/// Generate every crate that codegen.toml lists, and write what changed
///
/// Files that are no longer generated are removed; files without the generated header are left alone. When nothing
/// changed, nothing is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing: print what would change as a diff, and fail if there is any
    #[arg(long)]
    check: bool,

    /// Write the version that the changes since HEAD ask for, and the changes into CHANGELOG.md beside Cargo.toml
    #[arg(long, conflicts_with = "check")]
    bump: bool,

    /// Another configuration than spec/codegen.toml
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Tell every note about the document, also where there are many of a kind
    #[arg(long)]
    report: bool,

    /// Tell the processor time that each stage has taken
    #[arg(long)]
    timings: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let path = match &arguments.config {
        Some(path) => path.clone(),
        None => workspace::root()?.join("spec/codegen.toml"),
    };
    let config = Config::load(&path).map_err(|error| Failure::Message(error.to_string()))?;
    let (plans, timings): (Vec<_>, Vec<_>) =
        plan_all(&config, arguments.report)?.into_iter().unzip();
    for plan in &plans {
        write::refuse_foreign(plan, "delete them or move them away, then run this again")?;
    }
    if arguments.check {
        let checked = check(&plans, arguments.config.as_deref());
        tell_timings(arguments, &plans, &timings);
        return checked;
    }
    // The changes are compared first: what cannot be compared leaves everything as it is.
    let bumps = if arguments.bump {
        config
            .clients
            .iter()
            .map(diff::since_head)
            .collect::<Result<Vec<_>, _>>()?
    } else {
        Vec::new()
    };
    for (plan, timings) in plans.iter().zip(&timings) {
        timings.of(Stage::Write, || write::apply(plan))?;
    }
    tell_timings(arguments, &plans, &timings);
    for (client, review) in config.clients.iter().zip(bumps) {
        if let Some(versions) = Versions::of(client, Some("HEAD")) {
            versions.bump(&review)?;
        }
    }
    Ok(())
}

/// Generates every crate before the first one is written, so that a document that fails leaves all of them as they are.
fn plan_all(config: &Config, report: bool) -> Result<Vec<(Plan, Timings)>, Failure> {
    let mut plans = Vec::new();
    let mut failed = false;
    for client in &config.clients {
        match codegen::generate(&client.document, &client.options) {
            Ok(generated) => {
                warn(&generated.render(style(), detail(report)));
                let timings = generated.timings;
                let plan = || Plan::new(&client.output, generated.files);
                let plan = timings.of(Stage::Compare, plan).map_err(Failure::new)?;
                plans.push((plan, timings));
            }
            Err(failure) => {
                warn(&failure.render(style()));
                failed = true;
            }
        }
    }
    if failed {
        Err(Failure::Told)
    } else {
        Ok(plans)
    }
}

fn tell_timings(arguments: &Arguments, plans: &[Plan], timings: &[Timings]) {
    if arguments.timings {
        for (plan, timings) in plans.iter().zip(timings) {
            say(format_args!(
                "{}, processor time:\n{timings}",
                shown(plan.root())
            ));
        }
    }
}

fn check(plans: &[Plan], config: Option<&Path>) -> Result<(), Failure> {
    let mut stale = Vec::new();
    for plan in plans {
        let folder = shown(plan.root());
        if !plan.is_current() {
            say(plan.diff(&folder).trim_end());
            stale.push(folder.clone());
        }
        say(format_args!("{folder}: {}", plan.summary()));
        write::tell_missing_in_manifest(plan);
    }
    if stale.is_empty() {
        return Ok(());
    }
    let mut command = "cargo xtask regenerate".to_owned();
    if let Some(config) = config {
        command.push_str(&format!(" --config {}", config.display()));
    }
    Err(Failure::new(format_args!(
        "{} is not what the document gives; to mend it, run `{command}`",
        stale.join(", ")
    )))
}
