//! The names of inline schemas.

use std::cell::OnceCell;
use std::rc::Rc;

use super::names;

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
    /// The surrounding name and the part to append; `None` for a name that is given.
    parts: Option<(Rc<Self>, Box<str>)>,
}

impl LazyName {
    pub(super) fn get(&self) -> &str {
        self.text.get_or_init(|| match &self.parts {
            Some((outer, part)) => {
                names::truncate_name(outer.get().to_owned() + &names::type_name(part))
            }
            None => String::new(),
        })
    }
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

    /// Returns the context of a part: `error` in `FineTuningJob` is `FineTuningJobError`.
    pub(super) fn inside(&self, part: &str) -> Self {
        let name = LazyName {
            text: OnceCell::new(),
            parts: Some((Rc::clone(&self.name), part.into())),
        };
        Self {
            name: Rc::new(name),
            module: Rc::clone(&self.module),
        }
    }
}
