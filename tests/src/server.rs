//! A local HTTP server that gives one answer and keeps the requests that come.

use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A server on the loopback interface that answers every request in the same way.
#[derive(Debug)]
pub struct Server(MockServer);

impl Server {
    /// A server that answers with this status and JSON.
    pub async fn json(status: u16, body: &Value) -> Self {
        Self::answering(ResponseTemplate::new(status).set_body_json(body)).await
    }

    /// A server that answers like this.
    pub async fn answering(answer: ResponseTemplate) -> Self {
        let server = MockServer::start().await;
        Mock::given(any()).respond_with(answer).mount(&server).await;
        Self(server)
    }

    /// Its URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        self.0.uri()
    }

    /// The requests that came, in order.
    ///
    /// # Panics
    ///
    /// Where requests are not kept.
    pub async fn requests(&self) -> Vec<Request> {
        self.0.received_requests().await.expect("requests are kept")
    }

    /// The only request that came.
    ///
    /// # Panics
    ///
    /// Where none or several came.
    pub async fn request(&self) -> Request {
        let mut requests = self.requests().await;
        assert_eq!(requests.len(), 1, "one request comes: {requests:?}");
        requests.remove(0)
    }

    /// Method, path and query of the only request that came: `GET /pets?limit=2`.
    ///
    /// # Panics
    ///
    /// Where none or several came.
    pub async fn request_line(&self) -> String {
        let request = self.request().await;
        let target = request.url.path();
        match request.url.query() {
            Some(query) => format!("{} {target}?{query}", request.method),
            None => format!("{} {target}", request.method),
        }
    }
}

/// The value of a header of a request; `None` where it did not come.
#[must_use]
pub fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request
        .headers
        .get(name)
        .and_then(|value| value.to_str().ok())
}

/// The body of a request as JSON.
///
/// # Panics
///
/// Where it is none.
#[must_use]
pub fn json_body(request: &Request) -> Value {
    request.body_json().expect("the body is JSON")
}
