//! Whether null is among the values of a schema.
//!
//! References may lead in circles here, for a circle of alternatives is harmless: null is among the values of one of them
//! where one says so. What is found out of a component is kept, since alternatives of alternatives would be asked again
//! and again.

use openapiv3::{ReferenceOr, Schema};

use super::Resolver;
use super::merge::{Node, Part, keywords};
use crate::lower::extension;

/// How deep schemas inside schemas are looked into.
const DEPTH_LIMIT: usize = 100;

/// How many schemas are looked at for one answer. Only alternatives that all name each other come near it.
const STEPS: usize = 10_000;

/// An answer in the making.
struct Search<'a> {
    /// The components on the way to where the search is.
    open: Vec<&'a str>,
    steps: usize,
}

/// An answer so far.
#[derive(Clone, Copy)]
struct Answer {
    nullable: bool,
    /// Whether it holds wherever else it is asked: not where a circle or too many steps cut the search short.
    whole: bool,
}

const CUT_SHORT: Answer = Answer {
    nullable: false,
    whole: false,
};

impl<'a> Resolver<'a> {
    /// Whether null is among the values.
    pub(super) fn is_nullable(&mut self, parts: &[Part<'a>]) -> bool {
        let mut search = Search {
            open: Vec::new(),
            steps: 0,
        };
        parts
            .iter()
            .any(|part| self.node_is_nullable(part.node, &mut search, 0).nullable)
    }

    fn node_is_nullable(
        &mut self,
        node: Node<'a>,
        search: &mut Search<'a>,
        depth: usize,
    ) -> Answer {
        search.steps += 1;
        if search.steps > STEPS {
            return CUT_SHORT;
        }
        if depth > DEPTH_LIMIT {
            return Answer {
                nullable: false,
                whole: true,
            };
        }
        match node {
            Node::Schema(schema) => self.schema_is_nullable(schema, search, depth),
            Node::Reference(key) => self.component_is_nullable(key, search, depth),
        }
    }

    fn component_is_nullable(
        &mut self,
        key: &'a str,
        search: &mut Search<'a>,
        depth: usize,
    ) -> Answer {
        if let Some(&nullable) = self.nullable.get(key) {
            return Answer {
                nullable,
                whole: true,
            };
        }
        let components = self.api.components.as_ref();
        let Some(target) = components.and_then(|components| components.schemas.get(key)) else {
            return Answer {
                nullable: false,
                whole: true,
            };
        };
        if search.open.contains(&key) {
            return CUT_SHORT;
        }
        search.open.push(key);
        let answer = self.node_is_nullable(Node::of(target), search, depth + 1);
        search.open.pop();
        if answer.nullable || answer.whole {
            self.nullable.insert(key, answer.nullable);
        }
        answer
    }

    fn schema_is_nullable(
        &mut self,
        schema: &'a Schema,
        search: &mut Search<'a>,
        depth: usize,
    ) -> Answer {
        let says_so = schema.schema_data.nullable
            || extension::is_set(&schema.schema_data.extensions, extension::NULL);
        let mut answer = Answer {
            nullable: says_so,
            whole: true,
        };
        let Some(any) = keywords(schema) else {
            return answer;
        };
        if says_so || any.typ.is_some() || !any.enumeration.is_empty() {
            return answer;
        }
        for member in any.one_of.iter().chain(&any.any_of) {
            let found = self.node_is_nullable(Node::of(member), search, depth + 1);
            if found.nullable {
                return found;
            }
            answer.whole &= found.whole;
        }
        if any.all_of.is_empty() {
            return answer;
        }
        self.all_are_nullable(&any.all_of, answer.whole, search, depth)
    }

    fn all_are_nullable(
        &mut self,
        members: &'a [ReferenceOr<Schema>],
        mut whole: bool,
        search: &mut Search<'a>,
        depth: usize,
    ) -> Answer {
        for member in members {
            let found = self.node_is_nullable(Node::of(member), search, depth + 1);
            whole &= found.whole;
            if !found.nullable {
                return Answer {
                    nullable: false,
                    whole,
                };
            }
        }
        Answer {
            nullable: true,
            whole: true,
        }
    }
}
