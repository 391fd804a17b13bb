//! Operations.

use crate::value::Value;
use openapiv3::Operation;

use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;

impl<'d> Lowerer<'d> {
    /// An operation (OpenAPI 3.0.3, "Operation Object"); `None` if it is not an object.
    pub(super) fn operation(
        &mut self,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) -> Option<Operation> {
        let mut operation = Operation::default();
        let members = self.as_object(value, at)?;
        for (key, value) in members {
            let at = &at.key(key);
            match key.as_str() {
                "tags" => operation.tags = self.as_strings(value, at),
                "summary" => operation.summary = self.as_string(value, at),
                "description" => operation.description = self.as_string(value, at),
                "externalDocs" => operation.external_docs = self.external_docs(value, at),
                "operationId" => operation.operation_id = self.as_string(value, at),
                "parameters" => operation.parameters = self.parameters(value, at),
                "requestBody" if value.is_null() => {}
                "requestBody" => operation.request_body = Some(self.request_body(value, at)),
                "responses" => operation.responses = self.responses(value, at),
                "deprecated" => operation.deprecated = self.as_bool(value, at).unwrap_or_default(),
                "security" => operation.security = self.security_requirements(value, at),
                "servers" => operation.servers = self.servers(value, at),
                _ if key.starts_with("x-") => {
                    // Texts are what extensions name groups by.
                    if let Some(text) = value.as_str() {
                        operation.extensions.insert(key.clone(), text.into());
                    }
                }
                // Their types are named after the operation.
                "callbacks" => {}
                _ => self.other_member(key, at),
            }
        }
        if let Some(callbacks) = members.get("callbacks") {
            let id = operation.operation_id.as_deref();
            self.callbacks(id, callbacks, &at.key("callbacks"));
        }
        Some(operation)
    }
}
