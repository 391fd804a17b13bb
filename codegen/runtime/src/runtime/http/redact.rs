//! Hiding secrets in messages.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use crate::runtime::encode::percent;

/// The maximum length of the excerpt of a body in an error, in bytes.
const EXCERPT: usize = 200;

/// The minimum length of a secret. Hiding shorter texts would make bodies unreadable.
const SHORTEST: usize = 4;

/// The credentials of a client in each form in which a server might repeat them. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    fixed: Arc<Vec<String>>,
    /// The last tokens, if a token source is used.
    tokens: Option<Arc<RwLock<VecDeque<String>>>>,
}

/// The number of forms of tokens that are kept. A server repeats a token only in the response to it.
const TOKENS: usize = 32;

impl Secrets {
    /// Adds a credential.
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() >= SHORTEST && !self.fixed.iter().any(|known| known == secret) {
            let all = Arc::make_mut(&mut self.fixed);
            all.push(secret.to_owned());
            // The longest first: one credential may be a part of another.
            all.sort_by_key(|secret| std::cmp::Reverse(secret.len()));
        }
    }

    /// Adds a credential in its plain, percent-encoded and JSON forms.
    pub(crate) fn add_forms(&mut self, secret: &str) {
        for form in forms(secret) {
            self.add(&form);
        }
    }

    /// Adds the credentials of another client.
    #[cfg(feature = "client-credentials")]
    pub(crate) fn extend(&mut self, other: &Self) {
        for secret in other.fixed.iter() {
            self.add(secret);
        }
    }

    /// Prepares for tokens, which all clones hide.
    pub(crate) fn expect_tokens(&mut self) {
        self.tokens.get_or_insert_default();
    }

    /// Adds a token.
    pub(crate) fn add_token(&self, token: &str) {
        let Some(tokens) = &self.tokens else {
            return;
        };
        let mut tokens = tokens.write().unwrap_or_else(PoisonError::into_inner);
        for form in forms(token) {
            if form.len() >= SHORTEST && !tokens.contains(&form) {
                tokens.push_front(form);
            }
        }
        tokens.truncate(TOKENS);
    }

    /// Replaces credentials in a text.
    pub(crate) fn hide<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        self.any(|secret| {
            if text.contains(secret) {
                text = Cow::Owned(text.replace(secret, "***"));
            }
            false
        });
        text
    }

    /// Returns `true` if the test is true for any secret.
    fn any(&self, mut test: impl FnMut(&str) -> bool) -> bool {
        if self.fixed.iter().any(|secret| test(secret)) {
            return true;
        }
        self.tokens.as_ref().is_some_and(|tokens| {
            let tokens = tokens.read().unwrap_or_else(PoisonError::into_inner);
            tokens.iter().any(|secret| test(secret))
        })
    }

    /// Returns `true` if the bytes contain a credential.
    pub(crate) fn are_in(&self, bytes: &[u8]) -> bool {
        self.any(|secret| {
            let secret = secret.as_bytes();
            // Comparing the first byte avoids most calls of `memcmp`.
            bytes
                .windows(secret.len())
                .any(|part| part[0] == secret[0] && part == secret)
        })
    }

    /// Returns the beginning of a body in one line, without credentials and with escaped control characters.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        if body.is_empty() {
            return "empty body".to_owned();
        }
        // The whole body is searched, so that the excerpt cannot end within a credential.
        let text = String::from_utf8_lossy(body);
        let text = self.hide(text.trim());
        let mut out = String::with_capacity(EXCERPT + 32);
        for character in text.chars() {
            let before = out.len();
            if character.is_control() || is_line_or_direction(character) {
                out.extend(character.escape_default());
            } else {
                out.push(character);
            }
            if out.len() > EXCERPT {
                out.truncate(before);
                out.push_str(&format!("... ({} bytes)", body.len()));
                break;
            }
        }
        out
    }
}

/// Returns a credential in its plain form, percent-encoded, and with slashes escaped as in JSON.
fn forms(secret: &str) -> [String; 3] {
    [
        secret.to_owned(),
        percent::encoded(secret),
        secret.replace('/', "\\/"),
    ]
}

/// Returns a text in one line of at most 800 characters: the beginning and the end of a longer one.
pub(crate) fn shortened(text: &str) -> Cow<'_, str> {
    const PART: usize = 400;
    let is_plain = |text: &str| {
        !text
            .chars()
            .any(|character| character.is_control() || is_line_or_direction(character))
    };
    let count = text.chars().count();
    if count <= 2 * PART && is_plain(text) {
        return Cow::Borrowed(text);
    }
    let end = count.saturating_sub(PART).max(PART);
    let mut out = String::new();
    for (at, character) in text.chars().enumerate() {
        if at == PART && end > PART {
            out.push_str("...");
        }
        if at < PART || at >= end {
            if is_plain(character.encode_utf8(&mut [0; 4])) {
                out.push(character);
            } else {
                out.extend(character.escape_default());
            }
        }
    }
    Cow::Owned(out)
}

/// Returns `true` for line separators and marks that change the direction of text.
fn is_line_or_direction(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
