//! Typed views of a lowered document.
//!
//! A view reads one object of the document: it follows references, knows the location of the object, and joins the 3.0 model
//! with the facts that the model has no fields for. Resolving reads the document only through views.

mod annotations;
mod body;
mod discriminator;
mod document;
mod limits;
mod media_type;
mod operation;
mod parameter;
mod read;
mod reference;
mod schema;
mod security;
mod server;
mod style;

pub use body::{RequestBodyView, ResponseView, StatusKey};
pub use discriminator::DiscriminatorView;
pub use limits::Bound;
pub use media_type::{EncodingView, HeaderView, MediaTypeView, ValueFormat};
pub use operation::{ExternalDocsView, OperationView, PathItemView};
pub use parameter::{ParameterIn, ParameterView};
pub use schema::{AdditionalPropertiesView, SchemaNode, SchemaView};
pub use security::{ApiKeyIn, SchemeKind, SecuritySchemeView};
pub use server::{ServerVariableView, ServerView};
pub use style::ParameterStyle;
