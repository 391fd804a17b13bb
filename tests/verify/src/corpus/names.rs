//! Counts of the names that a crate exposes, to compare rules of naming.

use apicrate_codegen::diagnostic::{Diagnostics, code};
use apicrate_codegen::ir::{Api, Property, Struct, TypeKind, Variant, VariantForm};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::ops::AddAssign;

/// Counts of names. The sum over documents has the maximum of each maximum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// The lengths of the names of types.
    pub(super) types: Lengths,
    /// The lengths of the names of operations' methods.
    pub(super) functions: Lengths,
    /// The number of unions.
    pub(super) unions: usize,
    /// The lengths of the names of unions' variants.
    pub(super) variants: Lengths,
    /// The number of variants of unions and enums that are named like another one, with a number.
    pub(super) numbered: usize,
    /// The number of types and methods that do not have their own name because it is taken.
    pub(super) collisions: usize,
    /// The number of constructors of requests with arguments.
    pub(super) constructors: usize,
    /// The number of their arguments.
    pub(super) arguments: usize,
    /// The maximum number of arguments.
    pub(super) most_arguments: usize,
}

/// The lengths of names in characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lengths {
    /// The number of names.
    pub(super) number: usize,
    /// The sum of their lengths.
    pub(super) total: usize,
    /// The maximum length.
    pub(super) longest: usize,
}

impl Lengths {
    fn add(&mut self, name: &str) {
        let length = name.chars().count();
        self.number += 1;
        self.total += length;
        self.longest = self.longest.max(length);
    }

    /// Returns the mean length with one decimal.
    pub(super) fn mean(self) -> String {
        if self.number == 0 {
            return "-".to_owned();
        }
        let tenths = (self.total * 10 + self.number / 2) / self.number;
        format!("{}.{}", tenths / 10, tenths % 10)
    }

    fn json(self) -> Value {
        json!({ "number": self.number, "characters": self.total, "longest": self.longest })
    }
}

impl AddAssign for Lengths {
    fn add_assign(&mut self, other: Self) {
        self.number += other.number;
        self.total += other.total;
        self.longest = self.longest.max(other.longest);
    }
}

impl AddAssign<&Names> for Names {
    fn add_assign(&mut self, other: &Names) {
        self.types += other.types;
        self.functions += other.functions;
        self.unions += other.unions;
        self.variants += other.variants;
        self.numbered += other.numbered;
        self.collisions += other.collisions;
        self.constructors += other.constructors;
        self.arguments += other.arguments;
        self.most_arguments = self.most_arguments.max(other.most_arguments);
    }
}

impl Names {
    /// Counts the names of an API.
    pub(super) fn of(api: &Api, diagnostics: &Diagnostics) -> Self {
        let mut names = Self::default();
        for operation in &api.operations {
            names.functions.add(&operation.function);
        }
        for definition in &api.types {
            names.types.add(&definition.name);
            match &definition.kind {
                TypeKind::Union(union) => {
                    names.unions += 1;
                    for variant in &union.variants {
                        names.variants.add(&variant.name);
                    }
                    let variants = union.variants.iter();
                    names.numbered +=
                        numbered(variants.map(|variant| (&*variant.name, text_of(variant))));
                }
                TypeKind::Enum(listed) => {
                    let values = listed.values.iter();
                    names.numbered += numbered(
                        values.map(|value| (&*value.variant, value.wire_value.to_string())),
                    );
                }
                TypeKind::Struct(structure) if definition.usage.request => {
                    names.count_arguments(structure);
                }
                TypeKind::Struct(_) | TypeKind::Alias(_) => {}
            }
        }
        let diagnostics = diagnostics.sorted();
        let mut diagnostics = diagnostics.iter();
        names.collisions = diagnostics
            .by_ref()
            .filter(|one| one.code == code::NAME_COLLISION)
            .count();
        names
    }

    fn count_arguments(&mut self, structure: &Struct) {
        let is_argument = |property: &&Property| {
            property.required
                && !property.omitted
                && !property.nullable
                && property.constant.is_none()
        };
        let arguments = structure.properties.iter().filter(is_argument).count();
        self.constructors += usize::from(arguments > 0);
        self.arguments += arguments;
        self.most_arguments = self.most_arguments.max(arguments);
    }

    /// Returns the counts as JSON.
    pub(super) fn json(&self) -> Value {
        json!({
            "types": self.types.json(),
            "functions": self.functions.json(),
            "unions": self.unions,
            "variants": self.variants.json(),
            "numbered": self.numbered,
            "collisions": self.collisions,
            "constructors": self.constructors,
            "arguments": self.arguments,
            "most_arguments": self.most_arguments,
        })
    }
}

/// Returns the text of the document that may have the digits of a variant's name.
fn text_of(variant: &Variant) -> String {
    let component = variant.component.as_deref().unwrap_or_default();
    match &variant.form {
        VariantForm::Literal(value) => value.to_string(),
        VariantForm::Value { tags, .. } => tags
            .iter()
            .fold(component.to_owned(), |text, tag| text + &tag.to_string()),
    }
}

/// Returns the number of names that are another one with a number which is not in their text.
fn numbered<'n>(names: impl Iterator<Item = (&'n str, String)>) -> usize {
    let names: Vec<_> = names.collect();
    let all: HashSet<&str> = names.iter().map(|(name, _)| *name).collect();
    let is_digit = |character: &char| character.is_ascii_digit();
    let is_numbered = |(name, text): &&(&str, String)| {
        let stem = name.trim_end_matches(|last: char| last.is_ascii_digit());
        let number = &name[stem.len()..];
        let digits: String = text.chars().filter(is_digit).collect();
        !number.is_empty() && all.contains(stem) && !digits.ends_with(number)
    };
    names.iter().filter(is_numbered).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_numbered_if_it_is_another_one_with_a_number() {
        let count = |names: &[(&str, &str)]| {
            let names = names.iter();
            numbered(names.map(|(name, text)| (*name, (*text).to_owned())))
        };
        assert_eq!(count(&[("Object", ""), ("Object2", ""), ("V2", "")]), 1);
        assert_eq!(count(&[("Web", "web"), ("Web11", "web-1-1")]), 0);
    }

    #[test]
    fn sums_have_the_longest_name_and_the_mean_of_all() {
        let mut one = Lengths::default();
        one.add("Abc");
        let mut other = Lengths::default();
        other.add("Abcdef");
        other.add("Ab");
        one += other;
        assert_eq!((one.longest, one.mean().as_str()), (6, "3.7"));
    }
}
