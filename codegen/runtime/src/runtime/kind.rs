//! The kinds of rows of `object!`: how absence and null of a property show in its field.
//!
//! Each kind is a module with the same names, which the macro reaches by path: `property`, which says what the row expects;
//! `Absent`, what a slot holds before its member comes; `fill`, which reads a member's value into the slot; `write`, which
//! writes the field. The slot of a member that must be there is an `Option` of the field, and `Given` when the member came; any
//! other slot is the field itself. A form below a kind (`required integer`) reads the value in another way.
//!
//! What fails is told to the [`Reader`] or [`Writer`]: a result for each row to look at would cost rustc more than its call.
//!
//! [`Reader`]: super::members::Reader
//! [`Writer`]: super::members::Writer

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
    use std::collections::BTreeMap;

    use serde::de::{Deserialize, MapAccess};
    use serde::ser::{Serialize, SerializeMap};

    pub use Option::{None as Absent, Some as Given};

    pub use crate::runtime::integer;
    use crate::runtime::members::{Reader, Writer};
    use crate::runtime::object::Property;

    /// A member of this name that must be there.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: super::Presence::Required,
            constants: &[],
        }
    }

    /// Reads the value of the member whose key was just read into its slot.
    #[inline]
    pub fn fill<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
        reader: &mut Reader<'de, A>,
        slot: &mut Option<T>,
    ) {
        reader.value(|value| *slot = Some(value));
    }

    /// Reads the value of a member that no row names.
    #[inline]
    pub fn fill_other<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
        reader: &mut Reader<'de, A>,
        others: &mut BTreeMap<String, T>,
    ) {
        let name = reader.take_key();
        reader.value(|value| drop(others.insert(name, value)));
    }

    /// Writes the field.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        writer: &mut Writer<'_, M>,
        name: &'static str,
        field: &T,
    ) {
        writer.entry(name, field);
    }
}

/// Reads into a field that has a value for absence.
mod direct {
    use serde::de::{Deserialize, MapAccess};

    use crate::runtime::members::Reader;

    /// Reads the value of the member whose key was just read into its field.
    #[inline]
    pub fn fill<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
        reader: &mut Reader<'de, A>,
        field: &mut T,
    ) {
        reader.value(|value| *field = value);
    }

    /// The same for integers.
    pub mod integer {
        use serde::de::MapAccess;

        use crate::runtime::integer::{IntegerForm, Seed};
        use crate::runtime::members::Reader;

        /// Reads the value of the member whose key was just read into its field.
        #[inline]
        pub fn fill<'de, A: MapAccess<'de>, T: IntegerForm>(
            reader: &mut Reader<'de, A>,
            field: &mut T,
        ) {
            reader.value_seed(Seed::NEW, |value| *field = value);
        }
    }
}

/// `Option<T>`: always there when written, `None` as null.
pub mod nullable {
    pub use Option::None as Absent;

    pub use super::direct::{fill, integer};
    pub use super::required::write;
    use crate::runtime::object::Property;

    /// A member of this name that should be there.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: super::Presence::Expected,
            constants: &[],
        }
    }
}

/// `Option<T>`: `None` is not written; null is read as `None`.
pub mod optional {
    use serde::ser::{Serialize, SerializeMap};

    pub use Option::None as Absent;

    pub use super::direct::{fill, integer};
    use crate::runtime::members::Writer;
    use crate::runtime::object::Property;

    /// A member of this name that need not be there.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: super::Presence::Optional,
            constants: &[],
        }
    }

    /// Writes the field, where there is a value.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        writer: &mut Writer<'_, M>,
        name: &'static str,
        field: &Option<T>,
    ) {
        if let Some(value) = field {
            writer.entry(name, value);
        }
    }
}

/// `Option<T>` where `T` has a null of its own, as any JSON value has: `None` is not written, a null that was read is `Some`.
pub mod any {
    pub use Option::None as Absent;

    pub use super::optional::{property, write};
    pub use super::required::fill;
}

/// `Field<T>`: absent, null and a value are three things.
pub mod field {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::direct::{fill, integer};
    pub use super::optional::property;
    use crate::runtime::Field;
    pub use crate::runtime::Field::Absent;
    use crate::runtime::members::Writer;

    /// Writes the field, unless it is absent.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        writer: &mut Writer<'_, M>,
        name: &'static str,
        field: &Field<T>,
    ) {
        match field {
            Absent => {}
            Field::Null | Field::Value(_) => writer.entry(name, field),
        }
    }
}
