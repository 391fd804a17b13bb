//! A server of the operations on the loopback interface, for tests of code that calls them.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use reqwest::{Method, StatusCode, Url};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::body;
use super::body::{Decode, Received};
use super::body_error::{JsonError, Mismatch};
use super::mock_http::Listener;
use super::mock_path::Template;
use super::operation::Operation;

/// A server on the loopback interface that answers calls of the operations as it is told, over real HTTP, and keeps what it was
/// asked. Dropping it stops it.
///
/// A call for which no answer is set gets the status 501 and a text that says so. Credentials are not checked.
pub struct MockServer {
    listener: Listener,
    shared: Arc<Mutex<Shared>>,
}

/// What an operation answers, before it was asked.
#[derive(Default)]
struct Script {
    once: VecDeque<Reply>,
    always: Option<Reply>,
}

/// What makes an answer.
type Reply = Arc<dyn Fn(&MockRequest) -> MockAnswer + Send + Sync>;

struct Shared {
    operations: Vec<(&'static Operation, Template, Script)>,
    requests: Vec<MockRequest>,
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

impl MockServer {
    /// Starts a server of these operations on a free port of the loopback interface.
    ///
    /// # Errors
    ///
    /// Where there is no such port.
    pub fn with_operations(operations: &[&'static Operation]) -> io::Result<Self> {
        let operations = operations
            .iter()
            .map(|operation| (*operation, Template::new(operation.path), Script::default()))
            .collect();
        let shared = Arc::new(Mutex::new(Shared {
            operations,
            requests: Vec::new(),
        }));
        let answering = Arc::clone(&shared);
        let listener = Listener::start(move |request| answer(&answering, request))?;
        Ok(Self { listener, shared })
    }

    /// The base URL for clients: `http://127.0.0.1:40123`.
    #[must_use]
    pub fn base_url(&self) -> String {
        format!("http://{}", self.listener.address())
    }

    /// All requests so far, also those that no operation is for, in the order in which they came.
    #[must_use]
    pub fn recorded_requests(&self) -> Vec<MockRequest> {
        lock(&self.shared).requests.clone()
    }
}

impl fmt::Debug for MockServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let address: SocketAddr = self.listener.address();
        f.debug_struct("MockServer")
            .field("address", &address)
            .finish_non_exhaustive()
    }
}

/// Keeps a request and makes its answer.
fn answer(shared: &Mutex<Shared>, mut request: MockRequest) -> MockAnswer {
    let reply = {
        let mut shared = lock(shared);
        let found = shared
            .operations
            .iter_mut()
            .filter(|(operation, template, _)| {
                operation.method == request.method && template.matches(request.path())
            })
            // `/jobs/active` before `/jobs/{id}`; of two that are alike, the one that was told what to answer.
            .max_by_key(|(_, template, script)| {
                let is_told = script.always.is_some() || !script.once.is_empty();
                (template.literals(), is_told)
            });
        let reply = found.map(|(operation, _, script)| {
            request.operation = Some(operation.id);
            let once = script.once.pop_front();
            once.or_else(|| script.always.clone())
        });
        shared.requests.push(request.clone());
        reply
    };
    let MockRequest { method, target, .. } = &request;
    match (reply, request.operation) {
        (Some(Some(reply)), _) => reply(&request),
        (_, Some(operation)) => MockAnswer::new(501).text(format!(
            "no answer is set for {operation}: {method} {target}"
        )),
        (_, None) => MockAnswer::new(501).text(format!("no operation is {method} {target}")),
    }
}

/// One operation of a [`MockServer`]: what it answers and what it was asked.
#[must_use = "nothing is answered before it is told what"]
pub struct MockOperation<'a, T> {
    server: &'a MockServer,
    operation: &'static Operation,
    encode: fn(&T) -> Result<MockAnswer, serde_json::Error>,
    decode: Decode<T>,
    marker: PhantomData<T>,
}

impl<'a, T> MockOperation<'a, T> {
    /// An operation that the server was started with; what is told about another changes nothing.
    pub fn new(
        server: &'a MockServer,
        operation: &'static Operation,
        encode: fn(&T) -> Result<MockAnswer, serde_json::Error>,
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

    /// Answers every call with this value and a status of success.
    pub fn respond(&self, value: impl std::borrow::Borrow<T>) {
        self.always(self.encoded(value.borrow()));
    }

    /// Answers the next call with this value, after those that were told so before; then as it is told otherwise.
    pub fn respond_once(&self, value: impl std::borrow::Borrow<T>) {
        self.once(self.encoded(value.borrow()));
    }

    /// Answers every call with this JSON, which must be a value that the operation gives: for types that are only received,
    /// and so cannot be made.
    ///
    /// # Errors
    ///
    /// Where it is none: the path of what does not fit, and why.
    pub fn respond_json(&self, json: &serde_json::Value) -> Result<(), Mismatch> {
        let answer = MockAnswer::new(200).json(json);
        let mut received = Received {
            operation: self.operation,
            status: StatusCode::OK,
            headers: answer.headers.clone(),
            body: answer.body.clone(),
            stream: None,
            is_complete: true,
            failed: Vec::new(),
        };
        (self.decode)(&mut received)?;
        self.always(answer);
        Ok(())
    }

    /// Answers every call so, whether the operation declares it or not.
    pub fn respond_with(&self, answer: MockAnswer) {
        self.always(answer);
    }

    /// Answers the next call so, after those that were told so before.
    pub fn respond_once_with(&self, answer: MockAnswer) {
        self.once(answer);
    }

    /// Answers every call with what this makes of the request.
    pub fn respond_by(&self, reply: impl Fn(&MockRequest) -> MockAnswer + Send + Sync + 'static) {
        self.script(|script| script.always = Some(Arc::new(reply)));
    }

    /// The calls so far, in the order in which they came.
    #[must_use]
    pub fn requests(&self) -> Vec<MockRequest> {
        let mut requests = self.server.recorded_requests();
        requests.retain(|request| request.operation == Some(self.operation.id));
        requests
    }

    fn encoded(&self, value: &T) -> MockAnswer {
        (self.encode)(value).unwrap_or_else(|error| {
            MockAnswer::new(500).text(format!("the value cannot be written: {error}"))
        })
    }

    fn always(&self, answer: MockAnswer) {
        self.script(|script| script.always = Some(Arc::new(move |_| answer.clone())));
    }

    fn once(&self, answer: MockAnswer) {
        self.script(|script| {
            script.once.push_back(Arc::new(move |_| answer.clone()));
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

/// What a [`MockServer`] answers.
#[derive(Debug, Clone)]
pub struct MockAnswer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) delay: Duration,
    pub(crate) is_broken: bool,
}

impl MockAnswer {
    /// An answer without a body. A status that is none of HTTP is 500.
    #[must_use]
    pub fn new(status: u16) -> Self {
        Self {
            status: StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR),
            headers: HeaderMap::new(),
            body: Vec::new(),
            delay: Duration::ZERO,
            is_broken: false,
        }
    }

    /// No answer: the connection is closed.
    #[must_use]
    pub fn broken() -> Self {
        Self {
            is_broken: true,
            ..Self::new(500)
        }
    }

    /// With a header; one that cannot be sent is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_str(value)) {
            self.headers.append(name, value);
        }
        self
    }

    /// With a body in JSON.
    #[must_use]
    pub fn json(self, value: &serde_json::Value) -> Self {
        self.bytes("application/json", value.to_string())
    }

    /// With a text as body.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.bytes("text/plain; charset=utf-8", text.into())
    }

    /// With any body.
    #[must_use]
    pub fn bytes(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        if let Ok(value) = HeaderValue::from_str(content_type) {
            self.headers.insert(CONTENT_TYPE, value);
        }
        self.body = body.into();
        self
    }

    /// Sent after this time.
    #[must_use]
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }
}

/// A request as a [`MockServer`] got it.
#[derive(Debug, Clone)]
pub struct MockRequest {
    pub(crate) method: Method,
    pub(crate) target: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) operation: Option<&'static str>,
}

impl MockRequest {
    /// The operation that was called, where it is one: its `operationId`, or the name that was made up.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.operation
    }

    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path as it was sent, percent-encoded.
    #[must_use]
    pub fn path(&self) -> &str {
        self.target.split('?').next().unwrap_or_default()
    }

    /// The query as it was sent, without the `?`.
    #[must_use]
    pub fn query(&self) -> &str {
        self.target.split_once('?').map_or("", |(_, query)| query)
    }

    /// The values of a parameter of the query, decoded, in their order.
    #[must_use]
    pub fn query_values(&self, name: &str) -> Vec<String> {
        let Ok(url) = Url::parse(&format!("http://localhost/?{}", self.query())) else {
            return Vec::new();
        };
        url.query_pairs()
            .filter_map(|(key, value)| (key == name).then(|| value.into_owned()))
            .collect()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of a header, where it came and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// Where it is no JSON, or not of this type.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, JsonError> {
        body::parse(&self.body)
    }
}

/// What writes the values that operations give; the names are those of what reads them.
pub mod encode {
    use super::{MockAnswer, Serialize};

    /// An answer, or why the value cannot be written.
    pub type Written = Result<MockAnswer, serde_json::Error>;

    /// A JSON body.
    ///
    /// # Errors
    ///
    /// Where the value cannot be JSON.
    pub fn json<T: Serialize>(value: &T) -> Written {
        let body = serde_json::to_vec(value)?;
        Ok(MockAnswer::new(200).bytes("application/json", body))
    }

    /// A text body.
    ///
    /// # Errors
    ///
    /// None; the result is what all kinds have.
    pub fn text<T: AsRef<str>>(value: &T) -> Written {
        Ok(MockAnswer::new(200).text(value.as_ref()))
    }

    /// Any body.
    ///
    /// # Errors
    ///
    /// None; the result is what all kinds have.
    pub fn bytes<T: AsRef<[u8]>>(value: &T) -> Written {
        Ok(MockAnswer::new(200).bytes("application/octet-stream", value.as_ref()))
    }

    /// No body.
    ///
    /// # Errors
    ///
    /// None; the result is what all kinds have.
    pub fn empty((): &()) -> Written {
        Ok(MockAnswer::new(204))
    }

    /// What is an answer already.
    ///
    /// # Errors
    ///
    /// None; the result is what all kinds have.
    pub fn whole(answer: &MockAnswer) -> Written {
        Ok(answer.clone())
    }
}

/// What reads the values that operations give.
pub mod decode {
    pub use crate::runtime::body::{bytes, empty, json, text};

    use super::{Mismatch, MockAnswer, Received};

    /// The answer as it came.
    ///
    /// # Errors
    ///
    /// None; the result is what all kinds have.
    pub fn whole(received: &mut Received) -> Result<MockAnswer, Mismatch> {
        Ok(MockAnswer {
            headers: received.headers.clone(),
            body: received.body.clone(),
            ..MockAnswer::new(received.status.as_u16())
        })
    }
}

/// Gives the [`MockServer`] its operations.
///
/// `mock! { retrieve_pet: RETRIEVE_PET => Pet: json, }`: the method, the operation's description and what it gives, as
/// [`call!`](super::operation) has it. `MockAnswer: whole` is for what is not one value, such as different ones by status.
macro_rules! mock {
    ($($(#[$attribute:meta])* $function:ident: $operation:ident => $output:ty: $kind:ident),* $(,)?) => {
        impl $crate::runtime::mock::MockServer {
            /// Starts a server on a free port of the loopback interface.
            ///
            /// # Errors
            ///
            /// Where there is no such port.
            pub fn new() -> ::std::io::Result<Self> {
                Self::with_operations(&[$($(#[$attribute])* &$crate::operations::$operation,)*])
            }

            $(
                $(#[$attribute])*
                #[doc = ::std::concat!("What `Client::", ::std::stringify!($function), "` calls.")]
                pub fn $function(&self) -> $crate::runtime::mock::MockOperation<'_, $output> {
                    $crate::runtime::mock::MockOperation::new(
                        self,
                        &$crate::operations::$operation,
                        $crate::runtime::mock::encode::$kind,
                        $crate::runtime::mock::decode::$kind,
                    )
                }
            )*
        }
    };
}
pub(crate) use mock;
