//! Strings with JSON text inside (JSON Schema Validation 2020-12, section 8.5, `contentSchema`).

use super::resolver::Resolver;
use super::subschema::Subschema;
use super::type_use::TypeUse;
use crate::diagnostic::code;
use crate::ir::Type;
use crate::lower::view::{SchemaNode, SchemaView};

impl<'a> Resolver<'a> {
    /// Returns the type of the content of a property that is a string with JSON text. Returns `None` for other properties, and for
    /// content whose type has no use: any value, or one whose null could not be distinguished from that of the string.
    pub(super) fn embedded_type(&mut self, subschemas: &[Subschema<'a>]) -> Option<TypeUse> {
        let mut content = None;
        for subschema in subschemas {
            let schema = self.string_schema(&subschema.node)?;
            if let Some(node) = schema.content_schema() {
                content = Some(Subschema::new(node, subschema.context.clone()));
            }
        }
        let content = content?;
        self.known_contents.insert(content.location().clone());
        let used = self.resolve_subschemas(std::slice::from_ref(&content));
        if used.nullable || matches!(used.ty, Type::Any | Type::Null) {
            let message = "`contentSchema` is ignored: its value may be null or anything";
            let at = content.location().clone();
            self.diagnostics.note(code::IGNORED_KEYWORD, at, message);
            return None;
        }
        Some(TypeUse {
            nullable: self.is_nullable(subschemas),
            ty: used.ty,
        })
    }

    /// Reports the schemas of content that are not types of properties.
    pub(super) fn report_contents(&mut self) {
        for at in self.lowered.content_schemas() {
            if !self.known_contents.contains(&at) {
                let message =
                    "`contentSchema` is ignored: only the content of properties is decoded";
                self.diagnostics.note(code::IGNORED_KEYWORD, at, message);
            }
        }
    }

    /// Returns the schema of a string that may have any value, or the only alternative apart from null that is one.
    fn string_schema(&self, node: &SchemaNode<'a>) -> Option<SchemaView<'a>> {
        let schema = node.target()?;
        let has_alternatives = schema.one_of_count() + schema.any_of_count() > 0;
        let schema = match schema.non_null_alternative() {
            Some(alternative) => alternative,
            None if has_alternatives => return None,
            None => schema,
        };
        let is_string = schema.types().all(|name| name == "string");
        let is_simple = schema.values().is_empty() && schema.all_of_count() == 0;
        (is_string && is_simple && !schema.has_properties()).then_some(schema)
    }
}
