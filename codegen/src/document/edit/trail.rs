//! Where the nodes of a changed document come from.

use crate::diagnostic::Span;
use crate::document::parse_pointer;
use crate::location::{FileId, SourceLocation};

/// What a node of a changed document was before.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::document) enum Origin {
    /// A node of a file, as it was read.
    Node(SourceLocation),
    /// A stretch of `codegen.toml`.
    Text(Span),
    /// Another node of the same document, as that was just before: the tokens of its pointer.
    Copy(Vec<String>),
}

impl Origin {
    /// The origin of a member or item of the node.
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

/// The changes that move nodes, in the order in which they were made.
#[derive(Debug, Default)]
pub(in crate::document) struct Trail {
    steps: Vec<Step>,
}

#[derive(Debug)]
enum Step {
    /// The node at `at`, with all that is in it, was put there.
    Put { at: Vec<String>, from: Origin },
    /// An item was taken out of an array, and those behind it moved up.
    Removed { array: Vec<String>, index: usize },
    /// A member was given another key.
    Renamed {
        object: Vec<String>,
        from: String,
        to: String,
    },
}

impl Trail {
    pub(super) fn put(&mut self, at: Vec<String>, from: Origin) {
        self.steps.push(Step::Put { at, from });
    }

    pub(super) fn removed(&mut self, array: Vec<String>, index: usize) {
        self.steps.push(Step::Removed { array, index });
    }

    pub(super) fn renamed(&mut self, object: Vec<String>, from: String, to: String) {
        self.steps.push(Step::Renamed { object, from, to });
    }

    /// Where the node of the root document at a pointer stood before all changes; never [`Origin::Copy`].
    pub(in crate::document) fn origin(&self, pointer: &str) -> Origin {
        let mut path = parse_pointer(pointer).unwrap_or_default();
        for step in self.steps.iter().rev() {
            match step {
                Step::Put { at, from } => {
                    let Some(rest) = path.strip_prefix(at.as_slice()) else {
                        continue;
                    };
                    match from.clone().below(rest) {
                        Origin::Copy(source) => path = source,
                        elsewhere => return elsewhere,
                    }
                }
                Step::Removed { array, index } => {
                    let Some(token) = token_below(&mut path, array) else {
                        continue;
                    };
                    if let Ok(now) = token.parse::<usize>()
                        && now >= *index
                    {
                        *token = (now + 1).to_string();
                    }
                }
                Step::Renamed { object, from, to } => {
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

/// The token of a path that comes after a prefix.
fn token_below<'p>(path: &'p mut [String], prefix: &[String]) -> Option<&'p mut String> {
    if !path.starts_with(prefix) {
        return None;
    }
    path.get_mut(prefix.len())
}

/// A path with one more token.
pub(super) fn join(path: &[String], token: &str) -> Vec<String> {
    let mut longer = path.to_vec();
    longer.push(token.to_owned());
    longer
}
