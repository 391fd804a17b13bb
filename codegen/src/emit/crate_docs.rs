//! The documentation of the crate: its first page in rustdoc.

use super::context::Context;
use super::docs::{Docs, code_span, escaped};
use super::example;
use super::features::FEATURES;
use super::ident::bare;
use crate::ir::{ApiKeyLocation, SecurityScheme, SecuritySchemeKind};

/// Returns the lines of the documentation.
pub(super) fn emit(context: &Context<'_>) -> Vec<String> {
    let mut docs = Docs::new(0);
    docs.markdown(Some(&format!("A client for {}.", title(context))));
    docs.markdown(context.api.description.as_deref());
    heading(&mut docs, "Example");
    docs.block(example::emit(context));
    if context.credentials().next().is_some() {
        credentials(&mut docs, context);
    }
    errors(&mut docs, context);
    timeouts(&mut docs);
    features(&mut docs, context);
    docs.into_lines()
}

/// The title of the API, for use in a sentence.
pub(super) fn title(context: &Context<'_>) -> String {
    match escaped(&context.api.title) {
        title if title.is_empty() => "the API".to_owned(),
        title => title,
    }
}

fn heading(docs: &mut Docs<'_>, text: &str) {
    docs.block(vec![format!("# {text}")]);
}

fn credentials(docs: &mut Docs<'_>, context: &Context<'_>) {
    heading(docs, "Credentials");
    let env = &context.options.env;
    docs.paragraph("[`ClientBuilder`] has a setter for each credential:");
    let list: Vec<_> = context
        .credentials()
        .map(|scheme| {
            let mut line = format!("{}: {}", setter_link(&scheme.name), transport(scheme));
            if let Some(variable) = env.credentials.get(&scheme.key) {
                line.push_str(&format!(", environment variable {}", code_span(variable)));
            }
            (line, None)
        })
        .collect();
    docs.list(&list);
    if !env.credentials.is_empty() {
        docs.paragraph(
            "[`Client::from_env`] creates a client with the credentials from the environment.",
        );
    }
    let sources: Vec<_> = context
        .credentials()
        .filter_map(|scheme| scheme.source.as_deref())
        .map(setter_link)
        .collect();
    if !sources.is_empty() {
        docs.paragraph(&format!(
            "Tokens that expire are obtained from a [`TokenSource`] when they are needed: {}.",
            sources.join(", ")
        ));
    }
    docs.paragraph("A call without a credential that it requires fails with [`Error::MissingCredentials`] before anything is sent. Credentials do not appear in `Debug` output or in errors.");
}

/// A link to a setter of the client's builder.
fn setter_link(name: &str) -> String {
    // A link cannot name a raw identifier.
    match bare(name) {
        plain if plain == name => format!("[`{plain}`](ClientBuilder::{plain})"),
        plain => code_span(plain),
    }
}

/// Describes the part of a request that contains a credential.
fn transport(scheme: &SecurityScheme) -> String {
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { location, name } => {
            let place = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query parameter",
                ApiKeyLocation::Cookie => "cookie",
            };
            format!("{place} {}", code_span(name))
        }
        SecuritySchemeKind::Basic => "user name and password (`Authorization: Basic`)".to_owned(),
        SecuritySchemeKind::Other(name) => {
            format!("header {}", code_span(&format!("Authorization: {name}")))
        }
        SecuritySchemeKind::Bearer | SecuritySchemeKind::MutualTls => {
            "bearer token (`Authorization: Bearer`)".to_owned()
        }
    }
}

fn errors(docs: &mut Docs<'_>, context: &Context<'_>) {
    heading(docs, "Errors");
    docs.paragraph("Calls return an [`Error`]:");
    let mut api = "[`Error::Api`]: the server responded with an error status. [`ApiError`] holds the status, the headers and the raw body".to_owned();
    let is_typed = |one: &crate::ir::Operation| one.error_type.is_some();
    if context.api.operations.iter().any(is_typed) {
        api.push_str("; [`ApiError::typed`] decodes the body");
    }
    api.push('.');
    let list = [
        api.as_str(),
        "[`Error::Decode`]: the body of a successful response does not have the declared type. [`DecodeError`] holds the JSON path and the raw body.",
        "[`Error::Timeout`] and [`Error::Transport`]: the response did not arrive in time, or not completely.",
        "The other variants concern the configuration of the client and the arguments of the call.",
    ];
    docs.list(&list.map(|line| (line.to_owned(), None)));
}

fn timeouts(docs: &mut Docs<'_>) {
    heading(docs, "Timeouts and retries");
    docs.paragraph("A call takes at most 60 s, retries included, and a connection is established within 10 s: see [`ClientBuilder::timeout`] and [`ClientBuilder::connect_timeout`].");
    docs.paragraph("Connection failures, timeouts and responses with the status 408, 425, 429 or 5xx (except 501 and 505) are retried up to twice, after the delay in `Retry-After` or with exponential backoff and jitter. After a connection was made, only idempotent methods and requests with an idempotency key are retried. [`RetryPolicy`] changes this.");
    docs.paragraph("[`CallOptions`] holds limits and the retry policy, for all calls with [`ClientBuilder::call_options`] or for one call with its method `with_options`.");
}

fn features(docs: &mut Docs<'_>, context: &Context<'_>) {
    heading(docs, "Features");
    let common = FEATURES.iter().map(|feature| {
        let name = code_span(feature.name);
        let default = if feature.name == "rustls" {
            " (default)"
        } else {
            ""
        };
        (format!("{name}{default}: {}", feature.docs), None)
    });
    let with = match context.options.group_by {
        Some(_) => "of this group",
        None => "with this tag",
    };
    let tags = context.features.names();
    let tags = tags.map(|name| {
        let line = format!("{} (default): the operations {with}", code_span(name));
        (line, None)
    });
    docs.list(&common.chain(tags).collect::<Vec<_>>());
}
