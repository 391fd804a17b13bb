//! Request bodies.

use super::name::Planned;
use super::{Naming, REQUEST, Walk, written};
use crate::diagnostic::code;
use crate::ir::Body;
use crate::lower::ComponentKind;

impl<'a> Walk<'_, 'a> {
    /// The body of an operation (OpenAPI 3.0.3, "Request Body Object"), whatever its method; `None` where it names no media
    /// type, so that nothing could be sent.
    pub(super) fn body(&mut self, planned: &Planned<'a>) -> Option<Body> {
        let body = planned.operation.request_body.as_ref()?;
        let at = planned.at.child("requestBody");
        let found = self.follow(body, at, ComponentKind::RequestBody, |components| {
            &components.request_bodies
        })?;
        let naming = match found.key {
            Some(key) => Naming::of_component(key, REQUEST),
            None => Naming::of_operation(planned, planned.builder.clone(), "Request"),
        };
        if found.value.content.is_empty() {
            let message = "the request body has no media type; the operation is called without one";
            self.diagnostics()
                .warning(code::MISSING_MEMBER, found.at, message)
                .hint("a request body says in `content` what may be sent");
            return None;
        }
        Some(Body {
            docs: written(&found.value.description),
            required: found.value.required,
            contents: self.contents(&found.value.content, &found.at, &naming, &mut Vec::new()),
            at: found.at,
        })
    }
}
