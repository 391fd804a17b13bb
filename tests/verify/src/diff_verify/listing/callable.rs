//! Functions, constants, and implementations of types.

use super::item::{Item, Kind};
use super::render::Render;
use super::walk::{Walk, attributes, other, raw};
use rustdoc_types::{
    Function, GenericParamDefKind, Generics, Id, Impl, Item as Listed, ItemEnum, Type, Visibility,
};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Traits that only the standard library can name.
const UNNAMEABLE: [&str; 4] = [
    "Freeze",
    "StructuralPartialEq",
    "TrivialClone",
    "UnsafeUnpin",
];

impl<'a> Walk<'a> {
    /// Lists the implementations of a type: `own` is its path, and `this` its name in code that uses it.
    pub(super) fn implementations(
        &mut self,
        impls: &[Id],
        path: &str,
        own: &str,
        this: Option<&str>,
    ) {
        for id in impls {
            let Some(ItemEnum::Impl(inner)) = self.names.item(*id).map(|item| &item.inner) else {
                continue;
            };
            if inner.blanket_impl.is_some() {
                continue;
            }
            if inner.trait_.is_some() {
                self.implemented(inner, path, own, this.is_some());
            } else {
                self.inherent(inner, path, own, this);
            }
        }
    }

    fn inherent(&mut self, inner: &'a Impl, path: &str, own: &str, this: Option<&str>) {
        let lifetimes = lifetimes(&inner.generics).filter(|_| this.is_some());
        let this = this.unwrap_or(own);
        let members = inner.items.iter();
        for member in members.filter_map(|id| self.names.item(*id)) {
            let Some(name) = &member.name else { continue };
            if member.visibility != Visibility::Public {
                continue;
            }
            let path = format!("{path}::{name}");
            let call = match &lifetimes {
                Some(_) => format!("{own}::{}", raw(name)),
                None => String::new(),
            };
            match &member.inner {
                ItemEnum::Function(inner) => {
                    let outer = lifetimes.as_deref().unwrap_or_default();
                    self.function(member, inner, path, (&call, outer), this);
                }
                ItemEnum::AssocConst { type_, .. } => {
                    self.constant(member, type_, path, &call, this);
                }
                _ => {}
            }
        }
    }

    /// Lists a trait implementation of a type, with its associated types.
    fn implemented(&mut self, inner: &'a Impl, path: &str, own: &str, is_plain: bool) {
        let Some(implemented) = &inner.trait_ else {
            return;
        };
        let mut render = Render::new(self.names, own);
        render.elided = Some("'elided");
        render.path(implemented);
        let name = render.take();
        if UNNAMEABLE.iter().any(|one| name.ends_with(one)) {
            return;
        }
        render.ty(&inner.for_);
        let subject = render.take();
        let used = subject.replace("'elided", "'_");
        render.generics(&inner.generics);
        let generics = render.take();
        render.predicates(&inner.generics);
        let predicates = render.take();
        let mut fixed = Vec::new();
        for member in inner.items.iter().filter_map(|id| self.names.item(*id)) {
            if let (
                Some(name),
                ItemEnum::AssocType {
                    type_: Some(ty), ..
                },
            ) = (&member.name, &member.inner)
            {
                render.ty(ty);
                let ty = render.take();
                fixed.push(format!("{name} = {ty}"));
            }
        }
        fixed.sort();
        let bound = match (name.strip_suffix('>'), fixed.is_empty()) {
            (_, true) => name.clone(),
            (Some(start), false) => format!("{start}, {}>", fixed.join(", ")),
            (None, false) => format!("{name}<{}>", fixed.join(", ")),
        };
        let not = if inner.is_negative { "!" } else { "" };
        let signature = format!("impl{generics} {not}{bound} for {subject}{predicates}");
        let user = self.user();
        let lifetimes = lifetimes(&inner.generics);
        let uses = lifetimes.map(|all| {
            let outer = if all.is_empty() { String::new() } else { format!("<{all}>") };
            format!("fn {user}{outer}() {{ fn has<{all}'elided, T: {bound}>() {{}} has::<{used}>(); }}\n")
        });
        let is_usable = is_plain && render.is_nameable && !inner.is_negative;
        // A type may implement a trait several times, for itself and for references to it.
        let path = format!("{path}::impl {not}{name} for {subject}");
        let item = Item {
            uses: uses.filter(|_| is_usable),
            ..other(signature, BTreeSet::new())
        };
        self.add(path, item);
    }

    pub(super) fn constant(
        &mut self,
        item: &Listed,
        ty: &Type,
        path: String,
        call: &str,
        own: &str,
    ) {
        let mut render = Render::new(self.names, own);
        render.ty(ty);
        let (ty, is_nameable) = (render.text, render.is_nameable && !call.is_empty());
        let user = self.user();
        let uses = format!("fn {user}() {{ let _: {ty} = {call}; }}\n");
        let item = Item {
            uses: is_nameable.then_some(uses),
            ..other(format!("const {ty}"), attributes(item))
        };
        self.add(path, item);
    }

    /// Lists a function; `call` is the path to call it by, with the lifetimes of its container. It is empty if a call needs more
    /// information.
    pub(super) fn function(
        &mut self,
        item: &Listed,
        inner: &Function,
        path: String,
        (call, outer): (&str, &str),
        own: &str,
    ) {
        let mut render = Render::new(self.names, own);
        render.generics(&inner.generics);
        let generics = render.take();
        let all = match (outer.is_empty(), generics.strip_prefix('<')) {
            (true, _) => generics.clone(),
            (false, Some(rest)) => format!("<{outer}{rest}"),
            (false, None) => format!("<{outer}>"),
        };
        render.predicates(&inner.generics);
        let predicates = render.take();
        let (mut arguments, mut types) = (Vec::new(), Vec::new());
        for (name, ty) in &inner.sig.inputs {
            render.ty(ty);
            types.push(render.take());
            arguments.push(name.clone());
        }
        render.output(inner.sig.output.as_ref());
        let output = render.take();
        let mut words = String::new();
        for (is_so, word) in [
            (inner.header.is_const, "const "),
            (inner.header.is_unsafe, "unsafe "),
            (inner.header.is_async, "async "),
        ] {
            words.push_str(if is_so { word } else { "" });
        }
        let signature = format!(
            "{words}fn{generics}({}){output}{predicates}",
            types.join(", ")
        );
        let user = self.user();
        let named = types.iter().enumerate();
        let parameters: Vec<_> = named
            .map(|(index, ty)| format!("value_{index}: {ty}"))
            .collect();
        let values: Vec<_> = (0..types.len())
            .map(|index| format!("value_{index}"))
            .collect();
        let is_opaque = matches!(inner.sig.output, Some(Type::ImplTrait(_)));
        let target = match output.strip_prefix(" -> ") {
            Some(output) if !is_opaque => format!(": {output}"),
            _ => String::new(),
        };
        let (is_async, wait) = match inner.header.is_async {
            true => ("async ", ".await"),
            false => ("", ""),
        };
        let uses = format!(
            "{is_async}fn {user}{all}({}){predicates} {{ let _{target} = {call}({}){wait}; }}\n",
            parameters.join(", "),
            values.join(", ")
        );
        let is_usable = render.is_nameable && !call.is_empty() && !inner.header.is_unsafe;
        self.add(
            path,
            Item {
                kind: Kind::Function,
                signature,
                order: arguments,
                attributes: attributes(item),
                is_open: false,
                uses: is_usable.then_some(uses),
            },
        );
    }
}

/// Returns the parameters of an implementation if all are lifetimes: `'a, 'b, `.
fn lifetimes(generics: &Generics) -> Option<String> {
    let mut names = String::new();
    for parameter in &generics.params {
        if !matches!(parameter.kind, GenericParamDefKind::Lifetime { .. }) {
            return None;
        }
        let _ = write!(names, "{}, ", parameter.name);
    }
    Some(names).filter(|_| generics.where_predicates.is_empty())
}
