//! From `[client.options]` to typed options.

use super::library::{crates_of, requirement};
use super::metadata::metadata;
use super::value::{Located, Table};
use super::{Derives, Layout, NamedSchema, Options, Schemas, Types};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const OPTIONS: &str = "[client.options]";
const TYPES: &str = "[client.options.types]";

const KNOWN: [&str; 16] = [
    "closed_enums",
    "dependencies",
    "event_stream_end",
    "extra_derives",
    "formats",
    "idempotency_header",
    "layout",
    "lenient",
    "metadata",
    "module",
    "names",
    "names_from_titles",
    "replace",
    "runtime",
    "tag_features",
    "types",
];

/// Reads the options of a client in the file at `path`.
pub(super) fn options(client: &Table<'_>, path: &Path) -> Options {
    let Some(table) = client.table("options", OPTIONS, &KNOWN) else {
        return Options::default();
    };
    let dependencies = table.inline_map("dependencies");
    let dependencies: BTreeMap<_, _> = dependencies
        .into_iter()
        .map(|(name, requirement)| (name, requirement.value))
        .collect();
    let mut reading = Reading {
        table: &table,
        path,
        dependencies: &dependencies,
        places: BTreeMap::new(),
    };
    Options {
        closed_enums: reading.selection("closed_enums"),
        event_stream_end: table.text("event_stream_end"),
        extra_derives: reading.derives("extra_derives"),
        formats: table
            .string_map("formats")
            .iter()
            .map(|(format, value)| (format.clone(), reading.rust_type(value)))
            .collect(),
        idempotency_header: table
            .string("idempotency_header")
            .map(|value| reading.header(value)),
        layout: reading.layout(),
        lenient: table.bool("lenient").unwrap_or_default(),
        metadata: metadata(&table),
        module: table.string("module").map(|value| reading.module(value)),
        names: reading.schemas("names", Reading::identifier),
        names_from_titles: table.bool("names_from_titles").unwrap_or_default(),
        replace: reading.schemas("replace", Reading::rust_type),
        runtime: table.word("runtime"),
        tag_features: table.bool("tag_features").unwrap_or_default(),
        types: types(&table),
        places: reading.places,
        dependencies,
        ..Options::default()
    }
}

fn types(options: &Table<'_>) -> Types {
    let known = ["bytes", "dates", "decimals", "numbers", "uris", "uuids"];
    let Some(table) = options.table("types", TYPES, &known) else {
        return Types::default();
    };
    Types {
        dates: table.word("dates"),
        uuids: table.word("uuids"),
        uris: table.word("uris"),
        bytes: table.word("bytes"),
        decimals: table.word("decimals"),
        numbers: table.word("numbers"),
    }
}

/// The options while they are read.
struct Reading<'t> {
    table: &'t Table<'t>,
    path: &'t Path,
    dependencies: &'t BTreeMap<String, String>,
    places: BTreeMap<NamedSchema, String>,
}

impl Reading<'_> {
    /// Keeps the place where an option names a schema.
    fn names<T>(&mut self, option: &'static str, schema: &str, at: &Located<T>) {
        let place = format!("{}:{}", self.path.display(), self.table.position(at));
        self.places.insert((option, schema.to_owned()), place);
    }

    /// `true`, `false`, or the schemas that are meant.
    fn selection(&mut self, key: &'static str) -> Schemas {
        if !self.table.is_array(key) {
            return match self.table.bool(key) {
                Some(true) => Schemas::All,
                _ => Schemas::default(),
            };
        }
        let mut schemas = BTreeSet::new();
        for schema in self.table.strings(key) {
            self.names(key, &schema.value, &schema);
            schemas.insert(schema.value);
        }
        Schemas::Only(schemas)
    }

    /// Traits for all types, or a table of traits for single ones.
    fn derives(&mut self, key: &'static str) -> Derives {
        let mut derives = Derives::default();
        if !self.table.is_table(key) {
            let traits = self.table.strings(key);
            derives.all = traits.iter().map(|value| self.rust_path(value)).collect();
            return derives;
        }
        for (schema, traits) in self.table.strings_map(key) {
            let paths = traits.value.iter().map(|value| self.rust_path(value));
            let paths = paths.collect();
            if schema == "*" {
                derives.all = paths;
            } else {
                self.names(key, &schema, &traits);
                derives.schemas.insert(schema, paths);
            }
        }
        derives
    }

    /// A table whose keys are schemas.
    fn schemas(
        &mut self,
        key: &'static str,
        check: fn(&Self, &Located<String>) -> String,
    ) -> BTreeMap<String, String> {
        let mut map = BTreeMap::new();
        for (schema, value) in self.table.string_members(key) {
            self.names(key, &schema.value, &schema);
            map.insert(schema.value, check(self, &value));
        }
        map
    }

    fn rust_path(&self, value: &Located<String>) -> String {
        if syn::parse_str::<syn::Path>(&value.value).is_err() {
            let message = format!("`{}` is not a Rust path", value.value);
            self.table
                .reject(value, message, "a path such as `uuid::Uuid` will do");
        }
        value.value.clone()
    }

    /// The path of a type, of a crate that a manifest can name.
    fn rust_type(&self, value: &Located<String>) -> String {
        let path = self.rust_path(value);
        for name in crates_of(&path) {
            let package = name.replace('_', "-");
            let is_named =
                self.dependencies.contains_key(&name) || self.dependencies.contains_key(&package);
            if !is_named && requirement(&name).is_none() {
                let message =
                    format!("nothing says what the client needs to have the crate `{name}`");
                let hint = format!(
                    "add it to [client.options.dependencies] as it would stand in Cargo.toml: {name} = \"1.0\""
                );
                self.table.reject(value, message, &hint);
            }
        }
        path
    }

    fn layout(&self) -> Layout {
        let layout = self.table.word("layout");
        if layout == Layout::Flat
            && self.table.bool("tag_features") == Some(true)
            && let Some(word) = self.table.string("layout")
        {
            let message = "what has a feature needs a file of its own".to_owned();
            let hint = "leave `tag_features` or `layout` out";
            self.table.reject(&word, message, hint);
        }
        layout
    }

    fn module(&self, value: Located<String>) -> String {
        let is_name = |name: &str| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            name.bytes().all(is_plain) && syn::parse_str::<syn::Ident>(name).is_ok()
        };
        if !value.value.split("::").all(is_name) {
            let message = format!("`{}` is not the path of a module", value.value);
            let hint = "a path below the crate such as `pets` or `api::pets` will do";
            self.table.reject(&value, message, hint);
        }
        value.value
    }

    fn header(&self, value: Located<String>) -> String {
        // A token (RFC 9110, section 5.6.2).
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !value.value.bytes().all(is_token) {
            let message = format!("`{}` is not the name of a header", value.value);
            self.table
                .reject(&value, message, "a name such as `Idempotency-Key` will do");
        }
        value.value
    }

    fn identifier(&self, value: &Located<String>) -> String {
        if syn::parse_str::<syn::Ident>(&value.value).is_err() {
            let message = format!("`{}` is not a Rust identifier", value.value);
            self.table
                .reject(value, message, "a name such as `PetStatus` will do");
        }
        value.value.clone()
    }
}
