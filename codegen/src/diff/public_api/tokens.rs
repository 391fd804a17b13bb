//! The comparison of tokens.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};

/// Returns the elements that only the old list has, and those that only the new list has. Returns `None` if the lists are equal,
/// including their order.
pub(super) fn differences(
    old: Vec<TokenStream>,
    new: Vec<TokenStream>,
) -> Option<(Vec<TokenStream>, Vec<TokenStream>)> {
    // Printing tokens is cheaper than iterating over them, which copies them.
    let printed = |list: &[TokenStream]| list.iter().map(ToString::to_string).collect();
    let (before, after): (Vec<String>, Vec<String>) = (printed(&old), printed(&new));
    if before == after {
        return None;
    }
    let mut positions: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, text) in before.into_iter().enumerate() {
        positions.entry(text).or_default().push(index);
    }
    let mut is_common = vec![false; old.len()];
    let added = new.into_iter().zip(after).filter(|(_, text)| {
        let position = positions.get_mut(text).and_then(Vec::pop);
        position.is_none_or(|index| {
            is_common[index] = true;
            false
        })
    });
    let added = added.map(|(tokens, _)| tokens).collect();
    let removed = old.into_iter().zip(is_common);
    let removed = removed.filter(|(_, is_common)| !is_common);
    Some((removed.map(|(tokens, _)| tokens).collect(), added))
}

/// Returns the words of a text, without punctuation.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Calls a function with every identifier of the tokens, and every word of their literals.
pub(super) fn each_word(tokens: &TokenStream, call: &mut impl FnMut(String)) {
    for tree in tokens.clone() {
        match tree {
            TokenTree::Group(group) => each_word(&group.stream(), call),
            TokenTree::Punct(_) => {}
            TokenTree::Ident(name) => call(name.to_string()),
            TokenTree::Literal(literal) => words(&literal.to_string()).for_each(&mut *call),
        }
    }
}
