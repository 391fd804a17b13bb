//! Options that hold for some schemas.

use std::collections::{BTreeMap, BTreeSet};

/// Schemas that an option is for, each by its key in `components/schemas` or its JSON pointer (with or without `#`).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Schemas {
    /// Every schema.
    All,
    /// These.
    Only(BTreeSet<String>),
}

impl Default for Schemas {
    fn default() -> Self {
        Self::Only(BTreeSet::new())
    }
}

impl Schemas {
    /// Whether a schema is selected: `key` is that of the component, where it is one, and `pointer` is where it stands,
    /// without `#`.
    #[must_use]
    pub fn holds(&self, key: Option<&str>, pointer: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(schemas) => {
                !schemas.is_empty()
                    && spellings(key, pointer).any(|spelling| schemas.contains(&*spelling))
            }
        }
    }
}

/// Paths of traits that types derive beside the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Derives {
    /// Those of every type.
    pub all: Vec<String>,
    /// Those of single types, by the schema's key or JSON pointer.
    pub schemas: BTreeMap<String, Vec<String>>,
}

impl Derives {
    /// What the type of a schema derives, each trait once: see [`Schemas::holds`] for the arguments.
    #[must_use]
    pub fn of(&self, key: Option<&str>, pointer: &str) -> Vec<&str> {
        let mut traits: Vec<&str> = self.all.iter().map(String::as_str).collect();
        for name in get(&self.schemas, key, pointer).into_iter().flatten() {
            if !traits.contains(&name.as_str()) {
                traits.push(name);
            }
        }
        traits
    }
}

/// What a map from schemas says of one.
pub(crate) fn get<'m, T>(
    map: &'m BTreeMap<String, T>,
    key: Option<&str>,
    pointer: &str,
) -> Option<&'m T> {
    if map.is_empty() {
        return None;
    }
    spellings(key, pointer).find_map(|spelling| map.get(&*spelling))
}

/// How a schema may be called in `codegen.toml`: by its key, by its pointer, or by its pointer after `#`.
fn spellings<'s>(
    key: Option<&'s str>,
    pointer: &'s str,
) -> impl Iterator<Item = std::borrow::Cow<'s, str>> {
    let pointers = [pointer.into(), format!("#{pointer}").into()];
    key.map(Into::into).into_iter().chain(pointers)
}
