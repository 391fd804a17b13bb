//! Names of inline schemas.

use std::cell::OnceCell;
use std::rc::Rc;

use super::names;

/// Where an inline schema stands, for the name that it gets.
#[derive(Debug, Clone)]
pub(super) struct NameContext {
    pub(super) name: Rc<LazyName>,
    /// The module that holds it: that of the component or operation around it.
    pub(super) module: Rc<str>,
}

/// A name that is made when it is asked for: most schemas stand where nothing needs one.
#[derive(Debug)]
pub(super) struct LazyName {
    made: OnceCell<String>,
    /// What it is made of: the name of what is around, and a subschema of that.
    inside: Option<(Rc<Self>, Box<str>)>,
}

impl LazyName {
    pub(super) fn get(&self) -> &str {
        self.made.get_or_init(|| match &self.inside {
            Some((around, subschema)) => {
                names::truncate_name(around.get().to_owned() + &names::type_name(subschema))
            }
            None => String::new(),
        })
    }
}

impl NameContext {
    pub(super) fn new(name: impl Into<String>, module: impl Into<Rc<str>>) -> Self {
        let name = LazyName {
            made: OnceCell::from(name.into()),
            inside: None,
        };
        Self {
            name: Rc::new(name),
            module: module.into(),
        }
    }

    /// The name that its type would have, in upper camel case: `FineTuningJobError`.
    pub(super) fn name(&self) -> &str {
        self.name.get()
    }

    /// The context of something inside: `error` in `FineTuningJob` is `FineTuningJobError`.
    pub(super) fn inside(&self, subschema: &str) -> Self {
        let name = LazyName {
            made: OnceCell::new(),
            inside: Some((Rc::clone(&self.name), subschema.into())),
        };
        Self {
            name: Rc::new(name),
            module: Rc::clone(&self.module),
        }
    }
}
