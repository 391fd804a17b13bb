//! Blocking calls beside asynchronous calls of the same client.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::api::{self, DOWNLOAD, ReadBytes};
use super::server::{CannedResponse, Server};
use crate::runtime::{CoreBuilder, Error, Operation};

/// A server that keeps its connections open and sends the same response to each request.
struct KeepAliveServer {
    url: String,
    connections: Arc<AtomicUsize>,
}

impl KeepAliveServer {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the address of the listener");
        let connections = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&connections);
        thread::spawn(move || {
            for connection in listener.incoming().flatten() {
                count.fetch_add(1, Ordering::Relaxed);
                thread::spawn(move || respond(connection));
            }
        });
        Self {
            url: format!("http://{address}"),
            connections,
        }
    }
}

/// Responds to each request of a connection, which have no bodies.
fn respond(mut connection: TcpStream) {
    let mut request = Vec::new();
    let mut buffer = [0; 1024];
    while let Ok(count @ 1..) = connection.read(&mut buffer) {
        request.extend_from_slice(&buffer[..count]);
        if request.ends_with(b"\r\n\r\n") {
            request.clear();
            let response = b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\ndone";
            if connection.write_all(response).is_err() {
                return;
            }
        }
    }
}

fn call(builder: &CoreBuilder, operation: &'static Operation) -> ReadBytes {
    let core = builder.clone().build().expect("a core");
    ReadBytes {
        request: core.request(operation),
    }
}

#[test]
fn a_blocking_call_does_not_wait_for_the_connection_of_a_current_thread_runtime() {
    let server = KeepAliveServer::start();
    let core = api::builder(&server.url)
        .timeout(Duration::from_secs(20))
        .build()
        .expect("a core");
    let call = || ReadBytes {
        request: core.request(&DOWNLOAD),
    };
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        assert_eq!(call().await.expect("bytes"), b"done");
        // Inside of the runtime.
        assert_eq!(call().call_blocking().expect("bytes"), b"done");
        let stream = call().stream_bytes_blocking().expect("a head");
        let chunks: Result<Vec<_>, _> = stream.into_inner().collect();
        assert_eq!(chunks.expect("chunks").concat(), b"done");
        assert_eq!(call().await.expect("bytes"), b"done");
    });
    // While the runtime exists but does not run.
    assert_eq!(call().call_blocking().expect("bytes"), b"done");
    // Blocking calls have one connection, and asynchronous calls have another one.
    assert_eq!(server.connections.load(Ordering::Relaxed), 2);
}

#[test]
fn blocking_calls_of_different_clients_share_no_connection() {
    let server = KeepAliveServer::start();
    let builder = api::builder(&server.url);
    for _ in 0..2 {
        let body = call(&builder, &DOWNLOAD).call_blocking();
        assert_eq!(body.expect("bytes"), b"done");
    }
    assert_eq!(server.connections.load(Ordering::Relaxed), 2);
}

#[test]
fn a_blocking_call_has_the_user_agent_and_the_limits_of_the_client() {
    let bytes =
        b"HTTP/1.1 302 Found\r\nlocation: http://elsewhere.example/\r\ncontent-length: 0\r\n\r\n";
    let server = Server::start(vec![CannedResponse::Bytes(bytes.to_vec())]);
    let error = call(&api::builder(&server.url), &DOWNLOAD).call_blocking();
    assert!(matches!(error, Err(Error::Api(_))), "{error:?}");
    assert!(server.request().contains("user-agent: tests/1.0\r\n"));
}
