//! Path templates (OpenAPI 3.0.3, "Path Templating").

/// A path as it stands in the document, cut at its placeholders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Template<'t> {
    parts: Vec<Part<'t>>,
}

/// A part of a path template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'t> {
    /// What is sent as it is.
    Literal(&'t str),
    /// What stands between braces, anywhere in a segment or in a query.
    Placeholder(&'t str),
    /// What comes after `#`: it is not sent, whatever it holds.
    Fragment(&'t str),
}

impl<'t> Template<'t> {
    /// Cuts a path: a brace that is not closed is text, as it is for the client that fills the template in.
    pub(super) fn of(path: &'t str) -> Self {
        let mut parts = Vec::new();
        let mut rest = path;
        while let Some(first) = rest.chars().next() {
            let placeholder = rest.strip_prefix('{').and_then(|rest| rest.split_once('}'));
            if let Some((name, after)) = placeholder {
                parts.push(Part::Placeholder(name));
                rest = after;
                continue;
            }
            if let Some(fragment) = rest.strip_prefix('#') {
                parts.push(Part::Fragment(fragment));
                break;
            }
            let end = rest[first.len_utf8()..].find(['{', '#']);
            let end = end.map_or(rest.len(), |end| end + first.len_utf8());
            parts.push(Part::Literal(&rest[..end]));
            rest = &rest[end..];
        }
        Self { parts }
    }

    /// The names of the placeholders that are sent, each once, as they stand in the path.
    pub(super) fn placeholders(&self) -> Vec<&'t str> {
        let mut names = Vec::new();
        for part in &self.parts {
            if let Part::Placeholder(name) = *part
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        names
    }

    /// The fragment, where there is one.
    pub(super) fn fragment(&self) -> Option<&'t str> {
        self.parts.iter().find_map(|part| match *part {
            Part::Fragment(text) => Some(text),
            _ => None,
        })
    }

    /// What to call the path by: `/jobs/{id}/events` is `jobs by id events`; `root` where the path has no words.
    pub(super) fn words(&self) -> String {
        let mut words = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(text) | Part::Fragment(text) => words.push_str(text),
                Part::Placeholder(name) => words.extend([" by ", name, " "]),
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
