//! A server on the loopback interface that executes a list of steps for each connection.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// The time after which a silent connection is closed: far longer than a test takes.
const PATIENCE: Duration = Duration::from_secs(20);

/// One action of the server on a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// Reads a complete request.
    Read,
    /// Sends these bytes.
    Send(Vec<u8>),
    /// Sends these bytes one by one with a short delay, until the client closes the connection.
    Drip(Vec<u8>),
    /// Reads one byte and leaves the rest, so that closing the connection resets it.
    Touch,
    /// Sends nothing until the client closes the connection.
    Silence,
    /// Wakes the test that waits for a signal.
    Signal,
    /// Waits for a short time.
    Rest,
}

/// A server with a list of steps for each connection, in order of arrival; it stops after the last one.
pub(crate) struct FaultServer {
    pub(crate) url: String,
    requests: Receiver<String>,
    signals: Arc<Mutex<Receiver<()>>>,
    /// One message for each connection that the client closed.
    closed: Receiver<()>,
}

impl FaultServer {
    pub(crate) fn start(connections: Vec<Vec<Step>>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
        let address = listener.local_addr().expect("the address of the listener");
        let (requested, requests) = mpsc::channel();
        let (signaling, signals) = mpsc::channel();
        let (closing, closed) = mpsc::channel();
        thread::spawn(move || {
            for steps in connections {
                let Ok((connection, _)) = listener.accept() else {
                    return;
                };
                let (requested, signaling, closing) =
                    (requested.clone(), signaling.clone(), closing.clone());
                thread::spawn(move || {
                    connection
                        .set_read_timeout(Some(PATIENCE))
                        .expect("a timeout");
                    connection.set_nodelay(true).expect("no delay");
                    for step in steps {
                        if !execute(&connection, step, &requested, &signaling, &closing) {
                            return;
                        }
                    }
                });
            }
        });
        Self {
            url: format!("http://{address}"),
            requests,
            signals: Arc::new(Mutex::new(signals)),
            closed,
        }
    }

    /// Returns the requests received so far, with each byte as a character.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.try_iter().collect()
    }

    /// Returns a receiver of the signals that [`Step::Signal`] sends.
    pub(crate) fn signals(&self) -> SignalReceiver {
        SignalReceiver(Arc::clone(&self.signals))
    }

    /// Waits until the client closes a connection, and returns `false` on a timeout.
    pub(crate) fn is_closed_by_client(&self) -> bool {
        self.closed.recv_timeout(PATIENCE).is_ok()
    }
}

/// A receiver of signals of the server.
pub(crate) struct SignalReceiver(Arc<Mutex<Receiver<()>>>);

impl SignalReceiver {
    pub(crate) fn wait(&self) {
        let signals = self.0.lock().expect("one receiver waits at a time");
        signals.recv_timeout(PATIENCE).expect("a signal");
    }
}

/// Executes a step and returns `false` if the connection is closed.
fn execute(
    mut connection: &TcpStream,
    step: Step,
    requested: &Sender<String>,
    signaling: &Sender<()>,
    closing: &Sender<()>,
) -> bool {
    match step {
        Step::Read => match read(connection) {
            Some(request) => requested.send(request).is_ok(),
            None => false,
        },
        Step::Send(bytes) => connection.write_all(&bytes).is_ok(),
        Step::Drip(bytes) => {
            for byte in bytes {
                if connection.write_all(&[byte]).is_err() {
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
        Step::Signal => signaling.send(()).is_ok(),
        Step::Rest => {
            thread::sleep(Duration::from_millis(50));
            true
        }
    }
}

/// Reads a complete request, or returns `None` if the client closes the connection before its end.
fn read(mut connection: &TcpStream) -> Option<String> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
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
            Ok(count) => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// Returns the steps of a response with a status line (without the version), header lines and a body.
pub(crate) fn respond(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<Step> {
    let body = body.as_ref();
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\n{headers}content-length: {length}\r\nconnection: close\r\n\r\n"
    );
    raw([head.as_bytes(), body].concat())
}

/// Returns the steps of a response in JSON.
pub(crate) fn json(body: &str) -> Vec<Step> {
    respond("200 OK", "content-type: application/json\r\n", body)
}

/// Returns the steps of a response with these bytes.
pub(crate) fn raw(bytes: impl Into<Vec<u8>>) -> Vec<Step> {
    vec![Step::Read, Step::Send(bytes.into())]
}

/// Returns the URL of a port without a listener.
pub(crate) fn closed_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port of the loopback interface");
    let address = listener.local_addr().expect("the address of the listener");
    drop(listener);
    format!("http://{address}")
}
