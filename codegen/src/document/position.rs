//! Where the nodes of a text stand.
//!
//! Those of YAML are collected as its values are. The parser that makes values of JSON keeps no positions, so a second pass
//! collects them, when a diagnostic is shown and not before.

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
        let breaks = text.match_indices('\n');
        let mut counted = 0;
        let characters = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let before = counted;
            counted += count(chunk);
            before
        });
        Self {
            characters: characters.collect(),
            starts: std::iter::once(0)
                .chain(breaks.map(|(at, _)| at + 1))
                .collect(),
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
}

/// What shows a node: its key, or the beginning of an item.
#[derive(Debug)]
struct Node {
    key: Box<str>,
    start: usize,
    end: usize,
    is_array: bool,
    /// The node that an alias stands for.
    target: Option<usize>,
    first_child: Option<usize>,
    last_child: Option<usize>,
    next: Option<usize>,
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
        Some((found.start, found.end))
    }

    /// Puts the members of another root behind those of this one.
    pub(super) fn append(&mut self, other: Self) {
        let moved = self.nodes.len().saturating_sub(1);
        let moved = |at: Option<usize>| at.map(|at| at + moved);
        let mut others = other.nodes.into_iter();
        let (Some(root), Some(other)) = (self.nodes.first_mut(), others.next()) else {
            self.nodes.extend(others);
            return;
        };
        let first = moved(other.first_child);
        let last = root.last_child;
        root.first_child = root.first_child.or(first);
        root.last_child = moved(other.last_child).or(last);
        if let Some(last) = last.and_then(|at| self.nodes.get_mut(at)) {
            last.next = first;
        }
        self.nodes.extend(others.map(|node| Node {
            target: moved(node.target),
            first_child: moved(node.first_child),
            last_child: moved(node.last_child),
            next: moved(node.next),
            ..node
        }));
    }

    fn child<'a>(&'a self, parent: &'a Node, token: &str) -> Option<&'a Node> {
        let parent = self.followed(parent);
        if parent.is_array {
            let index: usize = token.parse().ok()?;
            return self.children(parent).nth(index);
        }
        let own = self.children(parent).filter(|child| &*child.key == token);
        own.last().or_else(|| self.merged_child(parent, token))
    }

    /// A member that a merge key brings in.
    fn merged_child<'a>(&'a self, parent: &'a Node, token: &str) -> Option<&'a Node> {
        let bases = self.children(parent).filter(|child| &*child.key == "<<");
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
            .find_map(|base| self.children(base).find(|child| &*child.key == token))
    }

    fn followed<'a>(&'a self, node: &'a Node) -> &'a Node {
        node.target
            .and_then(|target| self.nodes.get(target))
            .unwrap_or(node)
    }

    fn children<'a>(&'a self, parent: &'a Node) -> impl Iterator<Item = &'a Node> {
        let first = parent.first_child.and_then(|at| self.nodes.get(at));
        std::iter::successors(first, |child| child.next.and_then(|at| self.nodes.get(at)))
    }
}

/// Builds a tree from what a parser meets.
#[derive(Debug, Default)]
pub(super) struct TreeBuilder {
    tree: PositionTree,
    /// The objects and arrays that are open.
    open: Vec<usize>,
    /// The key that was read and whose value comes next.
    key: Option<(Box<str>, usize, usize)>,
}

impl TreeBuilder {
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
        self.key = Some((key.into(), start, end));
    }

    /// A scalar or an alias, with the bytes it stands in; gives the node.
    pub(super) fn value(&mut self, start: usize, end: usize, target: Option<usize>) -> usize {
        let (key, start, end) = self.key.take().unwrap_or(("".into(), start, end));
        let node = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            key,
            start,
            end,
            is_array: false,
            target,
            first_child: None,
            last_child: None,
            next: None,
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
        match nodes[parent].last_child.replace(node) {
            Some(previous) => nodes[previous].next = Some(node),
            None => nodes[parent].first_child = Some(node),
        }
    }
}
