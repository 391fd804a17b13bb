//! What carries requests to the server.

use std::sync::Arc;

use super::clock::BoxFuture;
use super::hook::BoxError;

/// What sends a request and gives its response, in place of a [`reqwest::Client`]: a stack of middleware, a proxy that decides
/// by itself, a test.
///
/// Where there is a client of `reqwest-middleware` or a `tower::Service<reqwest::Request>`, a type of one's own around it is
/// all it takes. `reqwest::Client` is such a service, so all layers of `tower` can be put around it:
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
/// // tower; `Clone` is what `Buffer` or `BoxCloneSyncService` give to a service that has it not
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
/// Redirects, connections and TLS are its own matter then; time limits, retries, hooks and limits of size are those of the
/// client as ever. A stack that retries by itself wants a client with [`RetryPolicy::none`](super::RetryPolicy::none).
pub trait Transport: Send + Sync + 'static {
    /// Sends a request.
    fn execute(&self, request: reqwest::Request) -> TransportFuture;
}

/// A response that is awaited.
pub type TransportFuture = BoxFuture<'static, Result<reqwest::Response, BoxError>>;

/// What a client sends requests with.
#[derive(Clone)]
pub(crate) enum Http {
    Client(reqwest::Client),
    Other(Arc<dyn Transport>),
}

impl Http {
    pub(crate) async fn execute(
        &self,
        request: reqwest::Request,
    ) -> Result<reqwest::Response, BoxError> {
        match self {
            Self::Client(client) => Ok(client.execute(request).await?),
            Self::Other(transport) => transport.execute(request).await,
        }
    }
}
