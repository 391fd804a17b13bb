//! What of a body may be shown.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, PoisonError, RwLock};

use crate::runtime::encode::percent;

/// The octets of a body that an error shows.
const EXCERPT: usize = 200;

/// A shorter text is no secret, and to hide it would make bodies unreadable.
const SHORTEST: usize = 4;

/// The credentials of a client, in each form in which a server might repeat them. Cheap to clone.
#[derive(Clone, Default)]
pub(crate) struct Secrets {
    fixed: Arc<Vec<String>>,
    /// The last tokens that calls carried, where they change.
    tokens: Option<Arc<RwLock<VecDeque<String>>>>,
}

/// How many forms of tokens are kept: what the server says of a token comes with the answer to it.
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

    /// Adds a credential as it is, and as addresses and JSON texts may show it.
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

    /// Makes room for tokens, which all clones hide.
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

    /// The text without credentials.
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

    /// Whether something is so of a secret.
    fn any(&self, mut test: impl FnMut(&str) -> bool) -> bool {
        if self.fixed.iter().any(|secret| test(secret)) {
            return true;
        }
        self.tokens.as_ref().is_some_and(|tokens| {
            let tokens = tokens.read().unwrap_or_else(PoisonError::into_inner);
            tokens.iter().any(|secret| test(secret))
        })
    }

    /// Whether the octets hold a credential.
    pub(crate) fn are_in(&self, octets: &[u8]) -> bool {
        self.any(|secret| {
            let secret = secret.as_bytes();
            // Nearly every place is told by its first octet, without a call to compare.
            octets
                .windows(secret.len())
                .any(|part| part[0] == secret[0] && part == secret)
        })
    }

    /// The beginning of a body in one line, without credentials, control characters escaped.
    pub(crate) fn excerpt(&self, body: &[u8]) -> String {
        if body.is_empty() {
            return "empty body".to_owned();
        }
        // The whole body, so that no cut leaves a part of a credential.
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

/// A credential as it is, percent-encoded, and with the slashes of a JSON text.
fn forms(secret: &str) -> [String; 3] {
    [
        secret.to_owned(),
        percent::encoded(secret),
        secret.replace('/', "\\/"),
    ]
}

/// A text in one line and of at most 800 characters; of a longer one, the beginning and the end.
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

/// Separators that break a line, and marks that turn the direction of what follows.
fn is_line_or_direction(character: char) -> bool {
    matches!(character, '\u{2028}' | '\u{2029}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
