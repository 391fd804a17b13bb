//! Request bodies.

use super::name_pattern::{NamePattern, REQUEST};
use super::plan::OperationPlan;
use super::resolver::OperationResolver;
use crate::diagnostic::code;
use crate::ir::{Body, Content, Parameter};
use crate::resolve::media_type::{essence, media_type_label};
use crate::resolve::names::{Scope, module_name};

impl<'a> OperationResolver<'_, 'a> {
    /// Resolves the body of an operation (OpenAPI 3.0.3, "Request Body Object"), whatever its
    /// method; `None` if it declares no media type, so that nothing could be sent.
    pub(super) fn resolve_body(
        &mut self,
        plan: &OperationPlan<'a>,
        parameters: &[Parameter],
    ) -> Option<Body> {
        let declared = plan.operation.request_body()?;
        let pattern = match declared.component_key() {
            Some(key) => NamePattern::of_component(key, REQUEST),
            None => NamePattern::of_operation(plan, plan.builder.clone(), "Request"),
        };
        let media_types = declared.content();
        let at = declared.location().clone();
        if media_types.is_empty() {
            let message = "the request body declares no media type; it is ignored";
            self.diagnostics()
                .warning(code::MISSING_MEMBER, at, message)
                .hint("declare at least one media type in `content`");
            return None;
        }
        let mut contents = self.resolve_contents(&media_types, &pattern, &mut Vec::new());
        let required = declared.is_required();
        if required {
            name_methods(&mut contents, &plan.function, &mut self.functions);
        } else {
            let mut setters = Scope::setters();
            for parameter in parameters {
                setters.take(parameter.name.clone());
            }
            name_methods(&mut contents, "body", &mut setters);
        }
        Some(Body {
            docs: declared.description().map(str::to_owned),
            required,
            contents,
            at,
        })
    }
}

/// Names the methods that send the media types after the first: `create_pet_as_form`
/// beside `create_pet`. A media type has none if it differs from an earlier one only in its
/// parameters, or is a range that includes an earlier one of the same type.
fn name_methods(contents: &mut [Content], base: &str, scope: &mut Scope) {
    let covers = |one: &Content, other: &Content| {
        let is_same = essence(&one.media_type) == essence(&other.media_type);
        let is_range = other.media_type.contains('*');
        one.kind == other.kind && one.ty == other.ty && (is_same || is_range)
    };
    for index in 1..contents.len() {
        let (earlier, later) = contents.split_at_mut(index);
        let Some(content) = later.first_mut() else {
            continue;
        };
        if !earlier.iter().any(|earlier| covers(earlier, content)) {
            let word = module_name(&media_type_label(&content.media_type));
            content.method_name = Some(scope.take(format!("{base}_as_{word}")));
        }
    }
}
