//! Unions inside unions.

use std::collections::{BTreeSet, VecDeque};

use crate::runtime::json::union::shape::{Accepts, Shape};

/// A union that is a variant of another one, and the unions inside it, each with the number of unions on the shortest path to it; the
/// nearest ones first.
///
/// Unions may contain each other. Each one is visited once, because the number of paths is exponential in the number of unions.
pub(crate) struct NestedUnions {
    /// The name of the outer union, which is not visited. Tables are identified by their names, since addresses of constants are
    /// not unique.
    outer: &'static str,
    inner: &'static Shape,
    is_started: bool,
    waiting: VecDeque<(&'static Shape, usize)>,
    /// The names of the other unions that were found. Like the queue, it does not allocate for a union without nested ones.
    found: BTreeSet<&'static str>,
}

impl NestedUnions {
    pub(crate) fn new(outer: &Shape, inner: &'static Shape) -> Self {
        Self {
            outer: outer.names,
            inner,
            is_started: outer.names == inner.names,
            waiting: VecDeque::new(),
            found: BTreeSet::new(),
        }
    }

    /// Returns `true` if one of the unions contains the outer one.
    pub(crate) fn lead_back(mut self) -> bool {
        let outer = self.outer;
        self.any(|(shape, _)| shape.unions().any(|union| union.names == outer))
    }
}

impl Iterator for NestedUnions {
    type Item = (&'static Shape, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let (shape, steps) = if self.is_started {
            self.waiting.pop_front()?
        } else {
            self.is_started = true;
            (self.inner, 1)
        };
        for union in shape.unions() {
            let is_known = union.names == self.outer || union.names == self.inner.names;
            if !is_known && self.found.insert(union.names) {
                self.waiting.push_back((union, steps + 1));
            }
        }
        Some((shape, steps))
    }
}

impl Shape {
    /// Returns the unions that are variants of this one.
    fn unions(&self) -> impl Iterator<Item = &'static Shape> + use<> {
        let accepts = self.rows.iter().flat_map(|row| row.accepts);
        accepts.filter_map(Accepts::union)
    }
}

impl Accepts {
    /// Returns the table of another union.
    pub(crate) fn union(&self) -> Option<&'static Shape> {
        match self {
            Self::Union(shape) => Some(shape()),
            _ => None,
        }
    }
}
