//! The text of a new `codegen.toml`.

use std::fmt::Write as _;

use crate::value::Value;

use super::dependency::quoted;
use super::schema;

/// The contents of a new `codegen.toml`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ConfigTemplate {
    /// The path of the document, relative to the file.
    pub document: String,
    /// The paths of other folders whose files references may name, relative to the file.
    pub roots: Vec<String>,
    /// The path of the output folder, relative to the file.
    pub output: String,
    /// The name of the package.
    pub package: String,
    /// `true` if the document has errors.
    pub lenient: bool,
    /// `true` to group operations by tag.
    pub group_by_tag: bool,
    /// The keys of the security schemes.
    pub credentials: Vec<String>,
}

impl ConfigTemplate {
    /// Returns the whole file: the client, and every option with its default, commented out.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = "#:schema codegen.schema.json\n\
             # Which document becomes which crate. Paths start from this file's folder. `apicrate regenerate` reads it.\n\n"
            .to_owned();
        text.push_str(&self.client());
        text.push_str(&options(!self.own_options().is_empty()));
        text
    }

    /// Returns the `[[client]]`.
    #[must_use]
    pub fn client(&self) -> String {
        let prefix = self.package.to_uppercase().replace('-', "_");
        let prefix = prefix.strip_suffix("_CLIENT").unwrap_or(&prefix);
        let roots: Vec<_> = self.roots.iter().map(|root| quoted(root)).collect();
        let roots = match roots.join(", ") {
            none if none.is_empty() => none,
            roots => format!("roots = [{roots}]\n"),
        };
        let mut text = format!(
            "[[client]]\ndocument = {}\noutput = {}\npackage = {}\n{roots}\n\
             # Environment variables that `Client::from_env` reads.\n\
             [client.env]\nbase_url = {}\n",
            quoted(&self.document),
            quoted(&self.output),
            quoted(&self.package),
            quoted(&format!("{prefix}_BASE_URL")),
        );
        if !self.credentials.is_empty() {
            text.push_str(
                "\n# Key of the security scheme = variable with the credential.\n[client.env.credentials]\n",
            );
        }
        for key in &self.credentials {
            let variable: String = key.to_uppercase().chars().map(plain).collect();
            let variable = quoted(&format!("{prefix}_{variable}"));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{} = {variable}", quoted(key));
        }
        let own = self.own_options();
        if !own.is_empty() {
            text.push_str(&format!("\n[client.options]\n{own}"));
        }
        text
    }

    /// Returns the options that are not defaults.
    fn own_options(&self) -> String {
        let mut text = String::new();
        if self.group_by_tag {
            text.push_str(
                "group_by = \"tag\"  # the document has many operations: client.pets().list()\n",
            );
        }
        if self.lenient {
            text.push_str("lenient = true\n");
        }
        text
    }
}

/// Replaces a character that is not allowed in the name of a variable.
fn plain(character: char) -> char {
    if character.is_ascii_alphanumeric() {
        character
    } else {
        '_'
    }
}

/// Returns every option with its default and description, commented out.
fn options(has_table: bool) -> String {
    let schema = schema::value();
    let mut text = "\n# Other options, with their defaults:\n#\n".to_owned();
    if !has_table {
        text.push_str("# [client.options]\n");
    }
    for definition in ["options", "types"] {
        if definition == "types" {
            text.push_str("#\n# [client.options.types]\n");
        }
        let pointer = format!("/definitions/{definition}/properties");
        let members = schema.pointer(&pointer).and_then(Value::as_object);
        for (key, member) in members.into_iter().flatten() {
            let description = member.get("description").and_then(Value::as_str);
            let Some(description) = description else {
                continue;
            };
            let description = description.trim_end_matches('.');
            let default = member
                .get("default")
                .map_or("\"\"".to_owned(), Value::to_string);
            let line = format!("# {key} = {default}");
            // Writing to a String cannot fail.
            let _ = writeln!(text, "{line:32}  # {description}");
        }
    }
    text
}
