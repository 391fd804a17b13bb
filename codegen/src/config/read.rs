//! From the text of `codegen.toml` to typed options.

use super::error::{ConfigError, Problem, position};
use super::select::selection;
use super::value::{Located, Problems, Table};
use super::{Client, Config, Env, Options, check_package};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::de::DeTable;

const CLIENT: &str = "[[client]]";
const ENV: &str = "[client.env]";
const OPTIONS: &str = "[client.options]";

/// Reads the text of the file at `path`; reports everything that is wrong at once.
pub(super) fn config(text: &str, path: &Path) -> Result<Config, ConfigError> {
    let (root, errors) = DeTable::parse_recoverable(text);
    if !errors.is_empty() {
        let problems = errors.iter().map(|error| Problem {
            message: error.message().replace('\n', "; "),
            position: error.span().map(|span| position(text, &span)),
            hint: Some(
                "reading stopped here; see https://toml.io for how TOML is written".to_owned(),
            ),
        });
        return Err(ConfigError::new(path, problems.collect()));
    }
    let problems = Problems::new(text);
    let clients = {
        let span = root.span();
        let root = Table::new("the file", root.get_ref(), span, &["client"], &problems);
        let known = [
            "document", "output", "package", "env", "include", "exclude", "options",
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
        let folder = path.parent().unwrap_or(Path::new(""));
        let mut outputs = BTreeSet::new();
        tables
            .iter()
            .filter_map(|table| client(table, folder, &mut outputs))
            .collect()
    };
    let problems = problems.into_sorted();
    if problems.is_empty() {
        Ok(Config { clients })
    } else {
        Err(ConfigError::new(path, problems))
    }
}

/// Reads a client; `None` only where something was reported.
fn client(table: &Table<'_>, folder: &Path, outputs: &mut BTreeSet<String>) -> Option<Client> {
    let document = table.required_string("document");
    let output = table.required_string("output");
    let package = table.required_string("package");
    if let Some(package) = &package
        && let Err(reason) = check_package(&package.value)
    {
        let message = format!("the package name `{}` {reason}", package.value);
        table.reject(package, message, "a name such as `petstore-client` will do");
    }
    if let Some(output) = &output
        && !outputs.insert(output.value.clone())
    {
        let message = format!("two clients have the output folder `{}`", output.value);
        table.reject(output, message, "give each a folder of its own");
    }
    let env = env(table);
    let mut options = options(table);
    options.env = env;
    options.selection = selection(table);
    options.package = package?.value;
    Some(Client {
        document: folder.join(document?.value),
        output: folder.join(output?.value),
        options,
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

fn options(client: &Table<'_>) -> Options {
    let known = [
        "closed_enums",
        "extra_derives",
        "formats",
        "idempotency_header",
        "lenient",
        "names",
        "tag_features",
    ];
    let Some(table) = client.table("options", OPTIONS, &known) else {
        return Options::default();
    };
    let path = |value: &Located<String>| {
        if syn::parse_str::<syn::Path>(&value.value).is_err() {
            let message = format!("`{}` is not a Rust path", value.value);
            table.reject(value, message, "a path such as `uuid::Uuid` will do");
        }
        value.value.clone()
    };
    let name = |value: &Located<String>| {
        if syn::parse_str::<syn::Ident>(&value.value).is_err() {
            let message = format!("`{}` is not a Rust identifier", value.value);
            table.reject(value, message, "a name such as `PetStatus` will do");
        }
        value.value.clone()
    };
    let header = |value: Located<String>| {
        // A token (RFC 9110, section 5.6.2).
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !value.value.bytes().all(is_token) {
            let message = format!("`{}` is not the name of a header", value.value);
            table.reject(&value, message, "a name such as `Idempotency-Key` will do");
        }
        value.value
    };
    let read = |key: &str, check: &dyn Fn(&Located<String>) -> String| -> BTreeMap<_, _> {
        let map = table.string_map(key);
        map.iter()
            .map(|(key, value)| (key.clone(), check(value)))
            .collect()
    };
    Options {
        closed_enums: table.bool("closed_enums").unwrap_or_default(),
        extra_derives: table.strings("extra_derives").iter().map(path).collect(),
        formats: read("formats", &path),
        idempotency_header: table.string("idempotency_header").map(header),
        lenient: table.bool("lenient").unwrap_or_default(),
        names: read("names", &name),
        tag_features: table.bool("tag_features").unwrap_or_default(),
        ..Options::default()
    }
}
