//! Servers.

use indexmap::IndexMap;

use super::super::Resolver;
use super::name::Planned;
use super::template::Template;
use super::{paragraphs, written};
use crate::diagnostic::{Diagnostic, Severity, code};
use crate::ir::{Server, ServerVariable};
use crate::location::{FileId, Location};
use crate::lower::extension;

type Variables = IndexMap<String, openapiv3::ServerVariable>;

impl<'a> Resolver<'a> {
    /// The servers of the root, in the document's order.
    pub(in crate::resolve) fn root_servers(&mut self) -> Vec<Server> {
        let at = Location::root(FileId::default()).child("servers");
        self.servers(&self.api.servers, &at)
    }

    /// The servers of an operation or, where it has none, of its path; none where they are those of the root.
    pub(super) fn own_servers(&mut self, planned: &Planned<'a>) -> Vec<Server> {
        let item_at = extension::location(&planned.item.extensions);
        let item_at = item_at.as_ref().unwrap_or(&planned.item_at);
        let (servers, at) = match planned.operation.servers.as_slice() {
            [] => (&planned.item.servers, item_at),
            _ => (&planned.operation.servers, &planned.at),
        };
        let root = &self.api.servers;
        let is_same = |one: &openapiv3::Server, other: &openapiv3::Server| {
            one.url == other.url && one.variables == other.variables
        };
        let is_root = servers.len() == root.len()
            && servers
                .iter()
                .zip(root)
                .all(|(one, other)| is_same(one, other));
        if is_root {
            return Vec::new();
        }
        self.servers(servers, &at.child("servers"))
    }

    fn servers(&mut self, servers: &'a [openapiv3::Server], at: &Location) -> Vec<Server> {
        let servers = servers.iter().enumerate();
        servers
            .filter(|(_, server)| !server.url.trim().is_empty())
            .map(|(index, server)| self.server(server, index, at.child(index)))
            .collect()
    }

    fn server(&mut self, server: &'a openapiv3::Server, index: usize, at: Location) -> Server {
        let url = server.url.trim();
        let none = Variables::new();
        let declared = server.variables.as_ref().unwrap_or(&none);
        let placeholders = Template::of(url).placeholders();
        for name in &placeholders {
            if !declared.contains_key(*name) {
                let message = format!("the server variable `{name}` is not declared");
                self.diagnostics
                    .warning(code::SERVER_VARIABLE, at.child("url"), message)
                    .hint("the server can only be used with a URL that the caller gives");
            }
        }
        for (name, variable) in declared {
            let at = at.child("variables").child(name);
            self.tell_variable(name, variable, &placeholders, at);
        }
        self.tell_url(url, declared, index, &at);
        Server {
            url: url.to_owned(),
            docs: paragraphs([
                written(&server.description),
                described_variables(declared, &placeholders),
            ]),
            variables: declared
                .iter()
                .filter(|(name, _)| placeholders.contains(&name.as_str()))
                .map(|(name, variable)| ServerVariable {
                    wire: name.clone(),
                    default: variable.default.clone(),
                    values: variable.enumeration.clone(),
                })
                .collect(),
            at,
        }
    }

    fn tell_variable(
        &mut self,
        name: &str,
        variable: &openapiv3::ServerVariable,
        placeholders: &[&str],
        at: Location,
    ) {
        let values = &variable.enumeration;
        let message = if !placeholders.contains(&name) {
            format!("the server variable `{name}` is not in the URL; it is left out")
        } else if !values.is_empty() && !values.contains(&variable.default) {
            let default = &variable.default;
            format!("the default `{default}` of the server variable `{name}` is none of its values")
        } else {
            return;
        };
        self.diagnostics.warning(code::SERVER_VARIABLE, at, message);
    }

    /// Says where a URL is none that requests can be sent to; that matters most for the first one, the default.
    fn tell_url(&mut self, url: &str, declared: &Variables, index: usize, at: &Location) {
        let mut filled = url.to_owned();
        for (name, variable) in declared {
            filled = filled.replace(&format!("{{{name}}}"), &variable.default);
        }
        let host = ["https://", "http://"].iter().find_map(|scheme| {
            let rest = filled.get(scheme.len()..)?;
            filled[..scheme.len()]
                .eq_ignore_ascii_case(scheme)
                .then_some(rest)
        });
        let message = match host {
            Some(rest) if rest.starts_with(['/', '?', '#']) || rest.is_empty() => {
                format!("the server URL `{url}` has no host")
            }
            Some(rest) if rest.contains(char::is_whitespace) => {
                format!("the server URL `{url}` holds a space")
            }
            Some(_) => return,
            None if filled.starts_with('/') => {
                format!("the server URL `{url}` is relative to where the document came from")
            }
            None => format!("the server URL `{url}` does not begin with `https://` or `http://`"),
        };
        let severity = if index == 0 {
            Severity::Warning
        } else {
            Severity::Note
        };
        let at = at.child("url");
        self.diagnostics
            .push(Diagnostic::new(severity, code::SERVER_URL, at, message))
            .hint("the caller can give a base URL instead");
    }
}

/// What the document says of the variables, a line each.
fn described_variables(declared: &Variables, placeholders: &[&str]) -> Option<String> {
    let lines: Vec<String> = declared
        .iter()
        .filter(|(name, _)| placeholders.contains(&name.as_str()))
        .filter_map(|(name, variable)| {
            let text = written(&variable.description)?;
            Some(format!("- `{name}`: {}", text.trim().replace('\n', "\n  ")))
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
