//! Parsing of `codegen.toml`.

use super::accept::accepted;
use super::client::{Client, Config};
use super::error::{ConfigError, Problem};
use super::levels::levels;
use super::named::{ConfigFile, NamePositions};
use super::options::Env;
use super::package::check_package;
use super::pagination::pagination;
use super::patch::changes;
use super::read_options::options;
use super::security::security;
use super::select::selection;
use super::value::{Problems, Spanned, Table};
use crate::diagnostic::Span;
use std::fs;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

const CLIENT: &str = "[[client]]";
const ENV: &str = "[client.env]";

impl Config {
    /// Reads `codegen.toml`.
    ///
    /// # Errors
    ///
    /// Returns a [`ConfigError`] with all problems of the file.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        let path = path.as_ref();
        let text =
            fs::read_to_string(path).map_err(|error| ConfigError::unreadable(path, &error))?;
        Self::parse(&text, path)
    }

    /// Parses the text of a `codegen.toml`. `path` is its name in errors and the base of relative paths.
    ///
    /// # Errors
    ///
    /// Returns a [`ConfigError`] with all problems of the text.
    pub fn parse(text: &str, path: impl AsRef<Path>) -> Result<Self, ConfigError> {
        config(text, path.as_ref())
    }
}

/// Parses the text of the file at `path` and collects all problems.
fn config(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let problems = errors.iter().map(|error| Problem {
            message: error.message().replace('\n', "; "),
            span: error.span().map(|span| Span::of(text, &span)),
            hint: Some("see https://toml.io for the syntax of TOML".to_owned()),
        });
        return Err(ConfigError::new(path, text, problems.collect()));
    }
    let problems = Problems::new(text);
    let clients = {
        let span = root.span();
        let root = Table::new("the file", root.get_ref(), span, &["client"], &problems);
        let known = [
            "document",
            "output",
            "package",
            "env",
            "include",
            "exclude",
            "options",
            "security",
            "pagination",
            "accept",
            "overlays",
            "roots",
            "patch",
            "diagnostics",
        ];
        let tables = root.tables("client", CLIENT, &known);
        if tables.is_empty() && problems.is_empty() {
            problems.push(
                &(0..0),
                "no client is configured".to_owned(),
                Some(format!(
                    "add a {CLIENT} with `document`, `output` and `package`"
                )),
            );
        }
        let mut folders = Vec::new();
        tables
            .iter()
            .filter_map(|table| client(table, path, &mut folders))
            .collect()
    };
    let problems = problems.into_sorted();
    if problems.is_empty() {
        Ok(Config { clients })
    } else {
        Err(ConfigError::new(path, text, problems))
    }
}

/// Reads a client; `None` only if a problem was reported.
fn client(table: &Table<'_>, path: &Path, folders: &mut Vec<PathBuf>) -> Option<Client> {
    let document = table.required_string("document");
    let output = table.required_string("output");
    let package = table.required_string("package");
    if let Some(package) = &package
        && let Err(reason) = check_package(&package.value)
    {
        let message = format!("the package name `{}` {reason}", package.value);
        table.reject(package, message, "use a name such as `petstore-client`");
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut positions = NamePositions::default();
    let env = env(table, &mut positions);
    let mut options = options(table, &mut positions);
    if let Some(output) = &output {
        // Stale files are removed from the whole folder of sources.
        let sources = Path::new(&output.value).join(options.source_dir());
        let is_shared = |other: &PathBuf| sources.starts_with(other) || other.starts_with(&sources);
        if folders.iter().any(is_shared) {
            let message = format!("two clients have the output folder `{}`", output.value);
            table.reject(output, message, "use a separate folder or module for each");
        }
        folders.push(sources);
    }
    options.env = env;
    options.changes = changes(table, path);
    options.levels = levels(table);
    options.pagination = pagination(table, &mut positions);
    options.roots = roots(table, folder, &mut positions);
    options.security = security(table, &mut positions);
    options.selection = selection(table, &mut positions);
    options.positions = positions;
    options.file = Some(ConfigFile {
        path: path.display().to_string(),
        text: table.whole_text().into(),
    });
    options.package = package?.value;
    Some(Client {
        document: folder.join(document?.value),
        output: folder.join(output?.value),
        config: path.to_owned(),
        options,
        accepted: accepted(table),
    })
}

/// Reads the folders that may be read besides that of the document. Whether they exist is checked when the document is read.
fn roots(client: &Table<'_>, folder: &Path, positions: &mut NamePositions) -> Vec<PathBuf> {
    let roots = client.strings("roots").into_iter();
    let root = |root: Spanned<String>| {
        let path = folder.join(&root.value);
        positions.record("roots", &path.to_string_lossy(), client, &root);
        path
    };
    roots.map(root).collect()
}

fn env(client: &Table<'_>, positions: &mut NamePositions) -> Env {
    let Some(table) = client.table("env", ENV, &["base_url", "credentials"]) else {
        return Env::default();
    };
    let variable = |value: &Spanned<String>| {
        if value.value.contains(['=', '\0']) {
            let message = format!(
                "`{}` is not a valid name of an environment variable",
                value.value
            );
            table.reject(value, message, "use a name such as `PETSTORE_API_KEY`");
        }
        value.value.clone()
    };
    Env {
        base_url: table.string("base_url").as_ref().map(variable),
        credentials: table
            .string_members("credentials")
            .into_iter()
            .map(|(scheme, value)| {
                positions.record("credentials", &scheme.value, &table, &scheme);
                (scheme.value, variable(&value))
            })
            .collect(),
    }
}
