//! Tokens compared, without printing or parsing them.

use std::collections::HashMap;

use proc_macro2::{TokenStream, TokenTree};

/// What stands in one list and not in the other, both without what they have in common; nothing where they are the same, in
/// the same order.
pub(super) fn differing(
    mut old: Vec<TokenStream>,
    mut new: Vec<TokenStream>,
) -> Option<(Vec<TokenStream>, Vec<TokenStream>)> {
    let common = old.iter().zip(&new);
    let start = common.take_while(|(one, other)| same(one, other)).count();
    if start == old.len() && start == new.len() {
        return None;
    }
    old.drain(..start);
    new.drain(..start);
    while let (Some(one), Some(other)) = (old.last(), new.last())
        && same(one, other)
    {
        old.pop();
        new.pop();
    }
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (index, one) in old.iter().enumerate() {
        places.entry(one.to_string()).or_default().push(index);
    }
    let mut is_common = vec![false; old.len()];
    new.retain(|other| {
        let place = places.get_mut(&other.to_string()).and_then(Vec::pop);
        place.is_none_or(|index| {
            is_common[index] = true;
            false
        })
    });
    let mut is_common = is_common.into_iter();
    old.retain(|_| !is_common.next().unwrap_or_default());
    Some((old, new))
}

/// Whether tokens are the same, wherever they come from.
fn same(one: &TokenStream, other: &TokenStream) -> bool {
    let (mut one, mut other) = (one.clone().into_iter(), other.clone().into_iter());
    loop {
        let is_same = match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(TokenTree::Ident(one)), Some(TokenTree::Ident(other))) => one == other,
            (Some(TokenTree::Punct(one)), Some(TokenTree::Punct(other))) => {
                one.as_char() == other.as_char()
            }
            (Some(TokenTree::Literal(one)), Some(TokenTree::Literal(other))) => {
                one.to_string() == other.to_string()
            }
            (Some(TokenTree::Group(one)), Some(TokenTree::Group(other))) => {
                one.delimiter() == other.delimiter() && same(&one.stream(), &other.stream())
            }
            _ => false,
        };
        if !is_same {
            return false;
        }
    }
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
