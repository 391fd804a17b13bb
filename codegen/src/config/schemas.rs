//! Options for some schemas.

use std::collections::{BTreeMap, BTreeSet};

/// The schemas of an option, by key in `components/schemas` or by JSON pointer (with or without `#`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schemas {
    /// Every schema.
    All,
    /// The listed schemas.
    Only(BTreeSet<String>),
}

impl Default for Schemas {
    fn default() -> Self {
        Self::Only(BTreeSet::new())
    }
}

impl Schemas {
    /// Returns `true` if a schema is selected. `key` is that of its component, if any, and `pointer` its location without `#`.
    #[must_use]
    pub fn contains(&self, key: Option<&str>, pointer: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(schemas) => {
                !schemas.is_empty()
                    && spellings(key, pointer).any(|spelling| schemas.contains(&*spelling))
            }
        }
    }
}

/// The paths of additional traits that types derive.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Derives {
    /// The traits of every type.
    pub all: Vec<String>,
    /// The traits of single types, by the schema's key or JSON pointer.
    pub schemas: BTreeMap<String, Vec<String>>,
}

impl Derives {
    /// Returns the distinct traits of a schema's type. The arguments are those of [`Schemas::contains`].
    #[must_use]
    pub fn traits_of(&self, key: Option<&str>, pointer: &str) -> Vec<&str> {
        let mut traits: Vec<&str> = self.all.iter().map(String::as_str).collect();
        for name in find_by_schema(&self.schemas, key, pointer)
            .into_iter()
            .flatten()
        {
            if !traits.contains(&name.as_str()) {
                traits.push(name);
            }
        }
        traits
    }
}

/// Returns the value of a schema in a map by schema.
pub(crate) fn find_by_schema<'m, T>(
    map: &'m BTreeMap<String, T>,
    key: Option<&str>,
    pointer: &str,
) -> Option<&'m T> {
    if map.is_empty() {
        return None;
    }
    spellings(key, pointer).find_map(|spelling| map.get(&*spelling))
}

/// Returns the names of a schema in `codegen.toml`: its key, its pointer, and its pointer after `#`.
fn spellings<'s>(
    key: Option<&'s str>,
    pointer: &'s str,
) -> impl Iterator<Item = std::borrow::Cow<'s, str>> {
    let pointers = [pointer.into(), format!("#{pointer}").into()];
    key.map(Into::into).into_iter().chain(pointers)
}
