//! The example in the crate's documentation, which is compiled but not run.

use super::context::Context;
use super::file::{File, Folder};
use super::operations::{BodyArgument, output};
use super::server::default_base_url;
use crate::ir::{
    ContentKind, Literal, Operation, SecurityScheme, SecuritySchemeKind, Type, TypeKind,
};

/// The longest chain of method calls on one line in rustfmt's style, in characters.
const CHAIN: usize = 60;

/// Returns the lines of the example, a code block.
pub(super) fn emit(context: &Context<'_>) -> Vec<String> {
    let (root, fence) = context.example();
    let call = context
        .api
        .operations
        .iter()
        .filter(|operation| !operation.deprecated)
        .find_map(|operation| Some((operation, arguments(context, &root, operation)?)));
    let schemes = schemes(context, call.as_ref().map(|(operation, _)| *operation));
    let mut lines = vec![format!("```{fence}")];
    lines.push(format!("use {root}::{{Client, Error}};"));
    lines.push(String::new());
    let asyncness = if call.is_some() { "async " } else { "" };
    lines.push(format!("# {asyncness}fn example() -> Result<(), Error> {{"));
    lines.extend(client(context, &schemes));
    match call {
        Some((operation, arguments)) => {
            let function = operation.call();
            let arguments = arguments.join(", ");
            let mut file = File::new(context, Folder::Operations);
            if output(&mut file, operation).kind == "empty" {
                lines.push(format!("client.{function}({arguments}).await?;"));
            } else {
                lines.push(format!(
                    "let response = client.{function}({arguments}).await?;"
                ));
                lines.push("println!(\"{response:?}\");".to_owned());
            }
        }
        None => lines.push("println!(\"{client:?}\");".to_owned()),
    }
    lines.push("# Ok(())".to_owned());
    lines.push("# }".to_owned());
    lines.push("```".to_owned());
    lines
}

/// The credentials of the first alternative of an operation; all credentials if there is no operation.
fn schemes<'a>(context: &Context<'a>, operation: Option<&Operation>) -> Vec<&'a SecurityScheme> {
    let keys = operation.map(|operation| operation.security.first());
    context
        .credentials()
        .filter(|scheme| match keys {
            Some(Some(keys)) => keys.contains(&scheme.key),
            Some(None) => false,
            None => true,
        })
        .collect()
}

/// The statement that builds the client.
fn client(context: &Context<'_>, schemes: &[&SecurityScheme]) -> Vec<String> {
    let mut calls = vec![".builder()".to_owned()];
    if default_base_url(context.api).is_none() {
        calls.push(".base_url(\"https://api.example.com\")".to_owned());
    }
    for scheme in schemes {
        let arguments = match scheme.kind {
            SecuritySchemeKind::Basic => "\"user\", \"password\"",
            _ => "\"...\"",
        };
        calls.push(format!(".{}({arguments})", scheme.name));
    }
    calls.push(".build()?;".to_owned());
    let calls: Vec<_> = calls
        .into_iter()
        .map(|call| call.replacen(".builder()", "::builder()", 1))
        .collect();
    let chain = calls.concat();
    if chain.chars().count() <= CHAIN {
        return vec![format!("let client = Client{chain}")];
    }
    let (first, others) = match calls.split_first() {
        Some((first, others)) => (first.as_str(), others),
        None => ("", [].as_slice()),
    };
    let mut lines = vec![format!("let client = Client{first}")];
    lines.extend(others.iter().map(|call| format!("    {call}")));
    lines
}

/// The arguments of a call; `None` if one of them does not fit into a short expression.
fn arguments(context: &Context<'_>, root: &str, operation: &Operation) -> Option<Vec<String>> {
    let mut arguments = Vec::new();
    for parameter in operation.parameters.iter().filter(|one| one.is_argument()) {
        arguments.push(value(context, root, &parameter.ty)?);
    }
    let mut file = File::new(context, Folder::Operations);
    if let Some(true) = BodyArgument::of(&mut file, operation)
        .first()
        .map(|body| body.required)
    {
        let content = operation.body.as_ref()?.contents.first()?;
        if let Some(choice) = content.choices.first() {
            arguments.push(format!("\"{}\"", media_type(choice)));
        }
        arguments.push(match content.kind {
            ContentKind::Text | ContentKind::EventStream => "\"...\"".to_owned(),
            ContentKind::Binary => "\"...\"".to_owned(),
            ContentKind::Json if content.nullable => "None".to_owned(),
            _ => value(context, root, &content.ty)?,
        });
    }
    Some(arguments)
}

/// A media type, or one of a range.
fn media_type(choice: &str) -> &str {
    match choice {
        "audio/*" => "audio/mpeg",
        "font/*" => "font/woff2",
        "image/*" => "image/png",
        "text/*" => "text/plain",
        "video/*" => "video/mp4",
        range if range.contains(['*', '"', '\\']) => "application/octet-stream",
        media_type => media_type,
    }
}

/// An argument of this type.
fn value(context: &Context<'_>, root: &str, ty: &Type) -> Option<String> {
    let value = match context.resolve(ty) {
        Type::String => "\"...\"".to_owned(),
        Type::Bool => "true".to_owned(),
        Type::Integer(_) => "1".to_owned(),
        Type::Float => "1.0".to_owned(),
        Type::Array(_) => "&[]".to_owned(),
        Type::Named(id) => {
            let definition = context.definition(*id)?;
            let TypeKind::Enum(enumeration) = &definition.kind else {
                return None;
            };
            let first = enumeration.values.first()?;
            if !matches!(first.wire_value, Literal::String(_) | Literal::Integer(_)) {
                return None;
            }
            format!("{root}::types::{}::{}", definition.name, first.variant)
        }
        _ => return None,
    };
    Some(value)
}
