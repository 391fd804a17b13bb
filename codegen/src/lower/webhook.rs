//! Webhooks and callbacks: requests that the service sends. Clients do not send them, but their receivers need the types.

use crate::value::Value;

use super::component_kind::ComponentKind;
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use crate::diagnostic::code;

impl<'d> Lowerer<'d> {
    /// `webhooks` (OpenAPI 3.1.1, section 4.8.1). Every inline schema of a body becomes a component.
    pub(super) fn webhooks(&mut self, value: &'d Value, at: &PointerPath<'_>) {
        for (name, value) in self.as_object(value, at).into_iter().flatten() {
            self.incoming(name, value, &at.key(name), |lowerer, at| {
                let message = format!("the webhook `{name}` is not a method; its name, parameters and security are ignored");
                lowerer.diagnostics.note(code::IGNORED_WEBHOOK, at, message);
            });
        }
    }

    /// `callbacks` of an operation (OpenAPI 3.0.3, "Callback Object"): path items, by the URL that the service calls.
    pub(super) fn callbacks(
        &mut self,
        operation: Option<&str>,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        for (name, value) in self.as_object(value, at).into_iter().flatten() {
            let at = &at.key(name);
            let message = format!(
                "the callback `{name}` has types but no method: clients receive no requests"
            );
            self.diagnostics.note(code::IGNORED_CALLBACK, at, message);
            let (value, origin) = self.followed(value, at);
            let moved = origin.as_ref().map(PointerPath::root);
            let at = moved.as_ref().unwrap_or(at);
            let name = match operation {
                Some(operation) => format!("{operation}_{name}"),
                None => name.clone(),
            };
            for (url, item) in self.as_object(value, at).into_iter().flatten() {
                if !url.starts_with("x-") {
                    self.incoming(&name, item, &at.key(url), |_, _| {});
                }
            }
        }
    }

    /// The bodies of the operations of a path item; `report` is called for each operation.
    fn incoming(
        &mut self,
        name: &str,
        value: &'d Value,
        at: &PointerPath<'_>,
        report: impl Fn(&mut Self, &PointerPath<'_>),
    ) {
        let (value, origin) = self.followed(value, at);
        let moved = origin.as_ref().map(PointerPath::root);
        let at = moved.as_ref().unwrap_or(at);
        for (method, operation) in self.as_object(value, at).into_iter().flatten() {
            let Some(members) = operation.as_object() else {
                continue;
            };
            let at = &at.key(method);
            report(self, at);
            let own = members.get("operationId").and_then(Value::as_str);
            let name = own.unwrap_or(name);
            if let Some(body) = members.get("requestBody") {
                self.incoming_body(&format!("{name}_request"), body, &at.key("requestBody"));
            }
            let responses = members.get("responses").and_then(Value::as_object);
            for (status, response) in responses.into_iter().flatten() {
                let at = &at.key("responses");
                let name = format!("{name}_response_{status}");
                self.incoming_body(&name, response, &at.key(status));
            }
        }
    }

    /// The schemas of a request body or a response.
    fn incoming_body(&mut self, name: &str, value: &'d Value, at: &PointerPath<'_>) {
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
