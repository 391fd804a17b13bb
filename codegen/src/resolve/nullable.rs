//! Determines whether a schema allows null.
//!
//! Cycles of references are harmless here: null is allowed by a cycle of alternatives if one of
//! them allows it. The results of components are cached, because alternatives of alternatives would
//! be searched again and again.

use super::resolver::Resolver;
use super::subschema::Subschema;
use crate::lower::view::{SchemaNode, SchemaView};

/// The maximum depth of nested schemas.
const DEPTH_LIMIT: usize = 100;

/// The maximum number of schemas in one search. Only alternatives that all refer to each other come
/// near it.
const MAX_STEPS: usize = 10_000;

/// The state of a search.
struct NullabilitySearch<'a> {
    /// The components from the start of the search to the current schema.
    open: Vec<&'a str>,
    steps: usize,
}

/// The result of a search.
#[derive(Clone, Copy)]
struct Nullability {
    nullable: bool,
    /// `true` if the result is valid in every context; `false` if a cycle or the step limit cut the
    /// search short.
    is_final: bool,
}

const CUT_SHORT: Nullability = Nullability {
    nullable: false,
    is_final: false,
};

impl<'a> Resolver<'a> {
    /// Returns `true` if null is allowed.
    pub(super) fn is_nullable(&mut self, subschemas: &[Subschema<'a>]) -> bool {
        let mut search = NullabilitySearch {
            open: Vec::new(),
            steps: 0,
        };
        subschemas.iter().any(|subschema| {
            self.node_is_nullable(&subschema.node, &mut search, 0)
                .nullable
        })
    }

    fn node_is_nullable(
        &mut self,
        node: &SchemaNode<'a>,
        search: &mut NullabilitySearch<'a>,
        depth: usize,
    ) -> Nullability {
        search.steps += 1;
        if search.steps > MAX_STEPS {
            return CUT_SHORT;
        }
        if depth > DEPTH_LIMIT {
            return Nullability {
                nullable: false,
                is_final: true,
            };
        }
        match node {
            SchemaNode::Schema(schema) => self.schema_is_nullable(schema, search, depth),
            SchemaNode::Reference { key, .. } => self.component_is_nullable(key, search, depth),
        }
    }

    fn component_is_nullable(
        &mut self,
        key: &'a str,
        search: &mut NullabilitySearch<'a>,
        depth: usize,
    ) -> Nullability {
        if let Some(&nullable) = self.nullable_components.get(key) {
            return Nullability {
                nullable,
                is_final: true,
            };
        }
        let Some(target) = self.lowered.component_schema(key) else {
            return Nullability {
                nullable: false,
                is_final: true,
            };
        };
        if search.open.contains(&key) {
            return CUT_SHORT;
        }
        search.open.push(key);
        let nullability = self.node_is_nullable(&target, search, depth + 1);
        search.open.pop();
        if nullability.nullable || nullability.is_final {
            self.nullable_components.insert(key, nullability.nullable);
        }
        nullability
    }

    fn schema_is_nullable(
        &mut self,
        schema: &SchemaView<'a>,
        search: &mut NullabilitySearch<'a>,
        depth: usize,
    ) -> Nullability {
        let is_declared = schema.is_nullable();
        let mut nullability = Nullability {
            nullable: is_declared,
            is_final: true,
        };
        if is_declared || schema.single_type().is_some() || !schema.values().is_empty() {
            return nullability;
        }
        for member in schema.one_of().chain(schema.any_of()) {
            let member = self.node_is_nullable(&member, search, depth + 1);
            if member.nullable {
                return member;
            }
            nullability.is_final &= member.is_final;
        }
        if schema.all_of_count() == 0 {
            return nullability;
        }
        self.all_are_nullable(schema, nullability.is_final, search, depth)
    }

    fn all_are_nullable(
        &mut self,
        schema: &SchemaView<'a>,
        mut is_final: bool,
        search: &mut NullabilitySearch<'a>,
        depth: usize,
    ) -> Nullability {
        for member in schema.all_of() {
            let member = self.node_is_nullable(&member, search, depth + 1);
            is_final &= member.is_final;
            if !member.nullable {
                return Nullability {
                    nullable: false,
                    is_final,
                };
            }
        }
        Nullability {
            nullable: true,
            is_final: true,
        }
    }
}
