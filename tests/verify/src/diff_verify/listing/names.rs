//! The paths by which code outside the listed crate names things.

use rustdoc_types::{Crate, Id, Item, ItemEnum, Path, Visibility};
use std::collections::HashMap;

/// The name of the crate in code that uses it.
pub(in crate::diff_verify) const CRATE: &str = "client";

/// The library with the runtime.
pub(in crate::diff_verify) const RUNTIME_LIB: &str = "client_runtime";

/// The paths of all items that can be named.
pub(super) struct Names<'a> {
    krate: &'a Crate,
    public: HashMap<Id, String>,
}

impl<'a> Names<'a> {
    /// The shortest path of each item through public modules.
    pub(super) fn new(krate: &'a Crate) -> Self {
        let mut names = Self {
            krate,
            public: HashMap::new(),
        };
        let mut modules = vec![(krate.root, CRATE.to_owned())];
        let mut index = 0;
        // Breadth first, so that the first path is the shortest.
        while let Some((module, path)) = modules.get(index).cloned() {
            index += 1;
            for (name, id) in names.exports(module) {
                let path = format!("{path}::{name}");
                if names.public.contains_key(&id) {
                    continue;
                }
                names.public.insert(id, path.clone());
                if names.is_module(id) {
                    modules.push((id, path));
                }
            }
        }
        names
    }

    /// Returns an item of the crate itself.
    pub(super) fn item(&self, id: Id) -> Option<&'a Item> {
        let item = self.krate.index.get(&id);
        item.filter(|item| item.crate_id == 0)
    }

    fn is_module(&self, id: Id) -> bool {
        self.item(id)
            .is_some_and(|item| matches!(item.inner, ItemEnum::Module(_)))
    }

    /// Returns the public path of an item, if it has one.
    pub(super) fn public(&self, id: Id) -> Option<&str> {
        self.public.get(&id).map(String::as_str)
    }

    /// Returns the name and id of everything that a module exports, through re-exports.
    pub(super) fn exports(&self, module: Id) -> Vec<(&'a str, Id)> {
        let mut found = Vec::new();
        self.add_exports(module, &mut Vec::new(), &mut found);
        found
    }

    fn add_exports(&self, module: Id, seen: &mut Vec<Id>, found: &mut Vec<(&'a str, Id)>) {
        let Some(ItemEnum::Module(inner)) = self.item(module).map(|item| &item.inner) else {
            return;
        };
        if seen.contains(&module) {
            return;
        }
        seen.push(module);
        let items = inner.items.iter();
        for item in items.filter_map(|id| self.item(*id)) {
            if item.visibility != Visibility::Public {
                continue;
            }
            match &item.inner {
                ItemEnum::Use(reexport) => match reexport.id {
                    Some(target) if reexport.is_glob => self.add_exports(target, seen, found),
                    Some(target) => found.push((&reexport.name, target)),
                    None => {}
                },
                _ => found.extend(item.name.as_deref().map(|name| (name, item.id))),
            }
        }
    }

    /// Returns the path of the item that a path in the crate refers to, and `true` if code outside the crate may use that path.
    pub(super) fn of(&self, path: &Path) -> (String, bool) {
        if let Some(public) = self.public.get(&path.id) {
            return (public.clone(), true);
        }
        let Some(summary) = self.krate.paths.get(&path.id) else {
            return (path.path.clone(), false);
        };
        let whole = summary.path.join("::");
        if summary.crate_id == 0 {
            return (whole, false);
        }
        let (Some(of), Some(last)) = (summary.path.first(), summary.path.last()) else {
            return (whole, false);
        };
        if ["core", "alloc", "std"].contains(&of.as_str()) {
            // The standard library re-exports deeper items from the module below its root.
            let middle = summary.path.get(1).filter(|_| summary.path.len() > 2);
            let short = middle.map_or_else(
                || format!("std::{last}"),
                |module| format!("std::{module}::{last}"),
            );
            return (short, true);
        }
        if of == "http" {
            // Clients re-export reqwest, which re-exports these.
            let is_header = summary.path.get(1).is_some_and(|module| module == "header");
            let module = if is_header { "header::" } else { "" };
            return (format!("{CRATE}::reqwest::{module}{last}"), true);
        }
        // The path in the crate's own text, if it is a path of another crate.
        let is_outside = path.path.split_once("::").is_some_and(|(first, _)| {
            !["$crate", "crate", "self", "super", "types", "runtime"].contains(&first)
        });
        if is_outside {
            return (path.path.trim_start_matches("::").to_owned(), true);
        }
        let name = if of == "serde_core" {
            whole.replacen("serde_core", "serde", 1)
        } else {
            whole
        };
        let is_nameable = of != RUNTIME_LIB;
        (name, is_nameable)
    }
}
