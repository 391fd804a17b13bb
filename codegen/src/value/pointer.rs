//! JSON pointers (RFC 6901).

use std::borrow::Cow;

use super::model::Value;

impl Value {
    /// The node that a JSON pointer identifies.
    #[must_use]
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        let mut tokens = tokens(pointer)?;
        tokens.try_fold(self, |value, token| value.child(&token))
    }

    /// The node that a JSON pointer identifies.
    #[must_use]
    pub fn pointer_mut(&mut self, pointer: &str) -> Option<&mut Value> {
        let mut tokens = tokens(pointer)?;
        tokens.try_fold(self, |value, token| value.child_mut(&token))
    }

    /// The member or item that an unescaped token of a JSON pointer identifies.
    #[must_use]
    pub fn child(&self, token: &str) -> Option<&Value> {
        match self {
            Self::Object(members) => members.get(token),
            Self::Array(items) => items.get(index(token)?),
            _ => None,
        }
    }

    /// The member or item that an unescaped token of a JSON pointer identifies.
    #[must_use]
    pub fn child_mut(&mut self, token: &str) -> Option<&mut Value> {
        match self {
            Self::Object(members) => members.get_mut(token),
            Self::Array(items) => items.get_mut(index(token)?),
            _ => None,
        }
    }
}

/// Unescapes a token of a JSON pointer (RFC 6901, section 4).
pub(crate) fn unescape(token: &str) -> Cow<'_, str> {
    if token.contains('~') {
        token.replace("~1", "/").replace("~0", "~").into()
    } else {
        token.into()
    }
}

fn tokens(pointer: &str) -> Option<impl Iterator<Item = Cow<'_, str>>> {
    let tokens = match pointer.strip_prefix('/') {
        Some(tokens) => Some(tokens.split('/')),
        None if pointer.is_empty() => None,
        None => return None,
    };
    Some(tokens.into_iter().flatten().map(unescape))
}

/// The index of an item: digits without leading zeros (RFC 6901, section 4).
fn index(token: &str) -> Option<usize> {
    let is_canonical = token == "0" || !token.starts_with(['0', '+']);
    token.parse().ok().filter(|_| is_canonical)
}
