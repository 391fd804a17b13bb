//! The body of a request, which may be sent more than once.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::Body;

/// Where each attempt of a call gets its body from. A clone shares it.
#[derive(Clone, Default)]
pub(crate) enum Payload {
    /// There is none.
    #[default]
    Empty,
    /// Octets, which every attempt sends.
    Octets(Vec<u8>),
    /// What is made anew for every attempt.
    Made(Arc<dyn Fn() -> Body + Send + Sync>),
    /// What is gone with the first attempt.
    Once(Arc<Mutex<Option<Body>>>),
}

impl Payload {
    pub(crate) fn made(make: impl Fn() -> Body + Send + Sync + 'static) -> Self {
        Self::Made(Arc::new(make))
    }

    pub(crate) fn once(body: Body) -> Self {
        Self::Once(Arc::new(Mutex::new(Some(body))))
    }
}

impl fmt::Debug for Payload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("none"),
            Self::Octets(octets) => write!(f, "{} bytes", octets.len()),
            Self::Made(_) => f.write_str("a stream, made for each attempt"),
            Self::Once(_) => f.write_str("a stream, sent once"),
        }
    }
}

/// A request that each attempt sends a copy of.
pub(crate) struct Outgoing {
    /// With its body where that is octets.
    request: reqwest::Request,
    stream: Option<Payload>,
}

impl Outgoing {
    pub(crate) fn new(mut request: reqwest::Request, payload: Payload) -> Self {
        let mut stream = None;
        match payload {
            Payload::Empty => {}
            Payload::Octets(octets) => *request.body_mut() = Some(octets.into()),
            Payload::Made(_) | Payload::Once(_) => stream = Some(payload),
        }
        Self { request, stream }
    }

    /// The request but for a body that is a stream.
    pub(crate) fn request(&self) -> &reqwest::Request {
        &self.request
    }

    /// As [`request`](Self::request), to be changed for all attempts to come.
    pub(crate) fn request_mut(&mut self) -> &mut reqwest::Request {
        &mut self.request
    }

    /// Takes the body away.
    pub(crate) fn clear_body(&mut self) {
        *self.request.body_mut() = None;
        self.stream = None;
    }

    /// Whether it can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        !matches!(self.stream, Some(Payload::Once(_)))
    }

    /// The request for the next attempt; `None` where its body is gone.
    pub(crate) fn attempt(&self) -> Option<reqwest::Request> {
        let mut request = self.request.try_clone()?;
        match &self.stream {
            Some(Payload::Made(make)) => *request.body_mut() = Some(make()),
            Some(Payload::Once(body)) => {
                let body = body.lock().unwrap_or_else(PoisonError::into_inner).take()?;
                *request.body_mut() = Some(body);
            }
            Some(Payload::Empty | Payload::Octets(_)) | None => {}
        }
        Some(request)
    }
}
