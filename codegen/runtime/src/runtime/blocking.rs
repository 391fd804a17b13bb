//! Calls that hold the thread until they are done.
//!
//! They are sent by a runtime of their own, which all clients share, and the thread waits for it. So nothing here minds being
//! called from asynchronous code; but it holds up the thread that other tasks wait for, and where the server is one of them, the
//! call ends only when its time runs out.

use std::io;
use std::sync::OnceLock;
use std::sync::mpsc;

use tokio::runtime::{Builder, Runtime};

use super::clock::BoxFuture;
use super::error::Error;
use super::request_error::ConfigurationError;
use super::response::Response;
use super::send::ResponseFuture;

impl<T> ResponseFuture<T> {
    /// Sends the call and holds the thread until the response is there.
    ///
    /// # Errors
    ///
    /// As awaiting it, and [`Error::Configuration`] where the threads for it cannot be started.
    pub fn wait(self) -> Result<Response<T>, Error> {
        let (sending, finish) = self.into_parts();
        finish.response(wait(sending)??)
    }
}

/// Waits for a future that runs elsewhere.
fn wait<T: Send + 'static>(future: BoxFuture<'static, T>) -> Result<T, Error> {
    let (sender, receiver) = mpsc::sync_channel(1);
    runtime()?.spawn(async move {
        // Who waits is there until this is sent.
        let _ = sender.send(future.await);
    });
    let lost = |_| ConfigurationError::new("a hook or transport panicked");
    Ok(receiver.recv().map_err(lost)?)
}

/// The runtime that all blocking calls share.
fn runtime() -> Result<&'static Runtime, ConfigurationError> {
    static RUNTIME: OnceLock<io::Result<Runtime>> = OnceLock::new();
    let runtime = RUNTIME.get_or_init(|| {
        Builder::new_multi_thread()
            .worker_threads(1)
            .thread_name("blocking calls")
            .enable_all()
            .build()
    });
    runtime
        .as_ref()
        .map_err(|error| ConfigurationError::new(format!("no thread for blocking calls: {error}")))
}
