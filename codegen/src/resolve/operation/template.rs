//! Path templates (OpenAPI 3.0.3, "Path Templating").

/// A path of the document, split at its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template<'t> {
    tokens: Vec<TemplateToken<'t>>,
}

/// A token of a path template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TemplateToken<'t> {
    /// Text that is sent unchanged.
    Literal(&'t str),
    /// Text between braces, anywhere in a segment or in a query.
    Placeholder(&'t str),
    /// Text after `#`, which is never sent.
    Fragment(&'t str),
}

impl<'t> Template<'t> {
    /// Parses a path. An unclosed brace is literal text, as it is for the client that fills in the
    /// template.
    pub(super) fn parse(path: &'t str) -> Self {
        let mut tokens = Vec::new();
        let mut rest = path;
        while let Some(first) = rest.chars().next() {
            let placeholder = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            if let Some((name, after)) = placeholder {
                tokens.push(TemplateToken::Placeholder(name));
                rest = after;
                continue;
            }
            if let Some(fragment) = rest.strip_prefix('#') {
                tokens.push(TemplateToken::Fragment(fragment));
                break;
            }
            let end = rest[first.len_utf8()..].find(['{', '#']);
            let end = end.map_or(rest.len(), |end| end + first.len_utf8());
            tokens.push(TemplateToken::Literal(&rest[..end]));
            rest = &rest[end..];
        }
        Self { tokens }
    }

    /// Returns the names of the placeholders that are sent, in order and without duplicates.
    pub(super) fn placeholders(&self) -> Vec<&'t str> {
        let mut names = Vec::new();
        for token in &self.tokens {
            if let TemplateToken::Placeholder(name) = *token
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// Returns the fragment, if there is one.
    pub(super) fn fragment(&self) -> Option<&'t str> {
        self.tokens.iter().find_map(|token| match *token {
            TemplateToken::Fragment(text) => Some(text),
            _ => None,
        })
    }

    /// Returns the words to name the path by: `jobs by id events` for `/jobs/{id}/events`; `root`
    /// if the path has no words.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for token in &self.tokens {
            match token {
                TemplateToken::Literal(text) | TemplateToken::Fragment(text) => {
                    words.push_str(text)
                }
                TemplateToken::Placeholder(name) => words.extend([" by ", name, " "]),
            }
            words.push(' ');
        }
        if words.chars().any(char::is_alphanumeric) {
            words
        } else {
            "root".to_owned()
        }
    }
}
