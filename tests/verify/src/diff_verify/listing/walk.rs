//! From the items of a crate to their listing, with code that uses each.

use super::item::{Item, Kind, Listing};
use super::names::Names;
use super::render::Render;
use rustdoc_types::{Attribute, Crate, Id, Item as Listed, ItemEnum};
use std::collections::BTreeSet;

/// The public items of a crate.
pub(super) fn listing(krate: &Crate) -> Listing {
    let names = Names::new(krate);
    let mut walk = Walk {
        names: &names,
        listing: Listing::default(),
        number: 0,
    };
    walk.module(krate.root, "");
    walk.listing
}

/// The state of the traversal of a crate.
pub(super) struct Walk<'a> {
    pub(super) names: &'a Names<'a>,
    listing: Listing,
    number: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn add(&mut self, path: String, item: Item) {
        self.listing.unused += usize::from(item.uses.is_none() && item.kind != Kind::Other);
        self.listing.items.insert(path, item);
    }

    /// Returns a name for a function that uses an item.
    pub(super) fn user(&mut self) -> String {
        self.number += 1;
        format!("use_{}", self.number)
    }

    fn module(&mut self, module: Id, path: &str) {
        for (name, id) in self.names.exports(module) {
            let path = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}::{name}")
            };
            match self.names.item(id) {
                Some(item) => self.item(item, path),
                None => self.add(path, other("use".to_owned(), BTreeSet::new())),
            }
        }
    }

    fn item(&mut self, item: &'a Listed, path: String) {
        let own = self.names.public(item.id).unwrap_or_default().to_owned();
        match &item.inner {
            ItemEnum::Module(_) => {
                self.add(path.clone(), other("mod".to_owned(), attributes(item)));
                self.module(item.id, &path);
            }
            ItemEnum::Struct(inner) => self.structure(item, inner, &path, &own),
            ItemEnum::Enum(inner) => self.enumeration(item, inner, &path, &own),
            ItemEnum::Function(inner) => self.function(item, inner, path, (&own, ""), ""),
            ItemEnum::TypeAlias(inner) => {
                let mut render = Render::new(self.names, &own);
                render.ty(&inner.type_);
                let target = render.take();
                let is_usable = render.is_nameable && inner.generics.params.is_empty();
                let user = self.user();
                let uses = format!("fn {user}(value: {own}) {{ let _: {target} = value; }}\n");
                let item = Item {
                    uses: is_usable.then_some(uses),
                    ..other(format!("type = {target}"), attributes(item))
                };
                self.add(path, item);
            }
            ItemEnum::Constant { type_, .. } => self.constant(item, type_, path, &own, ""),
            // Traits come from the runtime, which is the same for all.
            ItemEnum::Trait(_) => self.add(path, other("trait".to_owned(), attributes(item))),
            _ => self.add(path, other("item".to_owned(), attributes(item))),
        }
    }
}

/// Creates an item without a kind and without uses.
pub(super) fn other(signature: String, attributes: BTreeSet<&'static str>) -> Item {
    Item {
        kind: Kind::Other,
        signature,
        order: Vec::new(),
        attributes,
        is_open: true,
        uses: None,
    }
}

/// Returns the attributes that affect callers.
pub(super) fn attributes(item: &Listed) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    if item.deprecation.is_some() {
        found.insert("deprecated");
    }
    for attribute in &item.attrs {
        match attribute {
            Attribute::NonExhaustive => found.insert("non_exhaustive"),
            Attribute::MustUse { .. } => found.insert("must_use"),
            _ => false,
        };
    }
    found
}

/// Returns an identifier, which may be raw.
pub(super) fn raw(name: &str) -> String {
    // The fields of a tuple are called by numbers.
    let is_number = name.starts_with(|first: char| first.is_ascii_digit());
    if is_number || syn::parse_str::<syn::Ident>(name).is_ok() {
        name.to_owned()
    } else {
        format!("r#{name}")
    }
}
