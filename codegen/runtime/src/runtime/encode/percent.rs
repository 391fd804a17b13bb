//! Percent-encoding (RFC 3986, section 2.1).

/// The characters that are not encoded, in addition to the unreserved ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// None: the text is data.
    Nothing,
    /// Reserved characters (RFC 3986, section 2.2) and percent-encoded ones, as `allowReserved` declares for a query or a form. `&`
    /// and `+` are encoded, since they have a meaning there, and so are `#`, `[` and `]`, which a query cannot contain.
    Reserved,
    /// The characters of a path (RFC 3986, section 3.3) and percent-encoded ones: the path of a template, or a path parameter with
    /// `allowReserved`.
    Path,
    /// Reserved characters and percent-encoded ones, as `allowReserved` declares for a cookie. `;` and `,` are encoded, which a
    /// cookie cannot contain (RFC 6265, section 4.1.1), and so are `&` and `+`, which have a meaning in the style `form`.
    Cookie,
    /// The characters of a query, brackets and percent-encoded ones: the query of a template.
    Query,
}

/// Appends `text` to `out` and encodes all other UTF-8 bytes as `%XX`.
///
/// A space is always `%20`: in a query servers decode `+` as a space too, but in a path it is a plus.
pub(crate) fn encode(out: &mut String, text: &str, keep: Keep) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let bytes = text.as_bytes();
    out.reserve(bytes.len());
    // Bytes that are not encoded are copied at once, up to the next encoded byte.
    let mut plain = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if is_unreserved(byte) || keep != Keep::Nothing && is_kept(bytes, at, byte, keep) {
            continue;
        }
        out.push_str(text.get(plain..at).unwrap_or_default());
        plain = at + 1;
        out.push('%');
        out.push(char::from(HEX[usize::from(byte >> 4)]));
        out.push(char::from(HEX[usize::from(byte & 15)]));
    }
    out.push_str(text.get(plain..).unwrap_or_default());
}

/// As [`encode`], but also encodes the ASCII character `delimiter`.
pub(crate) fn encode_item(out: &mut String, text: &str, delimiter: char, keep: Keep) {
    for (at, piece) in text.split(delimiter).enumerate() {
        if at > 0 {
            encode(out, delimiter.encode_utf8(&mut [0; 4]), Keep::Nothing);
        }
        encode(out, piece, keep);
    }
}

/// Returns `text` with everything except unreserved characters encoded.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    encode(&mut out, text, Keep::Nothing);
    out
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn is_kept(bytes: &[u8], at: usize, byte: u8, keep: Keep) -> bool {
    match keep {
        Keep::Nothing => false,
        _ if byte == b'%' => is_triplet(bytes, at),
        Keep::Reserved => b":/?@!$'()*,;=".contains(&byte),
        Keep::Cookie => b":/?#[]@!$'()*=".contains(&byte),
        Keep::Path => b"/:@!$&'()*+,;=".contains(&byte),
        Keep::Query => b":/?[]@!$&'()*+,;=".contains(&byte),
    }
}

fn is_triplet(bytes: &[u8], at: usize) -> bool {
    let digits = bytes.get(at + 1..at + 3);
    digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
}
