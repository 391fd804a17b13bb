//! A call over the loopback interface, beside the same call written by hand on reqwest and serde_json: the time that the
//! client's thread computes, and how often it allocates.
//!
//! `cargo bench -p runtime --bench call` prints both and fails where the call costs more than 10 % of time or 20 allocations
//! beyond. Time is that of the thread as Linux counts it; elsewhere it is the time that goes by.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION};
use runtime::runtime::{Core, CoreBuilder, Credential, Operation, Style, body};
use serde::Deserialize;

/// The calls of one round, of each kind: many, since the system counts a thread's time in steps of milliseconds.
const CALLS: u32 = 4000;
const ROUNDS: usize = 11;

static RETRIEVE: Operation = Operation {
    id: "retrieve",
    method: Method::GET,
    path: "/jobs/{id}",
    security: &[&["Key"]],
    accept: "application/json",
};

#[derive(Debug, Deserialize)]
struct Job {
    id: String,
    tags: Vec<String>,
}

const BODY: &str = r#"{"id":"ftjob-1","tags":["one","two","three"]}"#;

/// Answers every request of every connection with a job.
fn serve() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            connection.set_nodelay(true).expect("no delay");
            let mut lines = BufReader::new(connection.try_clone().expect("a connection"));
            thread::spawn(move || {
                let mut connection = connection;
                let mut line = String::new();
                while lines.read_line(&mut line).is_ok_and(|count| count > 0) {
                    if line == "\r\n" {
                        let length = BODY.len();
                        let answer = format!(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{BODY}"
                        );
                        if connection.write_all(answer.as_bytes()).is_err() {
                            return;
                        }
                    }
                    line.clear();
                }
            });
        }
    });
    format!("http://{address}")
}

async fn by_hand(client: &reqwest::Client, url: &str, id: &str) -> Job {
    let response = client
        .get(format!("{url}/jobs/{id}"))
        .header(ACCEPT, "application/json")
        .header(AUTHORIZATION, "Bearer secret")
        .timeout(Duration::from_secs(60))
        .send()
        .await
        .expect("an answer");
    assert!(response.status().is_success());
    let body = response.bytes().await.expect("a body");
    serde_json::from_slice(&body).expect("a job")
}

async fn by_runtime(core: &Core, id: &str) -> Job {
    let mut request = core.request(&RETRIEVE);
    request.path("id", Style::Simple, false, id);
    let job = request.send(body::json::<Job>).into_value().await;
    job.expect("a job")
}

/// The time that this thread has computed.
fn computed(started: Instant) -> Duration {
    let counted = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|text| text.split(' ').next()?.parse().ok());
    nanoseconds.map_or_else(|| started.elapsed(), Duration::from_nanos)
}

fn main() {
    // `cargo test --benches` only wants to know that it runs.
    let is_test = !std::env::args().any(|argument| argument == "--bench");
    let (calls, rounds) = if is_test { (20, 1) } else { (CALLS, ROUNDS) };
    let url = serve();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let client = reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(10))
        .user_agent("runtime/0.1.0")
        .build()
        .expect("a client");
    let core = CoreBuilder::new("https://api.example.com")
        .base_url(&url)
        .credential("Key", Credential::bearer("secret"))
        .build()
        .expect("a core");
    let hand = || {
        runtime.block_on(async {
            for _ in 0..calls {
                let job = by_hand(&client, &url, "ftjob-1").await;
                assert_eq!((job.id.as_str(), job.tags.len()), ("ftjob-1", 3));
            }
        });
    };
    let ours = || {
        runtime.block_on(async {
            for _ in 0..calls {
                let job = by_runtime(&core, "ftjob-1").await;
                assert_eq!((job.id.as_str(), job.tags.len()), ("ftjob-1", 3));
            }
        });
    };
    let started = Instant::now();
    let timed = |run: &dyn Fn()| {
        let before = computed(started);
        run();
        computed(started).saturating_sub(before)
    };
    hand();
    ours();
    let allocations = |run: &dyn Fn()| {
        let counted = allocation_counter::measure(run);
        counted.count_total as f64 / f64::from(calls)
    };
    let (hand_allocations, our_allocations) = (allocations(&hand), allocations(&ours));
    // In turns, so that what else the machine does falls on both; the median, so that it does not matter.
    let mut ratios = Vec::new();
    let (mut hand_time, mut our_time) = (Duration::MAX, Duration::MAX);
    for _ in 0..rounds {
        let (first, second) = (timed(&hand), timed(&ours));
        ratios.push(second.as_secs_f64() / first.as_secs_f64());
        hand_time = hand_time.min(first);
        our_time = our_time.min(second);
    }
    ratios.sort_by(f64::total_cmp);
    let ratio = ratios[ratios.len() / 2];
    println!(
        "by hand: {:?} and {hand_allocations:.1} allocations a call",
        hand_time / calls
    );
    println!(
        "runtime: {:?} and {our_allocations:.1} allocations a call",
        our_time / calls
    );
    println!("the median round takes {ratio:.3} of the time");
    assert!(
        our_allocations <= hand_allocations + 20.0,
        "too many allocations"
    );
    assert!(is_test || ratio <= 1.10, "too much time");
}
