//! A call as it is put together.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::{
    ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderName, HeaderValue,
    PROXY_AUTHORIZATION,
};
use serde::Serialize;

use super::body::Decode;
use super::call;
use super::core::Core;
use super::encode::{self, Style};
use super::error::Error;
use super::form::{self, Encoding};
use super::multipart;
use super::operation::Operation;
use super::options::CallOptions;
use super::payload::Outgoing;
use super::percent::{self, Keep};
use super::request_error::InvalidRequest;
use super::security::Prepared;
use super::send::ResponseFuture;
use super::send_body::Body;
use super::server_url::ServerUrl;
use super::token::Tokens;
use super::url;
use super::value::{Value, ValueError};

/// A call of an operation, with its arguments as they are sent.
///
/// An argument that cannot be sent is kept as an error, which sending gives back before anything is sent. `Debug` shows
/// names, no values.
#[derive(Clone)]
pub struct Request {
    core: Core,
    operation: &'static Operation,
    server: Option<Cow<'static, str>>,
    /// The path template in place of the operation's, where that describes no path.
    template: Option<String>,
    has_credentials: bool,
    path: Vec<(&'static str, String)>,
    query: Vec<(&'static str, String)>,
    added_query: String,
    cookies: Vec<(&'static str, String)>,
    headers: HeaderMap,
    body: Option<Body>,
    options: CallOptions,
    error: Option<InvalidRequest>,
    keeps_redirect: bool,
    /// Where the call goes in place of what its parameters say.
    address: Option<Url>,
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
            address: None,
        }
    }

    /// Sends the call to a server of the operation's own, unless the caller gave a base URL. A URL without a host is relative to
    /// the usual server.
    pub fn server(&mut self, url: &'static str) {
        self.server = Some(Cow::Borrowed(url));
    }

    /// As [`server`](Self::server), with a URL that may have variables.
    pub fn server_url(&mut self, server: &ServerUrl) {
        match server.fill() {
            Ok(url) => self.server = Some(Cow::Owned(url)),
            Err(reason) => self.refuse(None, reason),
        }
    }

    /// Calls a path that is not the operation's, with all credentials of the client.
    pub(crate) fn set_template(&mut self, template: String) {
        self.template = Some(template);
    }

    /// Sends no credentials.
    pub(crate) fn leave_credentials(&mut self) {
        self.has_credentials = false;
    }

    /// Sets a path parameter.
    pub fn path<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        if let Some(value) = self.value(name, Value::of(value)) {
            let text = encode::path(name, style, explode, &value).unwrap_or_default();
            replace(&mut self.path, name, Some(text));
        }
    }

    /// Sets a query parameter.
    pub fn query<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        if let Some(value) = self.value(name, Value::of(value)) {
            let text = encode::query(name, style, explode, Keep::Nothing, &value);
            replace(&mut self.query, name, text);
        }
    }

    /// Sets a query parameter with `allowReserved`: reserved characters and percent-encoded ones stand as they are.
    pub fn reserved_query<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        if let Some(value) = self.value(name, Value::of(value)) {
            let text = encode::query(name, style, explode, Keep::Reserved, &value);
            replace(&mut self.query, name, text);
        }
    }

    /// Sets a header parameter.
    pub fn header_parameter<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        if let Some(value) = self.value(name, Value::of(value))
            && let Some(text) = encode::header(explode, &value)
        {
            self.set_header(name, &text);
        }
    }

    /// Sets a cookie parameter.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &'static str, explode: bool, value: &T) {
        if let Some(value) = self.value(name, Value::of(value)) {
            let text = encode::cookie(name, explode, &value);
            replace(&mut self.cookies, name, text);
        }
    }

    /// Sets a JSON body.
    pub fn json<T: Serialize + ?Sized>(&mut self, value: &T) {
        match serde_json::to_vec(value) {
            Ok(body) => self.body("application/json", body),
            Err(error) => self.refuse(None, format!("its body: {error}")),
        }
    }

    /// Sets a text body in UTF-8.
    pub fn text(&mut self, text: &str) {
        self.body("text/plain; charset=utf-8", text.to_owned());
    }

    /// Sets a body of any media type; one that the body itself names goes before.
    pub fn body(&mut self, media_type: &str, body: impl Into<Body>) {
        let body = body.into();
        if let Some(fault) = body.fault() {
            return self.refuse(None, format!("its body: {fault}"));
        }
        let media_type = body.content_type().unwrap_or(media_type);
        self.set_header(CONTENT_TYPE.as_str(), media_type);
        self.body = Some(body);
    }

    /// Sets a form body, `application/x-www-form-urlencoded`, of an object.
    pub fn form<T: Serialize + ?Sized>(&mut self, value: &T, encodings: &[Encoding]) {
        let value = Value::of(value).map_err(|error| error.to_string());
        match value.and_then(|value| form::urlencoded(&value, encodings)) {
            Ok(form) => self.body("application/x-www-form-urlencoded", form),
            Err(reason) => self.refuse(None, format!("its form: {reason}")),
        }
    }

    /// Sets a body with a JSON value a line: the items of an array, or one value. What is text already is sent as it is.
    pub fn lines<T: Serialize + ?Sized>(&mut self, media_type: &str, value: &T) {
        match form::json_lines(media_type, value) {
            Ok(body) => self.body(media_type, body),
            Err(error) => self.refuse(None, format!("its body: {error}")),
        }
    }

    /// Sets a multipart body of an object, a part for each property, or of an array, a part for each item.
    pub fn multipart<T: Serialize + ?Sized>(
        &mut self,
        media_type: &str,
        value: &T,
        encodings: &[Encoding],
    ) {
        let value = Value::of(value).map_err(|error| error.to_string());
        let parts = value.and_then(|value| form::parts(value, encodings));
        match parts.and_then(|parts| multipart::body(media_type, parts)) {
            Ok((content_type, body)) => self.body(&content_type, body),
            Err(reason) => self.refuse(None, format!("its form: {reason}")),
        }
    }

    /// Sets a header, in place of what it is.
    pub fn set_header(&mut self, name: &str, value: &str) {
        let Ok(header) = HeaderName::from_bytes(name.as_bytes()) else {
            return self.refuse(Some(name), "no valid header name".to_owned());
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

    /// The value of a query parameter of one value, as it was set.
    pub(crate) fn query_value(&self, name: &str) -> Option<String> {
        let (_, text) = self.query.iter().find(|(known, _)| *known == name)?;
        let url = Url::parse(&format!("http://localhost/?{text}")).ok()?;
        let (_, value) = url.query_pairs().next()?;
        Some(value.into_owned())
    }

    /// Sends the call to this address, which may be relative, in place of what its parameters say.
    pub(crate) fn follow(&mut self, address: &str) -> Result<(), InvalidRequest> {
        let base = match &self.server {
            Some(server) => self.core.base_url_of(server),
            None => Ok(self.core.base_url().clone()),
        };
        let base = base.map_err(|reason| self.invalid(None, reason))?;
        let url = base.join(address).ok();
        let url = url.filter(|url| url.origin() == base.origin());
        // A credential is sent to no other server.
        let reason = "the link to the next page leads to another server";
        self.address = Some(url.ok_or_else(|| self.invalid(None, reason.to_owned()))?);
        Ok(())
    }

    /// Takes a redirect for what the call gives, and does not follow it.
    pub fn keep_redirect(&mut self) {
        self.keeps_redirect = true;
    }

    pub(crate) fn keeps_redirect(&self) -> bool {
        self.keeps_redirect
    }

    /// Asks for this media type, unless the call says otherwise.
    pub fn accept(&mut self, media_type: &'static str) {
        let value = HeaderValue::from_static(media_type);
        self.headers.entry(ACCEPT).or_insert(value);
    }

    /// Adds a pair to the query.
    pub fn add_query(&mut self, name: &str, value: &str) {
        if !self.added_query.is_empty() {
            self.added_query.push('&');
        }
        percent::encode(&mut self.added_query, name, Keep::Nothing);
        self.added_query.push('=');
        percent::encode(&mut self.added_query, value, Keep::Nothing);
    }

    /// Limits the time from sending the call to the end of its response.
    pub fn set_timeout(&mut self, limit: Duration) {
        self.options.timeout = Some(limit);
    }

    /// Sets what is different about this call, beside what was set before.
    pub fn set_options(&mut self, options: CallOptions) {
        self.options.extend(options);
    }

    /// Sends the request and decodes the response; nothing is sent until the result is awaited.
    pub fn send<T>(self, decode: Decode<T>) -> ResponseFuture<T> {
        let core = self.core.clone();
        ResponseFuture::new(core, Box::pin(call::send(Box::new(self))), decode)
    }

    pub(crate) fn core(&self) -> &Core {
        &self.core
    }

    pub(crate) fn operation(&self) -> &'static Operation {
        self.operation
    }

    /// What counts for this call: what is set for it, and otherwise for the client.
    pub(crate) fn options(&self) -> CallOptions {
        let mut options = self.core.options().clone();
        options.extend(self.options.clone());
        options
    }

    /// Whether the server may be asked the same thing again by another call.
    pub(crate) fn is_repeatable(&self) -> bool {
        let options = self.options();
        let is_idempotent = options.is_idempotent.unwrap_or_else(|| {
            self.operation.method.is_idempotent() || options.idempotency_key.is_some()
        });
        is_idempotent && self.body.as_ref().is_none_or(Body::is_replayable)
    }

    /// The request as it is sent.
    ///
    /// # Errors
    ///
    /// Where an argument cannot be sent or a credential is missing.
    pub(crate) fn assemble(mut self: Box<Self>) -> Result<Outgoing, Error> {
        if let Some(error) = self.error.take() {
            return Err(error.into());
        }
        let core = self.core.clone();
        let credentials = match &self.template {
            _ if !self.has_credentials => Vec::new(),
            Some(_) => core.credentials().all(),
            None => core.credentials().select(self.operation)?,
        };
        let mut headers = HeaderMap::with_capacity(self.headers.len() + credentials.len() + 4);
        let accept = Bytes::from_static(self.operation.accept.as_bytes());
        if let Ok(accept) = HeaderValue::from_maybe_shared(accept) {
            headers.insert(ACCEPT, accept);
        }
        let mut query = join(&self.query, "&");
        let mut cookies = join(&self.cookies, "; ");
        append(&mut query, "&", &self.added_query);
        if let Some(address) = &self.address {
            query = address.query().unwrap_or_default().to_owned();
        }
        let mut tokens: Option<Arc<Tokens>> = None;
        for credential in credentials {
            match credential {
                Prepared::Header(name, value) => {
                    headers.insert(name.clone(), value.clone());
                }
                Prepared::Tokens(known) => tokens = Some(Arc::clone(known)),
                // A link may repeat it.
                Prepared::Query(pair) if query.split('&').any(|known| known == pair) => {}
                Prepared::Query(pair) => append(&mut query, "&", pair),
                Prepared::Cookie(pair) => append(&mut cookies, "; ", pair),
            }
        }
        if !cookies.is_empty() {
            let mut value = HeaderValue::from_str(&cookies)
                .map_err(|_| self.invalid(None, "its cookies are no header value".to_owned()))?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let template = self.template.as_deref().unwrap_or(self.operation.path);
        let own_base = match &self.server {
            Some(server) => {
                let base = core.base_url_of(server);
                Some(base.map_err(|reason| self.invalid(None, reason))?)
            }
            None => None,
        };
        let base = own_base.as_ref().unwrap_or(core.base_url());
        let url = url::address(base, template, &self.path, &query)
            .map_err(|error| self.invalid(error.parameter.as_deref(), error.reason))?;
        let url = match self.address.take() {
            Some(mut address) => {
                address.set_query((!query.is_empty()).then_some(query.as_str()));
                address
            }
            None => url,
        };
        let mut request = reqwest::Request::new(self.operation.method.clone(), url);
        *request.headers_mut() = headers;
        // A header of the call stands in place of the client's.
        let tokens = tokens.filter(|_| !self.headers.contains_key(AUTHORIZATION));
        Ok(Outgoing::new(request, self.body, tokens))
    }

    /// The tree of an argument, where there is one.
    fn value(&mut self, name: &str, value: Result<Value, ValueError>) -> Option<Value> {
        match value {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(Some(name), error.to_string());
                None
            }
        }
    }

    /// Keeps the first thing that cannot be sent.
    fn refuse(&mut self, parameter: Option<&str>, reason: String) {
        if self.error.is_none() {
            self.error = Some(self.invalid(parameter, reason));
        }
    }

    fn invalid(&self, parameter: Option<&str>, reason: String) -> InvalidRequest {
        InvalidRequest {
            operation: self.operation.id,
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

/// Sets the text of a parameter, or takes it away.
fn replace(parameters: &mut Vec<(&'static str, String)>, name: &'static str, text: Option<String>) {
    parameters.retain(|(known, _)| *known != name);
    if let Some(text) = text {
        parameters.push((name, text));
    }
}

fn join(parameters: &[(&'static str, String)], separator: &str) -> String {
    let mut out = String::new();
    for (_, text) in parameters {
        append(&mut out, separator, text);
    }
    out
}

fn append(out: &mut String, separator: &str, text: &str) {
    if !out.is_empty() && !text.is_empty() {
        out.push_str(separator);
    }
    out.push_str(text);
}
