//! A minimal HTTP/1.1 server (RFC 9112).

use std::collections::HashMap;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use reqwest::header::{
    CONNECTION, CONTENT_LENGTH, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING,
};
use reqwest::{Method, StatusCode};

use crate::runtime::mock::message::{MockRequest, MockResponse};

/// The maximum length of a line of the request head.
const MAX_LINE: u64 = 64 * 1024;

/// Accepts connections, each in its own thread, until it is dropped.
pub(crate) struct Listener {
    address: SocketAddr,
    state: Arc<State>,
}

struct State {
    is_stopped: AtomicBool,
    connections: Mutex<HashMap<u64, TcpStream>>,
}

impl Listener {
    pub(crate) fn start(
        respond: impl Fn(MockRequest) -> MockResponse + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let address = listener.local_addr()?;
        let state = Arc::new(State {
            is_stopped: AtomicBool::new(false),
            connections: Mutex::default(),
        });
        let accepting = Arc::clone(&state);
        let respond = Arc::new(respond);
        thread::Builder::new()
            .name("mock server".to_owned())
            .spawn(move || {
                for (number, connection) in (0..).zip(listener.incoming()) {
                    if accepting.is_stopped.load(Ordering::SeqCst) {
                        break;
                    }
                    let Ok(connection) = connection else { continue };
                    accepting.serve(number, connection, &respond);
                }
            })?;
        Ok(Self { address, state })
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.state.is_stopped.store(true, Ordering::SeqCst);
        // Wakes the thread that waits for a connection.
        let _ = TcpStream::connect(self.address);
        let connections = self.state.connections.lock();
        for connection in connections.unwrap_or_else(PoisonError::into_inner).values() {
            let _ = connection.shutdown(Shutdown::Both);
        }
    }
}

impl State {
    fn serve(
        self: &Arc<Self>,
        number: u64,
        connection: TcpStream,
        respond: &Arc<impl Fn(MockRequest) -> MockResponse + Send + Sync + 'static>,
    ) {
        let Ok(kept) = connection.try_clone() else {
            return;
        };
        let connections = || {
            self.connections
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
        };
        connections().insert(number, kept);
        let (state, respond) = (Arc::clone(self), Arc::clone(respond));
        let served = thread::Builder::new().spawn(move || {
            // A client that closes the connection is not an error of the server.
            let _ = serve_connection(&connection, &*respond);
            let _ = connection.shutdown(Shutdown::Both);
            let connections = state.connections.lock();
            connections
                .unwrap_or_else(PoisonError::into_inner)
                .remove(&number);
        });
        if served.is_err() {
            connections().remove(&number);
        }
    }
}

/// Responds to the requests of one connection.
fn serve_connection(
    connection: &TcpStream,
    respond: &impl Fn(MockRequest) -> MockResponse,
) -> io::Result<()> {
    connection.set_nodelay(true)?;
    let mut reader = BufReader::new(connection);
    while let Some(request) = read(&mut reader)? {
        let is_last = request
            .header("connection")
            .is_some_and(|value| value.eq_ignore_ascii_case("close"));
        let is_head = request.method == Method::HEAD;
        let response = respond(request);
        thread::sleep(response.delay);
        if response.is_aborted {
            break;
        }
        write(connection, &response, is_head)?;
        if is_last {
            break;
        }
    }
    Ok(())
}

/// Reads the next request. Returns `None` if the client closed the connection.
fn read(reader: &mut impl BufRead) -> io::Result<Option<MockRequest>> {
    let Some(first) = line(reader)? else {
        return Ok(None);
    };
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let method = Method::from_bytes(method.as_bytes()).map_err(io::Error::other)?;
    let target = target.to_owned();
    let mut headers = HeaderMap::new();
    while let Some(line) = line(reader)?.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':').ok_or(io::ErrorKind::InvalidData)?;
        headers.append(
            HeaderName::from_bytes(name.as_bytes()).map_err(io::Error::other)?,
            HeaderValue::from_str(value.trim()).map_err(io::Error::other)?,
        );
    }
    let body = if headers.contains_key(TRANSFER_ENCODING) {
        chunks(reader)?
    } else {
        let length = headers.get(CONTENT_LENGTH);
        let length = length.and_then(|length| length.to_str().ok()?.parse().ok());
        let mut body = Vec::new();
        reader.take(length.unwrap_or(0)).read_to_end(&mut body)?;
        body
    };
    Ok(Some(MockRequest {
        method,
        target,
        headers,
        body,
        operation: None,
    }))
}

/// Reads a body in the chunked transfer coding (RFC 9112, section 7.1).
fn chunks(reader: &mut impl BufRead) -> io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(reader)?.ok_or(io::ErrorKind::UnexpectedEof)?;
        let size = size.split(';').next().unwrap_or_default().trim();
        let size = u64::from_str_radix(size, 16).map_err(io::Error::other)?;
        if size == 0 {
            while line(reader)?.is_some_and(|trailer| !trailer.is_empty()) {}
            return Ok(body);
        }
        reader.by_ref().take(size).read_to_end(&mut body)?;
        line(reader)?;
    }
}

/// Reads a line without its line break. Returns `None` at the end.
fn line(reader: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut line = Vec::new();
    if reader
        .by_ref()
        .take(MAX_LINE)
        .read_until(b'\n', &mut line)?
        == 0
    {
        return Ok(None);
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Some(text.trim_end_matches(['\r', '\n']).to_owned()))
}

fn write(mut connection: &TcpStream, response: &MockResponse, is_head: bool) -> io::Result<()> {
    let status = response.status;
    let mut out = format!(
        "HTTP/1.1 {} {}\r\n",
        status.as_u16(),
        status.canonical_reason().unwrap_or("Unknown")
    )
    .into_bytes();
    for (name, value) in &response.headers {
        if ![CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(name) {
            out.extend_from_slice(name.as_str().as_bytes());
            out.extend_from_slice(b": ");
            out.extend_from_slice(value.as_bytes());
            out.extend_from_slice(b"\r\n");
        }
    }
    // RFC 9110, section 8.6: these have neither a length nor content.
    let has_content = status != StatusCode::NO_CONTENT && !status.is_informational();
    if has_content {
        out.extend_from_slice(format!("content-length: {}\r\n", response.body.len()).as_bytes());
    }
    out.extend_from_slice(b"\r\n");
    if has_content && !is_head && status != StatusCode::NOT_MODIFIED {
        out.extend_from_slice(&response.body);
    }
    connection.write_all(&out)
}
