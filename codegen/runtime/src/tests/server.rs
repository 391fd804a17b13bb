//! A server on the loopback interface that records what it gets, octet by octet, and answers what it is told.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

/// How long a connection that says nothing is kept.
const PATIENCE: Duration = Duration::from_secs(5);

/// A server with one answer for each connection, in this order; then it is gone.
pub(crate) struct Server {
    pub(crate) url: String,
    requests: Receiver<String>,
}

/// What a server does with a request that it has read.
#[derive(Clone)]
pub(crate) enum Answer {
    /// Sends these bytes and closes the connection.
    Octets(Vec<u8>),
    /// Sends these bytes, then nothing more.
    Stall(Vec<u8>),
}

impl Server {
    pub(crate) fn start(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the address of the listener");
        let (sender, requests) = mpsc::channel();
        thread::spawn(move || {
            for answer in answers {
                let Ok((mut connection, _)) = listener.accept() else {
                    return;
                };
                let request = read(&mut connection);
                if sender.send(request).is_err() {
                    return;
                }
                // A client that is gone already is what some tests are about.
                let _ = reply(&mut connection, answer);
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
        }
    }

    /// A server that answers once, with this status line and body as JSON.
    pub(crate) fn json(status: &str, body: &str) -> Self {
        Self::start(vec![answer(status, "application/json", body)])
    }

    /// The next request, bytes as characters.
    pub(crate) fn request(&self) -> String {
        self.requests
            .recv_timeout(PATIENCE)
            .expect("a request that was sent")
    }

    /// Whether no request came.
    pub(crate) fn is_untouched(&self) -> bool {
        self.requests
            .recv_timeout(Duration::from_millis(50))
            .is_err()
    }
}

/// The URL of a port on which nothing listens.
pub(crate) fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
    let address = listener.local_addr().expect("the address of the listener");
    drop(listener);
    format!("http://{address}")
}

/// An answer with a status line (without the version), a content type and a body.
pub(crate) fn answer(status: &str, content_type: &str, body: &str) -> Answer {
    answer_with(status, &format!("content-type: {content_type}\r\n"), body)
}

/// An answer with whole header lines.
pub(crate) fn answer_with(status: &str, headers: &str, body: &str) -> Answer {
    let length = body.len();
    Answer::Octets(
        format!("HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n{body}")
            .into_bytes(),
    )
}

fn read(connection: &mut TcpStream) -> String {
    connection
        .set_read_timeout(Some(PATIENCE))
        .expect("a limit of time");
    let mut octets = Vec::new();
    let mut buffer = [0; 4096];
    while !is_complete(&octets) {
        match connection.read(&mut buffer) {
            Ok(0) | Err(_) => break,
            Ok(count) => octets.extend_from_slice(&buffer[..count]),
        }
    }
    octets.into_iter().map(char::from).collect()
}

fn is_complete(octets: &[u8]) -> bool {
    let text = String::from_utf8_lossy(octets);
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
    octets.len() >= head.len() + 4 + length
}

fn reply(connection: &mut TcpStream, answer: Answer) -> std::io::Result<()> {
    match answer {
        Answer::Octets(octets) => connection.write_all(&octets),
        Answer::Stall(octets) => {
            connection.write_all(&octets)?;
            connection.flush()?;
            // Until the client gives up, at most for as long as a connection is kept.
            let _ = connection.read(&mut [0; 16]);
            Ok(())
        }
    }
}
