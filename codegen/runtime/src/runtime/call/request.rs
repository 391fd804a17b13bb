//! Requests of operations.

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue,
    PROXY_AUTHORIZATION,
};
use serde::Serialize;

use crate::runtime::body::request_body::Body;
use crate::runtime::call::core::Core;
use crate::runtime::call::operation::Operation;
use crate::runtime::call::options::CallOptions;
use crate::runtime::encode::form::{self, Encoding};
use crate::runtime::encode::member;
use crate::runtime::encode::multipart;
use crate::runtime::encode::percent::{self, Keep};
use crate::runtime::encode::server_url::ServerUrl;
use crate::runtime::encode::value::Value;
use crate::runtime::error::request::InvalidRequestError;
use crate::runtime::json::sending;

/// A request of an operation with its encoded arguments.
///
/// If an argument cannot be sent, sending the request returns the error and sends nothing. `Debug` shows names but no values.
#[derive(Clone)]
pub struct Request {
    pub(super) core: Core,
    pub(super) operation: &'static Operation,
    pub(super) server: Option<Cow<'static, str>>,
    /// The path template, if it is not that of the operation.
    pub(super) template: Option<String>,
    pub(super) has_credentials: bool,
    pub(super) path: Vec<(&'static str, String)>,
    pub(super) query: Vec<(&'static str, String)>,
    pub(super) added_query: String,
    pub(super) cookies: Vec<(&'static str, String)>,
    pub(super) headers: HeaderMap,
    pub(super) body: Option<Body>,
    options: CallOptions,
    pub(super) error: Option<InvalidRequestError>,
    keeps_redirect: bool,
    /// The declared media types of responses that the caller does not decode.
    undecoded: &'static [&'static str],
    /// The URL of the request, if it is not built from the parameters.
    pub(super) address: Option<Url>,
}

impl Core {
    /// Creates an empty request for a call of the operation.
    #[must_use]
    pub fn request(&self, operation: &'static Operation) -> Request {
        Request::new(self.clone(), operation)
    }
}

impl Request {
    pub(crate) fn new(core: Core, operation: &'static Operation) -> Self {
        Self {
            core,
            operation,
            server: None,
            template: None,
            has_credentials: true,
            path: Vec::new(),
            query: Vec::new(),
            added_query: String::new(),
            cookies: Vec::new(),
            headers: HeaderMap::new(),
            body: None,
            options: CallOptions::default(),
            error: None,
            keeps_redirect: false,
            undecoded: &[],
            address: None,
        }
    }

    /// Sends the request to the operation's own server, unless the caller set a base URL. A URL without a host is relative to
    /// the base URL.
    pub fn server(&mut self, url: &'static str) {
        self.server = Some(Cow::Borrowed(url));
    }

    /// As [`server`](Self::server), for a URL with variables.
    pub fn server_url(&mut self, server: &ServerUrl) {
        match server.fill() {
            Ok(url) => self.server = Some(Cow::Owned(url)),
            Err(reason) => self.refuse(None, reason),
        }
    }

    /// Sets another path template than that of the operation. The request is sent with all credentials of the client.
    pub(crate) fn set_template(&mut self, template: String) {
        self.template = Some(template);
    }

    /// Sends no credentials.
    pub(crate) fn omit_credentials(&mut self) {
        self.has_credentials = false;
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) {
        match sending::for_request(|| serde_json::to_vec(value)) {
            Ok(body) => self.body("application/json", body),
            Err(error) => self.refuse(None, format!("its body: {error}")),
        }
    }

    /// Sets a text body in UTF-8.
    pub fn text(&mut self, text: &str) {
        self.body("text/plain; charset=utf-8", text.to_owned());
    }

    /// Sets a body of any media type. A content type that the body has itself takes precedence.
    pub fn body(&mut self, media_type: &str, body: impl Into<Body>) {
        let body = body.into();
        if let Some(fault) = body.fault() {
            return self.refuse(None, format!("its body: {fault}"));
        }
        let media_type = body.content_type().unwrap_or(media_type);
        self.set_header(CONTENT_TYPE.as_str(), media_type);
        self.body = Some(body);
    }

    /// Sets the properties of an object as an `application/x-www-form-urlencoded` body.
    pub fn form<T: Serialize + ?Sized>(&mut self, value: &T, encodings: &[Encoding]) {
        let value = sending::for_request(|| Value::of(value)).map_err(|error| error.to_string());
        match value.and_then(|value| form::urlencoded(&value, encodings)) {
            Ok(form) => self.body("application/x-www-form-urlencoded", form),
            Err(reason) => self.refuse(None, format!("its form: {reason}")),
        }
    }

    /// Sets a body with one JSON value per line: the items of an array, or a single value. A string is sent unchanged.
    pub fn lines<T: Serialize + ?Sized>(&mut self, media_type: &str, value: &T) {
        match sending::for_request(|| form::json_lines(media_type, value)) {
            Ok(body) => self.body(media_type, body),
            Err(error) => self.refuse(None, format!("its body: {error}")),
        }
    }

    /// Sets a multipart body with one part per property of an object, or per item of an array.
    pub fn multipart<T: Serialize + ?Sized>(
        &mut self,
        media_type: &str,
        value: &T,
        encodings: &[Encoding],
    ) {
        let value = sending::for_request(|| Value::of(value)).map_err(|error| error.to_string());
        let parts = value.and_then(|value| form::parts(value, encodings));
        match parts.and_then(|parts| multipart::body(media_type, parts)) {
            Ok((content_type, body)) => self.body(&content_type, body),
            Err(reason) => self.refuse(None, format!("its form: {reason}")),
        }
    }

    /// Sets a member of the body to `true`, if the body is an object.
    #[must_use]
    pub fn enable(mut self, name: &str) -> Self {
        let media_type = self.headers.get(CONTENT_TYPE);
        let media_type = media_type.and_then(|value| value.to_str().ok());
        if let (Some(body), Some(media_type)) = (&mut self.body, media_type) {
            member::enable(body, media_type, name);
        }
        self
    }

    /// Sets a header and replaces its previous values.
    pub fn set_header(&mut self, name: &str, value: &str) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(Some(name), "not a valid header name".to_owned());
        };
        match HeaderValue::from_bytes(value.as_bytes()) {
            Ok(mut value) => {
                value.set_sensitive(matches!(
                    header,
                    AUTHORIZATION | COOKIE | PROXY_AUTHORIZATION
                ));
                self.headers.insert(header, value);
            }
            Err(_) => self.refuse(
                Some(name),
                "its value holds a character that a header cannot carry".to_owned(),
            ),
        }
    }

    /// Returns the value of a query parameter that was set to a single value.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let (_, text) = self.query.iter().find(|(known, _)| *known == name)?;
        let url = Url::parse(&format!("http://localhost/?{text}")).ok()?;
        let (_, value) = url.query_pairs().next()?;
        Some(value.into_owned())
    }

    /// Returns redirects as responses instead of following them.
    pub fn keep_redirect(&mut self) {
        self.keeps_redirect = true;
    }

    pub(crate) fn keeps_redirect(&self) -> bool {
        self.keeps_redirect
    }

    /// Sets the declared media types of successful responses that cannot be decoded, because one with another schema is decoded.
    pub fn refuse_types(&mut self, undecoded: &'static [&'static str]) {
        self.undecoded = undecoded;
    }

    pub(crate) fn undecoded(&self) -> &'static [&'static str] {
        self.undecoded
    }

    /// Sets the `Accept` header, unless it is set already.
    pub fn accept(&mut self, media_type: &'static str) {
        let value = HeaderValue::from_static(media_type);
        self.headers.entry(ACCEPT).or_insert(value);
    }

    /// Adds a parameter to the query.
    pub fn add_query(&mut self, name: &str, value: &str) {
        if !self.added_query.is_empty() {
            self.added_query.push('&');
        }
        percent::encode(&mut self.added_query, name, Keep::Nothing);
        self.added_query.push('=');
        percent::encode(&mut self.added_query, value, Keep::Nothing);
    }

    /// Limits the time from sending the request to the end of the response.
    pub fn set_timeout(&mut self, limit: Duration) {
        self.options.timeout = Some(limit);
    }

    /// Adds options for this call. They take precedence over those that were set before.
    pub fn set_options(&mut self, options: CallOptions) {
        self.options.extend(options);
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// Returns the options of this call, with those of the client as defaults.
    pub(crate) fn options(&self) -> CallOptions {
        let mut options = self.core.options().clone();
        options.extend(self.options.clone());
        options
    }

    /// Returns `true` if another call may repeat the request.
    pub(crate) fn is_repeatable(&self) -> bool {
        let options = self.options();
        let is_idempotent = options.is_idempotent.unwrap_or_else(|| {
            self.operation.method.is_idempotent() || options.idempotency_key.is_some()
        });
        is_idempotent && self.body.as_ref().is_none_or(Body::is_replayable)
    }

    /// Returns `true` if an event stream is to be resumed after its connection was lost.
    pub(crate) fn reconnects(&self) -> bool {
        self.options().reconnect == Some(true) && self.is_repeatable()
    }

    /// Records the first error.
    pub(super) fn refuse(&mut self, parameter: Option<&str>, reason: String) {
        if self.error.is_none() {
            self.error = Some(self.invalid(parameter, reason));
        }
    }

    pub(crate) fn invalid(&self, parameter: Option<&str>, reason: String) -> InvalidRequestError {
        InvalidRequestError {
            target: self.target(),
            parameter: parameter.map(str::to_owned),
            reason,
        }
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |pairs: &[(&'static str, String)]| -> Vec<&'static str> {
            pairs.iter().map(|(name, _)| *name).collect()
        };
        f.debug_struct("Request")
            .field("operation", &self.operation.id)
            .field("path", &names(&self.path))
            .field("query", &names(&self.query))
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("cookies", &names(&self.cookies))
            .field("body", &self.body)
            .field("options", &self.options)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
