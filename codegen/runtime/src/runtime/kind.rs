//! The kinds of rows of [`object!`](macro@super::object): how absence and null of a property show in its field.
//!
//! Each kind is a module with the same four names, which the macro reaches by path: `PRESENCE`; `value` reads a member's
//! value; `read` makes the field of what was found, and fails where a member must be there and is not; `write` writes the
//! field. A form below a kind (`required integer`) reads the value in another way.

/// Whether a member must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It must.
    Required,
    /// It should; one that is missing is read as null, since servers leave nulls out.
    Expected,
    /// It need not.
    Optional,
}

/// `T`: always there, never null.
pub mod required {
    use serde::de::{Deserialize, Error, MapAccess};
    use serde::ser::{Serialize, SerializeMap};

    use super::missing;
    pub use crate::runtime::integer;

    /// The member must be there.
    pub const PRESENCE: super::Presence = super::Presence::Required;

    /// Reads the value of the member whose key was just read.
    #[inline]
    pub fn value<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: &mut A) -> Result<T, A::Error> {
        map.next_value()
    }

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T, E: Error>(found: Option<T>, name: &'static str) -> Result<T, E> {
        match found {
            Some(value) => Ok(value),
            None => Err(missing(name)),
        }
    }

    /// Writes the field.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &'static str,
        field: &T,
    ) -> Result<(), M::Error> {
        map.serialize_entry(name, field)
    }
}

/// `Option<T>`: always there when written, `None` as null.
pub mod nullable {
    pub use super::optional::read;
    pub use super::required::{value, write};
    pub use crate::runtime::integer;

    /// The member should be there.
    pub const PRESENCE: super::Presence = super::Presence::Expected;
}

/// `Option<T>`: `None` is not written; null is read as `None`.
pub mod optional {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::required::value;
    pub use crate::runtime::integer;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T, E>(found: Option<Option<T>>, _name: &'static str) -> Result<Option<T>, E> {
        Ok(found.flatten())
    }

    /// Writes the field, where there is a value.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &'static str,
        field: &Option<T>,
    ) -> Result<(), M::Error> {
        match field {
            Some(value) => map.serialize_entry(name, value),
            None => Ok(()),
        }
    }
}

/// `Option<T>` where `T` has a null of its own, as any JSON value has: `None` is not written, a null that was read is `Some`.
pub mod any {
    pub use super::optional::write;
    pub use super::required::value;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T, E>(found: Option<T>, _name: &'static str) -> Result<Option<T>, E> {
        Ok(found)
    }
}

/// `Field<T>`: absent, null and a value are three things.
pub mod field {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::required::value;
    use crate::runtime::Field;
    pub use crate::runtime::integer;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T, E>(found: Option<Field<T>>, _name: &'static str) -> Result<Field<T>, E> {
        Ok(found.unwrap_or_default())
    }

    /// Writes the field, unless it is absent.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &'static str,
        field: &Field<T>,
    ) -> Result<(), M::Error> {
        match field {
            Field::Absent => Ok(()),
            Field::Null | Field::Value(_) => map.serialize_entry(name, field),
        }
    }
}

/// Kept out of line: most rows are required, and hardly ever is one missing.
#[cold]
#[inline(never)]
fn missing<E: serde::de::Error>(name: &'static str) -> E {
    E::missing_field(name)
}
