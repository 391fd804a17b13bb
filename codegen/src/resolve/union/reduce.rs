//! Members of a union that add nothing to it: those without values, and those equal to another one.

use foldhash::{HashMap, HashMapExt as _, HashSet, HashSetExt as _};

use super::super::merged::{Alternatives, Merged};
use super::super::resolver::Resolver;
use super::super::subschema::Subschema;
use crate::diagnostic::code;
use crate::ir::Type;
use crate::lower::view::{DiscriminatorView, SchemaNode};

/// The maximum depth of nested arrays to compare.
const DEPTH_LIMIT: usize = 8;

/// Returns `true` if null is the only value of a schema, or if it has none. References are
/// followed.
pub(super) fn is_empty(node: &SchemaNode<'_>) -> bool {
    let target = node.target();
    target.is_some_and(|schema| schema.is_null() || schema.is_never())
}

impl<'a> Resolver<'a> {
    /// Removes members whose Rust type is that of an earlier member.
    pub(super) fn without_repeats(&mut self, alternatives: Alternatives<'a>) -> Alternatives<'a> {
        if alternatives.members.len() < 2 {
            return alternatives;
        }
        let mut kept: Vec<Subschema<'a>> = Vec::new();
        let mut types: HashSet<Type> = HashSet::new();
        // The indices of `kept`, so that a member is not compared with all others.
        let mut by_hash: HashMap<u64, Vec<usize>> = HashMap::new();
        for member in alternatives.members {
            let ty = self.plain_type(&member, 0);
            let alike = by_hash.entry(member.node.content_hash()).or_default();
            let is_same = |index: &usize| kept[*index].node.is_same(&member.node);
            let is_known = |ty: &Type| types.contains(ty);
            if ty.as_ref().is_some_and(is_known) || alike.iter().any(is_same) {
                self.report_repeat(member.location().clone());
                continue;
            }
            alike.push(kept.len());
            types.extend(ty);
            kept.push(member);
        }
        Alternatives {
            members: kept,
            ..alternatives
        }
    }

    /// Reports a variant that is ignored.
    pub(super) fn report_repeat(&mut self, at: crate::location::SourceLocation) {
        self.diagnostics.note(
            code::REPEATED_VARIANT,
            at,
            "duplicate of an earlier variant; ignored",
        );
    }

    /// Returns `true` if the only member of a union is its type: the discriminator, if there is
    /// one, is a property of it.
    pub(super) fn is_whole_union(
        &mut self,
        only: &Subschema<'a>,
        discriminator: Option<DiscriminatorView<'a>>,
        beside: &Merged<'a>,
    ) -> bool {
        discriminator.is_none_or(|discriminator| {
            let tag = discriminator.property_name();
            let flattened = self.flatten_all_of(std::slice::from_ref(only));
            let merged = self.merge(&flattened, None);
            !merged.is_object()
                || beside.properties.contains_key(tag)
                || merged.properties.contains_key(tag)
        })
    }

    /// Returns the type of a schema without a name of its own; `None` for any other schema.
    fn plain_type(&mut self, member: &Subschema<'a>, depth: usize) -> Option<Type> {
        let flattened = self.flatten_all_of(std::slice::from_ref(member));
        let merged = self.merge(&flattened, None);
        let is_plain = merged.values.is_none()
            && merged.alternatives.is_empty()
            && !merged.file
            && !merged.never
            && depth < DEPTH_LIMIT;
        let kind = merged.only_type().filter(|_| is_plain);
        match kind {
            Some("string") => Some(self.string_type(&merged)),
            Some("integer") => Some(self.integer_type(&merged)),
            Some("number") => Some(self.number_type(&merged)),
            Some("boolean") => Some(Type::Bool),
            Some("array") if merged.prefix.is_none() => {
                let [item] = merged.items.as_slice() else {
                    return None;
                };
                let ty = self.plain_type(item, depth + 1);
                let ty = ty.or_else(|| self.component_type(item.node.key()?))?;
                let is_nullable = self.is_nullable(std::slice::from_ref(item));
                Some(Type::Array(Box::new(if is_nullable {
                    Type::Nullable(Box::new(ty))
                } else {
                    ty
                })))
            }
            _ => None,
        }
    }
}
