//! The operations and their names.

use std::collections::HashMap;

use super::super::context::NameContext;
use super::super::names::{
    Scope, field_name, module_name, module_of_identifier, strip_raw_prefix, type_name,
};
use super::super::resolver::Resolver;
use super::framework_name::framework_names;
use super::functions::Functions;
use super::template::Template;
use crate::diagnostic::{Diagnostic, Severity, code};
use crate::ir::{Group, HttpMethod};
use crate::location::SourceLocation;
use crate::lower::view::{OperationView, PathItemView};

/// An operation with its names.
#[derive(Debug, Clone)]
pub(super) struct OperationPlan<'a> {
    pub(super) item: PathItemView<'a>,
    pub(super) operation: OperationView<'a>,
    pub(super) method: HttpMethod,
    /// The `operationId`, or a name derived from method and path.
    pub(super) id: String,
    /// The name among all operations, in snake case.
    pub(super) unique_name: String,
    /// The name of the method.
    pub(super) function: String,
    /// The group whose method it is, if any.
    pub(super) group: Option<Group>,
    pub(super) builder: String,
    /// The name of the enum of successful responses, if there is one.
    pub(super) success_type: String,
    /// The name of the enum of error bodies, if there is one.
    pub(super) error_type: String,
    /// The name of the type that reads its declared headers, if there is one.
    pub(super) headers_type: String,
    /// The name of the enum of its own servers, if there is one.
    pub(super) server_type: String,
}

impl<'a> OperationPlan<'a> {
    fn new(item: &PathItemView<'a>, operation: OperationView<'a>, method: HttpMethod) -> Self {
        Self {
            item: item.clone(),
            operation,
            method,
            id: String::new(),
            unique_name: String::new(),
            function: String::new(),
            group: None,
            builder: String::new(),
            success_type: String::new(),
            error_type: String::new(),
            headers_type: String::new(),
            server_type: String::new(),
        }
    }

    /// Returns the path template.
    pub(super) fn path(&self) -> &'a str {
        self.item.path()
    }

    /// Returns the location of the operation object.
    pub(super) fn location(&self) -> &SourceLocation {
        self.operation.location()
    }

    /// Returns the method and path: `GET /pets`.
    fn request_line(&self) -> String {
        format!("{} {}", self.operation.method().to_uppercase(), self.path())
    }

    /// Returns the name of an operation without an `operationId`: `get_jobs_by_id_events`.
    fn derived_name(&self) -> String {
        field_name(&format!(
            "{} {}",
            self.operation.method(),
            Template::parse(self.path()).words()
        ))
    }

    /// Returns the name context of an inline schema in this operation: the builder's name and
    /// `part`.
    pub(super) fn context(&self, part: &str) -> NameContext {
        NameContext::new(
            self.builder.as_str(),
            module_of_identifier(&self.unique_name),
        )
        .inside(part)
    }

    /// Returns the name context of an inline schema that all operations of the path share.
    pub(super) fn path_context(&self, part: &str) -> NameContext {
        let words = Template::parse(self.path()).words();
        NameContext::new(type_name(&words), module_name(&words)).inside(part)
    }
}

/// Names that builders cannot have, because the files of operations use them for something else.
const RESERVED_BUILDERS: [&str; 30] = [
    "BTreeMap",
    "Body",
    "Box",
    "Client",
    "Encoding",
    "Err",
    "EventStream",
    "Field",
    "FilePart",
    "HeaderError",
    "HeaderMap",
    "Headers",
    "Into",
    "Items",
    "JsonLines",
    "JsonText",
    "Method",
    "None",
    "Ok",
    "Operation",
    "Option",
    "PagedBy",
    "Pages",
    "Paging",
    "Request",
    "ServerUrl",
    "Some",
    "String",
    "Style",
    "Vec",
];

impl<'a> Resolver<'a> {
    /// Returns all operations with their names, by path and then by method, and the scopes of
    /// the names of methods.
    ///
    /// An `operationId` takes precedence over a derived name, and the first operation with an
    /// `operationId` over the others, so that an operation without one renames nothing.
    pub(super) fn plan_operations(&mut self) -> (Vec<OperationPlan<'a>>, Functions) {
        let mut plans = self.list_operations();
        plans.sort_by_key(|plan| (plan.path(), plan.operation.method()));
        let repeated = self.find_duplicate_ids(&plans);
        let operations = plans.iter().map(|plan| (plan.path(), &plan.operation));
        let short_names = framework_names(&operations.collect::<Vec<_>>());
        let mut functions = self.plan_groups(&mut plans);
        for is_derived in [false, true] {
            for ((plan, repeated), short) in plans.iter_mut().zip(&repeated).zip(&short_names) {
                let own_id = plan
                    .operation
                    .operation_id()
                    .filter(|_| !repeated)
                    .map(str::to_owned);
                if own_id.is_none() != is_derived {
                    continue;
                }
                let name = match &own_id {
                    Some(id) => field_name(short.as_ref().unwrap_or(id)),
                    None => plan.derived_name(),
                };
                plan.unique_name = functions.unique.take(name.clone());
                // The error about the duplicate `operationId` makes this note redundant.
                if plan.unique_name != name && (!repeated || self.options.lenient) {
                    self.report_renamed(plan, &name, &plan.unique_name);
                }
                plan.id = own_id.unwrap_or_else(|| strip_raw_prefix(&plan.unique_name).to_owned());
                plan.builder = self.builder_name(&plan.unique_name);
            }
        }
        functions.name_methods(&mut plans);
        for plan in plans.iter().filter(|plan| plan.group.is_none()) {
            if plan.function != plan.unique_name {
                self.report_renamed(plan, &plan.unique_name, &plan.function);
            }
        }
        // These types are beside the builders, so they are named after all builders.
        let mut names = self.type_names.clone();
        for plan in &mut plans {
            plan.success_type = take_name_beside(&mut names, &plan.builder, "Output");
            plan.error_type = take_name_beside(&mut names, &plan.builder, "Error");
            plan.headers_type = take_name_beside(&mut names, &plan.builder, "Headers");
            plan.server_type = take_name_beside(&mut names, &plan.builder, "Server");
        }
        (plans, functions)
    }

    fn list_operations(&self) -> Vec<OperationPlan<'a>> {
        let mut plans = Vec::new();
        for item in self.lowered.path_items() {
            for operation in item.operations() {
                if let Some(method) = http_method(operation.method()) {
                    plans.push(OperationPlan::new(&item, operation, method));
                }
            }
        }
        plans
    }

    /// Returns for each operation whether an earlier one has the same `operationId`; reports both
    /// of them.
    fn find_duplicate_ids(&mut self, plans: &[OperationPlan<'a>]) -> Vec<bool> {
        let mut first: HashMap<&str, usize> = HashMap::new();
        let mut repeated = Vec::with_capacity(plans.len());
        for (index, plan) in plans.iter().enumerate() {
            let Some(id) = plan.operation.operation_id() else {
                repeated.push(false);
                continue;
            };
            let earlier = *first.entry(id).or_insert(index);
            repeated.push(earlier != index);
            if earlier != index {
                let earlier = &plans[earlier];
                self.report_duplicate_id(id, earlier, plan, "also has it");
                self.report_duplicate_id(id, plan, earlier, "already has it");
            }
        }
        repeated
    }

    fn report_duplicate_id(
        &mut self,
        id: &str,
        here: &OperationPlan<'a>,
        other: &OperationPlan<'a>,
        relation: &str,
    ) {
        let message = format!(
            "the operationId `{id}` is not unique: {} {relation}",
            other.request_line()
        );
        let at = here.location().child("operationId");
        let severity = self.lenient_severity();
        self.diagnostics
            .push(Diagnostic::new(
                severity,
                code::DUPLICATE_OPERATION_ID,
                at,
                message,
            ))
            .hint(
                "use a unique operationId for each operation; with `lenient = true` the later one is named after its \
                 method and path",
            );
    }

    fn report_renamed(&mut self, plan: &OperationPlan<'a>, wanted: &str, given: &str) {
        let message = format!(
            "the name `{wanted}` is already used; the method of {} is named `{given}`",
            plan.request_line()
        );
        self.diagnostics
            .note(code::NAME_COLLISION, plan.location().clone(), message);
    }

    /// Returns the name of the request builder of a method. It is unique among the types of the API
    /// too.
    fn builder_name(&mut self, function: &str) -> String {
        let name = type_name(strip_raw_prefix(function));
        if self.type_names.is_free(&name) && !RESERVED_BUILDERS.contains(&name.as_str()) {
            return self.type_names.take(name);
        }
        self.type_names.take(format!("{name}Call"))
    }

    /// Returns the severity of an invalid document from which a client can be generated
    /// nevertheless.
    pub(super) fn lenient_severity(&self) -> Severity {
        if self.options.lenient {
            Severity::Warning
        } else {
            Severity::Error
        }
    }
}

/// Takes the name of a type that is beside the builder of its operation.
fn take_name_beside(names: &mut Scope, builder: &str, ending: &str) -> String {
    let name = format!("{builder}{ending}");
    if names.is_free(&name) && !RESERVED_BUILDERS.contains(&name.as_str()) {
        return names.take(name);
    }
    names.take(format!("{builder}Call{ending}"))
}

fn http_method(name: &str) -> Option<HttpMethod> {
    Some(match name {
        "delete" => HttpMethod::Delete,
        "get" => HttpMethod::Get,
        "head" => HttpMethod::Head,
        "options" => HttpMethod::Options,
        "patch" => HttpMethod::Patch,
        "post" => HttpMethod::Post,
        "put" => HttpMethod::Put,
        "trace" => HttpMethod::Trace,
        _ => return None,
    })
}
