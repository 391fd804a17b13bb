//! Servers.

use crate::location::SourceLocation;

/// A server.
#[derive(Debug, Clone, PartialEq)]
pub struct Server {
    /// The URL, with `{variable}` placeholders.
    pub url: String,
    /// The location of the server object.
    pub at: SourceLocation,
    /// Documentation, CommonMark.
    pub docs: Option<String>,
    /// The variables, in the document's order; undeclared ones last.
    pub variables: Vec<ServerVariable>,
    /// The name of its variant in the enum of servers.
    pub variant: String,
    /// The name of the type that sets its variables, if it has any.
    pub builder: String,
}

/// A variable of a server's URL.
#[derive(Debug, Clone, PartialEq)]
pub struct ServerVariable {
    /// The name in the URL.
    pub wire_name: String,
    /// The default; `None` for an undeclared variable.
    pub default: Option<String>,
    /// The allowed values; empty if any value is allowed.
    pub values: Vec<String>,
    /// The name of the setter.
    pub name: String,
    /// The name of the enum of its values, if there is one.
    pub enumeration: String,
    /// The names of the variants of its values.
    pub variants: Vec<String>,
}
