//! The source text of the runtime.

use std::borrow::Cow;

macro_rules! sources {
    ($($file:literal,)*) => {
        &[$(($file, include_str!(concat!("runtime/", $file))),)*]
    };
}

/// Returns the files of the copy in a generated crate: the path below `src/runtime` and the text of each file.
///
/// The macros, which this package exports, are visible only within the crate that has the copy.
#[must_use]
pub fn sources() -> Vec<(&'static str, Cow<'static, str>)> {
    let macros: Vec<&str> = SOURCES
        .iter()
        .flat_map(|(_, text)| exported_macros(text))
        .collect();
    let files = SOURCES.iter();
    files
        .map(|&(path, text)| (path, without_exports(text, &macros)))
        .collect()
}

/// The attribute of exported macros, on a line of its own.
const EXPORT: &str = "#[macro_export]";

/// Returns the names of the macros that a file exports.
fn exported_macros(text: &str) -> impl Iterator<Item = &str> {
    text.split(EXPORT).skip(1).filter_map(|rest| {
        let (_, rest) = rest.split_once("macro_rules! ")?;
        rest.split([' ', '{']).next()
    })
}

/// Removes the attributes that export macros, and restricts the re-exports of macros to the crate.
fn without_exports(text: &'static str, macros: &[&str]) -> Cow<'static, str> {
    let is_macro = |path: &str| {
        let name = path.rsplit("::").next().unwrap_or_default();
        let mut names = name.trim_matches(['{', '}']).split(", ");
        names.all(|name| macros.contains(&name))
    };
    let is_reexport = |line: &str| {
        let path = line.strip_prefix("pub use ");
        path.and_then(|path| path.strip_suffix(';'))
            .is_some_and(is_macro)
    };
    if !text.lines().any(|line| line == EXPORT || is_reexport(line)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for line in text.lines().filter(|line| *line != EXPORT) {
        match line.strip_prefix("pub ") {
            Some(rest) if is_reexport(line) => {
                out.push_str("pub(crate) ");
                out.push_str(rest);
            }
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    Cow::Owned(out)
}

const SOURCES: &[(&str, &str)] = sources! {
    "auth/client_credentials.rs",
    "auth/context.rs",
    "auth/credential.rs",
    "auth/mod.rs",
    "auth/token.rs",
    "body/body_source.rs",
    "body/decode.rs",
    "body/file_part.rs",
    "body/from_response.rs",
    "body/media_type.rs",
    "body/mod.rs",
    "body/raw_response.rs",
    "body/request_body.rs",
    "body/response_enum.rs",
    "call/blocking.rs",
    "call/core.rs",
    "call/execute.rs",
    "call/methods.rs",
    "call/mod.rs",
    "call/operation.rs",
    "call/options.rs",
    "call/pages.rs",
    "call/parameters.rs",
    "call/prepare.rs",
    "call/prepared_request.rs",
    "call/raw_request.rs",
    "call/request.rs",
    "call/response_future.rs",
    "call/retry.rs",
    "call/state.rs",
    "call/trace.rs",
    "encode/form.rs",
    "encode/member.rs",
    "encode/mod.rs",
    "encode/multipart.rs",
    "encode/percent.rs",
    "encode/server_url.rs",
    "encode/style.rs",
    "encode/url.rs",
    "encode/value.rs",
    "error/api.rs",
    "error/attempt.rs",
    "error/boxed.rs",
    "error/decode.rs",
    "error/hook.rs",
    "error/json.rs",
    "error/mismatch.rs",
    "error/missing_credentials.rs",
    "error/mod.rs",
    "error/request.rs",
    "error/target.rs",
    "error/time_limit.rs",
    "error/token.rs",
    "error/transport.rs",
    "http/blocking_runtime.rs",
    "http/clock.rs",
    "http/default_client.rs",
    "http/headers.rs",
    "http/hook.rs",
    "http/incoming_body.rs",
    "http/incoming_response.rs",
    "http/mod.rs",
    "http/missing_headers.rs",
    "http/redact.rs",
    "http/redirect.rs",
    "http/request_id.rs",
    "http/response.rs",
    "http/retry_after.rs",
    "http/timers.rs",
    "http/transport.rs",
    "json/base64.rs",
    "json/content.rs",
    "json/content_reader.rs",
    "json/embedded.rs",
    "json/enums.rs",
    "json/field.rs",
    "json/integer.rs",
    "json/members.rs",
    "json/mod.rs",
    "json/object.rs",
    "json/path.rs",
    "json/property.rs",
    "json/rows.rs",
    "json/sending.rs",
    "json/skipped.rs",
    "json/union/candidate.rs",
    "json/union/choices.rs",
    "json/union/error.rs",
    "json/union/literal.rs",
    "json/union/mod.rs",
    "json/union/nested.rs",
    "json/union/read.rs",
    "json/union/shape.rs",
    "json/union/table.rs",
    "json/union/write.rs",
    "json/value_number.rs",
    "mock/decode.rs",
    "mock/encode.rs",
    "mock/http.rs",
    "mock/message.rs",
    "mock/mod.rs",
    "mock/path.rs",
    "mock/server.rs",
    "mock/table.rs",
    "mod.rs",
    "stream/byte_stream.rs",
    "stream/event_form.rs",
    "stream/events.rs",
    "stream/framed.rs",
    "stream/json_lines.rs",
    "stream/methods.rs",
    "stream/mod.rs",
    "stream/open.rs",
    "stream/reconnect.rs",
    "stream/request.rs",
    "stream/response.rs",
    "stream/sse.rs",
    "stream/value_decoder.rs",
};
