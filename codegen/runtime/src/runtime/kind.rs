//! The kinds of rows of `object!`: how absence and null of a property show in its field.
//!
//! Each kind is a module with the same four names, which the macro reaches by path: `PRESENCE`; `fill` reads a member's
//! value into a slot; `read` makes the field of the slot, or nothing where a member must be there and is not; `write` writes
//! the field. A form below a kind (`required integer`) reads the value in another way.

use serde::de::{IgnoredAny, MapAccess};

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
    use serde::de::{Deserialize, MapAccess};
    use serde::ser::{Serialize, SerializeMap};

    pub use crate::runtime::integer;

    /// The member must be there.
    pub const PRESENCE: super::Presence = super::Presence::Required;

    /// Reads the value of the member whose key was just read.
    #[inline]
    pub fn value<'de, A: MapAccess<'de>, T: Deserialize<'de>>(map: &mut A) -> Result<T, A::Error> {
        map.next_value()
    }

    /// The same into a slot.
    #[inline]
    pub fn fill<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
        map: &mut A,
        slot: &mut Option<T>,
    ) -> Result<(), A::Error> {
        *slot = Some(map.next_value()?);
        Ok(())
    }

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T>(found: Option<T>) -> Option<T> {
        found
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
    pub use super::required::{fill, write};
    pub use crate::runtime::integer;

    /// The member should be there.
    pub const PRESENCE: super::Presence = super::Presence::Expected;
}

/// `Option<T>`: `None` is not written; null is read as `None`.
pub mod optional {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::required::fill;
    pub use crate::runtime::integer;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T>(found: Option<Option<T>>) -> Option<Option<T>> {
        Some(found.flatten())
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
    pub use super::required::fill;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T>(found: Option<T>) -> Option<Option<T>> {
        Some(found)
    }
}

/// `Field<T>`: absent, null and a value are three things.
pub mod field {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::required::fill;
    use crate::runtime::Field;
    pub use crate::runtime::integer;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

    /// The field, of the value that was found.
    #[inline]
    pub fn read<T>(found: Option<Field<T>>) -> Option<Field<T>> {
        Some(found.unwrap_or_default())
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

/// Passes over the value of a member that no row has.
///
/// # Errors
///
/// Where the input is broken.
pub fn ignore<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(drop)
}

/// What is said where a member must be there and is not.
#[cold]
#[inline(never)]
pub fn missing<E: serde::de::Error>(name: &'static str) -> E {
    E::missing_field(name)
}
