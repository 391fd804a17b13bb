//! The components of the root file, and the targets of references elsewhere, which become components.

use crate::value::Value;

use super::component_kind::{ComponentKind, component_key};
use super::lowerer::Lowerer;
use super::pointer_path::PointerPath;
use super::registry::HoistedComponent;
use crate::diagnostic::code;
use crate::location::{FileId, SourceLocation};

impl<'d> Lowerer<'d> {
    /// The components of the root file.
    pub(super) fn root_components(&mut self, value: &'d Value, at: &PointerPath<'_>) {
        let Some(members) = self.as_object(value, at) else {
            return;
        };
        for (name, value) in members {
            if let (Some(kind), Value::Object(entries)) = (ComponentKind::from_member(name), value)
            {
                self.registry.add_keys(kind, entries.keys().cloned());
            }
        }
        for (name, value) in members {
            let at = &at.key(name);
            let Some(kind) = ComponentKind::from_member(name) else {
                // Path items, callbacks, links, examples and media types are read through references to them.
                if !["pathItems", "callbacks", "links", "examples", "mediaTypes"]
                    .contains(&name.as_str())
                {
                    self.other_member(name, at);
                }
                continue;
            };
            for (key, value) in self.as_object(value, at).into_iter().flatten() {
                self.component(kind, key, value, &at.key(key));
            }
        }
    }

    fn component(
        &mut self,
        kind: ComponentKind,
        key: &str,
        value: &'d Value,
        at: &PointerPath<'_>,
    ) {
        let key = key.to_owned();
        match kind {
            ComponentKind::Schema => {
                let schema = self.schema(value, at);
                self.components.schemas.insert(key, schema);
            }
            ComponentKind::Response => {
                let response = self.response(value, at);
                self.components.responses.insert(key, response);
            }
            ComponentKind::Parameter => {
                if let Some(parameter) = self.parameter(value, at) {
                    self.components.parameters.insert(key, parameter);
                }
            }
            ComponentKind::RequestBody => {
                let body = self.request_body(value, at);
                self.components.request_bodies.insert(key, body);
            }
            ComponentKind::Header => {
                let header = self.header(value, at);
                self.components.headers.insert(key, header);
            }
            ComponentKind::SecurityScheme => {
                if let Some(scheme) = self.security_scheme(value, at) {
                    self.components.security_schemes.insert(key, scheme);
                }
            }
        }
    }

    /// Lowers the targets of references outside the components, which may refer to more of them.
    pub(super) fn lower_hoisted(&mut self) {
        while let Some(HoistedComponent { kind, at, key }) = self.registry.next_hoisted() {
            if kind == ComponentKind::Schema {
                if let Some(schema) = self.hoisted_schema(&at) {
                    self.components.schemas.insert(key, schema);
                }
            } else if let Some(value) = self.document.get(&at) {
                self.component(kind, &key, value, &PointerPath::root(&at));
            }
        }
    }

    /// The target of an object that is a reference.
    pub(super) fn reference_in(&self, value: &'d Value) -> Option<&'d str> {
        value.get("$ref")?.as_str()
    }

    /// A reference in normal form; `None`, with an error, if its target does not exist.
    pub(super) fn reference(
        &mut self,
        kind: ComponentKind,
        reference: &str,
        at: &PointerPath<'_>,
    ) -> Option<String> {
        let key = self.referenced_key(kind, reference, at)?;
        Some(format!("#/components/{}/{key}", kind.as_str()))
    }

    /// The key of the component that is the target of a reference; hoists the target if it is not a component.
    pub(super) fn referenced_key(
        &mut self,
        kind: ComponentKind,
        reference: &str,
        at: &PointerPath<'_>,
    ) -> Option<String> {
        if self.source_file(at) == FileId::default()
            && let Some(key) = plain_key(kind, reference)
            && self.registry.contains(kind, key)
        {
            return Some(key.to_owned());
        }
        let target = self.follow(reference, at)?;
        Some(self.key_at(kind, target))
    }

    /// The component key of the node at a location; hoists the node if it is not a component.
    pub(super) fn key_at(&mut self, kind: ComponentKind, location: SourceLocation) -> String {
        let path = self.document.sources().path(location.file);
        let stem = std::path::Path::new(path)
            .file_stem()
            .and_then(|stem| stem.to_str());
        self.registry
            .key_of(kind, location, stem.unwrap_or_default())
    }

    /// The location of a reference's target; `None`, with an error, if it does not exist.
    pub(super) fn follow(
        &mut self,
        reference: &str,
        at: &PointerPath<'_>,
    ) -> Option<SourceLocation> {
        let here = at.location();
        let source = self.source(&here);
        match self.document.resolve_in_schema(&source, reference) {
            Ok(target) => Some(target),
            Err(error) => {
                if let Some(target) = self.document.resolve_enclosing(&source, reference) {
                    let message = format!("`{reference}` is read as `#{}`", target.pointer);
                    self.diagnostics
                        .warning(code::ENCLOSING_REFERENCE, here, message)
                        .hint("move the definition to `components/schemas`");
                    return Some(target);
                }
                let diagnostic = self.diagnostics.error(error.code, here, error.message);
                diagnostic.hint = error.hint;
                None
            }
        }
    }
}

/// The key in a document's reference to one of its own components, if it is written without escapes.
fn plain_key(kind: ComponentKind, reference: &str) -> Option<&str> {
    let key = component_key(kind, reference)?;
    (!key.contains(['/', '~', '%'])).then_some(key)
}
