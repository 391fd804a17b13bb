//! `apicrate generate`.

use crate::diagnostics::DiagnosticArgs;
use crate::terminal::display_path;
use crate::{Failure, leak, write};
use apicrate_codegen::config::{Options, check_package};
use apicrate_codegen::output::{Plan, is_generated};
use std::fs;
use std::io;
use std::mem::take;
use std::path::{Path, PathBuf};

/// Generate a client crate from an OpenAPI document, without a configuration
///
/// Running it again updates the crate. Folders with files that were not generated are refused.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: apicrate generate petstore.yaml --out petstore-client --package petstore-client"
)]
pub(crate) struct Arguments {
    /// OpenAPI document, YAML or JSON; references to other files are relative to its folder
    document: PathBuf,

    /// Folder of the crate, created if missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// Name of the package
    #[arg(long, value_name = "NAME")]
    package: String,

    /// Folder, besides that of the document, whose files references may name; repeatable
    #[arg(long = "root", value_name = "DIR")]
    roots: Vec<PathBuf>,

    /// OpenAPI overlay to apply to the document; repeatable
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,

    /// Write into a folder with other files; files of the same name are overwritten, except Cargo.toml
    #[arg(long)]
    force: bool,

    /// Generate as much as possible from a document with errors, and report them as warnings
    #[arg(long)]
    lenient: bool,

    #[command(flatten)]
    diagnostics: DiagnosticArgs,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let package = &arguments.package;
    if let Err(reason) = check_package(package) {
        return Err(Failure::Usage(format!(
            "invalid value '{package}' for '--package <NAME>': the name {reason}"
        )));
    }
    if !arguments.force {
        refuse_others(&arguments.out)?;
    }
    let mut options = Options::new(package.as_str());
    options.lenient = arguments.lenient;
    options.roots.clone_from(&arguments.roots);
    options.changes.overlays.clone_from(&arguments.overlay);
    let diagnostics = &arguments.diagnostics;
    diagnostics.apply_to(&mut options.levels)?;
    let generated =
        apicrate_codegen::generate(&arguments.document, &options).map_err(|failure| {
            diagnostics.report_failure(&arguments.document, &failure);
            Failure::Reported
        })?;
    let mut generated = generated.into_output();
    diagnostics.report_warnings(&generated);
    let plan = Plan::new(&arguments.out, take(&mut generated.files)).map_err(Failure::new)?;
    if !arguments.force {
        write::refuse_foreign(&plan, "move them, or overwrite them with --force")?;
    }
    write::apply(&plan, diagnostics)?;
    diagnostics.report_summary(&arguments.document, &generated);
    leak((generated, plan));
    Ok(())
}

/// Fails if a folder has files and its `src/lib.rs` was not generated.
pub(crate) fn refuse_others(folder: &Path) -> Result<(), Failure> {
    let cannot_read =
        |error: io::Error| Failure::new(format_args!("cannot read {}: {error}", folder.display()));
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot_read(error)),
    };
    let mut is_empty = true;
    for entry in entries {
        // A new repository counts as an empty folder.
        is_empty &= entry.map_err(cannot_read)?.file_name() == ".git";
    }
    let root = fs::read_to_string(folder.join("src/lib.rs")).unwrap_or_default();
    if is_empty || is_generated(&root) {
        return Ok(());
    }
    Err(Failure::new(format_args!(
        "{} is not empty and not a generated crate: its src/lib.rs does not start with the generated header\n  \
         hint: choose a new folder, or use --force to write into this one",
        display_path(folder)
    )))
}
