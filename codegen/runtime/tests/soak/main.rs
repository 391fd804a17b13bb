//! Many concurrent requests over connections that the server closes at random. The test has its own process to measure its memory.

#[expect(dead_code, reason = "no limit is reached here")]
#[path = "../faults/clock.rs"]
mod clock;

use std::fs;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use apicrate_runtime::runtime::{
    CallOptions, Clock, CoreBuilder, Operation, RetryPolicy, Style, body,
};
use clock::{ATTEMPT, CALL, EPOCH, IDLE, TestClock};
use reqwest::Method;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// The number of requests.
const REQUESTS: usize = 10_000;
/// The number of concurrent requests.
const IN_FLIGHT: usize = 64;

static ITEM: Operation = Operation {
    id: "item",
    method: Method::GET,
    path: "/items/{number}",
    security: &[],
    accept: "application/json",
};

/// The number of responses to each request, and the number of closed connections.
struct Tally {
    responses: Mutex<Vec<u8>>,
    closed: AtomicUsize,
}

/// Responds to the requests of a connection with the number in their path, and closes it at random: before, in or after a
/// response.
async fn serve(mut connection: TcpStream, mut random: u64, tally: Arc<Tally>) -> Option<()> {
    let mut buffer = Vec::new();
    loop {
        while !buffer.ends_with(b"\r\n\r\n") {
            if connection.read_buf(&mut buffer).await.ok()? == 0 {
                return None;
            }
        }
        let text = String::from_utf8_lossy(&buffer).into_owned();
        let number: usize = text.split([' ', '/']).nth(3)?.parse().ok()?;
        buffer.clear();
        // A linear congruential generator is random enough here.
        random = random
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let chance = random >> 33 & 127;
        let response = format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{number}",
            number.to_string().len()
        );
        let sent = match chance {
            0 => "",
            1 => &response[..response.len() / 2],
            _ => &response,
        };
        connection.write_all(sent.as_bytes()).await.ok()?;
        if chance > 1 {
            tally.responses.lock().ok()?[number] += 1;
        }
        if chance < 6 {
            tally.closed.fetch_add(1, Ordering::Relaxed);
            return None;
        }
    }
}

/// Returns the memory of the process in KiB, or 0 if it is unknown.
fn memory() -> usize {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse().ok())
        .unwrap_or(0)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_request_has_one_response_if_connections_close_at_random() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port of the loopback interface");
    let url = format!("http://{}", listener.local_addr().expect("an address"));
    let tally = Arc::new(Tally {
        responses: Mutex::new(vec![0; REQUESTS]),
        closed: AtomicUsize::new(0),
    });
    let served = Arc::clone(&tally);
    tokio::spawn(async move {
        for seed in 1.. {
            let Ok((connection, _)) = listener.accept().await else {
                return;
            };
            tokio::spawn(serve(connection, seed * 7919, Arc::clone(&served)));
        }
    });

    let clock = TestClock::default();
    let policy = RetryPolicy::new().max_retries(6);
    let core = CoreBuilder::new("https://api.example.com")
        .base_url(&url)
        .clock(clock.clone())
        .retry(policy)
        .call_options(
            CallOptions::new()
                .timeout(CALL)
                .attempt_timeout(ATTEMPT)
                .idle_timeout(IDLE),
        )
        .build()
        .expect("a core");
    let next = Arc::new(AtomicUsize::new(0));
    let retried = Arc::new(AtomicUsize::new(0));
    let mut workers = Vec::new();
    for _ in 0..IN_FLIGHT {
        let (core, next, retried) = (core.clone(), Arc::clone(&next), Arc::clone(&retried));
        workers.push(tokio::spawn(async move {
            let mut measured = 0;
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= REQUESTS {
                    return measured;
                }
                if number == REQUESTS / 4 {
                    measured = memory();
                }
                let mut request = core.request(&ITEM);
                request.path("number", Style::Simple, false, &number);
                let response = request
                    .send(body::decode::json::<usize>)
                    .await
                    .expect("a response");
                retried.fetch_add(response.failed_attempts().len(), Ordering::Relaxed);
                assert_eq!(
                    response.into_inner(),
                    number,
                    "the response to another request"
                );
            }
        }));
    }
    let mut before = 0;
    for worker in workers {
        let worker = tokio::time::timeout(Duration::from_secs(120), worker).await;
        before += worker
            .expect("a call that does not hang")
            .expect("calls that succeed");
    }
    let responses = tally.responses.lock().expect("a tally").clone();
    let lost = responses.iter().filter(|count| **count == 0).count();
    assert_eq!(lost, 0);
    // A request with a complete response is not sent again.
    let twice = responses.iter().filter(|count| **count > 1).count();
    assert_eq!(twice, 0);
    let closed = tally.closed.load(Ordering::Relaxed);
    assert!(closed > REQUESTS / 100, "{closed} connections were closed");
    assert!(retried.load(Ordering::Relaxed) > 0);
    // Each retry has one pause of the test clock.
    assert_eq!(clock.pauses().len(), retried.load(Ordering::Relaxed));
    assert!(clock.since_epoch() >= EPOCH);
    let grown = memory().saturating_sub(before);
    assert!(
        grown < 8 * 1024,
        "{grown} KiB more than after a quarter of the requests"
    );
}
