//! Choosing the variant of a value. Nothing here is generic: it is compiled once.

use std::cmp::{Ordering, Reverse};
use std::fmt;
use std::mem;

use crate::runtime::json::content::{Content, Member};
use crate::runtime::json::property::{Presence, Property, position, same};
use crate::runtime::json::union::literal::{List, Literal};
use crate::runtime::json::union::nested::NestedUnions;
use crate::runtime::json::union::shape::{Accepts, Role, Shape, VariantRow};

/// The quality of a match of a variant and a value, in ascending order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// It accepts unknown values.
    Unknown,
    /// It accepts integers, and the value is one in the form `1.0`.
    Integral,
    /// It accepts all values.
    Any,
    /// It accepts values of this kind.
    Kind,
    /// It accepts integers, and the value is one.
    Integer,
    /// The value is an object that matches a struct.
    Object(Overlap),
    /// The tag names it.
    Tag,
    /// The value is listed.
    Literal,
}

impl Fit {
    /// Returns `true` if both are of structs or maps, so that the one that skips less is better.
    fn is_like(self, other: Self) -> bool {
        let is_composite = |fit| matches!(fit, Self::Object(_) | Self::Kind);
        mem::discriminant(&self) == mem::discriminant(&other)
            || is_composite(self) && is_composite(other)
    }

    fn overlap(self) -> Overlap {
        match self {
            Self::Object(overlap) => overlap,
            _ => Overlap::default(),
        }
    }
}

/// The members of an object that a struct declares.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Overlap {
    /// The number of members that it declares, without those in `nulls`.
    declared: usize,
    /// The number of members that it does not preserve.
    loses: u32,
    /// The number of nulls in members that are optional but not nullable. They are read as absent.
    nulls: u32,
}

impl Ord for Overlap {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_nulls = other.nulls.cmp(&self.nulls);
        let by_declared = by_nulls.then(self.declared.cmp(&other.declared));
        by_declared.then(other.loses.cmp(&self.loses))
    }
}

impl PartialOrd for Overlap {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// A variant that may be tried.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Candidate {
    /// The index of its row.
    pub(crate) row: usize,
    /// The quality of the match.
    pub(crate) fit: Fit,
    /// The number of unions on the path to the row, if unions contain each other. Only one of these rows is tried.
    round: Option<usize>,
}

impl Candidate {
    /// Returns `true` if this candidate may skip less than another one, which skipped `lost` items and matches in the same way.
    pub(crate) fn rivals(&self, other: &Self, lost: u32) -> bool {
        let nulls = (self.nulls(), other.nulls());
        self.fit.is_like(other.fit) && self.loses() < lost && (nulls.0 == 0 || nulls.1 > 0)
    }

    /// Returns the minimum number of items of the value that it skips.
    pub(crate) fn loses(&self) -> u32 {
        self.fit.overlap().loses
    }

    /// Returns the number of nulls that it reads as absent.
    pub(crate) fn nulls(&self) -> u32 {
        self.fit.overlap().nulls
    }

    /// The order in which rows are tried. Unions that contain each other could be entered forever: a row that leads back is tried
    /// only if there is no other one, and the one with the shortest path first.
    fn order(&self, other: &Self) -> Ordering {
        let by_fit = || other.fit.cmp(&self.fit).then(self.row.cmp(&other.row));
        self.round.cmp(&other.round).then_with(by_fit)
    }
}

impl Shape {
    /// Returns the row that accepts arrays, if there is exactly one.
    pub(crate) fn only_array(&'static self) -> Option<usize> {
        self.only(&Content::Array(Vec::new()))
    }

    /// Returns the row that accepts objects, if there is exactly one.
    pub(crate) fn only_object(&'static self) -> Option<usize> {
        self.only(&Content::Object(Vec::new()))
    }

    fn only(&'static self, kind: &Content<'_>) -> Option<usize> {
        let mut rows = self.rows.iter().enumerate().filter(|(_, row)| {
            row.may_take(kind) || row.nested(self).any(|(shape, _)| shape.may_take(kind))
        });
        let (first, row) = rows.next()?;
        let is_only = rows.next().is_none()
            && !row.accepts.iter().any(|accepts| accepts.union().is_some())
            && !(self.open && row.accepts.iter().all(|accepts| accepts.key().is_some()));
        is_only.then_some(first)
    }

    /// Returns the row for a value of the tag.
    pub(crate) fn tagged(&self, tag: &Content<'_>) -> Option<usize> {
        let named = |row: &VariantRow| row.role != Role::Value && row.lists(tag);
        self.rows.iter().position(named)
    }

    /// Returns the best row after `last`, for a value without a known tag.
    pub(crate) fn next(
        &'static self,
        content: &Content<'_>,
        last: Option<Candidate>,
    ) -> Option<Candidate> {
        let mut best: Option<Candidate> = None;
        for (index, row) in self.rows.iter().enumerate() {
            let own = row.fit(content).map(|fit| (fit, 0));
            let nested = row.nested(self);
            let nested = nested.filter_map(|(shape, steps)| Some((shape.fit(content)?, steps)));
            let fits = own.into_iter().chain(nested);
            let Some((fit, steps)) = fits.max_by_key(|(fit, steps)| (*fit, Reverse(*steps))) else {
                continue;
            };
            let round = row
                .union()
                .is_some_and(|inner| NestedUnions::new(self, inner).lead_back());
            let choice = Candidate {
                row: index,
                fit,
                round: round.then_some(steps),
            };
            let is_later = last.is_none_or(|last| !round && last.order(&choice) == Ordering::Less);
            if is_later && best.is_none_or(|best| choice.order(&best) == Ordering::Less) {
                best = Some(choice);
            }
        }
        best
    }

    /// Returns `true` if no other row can skip less than this one, which skipped `lost` items and is the best of the remaining
    /// ones.
    pub(crate) fn is_settled(&self, choice: &Candidate, lost: u32) -> bool {
        lost <= choice.loses() && self.rows.iter().all(VariantRow::is_struct)
    }

    /// Returns `true` if a value that no row accepts belongs to the variant `UnknownValue`.
    pub(crate) fn is_unknown(&self, content: &Content<'_>) -> bool {
        let listed = |literal: &Literal| {
            matches!(
                (literal, content),
                (Literal::String(_), Content::Str(_) | Content::String(_))
                    | (
                        Literal::Integer(_) | Literal::Number(_),
                        Content::I64(_) | Content::U64(_) | Content::F64(_) | Content::Exact(..)
                    )
                    | (Literal::Bool(_), Content::Bool(_))
            )
        };
        let values = || self.rows.iter().filter(|row| row.role == Role::Value);
        self.open
            && match content {
                Content::Object(members) => self.tag.is_some() || self.has_new_key(members),
                _ => values().any(|row| row.literals.iter().any(listed)),
            }
    }

    /// Returns `true` if each object of the union is distinguished by the name of its only property, and the value has none of
    /// them.
    fn has_new_key(&self, members: &[Member<'_>]) -> bool {
        let accepts = self.rows.iter().flat_map(|row| row.accepts);
        let mut objects = accepts.filter(|accepts| accepts.may_be_object()).peekable();
        objects.peek().is_some()
            && objects.all(|accepts| {
                let key = accepts.key();
                key.is_some_and(|key| member(members, key).is_none())
            })
    }

    /// Returns the other rows that accept a value and declare a member of it which the chosen row skips. An object may match
    /// several schemas of an `anyOf`.
    pub(crate) fn complements(
        &'static self,
        chosen: &Candidate,
        content: &Content<'_>,
    ) -> Vec<usize> {
        let members = content.members().unwrap_or_default();
        let declares = |row: usize, name: &str| {
            let row = &self.rows[row];
            let mut nested = row.nested(self).flat_map(|(shape, _)| shape.rows);
            row.declares(name, members) || nested.any(|row| row.declares(name, members))
        };
        let skipped = members
            .iter()
            .filter(|(name, _)| !declares(chosen.row, name));
        let skipped: Vec<&str> = skipped.map(|(name, _)| name.as_ref()).collect();
        let others = (0..self.rows.len()).filter(|row| *row != chosen.row);
        let others = others.filter(|row| skipped.iter().any(|name| declares(*row, name)));
        others.collect()
    }

    /// Returns `true` if it may accept values of a kind, apart from those of other unions.
    fn may_take(&self, kind: &Content<'_>) -> bool {
        let tagged = self.tag.is_some() && matches!(kind, Content::Object(_));
        tagged || self.rows.iter().any(|row| row.may_take(kind))
    }

    /// Returns how well it matches a value, apart from those of other unions.
    fn fit(&self, content: &Content<'_>) -> Option<Fit> {
        let tag = self.tag.zip(content.members());
        let tag = tag.and_then(|(tag, members)| member(members, tag));
        if tag.is_some_and(|tag| self.tagged(tag).is_some()) {
            return Some(Fit::Tag);
        }
        let fits = self.rows.iter().filter_map(|row| row.fit(content));
        fits.max()
            .or_else(|| self.is_unknown(content).then_some(Fit::Unknown))
    }
}

impl VariantRow {
    fn lists(&self, content: &Content<'_>) -> bool {
        self.literals.iter().any(|literal| literal.is(content))
    }

    /// Returns the table of another union.
    fn union(&self) -> Option<&'static Shape> {
        self.accepts.iter().find_map(Accepts::union)
    }

    /// Returns the union of the row and those inside it, with the number of unions on the path; none of them is `outer`.
    fn nested(&self, outer: &Shape) -> impl Iterator<Item = (&'static Shape, usize)> + use<> {
        let union = self.union();
        let nested = union.map(|union| NestedUnions::new(outer, union));
        nested.into_iter().flatten()
    }

    fn may_take(&self, kind: &Content<'_>) -> bool {
        let accepts = |accepts: &Accepts| {
            matches!(
                (accepts, kind),
                (Accepts::Any, _)
                    | (Accepts::Array, Content::Array(_))
                    | (Accepts::Object | Accepts::Struct(..), Content::Object(_))
            )
        };
        self.accepts.iter().any(accepts)
    }

    fn declares(&self, name: &str, members: &[Member<'_>]) -> bool {
        let mut accepts = self.accepts.iter();
        accepts.any(|accepts| accepts.declares(name, members))
    }

    /// Returns `true` if it accepts only the objects of one struct, and skips their other members.
    fn is_struct(&self) -> bool {
        matches!(self.accepts, [Accepts::Struct(_, false)])
    }

    /// Returns how well the row matches a value without a known tag, apart from those of other unions.
    fn fit(&self, content: &Content<'_>) -> Option<Fit> {
        // The most frequent case; objects are not literals.
        if let ([Accepts::Struct(properties, has_others)], Content::Object(members)) =
            (self.accepts, content)
        {
            let overlap = fit(properties, *has_others, members).ok()?;
            return Some(Fit::Object(overlap));
        }
        if self.role == Role::Value && self.lists(content) {
            return Some(Fit::Literal);
        }
        let fits = self.accepts.iter();
        fits.filter_map(|accepts| accepts.fit(content)).max()
    }
}

impl Accepts {
    fn may_be_object(&self) -> bool {
        matches!(
            self,
            Self::Any | Self::Object | Self::Struct(..) | Self::Union(_)
        )
    }

    /// Returns the name of the only property of a struct, if it is required and has no constant.
    fn key(&self) -> Option<&'static str> {
        match self {
            Self::Struct([only], _) if only.constants.is_empty() => {
                let is_required = matches!(only.presence, Presence::Required | Presence::Expected);
                is_required.then_some(only.name)
            }
            _ => None,
        }
    }

    /// Returns `true` if it matches an object with these members, none of which it reads as absent, and declares the one with this
    /// name.
    fn declares(&self, name: &str, members: &[Member<'_>]) -> bool {
        match self {
            Self::Struct(properties, has_others) => {
                let is_whole = |overlap: Overlap| overlap.nulls == 0;
                position(properties, 0, name).is_some()
                    && fit(properties, *has_others, members).is_ok_and(is_whole)
            }
            _ => false,
        }
    }

    fn fit(&self, content: &Content<'_>) -> Option<Fit> {
        match (self, content) {
            (Self::Any, _) => Some(Fit::Any),
            (Self::Null, Content::Null)
            | (Self::Bool, Content::Bool(_))
            | (
                Self::Number,
                Content::I64(_) | Content::U64(_) | Content::F64(_) | Content::Exact(..),
            )
            | (Self::String, Content::Str(_) | Content::String(_))
            | (Self::Array, Content::Array(_))
            | (Self::Object, Content::Object(_)) => Some(Fit::Kind),
            (Self::Integer, Content::I64(_) | Content::U64(_)) => Some(Fit::Integer),
            (Self::Integer, Content::F64(_) | Content::Exact(..)) => {
                content.integral().map(|_| Fit::Integral)
            }
            (Self::Struct(properties, has_others), Content::Object(members)) => {
                fit(properties, *has_others, members).ok().map(Fit::Object)
            }
            _ => None,
        }
    }
}

/// The reason why an object does not match.
pub(crate) enum MismatchReason {
    Missing(&'static str),
    Constant(&'static Property),
}

impl fmt::Display for MismatchReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(name) => write!(f, "missing field `{name}`"),
            Self::Constant(property) => {
                let listed = List(property.constants.to_vec());
                write!(f, "`{}` is not {listed}", property.name)
            }
        }
    }
}

/// Returns the members that a struct with these properties declares, unless the object does not match it.
pub(crate) fn fit(
    properties: &'static [Property],
    has_others: bool,
    members: &[Member<'_>],
) -> Result<Overlap, MismatchReason> {
    let mut declared = 0;
    let mut nulls = 0;
    // Members usually have the order of the table, so the search continues after the last one.
    let mut next = 0;
    for property in properties {
        let Some(at) = find(members, next, property.name) else {
            if matches!(property.presence, Presence::Required | Presence::Expected) {
                return Err(MismatchReason::Missing(property.name));
            }
            continue;
        };
        next = at + 1;
        let value = &members[at].1;
        let lists = property.constants.iter().any(|constant| constant.is(value));
        match (value, property.presence) {
            _ if lists => declared += 1,
            (Content::Null, Presence::Optional) => nulls += 1,
            (Content::Null, Presence::Expected | Presence::Nullable) => declared += 1,
            _ if property.constants.is_empty() => declared += 1,
            _ => return Err(MismatchReason::Constant(property)),
        }
    }
    let others = if has_others {
        0
    } else {
        members.len().saturating_sub(declared + nulls)
    };
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Overlap {
        declared,
        loses: count(others + nulls),
        nulls: count(nulls),
    })
}

/// Returns the index of the first member with this name. The search begins at `next` and wraps around.
fn find(members: &[Member<'_>], next: usize, name: &str) -> Option<usize> {
    let (before, after) = members.split_at(next);
    let is = |(key, _): &Member<'_>| same(name, key);
    let found = after.iter().position(is).map(|at| next + at);
    found.or_else(|| before.iter().position(is))
}

/// Returns the value of the first member with this name.
pub(crate) fn member<'a, 'de>(members: &'a [Member<'de>], name: &str) -> Option<&'a Content<'de>> {
    let found = members.iter().find(|(key, _)| key == name);
    found.map(|(_, value)| value)
}
