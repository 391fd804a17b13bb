//! The client core that every generated crate carries.
//!
//! What stands below `src/runtime` is copied into each generated crate as it is, so `crate::runtime` is the right path
//! in both. The tests stand outside of what is copied.

pub mod runtime;

#[cfg(test)]
pub mod tests;

macro_rules! source {
    ($file:literal) => {
        ($file, include_str!(concat!("runtime/", $file)))
    };
}

/// The files below `src/runtime`: each file's name and its text.
#[must_use]
pub fn sources() -> &'static [(&'static str, &'static str)] {
    SOURCES
}

const SOURCES: &[(&str, &str)] = &[
    source!("answers.rs"),
    source!("api_error.rs"),
    source!("arrived.rs"),
    source!("base64.rs"),
    source!("blocking.rs"),
    source!("body.rs"),
    source!("body_error.rs"),
    source!("call.rs"),
    source!("client_credentials.rs"),
    source!("clock.rs"),
    source!("content.rs"),
    source!("content_read.rs"),
    source!("core.rs"),
    source!("encode.rs"),
    source!("enums.rs"),
    source!("error.rs"),
    source!("events.rs"),
    source!("field.rs"),
    source!("file_part.rs"),
    source!("form.rs"),
    source!("headers.rs"),
    source!("hook.rs"),
    source!("incoming.rs"),
    source!("integer.rs"),
    source!("json_lines.rs"),
    source!("json_path.rs"),
    source!("kind.rs"),
    source!("loss.rs"),
    source!("members.rs"),
    source!("mock.rs"),
    source!("mock_http.rs"),
    source!("mock_path.rs"),
    source!("mod.rs"),
    source!("multipart.rs"),
    source!("object.rs"),
    source!("operation.rs"),
    source!("options.rs"),
    source!("pages.rs"),
    source!("payload.rs"),
    source!("percent.rs"),
    source!("raw.rs"),
    source!("reconnect.rs"),
    source!("redact.rs"),
    source!("redirect.rs"),
    source!("request.rs"),
    source!("request_error.rs"),
    source!("request_id.rs"),
    source!("response.rs"),
    source!("retry.rs"),
    source!("retry_after.rs"),
    source!("security.rs"),
    source!("send.rs"),
    source!("send_body.rs"),
    source!("server_url.rs"),
    source!("source.rs"),
    source!("stream.rs"),
    source!("timers.rs"),
    source!("token.rs"),
    source!("trace.rs"),
    source!("transport.rs"),
    source!("transport_error.rs"),
    source!("union.rs"),
    source!("union_choice.rs"),
    source!("union_error.rs"),
    source!("union_read.rs"),
    source!("union_write.rs"),
    source!("url.rs"),
    source!("value.rs"),
];
