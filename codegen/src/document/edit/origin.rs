//! The origins of the nodes of a changed document.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

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
}

/// The origins of the nodes of a document after all changes so far.
///
/// A tree with the shape of the document holds the nodes that changes have moved. Nodes that are not in the tree come from where the
/// nearest node above them comes from. So a lookup takes one step for each token, regardless of the number of changes.
#[derive(Debug, Default)]
pub(in crate::document) struct OriginMap {
    root: Node,
}

/// A node of the document that was moved, or has moved nodes below it.
#[derive(Debug, Clone, Default)]
struct Node {
    /// Its origin, unless it is implied by the node above.
    origin: Option<Origin>,
    /// Shared by copies of a node until one of them changes.
    below: Arc<Below>,
}

/// The moved nodes below a node.
#[derive(Debug, Clone, Default)]
struct Below {
    /// The members or items. The key of an item is its index before items were removed.
    children: HashMap<String, Node>,
    /// The indices of removed items, before items were removed, from the last to the first.
    removed: Arc<Vec<usize>>,
}

impl Below {
    /// Returns the key of the member or item that a token identifies now.
    fn key<'t>(&self, token: &'t str) -> Cow<'t, str> {
        if !self.removed.is_empty()
            && let Ok(index) = token.parse()
        {
            return self.original(index).to_string().into();
        }
        token.into()
    }

    /// Returns the index that an item had before items were removed.
    fn original(&self, index: usize) -> usize {
        let (mut before, mut end) = (0, self.removed.len());
        while before < end {
            let middle = usize::midpoint(before, end);
            let removed = self.removed.iter().rev().nth(middle);
            if removed.is_some_and(|removed| removed - middle <= index) {
                before = middle + 1;
            } else {
                end = middle;
            }
        }
        index + before
    }
}

impl OriginMap {
    /// Records that a node was put at a path with everything in it.
    pub(super) fn put(&mut self, at: &[String], from: Origin) {
        let node = match from {
            Origin::Copy(path) => {
                let (origin, source) = self.find(&path);
                Node {
                    origin: Some(origin),
                    below: source.map(|node| node.below.clone()).unwrap_or_default(),
                }
            }
            origin => Node {
                origin: Some(origin),
                ..Node::default()
            },
        };
        *self.node(at) = node;
    }

    /// Records that a member was removed.
    pub(super) fn removed_member(&mut self, object: &[String], name: &str) {
        let below = Arc::make_mut(&mut self.node(object).below);
        below.children.remove(name);
    }

    /// Records that an item was removed, and the following items moved up.
    pub(super) fn removed_item(&mut self, array: &[String], index: usize) {
        let below = Arc::make_mut(&mut self.node(array).below);
        let original = below.original(index);
        below.children.remove(&original.to_string());
        let position = below.removed.partition_point(|other| *other > original);
        Arc::make_mut(&mut below.removed).insert(position, original);
    }

    /// Records that a member was renamed.
    pub(super) fn renamed(&mut self, object: &[String], from: &str, to: &str) {
        let (origin, _) = self.find(&join(object, from));
        let below = Arc::make_mut(&mut self.node(object).below);
        let mut node = below.children.remove(from).unwrap_or_default();
        node.origin = Some(origin);
        below.children.insert(to.to_owned(), node);
    }

    /// Returns the origin, before all changes, of the node of the root document at a pointer; never [`Origin::Copy`].
    pub(in crate::document) fn origin(&self, pointer: &str) -> Origin {
        let path = parse_pointer(pointer).unwrap_or_default();
        self.find(&path).0
    }

    /// Returns the origin of the node at a path, and the node if there are changes at or below it.
    fn find(&self, path: &[String]) -> (Origin, Option<&Node>) {
        let root = Origin::Node(SourceLocation::root(FileId::default()));
        let mut node = Some(&self.root);
        let mut moved = self.root.origin.as_ref().unwrap_or(&root);
        let mut rest: Vec<Cow<'_, str>> = Vec::new();
        for token in path {
            let key = node.map_or(Cow::Borrowed(token.as_str()), |node| node.below.key(token));
            node = node.and_then(|node| node.below.children.get(key.as_ref()));
            match node.and_then(|node| node.origin.as_ref()) {
                Some(origin) => {
                    moved = origin;
                    rest.clear();
                }
                None => rest.push(key),
            }
        }
        let origin = moved.clone();
        let origin = rest.iter().fold(origin, |origin, key| origin.child(key));
        (origin, node)
    }

    /// Returns the node at a path, added if there is none.
    fn node(&mut self, path: &[String]) -> &mut Node {
        path.iter().fold(&mut self.root, |node, token| {
            let below = Arc::make_mut(&mut node.below);
            let key = below.key(token).into_owned();
            below.children.entry(key).or_default()
        })
    }
}

/// Returns the path with one more token.
pub(super) fn join(path: &[String], token: &str) -> Vec<String> {
    let mut longer = path.to_vec();
    longer.push(token.to_owned());
    longer
}
