//! Credentials and access tokens.

#[cfg(feature = "client-credentials")]
pub(crate) mod client_credentials;
pub(crate) mod context;
pub(crate) mod credential;
pub(crate) mod token;
