//! `[client.options]`.

use super::group::GroupBy;
use super::layout::Layout;
use super::library::{crates_of, requirement};
use super::metadata::metadata;
use super::named::NamePositions;
use super::options::Options;
use super::schemas::{Derives, Schemas};
use super::types::Types;
use super::value::{Spanned, Table};
use std::collections::BTreeMap;

const OPTIONS: &str = "[client.options]";
const TYPES: &str = "[client.options.types]";

const KNOWN: [&str; 17] = [
    "closed_enums",
    "dependencies",
    "event_stream_end",
    "extra_derives",
    "formats",
    "group_by",
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

/// Reads the options of a client, and records the positions of names.
pub(super) fn options(client: &Table<'_>, positions: &mut NamePositions) -> Options {
    let Some(table) = client.table("options", OPTIONS, &KNOWN) else {
        return Options::default();
    };
    let dependencies = table.inline_map("dependencies");
    let dependencies: BTreeMap<_, _> = dependencies
        .into_iter()
        .map(|(name, requirement)| (name, requirement.value))
        .collect();
    let mut reader = OptionsReader {
        table: &table,
        dependencies: &dependencies,
        positions,
    };
    Options {
        closed_enums: reader.selection("closed_enums"),
        event_stream_end: table.text("event_stream_end"),
        extra_derives: reader.derives("extra_derives"),
        formats: reader.by_name("formats", OptionsReader::rust_type),
        group_by: reader.group_by(),
        idempotency_header: table
            .string("idempotency_header")
            .map(|value| reader.header(value)),
        layout: reader.layout(),
        lenient: table.bool("lenient").unwrap_or_default(),
        metadata: metadata(&table),
        module: table.string("module").map(|value| reader.module(value)),
        names: reader.by_name("names", OptionsReader::identifier),
        names_from_titles: table.bool("names_from_titles").unwrap_or_default(),
        replace: reader.by_name("replace", OptionsReader::rust_type),
        runtime: table.choice("runtime"),
        tag_features: table.bool("tag_features").unwrap_or_default(),
        types: types(&table),
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
        dates: table.choice("dates"),
        uuids: table.choice("uuids"),
        uris: table.choice("uris"),
        bytes: table.choice("bytes"),
        decimals: table.choice("decimals"),
        numbers: table.choice("numbers"),
    }
}

/// The state of reading options.
struct OptionsReader<'t> {
    table: &'t Table<'t>,
    dependencies: &'t BTreeMap<String, String>,
    positions: &'t mut NamePositions,
}

impl OptionsReader<'_> {
    /// Reads `true`, `false` or an array of schemas.
    fn selection(&mut self, key: &'static str) -> Schemas {
        if !self.table.is_array(key) {
            return match self.table.bool(key) {
                Some(true) => Schemas::All,
                _ => Schemas::default(),
            };
        }
        let schemas = self.table.strings(key);
        let schemas = self.positions.record_all(key, self.table, schemas);
        Schemas::Only(schemas.into_iter().collect())
    }

    /// Reads `tag`, `path` or the name of an extension.
    fn group_by(&mut self) -> Option<GroupBy> {
        let value = self.table.string("group_by")?;
        let Some(group_by) = GroupBy::named(&value.value) else {
            let message = format!("unknown value `{}` of `group_by` in {OPTIONS}", value.value);
            let hint = "use one of `tag`, `path`, or the name of an extension of operations, such as `x-group`";
            self.table.reject(&value, message, hint);
            return None;
        };
        if let GroupBy::Extension(name) = &group_by {
            self.positions.record("group_by", name, self.table, &value);
        }
        Some(group_by)
    }

    /// Reads an array of traits for all types, or a table of traits by schema.
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
                self.positions.record(key, &schema, self.table, &traits);
                derives.schemas.insert(schema, paths);
            }
        }
        derives
    }

    /// Reads a table whose keys are names of the document.
    fn by_name(
        &mut self,
        key: &'static str,
        check: fn(&Self, &Spanned<String>) -> String,
    ) -> BTreeMap<String, String> {
        let mut map = BTreeMap::new();
        for (name, value) in self.table.string_members(key) {
            self.positions.record(key, &name.value, self.table, &name);
            map.insert(name.value, check(self, &value));
        }
        map
    }

    fn rust_path(&self, value: &Spanned<String>) -> String {
        if syn::parse_str::<syn::Path>(&value.value).is_err() {
            let message = format!("`{}` is not a Rust path", value.value);
            self.table
                .reject(value, message, "use a path such as `uuid::Uuid`");
        }
        value.value.clone()
    }

    /// Reads the path of a type whose crate is a known dependency.
    fn rust_type(&self, value: &Spanned<String>) -> String {
        let path = self.rust_path(value);
        for name in crates_of(&path) {
            let package = name.replace('_', "-");
            let is_named =
                self.dependencies.contains_key(&name) || self.dependencies.contains_key(&package);
            if !is_named && requirement(&name).is_none() {
                let message = format!("unknown requirement of the crate `{name}`");
                let hint = format!(
                    "add it to [client.options.dependencies] as in Cargo.toml: {name} = \"1.0\""
                );
                self.table.reject(value, message, &hint);
            }
        }
        path
    }

    fn layout(&self) -> Layout {
        let layout = self.table.choice("layout");
        if layout == Layout::Flat
            && self.table.bool("tag_features") == Some(true)
            && let Some(word) = self.table.string("layout")
        {
            let message = "`tag_features` requires the layout `split`".to_owned();
            let hint = "remove `tag_features` or `layout`";
            self.table.reject(&word, message, hint);
        }
        layout
    }

    fn module(&self, value: Spanned<String>) -> String {
        let is_name = |name: &str| {
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
            name.bytes().all(is_plain) && syn::parse_str::<syn::Ident>(name).is_ok()
        };
        if !value.value.split("::").all(is_name) {
            let message = format!("`{}` is not the path of a module", value.value);
            let hint = "use a path without `crate::`, such as `pets` or `api::pets`";
            self.table.reject(&value, message, hint);
        }
        value.value
    }

    fn header(&self, value: Spanned<String>) -> String {
        // A token (RFC 9110, section 5.6.2).
        let is_token =
            |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
        if !value.value.bytes().all(is_token) {
            let message = format!("`{}` is not the name of a header", value.value);
            self.table
                .reject(&value, message, "use a name such as `Idempotency-Key`");
        }
        value.value
    }

    fn identifier(&self, value: &Spanned<String>) -> String {
        if syn::parse_str::<syn::Ident>(&value.value).is_err() {
            let message = format!("`{}` is not a Rust identifier", value.value);
            self.table
                .reject(value, message, "use a name such as `PetStatus`");
        }
        value.value.clone()
    }
}
