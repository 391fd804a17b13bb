//! The base URL that a client has when none is given.

use crate::ir::{Api, Server};

/// The URL of the first server with its variables at their defaults; `None` where there is no server, or where its URL is
/// no absolute http or https URL that could be a base.
pub(super) fn default_base_url(api: &Api) -> Option<String> {
    let url = substituted(api.servers.first()?);
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    let is_base = !rest.starts_with(['/', ':'])
        && !rest.is_empty()
        && !rest.contains(|character: char| {
            character.is_whitespace() || character.is_control() || "{}?#@\\\"<>".contains(character)
        });
    is_base.then_some(url)
}

fn substituted(server: &Server) -> String {
    let mut url = server.url.trim().to_owned();
    for variable in &server.variables {
        url = url.replace(&format!("{{{}}}", variable.wire), &variable.default);
    }
    url
}
