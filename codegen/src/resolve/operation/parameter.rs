//! Parameters.

use std::collections::HashMap;

use super::super::annotations::Annotations;
use super::super::context::NameContext;
use super::super::header_name::is_token;
use super::super::literal::to_literal;
use super::super::media_type::content_kind;
use super::super::names::{Scope, field_name, strip_raw_prefix};
use super::super::subschema::Subschema;
use super::name_pattern::{NamePattern, PARAMETER};
use super::plan::OperationPlan;
use super::resolver::OperationResolver;
use super::template::Template;
use crate::diagnostic::{Diagnostic, code};
use crate::ir::{ContentKind, Parameter, ParameterEncoding, ParameterLocation, Style, Type};
use crate::lower::view::{MediaTypeView, ParameterIn, ParameterStyle, ParameterView, ValueFormat};

/// The header parameters that are ignored (OpenAPI 3.0.3, "Parameter Object").
const IGNORED_HEADERS: [&str; 3] = ["accept", "authorization", "content-type"];

/// Names that arguments cannot have, because the emitted methods use them for something else.
const RESERVED_ARGUMENTS: [&str; 2] = ["body", "request"];

/// A parameter that applies to an operation.
struct DeclaredParameter<'a> {
    view: ParameterView<'a>,
    location: ParameterLocation,
    /// The name context of its inline schemas.
    context: NameContext,
}

impl DeclaredParameter<'_> {
    /// Returns `true` if both have the same name and location and so are the same parameter
    /// (OpenAPI 3.0.3, "Parameter Object"). The names of headers are case-insensitive.
    fn is_same(&self, other: &Self) -> bool {
        let (one, two) = (self.view.name(), other.view.name());
        let is_named_same = match self.location {
            ParameterLocation::Header => one.eq_ignore_ascii_case(two),
            _ => one == two,
        };
        self.location == other.location && is_named_same
    }
}

impl<'a> OperationResolver<'_, 'a> {
    /// Resolves the parameters of an operation, in the order of
    /// [`Operation::parameters`](crate::ir::Operation::parameters).
    pub(super) fn resolve_parameters(&mut self, plan: &OperationPlan<'a>) -> Vec<Parameter> {
        let declared = self.effective_parameters(plan);
        let (in_path, mut others): (Vec<_>, Vec<_>) = declared
            .into_iter()
            .partition(|declared| declared.location == ParameterLocation::Path);
        let mut parameters = self.resolve_path_parameters(plan, in_path);
        others.retain(|declared| !self.is_ignored(declared));
        let mut others: Vec<Parameter> = others
            .into_iter()
            .map(|declared| self.resolve_parameter(&declared))
            .collect();
        others.sort_by(|one, other| {
            let key = |parameter: &Parameter| {
                (
                    !parameter.required,
                    parameter.wire_name.clone(),
                    parameter.location,
                )
            };
            key(one).cmp(&key(other))
        });
        parameters.append(&mut others);
        name_parameters(&mut parameters);
        for parameter in &parameters {
            self.report_renamed(parameter);
        }
        parameters
    }

    /// Reports a parameter that does not have the name that its own name is converted to.
    fn report_renamed(&mut self, parameter: &Parameter) {
        let wanted = wanted_name(parameter);
        if parameter.name != wanted {
            let message = format!(
                "the name `{wanted}` is already used; the parameter `{}` is named `{}`",
                parameter.wire_name, parameter.name
            );
            let at = parameter.at.clone();
            self.diagnostics().note(code::NAME_COLLISION, at, message);
        }
    }

    /// Returns the parameters of the operation, and those of its path that it does not override.
    fn effective_parameters(&mut self, plan: &OperationPlan<'a>) -> Vec<DeclaredParameter<'a>> {
        let mut declared =
            self.declared_parameters(plan.operation.parameters(), |name| plan.context(name));
        let of_path =
            self.declared_parameters(plan.item.parameters(), |name| plan.path_context(name));
        for parameter in of_path {
            if !declared.iter().any(|own| own.is_same(&parameter)) {
                declared.push(parameter);
            }
        }
        declared
    }

    fn declared_parameters(
        &mut self,
        parameters: Vec<ParameterView<'a>>,
        context: impl Fn(&str) -> NameContext,
    ) -> Vec<DeclaredParameter<'a>> {
        let mut listed: Vec<DeclaredParameter<'a>> = Vec::new();
        for view in parameters {
            let declared = DeclaredParameter {
                location: parameter_location(view.parameter_in()),
                context: match view.component_key() {
                    Some(key) => NamePattern::of_component(key, PARAMETER).context(""),
                    None => context(view.name()),
                },
                view,
            };
            if listed.iter().any(|other| other.is_same(&declared)) {
                let message = format!("duplicate parameter `{}` (ignored)", declared.view.name());
                self.diagnostics().warning(
                    code::DUPLICATE_PARAMETER,
                    declared.view.location().clone(),
                    message,
                );
                continue;
            }
            listed.push(declared);
        }
        listed
    }

    /// Resolves the path parameters in the order of the path: all placeholders, and nothing else.
    fn resolve_path_parameters(
        &mut self,
        plan: &OperationPlan<'a>,
        mut declared: Vec<DeclaredParameter<'a>>,
    ) -> Vec<Parameter> {
        let placeholders = Template::parse(plan.path()).placeholders();
        let mut of_path = Vec::with_capacity(placeholders.len());
        for name in &placeholders {
            let index = declared
                .iter()
                .position(|declared| declared.view.name() == *name);
            of_path.push((*name, index.map(|index| declared.swap_remove(index))));
        }
        for unused in &declared {
            let name = unused.view.name();
            let message = format!(
                "the path parameter `{name}` is not in the path `{}`; it is ignored",
                plan.path()
            );
            self.diagnostics()
                .warning(
                    code::UNUSED_PATH_PARAMETER,
                    unused.view.location().clone(),
                    message,
                )
                .hint(format!("add `{{{name}}}` to the path"));
        }
        let unused: Vec<&str> = declared.iter().map(|unused| unused.view.name()).collect();
        of_path
            .into_iter()
            .map(|(name, declared)| match declared {
                Some(declared) => self.resolve_parameter(&declared),
                None => self.undeclared_path_parameter(plan, name, &unused),
            })
            .collect()
    }

    /// Reports a placeholder that is not declared, and returns a string parameter for it.
    fn undeclared_path_parameter(
        &mut self,
        plan: &OperationPlan<'a>,
        name: &str,
        unused: &[&str],
    ) -> Parameter {
        let message = format!(
            "the path `{}` has `{{{name}}}`, but no path parameter `{name}` is declared",
            plan.path()
        );
        let hint = match unused {
            [unused] => format!(
                "use one name if this is the declared parameter `{unused}`, which is not in the path"
            ),
            _ => format!(
                "declare it with `name: {name}`, `in: path`, `required: true`; with `lenient = true` it is a string"
            ),
        };
        let severity = self.resolver.lenient_severity();
        let code = code::UNDECLARED_PATH_PARAMETER;
        self.diagnostics()
            .push(Diagnostic::new(
                severity,
                code,
                plan.location().clone(),
                message,
            ))
            .hint(hint);
        Parameter {
            wire_name: name.to_owned(),
            name: String::new(),
            at: plan.location().clone(),
            docs: None,
            notes: Vec::new(),
            constraints: Vec::new(),
            default: None,
            preset: None,
            deprecated: false,
            location: ParameterLocation::Path,
            required: true,
            ty: Type::String,
            encoding: ParameterEncoding::Style {
                style: Style::Simple,
                explode: false,
                allow_reserved: false,
            },
        }
    }

    /// Returns `true` for a parameter that the caller cannot set, and reports it.
    fn is_ignored(&mut self, declared: &DeclaredParameter<'a>) -> bool {
        let name = declared.view.name();
        let is_ignored = declared.location == ParameterLocation::Header
            && IGNORED_HEADERS.contains(&name.to_ascii_lowercase().as_str());
        if is_ignored {
            let message = format!("the header parameter `{name}` is ignored");
            self.diagnostics()
                .note(
                    code::IGNORED_HEADER,
                    declared.view.location().clone(),
                    message,
                )
                .hint("media types and security schemes determine this header");
        }
        is_ignored
    }

    /// Resolves a parameter; names are assigned later.
    fn resolve_parameter(&mut self, declared: &DeclaredParameter<'a>) -> Parameter {
        let view = &declared.view;
        self.report_unsendable(declared);
        let mut required = view.is_required() || declared.location == ParameterLocation::Path;
        let mut annotations = Annotations::default();
        let mut preset = None;
        let (ty, encoding) = match view.format() {
            ValueFormat::Schema(schema) => {
                if required {
                    let subschema = Subschema::new(schema.clone(), declared.context.clone());
                    let only = self.resolver.only_value(&[subschema]);
                    preset = only.and_then(to_literal);
                }
                let used = self.resolve_schema(&schema, &declared.context);
                annotations = Annotations::of(&schema);
                if used.nullable && required {
                    self.report_null(declared);
                    required = declared.location == ParameterLocation::Path;
                }
                (used.ty, parameter_encoding(view))
            }
            ValueFormat::Content(media_types) => {
                self.content_parameter(declared, &media_types, &mut annotations)
            }
        };
        Parameter {
            wire_name: view.name().to_owned(),
            name: String::new(),
            docs: view.description().map(str::to_owned),
            notes: annotations.notes,
            constraints: annotations.constraints,
            default: annotations.default,
            preset,
            deprecated: view.is_deprecated(),
            location: declared.location,
            required,
            // Bytes are bodies and parts of bodies; anywhere else they must be text.
            ty: if ty == Type::Binary { Type::String } else { ty },
            encoding,
            at: view.location().clone(),
        }
    }

    /// Resolves the type of a parameter with a media type (OpenAPI 3.0.3, "Parameter Object",
    /// `content`).
    fn content_parameter(
        &mut self,
        declared: &DeclaredParameter<'a>,
        media_types: &[MediaTypeView<'a>],
        annotations: &mut Annotations,
    ) -> (Type, ParameterEncoding) {
        if media_types.len() > 1 {
            let message = "a parameter has only one media type; using the first";
            let at = declared.view.location().child("content");
            self.diagnostics()
                .warning(code::INVALID_PARAMETER, at, message);
        }
        let Some(media_type) = media_types.first() else {
            return (Type::String, parameter_encoding(&declared.view));
        };
        let name = media_type.name();
        let ty = match (content_kind(name), media_type.schema()) {
            (ContentKind::Json, Some(schema)) => {
                *annotations = Annotations::of(&schema);
                self.resolve_schema(&schema, &declared.context).into_type()
            }
            (ContentKind::Json, None) => Type::Any,
            _ => {
                let message = format!("parameters of media type `{name}` are passed as text");
                let at = media_type.location().child("schema");
                self.diagnostics().note(code::UNTYPED_CONTENT, at, message);
                Type::String
            }
        };
        (ty, ParameterEncoding::Content(name.to_owned()))
    }

    fn report_null(&mut self, declared: &DeclaredParameter<'a>) {
        let message = format!(
            "the parameter `{}` is nullable, but null cannot be sent",
            declared.view.name()
        );
        let hint = match declared.location {
            ParameterLocation::Path => "the argument is required",
            _ => "the argument is optional, and omitted for null",
        };
        self.diagnostics()
            .note(
                code::NULL_PARAMETER,
                declared.view.location().clone(),
                message,
            )
            .hint(hint);
    }

    /// Reports declarations that a request cannot express.
    fn report_unsendable(&mut self, declared: &DeclaredParameter<'a>) {
        let name = declared.view.name();
        if declared.location == ParameterLocation::Header && !is_token(name) {
            let message = format!("`{name}` is not a valid header name; calls that set it fail");
            self.diagnostics()
                .warning(
                    code::INVALID_PARAMETER,
                    declared.view.location().child("name"),
                    message,
                )
                .hint("header names have no spaces, colons or brackets (RFC 9110, section 5.1)");
        }
        if declared.view.allow_empty_value() {
            let message = format!(
                "`allowEmptyValue` of `{name}` has no effect; names are never sent without a value"
            );
            let at = declared.view.location().child("allowEmptyValue");
            self.diagnostics().note(code::IGNORED_KEYWORD, at, message);
        }
    }
}

/// Names arguments and setters. If parameters in several locations have the same name, the first
/// one by location (path, query, header, cookie) gets it, and the others get their location
/// appended; remaining duplicates get a number.
fn name_parameters(parameters: &mut [Parameter]) {
    let setters = Scope::setters();
    let mut scope = Scope::fields();
    let mut first: HashMap<String, ParameterLocation> = HashMap::new();
    let mut order: Vec<&mut Parameter> = parameters.iter_mut().collect();
    order.sort_by(|one, other| {
        (one.location, &one.wire_name).cmp(&(other.location, &other.wire_name))
    });
    for parameter in order {
        let mut name = wanted_name(parameter);
        let is_reserved = RESERVED_ARGUMENTS.contains(&name.as_str())
            || may_be_setter(parameter) && !setters.is_free(&name);
        if is_reserved {
            name = format!("{}_parameter", strip_raw_prefix(&name));
        }
        let place = *first.entry(name.clone()).or_insert(parameter.location);
        if place != parameter.location {
            name = format!(
                "{}_{}",
                strip_raw_prefix(&name),
                location_name(parameter.location)
            );
        }
        parameter.name = scope.take(name);
    }
}

/// Returns `true` if a parameter may have a setter. Whether its default is a value of its type is not known yet.
fn may_be_setter(parameter: &Parameter) -> bool {
    !parameter.is_argument() || parameter.default.is_some()
}

/// Returns the name of a parameter whose name nothing else uses.
fn wanted_name(parameter: &Parameter) -> String {
    field_name(&spell_comparisons(&parameter.wire_name))
}

/// Spells out comparison operators, which alone distinguish `Date`, `Date<` and `Date>`.
fn spell_comparisons(wire: &str) -> String {
    let words = [('<', " less "), ('>', " greater "), ('!', " not ")];
    let mut text = wire.to_owned();
    for (symbol, word) in words {
        text = text.replace(symbol, word);
    }
    text
}

fn location_name(location: ParameterLocation) -> &'static str {
    match location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header",
        ParameterLocation::Cookie => "cookie",
    }
}

fn parameter_location(parameter_in: ParameterIn) -> ParameterLocation {
    match parameter_in {
        ParameterIn::Path => ParameterLocation::Path,
        ParameterIn::Query => ParameterLocation::Query,
        ParameterIn::Header => ParameterLocation::Header,
        ParameterIn::Cookie => ParameterLocation::Cookie,
    }
}

fn parameter_encoding(parameter: &ParameterView<'_>) -> ParameterEncoding {
    ParameterEncoding::Style {
        style: emitted_style(parameter.style()),
        explode: parameter.explode(),
        allow_reserved: parameter.allow_reserved(),
    }
}

pub(super) fn emitted_style(style: ParameterStyle) -> Style {
    match style {
        ParameterStyle::Matrix => Style::Matrix,
        ParameterStyle::Label => Style::Label,
        ParameterStyle::Form => Style::Form,
        ParameterStyle::Simple => Style::Simple,
        ParameterStyle::SpaceDelimited => Style::SpaceDelimited,
        ParameterStyle::PipeDelimited => Style::PipeDelimited,
        ParameterStyle::DeepObject => Style::DeepObject,
    }
}
