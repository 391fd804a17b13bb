//! The groups of operations and the names of methods.
//!
//! A method of a group lacks the words of the group at the start or the end of its name. That depends on the two texts only, so
//! another operation renames nothing, unless it would have the same name.

use std::collections::BTreeMap;

use super::super::names::{Scope, field_name, module_name, strip_raw_prefix, type_name};
use super::super::resolver::Resolver;
use super::functions::Functions;
use super::path_group;
use super::plan::OperationPlan;
use crate::config::GroupBy;
use crate::diagnostic::code;
use crate::ir::Group;

/// The words after which the plural of a group at the end of a name is dropped. After others it differs from the singular:
/// `get_pets` from `get_pet`.
const VERBS_OF_MANY: [&str; 3] = ["count", "list", "search"];

impl Functions {
    /// Names the methods of operations whose unique names are known.
    ///
    /// A name that is not shortened takes precedence over a shortened one.
    pub(super) fn name_methods(&mut self, plans: &mut [OperationPlan<'_>]) {
        let mut shortened = Vec::new();
        for plan in plans {
            let group = plan.group.as_ref();
            match group.and_then(|group| shorten(&plan.unique_name, &group.text)) {
                Some(short) => shortened.push((short, plan)),
                None => {
                    let name = plan.unique_name.clone();
                    plan.function = self.scope(plan.group.as_ref()).take(name);
                }
            }
        }
        // The words of the group at the start are a prefix of all names in most documents.
        shortened.sort_by_key(|(short, _)| short.is_at_end);
        for (short, plan) in shortened {
            let scope = self.scope(plan.group.as_ref());
            plan.function = scope.take_first(&[&short.name, &plan.unique_name]);
        }
    }
}

impl<'a> Resolver<'a> {
    /// Sets the groups of operations, and returns the scopes of their methods.
    pub(super) fn plan_groups(&mut self, plans: &mut [OperationPlan<'a>]) -> Functions {
        let mut functions = Functions::new();
        let Some(group_by) = &self.options.group_by else {
            return functions;
        };
        let mut groups: BTreeMap<String, Group> = BTreeMap::new();
        let mut modules = Vec::with_capacity(plans.len());
        for plan in plans.iter() {
            let text = group_text(group_by, plan);
            modules.push(text.map(module_name));
            if let Some(text) = text {
                let module = module_name(text);
                groups.entry(module.clone()).or_insert_with(|| Group {
                    text: text.to_owned(),
                    module,
                    function: String::new(),
                    type_name: String::new(),
                });
            }
        }
        let mut types = Scope::types();
        for (module, group) in &mut groups {
            let name = field_name(&group.text);
            let other = format!("{}_group", strip_raw_prefix(&name));
            let names = [name.as_str(), &other];
            // Calls of a raw identifier are hard to read.
            let names = &names[usize::from(name.starts_with("r#"))..];
            group.function = functions.client.take_first(names);
            group.type_name = types.take(type_name(&group.text));
            functions.groups.insert(module.clone(), Scope::group());
        }
        for (plan, module) in plans.iter_mut().zip(modules) {
            plan.group = module.and_then(|module| groups.get(&module)).cloned();
        }
        if let GroupBy::Extension(name) = group_by
            && groups.is_empty()
            && !plans.is_empty()
        {
            let message = format!("no operation has a text as the extension `{name}`");
            let diagnostic =
                self.options
                    .unmatched(code::UNMATCHED_SELECTOR, ("group_by", name), message);
            self.diagnostics
                .push(diagnostic)
                .hint("use `tag`, `path`, or an extension whose value is the name of a group");
        }
        functions
    }
}

/// Returns the text that names the group of an operation.
fn group_text<'p>(group_by: &GroupBy, plan: &'p OperationPlan<'_>) -> Option<&'p str> {
    match group_by {
        GroupBy::Tag => plan.operation.tags().first().map(String::as_str),
        GroupBy::Path => path_group::segment_of(plan.path()),
        GroupBy::Extension(name) => plan.operation.extension(name),
    }
}

/// A name without the words of its group.
#[derive(Debug, PartialEq, Eq)]
struct ShortName {
    name: String,
    /// `true` if the words were at the end.
    is_at_end: bool,
}

/// Returns a name without the words of its group at the start or the end; `None` if it is to stay whole.
fn shorten(name: &str, group: &str) -> Option<ShortName> {
    let group = field_name(group);
    let group = strip_raw_prefix(&group);
    let (singular, plural) = (singular(group), plural(group));
    let start = |words: &str| name.strip_prefix(words)?.strip_prefix('_');
    let end = |words: &str| name.strip_suffix(words)?.strip_suffix('_');
    let is_of_many =
        |rest: &&str| singular == plural || VERBS_OF_MANY.iter().any(|verb| rest == verb);
    let at_start = || {
        start(&plural)
            .or_else(|| start(&singular))
            .or_else(|| start(group))
    };
    let at_end = || end(&singular).or_else(|| end(&plural).filter(is_of_many));
    let (short, is_at_end) = match at_start() {
        Some(short) => (short, false),
        None => (at_end()?, true),
    };
    // The rest may be a keyword, or start with a digit.
    (field_name(short) == short).then(|| ShortName {
        name: short.to_owned(),
        is_at_end,
    })
}

/// Returns a snake-case name whose last word is in the singular.
fn singular(name: &str) -> String {
    const UNCHANGED: [&str; 4] = ["is", "news", "ss", "us"];
    if let Some(stem) = name.strip_suffix("ies").filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["ches", "shes", "sses", "xes", "zzes"] {
        if name.ends_with(ending) {
            return name[..name.len() - 2].to_owned();
        }
    }
    match name.strip_suffix('s') {
        Some(stem) if !UNCHANGED.iter().any(|ending| name.ends_with(ending)) => stem.to_owned(),
        _ => name.to_owned(),
    }
}

/// Returns a snake-case name whose last word is in the plural.
fn plural(name: &str) -> String {
    let singular = singular(name);
    if singular != name {
        return name.to_owned();
    }
    match name.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{stem}ies"),
        _ if name.ends_with("news") => name.to_owned(),
        _ if ["ch", "s", "sh", "x"].iter().any(|end| name.ends_with(end)) => format!("{name}es"),
        _ => format!("{name}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::{plural, shorten, singular};

    #[test]
    fn the_words_of_a_group_are_dropped_at_either_end() {
        for (name, group, short) in [
            ("issues_list_for_repo", "issues", Some("list_for_repo")),
            ("issue_close", "issues", Some("close")),
            ("create_issue", "issues", Some("create")),
            ("list_issues", "issues", Some("list")),
            ("add_pet", "pet", Some("add")),
            ("list_pets", "pet", Some("list")),
            ("get_news", "News", Some("get")),
            ("delete_large_animal", "Large Animals", Some("delete")),
            // `get_pet` would have the same name.
            ("get_pets", "pets", None),
            ("get_pet_by_id", "pets", None),
            ("upload", "pets", None),
            // Nothing, a keyword, a digit, and a part of a word.
            ("pets", "pets", None),
            ("move_pet", "pets", None),
            ("pets_2", "pets", None),
            ("petsitters_list", "pets", None),
        ] {
            let found = shorten(name, group).map(|short| short.name);
            assert_eq!(found.as_deref(), short, "{name} in {group}");
        }
    }

    #[test]
    fn the_last_word_has_both_numbers() {
        for (one, many) in [
            ("pet", "pets"),
            ("reply", "replies"),
            ("key", "keys"),
            ("batch", "batches"),
            ("address", "addresses"),
            ("news", "news"),
        ] {
            assert_eq!(singular(many), one);
            assert_eq!(plural(one), many);
            assert_eq!(plural(many), many);
        }
    }
}
