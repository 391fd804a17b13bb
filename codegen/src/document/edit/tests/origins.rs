//! Tests of the origins of nodes.

use std::time::{Duration, Instant};

use serde_json::json;

use super::super::editor::Editor;
use super::super::origin::{Origin, OriginMap};
use crate::diagnostic::Span;
use crate::location::{FileId, SourceLocation};
use crate::value::Value;

/// A number generator that returns the same numbers in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        usize::try_from(self.0 >> 33).expect("it has 31 bits") % end
    }
}

/// Returns a document in which each text is the pointer of its node.
fn document(at: &str, depth: usize) -> Value {
    if depth == 0 {
        return Value::String(at.to_owned());
    }
    let inner = |token: &str| document(&format!("{at}/{token}"), depth - 1);
    if depth.is_multiple_of(2) {
        Value::Array((0..4).map(|index| inner(&index.to_string())).collect())
    } else {
        let members = ["a", "b", "0"].map(|name| (name.to_owned(), inner(name)));
        Value::Object(members.into_iter().collect())
    }
}

/// Returns the paths of all nodes.
fn paths(value: &Value) -> Vec<Vec<String>> {
    let below = |token: String, inner: &Value| {
        let longer = |path: Vec<String>| [vec![token.clone()], path].concat();
        paths(inner).into_iter().map(longer).collect::<Vec<_>>()
    };
    let mut found = vec![Vec::new()];
    match value {
        Value::Array(items) => {
            let items = items.iter().enumerate();
            found.extend(items.flat_map(|(index, item)| below(index.to_string(), item)));
        }
        Value::Object(members) => {
            let members = members.iter();
            found.extend(members.flat_map(|(name, member)| below(name.clone(), member)));
        }
        _ => {}
    }
    found
}

/// Makes one change at a random place.
fn change(editor: &mut Editor<'_>, numbers: &mut Numbers, span: Span) {
    let all = paths(editor.root());
    let at = all[numbers.below(all.len())].clone();
    let other = all[numbers.below(all.len())].clone();
    let (Some((last, above)), Some(parent)) = (at.split_last(), parent(editor, &at)) else {
        return;
    };
    let is_object = matches!(parent, Value::Object(_));
    match numbers.below(5) {
        0 => editor.remove(&at),
        1 if is_object => {
            let to = format!("renamed{last}");
            if parent.child(&to).is_none() {
                editor.rename(&at, &to);
            }
        }
        2 => {
            let value = Value::String("text".to_owned());
            let put = editor.put(&at, value, Origin::Text(span));
            assert_eq!(put, Ok(()));
        }
        3 => {
            let value = editor.get(&other).cloned().unwrap_or_default();
            if paths(&value).len() < 200 {
                let put = editor.put(&at, value, Origin::Copy(other));
                assert_eq!(put, Ok(()));
            }
        }
        _ => {
            let new = match parent {
                Value::Array(items) => items.len().to_string(),
                _ => "new".to_owned(),
            };
            let value = editor.get(&other).cloned().unwrap_or_default();
            if paths(&value).len() < 200 {
                let at = [above, &[new]].concat();
                let put = editor.put(&at, value, Origin::Copy(other));
                assert_eq!(put, Ok(()));
            }
        }
    }
}

fn parent<'e>(editor: &'e Editor<'_>, at: &[String]) -> Option<&'e Value> {
    let (_, above) = at.split_last()?;
    editor.get(above)
}

#[test]
fn every_text_comes_from_the_place_it_was_read_from_after_any_changes() {
    let span = Span {
        file: FileId::CONFIGURATION,
        start: 1,
        end: 2,
        line: 1,
        column: 2,
    };
    let mut compared = 0;
    for seed in 0..40 {
        let mut root = document("", 4);
        let mut origins = OriginMap::default();
        let mut numbers = Numbers(seed);
        let mut editor = Editor::new(&mut root, &mut origins);
        for _ in 0..20 {
            change(&mut editor, &mut numbers, span);
        }
        for path in paths(&root) {
            let found = path
                .iter()
                .try_fold(&root, |value, token| value.child(token));
            let Some(Value::String(text)) = found else {
                continue;
            };
            let expected = match text.as_str() {
                "text" => Origin::Text(span),
                pointer => Origin::Node(SourceLocation {
                    file: FileId::default(),
                    pointer: pointer.to_owned(),
                }),
            };
            let pointer: String = path.iter().map(|token| format!("/{token}")).collect();
            assert_eq!(origins.origin(&pointer), expected, "seed {seed}, {pointer}");
            compared += 1;
        }
    }
    assert!(compared > 1_000, "{compared}");
}

#[test]
fn a_lookup_does_not_grow_with_the_number_of_changes() {
    let mut root = Value::from(json!({"items": vec![0; 20_000], "members": {}}));
    let mut origins = OriginMap::default();
    let mut editor = Editor::new(&mut root, &mut origins);
    for index in (0..20_000).rev().step_by(2) {
        editor.remove(&["items".to_owned(), index.to_string()]);
    }
    let from = Origin::Node(SourceLocation::root(FileId::default()));
    for index in 0..20_000 {
        let at = ["members".to_owned(), index.to_string()];
        assert_eq!(editor.put(&at, Value::Null, from.clone()), Ok(()));
    }
    // A search through all moves takes a hundred times as long.
    let start = Instant::now();
    for index in 0..10_000 {
        let expected = SourceLocation::root(FileId::default()).child("items");
        let expected = expected.child(&(2 * index).to_string());
        let found = origins.origin(&format!("/items/{index}"));
        assert_eq!(found, Origin::Node(expected));
        assert_eq!(origins.origin(&format!("/members/{index}")), from);
    }
    assert!(start.elapsed() < Duration::from_secs(20));
}
