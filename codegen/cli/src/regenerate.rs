//! `apicrate regenerate`.

use crate::diagnostics::DiagnosticArgs;
use crate::diff::release::Versions;
use crate::name::program_name;
use crate::progress::Progress;
use crate::terminal::{display_path, relative_path, status};
use crate::{Failure, configuration, diff, leak, write};
use apicrate_codegen::cache::Cache;
use apicrate_codegen::config::{Client, Config};
use apicrate_codegen::output::Plan;
use apicrate_codegen::timing::Stage;
use apicrate_codegen::{Generated, Output};
use std::path::{Path, PathBuf};

/// Generate the crates listed in codegen.toml
///
/// Writes only changed files, and removes obsolete generated files. Files without the generated header are
/// left alone. If any document has errors, nothing is written.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Write nothing; print a diff of the changes and exit with 1 if there are any
    #[arg(long)]
    check: bool,

    /// Raise the version in Cargo.toml as the changes since HEAD require, and list them in CHANGELOG.md
    #[arg(long, conflicts_with = "check")]
    bump: bool,

    /// Configuration file [default: codegen.toml or spec/codegen.toml in this folder or the nearest parent]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    /// Print the processor time of each stage
    #[arg(long)]
    timings: bool,

    #[command(flatten)]
    diagnostics: DiagnosticArgs,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let path = configuration::path(arguments.config.as_deref())?;
    let diagnostics = &arguments.diagnostics;
    let config = load(&relative_path(&path), diagnostics)?;
    let cache = match config.clients.first() {
        // A check must not depend on anything but the document and the generator.
        Some(first) if !arguments.check => {
            Some(Cache::at(configuration::cache_folder(&path, &first.output)))
        }
        _ => None,
    };
    let crates = generate_all(cache.as_ref(), &config, diagnostics)?;
    for made in &crates {
        write::refuse_foreign(&made.plan, "delete or move them, then run this again")?;
    }
    if arguments.check {
        return check(&crates, arguments);
    }
    // Compare before writing, so that a failed comparison changes nothing.
    let bumps = if arguments.bump {
        config
            .clients
            .iter()
            .map(diff::since_head)
            .collect::<Result<Vec<_>, _>>()?
    } else {
        Vec::new()
    };
    for GeneratedCrate {
        plan, generated, ..
    } in &crates
    {
        let write = || write::apply(plan, diagnostics);
        generated.timings.measure_all_threads(Stage::Write, write)?;
    }
    for (client, review) in config.clients.iter().zip(bumps) {
        match Versions::of(client, Some("HEAD")) {
            Some(versions) => versions.bump(&review)?,
            None if client.options.module.is_some() => status(&format!(
                "{}: the version stays, because the client is a module of another package",
                client.options.package
            )),
            None => {}
        }
    }
    report(&crates, arguments);
    leak(crates);
    Ok(())
}

/// Reads the configuration and applies the options of the command line.
fn load(path: &Path, diagnostics: &DiagnosticArgs) -> Result<Config, Failure> {
    let mut config = Config::load(path).map_err(|error| {
        diagnostics.report_config(&error);
        Failure::Reported
    })?;
    for client in &mut config.clients {
        client.document = relative_path(&client.document);
        diagnostics.apply_to(&mut client.options.levels)?;
    }
    Ok(config)
}

/// A generated crate that is not written yet.
struct GeneratedCrate<'c> {
    client: &'c Client,
    generated: Output,
    plan: Plan,
}

/// Generates every crate before the first one is written, so that an error changes none of them.
fn generate_all<'c>(
    cache: Option<&Cache>,
    config: &'c Config,
    diagnostics: &DiagnosticArgs,
) -> Result<Vec<GeneratedCrate<'c>>, Failure> {
    let clients = &config.clients;
    let mut progress = Progress::of_documents(clients.len());
    let mut all = Vec::new();
    let mut failed = false;
    for client in clients {
        let name = display_path(&client.document);
        progress.set_message(format!("{name}: generating"));
        let (document, options) = (&client.document, &client.options);
        let generated = match cache {
            Some(cache) => apicrate_codegen::generate_cached(document, options, cache),
            None => apicrate_codegen::generate(document, options).map(Generated::into_output),
        };
        progress.advance(&name, false);
        match generated {
            Ok(mut generated) => {
                progress.suspend(|| diagnostics.report_warnings(&generated));
                if clients.len() > 1 {
                    generated.drop_deferred();
                }
                let files = std::mem::take(&mut generated.files);
                let plan = || Plan::new(&client.output, files);
                let plan = generated.timings.measure_all_threads(Stage::Compare, plan);
                all.push(GeneratedCrate {
                    client,
                    plan: plan.map_err(Failure::new)?,
                    generated,
                });
            }
            Err(failure) => {
                progress.suspend(|| diagnostics.report_failure(&client.document, &failure));
                failed = true;
            }
        }
    }
    progress.finish();
    if failed {
        Err(Failure::Reported)
    } else {
        Ok(all)
    }
}

/// Reports summaries and timings.
fn report(crates: &[GeneratedCrate<'_>], arguments: &Arguments) {
    let diagnostics = &arguments.diagnostics;
    for made in crates {
        diagnostics.report_summary(&made.client.document, &made.generated);
        if arguments.timings {
            diagnostics.report_timings(&made.plan, &made.generated.timings);
        }
    }
}

fn check(crates: &[GeneratedCrate<'_>], arguments: &Arguments) -> Result<(), Failure> {
    let diagnostics = &arguments.diagnostics;
    let mut stale = Vec::new();
    for GeneratedCrate { plan, .. } in crates {
        if !plan.is_current() {
            stale.push(display_path(plan.root()));
        }
        diagnostics.report_diff(plan);
        diagnostics.report_check(plan);
        write::report_missing_in_manifest(plan);
    }
    report(crates, arguments);
    if stale.is_empty() {
        return Ok(());
    }
    let mut command = format!("{} regenerate", program_name());
    if let Some(config) = &arguments.config {
        command.push_str(&format!(" --config {}", config.display()));
    }
    Err(Failure::new(format_args!(
        "{} is out of date; run `{command}`",
        stale.join(", ")
    )))
}
