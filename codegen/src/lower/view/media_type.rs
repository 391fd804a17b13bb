//! Media types, their encodings, and headers, which may have media types themselves.

use indexmap::IndexMap;
use openapiv3::{Content, Encoding, Header, MediaType, ParameterSchemaOrContent, ReferenceOr};

use super::read::non_blank;
use super::schema::SchemaNode;
use super::style::ParameterStyle;
use crate::location::SourceLocation;
use crate::lower::component_kind::ComponentKind;
use crate::lower::lowered::Lowered;

/// The format of the value of a parameter or header.
#[derive(Debug, Clone)]
pub enum ValueFormat<'a> {
    /// A value of a schema.
    Schema(SchemaNode<'a>),
    /// A document of one of these media types.
    Content(Vec<MediaTypeView<'a>>),
}

impl<'a> ValueFormat<'a> {
    pub(super) fn of(
        lowered: &'a Lowered,
        format: &'a ParameterSchemaOrContent,
        at: &SourceLocation,
    ) -> Self {
        match format {
            ParameterSchemaOrContent::Schema(schema) => {
                Self::Schema(SchemaNode::new(lowered, schema, at.child("schema")))
            }
            ParameterSchemaOrContent::Content(content) => {
                Self::Content(MediaTypeView::list(lowered, content, &at.child("content")))
            }
        }
    }
}

/// A header (OpenAPI 3.0.3, "Header Object").
#[derive(Debug, Clone)]
pub struct HeaderView<'a> {
    lowered: &'a Lowered,
    header: &'a Header,
    key: Option<&'a str>,
    at: SourceLocation,
}

impl<'a> HeaderView<'a> {
    pub(super) fn list(
        lowered: &'a Lowered,
        headers: &'a IndexMap<String, ReferenceOr<Header>>,
        at: &SourceLocation,
    ) -> Vec<(&'a str, SourceLocation, Option<Self>)> {
        let headers = headers.iter().map(|(name, header)| {
            let at = at.child(name);
            let target =
                lowered.dereference(header, at.clone(), ComponentKind::Header, |components| {
                    &components.headers
                });
            let header = target.map(|target| Self {
                lowered,
                header: target.value,
                key: target.key,
                at: target.at,
            });
            (name.as_str(), at, header)
        });
        headers.collect()
    }

    /// Returns the location of the header object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the key of the component; `None` for an inline header.
    #[must_use]
    pub fn component_key(&self) -> Option<&'a str> {
        self.key
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.header.description)
    }

    /// Returns `true` if the header is required.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.header.required
    }

    /// Returns `true` if the header is deprecated.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.header.deprecated == Some(true)
    }

    /// Returns the format of the value.
    #[must_use]
    pub fn format(&self) -> ValueFormat<'a> {
        ValueFormat::of(self.lowered, &self.header.format, &self.at)
    }
}

/// A media type of a body (OpenAPI 3.0.3, "Media Type Object").
#[derive(Debug, Clone)]
pub struct MediaTypeView<'a> {
    lowered: &'a Lowered,
    media_type: &'a MediaType,
    name: &'a str,
    at: SourceLocation,
}

impl<'a> MediaTypeView<'a> {
    pub(super) fn list(
        lowered: &'a Lowered,
        content: &'a Content,
        at: &SourceLocation,
    ) -> Vec<Self> {
        let media_types = content.iter().map(|(name, media_type)| Self {
            lowered,
            media_type,
            name,
            at: lowered.facts.location_of(at.child(name)),
        });
        media_types.collect()
    }

    /// Returns the location of the media type object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the name, such as `application/json`.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Returns the schema.
    #[must_use]
    pub fn schema(&self) -> Option<SchemaNode<'a>> {
        let schema = self.media_type.schema.as_ref()?;
        Some(SchemaNode::new(
            self.lowered,
            schema,
            self.at.child("schema"),
        ))
    }

    /// Returns `true` if the schema is that of each item of a sequence (OpenAPI 3.2.0, "Sequential Media Types").
    #[must_use]
    pub fn has_item_schema(&self) -> bool {
        self.lowered.facts.has_item_schema(&self.at)
    }

    /// Returns the encodings of the properties.
    pub fn encodings(&self) -> impl Iterator<Item = EncodingView<'a>> {
        let at = self.at.child("encoding");
        let lowered = self.lowered;
        let encodings = self.media_type.encoding.iter();
        encodings.map(move |(property, encoding)| EncodingView {
            lowered,
            encoding,
            property,
            at: at.child(property),
        })
    }

    /// Returns the declared media type of a property.
    #[must_use]
    pub fn property_content_type(&self, property: &str) -> Option<&'a str> {
        let encoding = self.media_type.encoding.get(property)?;
        encoding.content_type.as_deref()
    }
}

/// The encoding of a form property (OpenAPI 3.0.3, "Encoding Object").
#[derive(Debug, Clone)]
pub struct EncodingView<'a> {
    lowered: &'a Lowered,
    encoding: &'a Encoding,
    property: &'a str,
    at: SourceLocation,
}

impl<'a> EncodingView<'a> {
    /// Returns the location of the encoding object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the name of the property.
    #[must_use]
    pub fn property(&self) -> &'a str {
        self.property
    }

    /// Returns the media type of the value.
    #[must_use]
    pub fn content_type(&self) -> Option<&'a str> {
        self.encoding.content_type.as_deref()
    }

    /// Returns the style if `style`, `explode` or `allowReserved` is declared.
    #[must_use]
    pub fn style(&self) -> Option<ParameterStyle> {
        let encoding = self.encoding;
        let is_styled = encoding.style.is_some()
            || encoding.allow_reserved
            || self.lowered.facts.has_explicit_explode(&self.at);
        let style = encoding.style.as_ref();
        is_styled.then(|| style.map_or(ParameterStyle::Form, ParameterStyle::of_query))
    }

    /// Returns `explode`, or the default of the style.
    #[must_use]
    pub fn explode(&self) -> bool {
        self.encoding.explode
    }

    /// Returns `true` if reserved characters are not encoded.
    #[must_use]
    pub fn allow_reserved(&self) -> bool {
        self.encoding.allow_reserved
    }

    /// Returns the headers of the part, as [`ResponseView::headers`](super::ResponseView::headers).
    #[must_use]
    pub fn headers(&self) -> Vec<(&'a str, SourceLocation, Option<HeaderView<'a>>)> {
        let at = self.at.child("headers");
        HeaderView::list(self.lowered, &self.encoding.headers, &at)
    }
}
