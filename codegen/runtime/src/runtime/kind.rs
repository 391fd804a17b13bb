//! The kinds of rows of `object!`: how absence and null of a property show in its field.
//!
//! Each kind is a module with the same names, which the macro reaches by path: `PRESENCE`; `Absent`, what a slot holds before
//! its member comes; `fill`, which reads a member's value into the slot; `write`, which writes the field. The slot of a member
//! that must be there is an `Option` of the field, and `Given` when the member came; any other slot is the field itself. A
//! form below a kind (`required integer`) reads the value in another way.

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

    pub use Option::{None as Absent, Some as Given};

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

/// Reads into a field that has a value for absence.
mod direct {
    use serde::de::{Deserialize, MapAccess};

    /// Reads the value of the member whose key was just read into its field.
    #[inline]
    pub fn fill<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
        map: &mut A,
        field: &mut T,
    ) -> Result<(), A::Error> {
        *field = map.next_value()?;
        Ok(())
    }

    /// The same for integers.
    pub mod integer {
        use serde::de::MapAccess;

        use crate::runtime::integer::{IntegerForm, value};

        /// Reads the value of the member whose key was just read into its field.
        #[inline]
        pub fn fill<'de, A: MapAccess<'de>, T: IntegerForm>(
            map: &mut A,
            field: &mut T,
        ) -> Result<(), A::Error> {
            *field = value(map)?;
            Ok(())
        }
    }
}

/// `Option<T>`: always there when written, `None` as null.
pub mod nullable {
    pub use Option::None as Absent;

    pub use super::direct::{fill, integer};
    pub use super::required::write;

    /// The member should be there.
    pub const PRESENCE: super::Presence = super::Presence::Expected;
}

/// `Option<T>`: `None` is not written; null is read as `None`.
pub mod optional {
    use serde::ser::{Serialize, SerializeMap};

    pub use Option::None as Absent;

    pub use super::direct::{fill, integer};

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

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
    pub use Option::None as Absent;

    pub use super::optional::write;
    pub use super::required::fill;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;
}

/// `Field<T>`: absent, null and a value are three things.
pub mod field {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::direct::{fill, integer};
    use crate::runtime::Field;
    pub use crate::runtime::Field::Absent;

    /// The member need not be there.
    pub const PRESENCE: super::Presence = super::Presence::Optional;

    /// Writes the field, unless it is absent.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        map: &mut M,
        name: &'static str,
        field: &Field<T>,
    ) -> Result<(), M::Error> {
        match field {
            Absent => Ok(()),
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
