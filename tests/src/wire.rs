//! A local server below HTTP: it shows requests octet by octet, and answers what no proper server would.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// How long a request is waited for.
const PATIENCE: Duration = Duration::from_secs(10);

/// A server on the loopback interface that answers every connection with the same octets and closes it.
#[derive(Debug)]
pub struct Wire {
    url: String,
    requests: Receiver<String>,
}

impl Wire {
    /// A server that answers with these octets.
    ///
    /// # Panics
    ///
    /// Where there is no port on the loopback interface.
    #[must_use]
    pub fn answering(octets: impl Into<Vec<u8>>) -> Self {
        let octets = octets.into();
        Self::start(move |connection| connection.write_all(&octets))
    }

    /// A server that answers with a status line (without its version) and JSON, of which it sends only so many octets.
    #[must_use]
    pub fn truncated(status: &str, body: &str, sent: usize) -> Self {
        let length = body.len();
        let body = body.get(..sent).unwrap_or(body);
        Self::answering(format!(
            "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        ))
    }

    /// A server that takes requests and never answers.
    #[must_use]
    pub fn silent() -> Self {
        // Until the client gives up.
        Self::start(|connection| connection.read(&mut [0; 16]).map(drop))
    }

    fn start(answer: impl Fn(&mut TcpStream) -> std::io::Result<()> + Send + 'static) -> Self {
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
                // A client that has gone away is what some tests are about.
                let _ = answer(&mut connection);
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
        }
    }

    /// Its URL, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The next request without its body, each octet as the character of that number.
    ///
    /// # Panics
    ///
    /// Where none comes in time.
    #[must_use]
    pub fn request(&self) -> String {
        self.requests
            .recv_timeout(PATIENCE)
            .expect("a request comes")
    }

    /// Whether no request has come. A connection that was only opened counts as one.
    #[must_use]
    pub fn is_untouched(&self) -> bool {
        self.requests
            .recv_timeout(Duration::from_millis(50))
            .is_err()
    }
}

/// A URL at which nothing listens.
///
/// # Panics
///
/// Where there is no port on the loopback interface.
#[must_use]
pub fn closed_url() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("the loopback interface has a port");
    let address = listener.local_addr().expect("a listener has an address");
    format!("http://{address}")
}

/// Reads until the empty line after the headers.
fn head(connection: &mut TcpStream) -> String {
    let mut octets = Vec::new();
    let mut buffer = [0; 4096];
    if connection.set_read_timeout(Some(PATIENCE)).is_err() {
        return String::new();
    }
    while !octets.windows(4).any(|window| window == b"\r\n\r\n") {
        match connection.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => octets.extend_from_slice(&buffer[..count]),
        }
    }
    octets.into_iter().map(char::from).collect()
}
