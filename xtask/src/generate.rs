//! `cargo xtask generate`.

use crate::report::{Failure, leave, shown};
use crate::telling::Telling;
use crate::write;
use apicrate_codegen::config::{Options, check_package};
use apicrate_codegen::output::{Plan, is_generated};
use std::fs;
use std::io;
use std::mem::take;
use std::path::{Path, PathBuf};

/// Generate a client crate from any OpenAPI 3 document
///
/// A second run into the same folder updates it. A folder that holds anything else is refused.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: cargo xtask generate petstore.yaml --out petstore-client --package petstore-client"
)]
pub(crate) struct Arguments {
    /// The document, YAML or JSON; files that it refers to are found from its folder
    document: PathBuf,

    /// The folder of the crate; made if it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,

    /// The name of the package
    #[arg(long, value_name = "NAME")]
    package: String,

    /// Change the document by an OpenAPI overlay before it is used; may be given several times
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,

    /// Write into a folder that was not generated; files of the same names are overwritten, except Cargo.toml
    #[arg(long)]
    force: bool,

    /// Use a document as far as it can be used: what is wrong with it is a warning, and what was made of it is told
    #[arg(long)]
    lenient: bool,

    #[command(flatten)]
    telling: Telling,
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
    options.changes.overlays.clone_from(&arguments.overlay);
    let telling = &arguments.telling;
    telling.add_to(&mut options.levels)?;
    let generated =
        apicrate_codegen::generate(&arguments.document, &options).map_err(|failure| {
            telling.failed(&arguments.document, &failure);
            Failure::Told
        })?;
    let mut generated = generated.into_kept();
    telling.generated(&generated);
    let plan = Plan::new(&arguments.out, take(&mut generated.files)).map_err(Failure::new)?;
    if !arguments.force {
        write::refuse_foreign(&plan, "move them away, or overwrite them with --force")?;
    }
    write::apply(&plan, telling)?;
    telling.closing(&arguments.document, &generated);
    leave((generated, plan));
    Ok(())
}

/// Refuses a folder that holds something and was not generated: `src/lib.rs` tells.
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
        // A new repository is as good as an empty folder.
        is_empty &= entry.map_err(cannot_read)?.file_name() == ".git";
    }
    let root = fs::read_to_string(folder.join("src/lib.rs")).unwrap_or_default();
    if is_empty || is_generated(&root) {
        return Ok(());
    }
    Err(Failure::new(format_args!(
        "{} holds files and was not generated: its src/lib.rs does not start with the generated header\n  \
         hint: name a new folder, or write into this one with --force",
        shown(folder)
    )))
}
