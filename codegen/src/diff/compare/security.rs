//! Security and servers.

use std::collections::BTreeSet;

use super::operation::{list, site};
use super::{Comparer, Site};
use crate::diff::change::{Direction, Effect, Silent, Wire};
use crate::diff::rule;
use crate::ir::{Operation, SecurityScheme, Server};
use crate::location::Location;

/// The alternatives of an operation in their order, by the keys that the old document has.
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

fn shown(alternatives: &[&BTreeSet<String>]) -> String {
    let texts: Vec<_> = alternatives
        .iter()
        .map(|alternative| {
            if alternative.is_empty() {
                "nothing".to_owned()
            } else {
                let keys: Vec<_> = alternative.iter().cloned().collect();
                keys.join(" and ")
            }
        })
        .collect();
    list(&texts)
}

/// The types that set the variables of servers, which stand below `prefix`.
pub(super) fn server_types<'s>(
    prefix: &str,
    servers: impl Iterator<Item = &'s Server>,
) -> Vec<String> {
    let with_variables = servers.filter(|server| !server.variables.is_empty());
    with_variables
        .map(|server| format!("{prefix}{}*", server.builder))
        .collect()
}

/// The names of the setters of a scheme.
fn setters(scheme: &SecurityScheme) -> impl Iterator<Item = &str> {
    let client = scheme.client_credentials.as_ref();
    let others = [
        scheme.source.as_deref(),
        client.map(|client| client.setter.as_str()),
    ];
    [scheme.name.as_str()]
        .into_iter()
        .chain(others.into_iter().flatten())
}

impl<'a> Comparer<'a> {
    /// What credentials an operation needs.
    pub(super) fn requirements(&mut self, old: &'a Operation, new: &'a Operation) {
        let renamed = self.renamed_schemes();
        self.scopes(old, new, &renamed);
        let before: BTreeSet<_> = in_order(old, &[]).into_iter().collect();
        let after: BTreeSet<_> = in_order(new, &renamed).into_iter().collect();
        let site = Site {
            direction: Direction::REQUEST,
            ..site(old, new)
        };
        if before == after {
            if in_order(old, &[]) != in_order(new, &renamed) {
                let message = "its alternatives stand in another order";
                let mut found = site.effect(&rule::SECURITY_REORDERED, message, Effect::NONE);
                found.is_general = true;
                self.found.push(found);
            }
            return;
        }
        let is_free = |alternatives: &BTreeSet<BTreeSet<String>>| {
            alternatives.is_empty() || alternatives.iter().any(BTreeSet::is_empty)
        };
        let gone: Vec<_> = before.difference(&after).collect();
        let come: Vec<_> = after.difference(&before).collect();
        let (was_free, is_free) = (is_free(&before), is_free(&after));
        // What an old client sends is enough where some alternative asks for no more.
        let is_enough =
            |one: &&&BTreeSet<String>| is_free || after.iter().any(|other| other.is_subset(one));
        let (rule, message, effect) = if was_free && !is_free {
            let message = format!("needs {} now", shown(&come));
            (&rule::SECURITY_ADDED, message, Effect::NARROWS)
        } else if !was_free && is_free {
            let message = if gone.is_empty() {
                "may be called without credentials".to_owned()
            } else {
                format!("no longer needs {}", shown(&gone))
            };
            (&rule::SECURITY_REMOVED, message, Effect::NONE)
        } else if gone.is_empty() {
            let message = format!("{} will do too", shown(&come));
            (&rule::SECURITY_ALTERNATIVE_ADDED, message, Effect::NONE)
        } else if gone.iter().all(|one| is_enough(&one)) {
            let message = format!("needs {} instead of {}", shown(&come), shown(&gone));
            (&rule::SECURITY_REMOVED, message, Effect::NONE)
        } else if come.is_empty() {
            let message = format!("{} no longer does", shown(&gone));
            (
                &rule::SECURITY_ALTERNATIVE_REMOVED,
                message,
                Effect::NARROWS,
            )
        } else {
            let message = format!("needs {} instead of {}", shown(&come), shown(&gone));
            (&rule::SECURITY_ADDED, message, Effect::NARROWS)
        };
        let mut found = site.effect(rule, message, effect);
        found.silent = Some(Silent::Wire).filter(|_| found.wire == Wire::Breaking);
        found.is_general = true;
        self.found.push(found);
    }

    /// Which scopes a token needs, of the schemes that are asked for before and after.
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
            let (gone, come) = (lacks(before, after), lacks(after, before));
            let site = Site {
                direction: Direction::REQUEST,
                ..site(old, new)
            };
            let changes = [
                (&rule::SECURITY_SCOPE_ADDED, "needs", come, Effect::NARROWS),
                (
                    &rule::SECURITY_SCOPE_REMOVED,
                    "no longer needs",
                    gone,
                    Effect::NONE,
                ),
            ];
            for (rule, word, scopes, effect) in changes {
                if scopes.is_empty() {
                    continue;
                }
                let message = format!("{word} {} of `{other}`", list(&scopes));
                let mut found = site.effect(rule, message, effect);
                found.silent = Some(Silent::Wire).filter(|_| found.wire == Wire::Breaking);
                found.is_general = true;
                self.found.push(found);
            }
        }
    }

    /// Schemes that have another key and send the same: the old key and the new one.
    fn renamed_schemes(&self) -> Vec<(String, String)> {
        let left =
            |one: &'a [SecurityScheme], other: &[SecurityScheme]| -> Vec<&'a SecurityScheme> {
                one.iter()
                    .filter(|scheme| other.iter().all(|other| other.key != scheme.key))
                    .collect()
            };
        let gone = left(&self.old.security, &self.new.security);
        let mut come = left(&self.new.security, &self.old.security);
        let mut renamed = Vec::new();
        for scheme in gone {
            if let Some(index) = come.iter().position(|other| other.kind == scheme.kind) {
                renamed.push((scheme.key.clone(), come.remove(index).key.clone()));
            }
        }
        renamed
    }

    pub(super) fn security(&mut self) {
        let renamed = self.renamed_schemes();
        let of = |scheme: &SecurityScheme| Site {
            subject: scheme.key.clone(),
            old: Some(scheme.at.clone()),
            new: Some(scheme.at.clone()),
            direction: Direction::REQUEST,
            explains: setters(scheme)
                .map(|setter| format!("ClientBuilder::{setter}"))
                .chain(["Client::from_env".to_owned()])
                .collect(),
            ..Site::default()
        };
        let new_key = |key: &str| {
            let known = renamed.iter().find(|(old, _)| old == key);
            known.map_or(key, |(_, new)| new.as_str()).to_owned()
        };
        for scheme in &self.old.security {
            let key = new_key(&scheme.key);
            let Some(other) = self.new.security.iter().find(|other| other.key == key) else {
                let site = of(scheme).only_old();
                let rule = &rule::SECURITY_SCHEME_REMOVED;
                let mut alternatives = self.old.operations.iter().flat_map(|one| &one.security);
                let is_used = alternatives.any(|alternative| alternative.contains(&scheme.key));
                let effect = if is_used {
                    Effect::NARROWS
                } else {
                    Effect::NONE
                };
                self.found.push(site.effect(rule, "is gone", effect));
                continue;
            };
            let mut site = Site {
                subject: other.key.clone(),
                new: Some(other.at.clone()),
                ..of(scheme)
            };
            site.explains.extend(of(other).explains);
            if scheme.key != other.key {
                let message = format!("was called `{}`", scheme.key);
                let rule = &rule::SECURITY_SCHEME_RENAMED;
                self.found.push(site.found(rule, message, Wire::Compatible));
            }
            if scheme.kind != other.kind {
                let message = format!("sends {:?}, sent {:?}", other.kind, scheme.kind);
                let rule = &rule::SECURITY_SCHEME_CHANGED;
                let mut found = site.effect(rule, message, Effect::NARROWS);
                found.silent = Some(Silent::Wire);
                self.found.push(found);
            }
            self.docs(
                &site,
                "description",
                scheme.docs.as_ref(),
                other.docs.as_ref(),
            );
        }
        for scheme in &self.new.security {
            let is_known = self
                .old
                .security
                .iter()
                .any(|one| new_key(&one.key) == scheme.key);
            if !is_known {
                let site = of(scheme).only_new();
                let rule = &rule::SECURITY_SCHEME_ADDED;
                self.found.push(site.effect(rule, "is new", Effect::NONE));
            }
        }
    }

    pub(super) fn servers(&mut self) {
        let same =
            |one: &Server, other: &Server| one.url == other.url && one.variables == other.variables;
        let (old, new) = (&self.old.servers, &self.new.servers);
        let is_same =
            old.len() == new.len() && old.iter().zip(new).all(|(one, other)| same(one, other));
        let root = Location::default().child("servers");
        let site = Site {
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
            ..Site::default()
        };
        let mut site = site;
        site.explains
            .extend(server_types("", old.iter().chain(new)));
        if !is_same {
            let urls = |servers: &[Server]| -> Vec<String> {
                servers.iter().map(|server| server.url.clone()).collect()
            };
            let message = format!("are {}, were {}", list(&urls(new)), list(&urls(old)));
            let is_default_moved = match (old.first(), new.first()) {
                (Some(one), Some(other)) => !same(one, other),
                _ => true,
            };
            let wire = if is_default_moved {
                Wire::Unknown
            } else {
                Wire::Compatible
            };
            let mut found = site.found(&rule::SERVERS_CHANGED, message, wire);
            found.silent = Some(Silent::Wire).filter(|_| is_default_moved);
            self.found.push(found);
            return;
        }
        for (one, other) in old.iter().zip(new) {
            let what = format!("description of the server {}", one.url);
            self.docs(&site, &what, one.docs.as_ref(), other.docs.as_ref());
        }
    }
}
