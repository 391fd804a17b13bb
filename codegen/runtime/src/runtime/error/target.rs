//! The calls that errors are about.

use std::fmt;

use reqwest::Url;

use crate::runtime::call::operation::Operation;
use crate::runtime::http::redact::{Secrets, shortened};

/// The call that an error is about, as shown in its message: `retrieveJob: GET /v1/jobs/a at https://api.example.com`.
#[derive(Debug, Clone)]
pub(crate) struct CallTarget {
    pub(crate) operation: &'static Operation,
    /// The path without the query, which may contain secrets.
    path: String,
    /// Scheme, host and port.
    server: String,
}

impl CallTarget {
    /// Describes a request that was sent to this URL.
    pub(crate) fn sent(operation: &'static Operation, url: &Url, secrets: &Secrets) -> Self {
        Self::new(operation, url.path(), url, secrets)
    }

    /// Describes a request for which no URL was built, by its path template and the base URL.
    pub(crate) fn unsent(
        operation: &'static Operation,
        template: &str,
        base: &Url,
        secrets: &Secrets,
    ) -> Self {
        let end = template.find(['?', '#']).unwrap_or(template.len());
        Self::new(operation, &template[..end], base, secrets)
    }

    fn new(operation: &'static Operation, path: &str, server: &Url, secrets: &Secrets) -> Self {
        let server = server.origin().ascii_serialization();
        Self {
            operation,
            path: shortened(&secrets.hide(path)).into_owned(),
            server: secrets.hide(&server).into_owned(),
        }
    }
}

impl fmt::Display for CallTarget {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation { id, method, .. } = self.operation;
        write!(f, "{id}: {method} {} at {}", self.path, self.server)
    }
}
