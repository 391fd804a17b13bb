//! `cargo xtask init`.

use crate::generate::refuse_others;
use crate::report::{Failure, say, shown, style, tell, warn};
use apicrate_codegen::config::{Options, Starter, check_package, schema as schema_text};
use apicrate_codegen::diagnostic::Counts;
use apicrate_codegen::ir::Api;
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// Begin a client for a document: write a codegen.toml and make the folder of the crate
///
/// No file is ever overwritten. The document is read first, so that what is written fits it.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: cargo xtask init apis/petstore.yaml --out petstore-client\n\n\
                  It writes apis/codegen.toml, apis/codegen.schema.json for editors, and an empty folder petstore-client, \
                  and says what to do next."
)]
pub(crate) struct Arguments {
    /// The document, YAML or JSON
    document: PathBuf,

    /// The folder of the crate [default: the name of the package, in the current folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The name of the package [default: that of the document's file, or its title]
    #[arg(long, value_name = "NAME")]
    package: Option<String>,

    /// The configuration to write [default: codegen.toml beside the document]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let document = &arguments.document;
    let (api, lenient) = read(document)?;
    let package = match &arguments.package {
        Some(package) => package.clone(),
        None => package_of(document, &api.title),
    };
    if let Err(reason) = check_package(&package) {
        return Err(Failure::Usage(format!(
            "invalid value '{package}' for '--package <NAME>': the name {reason}"
        )));
    }
    let beside = document.with_file_name("codegen.toml");
    let config = arguments.config.clone().unwrap_or(beside);
    let out = arguments.out.clone();
    let out = out.unwrap_or_else(|| PathBuf::from(&package));
    refuse_others(&out)?;

    let folder = config.parent().unwrap_or(Path::new(""));
    let starter = Starter {
        document: relative(folder, document)?,
        output: relative(folder, &out)?,
        package,
        lenient,
        credentials: api.security.iter().map(|one| one.key.clone()).collect(),
    };
    make_folder(folder)?;
    if !create(&config, &starter.text())? {
        return Err(Failure::new(format_args!(
            "{} is there already and stays as it is\n  hint: add this to it, or name another file with --config\n\n{}",
            shown(&config),
            starter.client()
        )));
    }
    created(&shown(&config));
    let schema = folder.join("codegen.schema.json");
    if create(&schema, &schema_text())? {
        created(&shown(&schema));
    }
    if !out.is_dir() {
        make_folder(&out)?;
        created(&format!("{}/", shown(&out)));
    }
    let config = shown(&config);
    let option = if config == "spec/codegen.toml" {
        String::new()
    } else {
        format!(" --config {config}")
    };
    tell(&format!(
        "\nNext:\n  cargo xtask list{option}          shows what the document gives\n  \
         cargo xtask regenerate{option}    writes the crate; again after each change of the document"
    ));
    Ok(())
}

/// Reads a document; tells too whether it is usable only as far as it can be used.
fn read(document: &Path) -> Result<(Api, bool), Failure> {
    let mut options = Options::default();
    let failure = match apicrate_codegen::generate(document, &options) {
        Ok(generated) => return Ok((generated.api, false)),
        Err(failure) => failure,
    };
    options.lenient = true;
    match apicrate_codegen::generate(document, &options) {
        Ok(generated) => {
            let errors = failure.counts().errors;
            let counts = Counts::of_errors(errors);
            tell(&failure.render(style()));
            tell(&format!(
                "{}: {counts}; with `lenient = true` it is used as far as it can be",
                shown(document)
            ));
            Ok((generated.api, true))
        }
        Err(failure) => {
            warn(&failure.render(style()));
            Err(Failure::Told)
        }
    }
}

/// Names of files that say nothing of what is in them.
const PLAIN: [&str; 6] = ["api", "index", "openapi", "schema", "spec", "swagger"];

/// The name of a package for a document: by its file, or by its title where the file has a name that any document could have.
fn package_of(document: &Path, title: &str) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let stem = slug(&stem);
    let title = slug(title);
    let names = if PLAIN.contains(&stem.as_str()) {
        [title, stem]
    } else {
        [stem, title]
    };
    let names = names.iter().map(|name| format!("{name}-client"));
    let mut usable = names.filter(|name| check_package(name).is_ok());
    usable.next().unwrap_or_else(|| "api-client".to_owned())
}

/// A text in lower case, with a hyphen for whatever stands between its letters and digits.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

fn created(path: &str) {
    say(format_args!("created   {path}"));
}

fn make_folder(folder: &Path) -> Result<(), Failure> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format_args!("cannot make {}: {error}", folder.display())))
}

/// Writes a file unless one of its name is there; tells whether it did.
fn create(path: &Path, text: &str) -> Result<bool, Failure> {
    let cannot =
        |error: io::Error| Failure::new(format_args!("cannot write {}: {error}", path.display()));
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => {
            file.write_all(text.as_bytes()).map_err(cannot)?;
            Ok(true)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(cannot(error)),
    }
}

/// The path that leads from a folder to another place, with forward slashes.
fn relative(folder: &Path, target: &Path) -> Result<String, Failure> {
    let (from, to) = (clean(folder)?, clean(target)?);
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other);
    let shared = shared.count();
    let up = from.iter().skip(shared).map(|_| "..".to_owned());
    let down = to.iter().skip(shared).cloned();
    let parts: Vec<_> = up.chain(down).collect();
    if parts.is_empty() {
        return Ok(".".to_owned());
    }
    Ok(parts.join("/"))
}

/// The parts of an absolute path without `.` and `..`.
fn clean(path: &Path) -> Result<Vec<String>, Failure> {
    let current = env::current_dir()
        .map_err(|error| Failure::new(format_args!("cannot tell the current folder: {error}")))?;
    let mut parts = Vec::new();
    for component in current.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                parts.pop();
            }
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    Ok(parts)
}
