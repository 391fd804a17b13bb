//! Bodies of 1 GiB over the loopback interface in bounded memory. The tests are slow and therefore ignored by default:
//! `cargo test -p apicrate-runtime --release --test gigabyte -- --ignored --nocapture`.

#![cfg(target_os = "linux")]

use std::convert::Infallible;
use std::fs::File;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread::{self, JoinHandle};

use apicrate_runtime::runtime::{Body, Core, CoreBuilder, Operation, body};
use futures_core::Stream;
use reqwest::Method;

/// The size of a body.
const SIZE: usize = 1 << 30;

/// The limit of the peak memory of the process in KiB, including all tests and servers.
const MAX_MEMORY: u64 = 64 * 1024;

const CHUNK: usize = 1 << 16;

static FILE: Operation = Operation {
    id: "file",
    method: Method::POST,
    path: "/file",
    security: &[],
    accept: "*/*",
};

/// Starts a server that sends a body of 1 GiB.
fn sender() -> (String, JoinHandle<()>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        let _ = connection.read(&mut [0; 4096]).expect("a request");
        let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {SIZE}\r\n\r\n");
        connection.write_all(head.as_bytes()).expect("it is read");
        let chunk = vec![7; CHUNK];
        for _ in 0..SIZE / CHUNK {
            connection.write_all(&chunk).expect("it is read");
        }
    });
    (url, server)
}

/// Starts a server that reads one request and returns the number of bytes after its head.
fn receiver() -> (String, JoinHandle<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    let server = thread::spawn(move || {
        let (mut connection, _) = listener.accept().expect("a connection");
        let mut buffer = vec![0; CHUNK];
        let mut head = Vec::new();
        let end = loop {
            let read = connection.read(&mut buffer).expect("the head");
            assert!(read > 0, "the head is incomplete");
            head.extend_from_slice(&buffer[..read]);
            if let Some(end) = head.windows(4).position(|part| part == b"\r\n\r\n") {
                break end + 4;
            }
        };
        let text = String::from_utf8_lossy(&head[..end]).into_owned();
        let length = text
            .lines()
            .find_map(|line| line.strip_prefix("content-length: "));
        let length: Option<usize> = length.map(|length| length.parse().expect("a number"));
        let mut received = head.len() - end;
        let mut last = head.split_off(end);
        loop {
            let is_whole = match length {
                Some(length) => received == length,
                None => last.ends_with(b"\r\n0\r\n\r\n"),
            };
            if is_whole {
                break;
            }
            let read = connection.read(&mut buffer).expect("the body");
            assert!(read > 0, "the body ends after {received} bytes");
            received += read;
            last.extend_from_slice(&buffer[..read]);
            last.drain(..last.len().saturating_sub(7));
        }
        let response = b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n";
        connection.write_all(response).expect("it is read");
        received
    });
    (url, server)
}

fn core(url: &str) -> Core {
    let core = CoreBuilder::new("http://unused").base_url(url);
    core.timeout(std::time::Duration::from_secs(600))
        .build()
        .expect("a core")
}

/// Returns the peak memory of the process in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("it is Linux");
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let peak = peak.and_then(|peak| peak.trim().strip_suffix(" kB"));
    peak.expect("a number of kB").parse().expect("a number")
}

fn assert_little_memory(name: &str) {
    let peak = peak();
    println!("{name}: at most {peak} KiB of memory");
    assert!(peak < MAX_MEMORY, "{peak} KiB");
}

/// A stream of 1 GiB in chunks that are created on demand.
struct Chunks(usize);

impl Stream for Chunks {
    type Item = Result<Vec<u8>, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0 += CHUNK;
        Poll::Ready((self.0 <= SIZE).then(|| Ok(vec![7; CHUNK])))
    }
}

#[tokio::test]
#[ignore = "transfers 1 GiB"]
async fn a_gigabyte_is_downloaded_in_under_64_megabytes_of_memory() {
    let (url, server) = sender();
    let request = core(&url).request(&FILE);
    let mut body = request.stream_bytes().await.expect("a head").into_inner();
    let mut received = 0;
    while let Some(chunk) = body.next().await {
        received += chunk.expect("bytes").len();
    }
    server.join().expect("the server sent all");
    assert_eq!(received, SIZE);
    assert_little_memory("download");
}

#[tokio::test]
#[ignore = "transfers 1 GiB"]
async fn a_gigabyte_is_uploaded_from_a_file_in_under_64_megabytes_of_memory() {
    let path = std::env::temp_dir().join(format!("gigabyte-{}", std::process::id()));
    // A sparse file takes no space on the disk.
    let file = File::create(&path).expect("a file");
    file.set_len(SIZE as u64).expect("a sparse file");
    let (url, server) = receiver();
    let mut request = core(&url).request(&FILE);
    request.body("application/octet-stream", Body::path(&path));
    let response = request.send(body::decode::empty).await;
    std::fs::remove_file(&path).expect("it is there");
    response.expect("a response");
    assert_eq!(server.join().expect("the server read all"), SIZE);
    assert_little_memory("upload of a file");
}

#[tokio::test]
#[ignore = "transfers 1 GiB"]
async fn a_gigabyte_is_uploaded_from_a_stream_in_under_64_megabytes_of_memory() {
    let (url, server) = receiver();
    let mut request = core(&url).request(&FILE);
    request.body("application/octet-stream", Body::stream(Chunks(0)));
    request.send(body::decode::empty).await.expect("a response");
    // The chunked encoding adds the sizes of the chunks.
    assert!(server.join().expect("the server read all") > SIZE);
    assert_little_memory("upload of a stream");
}
