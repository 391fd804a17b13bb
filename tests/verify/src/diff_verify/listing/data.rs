//! Structs and enums with their fields and variants.

use super::item::{Item, Kind};
use super::render::Render;
use super::walk::{Walk, attributes, raw};
use rustdoc_types::{
    Enum, GenericParamDefKind, Generics, Id, Item as Listed, ItemEnum, Struct, StructKind,
    VariantKind, Visibility,
};
use std::fmt::Write;

impl<'a> Walk<'a> {
    pub(super) fn structure(&mut self, item: &'a Listed, inner: &'a Struct, path: &str, own: &str) {
        let mut render = Render::new(self.names, own);
        render.generics(&inner.generics);
        let generics = render.take();
        let (fields, is_tuple, has_hidden) = match &inner.kind {
            StructKind::Unit => (Vec::new(), false, false),
            StructKind::Tuple(fields) => {
                let known: Vec<_> = fields.iter().flatten().copied().collect();
                let has_hidden = known.len() != fields.len();
                (known, true, has_hidden)
            }
            StructKind::Plain {
                fields,
                has_stripped_fields,
            } => (fields.clone(), false, *has_stripped_fields),
        };
        let fields: Vec<&Listed> = fields
            .iter()
            .filter_map(|id| self.names.item(*id))
            .collect();
        let public = |field: &&&Listed| field.visibility == Visibility::Public;
        let shown: Vec<&Listed> = fields.iter().filter(public).copied().collect();
        let attributes = attributes(item);
        let is_open =
            has_hidden || shown.len() != fields.len() || attributes.contains("non_exhaustive");
        let is_plain = generics.is_empty();
        let this = with_lifetimes(own, &inner.generics);
        let uses = match (&this, is_plain && !is_open && !is_tuple) {
            (None, _) => None,
            (Some(this), false) => Some(format!("fn {}(_: {this}) {{}}\n", self.user())),
            (Some(_), true) => self.literal(own, &shown),
        };
        let signature = format!("struct{generics}");
        self.add(
            path.to_owned(),
            Item {
                kind: Kind::Struct,
                signature,
                order: Vec::new(),
                attributes,
                is_open,
                uses,
            },
        );
        for field in shown {
            self.field(field, path, own, is_plain);
        }
        self.implementations(&inner.impls, path, own, this.as_deref());
    }

    /// Lists a struct that can be constructed and destructured.
    fn literal(&mut self, own: &str, fields: &[&'a Listed]) -> Option<String> {
        let mut parameters = String::new();
        let mut members = String::new();
        for field in fields {
            let name = raw(field.name.as_deref()?);
            let ty = self.field_type(field, own)?;
            let _ = write!(parameters, "{name}: {ty}, ");
            let _ = write!(members, "{name}, ");
        }
        let user = self.user();
        Some(format!(
            "fn {user}({parameters}) {{ let {own} {{ {members} }} = {own} {{ {members} }}; }}\n"
        ))
    }

    fn field_type(&self, field: &Listed, own: &str) -> Option<String> {
        let ItemEnum::StructField(ty) = &field.inner else {
            return None;
        };
        let mut render = Render::new(self.names, own);
        render.ty(ty);
        render.is_nameable.then_some(render.text)
    }

    fn field(&mut self, field: &'a Listed, path: &str, own: &str, is_plain: bool) {
        let (Some(name), ItemEnum::StructField(ty)) = (&field.name, &field.inner) else {
            return;
        };
        let mut render = Render::new(self.names, own);
        render.ty(ty);
        let (ty, is_nameable) = (render.text, render.is_nameable && is_plain);
        let user = self.user();
        let raw = raw(name);
        // By value, because a reference could also be taken through a box.
        let uses = format!(
            "fn {user}(value: {own}, mut other: {own}, given: {ty}) {{ let _: {ty} = value.{raw}; other.{raw} = given; }}\n"
        );
        self.add(
            format!("{path}::{name}"),
            Item {
                kind: Kind::Field,
                signature: ty,
                order: Vec::new(),
                attributes: attributes(field),
                is_open: false,
                uses: is_nameable.then_some(uses),
            },
        );
    }

    pub(super) fn enumeration(&mut self, item: &'a Listed, inner: &'a Enum, path: &str, own: &str) {
        let attributes = attributes(item);
        let is_open = attributes.contains("non_exhaustive");
        let is_plain = inner.generics.params.is_empty();
        let mut arms = String::new();
        let mut makers = String::new();
        let mut is_usable = is_plain;
        let mut order = Vec::new();
        for id in &inner.variants {
            let Some(variant) = self.names.item(*id) else {
                continue;
            };
            order.extend(variant.name.clone());
            match self.variant(variant, path, own) {
                Some((arm, maker)) => {
                    arms.push_str(&arm);
                    makers.push_str(&maker);
                }
                None => is_usable = false,
            }
        }
        let rest = if is_open { "_ => {} " } else { "" };
        let user = self.user();
        let uses = format!("fn {user}(value: {own}) {{ match value {{ {arms}{rest}}} }}\n{makers}");
        self.add(
            path.to_owned(),
            Item {
                kind: Kind::Enum,
                signature: "enum".to_owned(),
                order,
                attributes,
                is_open,
                uses: is_usable.then_some(uses),
            },
        );
        let this = with_lifetimes(own, &inner.generics);
        self.implementations(&inner.impls, path, own, this.as_deref());
    }

    /// Lists a variant, and returns a match arm and a function that constructs it.
    fn variant(&mut self, item: &'a Listed, path: &str, own: &str) -> Option<(String, String)> {
        let (Some(name), ItemEnum::Variant(inner)) = (&item.name, &item.inner) else {
            return None;
        };
        let (ids, is_tuple): (Vec<Id>, bool) = match &inner.kind {
            VariantKind::Plain => (Vec::new(), false),
            VariantKind::Tuple(fields) => (fields.iter().flatten().copied().collect(), true),
            VariantKind::Struct { fields, .. } => (fields.clone(), false),
        };
        let fields: Vec<&Listed> = ids.iter().filter_map(|id| self.names.item(*id)).collect();
        let mut shown = Vec::new();
        let mut checks = String::new();
        let mut parameters = String::new();
        let mut names = Vec::new();
        let mut is_nameable = true;
        for (index, field) in fields.iter().enumerate() {
            let ItemEnum::StructField(ty) = &field.inner else {
                continue;
            };
            let mut render = Render::new(self.names, own);
            render.ty(ty);
            is_nameable &= render.is_nameable;
            let ty = render.text;
            let field = field.name.as_deref().filter(|_| !is_tuple);
            let _ = write!(checks, "let _: {ty} = value_{index}; ");
            let _ = write!(parameters, "value_{index}: {ty}, ");
            names.push(match field {
                Some(field) => format!("{}: value_{index}", raw(field)),
                None => format!("value_{index}"),
            });
            shown.push(match field {
                Some(field) => format!("{field}: {ty}"),
                None => ty,
            });
        }
        let (open, close) = if is_tuple { ("(", ")") } else { (" { ", " }") };
        let signature = match inner.kind {
            VariantKind::Plain => "variant".to_owned(),
            _ => format!("variant{open}{}{close}", shown.join(", ")),
        };
        let members = match inner.kind {
            VariantKind::Plain => String::new(),
            _ => format!("{open}{}{close}", names.join(", ")),
        };
        let this = format!("{own}::{}", raw(name));
        let attributes = attributes(item);
        let is_open = attributes.contains("non_exhaustive");
        let user = self.user();
        let arm = format!("{this}{members} => {{ {checks}}} ");
        let maker = format!("fn {user}({parameters}) -> {own} {{ {this}{members} }}\n");
        self.add(
            format!("{path}::{name}"),
            Item {
                kind: Kind::Variant,
                signature,
                order: Vec::new(),
                attributes,
                is_open,
                // It is used with its enum.
                uses: Some(String::new()),
            },
        );
        (is_nameable && !is_open).then_some((arm, maker))
    }
}

/// Returns a type with elided lifetimes, or `None` if it has other parameters.
fn with_lifetimes(own: &str, generics: &Generics) -> Option<String> {
    let mut left_out = Vec::new();
    for parameter in &generics.params {
        match parameter.kind {
            GenericParamDefKind::Lifetime { .. } => left_out.push("'_"),
            _ => return None,
        }
    }
    Some(match left_out.is_empty() {
        true => own.to_owned(),
        false => format!("{own}<{}>", left_out.join(", ")),
    })
}
