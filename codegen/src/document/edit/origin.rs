//! The origins of the nodes of a changed document.

use crate::diagnostic::Span;
use crate::document::pointer::parse_pointer;
use crate::location::{FileId, SourceLocation};

/// The origin of a node of a changed document.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::document) enum Origin {
    /// A node of a file that was read.
    Node(SourceLocation),
    /// A range of `codegen.toml`.
    Text(Span),
    /// Another node of the same document before the change: the tokens of its pointer.
    Copy(Vec<String>),
}

impl Origin {
    /// Returns the origin of a member or item of the node.
    pub(super) fn child(&self, token: &str) -> Self {
        match self {
            Self::Node(location) => Self::Node(location.child(token)),
            Self::Text(span) => Self::Text(*span),
            Self::Copy(path) => Self::Copy(join(path, token)),
        }
    }

    fn below(self, tokens: &[String]) -> Self {
        tokens
            .iter()
            .fold(self, |origin, token| origin.child(token))
    }
}

/// The changes that moved nodes, in order.
#[derive(Debug, Default)]
pub(in crate::document) struct OriginMap {
    moves: Vec<Move>,
}

#[derive(Debug)]
enum Move {
    /// The node at `at` was put there with everything in it.
    Put { at: Vec<String>, from: Origin },
    /// An item was removed from an array, and the following items moved up.
    Removed { array: Vec<String>, index: usize },
    /// A member was renamed.
    Renamed {
        object: Vec<String>,
        from: String,
        to: String,
    },
}

impl OriginMap {
    pub(super) fn put(&mut self, at: Vec<String>, from: Origin) {
        self.moves.push(Move::Put { at, from });
    }

    pub(super) fn removed(&mut self, array: Vec<String>, index: usize) {
        self.moves.push(Move::Removed { array, index });
    }

    pub(super) fn renamed(&mut self, object: Vec<String>, from: String, to: String) {
        self.moves.push(Move::Renamed { object, from, to });
    }

    /// Returns the origin, before all changes, of the node of the root document at a pointer; never [`Origin::Copy`].
    pub(in crate::document) fn origin(&self, pointer: &str) -> Origin {
        let mut path = parse_pointer(pointer).unwrap_or_default();
        for moved in self.moves.iter().rev() {
            match moved {
                Move::Put { at, from } => {
                    let Some(rest) = path.strip_prefix(at.as_slice()) else {
                        continue;
                    };
                    match from.clone().below(rest) {
                        Origin::Copy(source) => path = source,
                        elsewhere => return elsewhere,
                    }
                }
                Move::Removed { array, index } => {
                    let Some(token) = token_below(&mut path, array) else {
                        continue;
                    };
                    if let Ok(now) = token.parse::<usize>()
                        && now >= *index
                    {
                        *token = (now + 1).to_string();
                    }
                }
                Move::Renamed { object, from, to } => {
                    if let Some(token) = token_below(&mut path, object)
                        && token == to
                    {
                        token.clone_from(from);
                    }
                }
            }
        }
        let root = SourceLocation::root(FileId::default());
        Origin::Node(
            path.iter()
                .fold(root, |location, token| location.child(token)),
        )
    }
}

/// Returns the token of a path after a prefix.
fn token_below<'p>(path: &'p mut [String], prefix: &[String]) -> Option<&'p mut String> {
    if !path.starts_with(prefix) {
        return None;
    }
    path.get_mut(prefix.len())
}

/// Returns the path with one more token.
pub(super) fn join(path: &[String], token: &str) -> Vec<String> {
    let mut longer = path.to_vec();
    longer.push(token.to_owned());
    longer
}
