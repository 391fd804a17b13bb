//! Requests that are ready to be sent, possibly several times.

use std::sync::Arc;

use reqwest::header::{CONTENT_LENGTH, CONTENT_TYPE, TRANSFER_ENCODING};
use reqwest::{Method, Url};

use crate::runtime::auth::token::Tokens;
use crate::runtime::body::request_body::Body;

/// A request of which each attempt sends a copy.
pub(crate) struct PreparedRequest {
    /// The request without its body.
    request: reqwest::Request,
    body: Option<Body>,
    /// The tokens for the `Authorization` header, if a token source is used.
    tokens: Option<Arc<Tokens>>,
}

impl PreparedRequest {
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

    /// Returns the tokens for the `Authorization` header, if a token source is used.
    pub(crate) fn tokens(&self) -> Option<&Tokens> {
        self.tokens.as_deref()
    }

    /// Returns the request without its body.
    pub(crate) fn request(&self) -> &reqwest::Request {
        &self.request
    }

    /// Returns the request without its body. Changes apply to all attempts.
    pub(crate) fn request_mut(&mut self) -> &mut reqwest::Request {
        &mut self.request
    }

    /// Returns the request that follows a redirect, or `None` if its body cannot be sent again. A request whose method changes
    /// to GET loses its body.
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

    /// Returns `true` if the request can be sent more than once.
    pub(crate) fn is_replayable(&self) -> bool {
        self.body.as_ref().is_none_or(Body::is_replayable)
    }

    /// Returns the request for the next attempt, or `None` if its body cannot be sent again.
    pub(crate) fn attempt(&self) -> Option<reqwest::Request> {
        let mut request = self.request.try_clone()?;
        if let Some(body) = &self.body {
            *request.body_mut() = Some(body.open()?);
        }
        Some(request)
    }
}
