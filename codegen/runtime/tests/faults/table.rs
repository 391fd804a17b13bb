//! A table of server faults and the expected results of a call.

use std::pin::Pin;
use std::sync::mpsc;
use std::task::{Context, Poll};

use super::responses::{bodies, statuses};
use super::streams::{self, streams};
use super::*;
use apicrate_runtime::runtime::{AttemptInfo, Body, BoxError, Hook, HookFuture, ResponseHead};
use server::{closed_port, json as done, raw, respond};

/// The kind of call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// A GET of JSON.
    Get,
    /// A GET of text.
    Text,
    /// A GET of nothing.
    Nothing,
    /// A GET that retries status 409.
    Conflicts,
    /// A GET that accepts a `Retry-After` of at most 5 seconds.
    Capped,
    /// A POST.
    Post,
    /// A POST with an idempotency key.
    Keyed,
    /// A POST that is declared idempotent, with a body that can be sent once.
    Once,
    /// A GET of events, which reconnects.
    Events,
    /// A GET of a sequence of JSON values.
    Values,
    /// A GET of a body that is collected from its stream.
    Collected,
    /// A GET of pages with links.
    Pages,
}

/// A stream of one chunk.
struct OneChunk(bool);

impl futures_core::Stream for OneChunk {
    type Item = Result<Vec<u8>, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let is_there = std::mem::replace(&mut self.0, false);
        Poll::Ready(is_there.then(|| Ok(b"once".to_vec())))
    }
}

/// The steps of a server for each connection, and the expected result of the call.
pub(crate) struct Fault {
    name: &'static str,
    call: Call,
    connections: Vec<Vec<Step>>,
    /// The limit to reach after the signal of the server.
    reached: Option<Duration>,
    expected: &'static str,
}

pub(crate) fn fault(
    name: &'static str,
    connections: Vec<Vec<Step>>,
    expected: &'static str,
) -> Fault {
    Fault {
        name,
        call: Call::Get,
        connections,
        reached: None,
        expected,
    }
}

impl Fault {
    pub(crate) fn with(self, call: Call) -> Self {
        Self { call, ..self }
    }

    pub(crate) fn reaching(self, limit: Duration) -> Self {
        Self {
            reached: Some(limit),
            ..self
        }
    }
}

fn send(bytes: impl Into<Vec<u8>>) -> Step {
    Step::Send(bytes.into())
}

/// Repeats the steps for each of the three attempts of a call.
pub(crate) fn for_each_attempt(steps: Vec<Step>) -> Vec<Vec<Step>> {
    vec![steps; 3]
}

/// Returns these steps, followed by a success.
pub(crate) fn then_success(steps: Vec<Step>) -> Vec<Vec<Step>> {
    vec![steps, done("\"done\"")]
}

pub(crate) fn failure(status: &str, headers: &str) -> Vec<Step> {
    respond(status, headers, "no")
}

fn connections() -> Vec<Fault> {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n";
    vec![
        fault("refused", vec![], "no connection after 2"),
        fault("refused for a POST", vec![], "no connection after 2").with(Call::Post),
        fault(
            "closed at once",
            for_each_attempt(vec![]),
            "no response after 2",
        ),
        fault(
            "closed at once, then success",
            then_success(vec![]),
            "200 \"done\" after 1",
        ),
        fault(
            "reset before the head",
            for_each_attempt(vec![Step::Touch]),
            "no response after 2",
        ),
        fault(
            "reset in the head",
            then_success(vec![Step::Touch, send("HTTP/1.1 200 OK\r\ncont")]),
            "200 \"done\" after 1",
        ),
        fault(
            "reset after the head",
            then_success(vec![Step::Touch, send(head)]),
            "200 \"done\" after 1",
        ),
        fault(
            "closed in the head",
            for_each_attempt(raw("HTTP/1.1 200 OK\r\ncontent-le")),
            "no response after 2",
        ),
        fault(
            "closed in the status line",
            for_each_attempt(raw("HTTP/1.1 2")),
            "no response after 2",
        ),
        fault(
            "closed after the head",
            for_each_attempt(raw(head)),
            "truncated 200 after 2",
        ),
        fault(
            "closed after the request of a POST",
            then_success(vec![Step::Read]),
            "no response",
        )
        .with(Call::Post),
        fault(
            "closed after the request of a POST with a key",
            then_success(vec![Step::Read]),
            "200 \"done\" after 1",
        )
        .with(Call::Keyed),
        fault(
            "closed after a body that is sent once",
            then_success(vec![Step::Read]),
            "no response",
        )
        .with(Call::Once),
        fault(
            "not HTTP",
            for_each_attempt(raw("\u{1}\u{2}\u{3}\u{4}hello\r\n\r\n")),
            "no response after 2",
        ),
        fault(
            "HTTP/1.0 without a length",
            vec![raw("HTTP/1.0 200 OK\r\n\r\n\"done\"")],
            "200 \"done\"",
        ),
    ]
}

fn time() -> Vec<Fault> {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n";
    let silent = |steps: Vec<Step>| [steps, vec![Step::Signal, Step::Silence]].concat();
    let dripping = |start: &str| {
        vec![
            Step::Read,
            send(start),
            Step::Signal,
            Step::Drip(vec![b'a'; 20_000]),
        ]
    };
    vec![
        fault("silence", vec![silent(vec![Step::Read])], "timeout of Call").reaching(CALL),
        fault(
            "silence in the head",
            vec![silent(raw("HTTP/1.1 200 OK\r\n"))],
            "timeout of Call",
        )
        .reaching(CALL),
        fault(
            "silence in the body",
            then_success(silent(raw(head))),
            "200 \"done\" after 1",
        )
        .reaching(IDLE),
        fault(
            "silence in one attempt",
            then_success(silent(vec![Step::Read])),
            "200 \"done\" after 1",
        )
        .reaching(ATTEMPT),
        fault(
            "silence in the attempt of a POST",
            then_success(silent(vec![Step::Read])),
            "timeout of Attempt",
        )
        .reaching(ATTEMPT)
        .with(Call::Post),
        fault(
            "byte by byte in the head",
            vec![dripping("HTTP/1.1 200 OK\r\nx: ")],
            "timeout of Call",
        )
        .reaching(CALL),
        fault(
            "byte by byte in the body",
            vec![dripping("HTTP/1.1 200 OK\r\ncontent-length: 30000\r\n\r\n")],
            "timeout of Call 200",
        )
        .reaching(CALL),
        fault(
            "silence in the body of a failure",
            vec![silent(raw(
                "HTTP/1.1 404 Not Found\r\ncontent-length: 6\r\n\r\nno",
            ))],
            "failure 404 truncated",
        )
        .reaching(IDLE),
    ]
}

/// Makes the call and returns the description of its result.
async fn result_of(fault: &Fault, core: &Core, clock: &TestClock) -> (String, Option<Error>) {
    let get = || core.request(&RETRIEVE);
    let options = |options: CallOptions| {
        let mut request = get();
        request.set_options(options);
        request
    };
    let post = || {
        let mut request = core.request(&CREATE);
        request.json(&[1, 2]);
        request
    };
    let call = match fault.call {
        Call::Text => {
            let ended = get().send(body::decode::text).await;
            return (describe(&ended, clock), ended.err());
        }
        Call::Nothing => {
            let ended = get().send(body::decode::empty).await;
            return (describe(&ended, clock), ended.err());
        }
        Call::Events | Call::Values | Call::Collected | Call::Pages => {
            return streams::result_of(fault.call, core).await;
        }
        Call::Get => get(),
        Call::Conflicts => {
            options(CallOptions::new().retry(RetryPolicy::new().retry_conflicts(true)))
        }
        Call::Capped => {
            let policy = RetryPolicy::new().max_retry_after(Duration::from_secs(5));
            options(CallOptions::new().retry(policy))
        }
        Call::Post => post(),
        Call::Keyed => {
            let mut request = post();
            request.set_options(CallOptions::new().idempotency_key("k-1"));
            request
        }
        Call::Once => {
            let mut request = core.request(&CREATE);
            request.set_options(CallOptions::new().idempotent(true));
            request.body("text/plain", Body::stream_of_length(OneChunk(true), 4));
            request
        }
    };
    let ended = json(call).await;
    (describe(&ended, clock), ended.err())
}

/// A hook that reports each response head.
struct Heads(mpsc::Sender<()>);

impl Hook for Heads {
    fn after_response<'a>(&'a self, _: &'a AttemptInfo, _: ResponseHead<'a>) -> HookFuture<'a> {
        // The receiver is dropped in most tests.
        let _ = self.0.send(());
        Box::pin(std::future::ready(Ok(())))
    }
}

async fn run(faults: Vec<Fault>) {
    let mut wrong = Vec::new();
    for fault in faults {
        let clock = TestClock::default();
        let expected_requests = fault
            .connections
            .iter()
            .filter(|steps| steps.contains(&Step::Read))
            .count();
        let server = FaultServer::start(fault.connections.clone());
        let url = if fault.connections.is_empty() {
            closed_port()
        } else {
            server.url.clone()
        };
        let (head, heads) = mpsc::channel();
        let core = builder(&url, &clock).hook(Heads(head));
        let core = core.build().expect("a core");
        // The client may not have read the head that the server has sent.
        let awaits_head = fault.expected.ends_with(" 200");
        let reaching = fault.reached.map(|limit| {
            let clock = clock.clone();
            let waiting = server.signals();
            std::thread::spawn(move || {
                waiting.wait();
                if awaits_head {
                    heads.recv().expect("a head");
                }
                clock.reach(limit);
            })
        });
        let ended = result_of(&fault, &core, &clock);
        let ended = tokio::time::timeout(Duration::from_secs(30), ended).await;
        let Ok((mut shown, error)) = ended else {
            wrong.push(format!("{}: no result", fault.name));
            continue;
        };
        if fault.expected.contains("waiting") {
            shown.push_str(&format!(" waiting {:?}", clock.pauses()[0]));
        }
        if shown != fault.expected {
            let error = error.as_ref().map(ToString::to_string);
            wrong.push(format!(
                "{}: {shown}, not {}; {error:?}",
                fault.name, fault.expected
            ));
        } else if let Some(error) = &error {
            assert_error(fault.name, error);
        }
        if let Some(reaching) = reaching {
            reaching.join().expect("a limit that was reached");
        }
        let requests = server.requests().len();
        if requests != expected_requests && fault.call != Call::Once && fault.call != Call::Post {
            wrong.push(format!(
                "{}: {requests} requests, not {expected_requests}",
                fault.name
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn failed_connections_have_the_expected_results() {
    run(connections()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn expired_time_limits_have_the_expected_results() {
    run(time()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn invalid_bodies_have_the_expected_results() {
    run(bodies()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statuses_are_retried_or_reported() {
    run(statuses()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_and_pages_have_the_expected_results() {
    run(streams()).await;
}

#[test]
fn the_table_has_at_least_forty_rows_with_unique_names() {
    let rows = [connections(), time(), bodies(), statuses(), streams()];
    let rows: Vec<&str> = rows.iter().flatten().map(|fault| fault.name).collect();
    assert!(rows.len() >= 40, "{}", rows.len());
    let mut names = rows.clone();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rows.len());
}
