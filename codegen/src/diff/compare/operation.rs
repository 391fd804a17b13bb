//! Operations: which one became which, and what changed of it.

use std::collections::{BTreeMap, BTreeSet};

use super::security::server_types;
use super::{Comparer, Site};
use crate::diff::change::{Direction, Silent, Wire};
use crate::diff::rule;
use crate::ir::{Api, HttpMethod, Operation};

/// The operations of two models side by side.
pub(super) struct Matched<'a> {
    pub(super) pairs: Vec<(&'a Operation, &'a Operation)>,
    removed: Vec<&'a Operation>,
    added: Vec<&'a Operation>,
}

/// Matches operations by their id, then by method and path.
pub(super) fn matched<'a>(old: &'a Api, new: &'a Api) -> Matched<'a> {
    let mut by_id: BTreeMap<&str, &Operation> = BTreeMap::new();
    let mut by_path: BTreeMap<(HttpMethod, String), &Operation> = BTreeMap::new();
    for operation in &new.operations {
        by_id.insert(&operation.id, operation);
        by_path.insert(
            (operation.method, without_names(&operation.path)),
            operation,
        );
    }
    let mut taken: BTreeSet<&str> = BTreeSet::new();
    let mut pairs = Vec::new();
    let mut left = Vec::new();
    for operation in &old.operations {
        match by_id.get(operation.id.as_str()) {
            Some(same) if taken.insert(&same.id) => pairs.push((operation, *same)),
            _ => left.push(operation),
        }
    }
    let mut removed = Vec::new();
    for operation in left {
        let key = (operation.method, without_names(&operation.path));
        match by_path.get(&key) {
            Some(same) if taken.insert(&same.id) => pairs.push((operation, *same)),
            _ => removed.push(operation),
        }
    }
    let is_new = |operation: &&Operation| !taken.contains(operation.id.as_str());
    let added = new.operations.iter().filter(is_new).collect();
    Matched {
        pairs,
        removed,
        added,
    }
}

/// A path with its parameters unnamed: they are told by their position.
fn without_names(path: &str) -> String {
    let mut plain = String::new();
    let mut is_name = false;
    for character in path.chars() {
        match character {
            '{' => is_name = true,
            '}' => is_name = false,
            _ if is_name => continue,
            _ => {}
        }
        plain.push(character);
    }
    plain
}

/// A method of HTTP as it is sent.
pub(super) fn method(method: HttpMethod) -> &'static str {
    match method {
        HttpMethod::Delete => "DELETE",
        HttpMethod::Get => "GET",
        HttpMethod::Head => "HEAD",
        HttpMethod::Options => "OPTIONS",
        HttpMethod::Patch => "PATCH",
        HttpMethod::Post => "POST",
        HttpMethod::Put => "PUT",
        HttpMethod::Trace => "TRACE",
    }
}

/// The client's method.
pub(super) fn method_item(operation: &Operation) -> String {
    format!("Client::{}", operation.function)
}

/// The client's methods that send its other media types.
pub(super) fn other_methods(operation: &Operation) -> String {
    format!("Client::{}_as_*", operation.function)
}

/// The method of the mock server that answers it.
pub(super) fn mock_item(operation: &Operation) -> String {
    format!("mock::MockServer::{}", operation.function)
}

/// The builder that it gives back.
pub(super) fn builder_item(operation: &Operation) -> String {
    format!("operations::{}", operation.builder)
}

/// An operation as people call it.
pub(super) fn shown(operation: &Operation) -> String {
    format!("{} {}", method(operation.method), operation.path)
}

/// The site of an operation in both documents.
pub(super) fn site(old: &Operation, new: &Operation) -> Site {
    Site {
        subject: new.id.clone(),
        old: Some(old.at.clone()),
        new: Some(new.at.clone()),
        direction: Direction {
            request: true,
            response: true,
        },
        explains: Vec::new(),
        holders: (None, None),
        operations: BTreeSet::from([new.id.clone()]),
    }
}

impl<'a> Comparer<'a> {
    pub(super) fn operations(&mut self, matched: &Matched<'a>) {
        for operation in &matched.removed {
            let message = format!("`{}` is gone", shown(operation));
            let mut found = alone(operation).only_old().found(
                &rule::OPERATION_REMOVED,
                message,
                Wire::Breaking,
            );
            found.softening = Some(format!(
                "Kept as deprecated for a release, `{}` would tell callers before it goes.",
                method_item(operation)
            ));
            self.found.push(found);
        }
        for operation in &matched.added {
            let message = format!("`{}` is new", shown(operation));
            let site = alone(operation).only_new();
            self.found
                .push(site.found(&rule::OPERATION_ADDED, message, Wire::Compatible));
        }
        for (old, new) in &matched.pairs {
            self.operation(old, new);
            self.parameters(old, new);
            self.body(old, new);
            self.responses(old, new);
            self.requirements(old, new);
        }
    }

    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        let site = site(old, new);
        let whole = Site {
            explains: [old, new].into_iter().flat_map(items).collect(),
            ..site.clone()
        };
        if old.function != new.function || old.builder != new.builder {
            let message = format!("`{}` is now called `{}`", old.id, new.id);
            let mut found = whole.found(&rule::OPERATION_RENAMED, message, Wire::Compatible);
            found.renamed = Some((old.builder.clone(), new.builder.clone()));
            found.softening = Some(format!(
                "A deprecated `{}` that calls `{}`, and `pub type {} = {}`, make it minor.",
                method_item(old),
                method_item(new),
                old.builder,
                new.builder
            ));
            self.found.push(found);
        } else if old.id != new.id {
            let message = format!("`{}` is now written `{}`", old.id, new.id);
            let found = site.found(&rule::OPERATION_RENAMED, message, Wire::Compatible);
            self.found.push(found);
        }
        let is_moved = without_names(&old.path) != without_names(&new.path);
        if is_moved || old.method != new.method {
            let message = format!("`{}` became `{}`", shown(old), shown(new));
            let mut found = site.found(&rule::OPERATION_MOVED, message, Wire::Breaking);
            found.silent = Some(Silent::Wire);
            self.found.push(found);
        }
        if old.module != new.module {
            let message = format!("moved from the tag `{}` to `{}`", old.module, new.module);
            self.found
                .push(site.found(&rule::OPERATION_TAG_CHANGED, message, Wire::Compatible));
        }
        if old.deprecated != new.deprecated {
            let message = deprecation(new.deprecated);
            let found = whole.found(&rule::OPERATION_DEPRECATED, message, Wire::Compatible);
            self.found.push(found);
        }
        let servers = |operation: &Operation| -> Vec<String> {
            let servers = operation.servers.iter();
            servers.map(|server| server.url.clone()).collect()
        };
        if servers(old) != servers(new) {
            let message = format!("its servers are {}", list(&servers(new)));
            // The first one is called.
            let wire = if servers(old).first() == servers(new).first() {
                Wire::Compatible
            } else {
                Wire::Unknown
            };
            let mut found = site.found(&rule::SERVERS_CHANGED, message, wire);
            found.is_general = true;
            for operation in [old, new] {
                found.explains.extend([
                    format!("{}::on_server", builder_item(operation)),
                    format!("operations::{}*", operation.server_type),
                ]);
                let types = server_types("operations::", operation.servers.iter());
                found.explains.extend(types);
            }
            self.found.push(found);
        }
        self.docs(&site, "summary", old.summary.as_ref(), new.summary.as_ref());
        self.docs(&site, "description", old.docs.as_ref(), new.docs.as_ref());
    }
}

/// Everything that an operation is in the crate.
fn items(operation: &Operation) -> Vec<String> {
    vec![
        method_item(operation),
        other_methods(operation),
        mock_item(operation),
        format!("{}*", builder_item(operation)),
    ]
}

/// The site of an operation that one document has alone.
fn alone(operation: &Operation) -> Site {
    let mut site = site(operation, operation);
    site.explains = items(operation);
    site
}

pub(super) fn deprecation(is_deprecated: bool) -> &'static str {
    if is_deprecated {
        "became deprecated"
    } else {
        "is no longer deprecated"
    }
}

/// Texts as a list for people.
pub(super) fn list(texts: &[String]) -> String {
    if texts.is_empty() {
        return "none".to_owned();
    }
    let quoted: Vec<_> = texts.iter().map(|text| format!("`{text}`")).collect();
    quoted.join(", ")
}
