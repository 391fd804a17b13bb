//! From the text of `codegen.toml` to typed options.

use super::accept::accepted;
use super::error::{ConfigError, Problem};
use super::levels::levels;
use super::pagination::pagination;
use super::patch::changes;
use super::read_options::options;
use super::select::selection;
use super::value::{Located, Problems, Table};
use super::{Client, Config, Env, check_package};
use crate::diagnostic::Span;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

const CLIENT: &str = "[[client]]";
const ENV: &str = "[client.env]";

/// Reads the text of the file at `path`; reports everything that is wrong at once.
pub(super) fn config(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let problems = errors.iter().map(|error| Problem {
            message: error.message().replace('\n', "; "),
            span: error.span().map(|span| Span::of(text, &span)),
            hint: Some(
                "reading stopped here; see https://toml.io for how TOML is written".to_owned(),
            ),
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
            "pagination",
            "accept",
            "overlays",
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
        let mut places = Vec::new();
        tables
            .iter()
            .filter_map(|table| client(table, path, &mut places))
            .collect()
    };
    let problems = problems.into_sorted();
    if problems.is_empty() {
        Ok(Config { clients })
    } else {
        Err(ConfigError::new(path, text, problems))
    }
}

/// Reads a client; `None` only where something was reported.
fn client(table: &Table<'_>, path: &Path, places: &mut Vec<PathBuf>) -> Option<Client> {
    let document = table.required_string("document");
    let output = table.required_string("output");
    let package = table.required_string("package");
    if let Some(package) = &package
        && let Err(reason) = check_package(&package.value)
    {
        let message = format!("the package name `{}` {reason}", package.value);
        table.reject(package, message, "a name such as `petstore-client` will do");
    }
    let folder = path.parent().unwrap_or(Path::new(""));
    let env = env(table);
    let mut options = options(table, path);
    if let Some(output) = &output {
        // What is generated no longer is removed from the whole folder of sources.
        let place = Path::new(&output.value).join(options.source_dir());
        let is_shared = |other: &PathBuf| place.starts_with(other) || other.starts_with(&place);
        if places.iter().any(is_shared) {
            let message = format!("two clients have the output folder `{}`", output.value);
            table.reject(output, message, "give each a folder or a module of its own");
        }
        places.push(place);
    }
    options.env = env;
    options.changes = changes(table, path);
    options.levels = levels(table);
    options.pagination = pagination(table, path);
    options.selection = selection(table);
    options.package = package?.value;
    Some(Client {
        document: folder.join(document?.value),
        output: folder.join(output?.value),
        config: path.to_owned(),
        options,
        accepted: accepted(table),
    })
}

fn env(client: &Table<'_>) -> Env {
    let Some(table) = client.table("env", ENV, &["base_url", "credentials"]) else {
        return Env::default();
    };
    let variable = |value: &Located<String>| {
        if value.value.contains(['=', '\0']) {
            let message = format!("`{}` cannot name an environment variable", value.value);
            table.reject(value, message, "a name such as `PETSTORE_API_KEY` will do");
        }
        value.value.clone()
    };
    Env {
        base_url: table.string("base_url").as_ref().map(variable),
        credentials: table
            .string_map("credentials")
            .iter()
            .map(|(scheme, value)| (scheme.clone(), variable(value)))
            .collect(),
    }
}
