//! A server on the loopback interface that records the requests and sends given responses.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// The time after which a silent connection is closed.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server that sends one response per connection, in order, and then stops.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Receiver<String>,
}

/// The reaction to a request.
#[derive(Clone)]
pub(crate) enum CannedResponse {
    /// Sends these bytes and closes the connection.
    Bytes(Vec<u8>),
    /// Sends these bytes and keeps the connection open without sending more.
    Stall(Vec<u8>),
}

impl Server {
    pub(crate) fn start(responses: Vec<CannedResponse>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the address of the listener");
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for response in responses {
                let Ok((mut connection, _)) = listener.accept() else {
                    return;
                };
                let request = read(&mut connection);
                if sender.send(request).is_err() {
                    return;
                }
                // Some tests close the connection before the response is sent.
                let _ = write_response(&mut connection, response);
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
        }
    }

    /// Starts a server that sends one response with this status line and JSON body.
    pub(crate) fn json(status: &str, body: &str) -> Self {
        Self::start(vec![respond(status, "application/json", body)])
    }

    /// Returns the next request, with each byte as a character.
    pub(crate) fn request(&self) -> String {
        self.requests.recv_timeout(PATIENCE).expect("a request")
    }

    /// Returns `true` if no request was received.
    pub(crate) fn is_untouched(&self) -> bool {
        self.requests
            .recv_timeout(Duration::from_millis(50))
            .is_err()
    }
}

/// Returns the URL of a port without a listener.
pub(crate) fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
    let address = listener.local_addr().expect("the address of the listener");
    drop(listener);
    format!("http://{address}")
}

/// Returns a response with a status line (without the version), a content type and a body.
pub(crate) fn respond(status: &str, content_type: &str, body: &str) -> CannedResponse {
    respond_with(status, &format!("content-type: {content_type}\r\n"), body)
}

/// Returns a response with complete header lines.
pub(crate) fn respond_with(status: &str, headers: &str, body: &str) -> CannedResponse {
    let length = body.len();
    CannedResponse::Bytes(
        format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
            .into_bytes(),
    )
}

fn read(connection: &mut TcpStream) -> String {
    connection
        .set_read_timeout(Some(PATIENCE))
        .expect("a timeout");
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    while !is_complete(&bytes) {
        match connection.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    bytes.into_iter().map(char::from).collect()
}

fn is_complete(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let mut lines = head.lines();
    if lines.any(|line| line.eq_ignore_ascii_case("transfer-encoding: chunked")) {
        return text.ends_with("\r\n0\r\n\r\n");
    }
    let length = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .and_then(|(_, value)| value.trim().parse().ok())
        .unwrap_or(0);
    bytes.len() >= head.len() + 4 + length
}

fn write_response(connection: &mut TcpStream, response: CannedResponse) -> std::io::Result<()> {
    match response {
        CannedResponse::Bytes(bytes) => connection.write_all(&bytes),
        CannedResponse::Stall(bytes) => {
            connection.write_all(&bytes)?;
            connection.flush()?;
            // Waits until the client closes the connection, at most until the timeout.
            let _ = connection.read(&mut [0; 16]);
            Ok(())
        }
    }
}
