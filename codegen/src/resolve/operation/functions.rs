//! The names of the methods of the client and of groups.

use std::collections::HashMap;

use super::super::names::Scope;
use crate::ir::Group;

/// The used names of methods.
pub(super) struct Functions {
    /// The names of all operations.
    pub(super) unique: Scope,
    /// The names of the client's methods.
    pub(super) client: Scope,
    /// The names of the methods of each group, by its module.
    pub(super) groups: HashMap<String, Scope>,
}

impl Functions {
    /// Creates the scopes of a client without groups.
    pub(super) fn new() -> Self {
        Self {
            unique: Scope::functions(),
            client: Scope::functions(),
            groups: HashMap::new(),
        }
    }

    /// Returns the scope of the methods of a group, or of the client.
    pub(super) fn scope(&mut self, group: Option<&Group>) -> &mut Scope {
        match group.and_then(|group| self.groups.get_mut(&group.module)) {
            Some(scope) => scope,
            None => &mut self.client,
        }
    }
}
