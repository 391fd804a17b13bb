//! The servers that calls are sent to when the caller gives no base URL.

use crate::ir::{Api, Operation, Server};

/// The URL of the first server with its variables at their defaults; `None` where there is no server, or where its URL is
/// no absolute http or https URL that could be a base.
pub(super) fn default_base_url(api: &Api) -> Option<String> {
    let url = substituted(api.servers.first()?);
    is_base(&url).then_some(url)
}

/// The URL of the first of an operation's own servers that calls can be sent to, with its variables at their defaults: an absolute
/// one, or one that is relative to the usual server.
pub(super) fn own_server(operation: &Operation) -> Option<String> {
    let mut urls = operation.servers.iter().map(substituted);
    urls.find(|url| is_base(url) || url.starts_with('/') && is_base(&format!("https://host{url}")))
}

fn is_base(url: &str) -> bool {
    let schemes = ["https://", "http://"];
    let rest = schemes.iter().find_map(|scheme| url.strip_prefix(scheme));
    rest.is_some_and(|rest| {
        !rest.starts_with(['/', ':'])
            && !rest.is_empty()
            && !rest.contains(|character: char| {
                character.is_whitespace()
                    || character.is_control()
                    || "{}?#@\\\"<>".contains(character)
            })
    })
}

fn substituted(server: &Server) -> String {
    let mut url = server.url.trim().to_owned();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.wire), &variable.default);
    }
    url
}
