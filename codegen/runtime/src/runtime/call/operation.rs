//! Operations: the constant part of calls.

use reqwest::Method;

/// An operation of the API: the data that all its calls have in common.
#[derive(Debug)]
pub struct Operation {
    /// The `operationId`, or the generated name if the document has none.
    pub id: &'static str,
    /// The HTTP method.
    pub method: Method,
    /// The path template: placeholders in braces, optionally a query after `?` and a fragment, which is not sent.
    pub path: &'static str,
    /// The security alternatives, each a list of the schemes that are required together. Without alternatives no credential
    /// is sent. With an empty alternative the operation may be called without credentials.
    pub security: &'static [&'static [&'static str]],
    /// The `Accept` header.
    pub accept: &'static str,
}
