//! Where the nodes of a text stand.
//!
//! Those of YAML are collected as its values are. The parser that makes values of JSON keeps no positions, so a second pass
//! collects them, when a diagnostic is shown and not before.

use std::num::NonZeroU32;

/// The beginnings of the lines of a text.
#[derive(Debug)]
pub(super) struct Lines {
    starts: Vec<usize>,
    /// How many characters there are before each multiple of [`STRIDE`]: a whole document may be one line.
    characters: Vec<usize>,
}

/// So many bytes are counted at most to find a column.
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

    /// How many characters begin before an offset.
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

    /// The byte offset of a line, counted from 1, and a column, counted from 0 in characters; never beyond the line.
    pub(super) fn offset(&self, text: &str, line: usize, column: usize) -> usize {
        let range = self.range(text, line);
        let line = &text[range.clone()];
        line.char_indices()
            .nth(column)
            .map_or(range.end, |(at, _)| range.start + at)
    }

    /// The bytes of a line, counted from 1, without its break; the end of the text for a line beyond it.
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

    /// The line of an offset, counted from 1.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.starts.partition_point(|start| *start <= offset)
    }

    /// The line of an offset that is likely to be in this line or soon after it, counted from 1.
    pub(super) fn line_from(&self, line: usize, offset: usize) -> usize {
        let start = line.checked_sub(1).and_then(|at| self.starts.get(at));
        if start.is_none_or(|start| *start > offset) {
            return self.line(offset);
        }
        let later = self.starts[line..].iter();
        line + later.take_while(|start| **start <= offset).count()
    }

    /// The line and the column, in characters, of an offset, both counted from 1.
    pub(super) fn place(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.min(text.len());
        let line = self.line(offset);
        let start = self.starts.get(line.saturating_sub(1)).copied();
        let before = self.before(text, offset) - self.before(text, start.unwrap_or(0));
        (line, before + 1)
    }
}

/// The characters that begin in these bytes of UTF-8.
fn count(bytes: &[u8]) -> usize {
    let begins = |byte: &&u8| **byte & 0xC0 != 0x80;
    bytes.iter().filter(begins).count()
}

/// The positions of all nodes of a text, as a tree in one vector. The first node is the root.
#[derive(Debug, Default)]
pub(super) struct PositionTree {
    nodes: Vec<Node>,
    /// The keys, one after the other.
    keys: String,
}

/// What shows a node: its key, or the beginning of an item. A large text has hundreds of thousands of them.
#[derive(Debug, Clone, Copy)]
struct Node {
    key: Span,
    place: Span,
    is_array: bool,
    /// The node that an alias stands for.
    target: Link,
    first_child: Link,
    last_child: Link,
    next: Link,
}

/// Bytes of a text; what is behind the first 4 GiB counts as their end.
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

/// A node, or none.
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
    /// The bytes that show the node at a path, or its nearest ancestor that is there.
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
        let std::ops::Range { start, end } = found.place.range();
        Some((start, end))
    }

    /// Puts the members of another root behind those of this one; gives what the indices of nodes inside it grew by.
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

    /// Lets an alias stand for a node.
    pub(super) fn lead(&mut self, alias: usize, target: usize) {
        if let Some(alias) = self.nodes.get_mut(alias) {
            alias.target = Link::to(target);
        }
    }

    fn key(&self, node: &Node) -> &str {
        self.keys.get(node.key.range()).unwrap_or_default()
    }

    fn child(&self, parent: &Node, token: &str) -> Option<&Node> {
        let parent = self.followed(parent);
        if parent.is_array {
            let index: usize = token.parse().ok()?;
            return self.children(parent).nth(index);
        }
        let own = self
            .children(parent)
            .filter(|child| self.key(child) == token);
        own.last().or_else(|| self.merged_child(parent, token))
    }

    /// A member that a merge key brings in.
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

/// Builds a tree from what a parser meets.
#[derive(Debug, Default)]
pub(super) struct TreeBuilder {
    tree: PositionTree,
    /// The objects and arrays that are open.
    open: Vec<usize>,
    /// The key that was read and whose value comes next, with the bytes it stands in.
    key: Option<(Span, Span)>,
}

impl TreeBuilder {
    /// A builder with room for so many nodes.
    pub(super) fn with_capacity(nodes: usize) -> Self {
        Self {
            tree: PositionTree {
                nodes: Vec::with_capacity(nodes),
                keys: String::new(),
            },
            ..Self::default()
        }
    }

    pub(super) fn finish(self) -> PositionTree {
        self.tree
    }

    /// Whether a key must come next.
    pub(super) fn expects_key(&self) -> bool {
        self.key.is_none()
            && self
                .open
                .last()
                .and_then(|at| self.tree.nodes.get(*at))
                .is_some_and(|node| !node.is_array)
    }

    /// A key, with the bytes it stands in.
    pub(super) fn key(&mut self, key: &str, start: usize, end: usize) {
        let keys = &mut self.tree.keys;
        let before = keys.len();
        keys.push_str(key);
        self.key = Some((Span::new(before, keys.len()), Span::new(start, end)));
    }

    /// A scalar or an alias, with the bytes it stands in; gives the node.
    pub(super) fn value(&mut self, start: usize, end: usize, target: Option<usize>) -> usize {
        let keys = self.tree.keys.len();
        let unnamed = (Span::new(keys, keys), Span::new(start, end));
        let (key, place) = self.key.take().unwrap_or(unnamed);
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            key,
            place,
            is_array: false,
            target: target.map_or(Link::default(), Link::to),
            first_child: Link::default(),
            last_child: Link::default(),
            next: Link::default(),
        });
        self.link(node);
        node
    }

    /// The beginning of an object or an array; gives the node.
    pub(super) fn begin(&mut self, is_array: bool, start: usize, end: usize) -> usize {
        let node = self.value(start, end, None);
        self.tree.nodes[node].is_array = is_array;
        self.open.push(node);
        node
    }

    /// The end of the innermost object or array.
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
