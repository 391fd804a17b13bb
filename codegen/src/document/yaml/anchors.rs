//! Anchors with duplicate definitions.
//!
//! In YAML a later `&name` replaces an earlier one for the following aliases (YAML 1.2.2, section 7.1). serde_yaml 0.9 counts
//! names instead of definitions, so the alias of a redefined anchor may refer to a different node. Hence every definition gets
//! a unique name before the text is parsed.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use libyaml_safer::{Scanner, TokenData};

use super::input::{readable, terminated};

/// Returns the text with unique anchor names; borrowed if they are unique already.
///
/// Lines are preserved, so positions change only within a line that contains an anchor or an alias.
pub(in crate::document) fn with_unique_anchors(text: &str) -> Cow<'_, str> {
    if !may_redefine(text) {
        return Cow::Borrowed(text);
    }
    let mut renamed = String::with_capacity(text.len() + 64);
    let mut definitions: HashMap<&str, usize> = HashMap::new();
    let mut copied = 0;
    for Mention { name, defines } in mentions(text) {
        let anchor = &text[name.clone()];
        let count = definitions.entry(anchor).or_default();
        *count += usize::from(defines);
        renamed.push_str(&text[copied..name.end]);
        if *count > 1 {
            // Nobody writes such a name, so it does not collide.
            renamed.push_str(&format!("_definition_{count}"));
        }
        copied = name.end;
    }
    renamed.push_str(&text[copied..]);
    Cow::Owned(renamed)
}

/// Returns `true` if some `&name` may be defined twice: a cheap check with false positives.
fn may_redefine(text: &str) -> bool {
    let mut seen = HashSet::new();
    text.match_indices('&').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|before| before.is_whitespace() || "[{,:".contains(before));
        let name = &text[anchor_name(text, at + 1)];
        begins && !name.is_empty() && !seen.insert(name)
    })
}

/// An occurrence of an anchor or an alias.
struct Mention {
    name: Range<usize>,
    defines: bool,
}

/// Returns all anchors and aliases before the first syntax error, in the order of the text.
fn mentions(text: &str) -> Vec<Mention> {
    let readable = readable(text);
    let mut scanner = Scanner::new();
    scanner.set_input(terminated(&readable));
    let tokens = scanner.map_while(Result::ok);
    let mentions = tokens.filter_map(|token| {
        let defines = match token.data {
            TokenData::Anchor { .. } => true,
            TokenData::Alias { .. } => false,
            _ => return None,
        };
        let start = usize::try_from(token.start_mark.index).ok()? + 1;
        let end = usize::try_from(token.end_mark.index).ok()?;
        text.get(start..end)?;
        Some(Mention {
            name: start..end,
            defines,
        })
    });
    mentions.collect()
}

/// Returns the range of the anchor name that starts at an offset (YAML 1.2.2, production 103).
fn anchor_name(text: &str, start: usize) -> Range<usize> {
    let length = text[start..]
        .find(|character: char| character.is_whitespace() || "[]{},".contains(character))
        .unwrap_or(text.len() - start);
    start..start + length
}
