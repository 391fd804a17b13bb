//! Lowers a document of any 3.x to the 3.0 model of [`openapiv3`], and shows it through typed views.
//!
//! Lowering is total: whatever a node holds, it reports what it cannot read, substitutes something harmless and goes on. The
//! result has one normal form:
//!
//! - Every reference is `#/components/<kind>/<key>`, with the key as it is, and its target exists. Targets elsewhere (inside
//!   other components, in `$defs`, in other files) are hoisted into components; [`Lowered::location_of_component`] returns
//!   their location in the document.
//! - Every schema is an `AnySchema`. Facts that the 3.0 model has no fields for are in tables, by the location of their node.
//! - Members and items stay in place, so the location of a child is that of its parent and the name of the member
//!   (`/properties/id`, `/oneOf/1`, `/items`). The locations of nodes that are moved are in a table as well.
//!
//! The views ([`view::SchemaView`], [`view::OperationView`] and others) join the model and the tables, follow references, and know the
//! location of each node.
//!
//! Architecture invariant: no keyword is dropped without a diagnostic, unless it is an annotation that no generated code
//! can show.

mod component_kind;
mod components;
mod cycles;
mod document;
mod dynamic_reference;
mod dynamic_scope;
mod facts;
mod info;
mod lowered;
mod lowerer;
mod media_type;
mod number;
mod operation;
mod parameter;
mod path;
mod pointer_path;
mod read;
mod registry;
mod schema;
mod security;
mod select;
mod server;
pub mod view;
mod webhook;

#[cfg(test)]
mod tests;

pub use component_kind::ComponentKind;
pub use document::lower;
pub use lowered::Lowered;
pub use number::Number;
