//! Several `oneOf` and `anyOf` that one value must satisfy together.

use super::super::merged::{Additional, Alternatives, Merged};
use super::super::resolver::Resolver;
use super::super::subschema::Subschema;

/// The maximum depth of nested arrays to compare.
const DEPTH_LIMIT: usize = 8;

/// The values that two schemas have in common.
enum Overlap<'a> {
    /// Those of one of the two.
    One(Subschema<'a>),
    /// None.
    Empty,
    /// Not known, or not expressible as a type.
    Unknown,
}

impl<'a> Resolver<'a> {
    /// Returns the alternatives of a value that must be in each list; `None` if they are not known.
    pub(super) fn intersect(&mut self, choices: Vec<Alternatives<'a>>) -> Option<Alternatives<'a>> {
        let mut choices = choices.into_iter();
        let first = choices.next()?;
        choices.try_fold(first, |one, other| self.intersect_pair(one, other))
    }

    fn intersect_pair(
        &mut self,
        one: Alternatives<'a>,
        other: Alternatives<'a>,
    ) -> Option<Alternatives<'a>> {
        let mut members = Vec::new();
        // The shorter list decides the order. It is the narrower one if the other contains all of
        // it.
        let (narrow, wide) = if other.members.len() <= one.members.len() {
            (&other, &one)
        } else {
            (&one, &other)
        };
        for member in &narrow.members {
            members.extend(self.intersect_member(member, &wide.members)?);
        }
        let discriminator = narrow.discriminator.or(wide.discriminator);
        let combines = narrow.combines && wide.combines;
        let at = narrow.at.clone();
        (!members.is_empty()).then_some(Alternatives {
            members,
            discriminator,
            combines,
            at,
        })
    }

    /// Returns the overlap of a member with each of the others; `None` if it is not known.
    fn intersect_member(
        &mut self,
        member: &Subschema<'a>,
        others: &[Subschema<'a>],
    ) -> Option<Vec<Subschema<'a>>> {
        if let Some(key) = member.node.key() {
            let is_same = |other: &Subschema<'a>| other.node.key() == Some(key);
            if others.iter().any(is_same) {
                return Some(vec![member.clone()]);
            }
        }
        let mut common = Vec::new();
        for other in others {
            match self.overlap(member, other, 0) {
                Overlap::One(subschema) => common.push(subschema),
                Overlap::Empty => {}
                Overlap::Unknown => return None,
            }
        }
        Some(common)
    }

    fn overlap(&mut self, one: &Subschema<'a>, other: &Subschema<'a>, depth: usize) -> Overlap<'a> {
        if depth > DEPTH_LIMIT {
            return Overlap::Unknown;
        }
        let (left, right) = (self.merge_one(one), self.merge_one(other));
        let (Some(kind), Some(other_kind)) = (left.only_type(), right.only_type()) else {
            return Overlap::Unknown;
        };
        match (kind, other_kind) {
            ("integer", "number") => return scalar_overlap(one, other, &left, &right),
            ("number", "integer") => return scalar_overlap(other, one, &right, &left),
            _ if kind != other_kind => return Overlap::Empty,
            _ => {}
        }
        match kind {
            "array" => match (left.items.as_slice(), right.items.as_slice()) {
                _ if left.prefix.is_some() || right.prefix.is_some() => Overlap::Unknown,
                ([], _) => Overlap::One(other.clone()),
                (_, []) => Overlap::One(one.clone()),
                ([item], [other_item]) => match self.overlap(item, other_item, depth + 1) {
                    Overlap::One(subschema) if is_same(&subschema, item) => {
                        Overlap::One(one.clone())
                    }
                    Overlap::One(_) => Overlap::One(other.clone()),
                    Overlap::Empty | Overlap::Unknown => Overlap::Unknown,
                },
                _ => Overlap::Unknown,
            },
            "object" if is_any_object(&left) => Overlap::One(other.clone()),
            "object" if is_any_object(&right) => Overlap::One(one.clone()),
            "object" => Overlap::Unknown,
            _ => scalar_overlap(one, other, &left, &right),
        }
    }

    fn merge_one(&mut self, subschema: &Subschema<'a>) -> Merged<'a> {
        let flattened = self.flatten_all_of(std::slice::from_ref(subschema));
        self.merge(&flattened, None)
    }
}

/// Returns the overlap of two scalars of one kind: `one`, unless it is the wider.
fn scalar_overlap<'a>(
    one: &Subschema<'a>,
    other: &Subschema<'a>,
    left: &Merged<'a>,
    right: &Merged<'a>,
) -> Overlap<'a> {
    match (&left.values, &right.values) {
        (_, None) if left.alternatives.is_empty() && right.alternatives.is_empty() => {
            Overlap::One(one.clone())
        }
        (None, Some(_)) if left.alternatives.is_empty() => Overlap::One(other.clone()),
        (Some(values), Some(others)) if values.iter().all(|value| others.contains(value)) => {
            Overlap::One(one.clone())
        }
        (Some(values), Some(others)) if others.iter().all(|value| values.contains(value)) => {
            Overlap::One(other.clone())
        }
        (Some(values), Some(others)) if !values.iter().any(|value| others.contains(value)) => {
            Overlap::Empty
        }
        _ => Overlap::Unknown,
    }
}

fn is_same(one: &Subschema<'_>, other: &Subschema<'_>) -> bool {
    one.location() == other.location()
}

/// Returns `true` if a schema allows any object.
fn is_any_object(merged: &Merged<'_>) -> bool {
    merged.properties.is_empty()
        && merged.required.is_empty()
        && merged.alternatives.is_empty()
        && !matches!(
            merged.additional,
            Additional::Schema(_) | Additional::Forbidden
        )
}
