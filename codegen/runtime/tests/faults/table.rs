//! The table: what a server does, and how the call ends.

use std::pin::Pin;
use std::task::{Context, Poll};

use super::*;
use runtime::runtime::{Body, BoxError};
use server::{answer, closed_port, json as done, raw};

/// What is different about a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    /// A GET of JSON.
    Get,
    /// A GET of text.
    Text,
    /// A GET of nothing.
    Nothing,
    /// A GET that tries 409 again.
    Conflicts,
    /// A GET that waits at most 5 seconds when it is asked to.
    Capped,
    /// A POST.
    Post,
    /// A POST with an idempotency key.
    Keyed,
    /// A POST that is said to be idempotent, with a body that can be sent once.
    Once,
}

/// A stream of one chunk, which is gone when it is read.
struct OneChunk(bool);

impl futures_core::Stream for OneChunk {
    type Item = Result<Vec<u8>, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let is_there = std::mem::replace(&mut self.0, false);
        Poll::Ready(is_there.then(|| Ok(b"once".to_vec())))
    }
}

/// A server's steps, connection by connection, and how the call ends that meets them.
struct Fault {
    name: &'static str,
    call: Call,
    connections: Vec<Vec<Step>>,
    /// The limit that is reached once the server tells.
    reached: Option<Duration>,
    expected: &'static str,
}

fn fault(name: &'static str, connections: Vec<Vec<Step>>, expected: &'static str) -> Fault {
    Fault {
        name,
        call: Call::Get,
        connections,
        reached: None,
        expected,
    }
}

impl Fault {
    fn with(self, call: Call) -> Self {
        Self { call, ..self }
    }

    fn reaching(self, limit: Duration) -> Self {
        Self {
            reached: Some(limit),
            ..self
        }
    }
}

fn send(octets: impl Into<Vec<u8>>) -> Step {
    Step::Send(octets.into())
}

/// The same three times, which is how often a call is tried.
fn thrice(steps: Vec<Step>) -> Vec<Vec<Step>> {
    vec![steps; 3]
}

/// This, and then a success.
fn then_done(steps: Vec<Step>) -> Vec<Vec<Step>> {
    vec![steps, done("\"done\"")]
}

fn failure(status: &str, headers: &str) -> Vec<Step> {
    answer(status, headers, "no")
}

fn gzip(plain: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut encoder, plain).expect("memory");
    encoder.finish().expect("memory")
}

fn compressed(body: &[u8]) -> Vec<Step> {
    answer(
        "200 OK",
        "content-type: application/json\r\ncontent-encoding: gzip\r\n",
        body,
    )
}

fn chunked(chunks: &str) -> Vec<Step> {
    let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nconnection: close\r\n\r\n";
    raw([head, chunks].concat())
}

fn connections() -> Vec<Fault> {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n";
    vec![
        fault("refused", vec![], "no connection after 2"),
        fault(
            "refused for a POST, which nobody can have seen",
            vec![],
            "no connection after 2",
        )
        .with(Call::Post),
        fault("closed at once", thrice(vec![]), "no response after 2"),
        fault(
            "closed at once, then well",
            then_done(vec![]),
            "200 \"done\" after 1",
        ),
        fault(
            "reset before the head",
            thrice(vec![Step::Touch]),
            "no response after 2",
        ),
        fault(
            "reset in the head",
            then_done(vec![Step::Touch, send("HTTP/1.1 200 OK\r\ncont")]),
            "200 \"done\" after 1",
        ),
        fault(
            "reset behind the head",
            then_done(vec![Step::Touch, send(head)]),
            "200 \"done\" after 1",
        ),
        fault(
            "closed in the head",
            thrice(raw("HTTP/1.1 200 OK\r\ncontent-le")),
            "no response after 2",
        ),
        fault(
            "closed in the status line",
            thrice(raw("HTTP/1.1 2")),
            "no response after 2",
        ),
        fault(
            "closed behind the head",
            thrice(raw(head)),
            "broken off 200 after 2",
        ),
        fault(
            "closed behind the request of a POST",
            then_done(vec![Step::Read]),
            "no response",
        )
        .with(Call::Post),
        fault(
            "closed behind the request of a POST with a key",
            then_done(vec![Step::Read]),
            "200 \"done\" after 1",
        )
        .with(Call::Keyed),
        fault(
            "closed behind a body that is sent once",
            then_done(vec![Step::Read]),
            "no response",
        )
        .with(Call::Once),
        fault(
            "no HTTP",
            thrice(raw("\u{1}\u{2}\u{3}\u{4}hello\r\n\r\n")),
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
    let silent = |steps: Vec<Step>| [steps, vec![Step::Tell, Step::Silence]].concat();
    let dripping = |start: &str| {
        vec![
            Step::Read,
            send(start),
            Step::Tell,
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
            then_done(silent(raw(head))),
            "200 \"done\" after 1",
        )
        .reaching(IDLE),
        fault(
            "silence in one attempt",
            then_done(silent(vec![Step::Read])),
            "200 \"done\" after 1",
        )
        .reaching(ATTEMPT),
        fault(
            "silence in the attempt of a POST",
            then_done(silent(vec![Step::Read])),
            "timeout of Attempt",
        )
        .reaching(ATTEMPT)
        .with(Call::Post),
        fault(
            "octet by octet in the head",
            vec![dripping("HTTP/1.1 200 OK\r\nx: ")],
            "timeout of Call",
        )
        .reaching(CALL),
        fault(
            "octet by octet in the body",
            vec![dripping("HTTP/1.1 200 OK\r\ncontent-length: 30000\r\n\r\n")],
            "timeout of Call 200",
        )
        .reaching(CALL),
        fault(
            "silence in the body of a failure",
            vec![silent(raw(
                "HTTP/1.1 404 Not Found\r\ncontent-length: 6\r\n\r\nno",
            ))],
            "failure 404 cut",
        )
        .reaching(IDLE),
    ]
}

fn bodies() -> Vec<Fault> {
    let large = vec![b' '; 2 * MAX_BODY as usize];
    let plain = |body: &[u8]| vec![answer("200 OK", "content-type: application/json\r\n", body)];
    let mut corrupt = gzip(&[b'7'; 4096]);
    corrupt[12] ^= 0xff;
    let whole = gzip(b"\"done\"");
    vec![
        fault(
            "a length that is too large",
            thrice(raw("HTTP/1.1 200 OK\r\ncontent-length: 60\r\n\r\n\"done\"")),
            "broken off 200 after 2",
        ),
        fault(
            "a length that is too small",
            vec![raw("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n\"done\"")],
            "not decoded 200",
        ),
        fault(
            "two lengths",
            thrice(raw(
                "HTTP/1.1 200 OK\r\ncontent-length: 6\r\ncontent-length: 7\r\n\r\n\"done\"",
            )),
            "no response after 2",
        ),
        fault(
            "a chunk of no size",
            thrice(chunked("zz\r\n\"done\"\r\n0\r\n\r\n")),
            "broken off 200 after 2",
        ),
        fault(
            "a chunk that is too short",
            thrice(chunked("9\r\n\"done\"")),
            "broken off 200 after 2",
        ),
        fault(
            "chunks without an end",
            thrice(chunked("6\r\n\"done\"\r\n")),
            "broken off 200 after 2",
        ),
        fault(
            "chunks with extensions",
            vec![chunked("6;a=b\r\n\"done\"\r\n0\r\n\r\n")],
            "200 \"done\"",
        ),
        fault("gzip", vec![compressed(&whole)], "200 \"done\""),
        fault(
            "gzip that is cut",
            thrice(compressed(&whole[..whole.len() - 9])),
            "broken off 200 after 2",
        ),
        fault(
            "gzip that is corrupt",
            thrice(compressed(&corrupt)),
            "broken off 200 after 2",
        ),
        fault(
            "gzip that is none",
            thrice(compressed(b"\"done\"")),
            "broken off 200 after 2",
        ),
        fault(
            "a gzip bomb",
            vec![compressed(&gzip(&vec![b' '; 64 * MAX_BODY as usize]))],
            "too large 200",
        ),
        fault(
            "an encoding that is not asked for",
            vec![answer(
                "200 OK",
                "content-encoding: br\r\n",
                "\u{b}\u{2}done",
            )],
            "not decoded 200",
        ),
        fault(
            "more than the limit, as declared",
            vec![answer("200 OK", "", &large)],
            "too large 200",
        ),
        fault(
            "more than the limit, in chunks",
            vec![chunked(&format!(
                "{:x}\r\n{}\r\n0\r\n\r\n",
                large.len(),
                " ".repeat(large.len())
            ))],
            "too large 200",
        ),
        fault(
            "JSON that is not UTF-8",
            vec![answer(
                "200 OK",
                "content-type: application/json\r\n",
                b"\"\xff\xfe\"",
            )],
            "not decoded 200",
        ),
        fault(
            "text that is not UTF-8",
            vec![answer(
                "200 OK",
                "content-type: text/plain\r\n",
                b"\xff\xfe",
            )],
            "not decoded 200",
        )
        .with(Call::Text),
        fault("no JSON", plain(b"{\"a\": }"), "not decoded 200"),
        fault("JSON that is cut", plain(b"{\"a\": 1"), "not decoded 200"),
        fault("deep JSON", plain(&vec![b'['; 100_000]), "not decoded 200"),
        fault(
            "HTML",
            vec![answer(
                "200 OK",
                "content-type: text/html\r\n",
                "<p>welcome</p>",
            )],
            "not decoded 200",
        ),
        fault("nothing, where JSON is due", plain(b""), "not decoded 200"),
        fault("nothing, where nothing is due", plain(b""), "200 ()").with(Call::Nothing),
        fault(
            "204, where JSON is due",
            vec![raw("HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n")],
            "not decoded 204",
        ),
        fault(
            "204 with a body",
            vec![raw(
                "HTTP/1.1 204 No Content\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello",
            )],
            "204 ()",
        )
        .with(Call::Nothing),
        fault(
            "a header of 2 MiB",
            thrice(raw(format!(
                "HTTP/1.1 200 OK\r\nx: {}\r\n\r\n",
                "a".repeat(2 << 20)
            ))),
            "no response after 2",
        ),
        fault(
            "a thousand headers",
            thrice(raw(format!(
                "HTTP/1.1 200 OK\r\n{}\r\n",
                "x: a\r\n".repeat(1000)
            ))),
            "no response after 2",
        ),
        fault(
            "100 Continue",
            vec![interim("100 Continue")],
            "200 \"done\"",
        ),
        fault(
            "103 Early Hints",
            vec![interim("103 Early Hints\r\nlink: </a>")],
            "200 \"done\"",
        ),
    ]
}

fn interim(status: &str) -> Vec<Step> {
    let mut steps = raw(format!("HTTP/1.1 {status}\r\n\r\n"));
    steps.extend(done("\"done\"").into_iter().skip(1));
    steps
}

fn statuses() -> Vec<Fault> {
    let redirect = |location: &str| {
        failure(
            "307 Temporary Redirect",
            &format!("location: {location}\r\n"),
        )
    };
    let busy = |headers: &str| then_done(failure("429 Too Many Requests", headers));
    let mut rows = vec![
        fault(
            "a redirect in a circle",
            vec![redirect("/job"); 11],
            "failure 307",
        ),
        fault(
            "a redirect to another server",
            vec![redirect("http://localhost:9/")],
            "failure 307",
        ),
        fault(
            "a redirect to another scheme",
            vec![redirect("https://127.0.0.1/")],
            "failure 307",
        ),
        fault(
            "a redirect to nowhere",
            vec![failure("302 Found", "")],
            "failure 302",
        ),
        fault("400", vec![failure("400 Bad Request", "")], "failure 400"),
        fault("401", vec![failure("401 Unauthorized", "")], "failure 401"),
        fault("403", vec![failure("403 Forbidden", "")], "failure 403"),
        fault(
            "404",
            vec![failure("404 Not Found", "retry-after: 1\r\n")],
            "failure 404",
        ),
        fault("409", vec![failure("409 Conflict", "")], "failure 409"),
        fault(
            "409, by option",
            then_done(failure("409 Conflict", "")),
            "200 \"done\" after 1",
        )
        .with(Call::Conflicts),
        fault(
            "501",
            vec![failure("501 Not Implemented", "")],
            "failure 501",
        ),
        fault(
            "503 for good",
            thrice(failure("503 Service Unavailable", "")),
            "failure 503 after 2",
        ),
        fault(
            "503 to a POST",
            vec![failure("503 Service Unavailable", "")],
            "failure 503",
        )
        .with(Call::Post),
        fault(
            "503 to a POST with a key",
            then_done(failure("503 Service Unavailable", "")),
            "200 \"done\" after 1",
        )
        .with(Call::Keyed),
        fault(
            "429 with seconds",
            busy("retry-after: 2\r\n"),
            "200 \"done\" after 1 waiting 2s",
        ),
        fault(
            "429 with a date",
            busy("retry-after: Sun, 06 Nov 1994 08:49:41 GMT\r\n"),
            "200 \"done\" after 1 waiting 4s",
        ),
        fault(
            "429 with a date that has passed",
            busy("retry-after: Sat, 05 Nov 1994 08:49:41 GMT\r\n"),
            "200 \"done\" after 1 waiting 0ns",
        ),
        fault(
            "429 with milliseconds",
            busy("retry-after-ms: 150\r\nretry-after: 9\r\n"),
            "200 \"done\" after 1 waiting 150ms",
        ),
        fault(
            "429 that asks for an hour",
            busy("retry-after: 3600\r\n"),
            "200 \"done\" after 1 waiting 5s",
        )
        .with(Call::Capped),
        fault(
            "429 that asks for more than there is",
            vec![failure("429 Too Many Requests", "retry-after: 60\r\n")],
            "failure 429",
        ),
        fault(
            "429 that asks for nonsense",
            busy("retry-after: soon\r\n"),
            "200 \"done\" after 1",
        ),
        fault(
            "a failure of 2 MiB",
            vec![answer("404 Not Found", "", vec![b'a'; 2 << 20])],
            "failure 404 cut",
        ),
        fault(
            "a failure that breaks off",
            thrice(raw(
                "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 9\r\n\r\n{",
            )),
            "failure 500 cut after 2",
        ),
    ];
    for (name, status) in [
        ("408, then well", "408 Request Timeout"),
        ("500, then well", "500 Internal Server Error"),
        ("502, then well", "502 Bad Gateway"),
        ("503, then well", "503 Service Unavailable"),
        ("504, then well", "504 Gateway Timeout"),
    ] {
        rows.push(fault(
            name,
            then_done(failure(status, "")),
            "200 \"done\" after 1",
        ));
    }
    rows
}

/// Makes the call and tells how it ended.
async fn end(fault: &Fault, core: &Core, clock: &TestClock) -> (String, Option<Error>) {
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
            let ended = get().send(body::text).await;
            return (shown(&ended, clock), ended.err());
        }
        Call::Nothing => {
            let ended = get().send(body::empty).await;
            return (shown(&ended, clock), ended.err());
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
    (shown(&ended, clock), ended.err())
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
        let core = builder(&url, &clock).build().expect("a core");
        let reaching = fault.reached.map(|limit| {
            let clock = clock.clone();
            let waiting = server.told();
            std::thread::spawn(move || {
                waiting.wait();
                clock.reach(limit);
            })
        });
        let ended = end(&fault, &core, &clock);
        let ended = tokio::time::timeout(Duration::from_secs(30), ended).await;
        let Ok((mut shown, error)) = ended else {
            wrong.push(format!("{}: it hangs", fault.name));
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
            assert_well_told(fault.name, error);
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
async fn connections_that_fail_end_as_they_should() {
    run(connections()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn time_that_runs_out_ends_a_call() {
    run(time()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn bodies_that_are_not_what_they_should_be_are_told() {
    run(bodies()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn statuses_are_retried_or_told() {
    run(statuses()).await;
}

#[test]
fn the_table_has_more_than_forty_rows_each_with_a_name_of_its_own() {
    let rows = [connections(), time(), bodies(), statuses()];
    let rows: Vec<&str> = rows.iter().flatten().map(|fault| fault.name).collect();
    assert!(rows.len() >= 40, "{}", rows.len());
    let mut names = rows.clone();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), rows.len());
}
