//! The names of inline schemas.

use std::cell::OnceCell;
use std::rc::Rc;

use super::{names, words};
use crate::lower::view::SchemaView;

/// The name that an inline schema gets if it needs one.
#[derive(Debug, Clone)]
pub(super) struct NameContext {
    pub(super) name: Rc<LazyName>,
    /// The module of the type: that of the surrounding component or operation.
    pub(super) module: Rc<str>,
}

/// A name that is computed on first use, because most schemas need none.
#[derive(Debug)]
pub(super) struct LazyName {
    text: OnceCell<String>,
    /// The surrounding name and what this one adds; `None` for a name that is given.
    parts: Option<(Rc<Self>, Part)>,
}

/// The part that a name adds to the surrounding one.
#[derive(Debug)]
enum Part {
    /// A text.
    Text(Box<str>),
    /// The name of a property.
    Property {
        name: Box<str>,
        /// `true` if another property has the singular of the name.
        has_singular: bool,
    },
    /// Nothing: it is an item of what the surrounding name is for.
    Item,
}

impl LazyName {
    pub(super) fn get(&self) -> &str {
        self.text.get_or_init(|| match &self.parts {
            Some((outer, Part::Text(part) | Part::Property { name: part, .. })) => {
                append(outer, part)
            }
            Some((outer, Part::Item)) => outer.item(),
            None => String::new(),
        })
    }

    /// Returns the name of an item: the singular of the name, or else the name of a property itself.
    fn item(&self) -> String {
        let property = match &self.parts {
            Some((_, Part::Property { has_singular, .. })) => Some(*has_singular),
            _ => None,
        };
        let singular = words::singular(self.get()).filter(|_| property != Some(true));
        match (singular, property) {
            (Some(singular), _) => singular,
            (None, Some(false)) => self.get().to_owned(),
            (None, _) => append(self, "item"),
        }
    }
}

fn append(outer: &LazyName, part: &str) -> String {
    names::truncate_name(outer.get().to_owned() + &names::type_name(part))
}

impl NameContext {
    pub(super) fn new(name: impl Into<String>, module: impl Into<Rc<str>>) -> Self {
        let name = LazyName {
            text: OnceCell::from(name.into()),
            parts: None,
        };
        Self {
            name: Rc::new(name),
            module: module.into(),
        }
    }

    /// Returns the name in upper camel case: `FineTuningJobError`.
    pub(super) fn name(&self) -> &str {
        self.name.get()
    }

    /// Returns the name to use if [`Self::name`] is taken: that of an item with `Item`; `None` for
    /// anything else.
    pub(super) fn other_name(&self) -> Option<String> {
        match &self.name.parts {
            Some((outer, Part::Item)) => Some(append(outer, "item")),
            _ => None,
        }
    }

    /// Returns the context of a part: `error` in `FineTuningJob` is `FineTuningJobError`.
    pub(super) fn inside(&self, part: &str) -> Self {
        self.with(Part::Text(part.into()))
    }

    /// Returns the context of a property of a schema, which is that of a part.
    pub(super) fn property(&self, name: &str, schema: &SchemaView<'_>) -> Self {
        let has = |stem: &str, end: &str| schema.property(&format!("{stem}{end}")).is_some();
        let stem = |end| name.strip_suffix(end);
        let has_singular = stem("s").is_some_and(|stem| has(stem, ""))
            || stem("es").is_some_and(|stem| has(stem, ""))
            || stem("ies").is_some_and(|stem| has(stem, "y"));
        self.with(Part::Property {
            name: name.into(),
            has_singular,
        })
    }

    /// Returns the context of the items of an array: those of `permissions` in `App` are
    /// `AppPermission`.
    pub(super) fn item(&self) -> Self {
        self.with(Part::Item)
    }

    fn with(&self, part: Part) -> Self {
        let name = LazyName {
            text: OnceCell::new(),
            parts: Some((Rc::clone(&self.name), part)),
        };
        Self {
            name: Rc::new(name),
            module: Rc::clone(&self.module),
        }
    }
}
