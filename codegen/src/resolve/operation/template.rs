//! Path templates (OpenAPI 3.0.3, "Path Templating").

/// A path as it stands in the document, cut at its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template<'t> {
    tokens: Vec<TemplateToken<'t>>,
}

/// A token of a path template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TemplateToken<'t> {
    /// What is sent as it is.
    Literal(&'t str),
    /// What stands between braces, anywhere in a segment or in a query.
    Placeholder(&'t str),
    /// What comes after `#`: it is not sent, whatever it holds.
    Fragment(&'t str),
}

impl<'t> Template<'t> {
    /// Cuts a path: a brace that is not closed is text, as it is for the client that fills the template in.
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

    /// The names of the placeholders that are sent, each once, as they stand in the path.
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

    /// The fragment, where there is one.
    pub(super) fn fragment(&self) -> Option<&'t str> {
        self.tokens.iter().find_map(|token| match *token {
            TemplateToken::Fragment(text) => Some(text),
            _ => None,
        })
    }

    /// What to call the path by: `/jobs/{id}/events` is `jobs by id events`; `root` where the path has no words.
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
