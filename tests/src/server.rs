//! A local HTTP server that always sends the same response and records the requests.

use serde_json::Value;
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A server on the loopback interface that sends the same response to every request.
#[derive(Debug)]
pub struct Server(MockServer);

impl Server {
    /// Starts a server that responds with this status and JSON.
    pub async fn json(status: u16, body: &Value) -> Self {
        Self::responding(ResponseTemplate::new(status).set_body_json(body)).await
    }

    /// Starts a server with this response.
    pub async fn responding(response: ResponseTemplate) -> Self {
        let server = MockServer::start().await;
        Mock::given(any())
            .respond_with(response)
            .mount(&server)
            .await;
        Self(server)
    }

    /// Returns the URL of the server, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> String {
        self.0.uri()
    }

    /// Returns the received requests, in order.
    ///
    /// # Panics
    ///
    /// Panics if requests are not recorded.
    pub async fn requests(&self) -> Vec<Request> {
        self.0
            .received_requests()
            .await
            .expect("requests are recorded")
    }

    /// Returns the only received request.
    ///
    /// # Panics
    ///
    /// Panics if none or several were received.
    pub async fn request(&self) -> Request {
        let mut requests = self.requests().await;
        assert_eq!(requests.len(), 1, "one request is received: {requests:?}");
        requests.remove(0)
    }

    /// Returns the method, path and query of the only received request: `GET /pets?limit=2`.
    ///
    /// # Panics
    ///
    /// Panics if none or several were received.
    pub async fn request_line(&self) -> String {
        let request = self.request().await;
        let target = request.url.path();
        match request.url.query() {
            Some(query) => format!("{} {target}?{query}", request.method),
            None => format!("{} {target}", request.method),
        }
    }
}

/// Returns the value of a header of a request; `None` if the header is absent.
#[must_use]
pub fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    request
        .headers
        .get(name)
        .and_then(|value| value.to_str().ok())
}

/// Returns the body of a request as JSON.
///
/// # Panics
///
/// Panics if the body is not JSON.
#[must_use]
pub fn json_body(request: &Request) -> Value {
    request.body_json().expect("the body is JSON")
}
