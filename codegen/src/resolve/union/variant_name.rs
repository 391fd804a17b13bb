//! Names of union variants.

use std::collections::HashMap;

use super::super::classify::json_kind_label;
use super::super::literal::to_literal;
use super::super::merged::{Additional, Merged};
use super::super::names;
use super::super::resolver::Resolver;
use super::super::subschema::Subschema;
use super::super::words::{plural, without_shared};
use super::builder::Origin;
use crate::ir::{Literal, Type};
use crate::lower::view::{DiscriminatorView, SchemaNode};

/// The maximum number of words of a title that is a name.
const MAX_TITLE_WORDS: usize = 5;

/// The names for a member of a union.
#[derive(Debug, Default)]
pub(in super::super) struct MemberName {
    /// The names of the variant, the preferred one first; the type of its value has further ones.
    pub(super) names: Vec<String>,
    /// The part of the name of the type of the member, if it is an inline schema.
    pub(in super::super) part: String,
}

impl<'a> Resolver<'a> {
    /// Returns the names for a member of the union `union`: those of its tag, of its component, of
    /// its only required property, of its title, and of the constant that identifies it.
    pub(in super::super) fn member_name(
        &mut self,
        member: &Subschema<'a>,
        union: &str,
        tag: Option<String>,
    ) -> MemberName {
        let flattened = self.flatten_all_of(std::slice::from_ref(member));
        let component = match flattened.as_slice() {
            [
                Subschema {
                    node: SchemaNode::Reference { key, .. },
                    ..
                },
            ] => self.components.get(key),
            _ => None,
        };
        let component = component.map(|component| component.context.name().to_owned());
        let mut names: Vec<String> = tag.into_iter().collect();
        if let Some(name) = component {
            names.extend(shortened(&name, union));
            return MemberName { names, part: name };
        }
        let merged = self.merge(&flattened, None);
        names.extend(self.name_override(None, member.location()));
        if merged.is_object() {
            names.extend(self.only_required_name(&merged));
        }
        let constant = merged.is_object().then(|| self.any_constant_name(&merged));
        let constant = constant.flatten();
        let part = names.first().or(constant.as_ref()).cloned();
        let part = part.unwrap_or_else(|| kind_label(&merged).to_owned());
        if merged.only_type() != Some("array")
            && let Some(title) = title_name(member)
        {
            names.extend(shortened(&title, union));
        }
        names.extend(constant);
        MemberName { names, part }
    }

    /// Returns for each member of a union the name of its tag, unless another one has it too.
    ///
    /// Only a declared discriminator names variants: without one, a new variant without the
    /// constant would rename all of them.
    pub(super) fn tag_names(
        &mut self,
        members: &[Subschema<'a>],
        discriminator: Option<DiscriminatorView<'a>>,
    ) -> Vec<Option<String>> {
        let Some(discriminator) = discriminator else {
            return vec![None; members.len()];
        };
        let names: Vec<Option<String>> = members
            .iter()
            .map(|member| self.member_tag(member, discriminator))
            .collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for name in names.iter().flatten() {
            *counts.entry(name).or_default() += 1;
        }
        let is_only = |name: &&String| counts.get(name.as_str()) == Some(&1);
        let names = names
            .iter()
            .map(|name| name.as_ref().filter(is_only).cloned());
        names.collect()
    }

    /// Returns the name of the tag of a member.
    pub(in super::super) fn member_tag(
        &mut self,
        member: &Subschema<'a>,
        discriminator: DiscriminatorView<'a>,
    ) -> Option<String> {
        let flattened = self.flatten_all_of(std::slice::from_ref(member));
        let merged = self.merge(&flattened, None);
        self.tag_name(&merged, &self.origin(member), discriminator)
    }

    /// Returns the name of the only value of the tag that selects a member; `None` if there are
    /// several or none, or if it is a number or a boolean.
    pub(super) fn tag_name(
        &self,
        merged: &Merged<'a>,
        origin: &Origin,
        discriminator: DiscriminatorView<'a>,
    ) -> Option<String> {
        let subschemas = merged.properties.get(discriminator.property_name());
        let constant = subschemas.and_then(|subschemas| self.only_value(subschemas)?.as_str());
        let mapped = self.mapped_values(origin, discriminator);
        let mut values = constant.into_iter().chain(mapped);
        let value = values.next()?;
        let is_only = values.all(|other| other == value);
        let is_word = value.chars().any(char::is_alphabetic) && value.parse::<bool>().is_err();
        (is_only && is_word).then(|| names::variant_name(value))
    }

    /// Returns the values that the mapping of a discriminator has for a variant.
    pub(super) fn mapped_values<'t>(
        &'t self,
        origin: &'t Origin,
        discriminator: DiscriminatorView<'a>,
    ) -> impl Iterator<Item = &'a str> + 't {
        let leads_here = move |target: &str| {
            let mut keys = origin.keys.iter();
            keys.any(|key| self.is_same_component(key, target))
        };
        let mapped = discriminator.mapping();
        mapped
            .filter(move |(_, target)| leads_here(target))
            .map(|(value, _)| value)
    }

    /// Returns the name of the only required property, unless its values are listed: it is a tag
    /// then. Enums of serde are objects with the variant as their only key.
    fn only_required_name(&self, merged: &Merged<'a>) -> Option<String> {
        let mut required = merged.required.iter();
        let only = required.next().filter(|_| required.next().is_none())?;
        let subschemas = merged.properties.get(only)?;
        let lists = subschemas
            .iter()
            .any(|subschema| self.lists_values(subschema));
        (!lists && self.only_value(subschemas).is_none()).then(|| names::variant_name(only))
    }

    /// Returns the name of the value of the first required property with only one value.
    fn any_constant_name(&self, merged: &Merged<'a>) -> Option<String> {
        let mut properties = merged.properties.iter();
        properties.find_map(|(name, subschemas)| {
            let value = merged
                .required
                .contains(*name)
                .then(|| self.only_value(subschemas))??;
            Some(match to_literal(value)? {
                Literal::String(text) => names::variant_name(&text),
                other => names::variant_name(&format!("{name} {other}")),
            })
        })
    }

    /// Returns the names of a variant by its type, the preferred one first. `part` names inline
    /// types.
    pub(super) fn type_labels(&self, ty: &Type, part: &str, union: &str) -> Vec<String> {
        match ty {
            Type::Nullable(inner) => self.type_labels(inner, part, union),
            Type::Array(item) => match self.noun(item) {
                Some(noun) => {
                    let mut names: Vec<String> = shortened(&noun, union)
                        .iter()
                        .map(|name| plural(name))
                        .collect();
                    names.push(format!("{noun}Array"));
                    names
                }
                None => vec!["Array".to_owned()],
            },
            Type::Map(value) => match self.noun(value) {
                Some(noun) => {
                    let mut names = shortened(&noun, union);
                    names.iter_mut().for_each(|name| name.push_str("Map"));
                    names
                }
                None if **value == Type::Any => vec!["Object".to_owned()],
                None => vec!["Map".to_owned()],
            },
            Type::Any => vec!["Any".to_owned()],
            ty => match self.noun(ty) {
                Some(noun) => shortened(&noun, union),
                None => vec![part.to_owned()],
            },
        }
    }

    /// Returns the noun for a value of a type; `None` if the type has no name in the document.
    fn noun(&self, ty: &Type) -> Option<String> {
        Some(match ty {
            Type::Any => return None,
            Type::String => "String".to_owned(),
            Type::Bool => "Bool".to_owned(),
            Type::Integer(_) => "Integer".to_owned(),
            Type::Float => "Number".to_owned(),
            Type::Null => "Null".to_owned(),
            Type::Binary => "File".to_owned(),
            Type::Array(item) => format!("{}Array", self.noun(item)?),
            Type::Map(value) => format!("{}Map", self.noun(value)?),
            Type::Tuple(_) => "Tuple".to_owned(),
            Type::Nullable(inner) => self.noun(inner)?,
            Type::Named(id) if self.component_types.contains(id) => self.names.get(id.0)?.clone(),
            Type::Named(_) => return None,
            Type::External(external) => {
                let path = external.path.split('<').next().unwrap_or_default();
                names::type_name(path.rsplit("::").next().unwrap_or_default())
            }
        })
    }
}

/// Returns the name of a title, unless it is a sentence.
pub(in super::super) fn title_name(member: &Subschema<'_>) -> Option<String> {
    let title = member.node.as_schema()?.title()?.trim();
    let is_short = title.split_whitespace().count() <= MAX_TITLE_WORDS;
    let is_name = title.chars().any(char::is_alphabetic) && is_short && !title.ends_with('.');
    is_name.then(|| names::variant_name(title))
}

/// Returns a name without the words that it shares with the name of its union, and the whole name.
fn shortened(name: &str, union: &str) -> Vec<String> {
    let mut names: Vec<String> = without_shared(name, union).into_iter().collect();
    names.push(name.to_owned());
    names
}

/// Returns the part of the name of an inline member by its JSON type, before its type is built.
fn kind_label(merged: &Merged<'_>) -> &'static str {
    let is_map = merged.properties.is_empty() && matches!(merged.additional, Additional::Schema(_));
    match merged.only_type() {
        Some("object") if is_map => "Map",
        Some(kind) => json_kind_label(kind),
        None => "Any",
    }
}
