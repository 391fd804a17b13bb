//! Tokens compared, without printing or parsing them.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};

/// What stands in one list and not in the other, both without what they have in common; nothing where they are the same, in
/// the same order.
pub(super) fn differing(
    old: Vec<TokenStream>,
    new: Vec<TokenStream>,
) -> Option<(Vec<TokenStream>, Vec<TokenStream>)> {
    // To look at single tokens is to copy them, and to print them is not.
    let printed = |list: &[TokenStream]| list.iter().map(ToString::to_string).collect();
    let (before, after): (Vec<String>, Vec<String>) = (printed(&old), printed(&new));
    if before == after {
        return None;
    }
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, text) in before.into_iter().enumerate() {
        places.entry(text).or_default().push(index);
    }
    let mut is_common = vec![false; old.len()];
    let come = new.into_iter().zip(after).filter(|(_, text)| {
        let place = places.get_mut(text).and_then(Vec::pop);
        place.is_none_or(|index| {
            is_common[index] = true;
            false
        })
    });
    let come = come.map(|(tokens, _)| tokens).collect();
    let gone = old.into_iter().zip(is_common);
    let gone = gone.filter(|(_, is_common)| !is_common);
    Some((gone.map(|(tokens, _)| tokens).collect(), come))
}

/// The words of a text, whatever stands between them.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
    words.filter(|word| !word.is_empty()).map(str::to_owned)
}

/// Calls with every name of tokens, and every word of their literals.
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
