//! Servers.

use super::super::names::{Scope, field_name, type_name, variant_name};
use super::super::resolver::Resolver;
use super::plan::OperationPlan;
use super::template::Template;
use super::text::paragraphs;
use crate::diagnostic::{Diagnostic, Severity, code};
use crate::ir::{Server, ServerVariable};
use crate::location::SourceLocation;
use crate::lower::view::{ServerVariableView, ServerView};

impl<'a> Resolver<'a> {
    /// Resolves the servers of the root, in the document's order.
    pub(in crate::resolve) fn resolve_root_servers(&mut self) -> Vec<Server> {
        self.resolve_servers(&self.lowered.servers(), "")
    }

    /// Resolves the servers of an operation or, if it has none, of its path; empty if they are
    /// those of the root.
    pub(super) fn resolve_operation_servers(&mut self, plan: &OperationPlan<'a>) -> Vec<Server> {
        let mut servers = plan.operation.servers();
        if servers.is_empty() {
            servers = plan.item.servers();
        }
        let root = self.lowered.servers();
        let is_root = servers.len() == root.len()
            && servers
                .iter()
                .zip(&root)
                .all(|(one, other)| one.is_same(other));
        if is_root {
            return Vec::new();
        }
        self.resolve_servers(&servers, &plan.builder)
    }

    /// Resolves servers; the names of their types start with `prefix`.
    fn resolve_servers(&mut self, servers: &[ServerView<'_>], prefix: &str) -> Vec<Server> {
        let servers = servers.iter().enumerate();
        let mut servers: Vec<_> = servers
            .filter(|(_, server)| !server.url().is_empty())
            .map(|(index, server)| self.resolve_server(server, index))
            .collect();
        let is_root = prefix.is_empty();
        // The types of an operation's servers are beside the builders, those of the root's beside
        // the client.
        let mut own_types = Scope::types();
        let types = if is_root {
            &mut own_types
        } else {
            &mut self.type_names
        };
        let mut variants = Scope::variants();
        for server in &mut servers {
            // Descriptions change more often than URLs, and must not rename anything.
            let (_, address) = server.url.split_once("://").unwrap_or(("", &server.url));
            server.variant = variants.take(variant_name(address));
            if server.variables.is_empty() {
                continue;
            }
            server.builder = types.take(format!("{prefix}{}Server", server.variant));
            let mut setters = Scope::server_variables();
            for variable in &mut server.variables {
                variable.name = setters.take(field_name(&variable.wire_name));
                if variable.values.is_empty() {
                    continue;
                }
                let name = format!("{}{}", server.builder, type_name(&variable.wire_name));
                variable.enumeration = types.take(name);
                let mut variants = Scope::variants();
                let values = variable.values.iter();
                variable.variants = values
                    .map(|value| variants.take(variant_name(value)))
                    .collect();
            }
        }
        servers
    }

    fn resolve_server(&mut self, server: &ServerView<'_>, index: usize) -> Server {
        let (url, at) = (server.url(), server.location());
        let declared: Vec<_> = server.variables().collect();
        let placeholders = Template::parse(url).placeholders();
        let mut undeclared: Vec<&str> = Vec::new();
        for name in &placeholders {
            if !declared.iter().any(|one| one.name() == *name) && !undeclared.contains(name) {
                undeclared.push(name);
                let message = format!("undeclared server variable `{name}`");
                self.diagnostics
                    .warning(code::SERVER_VARIABLE, at.child("url"), message)
                    .hint("without a default, the caller must set a value");
            }
        }
        for variable in &declared {
            let at = at.child("variables").child(variable.name());
            self.report_variable(variable, &placeholders, at);
        }
        self.report_url(url, &declared, index, at);
        Server {
            url: url.to_owned(),
            docs: paragraphs([
                server.description().map(str::to_owned),
                variable_descriptions(&declared, &placeholders),
            ]),
            variables: declared
                .iter()
                .filter(|variable| placeholders.contains(&variable.name()))
                .map(|variable| server_variable(variable.name(), Some(variable)))
                .chain(
                    undeclared
                        .into_iter()
                        .map(|name| server_variable(name, None)),
                )
                .collect(),
            variant: String::new(),
            builder: String::new(),
            at: at.clone(),
        }
    }

    fn report_variable(
        &mut self,
        variable: &ServerVariableView<'_>,
        placeholders: &[&str],
        at: SourceLocation,
    ) {
        let (name, default) = (variable.name(), variable.default());
        let values = variable.values();
        let message = if !placeholders.contains(&name) {
            format!("the server variable `{name}` is not in the URL; it is ignored")
        } else if !values.is_empty() && !values.iter().any(|value| value == default) {
            format!(
                "the default `{default}` of the server variable `{name}` is not one of its values"
            )
        } else {
            return;
        };
        self.diagnostics.warning(code::SERVER_VARIABLE, at, message);
    }

    /// Reports a URL that requests cannot be sent to. This is most severe for the first one, the
    /// default.
    fn report_url(
        &mut self,
        url: &str,
        declared: &[ServerVariableView<'_>],
        index: usize,
        at: &SourceLocation,
    ) {
        let mut filled = url.to_owned();
        for variable in declared {
            filled = filled.replace(&format!("{{{}}}", variable.name()), variable.default());
        }
        let Some(problem) = url_problem(filled.trim()) else {
            return;
        };
        let message = format!("the server URL `{url}` {problem}");
        let severity = if index == 0 {
            Severity::Warning
        } else {
            Severity::Note
        };
        let at = at.child("url");
        self.diagnostics
            .push(Diagnostic::new(severity, code::SERVER_URL, at, message))
            .hint("callers can set a base URL");
    }
}

/// Returns the reason why requests cannot be sent to a URL.
fn url_problem(url: &str) -> Option<&'static str> {
    let host = ["https://", "http://"].iter().find_map(|scheme| {
        let (start, rest) = url.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    Some(match host {
        Some(rest) if rest.starts_with(['/', ':', '?', '#']) || rest.is_empty() => "has no host",
        Some(rest) if rest.contains(char::is_whitespace) => "contains a space",
        Some(rest) if rest.contains('@') => "contains a user name or an `@`, which is not sent",
        Some(rest) if rest.contains('?') => "has a query, to which no path can be appended",
        Some(rest) if rest.contains('#') => "has a fragment, to which no path can be appended",
        Some(rest) if rest.contains(|one: char| one.is_control() || "\\\"<>".contains(one)) => {
            "contains a character that a URL cannot contain"
        }
        Some(_) => return None,
        None if url.starts_with('/') => "is relative to the URL of the document",
        None => "does not start with `https://` or `http://`",
    })
}

/// Creates a variable without duplicate values; names are assigned later.
fn server_variable(wire: &str, declared: Option<&ServerVariableView<'_>>) -> ServerVariable {
    let mut values: Vec<String> = Vec::new();
    for value in declared.iter().flat_map(|declared| declared.values()) {
        if !values.contains(value) {
            values.push(value.clone());
        }
    }
    ServerVariable {
        wire_name: wire.to_owned(),
        default: declared.map(|declared| declared.default().to_owned()),
        values,
        name: String::new(),
        enumeration: String::new(),
        variants: Vec::new(),
    }
}

/// Returns the descriptions of the variables, one line each.
fn variable_descriptions(
    declared: &[ServerVariableView<'_>],
    placeholders: &[&str],
) -> Option<String> {
    let lines: Vec<String> = declared
        .iter()
        .filter(|variable| placeholders.contains(&variable.name()))
        .filter_map(|variable| {
            let (name, text) = (variable.name(), variable.description()?);
            Some(format!("- `{name}`: {}", text.trim().replace('\n', "\n  ")))
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
