//! Servers.

use openapiv3::{Server, ServerVariable};

use super::read::non_blank;
use crate::location::SourceLocation;

/// A server (OpenAPI 3.0.3, "Server Object").
#[derive(Debug, Clone)]
pub struct ServerView<'a> {
    server: &'a Server,
    at: SourceLocation,
}

impl<'a> ServerView<'a> {
    pub(super) fn list(servers: &'a [Server], at: &SourceLocation) -> Vec<Self> {
        let servers = servers.iter().enumerate();
        let servers = servers.map(|(index, server)| Self {
            server,
            at: at.item(index),
        });
        servers.collect()
    }

    /// Returns the location of the server object.
    #[must_use]
    pub fn location(&self) -> &SourceLocation {
        &self.at
    }

    /// Returns the URL template without surrounding white space.
    #[must_use]
    pub fn url(&self) -> &'a str {
        self.server.url.trim()
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.server.description)
    }

    /// Returns the variables.
    pub fn variables(&self) -> impl Iterator<Item = ServerVariableView<'a>> {
        let variables = self.server.variables.iter().flatten();
        variables.map(|(name, variable)| ServerVariableView { name, variable })
    }

    /// Returns `true` if both have the same URL and the same variables.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        self.server.url == other.server.url && self.server.variables == other.server.variables
    }
}

/// A variable of a server URL (OpenAPI 3.0.3, "Server Variable Object").
#[derive(Debug, Clone, Copy)]
pub struct ServerVariableView<'a> {
    name: &'a str,
    variable: &'a ServerVariable,
}

impl<'a> ServerVariableView<'a> {
    /// Returns the name.
    #[must_use]
    pub fn name(&self) -> &'a str {
        self.name
    }

    /// Returns the default.
    #[must_use]
    pub fn default(&self) -> &'a str {
        &self.variable.default
    }

    /// Returns the allowed values; empty if all are allowed.
    #[must_use]
    pub fn values(&self) -> &'a [String] {
        &self.variable.enumeration
    }

    /// Returns the description, unless it is blank.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        non_blank(&self.variable.description)
    }
}
