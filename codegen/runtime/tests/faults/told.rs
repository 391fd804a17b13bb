//! What a table cannot say: keys, budgets, cancellation, hooks, transports, and answers that come at the last moment.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use super::*;
use apicrate_runtime::runtime::{
    AttemptInfo, BoxError, Hook, HookFuture, ResponseHead, Transport, TransportFuture,
};
use server::{answer, json as done, raw};

fn busy() -> Vec<Step> {
    answer("503 Service Unavailable", "", "no")
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
async fn a_key_is_the_same_for_each_attempt_of_a_post_and_another_for_the_next() {
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
async fn a_key_of_ones_own_stands_before_one_that_is_made() {
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
async fn a_service_that_is_down_is_not_asked_again_without_end() {
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
    // Four retries, and then none.
    assert_eq!(attempts, [3, 3, 1, 1, 1, 1, 1, 1]);
    for _ in 0..10 {
        json(core.request(&RETRIEVE)).await.expect("a response");
    }
    // Ten successes pay for one.
    let error = json(core.request(&RETRIEVE)).await.expect_err("a failure");
    assert_eq!(error.failed_attempts().len(), 1);
    assert!(error.is_retryable());
}

#[tokio::test]
async fn waits_are_random_parts_of_a_time_that_doubles() {
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
        // The clock's numbers are of the upper half.
        assert!(
            pause >= longest / 2 && pause < longest,
            "{pause:?} of {longest:?}"
        );
    }
}

#[tokio::test]
async fn nothing_is_tried_again_where_that_is_said() {
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
async fn an_answer_that_comes_as_the_time_runs_out_is_not_thrown_away() {
    for limit in [CALL, ATTEMPT] {
        let clock = TestClock::default();
        let octets = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\nconnection: close\r\n\r\n\"done\"";
        let server = FaultServer::start(vec![vec![
            Step::Read,
            Step::Tell,
            Step::Rest,
            Step::Send(octets.into()),
            Step::Tell,
        ]]);
        let core = builder(&server.url, &clock).build().expect("a core");
        let mut call = Box::pin(json(core.request(&RETRIEVE)));
        // Under way until the server has read it.
        let told = server.told();
        let waiting = tokio::task::spawn_blocking(move || told.wait());
        tokio::select! {
            ended = &mut call => panic!("{ended:?}"),
            waited = waiting => waited.expect("a server"),
        }
        // Nobody looks after the call while its answer comes and its time runs out.
        let told = server.told();
        let sent = tokio::task::spawn_blocking(move || told.wait());
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
        vec![Step::Read, Step::Tell, Step::Silence],
        [raw(head), vec![Step::Tell, Step::Silence]].concat(),
    ] {
        let clock = TestClock::default();
        let server = FaultServer::start(vec![steps]);
        let core = builder(&server.url, &clock).build().expect("a core");
        let call = json(core.request(&RETRIEVE));
        let told = server.told();
        let waiting = tokio::task::spawn_blocking(move || told.wait());
        tokio::select! {
            ended = call => panic!("{ended:?}"),
            waited = waiting => waited.expect("a server"),
        }
        let closed = tokio::task::spawn_blocking(move || server.is_closed_by_client());
        assert!(closed.await.expect("a server"));
    }
}

/// Notes what it sees, in order.
struct Notes {
    name: &'static str,
    notes: Arc<Mutex<Vec<String>>>,
}

impl Notes {
    fn note(&self, what: String) {
        self.notes
            .lock()
            .expect("notes")
            .push(format!("{} {what}", self.name));
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
    let redirect = answer("307 Temporary Redirect", "location: /other\r\n", "");
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
        Box::pin(async { Err(BoxError::from("no key at hand")) })
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
        "retrieve: GET /job: refused by a hook: no key at hand"
    );
    let source = std::error::Error::source(&error).expect("a source");
    assert_eq!(source.to_string(), "no key at hand");
    assert!(!error.is_retryable() && server.requests().is_empty());
}

/// What stands between a client and a service: it counts, and goes through a `tower::Service`.
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
async fn a_stack_of_services_may_carry_the_requests() {
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
async fn what_a_transport_says_is_told_as_what_the_http_client_says() {
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
async fn the_name_that_the_server_gives_to_a_request_is_told() {
    let clock = TestClock::default();
    let id = |status: &str, name: &str| answer(status, &format!("{name}: r-1\r\n"), "{");
    let cut = "HTTP/1.1 200 OK\r\nrequest-id: r-1\r\ncontent-length: 9\r\n\r\n{";
    let server = FaultServer::start(vec![
        id("404 Not Found", "x-request-id"),
        id("200 OK", "cf-ray"),
        raw(cut),
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
