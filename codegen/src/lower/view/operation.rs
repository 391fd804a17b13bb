//! Path items and operations.

use openapiv3::{ExternalDocumentation, Operation, PathItem, SecurityRequirement, StatusCode};

use super::body::{RequestBodyView, ResponseView, StatusKey};
use super::parameter::ParameterView;
use super::read::non_blank;
use super::server::ServerView;
use crate::location::SourceLocation;
use crate::lower::lowered::Lowered;

/// A path item (OpenAPI 3.0.3, "Path Item Object").
#[derive(Debug, Clone)]
pub struct PathItemView<'a> {
    lowered: &'a Lowered,
    item: &'a PathItem,
    path: &'a str,
    /// The location under `paths`, which lowering may have moved the item to.
    place: SourceLocation,
    at: SourceLocation,
}

impl<'a> PathItemView<'a> {
    pub(super) fn new(
        lowered: &'a Lowered,
        path: &'a str,
        item: &'a PathItem,
        place: SourceLocation,
    ) -> Self {
        Self {
            lowered,
            item,
            path,
            at: lowered.facts.location_of(place.clone()),
            place,
        }
    }

    /// Returns the path template.
    #[must_use]
    pub fn path(&self) -> &'a str {
        self.path
    }

    /// Returns the summary, unless it is blank.
    #[must_use]
    pub fn summary(&self) -> Option<&'a str> {
        non_blank(&self.item.summary)
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.item.description)
    }

    /// Returns the parameters that all operations of the path share.
    #[must_use]
    pub fn parameters(&self) -> Vec<ParameterView<'a>> {
        let place = self.place.child("parameters");
        ParameterView::list(self.lowered, &self.item.parameters, &place)
    }

    /// Returns the servers of the path.
    #[must_use]
    pub fn servers(&self) -> Vec<ServerView<'a>> {
        ServerView::list(&self.item.servers, &self.at.child("servers"))
    }

    /// Returns the operations by method, in alphabetical order of the methods.
    pub fn operations(&self) -> impl Iterator<Item = OperationView<'a>> {
        let item = self.item;
        let methods = [
            ("delete", &item.delete),
            ("get", &item.get),
            ("head", &item.head),
            ("options", &item.options),
            ("patch", &item.patch),
            ("post", &item.post),
            ("put", &item.put),
            ("trace", &item.trace),
        ];
        methods
            .into_iter()
            .filter_map(|(method, operation)| Some((method, operation.as_ref()?)))
            .map(|(method, operation)| OperationView {
                lowered: self.lowered,
                operation,
                method,
                at: self.lowered.facts.location_of(self.place.child(method)),
            })
    }
}

/// An operation (OpenAPI 3.0.3, "Operation Object").
#[derive(Debug, Clone)]
pub struct OperationView<'a> {
    lowered: &'a Lowered,
    operation: &'a Operation,
    method: &'static str,
    at: SourceLocation,
}

impl<'a> OperationView<'a> {
    /// Returns the method in lower case.
    #[must_use]
    pub fn method(&self) -> &'static str {
        self.method
    }

    /// Returns the location of the operation.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the `operationId`, unless it is blank.
    #[must_use]
    pub fn operation_id(&self) -> Option<&'a str> {
        non_blank(&self.operation.operation_id)
    }

    /// Returns the summary, unless it is blank.
    #[must_use]
    pub fn summary(&self) -> Option<&'a str> {
        non_blank(&self.operation.summary)
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.operation.description)
    }

    /// Returns the link to external documentation.
    #[must_use]
    pub fn external_docs(&self) -> Option<ExternalDocsView<'a>> {
        let docs = self.operation.external_docs.as_ref()?;
        Some(ExternalDocsView { docs })
    }

    /// Returns `true` if the operation is deprecated.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.operation.deprecated
    }

    /// Returns the names of the tags.
    #[must_use]
    pub fn tags(&self) -> &'a [String] {
        &self.operation.tags
    }

    /// Returns the text of a vendor extension, such as `x-group`, unless it is blank.
    #[must_use]
    pub fn extension(&self, name: &str) -> Option<&'a str> {
        let text = self.operation.extensions.get(name)?.as_str()?;
        Some(text).filter(|text| !text.trim().is_empty())
    }

    /// Returns the parameters of the operation itself.
    #[must_use]
    pub fn parameters(&self) -> Vec<ParameterView<'a>> {
        let at = self.at.child("parameters");
        ParameterView::list(self.lowered, &self.operation.parameters, &at)
    }

    /// Returns the request body.
    #[must_use]
    pub fn request_body(&self) -> Option<RequestBodyView<'a>> {
        let body = self.operation.request_body.as_ref()?;
        RequestBodyView::new(self.lowered, body, self.at.child("requestBody"))
    }

    /// Returns the responses by status, in the document's order with `default` as the last one.
    #[must_use]
    pub fn responses(&self) -> Vec<(StatusKey, ResponseView<'a>)> {
        let at = self.at.child("responses");
        let responses = &self.operation.responses;
        let by_status = responses.responses.iter().map(|(status, response)| {
            let key = match *status {
                StatusCode::Code(code) => StatusKey::Code(code),
                StatusCode::Range(class) => StatusKey::Class(class),
            };
            (key, at.child(&status.to_string()), response)
        });
        let default = responses.default.iter();
        let default = default.map(|response| (StatusKey::Default, at.child("default"), response));
        by_status
            .chain(default)
            .filter_map(|(key, at, response)| {
                Some((key, ResponseView::new(self.lowered, response, at)?))
            })
            .collect()
    }

    /// Returns the security requirements with their location; `None` if those of the root apply.
    #[must_use]
    pub fn security(&self) -> Option<(&'a [SecurityRequirement], SourceLocation)> {
        let security = self.operation.security.as_deref()?;
        Some((security, self.at.child("security")))
    }

    /// Returns the servers of the operation itself.
    #[must_use]
    pub fn servers(&self) -> Vec<ServerView<'a>> {
        ServerView::list(&self.operation.servers, &self.at.child("servers"))
    }
}

/// A link to external documentation.
#[derive(Debug, Clone, Copy)]
pub struct ExternalDocsView<'a> {
    docs: &'a ExternalDocumentation,
}

impl<'a> ExternalDocsView<'a> {
    /// Returns the URL without surrounding white space.
    #[must_use]
    pub fn url(&self) -> &'a str {
        self.docs.url.trim()
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.docs.description)
    }
}
