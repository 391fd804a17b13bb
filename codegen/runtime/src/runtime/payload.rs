//! The body of a request, which may be sent more than once.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use reqwest::{Body, Method, Url};

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

    /// As [`request`](Self::request), to be changed for all attempts.
    pub(crate) fn request_mut(&mut self) -> &mut reqwest::Request {
        &mut self.request
    }

    /// The same request, as it is sent to where it is redirected to; `None` where its body is gone. It loses the body where
    /// it becomes a GET.
    pub(crate) fn redirected(&self, (method, url): (Method, Url)) -> Option<Self> {
        let mut next = Self {
            request: self.request.try_clone()?,
            stream: self.stream.clone(),
        };
        if method != *next.request.method() && method == Method::GET {
            *next.request.body_mut() = None;
            next.stream = None;
            for name in [CONTENT_TYPE, CONTENT_LENGTH, TRANSFER_ENCODING] {
                next.request.headers_mut().remove(name);
            }
        }
        *next.request.method_mut() = method;
        *next.request.url_mut() = url;
        next.is_replayable().then_some(next)
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
