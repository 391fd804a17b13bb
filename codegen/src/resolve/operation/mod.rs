//! Operations: their names, requests and responses.
//!
//! They are resolved by path and method, whatever their order in the document. Inline schemas get
//! types that are named after their container: the operation, or the path or component that several
//! operations share. So a schema becomes one type however many operations use it.

mod body;
mod content;
mod encoding;
mod form_schema;
mod framework_name;
mod functions;
mod group;
mod media_type_choice;
mod name_pattern;
mod parameter;
mod path_group;
mod plan;
mod resolver;
mod response;
mod response_enum;
mod security;
mod security_report;
mod server;
mod template;
mod text;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::names::module_name;
use super::resolver::Resolver;
use crate::diagnostic::code;
use crate::ir::{Operation, UNTAGGED};
use plan::OperationPlan;
use resolver::OperationResolver;
use template::Template;
use text::{descriptions, external_docs, paragraphs};

impl<'a> Resolver<'a> {
    /// Returns the descriptions of the tags by module; if several tags have one module, that of the
    /// first.
    pub(super) fn tag_descriptions(&self) -> BTreeMap<String, String> {
        let mut tags = BTreeMap::new();
        for (name, description) in self.lowered.tags() {
            if let Some(description) = description {
                tags.entry(module_name(name))
                    .or_insert_with(|| description.to_owned());
            }
        }
        tags
    }

    /// Resolves all operations, ordered by module and then by name.
    pub(super) fn resolve_operations(&mut self) -> Vec<Operation> {
        let (plans, functions) = self.plan_operations();
        let mut resolver = OperationResolver::new(self, functions);
        let mut operations: Vec<Operation> = Vec::with_capacity(plans.len());
        for plan in &plans {
            let operation = resolver.resolve_operation(plan);
            resolver.resolver.spend_operation(&operation);
            if resolver.resolver.budget.is_exhausted() {
                break;
            }
            operations.push(operation);
        }
        self.report_unrequired_schemes(&plans, &operations);
        operations.sort_by(|one, other| {
            let key =
                |operation: &Operation| (operation.module.clone(), operation.unique_name.clone());
            key(one).cmp(&key(other))
        });
        operations
    }
}

impl<'a> OperationResolver<'_, 'a> {
    fn resolve_operation(&mut self, plan: &OperationPlan<'a>) -> Operation {
        let operation = &plan.operation;
        self.report_fragment(plan);
        let requirements = match operation.security() {
            Some((security, at)) => self.resolver.resolve_requirements(security, &at),
            None => self.root_security.clone(),
        };
        let (summary, description) = descriptions(plan);
        let docs = paragraphs([
            description,
            operation.external_docs().as_ref().and_then(external_docs),
        ]);
        let parameters = self.resolve_parameters(plan);
        let body = self.resolve_body(plan, &parameters);
        let responses = self.resolve_responses(plan);
        Operation {
            id: plan.id.clone(),
            function: plan.function.clone(),
            unique_name: plan.unique_name.clone(),
            group: plan.group.clone(),
            builder: plan.builder.clone(),
            module: self.operation_module(plan),
            at: plan.location().clone(),
            summary,
            docs,
            deprecated: operation.is_deprecated(),
            method: plan.method,
            path: plan.path().to_owned(),
            parameters,
            body,
            success_type: response_enum::success_enum(plan, &responses),
            error_type: response_enum::error_enum(plan, &responses),
            headers: response_enum::declared_headers(plan, &responses),
            pagination: None,
            responses,
            security: requirements.alternatives,
            scopes: requirements.scopes,
            servers: self.resolver.resolve_operation_servers(plan),
            server_type: plan.server_type.clone(),
        }
    }

    /// Returns the module of an operation: that of its group or else its tag or path.
    fn operation_module(&self, plan: &OperationPlan<'a>) -> String {
        if let Some(group) = &plan.group {
            return group.module.clone();
        }
        let options = self.resolver.options;
        let tag = plan.operation.tags().first();
        match tag {
            Some(tag) if options.group_by.is_none() || !options.tag_features => module_name(tag),
            // Operations without a feature are kept together.
            _ if options.tag_features => UNTAGGED.to_owned(),
            _ => path_group::module_of(plan.path()),
        }
    }

    fn report_fragment(&mut self, plan: &OperationPlan<'a>) {
        if let Some(fragment) = Template::parse(plan.path()).fragment() {
            let message = format!(
                "`#{fragment}` is not sent, because a URL fragment is not part of a request"
            );
            self.diagnostics()
                .note(code::UNSENT_FRAGMENT, plan.location().clone(), message);
        }
    }
}
