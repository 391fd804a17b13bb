//! The HTTP client of clients for which the caller passes none.

#[cfg(feature = "blocking")]
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use crate::runtime::error::request::ConfigurationError;
#[cfg(feature = "blocking")]
use crate::runtime::http::blocking_runtime;

/// The default HTTP client. It follows no redirects: that is done by the code that executes calls.
#[derive(Clone)]
pub(crate) struct DefaultClient {
    client: reqwest::Client,
    /// The HTTP client for blocking calls, with connections of its own: a connection is served by the runtime that made it, which
    /// may be waiting for the blocking call.
    #[cfg(feature = "blocking")]
    blocking: Arc<OnceLock<reqwest::Client>>,
    #[cfg(feature = "blocking")]
    settings: ClientSettings,
}

/// The settings of the default HTTP client.
#[derive(Clone, Copy)]
pub(crate) struct ClientSettings {
    pub(crate) connect_timeout: Duration,
    pub(crate) user_agent: Option<&'static str>,
}

impl DefaultClient {
    /// Creates the HTTP client.
    ///
    /// # Errors
    ///
    /// If TLS cannot be set up.
    pub(crate) fn new(settings: ClientSettings) -> Result<Self, ConfigurationError> {
        let client = settings.build().map_err(|source| ConfigurationError {
            reason: "the HTTP client cannot be set up".to_owned(),
            source: Some(source),
        })?;
        Ok(Self {
            client,
            #[cfg(feature = "blocking")]
            blocking: Arc::default(),
            #[cfg(feature = "blocking")]
            settings,
        })
    }

    /// Sends a request.
    pub(crate) async fn execute(
        &self,
        request: reqwest::Request,
    ) -> Result<reqwest::Response, reqwest::Error> {
        #[cfg(feature = "blocking")]
        if blocking_runtime::is_inside() {
            return self.blocking()?.execute(request).await;
        }
        self.client.execute(request).await
    }

    /// Returns the HTTP client for blocking calls, which the first of them creates.
    #[cfg(feature = "blocking")]
    fn blocking(&self) -> Result<&reqwest::Client, reqwest::Error> {
        if let Some(client) = self.blocking.get() {
            return Ok(client);
        }
        let client = self.settings.build()?;
        Ok(self.blocking.get_or_init(|| client))
    }
}

impl ClientSettings {
    fn build(self) -> Result<reqwest::Client, reqwest::Error> {
        let mut builder = reqwest::Client::builder();
        // A browser manages connections and redirects itself.
        #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
        {
            builder = builder
                .connect_timeout(self.connect_timeout)
                .redirect(reqwest::redirect::Policy::none());
        }
        #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
        let _ = self.connect_timeout;
        if let Some(user_agent) = self.user_agent {
            builder = builder.user_agent(user_agent);
        }
        builder.build()
    }
}
