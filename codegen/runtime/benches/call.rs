//! Compares a call over the loopback interface with the same call written by hand with reqwest and serde_json: processor
//! time and number of allocations of the client's thread.
//!
//! `cargo bench -p apicrate-runtime --bench call` prints both and fails if the call takes 10 % more time or 20 more
//! allocations. The arguments `hand` or `ours` and a number make this number of calls of one kind, for a tool that counts
//! instructions:
//! `valgrind --tool=callgrind --separate-threads=yes target/release/deps/call-... ours 2000`.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use apicrate_runtime::runtime::{Core, CoreBuilder, Credential, Operation, Style, body};
use reqwest::Method;
use reqwest::header::{ACCEPT, AUTHORIZATION};
use serde::Deserialize;
use tokio::runtime::Runtime;

/// The calls of one turn: few, so that the load of the machine affects adjacent turns equally.
const CALLS: u32 = 100;
/// The number of rounds, each with two turns of each kind.
const ROUNDS: usize = 101;

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

/// Starts a server that responds to every request with a job.
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
                        let response = format!(
                            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{BODY}"
                        );
                        if connection.write_all(response.as_bytes()).is_err() {
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
        .expect("a response");
    assert!(response.status().is_success());
    let body = response.bytes().await.expect("a body");
    serde_json::from_slice(&body).expect("a job")
}

async fn by_runtime(core: &Core, id: &str) -> Job {
    let mut request = core.request(&RETRIEVE);
    request.path("id", Style::Simple, false, id);
    let job = request.send(body::decode::json::<Job>).into_value().await;
    job.expect("a job")
}

/// Both kinds of calls, to one server.
struct Sides {
    runtime: Runtime,
    url: String,
    client: reqwest::Client,
    core: Core,
}

impl Sides {
    fn new() -> Self {
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
        Self {
            runtime,
            url,
            client,
            core,
        }
    }

    fn hand(&self, calls: u32) {
        self.runtime.block_on(async {
            for _ in 0..calls {
                let job = by_hand(&self.client, &self.url, "ftjob-1").await;
                assert_eq!((job.id.as_str(), job.tags.len()), ("ftjob-1", 3));
            }
        });
    }

    fn ours(&self, calls: u32) {
        self.runtime.block_on(async {
            for _ in 0..calls {
                let job = by_runtime(&self.core, "ftjob-1").await;
                assert_eq!((job.id.as_str(), job.tags.len()), ("ftjob-1", 3));
            }
        });
    }
}

/// Returns the processor time of this thread.
#[cfg(unix)]
fn computed() -> Duration {
    use rustix::time::{ClockId, clock_gettime};
    let time = clock_gettime(ClockId::ThreadCPUTime);
    Duration::try_from(time).expect("a time")
}

/// Returns the elapsed time.
#[cfg(not(unix))]
fn computed() -> Duration {
    static START: std::sync::OnceLock<std::time::Instant> = std::sync::OnceLock::new();
    START.get_or_init(std::time::Instant::now).elapsed()
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let arguments: Vec<_> = std::env::args().skip(1).collect();
    let sides = Sides::new();
    if let [kind, calls] = &arguments[..]
        && let Ok(calls) = calls.parse()
    {
        return match kind.as_str() {
            "hand" => sides.hand(calls),
            _ => sides.ours(calls),
        };
    }
    // `cargo test --benches` only checks that it runs.
    let is_test = !arguments.iter().any(|argument| argument == "--bench");
    let (calls, rounds) = if is_test { (20, 1) } else { (CALLS, ROUNDS) };
    let hand = || sides.hand(calls);
    let ours = || sides.ours(calls);
    hand();
    ours();
    let allocations = |run: &dyn Fn()| {
        let counted = allocation_counter::measure(run);
        counted.count_total as f64 / f64::from(calls)
    };
    let (hand_allocations, our_allocations) = (allocations(&hand), allocations(&ours));
    let timed = |run: &dyn Fn()| {
        let before = computed();
        run();
        (computed() - before).as_secs_f64() * 1e6 / f64::from(calls)
    };
    let (mut hand_times, mut our_times, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..rounds {
        // The order of the turns favors neither kind if the machine slows down or speeds up.
        let turns = [timed(&hand), timed(&ours), timed(&ours), timed(&hand)];
        let (hand, ours) = (turns[0] + turns[3], turns[1] + turns[2]);
        hand_times.push(hand / 2.0);
        our_times.push(ours / 2.0);
        ratios.push(ours / hand);
    }
    println!(
        "by hand: {:.1} µs and {hand_allocations:.1} allocations a call",
        median(hand_times)
    );
    println!(
        "runtime: {:.1} µs and {our_allocations:.1} allocations a call",
        median(our_times)
    );
    let ratio = median(ratios);
    println!("the median round takes {ratio:.3} of the time");
    assert!(
        our_allocations <= hand_allocations + 20.0,
        "too many allocations"
    );
    assert!(is_test || ratio <= 1.10, "too much time");
    assert!(
        is_test || ratio >= 0.95,
        "the machine disturbed the calls by hand: run it again"
    );
}
