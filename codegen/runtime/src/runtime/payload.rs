//! A request with its body, which may be sent more than once.

use std::sync::Arc;

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use reqwest::{Method, Url};

use super::send_body::Body;
use super::token::Tokens;

/// A request that each attempt sends a copy of.
pub(crate) struct Outgoing {
    /// Without its body.
    request: reqwest::Request,
    body: Option<Body>,
    /// What gives the header `Authorization`, where it changes.
    tokens: Option<Arc<Tokens>>,
}

impl Outgoing {
    pub(crate) fn new(
        request: reqwest::Request,
        body: Option<Body>,
        tokens: Option<Arc<Tokens>>,
    ) -> Self {
        Self {
            request,
            body,
            tokens,
        }
    }

    /// What gives the header `Authorization`, where it changes.
    pub(crate) fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_deref()
    }

    /// The request but for its body.
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
            body: self.body.clone(),
            tokens: self.tokens.clone(),
        };
        if method != *next.request.method() && method == Method::GET {
            next.body = None;
            for name in [CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING] {
                next.request.headers_mut().remove(name);
            }
        }
        *next.request.method_mut() = method;
        *next.request.url_mut() = url;
        next.is_replayable().then_some(next)
    }

    /// Whether it can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_replayable)
    }

    /// The request for the next attempt; `None` where its body is gone.
    pub(crate) fn attempt(&self) -> Option<reqwest::Request> {
        let mut request = self.request.try_clone()?;
        if let Some(body) = &self.body {
            *request.body_mut() = Some(body.open()?);
        }
        Some(request)
    }
}
