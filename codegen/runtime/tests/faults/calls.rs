//! Cases outside of the table: idempotency keys, retry budgets, cancellation, hooks, transports, and responses at the time limit.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::*;
use apicrate_runtime::runtime::{
    AttemptInfo, BoxError, Hook, HookFuture, ResponseHead, Transport, TransportFuture,
};
use server::{json as done, raw, respond};

fn busy() -> Vec<Step> {
    respond("503 Service Unavailable", "", "no")
}

fn header<'a>(request: &'a str, name: &str) -> Option<&'a str> {
    let mut lines = request.lines().filter_map(|line| line.split_once(": "));
    lines
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, value)| value)
}

fn post(core: &Core) -> Request {
    let mut request = core.request(&CREATE);
    request.json(&"body");
    request
}

#[tokio::test]
async fn all_attempts_of_a_post_have_the_same_key_and_each_call_has_a_new_one() {
    let clock = TestClock::default();
    let server = FaultServer::start(vec![busy(), busy(), done("1"), done("2"), done("3")]);
    let core = builder(&server.url, &clock).idempotency_header("Idempotency-Key");
    let core = core.build().expect("a core");
    json(post(&core)).await.expect("a response");
    json(post(&core)).await.expect("a response");
    json(core.request(&RETRIEVE)).await.expect("a response");
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| header(request, "idempotency-key"))
        .collect();
    assert_eq!(keys.len(), 5);
    assert!(
        keys[0].is_some() && keys[0] == keys[1] && keys[1] == keys[2],
        "{keys:?}"
    );
    assert!(keys[3].is_some() && keys[3] != keys[0], "{keys:?}");
    assert_eq!(keys[4], None);
    let key = keys[0].unwrap_or_default();
    let lengths: Vec<usize> = key.split('-').map(str::len).collect();
    assert_eq!(lengths, [8, 4, 4, 4, 12], "{key}");
    assert_eq!(&key[14..15], "4", "{key}");
    assert!(
        requests
            .iter()
            .take(4)
            .all(|request| request.ends_with("\"body\""))
    );
}

#[tokio::test]
async fn a_given_key_takes_precedence_over_a_generated_one() {
    let clock = TestClock::default();
    let server = FaultServer::start(vec![done("1"), done("2")]);
    let core = builder(&server.url, &clock)
        .idempotency_header("X-Key")
        .build()
        .expect("a core");
    let mut request = post(&core);
    request.set_options(CallOptions::new().idempotency_key("mine"));
    json(request).await.expect("a response");
    let mut request = post(&core);
    request.set_header("x-key", "by hand");
    json(request).await.expect("a response");
    let requests = server.requests();
    assert_eq!(header(&requests[0], "x-key"), Some("mine"));
    assert_eq!(header(&requests[1], "x-key"), Some("by hand"));
    let mut request = post(&core);
    request.set_options(CallOptions::new().idempotency_key("a\nb"));
    let error = json(request).await.expect_err("an error");
    assert!(matches!(error, Error::InvalidRequest(_)), "{error:?}");
}

#[tokio::test]
async fn the_retry_budget_limits_retries_across_calls() {
    let clock = TestClock::default();
    let server =
        FaultServer::start([vec![busy(); 12], vec![done("1"); 10], vec![busy(); 3]].concat());
    let core = builder(&server.url, &clock)
        .retry_budget(4)
        .build()
        .expect("a core");
    let mut attempts = Vec::new();
    for _ in 0..8 {
        let error = json(core.request(&RETRIEVE)).await.expect_err("a failure");
        attempts.push(error.failed_attempts().len() + 1);
    }
    // The budget is four retries.
    assert_eq!(attempts, [3, 3, 1, 1, 1, 1, 1, 1]);
    for _ in 0..10 {
        json(core.request(&RETRIEVE)).await.expect("a response");
    }
    // Ten successes refill the budget by one retry.
    let error = json(core.request(&RETRIEVE)).await.expect_err("a failure");
    assert_eq!(error.failed_attempts().len(), 1);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn pauses_are_random_parts_of_an_exponential_backoff() {
    let clock = TestClock::default();
    let server = FaultServer::start(vec![busy(); 6]);
    let policy = RetryPolicy::new()
        .max_retries(5)
        .backoff(Duration::from_secs(1), Duration::from_secs(4));
    let core = builder(&server.url, &clock)
        .retry(policy)
        .build()
        .expect("a core");
    let error = json(core.request(&RETRIEVE)).await.expect_err("a failure");
    assert_eq!(error.failed_attempts().len(), 5);
    for (pause, longest) in clock
        .pauses()
        .into_iter()
        .zip([1, 2, 4, 4, 4].map(Duration::from_secs))
    {
        // The random numbers of the clock are in the upper half of the range.
        assert!(
            pause >= longest / 2 && pause < longest,
            "{pause:?} of {longest:?}"
        );
    }
}

#[tokio::test]
async fn a_call_without_retries_or_idempotency_is_sent_once() {
    let clock = TestClock::default();
    let server = FaultServer::start(vec![busy(); 2]);
    let core = builder(&server.url, &clock).build().expect("a core");
    let mut request = core.request(&RETRIEVE);
    request.set_options(CallOptions::new().retry(RetryPolicy::none()));
    let error = json(request).await.expect_err("a failure");
    assert_eq!(
        (error.failed_attempts().len(), server.requests().len()),
        (0, 1)
    );
    let mut request = core.request(&RETRIEVE);
    request.set_options(CallOptions::new().idempotent(false));
    let error = json(request).await.expect_err("a failure");
    assert_eq!(
        (error.failed_attempts().len(), server.requests().len()),
        (0, 1)
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_response_at_the_time_limit_is_not_discarded() {
    for limit in [CALL, ATTEMPT] {
        let clock = TestClock::default();
        let bytes = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n\"done\"";
        let server = FaultServer::start(vec![vec![
            Step::Read,
            Step::Signal,
            Step::Rest,
            Step::Send(bytes.into()),
            Step::Signal,
        ]]);
        let core = builder(&server.url, &clock).build().expect("a core");
        let mut call = Box::pin(json(core.request(&RETRIEVE)));
        // Polls the call until the server has read the request.
        let signals = server.signals();
        let waiting = tokio::task::spawn_blocking(move || signals.wait());
        tokio::select! {
            ended = &mut call => panic!("{ended:?}"),
            waited = waiting => waited.expect("a server"),
        }
        // The call is not polled while its response arrives and its limit is reached.
        let signals = server.signals();
        let sent = tokio::task::spawn_blocking(move || signals.wait());
        sent.await.expect("a server");
        tokio::time::sleep(Duration::from_millis(200)).await;
        clock.reach_unnoticed(limit);
        let response = call.await.expect("a response");
        assert_eq!(response.into_inner(), "done");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn dropping_a_call_closes_its_connection() {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n\"d";
    for steps in [
        vec![Step::Read, Step::Signal, Step::Silence],
        [raw(head), vec![Step::Signal, Step::Silence]].concat(),
    ] {
        let clock = TestClock::default();
        let server = FaultServer::start(vec![steps]);
        let core = builder(&server.url, &clock).build().expect("a core");
        let call = json(core.request(&RETRIEVE));
        let signals = server.signals();
        let waiting = tokio::task::spawn_blocking(move || signals.wait());
        tokio::select! {
            ended = call => panic!("{ended:?}"),
            waited = waiting => waited.expect("a server"),
        }
        let closed = tokio::task::spawn_blocking(move || server.is_closed_by_client());
        assert!(closed.await.expect("a server"));
    }
}

/// A hook that records its calls.
struct Notes {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Notes {
    fn note(&self, event: String) {
        self.notes
            .lock()
            .expect("notes")
            .push(format!("{} {event}", self.name));
    }
}

impl Hook for Notes {
    fn before_request<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        request: &'a mut reqwest::Request,
    ) -> HookFuture<'a> {
        Box::pin(async move {
            tokio::task::yield_now().await;
            self.note(format!(
                "before {} {}",
                attempt.number(),
                request.url().path()
            ));
            request.headers_mut().insert("x-signed", self.name.parse()?);
            Ok(())
        })
    }

    fn after_response<'a>(
        &'a self,
        attempt: &'a AttemptInfo,
        response: ResponseHead<'a>,
    ) -> HookFuture<'a> {
        self.note(format!(
            "after {} {}",
            attempt.number(),
            response.status().as_u16()
        ));
        Box::pin(std::future::ready(Ok(())))
    }

    fn after_failure<'a>(&'a self, attempt: &'a AttemptInfo, error: &'a Error) -> HookFuture<'a> {
        self.note(format!(
            "failed {} {}",
            attempt.operation(),
            error.is_timeout()
        ));
        Box::pin(std::future::ready(Ok(())))
    }
}

#[tokio::test]
async fn hooks_see_each_request_and_each_response() {
    let clock = TestClock::default();
    let notes = Arc::new(Mutex::new(Vec::new()));
    let redirect = respond("307 Temporary Redirect", "location: /other\r\n", "");
    let server = FaultServer::start(vec![vec![], redirect, done("1")]);
    let [first, second] = ["first", "second"].map(|name| Notes {
        name,
        notes: Arc::clone(&notes),
    });
    let core = builder(&server.url, &clock)
        .hook(first)
        .hook(second)
        .build()
        .expect("a core");
    json(core.request(&RETRIEVE)).await.expect("a response");
    assert_eq!(
        *notes.lock().expect("notes"),
        [
            "first before 1 /job",
            "second before 1 /job",
            "second failed retrieve false",
            "first failed retrieve false",
            "first before 2 /job",
            "second before 2 /job",
            "second after 2 307",
            "first after 2 307",
            "first before 2 /other",
            "second before 2 /other",
            "second after 2 200",
            "first after 2 200",
        ]
    );
    let requests = server.requests();
    assert!(
        requests
            .iter()
            .all(|request| header(request, "x-signed") == Some("second"))
    );
}

struct Refuses;

impl Hook for Refuses {
    fn before_request<'a>(
        &'a self,
        _: &'a AttemptInfo,
        _: &'a mut reqwest::Request,
    ) -> HookFuture<'a> {
        Box::pin(async { Err(BoxError::from("no key available")) })
    }
}

#[tokio::test]
async fn a_hook_that_fails_ends_the_call() {
    let clock = TestClock::default();
    let server = FaultServer::start(vec![done("1")]);
    let core = builder(&server.url, &clock)
        .hook(Refuses)
        .build()
        .expect("a core");
    let error = json(core.request(&RETRIEVE)).await.expect_err("an error");
    assert_eq!(
        error.to_string(),
        format!(
            "retrieve: GET /job at {}: refused by a hook: no key available",
            server.url
        )
    );
    let source = std::error::Error::source(&error).expect("a source");
    assert_eq!(source.to_string(), "no key available");
    assert!(!error.is_retryable() && server.requests().is_empty());
}

/// A transport that counts its requests and sends them with a `tower::Service`.
#[derive(Clone)]
struct Stack {
    service: reqwest::Client,
    count: Arc<AtomicUsize>,
}

impl Transport for Stack {
    fn execute(&self, request: reqwest::Request) -> TransportFuture {
        let mut service = self.service.clone();
        self.count.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move { Ok(tower_service::Service::call(&mut service, request).await?) })
    }
}

#[tokio::test]
async fn a_transport_can_be_a_stack_of_services() {
    let clock = TestClock::default();
    let server = FaultServer::start(vec![busy(), done("1")]);
    let count = Arc::new(AtomicUsize::new(0));
    let stack = Stack {
        service: reqwest::Client::new(),
        count: Arc::clone(&count),
    };
    let core = builder(&server.url, &clock)
        .transport(stack)
        .build()
        .expect("a core");
    let response = json(core.request(&RETRIEVE)).await.expect("a response");
    assert_eq!(response.failed_attempts().len(), 1);
    assert_eq!(count.load(Ordering::Relaxed), 2);
}

#[tokio::test]
async fn errors_of_a_transport_are_classified_like_those_of_the_http_client() {
    let clock = TestClock::default();
    let stack = Stack {
        service: reqwest::Client::new(),
        count: Arc::default(),
    };
    let core = builder(&server::closed_port(), &clock)
        .transport(stack)
        .build()
        .expect("a core");
    let error = json(core.request(&RETRIEVE)).await.expect_err("an error");
    assert!(error.is_connect() && error.is_retryable(), "{error:?}");
    assert_eq!(error.failed_attempts().len(), 2);
    assert!(error.to_string().ends_with("(attempt 3)"), "{error}");
}

#[tokio::test]
async fn an_error_has_the_request_id_of_the_response() {
    let clock = TestClock::default();
    let id = |status: &str, name: &str| respond(status, &format!("{name}: r-1\r\n"), "{");
    let truncated = "HTTP/1.1 200 OK\r\nrequest-id: r-1\r\ncontent-length: 9\r\n\r\n{";
    let server = FaultServer::start(vec![
        id("404 Not Found", "x-request-id"),
        id("200 OK", "cf-ray"),
        raw(truncated),
    ]);
    let core = builder(&server.url, &clock)
        .retry(RetryPolicy::none())
        .build()
        .expect("a core");
    for _ in 0..3 {
        let error = json(core.request(&RETRIEVE)).await.expect_err("an error");
        assert_eq!(error.request_id(), Some("r-1"), "{error:?}");
    }
}
