//! The kinds of time limits.

/// A kind of time limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeLimit {
    /// The limit of the whole call.
    Call,
    /// The limit of one attempt.
    Attempt,
    /// The limit between two chunks of the response body.
    Idle,
    /// A limit of the HTTP client, such as its connect timeout.
    HttpClient,
}
