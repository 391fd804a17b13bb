//! Cargo features: those of every crate, and one for each tag.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, TypeId, UNTAGGED};

/// A feature that every crate has.
#[derive(Debug)]
pub(super) struct Feature {
    /// The name in the manifest.
    pub(super) name: &'static str,
    /// The features that it enables, as written in the manifest.
    pub(super) enables: &'static str,
    /// A line of documentation.
    pub(super) docs: &'static str,
}

/// The features that every crate has in addition to `default`.
pub(super) const FEATURES: [Feature; 7] = [
    Feature {
        name: "rustls",
        enables: r#"["reqwest/rustls"]"#,
        docs: "TLS with rustls",
    },
    Feature {
        name: "native-tls",
        enables: r#"["reqwest/native-tls"]"#,
        docs: "TLS with the library of the operating system",
    },
    Feature {
        name: "blocking",
        enables: r#"["tokio/rt-multi-thread"]"#,
        docs: "blocking methods: `call_blocking` and `send_blocking`",
    },
    Feature {
        name: "gzip",
        enables: r#"["reqwest/gzip"]"#,
        docs: "decompression of response bodies",
    },
    Feature {
        name: "mock",
        enables: "[]",
        docs: "the module `mock` with a local server for tests",
    },
    Feature {
        name: "client-credentials",
        enables: "[]",
        docs: "access tokens from the OAuth 2.0 client credentials grant",
    },
    Feature {
        name: "tracing",
        enables: r#"["dep:tracing"]"#,
        docs: "spans and events of calls for the crate `tracing`",
    },
];

/// The features that modules require if each tag has a feature.
///
/// An operation belongs to the feature of its module, and a type to the features of all operations that use it. Types that no
/// operation uses, or one without a tag, belong to no feature: they are always present, together with the types they use.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// The feature of a module of operations.
    operations: BTreeMap<String, String>,
    /// The features of a module of types, which is present if any of them is enabled. Other modules are always present.
    types: BTreeMap<String, BTreeSet<String>>,
}

impl Features {
    /// Computes the features of an API. Operations without a tag have none.
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
        // Types that no operation reaches are always present, with the types they use.
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
        // So are all types in the file of such a type.
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

    /// Returns the names of the features, sorted.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        let names: BTreeSet<&str> = self.operations.values().map(String::as_str).collect();
        names.into_iter()
    }

    /// Returns the `cfg` attribute of a module of operations.
    pub(super) fn of_operations(&self, module: &str) -> Option<TokenStream> {
        let feature = self.operations.get(module)?;
        Some(quote!(#[cfg(feature = #feature)]))
    }

    /// Returns the `cfg` attribute of a module of types.
    pub(super) fn of_types(&self, module: &str) -> Option<TokenStream> {
        let features: Vec<&String> = self.types.get(module)?.iter().collect();
        Some(match features.as_slice() {
            [feature] => quote!(#[cfg(feature = #feature)]),
            features => quote!(#[cfg(any(#(feature = #features),*))]),
        })
    }
}

/// Adds the features of each module to the modules that its types use: the types of a file share their features.
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
    let is_taken = name == "default" || FEATURES.iter().any(|feature| feature.name == name);
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
        for taken in FEATURES.map(|feature| feature.name) {
            let module = taken.replace('-', "_");
            assert_eq!(feature_name(&module), format!("tag-{taken}"));
        }
        assert_eq!(feature_name("default"), "tag-default");
        assert_eq!(feature_name("large_animals"), "large-animals");
    }
}
