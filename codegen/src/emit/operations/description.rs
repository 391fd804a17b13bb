//! The documentation of an operation's method.

use super::body::BodyArgument;
use crate::emit::context::Context;
use crate::emit::docs::{Docs, code_span};
use crate::emit::file::{File, Folder};
use crate::ir::{Operation, Response, StatusPattern, Type};

/// The description of an operation, its required arguments and its error responses.
pub(super) fn docs<'c>(
    context: &'c Context<'_>,
    operation: &Operation,
    body: Option<&BodyArgument<'_>>,
) -> Docs<'c> {
    let mut docs = context.docs(1);
    let summary = operation.summary.as_deref().map(str::trim);
    let text = operation.docs.as_deref().map(str::trim);
    docs.markdown(summary);
    if text != summary {
        docs.markdown(text);
    }
    for (scheme, scopes) in &operation.scopes {
        let scopes: Vec<String> = scopes.iter().map(|scope| code_span(scope)).collect();
        docs.paragraph(&format!(
            "Required scopes of {}: {}.",
            code_span(scheme),
            scopes.join(", ")
        ));
    }
    let request = format!("{} {}", operation.method.as_str(), operation.path);
    docs.paragraph(&code_span(&request));
    if let Some(output) = &operation.success_type {
        docs.paragraph(&format!(
            "Returns [`{}`], whose variant depends on the status.",
            output.name
        ));
    }
    docs.list(&arguments(operation, body));
    if operation.returns_redirect() {
        docs.paragraph(
            "Redirects are not followed: the response is the redirect itself, with its target in the header `location`.",
        );
    }
    if let Some(headers) = &operation.headers {
        docs.paragraph(&format!(
            "[`{0}::of`] reads the declared response headers.",
            headers.name
        ));
    }
    let failures: Vec<_> = operation
        .responses
        .iter()
        .filter(|response| is_failure(response))
        .map(|response| (failure(context, response), response.docs.clone()))
        .collect();
    if !failures.is_empty() {
        docs.block(vec!["# Errors".to_owned()]);
        docs.list(&failures);
    }
    if let Some(failure) = &operation.error_type {
        docs.paragraph(&format!(
            "[`ApiError::typed`]({}) decodes the body of these responses as [`{}`].",
            context.below("ApiError::typed"),
            failure.name
        ));
    }
    docs
}

/// Returns a link to the method, or a code span if a link cannot name it.
pub(super) fn method_link(operation: &Operation) -> String {
    let path = operation.method_path();
    if operation.function.starts_with("r#") {
        return code_span(&path);
    }
    match &operation.group {
        Some(group) => format!("[`{}::{}`]({path})", group.type_name, operation.function),
        None => format!("[`{path}`]"),
    }
}

/// The documentation of a method that sends the body in another media type, or in one of several.
pub(super) fn alternative(operation: &Operation, media_types: &[String]) -> Docs<'static> {
    let mut docs = Docs::new(1);
    docs.paragraph(&format!(
        "Like {}, but with a body of type {}.",
        method_link(operation),
        one_of(media_types)
    ));
    docs
}

/// Returns the alternatives in a sentence: `a`, `b` or `c`.
pub(super) fn one_of(media_types: &[String]) -> String {
    let spans: Vec<String> = media_types.iter().map(|one| code_span(one)).collect();
    match spans.split_last() {
        Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => spans.concat(),
    }
}

/// Returns the argument of the media type with its values, if the caller chooses it.
pub(super) fn media_type(body: &BodyArgument<'_>) -> Option<(String, String)> {
    let name = body.media_type_name.as_deref()?;
    let choices = one_of(body.media_types());
    let text = match body.media_types() {
        [_range] => format!("The media type of the body, in the range {choices}."),
        _ => format!("The media type of the body: {choices}."),
    };
    Some((code_span(name), text))
}

/// The required arguments that have a description.
fn arguments(
    operation: &Operation,
    body: Option<&BodyArgument<'_>>,
) -> Vec<(String, Option<String>)> {
    let required = operation.parameters.iter().filter(|one| one.is_argument());
    let mut arguments: Vec<_> = required
        .filter_map(|parameter| {
            let notes = parameter.notes.join(" ");
            let docs = parameter.docs.iter().cloned();
            let text: Vec<_> = docs.chain((!notes.is_empty()).then_some(notes)).collect();
            (!text.is_empty()).then(|| (code_span(&parameter.name), Some(text.join("\n\n"))))
        })
        .collect();
    let media_type = body.and_then(media_type);
    arguments.extend(media_type.map(|(name, text)| (name, Some(text))));
    let described = operation.body.as_ref().filter(|body| body.required);
    if let (Some(argument), Some(body)) = (body, described)
        && body.docs.is_some()
    {
        arguments.push((code_span(&argument.name), body.docs.clone()));
    }
    arguments
}

fn is_failure(response: &Response) -> bool {
    match response.status {
        StatusPattern::Code(code) => code >= 400,
        StatusPattern::Class(class) => class >= 4,
        StatusPattern::Default => !response.contents.is_empty(),
    }
}

/// Returns the text of a status pattern.
pub(super) fn status(status: StatusPattern) -> String {
    match status {
        StatusPattern::Code(code) => code.to_string(),
        StatusPattern::Class(class) => format!("{class}XX"),
        StatusPattern::Default => "Any other status".to_owned(),
    }
}

/// The status of an error response, with the type of its body.
fn failure(context: &Context<'_>, response: &Response) -> String {
    let status = status(response.status);
    match response.main_content() {
        Some(content) if content.is_typed() => format!("{status} ({})", link(context, &content.ty)),
        _ => status,
    }
}

/// Returns a type, as a link if it is defined in the crate.
fn link(context: &Context<'_>, ty: &Type) -> String {
    if let Type::Named(id) = ty
        && let Some(definition) = context.definition(*id)
    {
        let name = &definition.name;
        return format!("[`{name}`]({}::{name})", context.below("types"));
    }
    let ty = File::new(context, Folder::Serde).ty(ty);
    code_span(&ty.to_string().replace(' ', ""))
}
