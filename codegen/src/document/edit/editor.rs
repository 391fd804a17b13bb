//! Changing a value while remembering where its nodes come from.

use serde_json::{Map, Value};

use super::trail::{Origin, Trail, join};
use crate::document::reference::child;
use crate::document::version::kind;

/// How many nodes all changes together may add.
const ALLOWANCE: usize = 1 << 20;

/// How many nodes the memory of where a node comes from counts as.
const TRACE: usize = 8;

/// How many levels a document may have, as when it is read.
const LEVELS: usize = 127;

/// A document that is being changed. Paths are the tokens of JSON pointers.
pub(super) struct Editor<'d> {
    root: &'d mut Value,
    trail: &'d mut Trail,
    /// How many nodes may still be added.
    allowance: usize,
}

/// Why a value cannot be merged into another one.
#[derive(Debug, PartialEq)]
pub(super) enum Clash {
    /// An object, an array and anything else cannot be merged into each other.
    Kinds {
        /// The node that stays as it is.
        at: Vec<String>,
        /// What it is.
        is: &'static str,
        /// What should be merged into it.
        update: &'static str,
    },
    /// More than documents hold would be added.
    TooMuch,
    /// The document would be nested more deeply than documents may be.
    TooDeep,
}

impl<'d> Editor<'d> {
    pub(super) fn new(root: &'d mut Value, trail: &'d mut Trail) -> Self {
        Self {
            root,
            trail,
            allowance: ALLOWANCE,
        }
    }

    pub(super) fn root(&self) -> &Value {
        self.root
    }

    pub(super) fn root_mut(&mut self) -> &mut Value {
        self.root
    }

    pub(super) fn get(&self, at: &[String]) -> Option<&Value> {
        at.iter()
            .try_fold(&*self.root, |value, token| child(value, token))
    }

    /// The node itself. What moves nodes has methods of its own, since it leaves a trail.
    pub(super) fn get_mut(&mut self, at: &[String]) -> Option<&mut Value> {
        at.iter()
            .try_fold(&mut *self.root, |value, token| match value {
                Value::Object(members) => members.get_mut(token),
                Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// Puts a value in the place of a node, or adds a member to an object or an item to the end of an array.
    ///
    /// # Errors
    ///
    /// [`Clash::TooMuch`] and [`Clash::TooDeep`]; then nothing is changed. Where the node above is neither object nor array,
    /// nothing is either.
    pub(super) fn put(&mut self, at: &[String], value: Value, from: Origin) -> Result<(), Clash> {
        let (weight, levels) = measure(&value);
        if at.len() + levels > LEVELS {
            return Err(Clash::TooDeep);
        }
        self.allowance = self
            .allowance
            .checked_sub(weight + TRACE)
            .ok_or(Clash::TooMuch)?;
        let Some((last, above)) = at.split_last() else {
            *self.root = value;
            self.trail.put(Vec::new(), from);
            return Ok(());
        };
        match self.get_mut(above) {
            Some(Value::Object(members)) => {
                members.insert(last.clone(), value);
            }
            Some(Value::Array(items)) => match last.parse::<usize>() {
                Ok(index) if index < items.len() => items[index] = value,
                Ok(index) if index == items.len() => items.push(value),
                _ => return Ok(()),
            },
            _ => return Ok(()),
        }
        self.trail.put(at.to_vec(), from);
        Ok(())
    }

    /// Takes a member or an item out; the root stays.
    pub(super) fn remove(&mut self, at: &[String]) {
        let Some((last, above)) = at.split_last() else {
            return;
        };
        match self.get_mut(above) {
            Some(Value::Object(members)) => {
                members.shift_remove(last);
            }
            Some(Value::Array(items)) => {
                if let Ok(index) = last.parse::<usize>()
                    && index < items.len()
                {
                    items.remove(index);
                    self.trail.removed(above.to_vec(), index);
                }
            }
            _ => {}
        }
    }

    /// Gives a member another key, at the same place among the others.
    pub(super) fn rename(&mut self, at: &[String], to: &str) {
        let Some((last, above)) = at.split_last() else {
            return;
        };
        let Some(Value::Object(members)) = self.get_mut(above) else {
            return;
        };
        let renamed: Map<String, Value> = std::mem::take(members)
            .into_iter()
            .map(|(key, value)| {
                if key == *last {
                    (to.to_owned(), value)
                } else {
                    (key, value)
                }
            })
            .collect();
        *members = renamed;
        self.trail
            .renamed(above.to_vec(), last.clone(), to.to_owned());
    }

    /// Merges a value into a node (Overlay 1.1.0, "Action Object"): members of objects one by one, items of arrays behind those
    /// that there are, and anything else in the place of what there is.
    ///
    /// # Errors
    ///
    /// Where the two are of different kinds; what was merged before stays.
    pub(super) fn merge(
        &mut self,
        at: &[String],
        value: &Value,
        from: &Origin,
    ) -> Result<(), Clash> {
        let Some(target) = self.get(at) else {
            return Ok(());
        };
        match (target, value) {
            (Value::Object(members), Value::Object(update)) => {
                let is_new: Vec<bool> = update
                    .keys()
                    .map(|key| !members.contains_key(key))
                    .collect();
                for ((key, value), is_new) in update.iter().zip(is_new) {
                    let (at, from) = (join(at, key), from.child(key));
                    if is_new {
                        self.put(&at, value.clone(), from)?;
                    } else {
                        self.merge(&at, value, &from)?;
                    }
                }
                Ok(())
            }
            (Value::Array(items), Value::Array(update)) => {
                let length = items.len();
                for (index, item) in update.iter().enumerate() {
                    let at = join(at, &(length + index).to_string());
                    self.put(&at, item.clone(), from.child(&index.to_string()))?;
                }
                Ok(())
            }
            (Value::Object(_) | Value::Array(_), _) | (_, Value::Object(_) | Value::Array(_)) => {
                Err(Clash::Kinds {
                    at: at.to_vec(),
                    is: kind(target),
                    update: kind(value),
                })
            }
            _ => self.put(at, value.clone(), from.clone()),
        }
    }
}

/// How many nodes a value has, and how many levels below its own.
fn measure(value: &Value) -> (usize, usize) {
    let inside = |values: &mut dyn Iterator<Item = &Value>| {
        values
            .map(measure)
            .fold((1, 0), |(nodes, levels), (more, below)| {
                (nodes + more, levels.max(below + 1))
            })
    };
    match value {
        Value::Object(members) => inside(&mut members.values()),
        Value::Array(items) => inside(&mut items.iter()),
        _ => (1, 0),
    }
}
