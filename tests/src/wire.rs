//! A local TCP server: it records the bytes of requests, and can send responses that are not valid HTTP.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// The maximum time to wait for a request.
const TIMEOUT: Duration = Duration::from_secs(10);

/// A server on the loopback interface that sends the same bytes on every connection and closes it.
#[derive(Debug)]
pub struct Wire {
    url: String,
    requests: Receiver<String>,
}

impl Wire {
    /// Starts a server that sends these bytes.
    ///
    /// # Panics
    ///
    /// Panics if no port of the loopback interface is free.
    #[must_use]
    pub fn responding(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(move |connection| connection.write_all(&bytes))
    }

    /// Starts a server that responds with a status (code and reason) and the first `sent` bytes of a JSON body.
    #[must_use]
    pub fn truncated(status: &str, body: &str, sent: usize) -> Self {
        let length = body.len();
        let body = body.get(..sent).unwrap_or(body);
        Self::responding(format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
    }

    /// Starts a server that reads requests and never responds.
    #[must_use]
    pub fn silent() -> Self {
        // Blocks until the client closes the connection.
        Self::start(|connection| connection.read(&mut [0; 16]).map(drop))
    }

    fn start(respond: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback interface has a port");
        let address = listener.local_addr().expect("a listener has an address");
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for connection in listener.incoming() {
                let Ok(mut connection) = connection else {
                    return;
                };
                if sender.send(head(&mut connection)).is_err() {
                    return;
                }
                // In some tests the client has closed the connection.
                let _ = respond(&mut connection);
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
        }
    }

    /// Returns the URL of the server, without a trailing slash.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the next request without its body; each byte is the character with that number.
    ///
    /// # Panics
    ///
    /// Panics if no request is received in time.
    #[must_use]
    pub fn request(&self) -> String {
        self.requests
            .recv_timeout(TIMEOUT)
            .expect("a request is received")
    }

    /// Returns `true` if no request was received. An opened connection counts as a request.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.requests
            .recv_timeout(Duration::from_millis(50))
            .is_err()
    }
}

/// Returns a URL with a port on which no server listens.
///
/// # Panics
///
/// Panics if no port of the loopback interface is free.
#[must_use]
pub fn closed_url() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback interface has a port");
    let address = listener.local_addr().expect("a listener has an address");
    format!("http://{address}")
}

/// Reads a request until the empty line after the headers.
fn head(connection: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    if connection.set_read_timeout(Some(TIMEOUT)).is_err() {
        return String::new();
    }
    while !bytes.windows(4).any(|window| window == b"\r\n\r\n") {
        match connection.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
    bytes.into_iter().map(char::from).collect()
}
