//! A server on the loopback interface that does with each connection what it is told, octet by octet.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How long a connection that says nothing is kept: far longer than any test takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// One thing that a server does with a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Reads a request to its end.
    Read,
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes one by one, a moment between two, until the client is gone.
    Drip(Vec<u8>),
    /// Reads one octet and leaves the rest, so that closing the connection resets it.
    Touch,
    /// Says nothing until the client is gone.
    Silence,
    /// Lets whoever waits for it know.
    Tell,
    /// Does nothing for a moment.
    Rest,
}

/// A server with a list of steps for each connection, in the order in which they come; then it is gone.
pub(crate) struct FaultServer {
    pub(crate) url: String,
    requests: Receiver<String>,
    told: Arc<Mutex<Receiver<()>>>,
    /// One word for each connection that the client closed while it was waited for.
    closed: Receiver<()>,
}

impl FaultServer {
    pub(crate) fn start(connections: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the address of the listener");
        let (requested, requests) = mpsc::channel();
        let (telling, told) = mpsc::channel();
        let (closing, closed) = mpsc::channel();
        thread::spawn(move || {
            for steps in connections {
                let Ok((connection, _)) = listener.accept() else {
                    return;
                };
                let (requested, telling, closing) =
                    (requested.clone(), telling.clone(), closing.clone());
                thread::spawn(move || {
                    connection
                        .set_read_timeout(Some(PATIENCE))
                        .expect("a limit of time");
                    connection.set_nodelay(true).expect("no delay");
                    for step in steps {
                        if !take(&connection, step, &requested, &telling, &closing) {
                            return;
                        }
                    }
                });
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
            told: Arc::new(Mutex::new(told)),
            closed,
        }
    }

    /// The requests that came so far, bytes as characters.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }

    /// What waits until a connection has come to [`Step::Tell`].
    pub(crate) fn told(&self) -> Told {
        Told(Arc::clone(&self.told))
    }

    /// Waits until the client has closed a connection on which the server was silent.
    pub(crate) fn is_closed_by_client(&self) -> bool {
        self.closed.recv_timeout(PATIENCE).is_ok()
    }
}

/// Waits for a server.
pub(crate) struct Told(Arc<Mutex<Receiver<()>>>);

impl Told {
    pub(crate) fn wait(&self) {
        let told = self.0.lock().expect("one waits at a time");
        told.recv_timeout(PATIENCE).expect("a step that tells");
    }
}

/// Takes a step; `false` where the connection is gone.
fn take(
    mut connection: &TcpStream,
    step: Step,
    requested: &Sender<String>,
    telling: &Sender<()>,
    closing: &Sender<()>,
) -> bool {
    match step {
        Step::Read => match read(connection) {
            Some(request) => requested.send(request).is_ok(),
            None => false,
        },
        Step::Send(octets) => connection.write_all(&octets).is_ok(),
        Step::Drip(octets) => {
            for octet in octets {
                if connection.write_all(&[octet]).is_err() {
                    let _ = closing.send(());
                    return false;
                }
                thread::sleep(Duration::from_millis(1));
            }
            true
        }
        Step::Touch => connection.read(&mut [0]).is_ok(),
        Step::Silence => {
            let mut buffer = [0; 256];
            while connection.read(&mut buffer).is_ok_and(|count| count > 0) {}
            let _ = closing.send(());
            false
        }
        Step::Tell => telling.send(()).is_ok(),
        Step::Rest => {
            thread::sleep(Duration::from_millis(50));
            true
        }
    }
}

/// A request to its end; `None` where the client is gone before.
fn read(mut connection: &TcpStream) -> Option<String> {
    let mut octets = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&octets).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .filter_map(|line| line.split_once(':'))
                .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
                .and_then(|(_, value)| value.trim().parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return Some(text);
            }
        }
        match connection.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => octets.extend_from_slice(&buffer[..count]),
        }
    }
}

/// An answer with a status line (without the version), header lines and a body, after which the connection is closed.
pub(crate) fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    raw([head.as_bytes(), body].concat())
}

/// An answer in JSON.
pub(crate) fn json(body: &str) -> Vec<Step> {
    answer("200 OK", "content-type: application/json\r\n", body)
}

/// These bytes as answer, after which the connection is closed.
pub(crate) fn raw(octets: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Read, Step::Send(octets.into())]
}

/// The URL of a port on which nothing listens.
pub(crate) fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
    let address = listener.local_addr().expect("the address of the listener");
    drop(listener);
    format!("http://{address}")
}
