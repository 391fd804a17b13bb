//! Positions of the nodes of a text.
//!
//! Those of YAML are collected together with its values. The JSON parser records no positions, so a second pass collects them
//! when a diagnostic is rendered.

use std::num::NonZeroU32;
use std::sync::OnceLock;

use foldhash::{HashMap, HashMapExt as _};
use xxhash_rust::xxh3::xxh3_64;

/// A line and column of a text, counted from 1.
#[derive(Debug, Clone, Copy)]
pub(super) struct TextPosition {
    pub(super) line: usize,
    pub(super) column: Column,
}

/// A column, counted from 1 in the unit of the parser.
#[derive(Debug, Clone, Copy)]
pub(super) enum Column {
    Bytes(usize),
    Characters(usize),
}

/// The line starts of a text.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// The number of characters before each multiple of [`STRIDE`]; a whole document may be on one line.
    characters: Vec<usize>,
}

/// The maximum number of bytes to scan for a column.
const STRIDE: usize = 4096;

impl Lines {
    pub(super) fn new(text: &str) -> Self {
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        let mut counted = 0;
        let characters = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let before = counted;
            counted += count(chunk);
            before
        });
        Self {
            characters: characters.collect(),
            starts: std::iter::once(0).chain(breaks.map(|at| at + 1)).collect(),
        }
    }

    /// Returns the number of characters that begin before an offset.
    fn before(&self, text: &str, offset: usize) -> usize {
        let known = offset / STRIDE;
        let rest = text.as_bytes().get(known * STRIDE..offset);
        match self.characters.get(known) {
            Some(before) => before + rest.map_or(0, count),
            None => self.characters.last().map_or(0, |before| {
                before + count(&text.as_bytes()[(known - 1) * STRIDE..])
            }),
        }
    }

    /// Returns the byte offset of a line, counted from 1, and a column, counted from 0 in characters; never beyond the line.
    pub(super) fn offset(&self, text: &str, line: usize, column: usize) -> usize {
        let range = self.range(text, line);
        let line = &text[range.clone()];
        line.char_indices()
            .nth(column)
            .map_or(range.end, |(at, _)| range.start + at)
    }

    /// Returns the bytes of a line, counted from 1, without its line break; the end of the text for later lines.
    pub(super) fn range(&self, text: &str, line: usize) -> std::ops::Range<usize> {
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let start = start.unwrap_or(text.len());
        let end = self.starts.get(line).map_or(text.len(), |next| next - 1);
        let end = end.max(start);
        let end = if text[start..end].ends_with('\r') {
            end - 1
        } else {
            end
        };
        start..end
    }

    /// Returns the line of an offset, counted from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// Returns the line of an offset, counted from 1; fast if it is in the given line or soon after it.
    pub(super) fn line_from(&self, line: usize, offset: usize) -> usize {
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at));
        if start.is_none_or(|start| *start > offset) {
            return self.line(offset);
        }
        let later = self.starts[line..].iter();
        line + later.take_while(|start| **start <= offset).count()
    }

    /// Returns the line and the column, in characters, of an offset, both counted from 1.
    pub(super) fn position(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.min(text.len());
        let line = self.line(offset);
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let before = self.before(text, offset) - self.before(text, start.unwrap_or(0));
        (line, before + 1)
    }
}

/// Counts the characters that begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
    bytes.iter().filter(begins).count()
}

/// The positions of all nodes of a text: a tree in one vector, whose first node is the root.
#[derive(Debug, Default)]
pub(super) struct PositionTree {
    nodes: Vec<Node>,
    /// All keys, concatenated.
    keys: String,
    /// The children of nodes with many children, by the first child and the hash of the key or the index; built on first use.
    large: OnceLock<HashMap<(usize, u64), usize>>,
}

/// The number of children that are searched one after the other.
const MAX_SEARCHED: usize = 32;

/// The position of a node: its key, or the beginning of an item. A large text has hundreds of thousands of nodes.
#[derive(Debug, Clone, Copy)]
struct Node {
    key: Span,
    position: Span,
    is_array: bool,
    /// The node that an alias refers to.
    target: Link,
    first_child: Link,
    last_child: Link,
    next: Link,
}

/// A range of bytes of a text; offsets beyond 4 GiB are clamped.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn new(start: usize, end: usize) -> Self {
        let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self {
            start: narrow(start),
            end: narrow(end),
        }
    }

    fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// An optional index of a node.
#[derive(Debug, Clone, Copy, Default)]
struct Link(Option<NonZeroU32>);

impl Link {
    fn to(node: usize) -> Self {
        Self(u32::try_from(node + 1).ok().and_then(NonZeroU32::new))
    }

    fn get(self) -> Option<usize> {
        self.0.map(|node| node.get() as usize - 1)
    }

    fn or(self, other: Self) -> Self {
        Self(self.0.or(other.0))
    }

    fn moved(self, by: usize) -> Self {
        self.get().map_or(self, |node| Self::to(node + by))
    }
}

impl PositionTree {
    /// Returns the bytes of the node at a path, or of its nearest existing ancestor.
    pub(super) fn find<'a>(
        &self,
        tokens: impl Iterator<Item = std::borrow::Cow<'a, str>>,
    ) -> Option<(usize, usize)> {
        let mut found = self.nodes.first()?;
        for token in tokens {
            match self.child(found, &token) {
                Some(child) => found = child,
                None => break,
            }
        }
        let std::ops::Range { start, end } = found.position.range();
        Some((start, end))
    }

    /// Appends the members of another root; returns the offset that was added to the indices of its nodes.
    pub(super) fn append(&mut self, other: Self) -> usize {
        let by = self.nodes.len().saturating_sub(1);
        let (Some(root), Some(other_root)) = (self.nodes.first_mut(), other.nodes.first()) else {
            return by;
        };
        let first = other_root.first_child.moved(by);
        let last = root.last_child;
        root.first_child = root.first_child.or(first);
        root.last_child = other_root.last_child.moved(by).or(last);
        if let Some(last) = last.get() {
            self.nodes[last].next = first;
        }
        let keys = self.keys.len();
        self.large = OnceLock::new();
        self.keys.push_str(&other.keys);
        let moved = other.nodes.iter().skip(1).map(|node| Node {
            key: Span::new(keys + node.key.start as usize, keys + node.key.end as usize),
            target: node.target.moved(by),
            first_child: node.first_child.moved(by),
            last_child: node.last_child.moved(by),
            next: node.next.moved(by),
            ..*node
        });
        self.nodes.extend(moved);
        by
    }

    /// Sets the target of an alias.
    pub(super) fn set_target(&mut self, alias: usize, target: usize) {
        if let Some(alias) = self.nodes.get_mut(alias) {
            alias.target = Link::to(target);
        }
    }

    fn key(&self, node: &Node) -> &str {
        self.keys.get(node.key.range()).unwrap_or_default()
    }

    fn child(&self, parent: &Node, token: &str) -> Option<&Node> {
        let parent = self.followed(parent);
        if self.children(parent).nth(MAX_SEARCHED).is_some() {
            return self.child_of_large(parent, token);
        }
        if parent.is_array {
            let index: usize = token.parse().ok()?;
            return self.children(parent).nth(index);
        }
        let own = self
            .children(parent)
            .filter(|child| self.key(child) == token);
        own.last().or_else(|| self.merged_child(parent, token))
    }

    /// Returns a child of a node with many children without a search: a document has as many references to its paths and schemas
    /// as it has paths and schemas.
    fn child_of_large(&self, parent: &Node, token: &str) -> Option<&Node> {
        let first = parent.first_child.get()?;
        let large = self.large.get_or_init(|| self.index_large());
        let find = |hash: u64| self.nodes.get(*large.get(&(first, hash))?);
        if parent.is_array {
            return find(token.parse().ok()?);
        }
        match find(xxh3_64(token.as_bytes())) {
            Some(child) if self.key(child) == token => Some(child),
            // Another key has the same hash.
            Some(_) => {
                let children = self.children(parent);
                children.filter(|child| self.key(child) == token).last()
            }
            None => {
                find(xxh3_64(b"<<"))?;
                self.merged_child(parent, token)
            }
        }
    }

    fn index_large(&self) -> HashMap<(usize, u64), usize> {
        let mut large = HashMap::new();
        for parent in &self.nodes {
            let Some(first) = parent.first_child.get() else {
                continue;
            };
            if self.children(parent).nth(MAX_SEARCHED).is_none() {
                continue;
            }
            let mut next = parent.first_child;
            let mut index = 0;
            while let (Some(at), Some(child)) = (next.get(), self.get(next)) {
                let hash = if parent.is_array {
                    index
                } else {
                    xxh3_64(self.key(child).as_bytes())
                };
                // The last of several equal keys counts.
                large.insert((first, hash), at);
                next = child.next;
                index += 1;
            }
        }
        large
    }

    /// Returns a member that a merge key adds.
    fn merged_child(&self, parent: &Node, token: &str) -> Option<&Node> {
        let bases = self
            .children(parent)
            .filter(|child| self.key(child) == "<<");
        bases
            .flat_map(|base| {
                let base = self.followed(base);
                let listed = base.is_array.then(|| self.children(base));
                listed
                    .into_iter()
                    .flatten()
                    .map(|base| self.followed(base))
                    .chain((!base.is_array).then_some(base))
            })
            .find_map(|base| self.children(base).find(|child| self.key(child) == token))
    }

    fn get(&self, link: Link) -> Option<&Node> {
        self.nodes.get(link.get()?)
    }

    fn followed<'a>(&'a self, node: &'a Node) -> &'a Node {
        self.get(node.target).unwrap_or(node)
    }

    fn children(&self, parent: &Node) -> impl Iterator<Item = &Node> {
        let first = self.get(parent.first_child);
        std::iter::successors(first, |child| self.get(child.next))
    }
}

/// Builds a tree from the events of a parser.
#[derive(Debug, Default)]
pub(super) struct TreeBuilder {
    tree: PositionTree,
    /// The open objects and arrays.
    open: Vec<usize>,
    /// The key whose value is next, with its bytes.
    key: Option<(Span, Span)>,
}

impl TreeBuilder {
    /// Creates a builder with the given capacity.
    pub(super) fn with_capacity(nodes: usize) -> Self {
        Self {
            tree: PositionTree {
                nodes: Vec::with_capacity(nodes),
                ..PositionTree::default()
            },
            ..Self::default()
        }
    }

    pub(super) fn finish(self) -> PositionTree {
        self.tree
    }

    /// Returns `true` if the next scalar is a key.
    pub(super) fn expects_key(&self) -> bool {
        self.key.is_none()
            && self
                .open
                .last()
                .and_then(|at| self.tree.nodes.get(*at))
                .is_some_and(|node| !node.is_array)
    }

    /// Adds a key with its bytes.
    pub(super) fn key(&mut self, key: &str, start: usize, end: usize) {
        let keys = &mut self.tree.keys;
        let before = keys.len();
        keys.push_str(key);
        self.key = Some((Span::new(before, keys.len()), Span::new(start, end)));
    }

    /// Adds a scalar or an alias with its bytes; returns the node.
    pub(super) fn value(&mut self, start: usize, end: usize, target: Option<usize>) -> usize {
        let keys = self.tree.keys.len();
        let unnamed = (Span::new(keys, keys), Span::new(start, end));
        let (key, position) = self.key.take().unwrap_or(unnamed);
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            key,
            position,
            is_array: false,
            target: target.map_or(Link::default(), Link::to),
            first_child: Link::default(),
            last_child: Link::default(),
            next: Link::default(),
        });
        self.link(node);
        node
    }

    /// Begins an object or an array; returns the node.
    pub(super) fn begin(&mut self, is_array: bool, start: usize, end: usize) -> usize {
        let node = self.value(start, end, None);
        self.tree.nodes[node].is_array = is_array;
        self.open.push(node);
        node
    }

    /// Ends the innermost object or array.
    pub(super) fn end(&mut self) {
        self.open.pop();
        self.key = None;
    }

    fn link(&mut self, node: usize) {
        let Some(parent) = self.open.last().copied() else {
            return;
        };
        let nodes = &mut self.tree.nodes;
        let previous = std::mem::replace(&mut nodes[parent].last_child, Link::to(node));
        match previous.get() {
            Some(previous) => nodes[previous].next = Link::to(node),
            None => nodes[parent].first_child = Link::to(node),
        }
    }
}
