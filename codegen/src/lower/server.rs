//! Servers.

use crate::value::Value;
use indexmap::IndexMap;
use openapiv3::{Server, ServerVariable};

use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// A list of servers.
    pub(super) fn servers(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Vec<Server> {
        let items = self.as_array(value, at).unwrap_or_default();
        let items = items.iter().enumerate();
        items
            .map(|(index, item)| self.server(item, &at.index(index)))
            .collect()
    }

    fn server(&mut self, value: &'d Value, at: &PointerPath<'_>) -> Server {
        let mut server = Server::default();
        for (key, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "url" => server.url = self.as_string(value, at).unwrap_or_default(),
                "description" => server.description = self.as_string(value, at),
                "variables" => server.variables = self.server_variables(value, at),
                // A name for the server, new in OpenAPI 3.2.
                "name" => {}
                _ => self.other_member(key, at),
            }
        }
        if server.url.is_empty() {
            self.diagnostics
                .warning(code::MISSING_MEMBER, at, "the server has no `url`");
        }
        server
    }

    fn server_variables(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<IndexMap<String, ServerVariable>> {
        let mut variables = IndexMap::new();
        for (name, value) in self.as_object(value, at)? {
            let variable = self.server_variable(value, &at.key(name));
            variables.insert(name.clone(), variable);
        }
        Some(variables)
    }

    fn server_variable(&mut self, value: &'d Value, at: &PointerPath<'_>) -> ServerVariable {
        let mut variable = ServerVariable::default();
        let mut default = None;
        for (key, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(key);
            match key.as_str() {
                "default" => default = self.as_string(value, at),
                "enum" => variable.enumeration = self.as_strings(value, at),
                "description" => variable.description = self.as_string(value, at),
                _ => self.other_member(key, at),
            }
        }
        if default.is_none() {
            let message = format!("the server variable `{}` has no default", at.name());
            self.diagnostics
                .warning(code::MISSING_MEMBER, at, message)
                .hint("the first of its values is used, or an empty string");
            default = variable.enumeration.first().cloned();
        }
        variable.default = default.unwrap_or_default();
        variable
    }
}
