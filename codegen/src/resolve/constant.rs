//! Properties with only one allowed value.

use std::collections::HashSet;

use super::literal::to_literal;
use super::resolver::Resolver;
use super::subschema::Subschema;
use crate::ir::{Constant, ConstantValue};
use crate::lower::view::SchemaNode;
use crate::value::Value;

/// The maximum depth of nested schemas.
const DEPTH_LIMIT: usize = 100;

impl<'a> Resolver<'a> {
    /// Returns the only value apart from null that the schemas allow together, if one of them lists
    /// it, directly or through references and compositions.
    pub(super) fn only_value(&self, subschemas: &[Subschema<'a>]) -> Option<&'a Value> {
        let mut seen = HashSet::new();
        let mut subschemas = subschemas.iter();
        subschemas.find_map(|subschema| self.only_value_of(&subschema.node, &mut seen, 0))
    }

    fn only_value_of(
        &self,
        node: &SchemaNode<'a>,
        seen: &mut HashSet<&'a str>,
        depth: usize,
    ) -> Option<&'a Value> {
        if depth > DEPTH_LIMIT {
            return None;
        }
        let schema = match node {
            SchemaNode::Schema(schema) => schema,
            SchemaNode::Reference { key, .. } => {
                let target = self.lowered.component_schema(key);
                let target = target.filter(|_| seen.insert(key))?;
                return self.only_value_of(&target, seen, depth + 1);
            }
        };
        match schema.values() {
            [only] => return Some(only),
            [] => {}
            _ => return None,
        }
        let alternatives = schema.one_of().chain(schema.any_of());
        let mut alternatives = alternatives.filter(|member| {
            let schema = member.as_schema();
            schema.is_none_or(|schema| !schema.is_null())
        });
        let only = alternatives
            .next()
            .filter(|_| alternatives.next().is_none());
        schema
            .all_of()
            .chain(only)
            .find_map(|member| self.only_value_of(&member, seen, depth + 1))
    }
}

/// Returns a value as the constant of a property that is not an enum.
pub(super) fn to_constant(value: &Value) -> Constant {
    Constant {
        wire_value: match to_literal(value) {
            Some(literal) => ConstantValue::Scalar(literal),
            None => ConstantValue::Composite(value.to_string()),
        },
        variant: String::new(),
    }
}
