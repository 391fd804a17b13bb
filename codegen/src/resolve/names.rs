//! Converts texts of the document to identifiers that are valid, readable and unique.
//!
//! A name depends only on its own text, never on its neighbours, so that an addition elsewhere
//! renames nothing. Only if two texts result in the same name does the later one (by key, or in the
//! document's order if there is no key) get a number.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt, HashSet};
use heck::{ToSnakeCase, ToUpperCamelCase};
use xxhash_rust::xxh3::xxh3_64;

/// The used identifiers of one namespace.
#[derive(Debug, Clone)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The next number for each stem; all lower ones are used.
    numbers: HashMap<String, u32>,
    /// The text between a name and its number.
    separator: &'static str,
}

/// The only name in upper camel case that is not an identifier.
const RESERVED_TYPES: [&str; 1] = ["Self"];

/// The methods of every client and of its mock server; an operation with such a name gets a number.
const RESERVED_FUNCTIONS: [&str; 9] = [
    "base_url",
    "builder",
    "clone",
    "core",
    "from_env",
    "new",
    "recorded_requests",
    "request",
    "with_operations",
];

/// The methods of every request builder.
const RESERVED_SETTERS: [&str; 20] = [
    "call_blocking",
    "clone",
    "header",
    "into_future",
    "on_server",
    "optional",
    "query",
    "request",
    "send",
    "send_blocking",
    "stream_bytes",
    "stream_bytes_blocking",
    "stream_events",
    "stream_events_blocking",
    "stream_items",
    "stream_lines",
    "stream_lines_blocking",
    "stream_pages",
    "timeout",
    "with_options",
];

/// The keywords that may be raw identifiers (The Rust Reference, "Keywords"; strict and reserved
/// ones of the 2024 edition).
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use",
    "virtual", "where", "while", "yield",
];

/// File names that Windows reserves, with any extension ("Naming Files, Paths, and Namespaces" of
/// the Win32 API).
const RESERVED_FILES: [&str; 22] = [
    "aux", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9", "con", "lpt1",
    "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "nul", "prn",
];

impl Scope {
    fn new(taken: &[&str], separator: &'static str) -> Self {
        Self {
            taken: taken.iter().map(|&name| name.to_owned()).collect(),
            numbers: HashMap::new(),
            separator,
        }
    }

    /// Creates the scope of type names.
    pub(super) fn types() -> Self {
        Self::new(&RESERVED_TYPES, "")
    }

    /// Creates the scope of module names below `types` or `operations`.
    pub(super) fn modules() -> Self {
        Self::new(&["mod"], "_")
    }

    /// Creates the scope of the variants of an enum or a union.
    pub(super) fn variants() -> Self {
        Self::new(&["Self"], "")
    }

    /// Creates the scope of a struct's fields.
    pub(super) fn fields() -> Self {
        Self::new(&[], "_")
    }

    /// Creates the scope of the client's methods.
    pub(super) fn functions() -> Self {
        Self::new(&RESERVED_FUNCTIONS, "_")
    }

    /// Creates the scope of the methods of a group.
    pub(super) fn group() -> Self {
        Self::new(&["clone"], "_")
    }

    /// Creates the scope of the methods that read the headers of an operation.
    pub(super) fn headers() -> Self {
        Self::new(&["clone", "of"], "_")
    }

    /// Creates the scope of the setters of a server's variables.
    pub(super) fn server_variables() -> Self {
        Self::new(&["clone", "into", "new", "url"], "_")
    }

    /// Creates the scope of the arguments and setters of one operation.
    pub(super) fn setters() -> Self {
        Self::new(&RESERVED_SETTERS, "_")
    }

    /// Takes `name`, or the first of `name2`, `name3`, ... (with the scope's separator) that is
    /// free.
    pub(super) fn take(&mut self, name: String) -> String {
        if self.taken.insert(name.clone()) {
            return name;
        }
        let stem = strip_raw_prefix(&name).trim_end_matches('_');
        let number = self.numbers.entry(stem.to_owned()).or_insert(2);
        loop {
            let candidate = format!("{stem}{}{number}", self.separator);
            *number += 1;
            if self.taken.insert(candidate.clone()) {
                return candidate;
            }
        }
    }

    /// Takes the first of these names that is free, or the last one with a number.
    pub(super) fn take_first<N: AsRef<str>>(&mut self, names: &[N]) -> String {
        let free = names.iter().find(|name| self.is_free(name.as_ref()));
        let name = free.or(names.last()).map(N::as_ref).unwrap_or_default();
        self.take(name.to_owned())
    }

    /// Takes the name of the variant for unlisted values.
    pub(super) fn take_unknown(&mut self) -> String {
        self.take("UnknownValue".to_owned())
    }

    /// Returns `true` if a name is free.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.taken.contains(name)
    }
}

/// Splits ASCII text in which every capital letter starts a word and is followed by a lower-case
/// letter; `None` for any other text. Most names are of this form, and this takes a tenth of the
/// time of the general conversion.
fn ascii_words(text: &str) -> Option<impl Iterator<Item = &str>> {
    let bytes = text.as_bytes();
    let begins = |at: usize| {
        let before = at.checked_sub(1).map(|before| bytes[before]);
        let follows =
            before.is_some_and(|before| before.is_ascii_uppercase() || before.is_ascii_digit());
        !follows && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase)
    };
    let mut bytes = bytes.iter().enumerate();
    let is_plain =
        bytes.all(|(at, byte)| byte.is_ascii() && (!byte.is_ascii_uppercase() || begins(at)));
    is_plain.then(|| {
        let words = text.split(|character: char| !character.is_ascii_alphanumeric());
        words
            .flat_map(split_before_capitals)
            .filter(|word| !word.is_empty())
    })
}

/// Splits text before each capital letter.
fn split_before_capitals(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest[first.len_utf8()..].find(|next: char| next.is_ascii_uppercase());
        let (part, after) = rest.split_at(end.map_or(rest.len(), |end| end + first.len_utf8()));
        rest = after;
        Some(part)
    })
}

/// Converts text to upper camel case: `fooBar` and `foo_bar` become `FooBar`. Digits that the text
/// separates stay separated: `gpt-5.5` becomes `Gpt5_5`, which `non_camel_case_types` accepts.
pub(super) fn upper_camel_case(text: &str) -> String {
    let mut name = String::new();
    let mut rest = text;
    while let Some((part, after)) = split_between_digits(rest) {
        name.push_str(&upper_camel_case_part(part));
        name.push('_');
        rest = after;
    }
    name + &upper_camel_case_part(rest)
}

/// Splits text at the first separator between two digits; `None` if there is none.
fn split_between_digits(text: &str) -> Option<(&str, &str)> {
    let mut end = None;
    for (at, character) in text.char_indices() {
        if character.is_ascii_digit() {
            if let Some(end) = end.filter(|end| *end < at) {
                return Some((&text[..end], &text[at..]));
            }
            end = Some(at + 1);
        } else if character.is_alphanumeric() {
            end = None;
        }
    }
    None
}

fn upper_camel_case_part(text: &str) -> String {
    let Some(words) = ascii_words(text) else {
        return text.to_upper_camel_case();
    };
    let mut name = String::with_capacity(text.len());
    for word in words {
        let start = name.len();
        name.push_str(word);
        name[start..=start].make_ascii_uppercase();
    }
    name
}

/// Converts text to snake case: `fooBar` becomes `foo_bar`.
pub(super) fn snake_case(text: &str) -> String {
    let Some(words) = ascii_words(text) else {
        return text.to_snake_case();
    };
    let mut name = String::with_capacity(text.len() + 8);
    for word in words {
        if !name.is_empty() {
            name.push('_');
        }
        let start = name.len();
        name.push_str(word);
        name[start..=start].make_ascii_lowercase();
    }
    name
}

/// Returns the name of a type: `fine-tuning.job` becomes `FineTuningJob`, `2fa` becomes `Type2fa`.
pub(super) fn type_name(text: &str) -> String {
    identifier(text, text, "Type", upper_camel_case)
}

/// Returns the name of a variant: `validating_files` becomes `ValidatingFiles`, `256x256` becomes
/// `Value256x256`, `+1` becomes `Plus1`.
pub(super) fn variant_name(text: &str) -> String {
    identifier(&spell_sign(text), text, "Value", upper_camel_case)
}

/// Returns the name of a field, argument or method: `fooBar` becomes `foo_bar`, `type` becomes
/// `r#type`, `self` becomes `self_`.
pub(super) fn field_name(text: &str) -> String {
    let name = identifier(&spell_sign(text), text, "value_", snake_case);
    if matches!(name.as_str(), "self" | "super" | "crate" | "_") {
        return format!("{name}_");
    }
    if KEYWORDS.contains(&name.as_str()) {
        return format!("r#{name}");
    }
    name
}

/// Returns the name of a module, which must be a valid file name too.
pub(super) fn module_name(text: &str) -> String {
    module_of_identifier(&field_name(text))
}

/// Returns the module that is named after a field or a method: `type_` for `r#type`, `aux_` for
/// `aux`, `grosse` for `größe`.
pub(super) fn module_of_identifier(name: &str) -> String {
    match name.strip_prefix("r#") {
        Some(keyword) => format!("{keyword}_"),
        None if RESERVED_FILES.contains(&name) => format!("{name}_"),
        None if !name.is_ascii() => transliterate(name),
        None => name.to_owned(),
    }
}

/// Converts a name to ASCII, which module files require (E0754 of rustc): letters of other scripts
/// are transliterated, or else written as code points.
fn transliterate(name: &str) -> String {
    let mut text = String::new();
    for character in name.chars() {
        match deunicode::deunicode_char(character) {
            Some(letters) => text.push_str(letters),
            None => text.push_str(&format!(" {} ", spell_character(character))),
        }
    }
    module_name(&text)
}

/// Removes the prefix of a raw identifier, to derive other names.
pub(super) fn strip_raw_prefix(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Spells out a leading sign, and a plus before a digit: they distinguish `+1` from `-1`, `-name`
/// from `name` and `UTC+1` from `UTC-1`.
fn spell_sign(text: &str) -> Cow<'_, str> {
    if !text.contains('+') && !text.starts_with('-') {
        return Cow::Borrowed(text);
    }
    let mut spelled = String::with_capacity(text.len() + 8);
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        let is_sign = match (character, next) {
            ('+', Some(next)) => next.is_ascii_digit() || at == 0 && next.is_alphanumeric(),
            ('-', Some(next)) => at == 0 && next.is_alphanumeric(),
            _ => false,
        };
        if is_sign {
            spelled.push_str(if character == '+' { " plus " } else { "minus " });
        } else {
            spelled.push(character);
        }
    }
    Cow::Owned(spelled)
}

/// Converts text to a valid identifier in a case. Invalid characters are removed; if nothing is
/// left, the symbols of the text are spelled out.
fn identifier(signed: &str, text: &str, prefix: &str, case: fn(&str) -> String) -> String {
    let mut name = case(signed);
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    if !name.bytes().all(is_word) {
        name.retain(unicode_ident::is_xid_continue);
    }
    if !name.chars().any(char::is_alphanumeric) {
        name = case(&spell_symbols(text));
    }
    if name.starts_with(|first: char| !is_identifier_start(first)) {
        name.insert_str(0, prefix);
    }
    truncate_name(name)
}

/// The maximum length of a name in bytes. Names are file names too, for which systems allow 255.
const MAX_NAME_BYTES: usize = 200;

/// Truncates a name that is too long; a hash of the whole name replaces the rest.
pub(super) fn truncate_name(name: String) -> String {
    if name.len() <= MAX_NAME_BYTES {
        return name;
    }
    let number = xxh3_64(name.as_bytes()) >> 32;
    let mut end = MAX_NAME_BYTES - 8;
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{number:08x}", name[..end].trim_end_matches('_'))
}

fn is_identifier_start(character: char) -> bool {
    character == '_' || unicode_ident::is_xid_start(character)
}

/// Spells out the characters of a text without letters and digits.
fn spell_symbols(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    if text.chars().all(char::is_whitespace) {
        return "blank".to_owned();
    }
    let words: Vec<String> = text
        .chars()
        .filter(|character| !character.is_whitespace())
        .map(spell_character)
        .collect();
    words.join(" ")
}

fn spell_character(character: char) -> String {
    let word = match character {
        '+' => "plus",
        '-' => "minus",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '=' => "equal",
        '<' => "less",
        '>' => "greater",
        '!' => "not",
        '?' => "question",
        '@' => "at",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '|' => "or",
        '^' => "caret",
        '~' => "tilde",
        '_' => "underscore",
        '(' | ')' | '[' | ']' | '{' | '}' => "bracket",
        '"' | '\'' | '`' => "quote",
        other => return format!("u{:x}", u32::from(other)),
    };
    word.to_owned()
}
