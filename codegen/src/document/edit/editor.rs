//! Editing of a value that records the origins of its nodes.

use crate::value::{Members, Value};

use super::origin::{Origin, OriginMap, join};

/// The maximum number of nodes that all changes together may add.
const ALLOWANCE: usize = 1 << 20;

/// The cost of recording a move, in nodes.
const MOVE_COST: usize = 8;

/// The maximum depth of a document, the same as for reading.
const MAX_LEVELS: usize = 127;

/// A document that is edited. Paths are the tokens of JSON pointers.
pub(super) struct Editor<'d> {
    root: &'d mut Value,
    origins: &'d mut OriginMap,
    /// The number of nodes that may still be added.
    allowance: usize,
}

/// The reason why a value cannot be merged into another one.
#[derive(Debug, PartialEq)]
pub(super) enum Conflict {
    /// Values of different types cannot be merged.
    Kinds {
        /// The node, which is not changed.
        at: Vec<String>,
        /// Its type.
        is: &'static str,
        /// The type of the value to merge.
        update: &'static str,
    },
    /// Too many nodes would be added.
    TooMuch,
    /// The document would be nested too deeply.
    TooDeep,
}

impl<'d> Editor<'d> {
    pub(super) fn new(root: &'d mut Value, origins: &'d mut OriginMap) -> Self {
        Self {
            root,
            origins,
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
            .try_fold(&*self.root, |value, token| value.child(token))
    }

    /// Returns a node. Nodes are moved by other methods, which record the move.
    pub(super) fn get_mut(&mut self, at: &[String]) -> Option<&mut Value> {
        at.iter()
            .try_fold(&mut *self.root, |value, token| match value {
                Value::Object(members) => members.get_mut(token),
                Value::Array(items) => items.get_mut(token.parse::<usize>().ok()?),
                _ => None,
            })
    }

    /// Replaces a node, or adds a member to an object or an item to the end of an array. Does nothing if the parent is neither.
    ///
    /// # Errors
    ///
    /// Returns [`Conflict::TooMuch`] or [`Conflict::TooDeep`] without changing anything.
    pub(super) fn put(
        &mut self,
        at: &[String],
        value: Value,
        from: Origin,
    ) -> Result<(), Conflict> {
        let (weight, levels) = measure(&value);
        if at.len() + levels > MAX_LEVELS {
            return Err(Conflict::TooDeep);
        }
        self.allowance = self
            .allowance
            .checked_sub(weight + MOVE_COST)
            .ok_or(Conflict::TooMuch)?;
        let Some((last, above)) = at.split_last() else {
            *self.root = value;
            self.origins.put(&[], from);
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
        self.origins.put(at, from);
        Ok(())
    }

    /// Removes a member or an item; the root is not removed.
    pub(super) fn remove(&mut self, at: &[String]) {
        let Some((last, above)) = at.split_last() else {
            return;
        };
        match self.get_mut(above) {
            Some(Value::Object(members)) => {
                members.shift_remove(last);
                self.origins.removed_member(above, last);
            }
            Some(Value::Array(items)) => {
                if let Ok(index) = last.parse::<usize>()
                    && index < items.len()
                {
                    items.remove(index);
                    self.origins.removed_item(above, index);
                }
            }
            _ => {}
        }
    }

    /// Renames a member without changing the order of members.
    pub(super) fn rename(&mut self, at: &[String], to: &str) {
        let Some((last, above)) = at.split_last() else {
            return;
        };
        let Some(Value::Object(members)) = self.get_mut(above) else {
            return;
        };
        let renamed: Members = std::mem::take(members)
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
        self.origins.renamed(above, last, to);
    }

    /// Merges a value into a node (Overlay 1.1.0, "Action Object"): merges the members of objects, appends the items of arrays,
    /// and replaces other values.
    ///
    /// # Errors
    ///
    /// Returns a [`Conflict`] if the values have different types. Members that are already merged stay merged.
    pub(super) fn merge(
        &mut self,
        at: &[String],
        value: &Value,
        from: &Origin,
    ) -> Result<(), Conflict> {
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
                Err(Conflict::Kinds {
                    at: at.to_vec(),
                    is: target.describe_type(),
                    update: value.describe_type(),
                })
            }
            _ => self.put(at, value.clone(), from.clone()),
        }
    }
}

/// Returns the number of nodes of a value and its depth.
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
