//! The comparison of security requirements, security schemes and servers.

use std::collections::BTreeSet;

use super::comparer::Comparer;
use super::model_change::ChangeContext;
use super::{crate_items, display};
use crate::diff::rules;
use crate::diff::verdict::{Direction, Effect, SilentChange, WireCompatibility};
use crate::ir::{Operation, SecurityScheme, Server};
use crate::location::SourceLocation;

/// Returns the alternatives of an operation in order, with the scheme names of the old document.
fn in_order(operation: &Operation, renamed: &[(String, String)]) -> Vec<BTreeSet<String>> {
    let key = |key: &String| {
        let old = renamed.iter().find(|(_, new)| new == key);
        old.map_or_else(|| key.clone(), |(old, _)| old.clone())
    };
    operation
        .security
        .iter()
        .map(|alternative| alternative.iter().map(key).collect())
        .collect()
}

/// Returns alternatives as a list for messages.
fn alternatives_text(alternatives: &[&BTreeSet<String>]) -> String {
    let texts = alternatives.iter().map(|alternative| {
        let keys: Vec<_> = alternative.iter().cloned().collect();
        if keys.is_empty() {
            "no credentials".to_owned()
        } else {
            format!("`{}`", keys.join(" and "))
        }
    });
    texts.collect::<Vec<_>>().join(", ")
}

impl<'a> Comparer<'a> {
    /// Compares the credentials that an operation requires.
    pub(super) fn requirements(&mut self, old: &'a Operation, new: &'a Operation) {
        let renamed = self.renamed_schemes();
        self.scopes(old, new, &renamed);
        let before: BTreeSet<_> = in_order(old, &[]).into_iter().collect();
        let after: BTreeSet<_> = in_order(new, &renamed).into_iter().collect();
        let context = ChangeContext {
            direction: Direction::REQUEST,
            ..ChangeContext::of_operations(old, new)
        };
        if before == after {
            if in_order(old, &[]) != in_order(new, &renamed) {
                let message = "the order of its alternatives changed";
                let mut change =
                    context.change_with(&rules::SECURITY_REORDERED, message, Effect::NONE);
                change.spans_operations = true;
                self.changes.push(change);
            }
            return;
        }
        let is_free = |alternatives: &BTreeSet<BTreeSet<String>>| {
            alternatives.is_empty() || alternatives.iter().any(BTreeSet::is_empty)
        };
        let removed: Vec<_> = before.difference(&after).collect();
        let added: Vec<_> = after.difference(&before).collect();
        let (was_free, is_free) = (is_free(&before), is_free(&after));
        // The credentials of an old client suffice if an alternative requires a subset of them.
        let is_enough =
            |one: &&&BTreeSet<String>| is_free || after.iter().any(|other| other.is_subset(one));
        let (rule, message, effect) = if was_free && !is_free {
            let message = format!("now requires {}", alternatives_text(&added));
            (&rules::SECURITY_ADDED, message, Effect::NARROWS)
        } else if !was_free && is_free {
            let message = if removed.is_empty() {
                "can now be called without credentials".to_owned()
            } else {
                format!("no longer requires {}", alternatives_text(&removed))
            };
            (&rules::SECURITY_REMOVED, message, Effect::NONE)
        } else if removed.is_empty() {
            let message = format!("now also accepts {}", alternatives_text(&added));
            (&rules::SECURITY_ALTERNATIVE_ADDED, message, Effect::NONE)
        } else if removed.iter().all(|one| is_enough(&one)) {
            let message = format!(
                "requires {} instead of {}",
                alternatives_text(&added),
                alternatives_text(&removed)
            );
            (&rules::SECURITY_REMOVED, message, Effect::NONE)
        } else if added.is_empty() {
            let message = format!("no longer accepts {}", alternatives_text(&removed));
            (
                &rules::SECURITY_ALTERNATIVE_REMOVED,
                message,
                Effect::NARROWS,
            )
        } else {
            let message = format!(
                "requires {} instead of {}",
                alternatives_text(&added),
                alternatives_text(&removed)
            );
            (&rules::SECURITY_ADDED, message, Effect::NARROWS)
        };
        let change = self.report_effect(&context, rule, message, effect);
        change.spans_operations = true;
        if change.wire == WireCompatibility::Breaking {
            change.silent = Some(SilentChange::Wire);
        }
    }

    /// Compares the scopes of the schemes that an operation requires in both documents.
    fn scopes(&mut self, old: &Operation, new: &Operation, renamed: &[(String, String)]) {
        let asks = |operation: &Operation, key: &String| {
            operation
                .security
                .iter()
                .any(|alternative| alternative.contains(key))
        };
        let none = Vec::new();
        let keys = self.old.security.iter().map(|scheme| &scheme.key);
        for key in keys.filter(|key| asks(old, key)) {
            let known = renamed.iter().find(|(old, _)| old == key);
            let other = known.map_or(key, |(_, new)| new);
            if !asks(new, other) {
                continue;
            }
            let before = old.scopes.get(key).unwrap_or(&none);
            let after = new.scopes.get(other).unwrap_or(&none);
            let lacks = |one: &[String], other: &[String]| -> Vec<String> {
                let scopes = one.iter().filter(|scope| !other.contains(scope));
                scopes.cloned().collect()
            };
            let (removed, added) = (lacks(before, after), lacks(after, before));
            let context = ChangeContext {
                direction: Direction::REQUEST,
                ..ChangeContext::of_operations(old, new)
            };
            let changes = [
                (
                    &rules::SECURITY_SCOPE_ADDED,
                    "now requires scope",
                    added,
                    Effect::NARROWS,
                ),
                (
                    &rules::SECURITY_SCOPE_REMOVED,
                    "no longer requires scope",
                    removed,
                    Effect::NONE,
                ),
            ];
            for (rule, word, scopes, effect) in changes {
                if scopes.is_empty() {
                    continue;
                }
                let message = format!("{word} {} of `{other}`", display::code_list(&scopes));
                let mut change = context.change_with(rule, message, effect);
                change.silent =
                    Some(SilentChange::Wire).filter(|_| change.wire == WireCompatibility::Breaking);
                change.spans_operations = true;
                self.changes.push(change);
            }
        }
    }

    /// Returns the old and the new name of each renamed scheme.
    fn renamed_schemes(&self) -> Vec<(String, String)> {
        let left =
            |one: &'a [SecurityScheme], other: &[SecurityScheme]| -> Vec<&'a SecurityScheme> {
                one.iter()
                    .filter(|scheme| other.iter().all(|other| other.key != scheme.key))
                    .collect()
            };
        let removed = left(&self.old.security, &self.new.security);
        let mut added = left(&self.new.security, &self.old.security);
        let mut renamed = Vec::new();
        for scheme in removed {
            if let Some(index) = added.iter().position(|other| other.kind == scheme.kind) {
                renamed.push((scheme.key.clone(), added.remove(index).key.clone()));
            }
        }
        renamed
    }

    pub(super) fn security(&mut self) {
        let renamed = self.renamed_schemes();
        let of = |scheme: &SecurityScheme| ChangeContext {
            subject: scheme.key.clone(),
            old: Some(scheme.at.clone()),
            new: Some(scheme.at.clone()),
            direction: Direction::REQUEST,
            explains: crate_items::scheme_setters(scheme)
                .map(|setter| format!("ClientBuilder::{setter}"))
                .chain(["Client::from_env".to_owned()])
                .collect(),
            ..ChangeContext::default()
        };
        let new_key = |key: &str| {
            let known = renamed.iter().find(|(old, _)| old == key);
            known.map_or(key, |(_, new)| new.as_str()).to_owned()
        };
        for scheme in &self.old.security {
            let key = new_key(&scheme.key);
            let Some(other) = self.new.security.iter().find(|other| other.key == key) else {
                let context = of(scheme).only_old();
                let rule = &rules::SECURITY_SCHEME_REMOVED;
                let mut alternatives = self.old.operations.iter().flat_map(|one| &one.security);
                let is_used = alternatives.any(|alternative| alternative.contains(&scheme.key));
                let effect = if is_used {
                    Effect::NARROWS
                } else {
                    Effect::NONE
                };
                self.report_effect(&context, rule, "was removed", effect);
                continue;
            };
            self.scheme(&of, scheme, other);
        }
        for scheme in &self.new.security {
            let is_known = self
                .old
                .security
                .iter()
                .any(|one| new_key(&one.key) == scheme.key);
            if !is_known {
                let context = of(scheme).only_new();
                let rule = &rules::SECURITY_SCHEME_ADDED;
                self.report_effect(&context, rule, "was added", Effect::NONE);
            }
        }
    }

    fn scheme(
        &mut self,
        of: &dyn Fn(&SecurityScheme) -> ChangeContext,
        scheme: &SecurityScheme,
        other: &SecurityScheme,
    ) {
        let mut context = ChangeContext {
            subject: other.key.clone(),
            new: Some(other.at.clone()),
            ..of(scheme)
        };
        context.explains.extend(of(other).explains);
        if scheme.key != other.key {
            let message = format!("was renamed from `{}`", scheme.key);
            let rule = &rules::SECURITY_SCHEME_RENAMED;
            self.report(&context, rule, message, WireCompatibility::Compatible);
        }
        if scheme.kind != other.kind {
            let message = format!("changed from {:?} to {:?}", scheme.kind, other.kind);
            let rule = &rules::SECURITY_SCHEME_CHANGED;
            self.report_effect(&context, rule, message, Effect::NARROWS)
                .silent = Some(SilentChange::Wire);
        }
        self.docs(
            &context,
            "description",
            scheme.docs.as_ref(),
            other.docs.as_ref(),
        );
    }

    pub(super) fn servers(&mut self) {
        let same =
            |one: &Server, other: &Server| one.url == other.url && one.variables == other.variables;
        let (old, new) = (&self.old.servers, &self.new.servers);
        let is_same =
            old.len() == new.len() && old.iter().zip(new).all(|(one, other)| same(one, other));
        let root = SourceLocation::default().child("servers");
        let context = ChangeContext {
            subject: "servers".to_owned(),
            old: Some(old.first().map_or(root.clone(), |server| server.at.clone())),
            new: Some(new.first().map_or(root, |server| server.at.clone())),
            direction: Direction::REQUEST,
            explains: vec![
                "Server*".to_owned(),
                "server::*".to_owned(),
                "ClientBuilder::server".to_owned(),
                "Client::builder".to_owned(),
                "Client::from_env".to_owned(),
            ],
            ..ChangeContext::default()
        };
        let mut context = context;
        context
            .explains
            .extend(crate_items::server_types("", old.iter().chain(new)));
        if !is_same {
            let urls = |servers: &[Server]| -> Vec<String> {
                servers.iter().map(|server| server.url.clone()).collect()
            };
            let message = format!(
                "changed from {} to {}",
                display::code_list(&urls(old)),
                display::code_list(&urls(new))
            );
            let is_default_moved = match (old.first(), new.first()) {
                (Some(one), Some(other)) => !same(one, other),
                _ => true,
            };
            let wire = if is_default_moved {
                WireCompatibility::Unknown
            } else {
                WireCompatibility::Compatible
            };
            let mut change = context.change(&rules::SERVERS_CHANGED, message, wire);
            change.silent = Some(SilentChange::Wire).filter(|_| is_default_moved);
            self.changes.push(change);
            return;
        }
        for (one, other) in old.iter().zip(new) {
            let name = format!("description of the server `{}`", one.url);
            self.docs(&context, &name, one.docs.as_ref(), other.docs.as_ref());
        }
    }
}
