//! A local server of the operations, for tests of code that calls them.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use reqwest::{StatusCode, Url};

use crate::runtime::body::decode::Decode;
use crate::runtime::body::raw_response::RawResponse;
use crate::runtime::call::operation::Operation;
use crate::runtime::error::mismatch::BodyMismatchError;
use crate::runtime::mock::http::Listener;
use crate::runtime::mock::message::{MockRequest, MockResponse};
use crate::runtime::mock::path::Template;

/// The server of a `MockServer`, which `mock!` defines.
pub struct Server {
    listener: Listener,
    shared: Arc<Mutex<Shared>>,
}

/// The configured responses of an operation.
#[derive(Default)]
struct Script {
    once: VecDeque<Responder>,
    always: Option<Responder>,
}

/// Creates the response to a request.
type Responder = Arc<dyn Fn(&MockRequest) -> MockResponse + Send + Sync>;

struct Shared {
    operations: Vec<(&'static Operation, Template, Script)>,
    requests: Vec<MockRequest>,
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Server {
    /// Starts a server of these operations on a free port of the loopback interface.
    ///
    /// # Errors
    ///
    /// If no port can be opened.
    pub fn start(operations: &[&'static Operation]) -> io::Result<Self> {
        let operations = operations
            .iter()
            .map(|operation| (*operation, Template::new(operation.path), Script::default()))
            .collect();
        let shared = Arc::new(Mutex::new(Shared {
            operations,
            requests: Vec::new(),
        }));
        let state = Arc::clone(&shared);
        let listener = Listener::start(move |request| respond(&state, request))?;
        Ok(Self { listener, shared })
    }

    /// Returns the base URL for clients: `http://127.0.0.1:40123`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.listener.address())
    }

    /// Returns all requests so far in order, including those that match no operation.
    #[must_use]
    pub fn recorded_requests(&self) -> Vec<MockRequest> {
        lock(&self.shared).requests.clone()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address: SocketAddr = self.listener.address();
        f.debug_struct("Server")
            .field("address", &address)
            .finish_non_exhaustive()
    }
}

/// Records a request and creates its response.
fn respond(shared: &Mutex<Shared>, mut request: MockRequest) -> MockResponse {
    let responder = {
        let mut shared = lock(shared);
        let found = shared
            .operations
            .iter_mut()
            .filter(|(operation, template, _)| {
                operation.method == request.method && template.matches(request.path())
            })
            // `/jobs/active` takes precedence over `/jobs/{id}`; of equal ones, the one with a configured response.
            .max_by_key(|(_, template, script)| {
                let is_configured = script.always.is_some() || !script.once.is_empty();
                (template.literals(), is_configured)
            });
        let responder = found.map(|(operation, _, script)| {
            request.operation = Some(operation.id);
            let once = script.once.pop_front();
            once.or_else(|| script.always.clone())
        });
        shared.requests.push(request.clone());
        responder
    };
    let MockRequest { method, target, .. } = &request;
    match (responder, request.operation) {
        (Some(Some(responder)), _) => responder(&request),
        (_, Some(operation)) => MockResponse::new(501).text(format!(
            "no response is set for {operation}: {method} {target}"
        )),
        (_, None) => MockResponse::new(501).text(format!("no operation matches {method} {target}")),
    }
}

/// One operation of a mock server: its configured responses and its requests.
#[must_use = "the operation is unchanged until a response is set"]
pub struct MockOperation<'a, T> {
    server: &'a Server,
    operation: &'static Operation,
    encode: fn(&T) -> Result<MockResponse, serde_json::Error>,
    decode: Decode<T>,
    marker: PhantomData<T>,
}

impl<'a, T> MockOperation<'a, T> {
    /// Creates a handle of an operation of the server. If the server does not have the operation, the handle has no effect.
    pub fn new(
        server: &'a Server,
        operation: &'static Operation,
        encode: fn(&T) -> Result<MockResponse, serde_json::Error>,
        decode: Decode<T>,
    ) -> Self {
        Self {
            server,
            operation,
            encode,
            decode,
            marker: PhantomData,
        }
    }

    /// Returns this value with a success status in response to every call.
    pub fn respond(&self, value: impl std::borrow::Borrow<T>) {
        self.always(self.encoded(value.borrow()));
    }

    /// Queues this value as the response to one call. When the queue is empty, the default response applies.
    pub fn respond_once(&self, value: impl std::borrow::Borrow<T>) {
        self.once(self.encoded(value.borrow()));
    }

    /// Returns this JSON in response to every call. It is for types that cannot be constructed because they are only received.
    ///
    /// # Errors
    ///
    /// If the JSON is not of the type that the operation returns, with the JSON path and the reason.
    pub fn respond_json(&self, json: &serde_json::Value) -> Result<(), BodyMismatchError> {
        let response = MockResponse::new(200).json(json);
        let url = Url::parse(&self.server.base_url());
        let url = url.map_err(|error| BodyMismatchError::new(error.to_string()))?;
        let mut received = RawResponse {
            operation: self.operation,
            url: Box::new(url),
            status: StatusCode::OK,
            headers: response.headers.clone(),
            body: response.body.clone(),
            is_complete: true,
            failed: Vec::new(),
        };
        (self.decode)(&mut received)?;
        self.always(response);
        Ok(())
    }

    /// Returns this response to every call. The operation need not declare it.
    pub fn respond_with(&self, response: MockResponse) {
        self.always(response);
    }

    /// Queues this response for one call.
    pub fn respond_once_with(&self, response: MockResponse) {
        self.once(response);
    }

    /// Calls this function for the response to every call.
    pub fn respond_by(
        &self,
        responder: impl Fn(&MockRequest) -> MockResponse + Send + Sync + 'static,
    ) {
        self.script(|script| script.always = Some(Arc::new(responder)));
    }

    /// Returns the requests of this operation so far, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<MockRequest> {
        let mut requests = self.server.recorded_requests();
        requests.retain(|request| request.operation == Some(self.operation.id));
        requests
    }

    fn encoded(&self, value: &T) -> MockResponse {
        (self.encode)(value).unwrap_or_else(|error| {
            MockResponse::new(500).text(format!("the value cannot be serialized: {error}"))
        })
    }

    fn always(&self, response: MockResponse) {
        self.script(|script| script.always = Some(Arc::new(move |_| response.clone())));
    }

    fn once(&self, response: MockResponse) {
        self.script(|script| {
            script.once.push_back(Arc::new(move |_| response.clone()));
        });
    }

    fn script(&self, change: impl FnOnce(&mut Script)) {
        let mut shared = lock(&self.server.shared);
        let mut operations = shared.operations.iter_mut();
        if let Some((_, _, script)) =
            operations.find(|(operation, _, _)| std::ptr::eq(*operation, self.operation))
        {
            change(script);
        }
    }
}

impl<T> fmt::Debug for MockOperation<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockOperation")
            .field("operation", &self.operation.id)
            .finish_non_exhaustive()
    }
}
