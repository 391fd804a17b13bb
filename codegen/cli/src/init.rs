//! `apicrate init`.

use crate::generate::refuse_others;
use crate::name::program_name;
use crate::terminal::{self, display_path, eprint_rendered, print, status, style};
use crate::{Failure, configuration};
use apicrate_codegen::config::{
    ConfigTemplate, GroupBy, Options, check_package, schema as schema_text,
};
use apicrate_codegen::diagnostic::SeverityCounts;
use apicrate_codegen::ir::Api;
use std::env;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

/// Create a codegen.toml for a document, and the folder of the crate
///
/// No file is overwritten.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Example: apicrate init apis/petstore.yaml --out petstore-client\n\n\
                  Creates apis/codegen.toml, apis/codegen.schema.json for editors, and the empty folder petstore-client."
)]
pub(crate) struct Arguments {
    /// OpenAPI document, YAML or JSON
    document: PathBuf,

    /// Folder of the crate [default: the name of the package, in the current folder]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Name of the package [default: the document's file name or title, with `-client`]
    #[arg(long, value_name = "NAME")]
    package: Option<String>,

    /// Folder, besides that of the document, whose files references may name; repeatable
    #[arg(long = "root", value_name = "DIR")]
    roots: Vec<PathBuf>,

    /// Configuration file to create [default: codegen.toml beside the document]
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let document = &arguments.document;
    let (api, lenient) = read(document, &arguments.roots)?;
    let package = match &arguments.package {
        Some(package) => package.clone(),
        None => package_name(document, &api.title),
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
    let roots = arguments.roots.iter();
    let roots = roots.map(|root| relative(folder, root));
    let starter = ConfigTemplate {
        document: relative(folder, document)?,
        roots: roots.collect::<Result<_, _>>()?,
        output: relative(folder, &out)?,
        package,
        lenient,
        group_by_tag: is_grouped(&api),
        credentials: api.security.iter().map(|one| one.key.clone()).collect(),
    };
    create_folder(folder)?;
    if !create(&config, &starter.text())? {
        return Err(Failure::new(format_args!(
            "{} exists already\n  hint: add the following to it, or choose another file with --config\n\n{}",
            display_path(&config),
            starter.client()
        )));
    }
    report_created(&display_path(&config));
    let schema = folder.join("codegen.schema.json");
    if create(&schema, &schema_text())? {
        report_created(&display_path(&schema));
    }
    if !out.is_dir() {
        create_folder(&out)?;
        report_created(&format!("{}/", display_path(&out)));
    }
    let (program, option) = (program_name(), configuration::option(&config));
    status(&format!(
        "\nNext:\n  {program} list{option}          shows the operations and types of the document\n  \
         {program} regenerate{option}    writes the crate; run it after each change of the document"
    ));
    Ok(())
}

/// The number of operations from which they are grouped.
const MANY_OPERATIONS: usize = 50;

/// Returns `true` if the document has many operations, most of them in one of several groups.
fn is_grouped(api: &Api) -> bool {
    let operations = &api.operations;
    let grouped = operations.iter().filter(|one| one.group.is_some()).count();
    operations.len() >= MANY_OPERATIONS
        && grouped * 2 > operations.len()
        && api.groups().nth(1).is_some()
}

/// Reads a document, with its operations grouped by tag. The flag is `true` if it has errors and needs the option `lenient`.
fn read(document: &Path, roots: &[PathBuf]) -> Result<(Api, bool), Failure> {
    let mut options = Options::default();
    options.roots = roots.to_owned();
    options.group_by = Some(GroupBy::Tag);
    let failure = match apicrate_codegen::generate(document, &options) {
        Ok(generated) => return Ok((generated.api, false)),
        Err(failure) => failure,
    };
    options.lenient = true;
    match apicrate_codegen::generate(document, &options) {
        Ok(generated) => {
            let errors = failure.counts().errors;
            let counts = SeverityCounts::of_errors(errors);
            if !terminal::is_quiet() {
                eprint_rendered(&failure.render(style()));
            }
            status(&format!(
                "{}: {counts}; `lenient = true` generates as much as possible nevertheless",
                display_path(document)
            ));
            Ok((generated.api, true))
        }
        Err(failure) => {
            eprint_rendered(&failure.render(style()));
            Err(Failure::Reported)
        }
    }
}

/// File names that any API could have.
const GENERIC: [&str; 6] = ["api", "index", "openapi", "schema", "spec", "swagger"];

/// Returns the name of a package for a document: from its file name or, if that is generic, from its title.
fn package_name(document: &Path, title: &str) -> String {
    let stem = document.file_stem().unwrap_or_default().to_string_lossy();
    let stem = slug(&stem);
    let title = slug(title);
    let names = if GENERIC.contains(&stem.as_str()) {
        [title, stem]
    } else {
        [stem, title]
    };
    let names = names.iter().map(|name| format!("{name}-client"));
    let mut usable = names.filter(|name| check_package(name).is_ok());
    usable.next().unwrap_or_else(|| "api-client".to_owned())
}

/// Returns a text in lower case, with a hyphen between its groups of letters and digits.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|character: char| !character.is_ascii_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).collect();
    words.join("-")
}

fn report_created(path: &str) {
    print(format_args!("created   {path}"));
}

fn create_folder(folder: &Path) -> Result<(), Failure> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder)
        .map_err(|error| Failure::new(format_args!("cannot create {}: {error}", folder.display())))
}

/// Creates a file. Returns `false` if it exists already.
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

/// Returns the path from a folder to a file or folder, with forward slashes.
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

/// Returns the components of a path made absolute, without `.` and `..`.
fn clean(path: &Path) -> Result<Vec<String>, Failure> {
    let current = env::current_dir().map_err(|error| {
        Failure::new(format_args!("cannot determine the current folder: {error}"))
    })?;
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
