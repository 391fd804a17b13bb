//! Operations.

use std::collections::BTreeMap;

use super::content::Body;
use super::group::Group;
use super::pagination::Pagination;
use super::parameter::Parameter;
use super::response::{DeclaredHeaders, Response, ResponseEnum, StatusPattern};
use super::server::Server;
use crate::location::SourceLocation;

/// A method on a path.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// `operationId`, or a name derived from method and path.
    pub id: String,
    /// The name of the method of the client or the group, in snake case.
    pub function: String,
    /// The name among all operations, in snake case: `function`, unless that is shortened in a group.
    pub unique_name: String,
    /// The group whose method it is; `None` for a method of the client.
    pub group: Option<Group>,
    /// The name of the request builder, in upper camel case.
    pub builder: String,
    /// The module below `operations` that contains it. Each group has one, or else each first tag.
    pub module: String,
    /// The location of the operation object.
    pub at: SourceLocation,
    /// The first line of the documentation.
    pub summary: Option<String>,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// `true` if it is deprecated.
    pub deprecated: bool,
    /// The HTTP method.
    pub method: HttpMethod,
    /// The path template, with `{name}` placeholders.
    pub path: String,
    /// The parameters: path parameters in path order, then required query, header and cookie parameters by wire name, then
    /// optional ones by wire name.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The declared responses, by status; `default` last.
    pub responses: Vec<Response>,
    /// The return type, if the bodies of successful responses differ.
    pub success_type: Option<ResponseEnum>,
    /// The type of error bodies, if they differ.
    pub error_type: Option<ResponseEnum>,
    /// The headers that its responses declare, if any.
    pub headers: Option<DeclaredHeaders>,
    /// The pagination, if it is configured.
    pub pagination: Option<Pagination>,
    /// The alternatives, each a list of keys of schemes that are required together. Without alternatives, no credential is
    /// sent.
    pub security: Vec<Vec<String>>,
    /// The required scopes or roles of all alternatives, by the key of the scheme.
    pub scopes: BTreeMap<String, Vec<String>>,
    /// The servers of the operation or its path, if they differ from the root's.
    pub servers: Vec<Server>,
    /// The name of the enum of these servers, if there is one.
    pub server_type: String,
}

impl Operation {
    /// Returns the call of the method as written after `client.`, without parentheses at its end: `get_pet`, or `pets().get`.
    #[must_use]
    pub fn call(&self) -> String {
        match &self.group {
            Some(group) => format!("{}().{}", group.function, self.function),
            None => self.function.clone(),
        }
    }

    /// Returns the path of the method below the root of the crate: `Client::get_pet`, or `groups::Pets::get`.
    #[must_use]
    pub fn method_path(&self) -> String {
        match &self.group {
            Some(group) => format!("groups::{}::{}", group.type_name, self.function),
            None => format!("Client::{}", self.function),
        }
    }

    /// Returns the successful responses; `default` if neither a success nor a redirect is declared.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        let is_default =
            !self.declares(StatusPattern::is_success) && !self.declares(StatusPattern::is_redirect);
        self.responses.iter().filter(move |response| {
            response.status.is_success() || is_default && response.status == StatusPattern::Default
        })
    }

    /// Returns `true` if redirects are declared, but no success.
    #[must_use]
    pub fn returns_redirect(&self) -> bool {
        self.declares(StatusPattern::is_redirect) && !self.declares(StatusPattern::is_success)
    }

    fn declares(&self, is_among: fn(StatusPattern) -> bool) -> bool {
        let mut responses = self.responses.iter();
        responses.any(|response| is_among(response.status))
    }

    /// Returns the error responses: 4xx, 5xx and `default`.
    pub fn failures(&self) -> impl Iterator<Item = &Response> {
        let responses = self.responses.iter();
        responses.filter(|response| response.status.is_failure())
    }

    /// Returns the response that is declared for this status or class itself.
    #[must_use]
    pub fn response(&self, status: StatusPattern) -> Option<&Response> {
        self.responses
            .iter()
            .find(|response| response.status == status)
    }
}

/// An HTTP method (RFC 9110, section 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum HttpMethod {
    /// DELETE.
    Delete,
    /// GET.
    Get,
    /// HEAD.
    Head,
    /// OPTIONS.
    Options,
    /// PATCH.
    Patch,
    /// POST.
    Post,
    /// PUT.
    Put,
    /// TRACE.
    Trace,
}

impl HttpMethod {
    /// Returns the name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delete => "DELETE",
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Options => "OPTIONS",
            Self::Patch => "PATCH",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Trace => "TRACE",
        }
    }
}
