//! The URL of a server, with its variables (OpenAPI 3.0.3, "Server Object").

/// The URL of a server that the document names, and what its variables are.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerUrl {
    template: &'static str,
    variables: Vec<(&'static str, String)>,
}

impl ServerUrl {
    /// A URL that may have variables in braces.
    #[must_use]
    pub fn new(template: &'static str) -> Self {
        Self {
            template,
            variables: Vec::new(),
        }
    }

    /// The same URL, with a variable of this value.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.variables.retain(|(known, _)| *known != name);
        self.variables.push((name, value.into()));
        self
    }

    /// The URL, its variables filled in.
    ///
    /// # Errors
    ///
    /// Where a variable has no value, or one that would change more of the URL than its place.
    pub(crate) fn fill(&self) -> Result<String, String> {
        let template = self.template;
        let fault =
            |name: &str, what: &str| format!("variable `{name}` of the server {template}: {what}");
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
                let what = format!("`{}` cannot stand there", value.escape_debug());
                return Err(fault(name, &what));
            }
            url.push_str(value);
            rest = after;
        }
        url.push_str(rest);
        Ok(url)
    }
}

/// Whether what comes next belongs to the path.
fn is_in_path(url: &str) -> bool {
    let behind = url.split_once("://").map_or(url, |(_, behind)| behind);
    behind.contains('/')
}
