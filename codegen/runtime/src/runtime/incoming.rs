//! The body of a response, as it comes.

use bytes::Bytes;

/// A response whose body has not been read.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) struct Incoming(reqwest::Response);

/// A response whose body has not been read. A browser gives it in one piece.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) struct Incoming(Option<reqwest::Response>);

impl Incoming {
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self(response)
    }

    /// The next octets, `None` at the end.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        self.0.chunk().await
    }

    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self(Some(response))
    }

    /// The next octets, `None` at the end.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        match self.0.take() {
            Some(response) => response.bytes().await.map(Some),
            None => Ok(None),
        }
    }
}
