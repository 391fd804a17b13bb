//! The parts of a client that credentials need.

use std::sync::Arc;

use reqwest::Url;

use crate::runtime::http::clock::Clock;
use crate::runtime::http::transport::Http;

/// The parts of a client that credentials obtain tokens with.
#[cfg_attr(
    not(feature = "client-credentials"),
    expect(dead_code, reason = "only client credentials request tokens")
)]
pub(crate) struct CredentialContext<'a> {
    pub(crate) http: &'a Http,
    pub(crate) clock: &'a Arc<dyn Clock>,
    pub(crate) base_url: &'a Url,
}
