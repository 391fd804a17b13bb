//! Tokens for client credentials (RFC 6749, section 4.4).

use std::fmt;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue};
use reqwest::{Method, StatusCode, Url};
use serde_json::Value;

use super::base64;
use super::clock::{BoxFuture, Clock};
use super::hook::BoxError;
use super::incoming::Incoming;
use super::percent;
use super::redact::{Secrets, shortened};
use super::retry::Outcome;
use super::security::Surroundings;
use super::send_body::Body;
use super::timers::Timers;
use super::token::{Token, TokenSource, Transient};
use super::transport::Http;
use super::transport_error::Cause;

/// How long the token endpoint may take to answer.
const TIMEOUT: Duration = Duration::from_secs(30);

/// The most that is read of its answer, in octets.
const MAX_ANSWER: usize = 256 * 1024;

/// What a client proves itself with to get tokens: the grant `client_credentials` of OAuth 2.0. `Debug` does not show the secret.
#[derive(Clone)]
#[must_use = "it is to be passed to a builder"]
pub struct ClientCredentials {
    id: String,
    secret: String,
    token_url: Option<String>,
    scopes: Option<Vec<String>>,
    parameters: Vec<(String, String)>,
    is_in_body: bool,
}

impl ClientCredentials {
    /// The id and the secret of a client, which are sent by HTTP Basic authentication (`client_secret_basic`).
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

    /// Sends id and secret in the body (`client_secret_post`), for servers that take them nowhere else.
    pub fn in_body(mut self) -> Self {
        self.is_in_body = true;
        self
    }

    /// Asks for these scopes in place of all that the document has for this; with none of them, for what the server gives if
    /// nothing is said.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Asks here for tokens, in place of the document's address.
    pub fn token_url(mut self, url: impl Into<String>) -> Self {
        self.token_url = Some(url.into());
        self
    }

    /// Adds a parameter to the request, such as the `audience` or `resource` that some servers want.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// What gets the tokens from the document's address, which may be relative to the base URL, for the document's scopes.
    pub(crate) fn grant(
        &self,
        token_url: &str,
        scopes: &[&str],
        surroundings: &Surroundings<'_>,
    ) -> Result<Grant, String> {
        let url = self.token_url.as_deref().unwrap_or(token_url);
        let url = surroundings.base_url.join(url).ok();
        let url = url.filter(|url| matches!(url.scheme(), "http" | "https"));
        let url = url.ok_or("its token URL is no http or https URL")?;
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
            http: surroundings.http.clone(),
            clock: Arc::clone(surroundings.clock),
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

/// The request for a token.
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
                .race(&*self.clock, Some(TIMEOUT), pin!(self.ask()))
                .await
            {
                Ok(answer) => answer,
                Err(_) => {
                    let message = format!("no answer within {} s", TIMEOUT.as_secs());
                    Err(self.failure(&message, true))
                }
            }
        })
    }
}

impl Grant {
    async fn ask(&self) -> Result<Token, BoxError> {
        let broken = |error: BoxError| {
            let cause = Cause::new(error, &self.secrets);
            self.failure(&cause.message, !cause.is_final)
        };
        let response = self.http.execute(self.request()).await.map_err(broken)?;
        let status = response.status();
        let mut incoming = Incoming::new(response);
        let mut body = Vec::new();
        while let Some(chunk) = incoming
            .chunk()
            .await
            .map_err(|error| broken(error.into()))?
        {
            body.extend_from_slice(&chunk);
            if body.len() > MAX_ANSWER {
                return Err(self.failure("the answer is too large", false));
            }
        }
        let answer = serde_json::from_slice(&body).unwrap_or(Value::Null);
        if status.is_success() {
            self.token(&answer)
        } else {
            Err(self.refusal(status, &answer, &body))
        }
    }

    /// The request: it is sent once, and not to where it may be redirected to.
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

    /// The token of an answer (RFC 6749, section 5.1).
    fn token(&self, answer: &Value) -> Result<Token, BoxError> {
        let kind = answer["token_type"].as_str().unwrap_or("bearer");
        if !kind.eq_ignore_ascii_case("bearer") {
            let message = format!("it is of the type `{}`, not `Bearer`", kind.escape_debug());
            return Err(self.failure(&message, false));
        }
        let token = answer["access_token"].as_str();
        let token = token.ok_or_else(|| self.failure("the answer has no `access_token`", false))?;
        let token = Token::new(token);
        // A number; some servers send it as a text.
        let lifetime = match &answer["expires_in"] {
            Value::String(text) => text.parse().ok(),
            other => other.as_f64(),
        };
        let lifetime = lifetime.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
        Ok(match lifetime {
            Some(lifetime) => token.expires_in(lifetime),
            None => token,
        })
    }

    /// The error of an answer of failure (RFC 6749, section 5.2).
    fn refusal(&self, status: StatusCode, answer: &Value, body: &[u8]) -> BoxError {
        let message = match (
            answer["error"].as_str(),
            answer["error_description"].as_str(),
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
