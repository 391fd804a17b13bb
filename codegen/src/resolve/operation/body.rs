//! Request bodies.

use super::name_pattern::{NamePattern, REQUEST};
use super::plan::OperationPlan;
use super::resolver::OperationResolver;
use super::text::non_blank;
use crate::diagnostic::code;
use crate::ir::{Body, Content, Parameter};
use crate::lower::ComponentKind;
use crate::resolve::media_type::{essence, media_type_label};
use crate::resolve::names::{Scope, module_name};

impl<'a> OperationResolver<'_, 'a> {
    /// The body of an operation (OpenAPI 3.0.3, "Request Body Object"), whatever its method; `None` where it names no media
    /// type, so that nothing could be sent.
    pub(super) fn resolve_body(
        &mut self,
        plan: &OperationPlan<'a>,
        parameters: &[Parameter],
    ) -> Option<Body> {
        let body = plan.operation.request_body.as_ref()?;
        let at = plan.at.child("requestBody");
        let dereferenced =
            self.dereference(body, at, ComponentKind::RequestBody, |components| {
                &components.request_bodies
            })?;
        let pattern = match dereferenced.key {
            Some(key) => NamePattern::of_component(key, REQUEST),
            None => NamePattern::of_operation(plan, plan.builder.clone(), "Request"),
        };
        if dereferenced.value.content.is_empty() {
            let message = "the request body has no media type; the operation is called without one";
            self.diagnostics()
                .warning(code::MISSING_MEMBER, dereferenced.at, message)
                .hint("a request body says in `content` what may be sent");
            return None;
        }
        let contents = self.resolve_contents(
            &dereferenced.value.content,
            &dereferenced.at,
            &pattern,
            &mut Vec::new(),
        );
        let required = dereferenced.value.required;
        let functions = if required {
            alternatives(&contents, &plan.function, &mut self.functions)
        } else {
            let mut setters = Scope::setters();
            for parameter in parameters {
                setters.take(parameter.name.clone());
            }
            alternatives(&contents, "body", &mut setters)
        };
        Some(Body {
            docs: non_blank(&dereferenced.value.description),
            required,
            contents,
            functions,
            at: dereferenced.at,
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
            let word = module_name(&media_type_label(&content.media_type));
            Some(scope.take(format!("{usual}_as_{word}")))
        })
        .collect()
}
