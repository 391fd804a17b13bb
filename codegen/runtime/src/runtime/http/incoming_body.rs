//! Response bodies, chunk by chunk.

use bytes::Bytes;

/// A response body that was not read yet.
#[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
pub(crate) struct IncomingBody(reqwest::Response);

/// A response body that was not read yet. A browser returns it in one chunk.
#[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
pub(crate) struct IncomingBody(Option<reqwest::Response>);

impl IncomingBody {
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self(response)
    }

    /// Returns the next chunk, or `None` at the end of the body.
    #[cfg(not(all(target_arch = "wasm32", target_os = "unknown")))]
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        self.0.chunk().await
    }

    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self(Some(response))
    }

    /// Returns the next chunk, or `None` at the end of the body.
    #[cfg(all(target_arch = "wasm32", target_os = "unknown"))]
    pub(crate) async fn chunk(&mut self) -> Result<Option<Bytes>, reqwest::Error> {
        match self.0.take() {
            Some(response) => response.bytes().await.map(Some),
            None => Ok(None),
        }
    }
}
