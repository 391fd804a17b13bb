//! Access tokens by the client credentials grant (RFC 6749, section 4.4).

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, StatusCode, Url};
use serde_json::Value;

use crate::runtime::auth::context::CredentialContext;
use crate::runtime::auth::token::{Token, TokenSource};
use crate::runtime::body::request_body::Body;
use crate::runtime::call::retry::Outcome;
use crate::runtime::encode::percent;
use crate::runtime::error::boxed::BoxError;
use crate::runtime::error::token::Transient;
use crate::runtime::error::transport::Cause;
use crate::runtime::http::clock::{BoxFuture, Clock};
use crate::runtime::http::incoming_body::IncomingBody;
use crate::runtime::http::redact::{Secrets, shortened};
use crate::runtime::http::timers::Timers;
use crate::runtime::http::transport::Http;
use crate::runtime::json::base64;

/// The time limit of a request to the token endpoint.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The maximum size of a response of the token endpoint, in bytes.
const MAX_RESPONSE: usize = 256 * 1024;

/// The ID and the secret of a client that obtains tokens by the OAuth 2.0 grant `client_credentials`. `Debug` does not show the
/// secret.
#[derive(Clone)]
#[must_use = "client credentials must be passed to a client builder"]
pub struct ClientCredentials {
    id: String,
    secret: String,
    token_url: Option<String>,
    scopes: Option<Vec<String>>,
    parameters: Vec<(String, String)>,
    is_in_body: bool,
}

impl ClientCredentials {
    /// Creates client credentials that are sent by HTTP Basic authentication (`client_secret_basic`).
    pub fn new(id: impl Into<String>, secret: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            secret: secret.into(),
            token_url: None,
            scopes: None,
            parameters: Vec::new(),
            is_in_body: false,
        }
    }

    /// Sends the ID and the secret in the body (`client_secret_post`), for servers that do not support HTTP Basic authentication.
    pub fn in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    /// Requests these scopes instead of those in the document. With an empty list, the server's default scopes are requested.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Requests tokens from this URL instead of the one in the document.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Adds a parameter to the token request, such as the `audience` or `resource` that some servers require.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Creates the token source. `token_url`, which may be relative to the base URL, and `scopes` are those of the document.
    pub(crate) fn grant(
        &self,
        token_url: &str,
        scopes: &[&str],
        context: &CredentialContext<'_>,
    ) -> Result<Grant, String> {
        let url = self.token_url.as_deref().unwrap_or(token_url);
        let url = context.base_url.join(url).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or("its token URL is not an http or https URL")?;
        let mut secrets = Secrets::default();
        let (id, secret) = (percent::encoded(&self.id), percent::encoded(&self.secret));
        let pair = base64::encode(format!("{id}:{secret}").as_bytes());
        secrets.add_forms(&self.secret);
        secrets.add(&pair);
        let mut form = "grant_type=client_credentials".to_owned();
        let mut add = |name: &str, value: &str| {
            form.push('&');
            form.push_str(&percent::encoded(name));
            form.push('=');
            form.push_str(&percent::encoded(value));
        };
        let scopes = match &self.scopes {
            Some(scopes) => scopes.join(" "),
            None => scopes.join(" "),
        };
        if !scopes.is_empty() {
            add("scope", &scopes);
        }
        for (name, value) in &self.parameters {
            add(name, value);
        }
        let mut authorization = None;
        if self.is_in_body {
            add("client_id", &self.id);
            add("client_secret", &self.secret);
        } else {
            let value = HeaderValue::from_str(&format!("Basic {pair}"));
            let mut value = value.map_err(|error| error.to_string())?;
            value.set_sensitive(true);
            authorization = Some(value);
        }
        Ok(Grant {
            http: context.http.clone(),
            clock: Arc::clone(context.clock),
            url,
            authorization,
            form,
            secrets,
        })
    }
}

impl fmt::Debug for ClientCredentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.parameters.iter().map(|(name, _)| name).collect();
        f.debug_struct("ClientCredentials")
            .field("id", &self.id)
            .field("scopes", &self.scopes)
            .field("parameters", &names)
            .finish_non_exhaustive()
    }
}

/// A token source that requests tokens with client credentials.
pub(crate) struct Grant {
    http: Http,
    clock: Arc<dyn Clock>,
    url: Url,
    authorization: Option<HeaderValue>,
    form: String,
    pub(crate) secrets: Secrets,
}

impl TokenSource for Grant {
    fn token(&self) -> BoxFuture<'_, Result<Token, BoxError>> {
        Box::pin(async move {
            let mut timers = Timers::default();
            match timers
                .race(&*self.clock, Some(TIMEOUT), pin!(self.request_token()))
                .await
            {
                Ok(token) => token,
                Err(_) => {
                    let message = format!("no response within {} s", TIMEOUT.as_secs());
                    Err(self.failure(&message, true))
                }
            }
        })
    }
}

impl Grant {
    async fn request_token(&self) -> Result<Token, BoxError> {
        let transport_error = |error: BoxError| {
            let cause = Cause::new(error, &self.secrets);
            self.failure(&cause.message, !cause.is_final)
        };
        let response = self
            .http
            .execute(self.request())
            .await
            .map_err(transport_error)?;
        let status = response.status();
        let mut incoming = IncomingBody::new(response);
        let mut body = Vec::new();
        while let Some(chunk) = incoming
            .chunk()
            .await
            .map_err(|error| transport_error(error.into()))?
        {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_RESPONSE {
                return Err(self.failure("the response is too large", false));
            }
        }
        let response = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if status.is_success() {
            self.token(&response)
        } else {
            Err(self.refusal(status, &response, &body))
        }
    }

    /// Creates the token request. It is sent once, and redirects are not followed.
    fn request(&self) -> reqwest::Request {
        let mut request = reqwest::Request::new(Method::POST, self.url.clone());
        let headers = request.headers_mut();
        let form = HeaderValue::from_static("application/x-www-form-urlencoded");
        headers.insert(CONTENT_TYPE, form);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        if let Some(authorization) = &self.authorization {
            headers.insert(AUTHORIZATION, authorization.clone());
        }
        *request.body_mut() = Body::from(self.form.clone()).open_once();
        request
    }

    /// Returns the token of a successful response (RFC 6749, section 5.1).
    fn token(&self, response: &Value) -> Result<Token, BoxError> {
        let kind = response["token_type"].as_str().unwrap_or("bearer");
        if !kind.eq_ignore_ascii_case("bearer") {
            let message = format!("it is of the type `{}`, not `Bearer`", kind.escape_debug());
            return Err(self.failure(&message, false));
        }
        let token = response["access_token"].as_str();
        let token =
            token.ok_or_else(|| self.failure("the response has no `access_token`", false))?;
        let token = Token::new(token);
        // A number; some servers send it as a string.
        let lifetime = match &response["expires_in"] {
            Value::String(text) => text.parse().ok(),
            other => other.as_f64(),
        };
        let lifetime = lifetime.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(match lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }

    /// Returns the error of an error response (RFC 6749, section 5.2).
    fn refusal(&self, status: StatusCode, response: &Value, body: &[u8]) -> BoxError {
        let message = match (
            response["error"].as_str(),
            response["error_description"].as_str(),
        ) {
            (Some(error), Some(description)) => format!("{error}: {description}"),
            (Some(error), None) => error.to_owned(),
            (None, _) => self.secrets.excerpt(body),
        };
        let is_transient = Outcome::Status(status).is_transient(false);
        self.failure(&format!("{status}: {message}"), is_transient)
    }

    fn failure(&self, message: &str, is_transient: bool) -> BoxError {
        let server = self.url.origin().ascii_serialization();
        let message = self.secrets.hide(message);
        let message = format!("client credentials at {server}: {}", shortened(&message));
        if is_transient {
            Transient(message).into()
        } else {
            message.into()
        }
    }
}
