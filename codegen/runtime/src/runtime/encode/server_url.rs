//! URLs of servers with variables (OpenAPI 3.0.3, "Server Object").

/// The URL of a server in the document, with the values of its variables.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerUrl {
    template: &'static str,
    variables: Vec<(&'static str, String)>,
}

impl ServerUrl {
    /// Creates a URL that may have variables in braces.
    #[must_use]
    pub fn new(template: &'static str) -> Self {
        Self {
            template,
            variables: Vec::new(),
        }
    }

    /// Sets the value of a variable.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.into()));
        self
    }

    /// Replaces the variables by their values.
    ///
    /// # Errors
    ///
    /// If a variable has no value, or a value that would change other parts of the URL.
    pub(crate) fn fill(&self) -> Result<String, String> {
        let template = self.template;
        let fault = |name: &str, reason: &str| {
            format!("variable `{name}` of the server {template}: {reason}")
        };
        let mut url = String::with_capacity(template.len() + 16);
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else {
                break;
            };
            url.push_str(before);
            let value = self.variables.iter().find(|(known, _)| *known == name);
            let (_, value) = value.ok_or_else(|| fault(name, "it has no value"))?;
            // The host ends before its first slash.
            let begins_path =
                value.starts_with('/') && (after.is_empty() || after.starts_with('/'));
            let may_have_slashes = url.is_empty() || is_in_path(&url) || begins_path;
            let fits = |character: char| {
                !character.is_whitespace()
                    && !character.is_control()
                    && !"?#@\\\"<>{}".contains(character)
                    && (may_have_slashes || character != '/')
            };
            if !value.chars().all(fits) {
                let reason = format!("the value `{}` is not allowed", value.escape_debug());
                return Err(fault(name, &reason));
            }
            url.push_str(value);
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }
}

/// Returns `true` if the text that follows belongs to the path.
fn is_in_path(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.contains('/')
}
