//! Anchors that are defined twice.
//!
//! YAML lets a later `&name` replace an earlier one for the aliases after it (YAML 1.2.2, section 7.1). serde_yaml 0.9
//! counts the names where it should count the definitions, so that the alias of a replaced anchor can lead to quite another
//! node. Hence every definition gets a name of its own before the text is parsed.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use libyaml_safer::{Scanner, TokenData};

use super::yaml::{readable, terminated};

/// The text with every anchor name defined once; borrowed where that is so already.
///
/// Lines stay as they are, so positions move only within a line that holds an anchor or an alias.
pub(super) fn with_unique_anchors(text: &str) -> Cow<'_, str> {
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
            // Not a name that anybody writes, so it collides with no other.
            renamed.push_str(&format!("_definition_{count}"));
        }
        copied = name.end;
    }
    renamed.push_str(&text[copied..]);
    Cow::Owned(renamed)
}

/// Whether some `&name` stands twice, wherever: a cheap look that may say yes too often.
fn may_redefine(text: &str) -> bool {
    let mut seen = HashSet::new();
    text.match_indices('&').any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let begins = before.is_none_or(|before| before.is_whitespace() || "[{,:".contains(before));
        let name = &text[anchor_name(text, at + 1)];
        begins && !name.is_empty() && !seen.insert(name)
    })
}

/// The name of an anchor or an alias where it stands.
struct Mention {
    name: Range<usize>,
    defines: bool,
}

/// All anchors and aliases in the order of the text.
///
/// When the text breaks off with a syntax error, what came before it is enough, for the error is reported anyway.
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

/// The range of the anchor name that begins at an offset (YAML 1.2.2, production 103).
fn anchor_name(text: &str, start: usize) -> Range<usize> {
    let length = text[start..]
        .find(|character: char| character.is_whitespace() || "[]{},".contains(character))
        .unwrap_or(text.len() - start);
    start..start + length
}
