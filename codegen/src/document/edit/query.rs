//! Evaluation of JSONPath (RFC 9535) in bounded time.
//!
//! A segment such as `..*` selects a node once for each way that leads to it, so the number of results is multiplied by the depth of
//! the document with each segment. Here a query is evaluated segment by segment, and each segment starts from distinct nodes. The
//! number of steps of a segment, which includes those of its filters, is estimated before.
//!
//! Most queries start with names, such as `$.components.schemas.Pet`. Only what these select is converted to the values of the
//! library, so their cost does not depend on the size of the document.

use std::collections::HashSet;

use serde_json::Value as JsonValue;
use serde_json_path::{JsonPath, PathElement};

use crate::value::Value;

/// The maximum length of a query in bytes, and the maximum depth of its brackets and parentheses.
const MAX_LENGTH: usize = 4096;
const MAX_NESTING: usize = 16;

/// The maximum number of steps of one segment.
const MAX_STEPS: usize = 10_000_000;

/// The blanks between the tokens of a query.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// The assumed depth of nodes, by which each `..` in a filter multiplies its steps.
const DEPTH: usize = 16;

/// Returns the distinct nodes that a query selects, as the tokens of their pointers.
///
/// # Errors
///
/// Returns a message if the text is not a JSONPath, or takes too long.
pub(super) fn select(root: &Value, query: &str) -> Result<Vec<Vec<String>>, String> {
    if query.len() > MAX_LENGTH {
        return Err(format!("it is longer than {MAX_LENGTH} bytes"));
    }
    let segments = split(query)?;
    // The whole query is parsed too, for the positions of errors.
    JsonPath::parse(query)
        .map_err(|error| format!("{} at character {}", error.message(), error.position() + 1))?;
    let is_relative = !segments.iter().any(|segment| segment.uses_root);
    let names = segments.iter().map_while(|segment| segment.name());
    let names: Vec<&str> = names.take_while(|_| is_relative).collect();
    let mut start = root;
    for name in &names {
        match start.as_object().and_then(|members| members.get(*name)) {
            Some(member) => start = member,
            None => return Ok(Vec::new()),
        }
    }
    let rest = segments.get(names.len()..).unwrap_or_default();
    let path: Vec<String> = names.into_iter().map(str::to_owned).collect();
    if rest.is_empty() {
        return Ok(vec![path]);
    }
    let root = JsonValue::from(start);
    let mut found = vec![Node {
        path,
        query: String::new(),
        value: &root,
    }];
    for segment in rest {
        found = segment.select(&root, found)?;
    }
    Ok(found.into_iter().map(|node| node.path).collect())
}

/// A selected node.
struct Node<'v> {
    /// The tokens of its pointer.
    path: Vec<String>,
    /// The query that selects it only, without `$`.
    query: String,
    value: &'v JsonValue,
}

/// A segment of a query: `.name`, `[0, 1]`, `..*`.
struct Segment<'q> {
    text: &'q str,
    /// `true` if it may visit everything below a node.
    visits_all: bool,
    /// The number of `..` in filters.
    inner_descents: u32,
    /// The number of selectors; at least 1.
    selectors: usize,
    /// `true` if a filter contains a query that starts from the root.
    uses_root: bool,
    /// `true` if that query may visit many nodes.
    visits_root: bool,
}

impl<'q> Segment<'q> {
    fn new(text: &'q str) -> Self {
        let text = text.trim_end_matches(BLANKS);
        // The text of strings counts too, which can only overestimate.
        let inside = text.get(2..).unwrap_or_default();
        let uses_root = text.contains('?') && inside.contains('$');
        let visits =
            inside.contains("..") || inside.contains('*') || inside.matches('?').count() > 1;
        Self {
            text,
            visits_all: text.starts_with("..") || text.contains('?'),
            inner_descents: u32::try_from(inside.matches("..").count()).unwrap_or(u32::MAX),
            selectors: 1 + inside.matches(',').count(),
            uses_root,
            visits_root: uses_root && visits,
        }
    }

    /// Returns the name that the segment selects, if it is nothing but a name without escapes.
    fn name(&self) -> Option<&'q str> {
        if let Some(name) = self.text.strip_prefix('.') {
            let is_name = !name.starts_with(['.', '*']);
            return is_name.then_some(name);
        }
        let selector = self.text.strip_prefix('[')?.strip_suffix(']')?;
        let selector = selector.trim_matches(BLANKS);
        let quote = selector
            .chars()
            .next()
            .filter(|first| matches!(first, '\'' | '"'))?;
        let name = selector.strip_prefix(quote)?.strip_suffix(quote)?;
        (!name.contains([quote, '\\'])).then_some(name)
    }

    /// Returns the distinct nodes that the segment selects from any of these nodes.
    fn select<'v>(
        &self,
        root: &'v JsonValue,
        mut from: Vec<Node<'v>>,
    ) -> Result<Vec<Node<'v>>, String> {
        if self.text.starts_with("..") {
            from = outermost(from);
        }
        self.check_steps(root, &from)?;
        let plain = parsed(&format!("${}", self.text))?;
        let mut known = HashSet::new();
        let mut found = Vec::new();
        for Node { path, query, value } in from {
            // A filter that starts from the root needs the query from there.
            let (located, above, start) = if self.uses_root {
                let whole = parsed(&format!("${query}{}", self.text))?;
                (whole.query_located(root), &[][..], "")
            } else {
                (plain.query_located(value), path.as_slice(), query.as_str())
            };
            for one in located {
                // The address identifies a node.
                if !known.insert(std::ptr::from_ref(one.node())) {
                    continue;
                }
                let below = one.location().iter().map(|element| match element {
                    PathElement::Name(name) => (*name).to_owned(),
                    PathElement::Index(index) => index.to_string(),
                });
                let location = one.location().to_string();
                found.push(Node {
                    path: above.iter().cloned().chain(below).collect(),
                    query: format!("{start}{}", location.trim_start_matches('$')),
                    value: one.node(),
                });
            }
        }
        Ok(found)
    }

    /// Fails if the segment takes too many steps.
    fn check_steps(&self, root: &JsonValue, from: &[Node<'_>]) -> Result<(), String> {
        let visited = if self.visits_all { size } else { width };
        let own: usize = from.iter().map(|node| visited(node.value)).sum();
        let inner = DEPTH.saturating_pow(self.inner_descents);
        let of_root = if self.visits_root { size(root) } else { 1 };
        let steps = [own, self.selectors, inner, of_root].into_iter();
        if steps.fold(1, usize::saturating_mul) > MAX_STEPS {
            return Err(format!("`{}` takes too long", self.text));
        }
        Ok(())
    }
}

fn parsed(query: &str) -> Result<JsonPath, String> {
    JsonPath::parse(query).map_err(|error| error.message().to_owned())
}

/// Returns the nodes that are not inside of another one.
fn outermost(nodes: Vec<Node<'_>>) -> Vec<Node<'_>> {
    let paths: HashSet<Vec<String>> = nodes.iter().map(|node| node.path.clone()).collect();
    let is_inside = |path: &[String]| (0..path.len()).any(|length| paths.contains(&path[..length]));
    let nodes = nodes.into_iter();
    nodes.filter(|node| !is_inside(&node.path)).collect()
}

/// Returns the number of members or items of a value, at least 1.
fn width(value: &JsonValue) -> usize {
    let members = match value {
        JsonValue::Array(items) => items.len(),
        JsonValue::Object(members) => members.len(),
        _ => 0,
    };
    members.max(1)
}

/// Returns the number of nodes of a value.
fn size(value: &JsonValue) -> usize {
    let mut waiting = vec![value];
    let mut count = 0;
    while let Some(value) = waiting.pop() {
        count += 1;
        match value {
            JsonValue::Array(items) => waiting.extend(items),
            JsonValue::Object(members) => waiting.extend(members.values()),
            _ => {}
        }
    }
    count
}

/// Divides a query into its segments.
fn split(query: &str) -> Result<Vec<Segment<'_>>, String> {
    let mut segments: Vec<Segment<'_>> = Vec::new();
    let mut quote = None;
    let mut is_escaped = false;
    let mut nesting = 0_usize;
    let mut previous = '$';
    let mut start = None;
    for (at, character) in query.char_indices() {
        if let Some(end) = quote {
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                _ if character == end => quote = None,
                _ => {}
            }
            previous = character;
            continue;
        }
        // After two dots, a bracket continues the segment.
        let begins = matches!(character, '.' | '[') && previous != '.';
        if nesting == 0 && begins {
            segments.extend(start.map(|start| Segment::new(&query[start..at])));
            start = Some(at);
        }
        match character {
            '\'' | '"' => quote = Some(character),
            '[' | '(' => nesting += 1,
            ']' | ')' => nesting = nesting.saturating_sub(1),
            _ => {}
        }
        if nesting > MAX_NESTING {
            return Err(format!("it is nested more than {MAX_NESTING} levels deep"));
        }
        previous = character;
    }
    segments.extend(start.map(|start| Segment::new(&query[start..])));
    Ok(segments)
}
