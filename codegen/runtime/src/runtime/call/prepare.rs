//! The destination and the credentials of a request, and building the request that is sent.

use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use reqwest::Url;
use reqwest::header::{ACCEPT, AUTHORIZATION, COOKIE, HeaderMap, HeaderValue};

use crate::runtime::auth::credential::PreparedCredential;
use crate::runtime::auth::token::Tokens;
use crate::runtime::call::prepared_request::PreparedRequest;
use crate::runtime::call::request::Request;
use crate::runtime::encode::url;
use crate::runtime::error::Error;
use crate::runtime::error::missing_credentials::MissingCredentialsError;
use crate::runtime::error::request::InvalidRequestError;
use crate::runtime::error::target::CallTarget;

impl Request {
    /// Returns the base URL of the server that the request is sent to.
    ///
    /// # Errors
    ///
    /// If the operation has a server of its own whose URL cannot be used.
    pub(super) fn base_url(&self) -> Result<Cow<'_, Url>, InvalidRequestError> {
        match &self.server {
            Some(server) => {
                let base = self.core.base_url_of(server);
                let base = base.map_err(|reason| self.invalid(None, reason))?;
                Ok(Cow::Owned(base))
            }
            None => Ok(Cow::Borrowed(self.core.base_url())),
        }
    }

    /// Sends the request to the target of a link instead of the URL that is built from the parameters.
    ///
    /// # Errors
    ///
    /// If the target is on another server: credentials must not be sent there.
    pub(crate) fn follow(&mut self, target: Url) -> Result<(), InvalidRequestError> {
        let has_user = !target.username().is_empty() || target.password().is_some();
        if has_user || target.origin() != self.base_url()?.origin() {
            let reason = "the link to the next page leads to another server";
            return Err(self.invalid(None, reason.to_owned()));
        }
        self.address = Some(target);
        Ok(())
    }

    /// Returns a URL without the credentials that are added to its query when it is sent, and without its fragment.
    pub(crate) fn without_credentials(&self, url: &Url) -> Url {
        let mut url = url.clone();
        url.set_fragment(None);
        let mut pairs: Vec<&str> = url.query().unwrap_or_default().split('&').collect();
        for credential in self.credentials().unwrap_or_default() {
            if let PreparedCredential::Query(pair) = credential {
                pairs.retain(|known| known != pair);
            }
        }
        let query = pairs.join("&");
        url.set_query((!query.is_empty()).then_some(query.as_str()));
        url
    }

    /// Returns the credentials that are sent, or `None` if those that the operation requires are missing.
    fn credentials(&self) -> Option<Vec<&PreparedCredential>> {
        let known = self.core.credentials();
        match &self.template {
            _ if !self.has_credentials => Some(Vec::new()),
            Some(_) => Some(known.all()),
            None => known.select(self.operation),
        }
    }

    /// Returns the call before its URL is built, for the message of an error.
    pub(super) fn target(&self) -> CallTarget {
        let template = self.template.as_deref().unwrap_or(self.operation.path);
        let base = match &self.server {
            Some(server) => self.core.base_url_of(server).ok(),
            None => None,
        };
        let base = base.as_ref().unwrap_or(self.core.base_url());
        let secrets = &self.core.credentials().secrets;
        CallTarget::unsent(self.operation, template, base, secrets)
    }

    /// Builds the request that is sent.
    ///
    /// # Errors
    ///
    /// If an argument cannot be sent or a credential is missing.
    pub(crate) fn prepare(mut self: Box<Self>) -> Result<PreparedRequest, Error> {
        if let Some(error) = self.error.take() {
            return Err(error.into());
        }
        let Some(credentials) = self.credentials() else {
            let has = |key: &str| self.core.credentials().has(key);
            let method = |key: &str| self.core.credential_method(key);
            return Err(MissingCredentialsError::new(self.target(), has, method).into());
        };
        let known = self.core.headers().len() + self.headers.len() + credentials.len();
        let mut headers = HeaderMap::with_capacity(known + 4);
        let accept = Bytes::from_static(self.operation.accept.as_bytes());
        if let Ok(accept) = HeaderValue::from_maybe_shared(accept) {
            headers.insert(ACCEPT, accept);
        }
        for (name, value) in self.core.headers() {
            headers.insert(name, value.clone());
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
                PreparedCredential::Header(name, value) => {
                    headers.insert(name.clone(), value.clone());
                }
                PreparedCredential::Tokens(known) => tokens = Some(Arc::clone(known)),
                // A link may contain it already.
                PreparedCredential::Query(pair) if query.split('&').any(|known| known == pair) => {}
                PreparedCredential::Query(pair) => append(&mut query, "&", pair),
                PreparedCredential::Cookie(pair) => append(&mut cookies, "; ", pair),
            }
        }
        if !cookies.is_empty() {
            let mut value = HeaderValue::from_str(&cookies).map_err(|_| {
                self.invalid(None, "its cookies are not a valid header value".to_owned())
            })?;
            value.set_sensitive(true);
            headers.insert(COOKIE, value);
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        let template = self.template.as_deref().unwrap_or(self.operation.path);
        let url = match &self.address {
            Some(address) => {
                let mut address = address.clone();
                address.set_query((!query.is_empty()).then_some(query.as_str()));
                address
            }
            None => {
                let base = self.base_url()?;
                url::build(&base, template, &self.path, &query)
                    .map_err(|error| self.invalid(error.parameter.as_deref(), error.reason))?
            }
        };
        let mut request = reqwest::Request::new(self.operation.method.clone(), url);
        *request.headers_mut() = headers;
        // A header of the call replaces that of the client.
        let tokens = tokens.filter(|_| !self.headers.contains_key(AUTHORIZATION));
        Ok(PreparedRequest::new(request, self.body, tokens))
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
