//! Request bodies.

use super::content::{BodySide, is_representable};
use super::media_type_choice;
use super::name_pattern::{NamePattern, REQUEST};
use super::plan::OperationPlan;
use super::resolver::OperationResolver;
use crate::diagnostic::code;
use crate::ir::{Body, Parameter};
use crate::lower::view::MediaTypeView;
use crate::resolve::names::Scope;

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
        let mut media_types = declared.content();
        let at = declared.location().clone();
        if media_types.is_empty() {
            let message = "the request body declares no media type; it is ignored";
            self.diagnostics()
                .warning(code::MISSING_MEMBER, at, message)
                .hint("declare at least one media type in `content`");
            return None;
        }
        self.leave_out_unwritable(&mut media_types);
        let side = BodySide::Request;
        let mut contents = self.resolve_contents(side, &media_types, &pattern, &mut Vec::new());
        let required = declared.is_required();
        if required {
            let scope = self.functions.scope(plan.group.as_ref());
            media_type_choice::name_methods(&mut contents, &plan.function, scope);
        } else {
            let mut setters = Scope::setters();
            for parameter in parameters {
                setters.take(parameter.name.clone());
            }
            media_type_choice::name_methods(&mut contents, "body", &mut setters);
        }
        Some(Body {
            docs: declared.description().map(str::to_owned),
            required,
            contents,
            at,
        })
    }

    /// Leaves out the media types that cannot represent values of their schemas; if there is no
    /// other, the caller passes the encoded body.
    fn leave_out_unwritable(&mut self, media_types: &mut Vec<MediaTypeView<'a>>) {
        let has_other = media_types.iter().any(is_representable);
        for media_type in media_types.iter().filter(|one| !is_representable(one)) {
            let name = media_type.name();
            let at = media_type.location().clone();
            if has_other {
                let message = format!(
                    "`{name}` cannot represent the schema of the body; no method sends it in this format"
                );
                self.diagnostics().note(code::UNWRITABLE_BODY, at, message)
            } else {
                let message = format!(
                    "`{name}` cannot represent the schema of the body; it is passed in encoded form"
                );
                self.diagnostics().warning(code::UNWRITABLE_BODY, at, message)
            }
            .hint("declare an object, whose properties have names, or remove the media type");
        }
        if has_other {
            media_types.retain(is_representable);
        }
    }
}
