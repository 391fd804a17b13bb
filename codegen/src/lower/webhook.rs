//! Webhooks: requests that the service sends. Clients do not send them, but their receivers need the types.

use crate::value::Value;

use super::component_kind::ComponentKind;
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// `webhooks` (OpenAPI 3.1.1, section 4.8.1). Every inline schema of a body becomes a component.
    pub(super) fn webhooks(&mut self, value: &'d Value, at: &PointerPath<'_>) {
        for (name, value) in self.as_object(value, at).into_iter().flatten() {
            self.webhook(name, value, &at.key(name));
        }
    }

    fn webhook(&mut self, name: &str, value: &'d Value, at: &PointerPath<'_>) {
        let (value, origin) = self.followed(value, at);
        let moved = origin.as_ref().map(PointerPath::root);
        let at = moved.as_ref().unwrap_or(at);
        for (method, operation) in self.as_object(value, at).into_iter().flatten() {
            let Some(members) = operation.as_object() else {
                continue;
            };
            let at = &at.key(method);
            self.diagnostics.note(
                code::IGNORED_WEBHOOK,
                at,
                format!("the webhook `{name}` is not a method; its name, parameters and security are ignored"),
            );
            let own = members.get("operationId").and_then(Value::as_str);
            let name = own.unwrap_or(name);
            if let Some(body) = members.get("requestBody") {
                self.webhook_body(&format!("{name}_request"), body, &at.key("requestBody"));
            }
            let responses = members.get("responses").and_then(Value::as_object);
            for (status, response) in responses.into_iter().flatten() {
                let at = &at.key("responses");
                let name = format!("{name}_response_{status}");
                self.webhook_body(&name, response, &at.key(status));
            }
        }
    }

    /// The schemas of a request body or a response.
    fn webhook_body(&mut self, name: &str, value: &'d Value, at: &PointerPath<'_>) {
        let (value, origin) = self.followed(value, at);
        let moved = origin.as_ref().map(PointerPath::root);
        let at = moved.as_ref().unwrap_or(at);
        let Some(content) = value.get("content") else {
            return;
        };
        let at = &at.key("content");
        let mut first = true;
        for (media_type, value) in self.as_object(content, at).into_iter().flatten() {
            let Some(schema) = value.get("schema") else {
                continue;
            };
            let at = &at.key(media_type);
            let at = &at.key("schema");
            if let Some(reference) = self.reference_in(schema) {
                // Hoists the target if it is not a component.
                self.referenced_key(ComponentKind::Schema, reference, &at.key("$ref"));
            } else {
                let name = if first {
                    name.to_owned()
                } else {
                    format!("{name}_{media_type}")
                };
                self.registry.key_of_named(at.location(), &name);
            }
            first = false;
        }
    }
}
