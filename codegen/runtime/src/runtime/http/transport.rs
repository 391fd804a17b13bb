//! Transports, which send requests.

use std::sync::Arc;

use crate::runtime::error::boxed::BoxError;
use crate::runtime::http::clock::BoxFuture;
use crate::runtime::http::default_client::DefaultClient;

/// Sends requests instead of a [`reqwest::Client`]: for example a middleware stack or a test double.
///
/// To use a client of `reqwest-middleware` or a `tower::Service<reqwest::Request>`, wrap it in your own type. `reqwest::Client`
/// is such a service, so all `tower` layers can be applied to it:
///
/// ```ignore
/// // reqwest-middleware
/// struct Middleware(reqwest_middleware::ClientWithMiddleware);
///
/// impl Transport for Middleware {
///     fn execute(&self, request: reqwest::Request) -> TransportFuture {
///         let client = self.0.clone();
///         Box::pin(async move { Ok(client.execute(request).await?) })
///     }
/// }
///
/// // tower; `Buffer` or `BoxCloneSyncService` make a service `Clone`
/// struct Service<S>(S);
///
/// impl<S> Transport for Service<S>
/// where
///     S: tower::Service<reqwest::Request, Response = reqwest::Response>,
///     S: Clone + Send + Sync + 'static,
///     S::Error: Into<BoxError>,
///     S::Future: Send,
/// {
///     fn execute(&self, request: reqwest::Request) -> TransportFuture {
///         let service = self.0.clone();
///         Box::pin(async move { service.oneshot(request).await.map_err(Into::into) })
///     }
/// }
///
/// let client = Client::builder().transport(Middleware(stack)).build()?;
/// ```
///
/// A transport is responsible for redirects, connections and TLS. The time limits, retries, hooks and size limits of the client
/// still apply. If the transport retries requests itself, build the client with
/// [`RetryPolicy::none`](crate::runtime::RetryPolicy::none).
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    fn execute(&self, request: reqwest::Request) -> TransportFuture;
}

/// The future of a response.
pub type TransportFuture = BoxFuture<'static, Result<reqwest::Response, BoxError>>;

/// The transport of a client.
#[derive(Clone)]
pub(crate) enum Http {
    Default(DefaultClient),
    Client(reqwest::Client),
    Other(Arc<dyn Transport>),
}

impl Http {
    pub(crate) async fn execute(
        &self,
        request: reqwest::Request,
    ) -> Result<reqwest::Response, BoxError> {
        match self {
            Self::Default(client) => Ok(client.execute(request).await?),
            Self::Client(client) => Ok(client.execute(request).await?),
            Self::Other(transport) => transport.execute(request).await,
        }
    }
}
