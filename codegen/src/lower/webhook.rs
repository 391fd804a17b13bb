//! Webhooks: requests that the service sends. No client makes them, but whoever receives one needs its types.

use serde_json::Value;

use super::at::At;
use super::{ComponentKind, Lowerer};

impl<'d> Lowerer<'d> {
    /// `webhooks` (OpenAPI 3.1.1, section 4.8.1): every schema written in a body becomes a component.
    pub(super) fn webhooks(&mut self, value: &'d Value, at: &At<'_>) {
        for (name, value) in self.object(value, at).into_iter().flatten() {
            self.webhook(name, value, &at.key(name));
        }
    }

    fn webhook(&mut self, name: &str, value: &'d Value, at: &At<'_>) {
        let (value, origin) = self.followed(value, at);
        let moved = origin.as_ref().map(At::root);
        let at = moved.as_ref().unwrap_or(at);
        for (method, operation) in self.object(value, at).into_iter().flatten() {
            let Some(members) = operation.as_object() else {
                continue;
            };
            let at = &at.key(method);
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
    fn webhook_body(&mut self, name: &str, value: &'d Value, at: &At<'_>) {
        let (value, origin) = self.followed(value, at);
        let moved = origin.as_ref().map(At::root);
        let at = moved.as_ref().unwrap_or(at);
        let Some(content) = value.get("content") else {
            return;
        };
        let at = &at.key("content");
        let mut first = true;
        for (media_type, value) in self.object(content, at).into_iter().flatten() {
            let Some(schema) = value.get("schema") else {
                continue;
            };
            let at = &at.key(media_type);
            let at = &at.key("schema");
            if let Some(reference) = self.reference_in(schema) {
                // Its target is a component already, or becomes one here.
                self.referenced_key(ComponentKind::Schema, reference, &at.key("$ref"));
            } else {
                let name = if first {
                    name.to_owned()
                } else {
                    format!("{name}_{media_type}")
                };
                self.hoist_as(at.location(), &name);
            }
            first = false;
        }
    }
}
