//! Request bodies and responses.

use openapiv3::{ReferenceOr, RequestBody, Response};

use super::media_type::{HeaderView, MediaTypeView};
use super::read::non_blank;
use crate::location::SourceLocation;
use crate::lower::component_kind::ComponentKind;
use crate::lower::lowered::Lowered;

/// The key of a response (OpenAPI 3.0.3, "Responses Object").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatusKey {
    /// A status code.
    Code(u16),
    /// A class of status codes, such as 4 for `4XX`.
    Class(u16),
    /// All other status codes.
    Default,
}

/// A request body (OpenAPI 3.0.3, "Request Body Object").
#[derive(Debug, Clone)]
pub struct RequestBodyView<'a> {
    lowered: &'a Lowered,
    body: &'a RequestBody,
    key: Option<&'a str>,
    at: SourceLocation,
}

impl<'a> RequestBodyView<'a> {
    pub(super) fn new(
        lowered: &'a Lowered,
        body: &'a ReferenceOr<RequestBody>,
        at: SourceLocation,
    ) -> Option<Self> {
        let target = lowered.dereference(body, at, ComponentKind::RequestBody, |components| {
            &components.request_bodies
        })?;
        Some(Self {
            lowered,
            body: target.value,
            key: target.key,
            at: target.at,
        })
    }

    /// Returns the location of the request body object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the key of the component; `None` for an inline request body.
    #[must_use]
    pub fn component_key(&self) -> Option<&'a str> {
        self.key
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.body.description)
    }

    /// Returns `true` if the body is required.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.body.required
    }

    /// Returns the media types.
    #[must_use]
    pub fn content(&self) -> Vec<MediaTypeView<'a>> {
        MediaTypeView::list(self.lowered, &self.body.content, &self.at.child("content"))
    }
}

/// A response (OpenAPI 3.0.3, "Response Object").
#[derive(Debug, Clone)]
pub struct ResponseView<'a> {
    lowered: &'a Lowered,
    response: &'a Response,
    key: Option<&'a str>,
    at: SourceLocation,
}

impl<'a> ResponseView<'a> {
    pub(super) fn new(
        lowered: &'a Lowered,
        response: &'a ReferenceOr<Response>,
        at: SourceLocation,
    ) -> Option<Self> {
        let target = lowered.dereference(response, at, ComponentKind::Response, |components| {
            &components.responses
        })?;
        Some(Self {
            lowered,
            response: target.value,
            key: target.key,
            at: target.at,
        })
    }

    /// Returns the location of the response object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the key of the component; `None` for an inline response.
    #[must_use]
    pub fn component_key(&self) -> Option<&'a str> {
        self.key
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        let description = self.response.description.as_str();
        Some(description).filter(|text| !text.trim().is_empty())
    }

    /// Returns `true` if the response declares media types.
    #[must_use]
    pub fn has_content(&self) -> bool {
        !self.response.content.is_empty()
    }

    /// Returns the media types.
    #[must_use]
    pub fn content(&self) -> Vec<MediaTypeView<'a>> {
        let at = self.at.child("content");
        MediaTypeView::list(self.lowered, &self.response.content, &at)
    }

    /// Returns the headers with their names and declared locations; a header whose reference lowering has rejected is
    /// `None`.
    #[must_use]
    pub fn headers(&self) -> Vec<(&'a str, SourceLocation, Option<HeaderView<'a>>)> {
        let at = self.at.child("headers");
        HeaderView::list(self.lowered, &self.response.headers, &at)
    }
}
