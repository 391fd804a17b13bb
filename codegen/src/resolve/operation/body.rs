//! Request bodies.

use super::content::{essence, word};
use super::name::Planned;
use super::{Naming, REQUEST, Walk, written};
use crate::diagnostic::code;
use crate::ir::{Body, Content, Parameter};
use crate::lower::ComponentKind;
use crate::resolve::names::{Scope, module_name};

impl<'a> Walk<'_, 'a> {
    /// The body of an operation (OpenAPI 3.0.3, "Request Body Object"), whatever its method; `None` where it names no media
    /// type, so that nothing could be sent.
    pub(super) fn body(&mut self, planned: &Planned<'a>, parameters: &[Parameter]) -> Option<Body> {
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
        let contents = self.contents(&found.value.content, &found.at, &naming, &mut Vec::new());
        let required = found.value.required;
        let functions = if required {
            alternatives(&contents, &planned.function, &mut self.functions)
        } else {
            let mut setters = Scope::setters();
            for parameter in parameters {
                setters.take(parameter.name.clone());
            }
            alternatives(&contents, "body", &mut setters)
        };
        Some(Body {
            docs: written(&found.value.description),
            required,
            contents,
            functions,
            at: found.at,
        })
    }
}

/// The names of what sends the media types behind the first: `create_pet_as_form` beside `create_pet`. A media type that
/// differs from one before it in parameters alone, or is a range around one of the same type, has none.
fn alternatives(contents: &[Content], usual: &str, scope: &mut Scope) -> Vec<Option<String>> {
    let covers = |one: &Content, other: &Content| {
        let is_same = essence(&one.media_type) == essence(&other.media_type);
        let is_range = other.media_type.contains('*');
        one.kind == other.kind && one.ty == other.ty && (is_same || is_range)
    };
    let names = contents.iter().enumerate().skip(1);
    names
        .map(|(index, content)| {
            if contents[..index]
                .iter()
                .any(|before| covers(before, content))
            {
                return None;
            }
            let word = module_name(&word(&content.media_type));
            Some(scope.take(format!("{usual}_as_{word}")))
        })
        .collect()
}
