//! Several `oneOf` and `anyOf` that one value has to satisfy together.

use super::super::Resolver;
use super::super::merge::{Alternatives, Merged, Node, Part};

/// How deep arrays inside arrays are compared.
const DEPTH_LIMIT: usize = 8;

/// What is known of the values that two schemas have in common.
enum Common<'a> {
    /// They are those of one of the two.
    Are(Part<'a>),
    /// There are none.
    None,
    /// Nothing that a type could say.
    Unclear,
}

impl<'a> Resolver<'a> {
    /// The alternatives that are left where a value has to be one of each list: `None` where that is not clear.
    pub(super) fn intersection(
        &mut self,
        choices: Vec<Alternatives<'a>>,
    ) -> Option<Alternatives<'a>> {
        let mut choices = choices.into_iter();
        let first = choices.next()?;
        choices.try_fold(first, |one, other| self.both(one, other))
    }

    fn both(&mut self, one: Alternatives<'a>, other: Alternatives<'a>) -> Option<Alternatives<'a>> {
        let mut members = Vec::new();
        // The shorter list decides the order: it is the narrower one where the other holds all of it.
        let (narrow, wide) = if other.members.len() <= one.members.len() {
            (&other, &one)
        } else {
            (&one, &other)
        };
        for member in &narrow.members {
            members.extend(self.among(member, &wide.members)?);
        }
        let discriminator = narrow.discriminator.or(wide.discriminator);
        let at = narrow.at.clone();
        (!members.is_empty()).then_some(Alternatives {
            members,
            discriminator,
            at,
        })
    }

    /// What a member and one of the others have in common; `None` where that is not clear.
    fn among(&mut self, member: &Part<'a>, others: &[Part<'a>]) -> Option<Vec<Part<'a>>> {
        if let Node::Reference(key) = member.node {
            let is_same =
                |other: &Part<'a>| matches!(other.node, Node::Reference(other) if other == key);
            if others.iter().any(is_same) {
                return Some(vec![member.clone()]);
            }
        }
        let mut common = Vec::new();
        for other in others {
            match self.common(member, other, 0) {
                Common::Are(part) => common.push(part),
                Common::None => {}
                Common::Unclear => return None,
            }
        }
        Some(common)
    }

    fn common(&mut self, one: &Part<'a>, other: &Part<'a>, depth: usize) -> Common<'a> {
        if depth > DEPTH_LIMIT {
            return Common::Unclear;
        }
        let (left, right) = (self.merged_part(one), self.merged_part(other));
        let (Some(kind), Some(other_kind)) = (left.only_type(), right.only_type()) else {
            return Common::Unclear;
        };
        match (kind, other_kind) {
            ("integer", "number") => return scalar(one, other, &left, &right),
            ("number", "integer") => return scalar(other, one, &right, &left),
            _ if kind != other_kind => return Common::None,
            _ => {}
        }
        match kind {
            "array" => match (left.items.as_slice(), right.items.as_slice()) {
                _ if left.prefix.is_some() || right.prefix.is_some() => Common::Unclear,
                ([], _) => Common::Are(other.clone()),
                (_, []) => Common::Are(one.clone()),
                ([item], [other_item]) => match self.common(item, other_item, depth + 1) {
                    Common::Are(part) if is_same(&part, item) => Common::Are(one.clone()),
                    Common::Are(_) => Common::Are(other.clone()),
                    Common::None | Common::Unclear => Common::Unclear,
                },
                _ => Common::Unclear,
            },
            "object" if says_nothing(&left) => Common::Are(other.clone()),
            "object" if says_nothing(&right) => Common::Are(one.clone()),
            "object" => Common::Unclear,
            _ => scalar(one, other, &left, &right),
        }
    }

    fn merged_part(&mut self, part: &Part<'a>) -> Merged<'a> {
        let atoms = self.atoms(std::slice::from_ref(part));
        self.merge(&atoms, None)
    }
}

/// What two scalars of one kind have in common: `one` where it is not the wider.
fn scalar<'a>(
    one: &Part<'a>,
    other: &Part<'a>,
    left: &Merged<'a>,
    right: &Merged<'a>,
) -> Common<'a> {
    match (&left.values, &right.values) {
        (_, None) if left.alternatives.is_empty() && right.alternatives.is_empty() => {
            Common::Are(one.clone())
        }
        (None, Some(_)) if left.alternatives.is_empty() => Common::Are(other.clone()),
        (Some(values), Some(others)) if values.iter().all(|value| others.contains(value)) => {
            Common::Are(one.clone())
        }
        (Some(values), Some(others)) if others.iter().all(|value| values.contains(value)) => {
            Common::Are(other.clone())
        }
        (Some(values), Some(others)) if !values.iter().any(|value| others.contains(value)) => {
            Common::None
        }
        _ => Common::Unclear,
    }
}

fn is_same(one: &Part<'_>, other: &Part<'_>) -> bool {
    one.at == other.at
}

/// Whether an object is any object.
fn says_nothing(merged: &Merged<'_>) -> bool {
    merged.properties.is_empty()
        && merged.required.is_empty()
        && merged.alternatives.is_empty()
        && !matches!(
            merged.additional,
            super::Additional::Schema(_) | super::Additional::Forbidden
        )
}
