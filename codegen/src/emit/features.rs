//! A cargo feature for each tag: which modules need which of them.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, TypeId, UNTAGGED};

/// The features that every crate has beside `default`, with what they turn on.
pub(super) const FEATURES: [(&str, &str); 7] = [
    ("rustls", r#"["reqwest/rustls"]"#),
    ("native-tls", r#"["reqwest/native-tls"]"#),
    ("blocking", r#"["tokio/rt-multi-thread"]"#),
    ("gzip", r#"["reqwest/gzip"]"#),
    ("mock", "[]"),
    ("client-credentials", "[]"),
    ("tracing", r#"["dep:tracing"]"#),
];

/// Which features modules need, where each tag has one.
///
/// Every operation belongs to the feature of its module. A type belongs to the features of all operations that need it; one
/// that no operation needs, or one without a tag, belongs to none and is always there, with what it needs itself.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// The feature of a module of operations.
    operations: BTreeMap<String, String>,
    /// The features of a module of types, any of which it needs. A module that is not among them is always there.
    types: BTreeMap<String, BTreeSet<String>>,
}

impl Features {
    /// The features of an API; operations without a tag have none.
    pub(super) fn of(api: &Api) -> Self {
        let mut operations = BTreeMap::new();
        let mut needed: BTreeMap<Option<&str>, Vec<usize>> = BTreeMap::new();
        for operation in &api.operations {
            let module = operation.module.as_str();
            if module != UNTAGGED {
                operations.insert(module.to_owned(), feature_name(module));
            }
            let module = Some(module).filter(|module| *module != UNTAGGED);
            let roots = needed.entry(module).or_default();
            for ty in operation.request_types().chain(operation.response_types()) {
                ty.visit_named(&mut |TypeId(index)| roots.push(index));
            }
        }
        // What no operation reaches is always there, and so is what that holds.
        let all: Vec<usize> = needed.values().flatten().copied().collect();
        let reached = reached_from(api, all);
        let unreached = (0..api.types.len()).filter(|index| !reached.contains(index));
        needed.entry(None).or_default().extend(unreached);
        let mut always = BTreeSet::new();
        let mut types: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (module, roots) in needed {
            for index in reached_from(api, roots) {
                let holder = &api.types[index].module;
                match module.and_then(|module| operations.get(module)) {
                    Some(feature) => {
                        let features = types.entry(holder.clone()).or_default();
                        features.insert(feature.clone());
                    }
                    None => {
                        always.insert(holder.clone());
                    }
                }
            }
        }
        // What shares a file with what is always there is there too, with what it needs.
        let mut waiting: Vec<String> = always.iter().cloned().collect();
        while let Some(module) = waiting.pop() {
            let roots = api.types.iter().enumerate();
            let roots = roots.filter(|(_, definition)| definition.module == module);
            for index in reached_from(api, roots.map(|(index, _)| index).collect()) {
                let holder = &api.types[index].module;
                if always.insert(holder.clone()) {
                    waiting.push(holder.clone());
                }
            }
        }
        types.retain(|module, _| !always.contains(module));
        spread(api, &mut types);
        Self { operations, types }
    }

    /// The names of the features, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let names: BTreeSet<&str> = self.operations.values().map(String::as_str).collect();
        names.into_iter()
    }

    /// The condition of a module of operations.
    pub(super) fn of_operations(&self, module: &str) -> Option<TokenStream> {
        let feature = self.operations.get(module)?;
        Some(quote!(#[cfg(feature = #feature)]))
    }

    /// The condition of a module of types.
    pub(super) fn of_types(&self, module: &str) -> Option<TokenStream> {
        let features: Vec<&String> = self.types.get(module)?.iter().collect();
        Some(match features.as_slice() {
            [feature] => quote!(#[cfg(feature = #feature)]),
            features => quote!(#[cfg(any(#(feature = #features),*))]),
        })
    }
}

/// Types of one file come and go together, so each file's features hold for all that its types need.
fn spread(api: &Api, types: &mut BTreeMap<String, BTreeSet<String>>) {
    let mut edges: BTreeSet<(&str, &str)> = BTreeSet::new();
    for definition in &api.types {
        definition.kind.visit_named(&mut |TypeId(index)| {
            edges.insert((&definition.module, &api.types[index].module));
        });
    }
    loop {
        let mut has_changed = false;
        for (holder, held) in &edges {
            let Some(features) = types.get(*holder).cloned() else {
                continue;
            };
            if let Some(known) = types.get_mut(*held) {
                let before = known.len();
                known.extend(features);
                has_changed |= known.len() > before;
            }
        }
        if !has_changed {
            return;
        }
    }
}

fn feature_name(module: &str) -> String {
    let name = module.trim_start_matches("r#").replace('_', "-");
    let is_taken = name == "default" || FEATURES.iter().any(|(taken, _)| *taken == name);
    if name.starts_with('-') || is_taken {
        return format!("tag-{}", name.trim_start_matches('-'));
    }
    name
}

fn reached_from(api: &Api, roots: Vec<usize>) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut waiting = roots;
    while let Some(index) = waiting.pop() {
        if reached.insert(index) {
            api.types[index]
                .kind
                .visit_named(&mut |TypeId(held)| waiting.push(held));
        }
    }
    reached
}

#[cfg(test)]
mod tests {
    use super::{FEATURES, feature_name};

    #[test]
    fn a_tag_has_no_feature_that_every_crate_has() {
        for (taken, _) in FEATURES {
            let module = taken.replace('-', "_");
            assert_eq!(feature_name(&module), format!("tag-{taken}"));
        }
        assert_eq!(feature_name("default"), "tag-default");
        assert_eq!(feature_name("large_animals"), "large-animals");
    }
}
