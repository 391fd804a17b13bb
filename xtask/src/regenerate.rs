//! `cargo xtask regenerate`.

use crate::diff::release::Versions;
use crate::progress::Progress;
use crate::report::{Failure, leave, shown, tell};
use crate::telling::{Telling, short};
use crate::{diff, workspace, write};
use apicrate_codegen::Kept;
use apicrate_codegen::cache::Cache;
use apicrate_codegen::config::{Client, Config};
use apicrate_codegen::output::Plan;
use apicrate_codegen::timing::Stage;
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

    /// Tell the processor time that each stage has taken
    #[arg(long)]
    timings: bool,

    #[command(flatten)]
    telling: Telling,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let path = match &arguments.config {
        Some(path) => path.clone(),
        None => workspace::root()?.join("spec/codegen.toml"),
    };
    let telling = &arguments.telling;
    let config = load(&short(&path), telling)?;
    let made = generate_all(&config, telling)?;
    for made in &made {
        write::refuse_foreign(
            &made.plan,
            "delete them or move them away, then run this again",
        )?;
    }
    if arguments.check {
        return check(&made, arguments);
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
    for Made {
        plan, generated, ..
    } in &made
    {
        let write = || write::apply(plan, telling);
        generated.timings.of_all_threads(Stage::Write, write)?;
    }
    for (client, review) in config.clients.iter().zip(bumps) {
        match Versions::of(client, Some("HEAD")) {
            Some(versions) => versions.bump(&review)?,
            None if client.options.module.is_some() => tell(&format!(
                "{}: the version is left alone, since the client is a module of a package that is yours",
                client.options.package
            )),
            None => {}
        }
    }
    close(&made, arguments);
    leave(made);
    Ok(())
}

/// Reads the configuration, with what the command line adds to it.
fn load(path: &Path, telling: &Telling) -> Result<Config, Failure> {
    let mut config = Config::load(path).map_err(|error| {
        telling.refused(&error);
        Failure::Told
    })?;
    for client in &mut config.clients {
        client.document = short(&client.document);
        telling.add_to(&mut client.options.levels)?;
    }
    Ok(config)
}

/// A crate that is generated and not written yet.
struct Made<'c> {
    client: &'c Client,
    generated: Kept,
    plan: Plan,
}

/// Generates every crate before the first one is written, so that a document that fails leaves all of them as they are.
fn generate_all<'c>(config: &'c Config, telling: &Telling) -> Result<Vec<Made<'c>>, Failure> {
    let clients = &config.clients;
    let cache = Cache::at(workspace::target()?.join("codegen-cache"));
    let mut progress = Progress::of_documents(clients.len());
    let mut all = Vec::new();
    let mut failed = false;
    for client in clients {
        let name = shown(&client.document);
        progress.doing(format!("{name}: generating"));
        let generated =
            apicrate_codegen::generate_cached(&client.document, &client.options, &cache);
        progress.done(&name, false);
        match generated {
            Ok(mut generated) => {
                progress.aside(|| telling.generated(&generated));
                if clients.len() > 1 {
                    generated.free();
                }
                let files = std::mem::take(&mut generated.files);
                let plan = || Plan::new(&client.output, files);
                let plan = generated.timings.of_all_threads(Stage::Compare, plan);
                all.push(Made {
                    client,
                    plan: plan.map_err(Failure::new)?,
                    generated,
                });
            }
            Err(failure) => {
                progress.aside(|| telling.failed(&client.document, &failure));
                failed = true;
            }
        }
    }
    progress.finish();
    if failed { Err(Failure::Told) } else { Ok(all) }
}

/// Ends with what the crates do not say as their documents do, and with what it has taken.
fn close(made: &[Made<'_>], arguments: &Arguments) {
    let telling = &arguments.telling;
    for made in made {
        telling.closing(&made.client.document, &made.generated);
        if arguments.timings {
            telling.timings(&made.plan, &made.generated.timings);
        }
    }
}

fn check(made: &[Made<'_>], arguments: &Arguments) -> Result<(), Failure> {
    let telling = &arguments.telling;
    let mut stale = Vec::new();
    for Made { plan, .. } in made {
        if !plan.is_current() {
            stale.push(shown(plan.root()));
        }
        telling.difference(plan);
        telling.checked(plan);
        write::tell_missing_in_manifest(plan);
    }
    close(made, arguments);
    if stale.is_empty() {
        return Ok(());
    }
    let mut command = "cargo xtask regenerate".to_owned();
    if let Some(config) = &arguments.config {
        command.push_str(&format!(" --config {}", config.display()));
    }
    Err(Failure::new(format_args!(
        "{} is not what the document gives; to mend it, run `{command}`",
        stale.join(", ")
    )))
}
