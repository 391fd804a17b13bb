//! The comparison of operations.

use std::collections::{BTreeMap, BTreeSet};

use super::comparer::Comparer;
use super::model_change::ChangeContext;
use super::{crate_items, display};
use crate::diff::rules;
use crate::diff::verdict::{SilentChange, WireCompatibility};
use crate::ir::{Api, HttpMethod, Operation};

/// The matched operations of two models.
pub(super) struct MatchedOperations<'a> {
    pub(super) pairs: Vec<(&'a Operation, &'a Operation)>,
    removed: Vec<&'a Operation>,
    added: Vec<&'a Operation>,
}

/// Matches operations by their id, then by method and path.
pub(super) fn match_operations<'a>(old: &'a Api, new: &'a Api) -> MatchedOperations<'a> {
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
    MatchedOperations {
        pairs,
        removed,
        added,
    }
}

/// Returns a path without the names of its parameters, which are matched by position.
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

impl<'a> Comparer<'a> {
    pub(super) fn operations(&mut self, matched: &MatchedOperations<'a>) {
        for operation in &matched.removed {
            let message = format!("`{}` was removed", display::operation(operation));
            let mut change = alone(operation).only_old().change(
                &rules::OPERATION_REMOVED,
                message,
                WireCompatibility::Breaking,
            );
            change.softening = Some(format!(
                "Deprecate `{}` for a release first, to warn callers.",
                crate_items::method_item(operation)
            ));
            self.changes.push(change);
        }
        for operation in &matched.added {
            let message = format!("`{}` was added", display::operation(operation));
            let context = alone(operation).only_new();
            self.report(
                &context,
                &rules::OPERATION_ADDED,
                message,
                WireCompatibility::Compatible,
            );
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
        let context = ChangeContext::of_operations(old, new);
        let whole = ChangeContext {
            explains: [old, new]
                .into_iter()
                .flat_map(crate_items::operation_items)
                .collect(),
            ..context.clone()
        };
        self.operation_name(&context, &whole, old, new);
        let is_moved = without_names(&old.path) != without_names(&new.path);
        if is_moved || old.method != new.method {
            let message = format!(
                "moved from `{}` to `{}`",
                display::operation(old),
                display::operation(new)
            );
            self.report(
                &context,
                &rules::OPERATION_MOVED,
                message,
                WireCompatibility::Breaking,
            )
            .silent = Some(SilentChange::Wire);
        }
        // A method that moves to another group has another path, which is reported below.
        let is_grouped = old.group.is_some() || new.group.is_some();
        if old.module != new.module && !is_grouped {
            let message = format!("moved from module `{}` to `{}`", old.module, new.module);
            self.report(
                &context,
                &rules::OPERATION_TAG_CHANGED,
                message,
                WireCompatibility::Compatible,
            );
        }
        self.deprecation(
            &whole,
            &rules::OPERATION_DEPRECATED,
            (old.deprecated, new.deprecated),
        );
        self.operation_servers(&context, old, new);
        self.docs(
            &context,
            "summary",
            old.summary.as_ref(),
            new.summary.as_ref(),
        );
        self.docs(
            &context,
            "description",
            old.docs.as_ref(),
            new.docs.as_ref(),
        );
    }

    fn operation_name(
        &mut self,
        context: &ChangeContext,
        whole: &ChangeContext,
        old: &Operation,
        new: &Operation,
    ) {
        let (old_item, new_item) = (crate_items::method_item(old), crate_items::method_item(new));
        if old_item != new_item || old.builder != new.builder {
            let message = if old.id == new.id {
                format!("moved from `{old_item}` to `{new_item}`")
            } else {
                format!("was renamed from `{}` to `{}`", old.id, new.id)
            };
            let change = self.report(
                whole,
                &rules::OPERATION_RENAMED,
                message,
                WireCompatibility::Compatible,
            );
            let mut softening =
                format!("To make it minor, add a deprecated `{old_item}` that calls `{new_item}`");
            if old.builder != new.builder {
                change.renamed = Some((old.builder.clone(), new.builder.clone()));
                softening.push_str(&format!(
                    ", and `pub type {} = {};`",
                    old.builder, new.builder
                ));
            }
            change.softening = Some(softening + ".");
        } else if old.id != new.id {
            let message = format!("operationId changed from `{}` to `{}`", old.id, new.id);
            self.report(
                context,
                &rules::OPERATION_RENAMED,
                message,
                WireCompatibility::Compatible,
            );
        }
    }

    fn operation_servers(&mut self, context: &ChangeContext, old: &Operation, new: &Operation) {
        let servers = |operation: &Operation| -> Vec<String> {
            let servers = operation.servers.iter();
            servers.map(|server| server.url.clone()).collect()
        };
        if servers(old) != servers(new) {
            let message = format!(
                "servers changed from {} to {}",
                display::code_list(&servers(old)),
                display::code_list(&servers(new))
            );
            // Clients call the first one by default.
            let wire = if servers(old).first() == servers(new).first() {
                WireCompatibility::Compatible
            } else {
                WireCompatibility::Unknown
            };
            let change = self.report(context, &rules::SERVERS_CHANGED, message, wire);
            change.spans_operations = true;
            for operation in [old, new] {
                change.explains.extend([
                    format!("{}::on_server", crate_items::builder_item(operation)),
                    format!("operations::{}*", operation.server_type),
                ]);
                let types = crate_items::server_types("operations::", operation.servers.iter());
                change.explains.extend(types);
            }
        }
    }
}

/// Returns the context of an operation that only one document has.
fn alone(operation: &Operation) -> ChangeContext {
    let mut context = ChangeContext::of_operations(operation, operation);
    context.explains = crate_items::operation_items(operation);
    context
}
