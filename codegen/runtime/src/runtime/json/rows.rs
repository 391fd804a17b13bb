//! The kinds of rows of `object!`: how a field represents an absent property and a null.
//!
//! Each kind is a module with the same names, which the macro reaches by path: `property` describes the row; `Absent` is the value
//! of a slot before its member is read; `fill` reads a member into the slot; `write` writes the field. The slot of a required
//! member is an `Option` of the field, and `Given` if the member was read; any other slot is the field itself. Each module
//! `integer` below a kind is the same kind for integers (`required integer`), and each module `embedded` is the same kind for strings
//! with JSON text inside.
//!
//! Errors are recorded in the [`Reader`] or [`Writer`]: a result to check for each row would take rustc more time than the call.
//!
//! [`Reader`]: crate::runtime::json::members::Reader
//! [`Writer`]: crate::runtime::json::members::Writer

/// `T`: always present, never null.
pub mod required {
    use std::collections::BTreeMap;

    use serde::de::{Deserialize, MapAccess};
    use serde::ser::{Serialize, SerializeMap};

    pub use Option::{None as Absent, Some as Given};

    use crate::runtime::json::members::{Reader, Writer};
    use crate::runtime::json::property::{Presence, Property};

    /// Describes a required member.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: Presence::Required,
            constants: &[],
        }
    }

    /// Reads the value of the current member into its slot.
    #[inline]
    pub fn fill<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
        reader: &mut Reader<'de, A>,
        slot: &mut Option<T>,
    ) {
        reader.value(|value| *slot = Some(value));
    }

    /// Reads the value of an unknown member.
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

    /// The same kind for integers.
    pub mod integer {
        pub use super::{Absent, Given, property, write};
        pub use crate::runtime::json::integer::{fill, fill_other};
    }

    /// The same kind for strings with JSON text inside.
    pub mod embedded {
        pub use super::{Absent, Given, property};
        pub use crate::runtime::json::embedded::{fill_required as fill, write_required as write};
    }
}

/// Reads into a field that has a value for absence.
mod direct {
    use serde::de::{Deserialize, MapAccess};

    use crate::runtime::json::integer::{IntegerForm, Seed};
    use crate::runtime::json::members::Reader;

    /// Reads the value of the current member into its field.
    #[inline]
    pub fn fill<'de, A: MapAccess<'de>, T: Deserialize<'de>>(
        reader: &mut Reader<'de, A>,
        field: &mut T,
    ) {
        reader.value(|value| *field = value);
    }

    /// As [`fill`], for integers.
    #[inline]
    pub fn fill_integer<'de, A: MapAccess<'de>, T: IntegerForm>(
        reader: &mut Reader<'de, A>,
        field: &mut T,
    ) {
        reader.value_seed(Seed::NEW, |value| *field = value);
    }
}

/// `Option<T>`: always present when written, `None` as null.
pub mod nullable {
    pub use Option::None as Absent;

    pub use super::direct::fill;
    pub use super::required::write;
    use crate::runtime::json::property::{Presence, Property};

    /// Describes a member that is required and nullable.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: Presence::Expected,
            constants: &[],
        }
    }

    /// The same kind for integers.
    pub mod integer {
        pub use super::super::direct::fill_integer as fill;
        pub use super::{Absent, property, write};
    }

    /// The same kind for strings with JSON text inside.
    pub mod embedded {
        pub use super::{Absent, property};
        pub use crate::runtime::json::embedded::{fill_option as fill, write_nullable as write};
    }
}

/// `Option<T>`: `None` is not written; null is read as `None`.
pub mod optional {
    use serde::ser::{Serialize, SerializeMap};

    pub use Option::None as Absent;

    pub use super::direct::fill;
    use crate::runtime::json::members::Writer;
    use crate::runtime::json::property::{Presence, Property};

    /// Describes an optional member.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: Presence::Optional,
            constants: &[],
        }
    }

    /// Writes the field unless it is `None`.
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

    /// The same kind for integers.
    pub mod integer {
        pub use super::super::direct::fill_integer as fill;
        pub use super::{Absent, property, write};
    }

    /// The same kind for strings with JSON text inside.
    pub mod embedded {
        pub use super::{Absent, property};
        pub use crate::runtime::json::embedded::{fill_option as fill, write_optional as write};
    }
}

/// `Option<T>` whose `T` has its own null, as any JSON value has: `None` is not written, and a null is read as `Some`.
pub mod any {
    pub use Option::None as Absent;

    pub use super::optional::write;
    pub use super::required::fill;
    use crate::runtime::json::property::{Presence, Property};

    /// Describes an optional member that may be any JSON value.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: Presence::Any,
            constants: &[],
        }
    }
}

/// `Field<T>`: absent, null, or a value.
pub mod tristate {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::direct::fill;
    use crate::runtime::json::field::Field;
    pub use crate::runtime::json::field::Field::Absent;
    use crate::runtime::json::members::Writer;
    use crate::runtime::json::property::{Presence, Property};

    /// Describes a member that is optional and nullable.
    pub const fn property(name: &'static str) -> Property {
        Property {
            name,
            presence: Presence::Nullable,
            constants: &[],
        }
    }

    /// Writes the field unless it is absent.
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

    /// The same kind for integers.
    pub mod integer {
        pub use super::super::direct::fill_integer as fill;
        pub use super::{Absent, property, write};
    }

    /// The same kind for strings with JSON text inside.
    pub mod embedded {
        pub use super::{Absent, property};
        pub use crate::runtime::json::embedded::{fill_field as fill, write_field as write};
    }
}

/// `Option<T>` of a member that only the server sends: requests lack it.
pub mod received {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::optional::{Absent, fill, property};
    use crate::runtime::json::members::Writer;
    use crate::runtime::json::sending;

    /// Writes the field unless it is `None` or a request is encoded.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        writer: &mut Writer<'_, M>,
        name: &'static str,
        field: &Option<T>,
    ) {
        if !sending::is_sending() {
            super::optional::write(writer, name, field);
        }
    }

    /// The same kind for integers.
    pub mod integer {
        pub use super::super::optional::integer::fill;
        pub use super::{Absent, property, write};
    }
}

/// The same as [`received`] for a member that every response has.
pub mod received_required {
    pub use super::received::{Absent, fill, write};
    pub use super::required::property;

    /// The same kind for integers.
    pub mod integer {
        pub use super::super::received::integer::fill;
        pub use super::{Absent, property, write};
    }
}

/// The same as [`received`] for a type that has its own null.
pub mod received_any {
    pub use super::any::{Absent, fill, property};
    pub use super::received::write;
}

/// `Field<T>` of a member that only the server sends.
pub mod received_tristate {
    use serde::ser::{Serialize, SerializeMap};

    pub use super::tristate::{Absent, fill, property};
    use crate::runtime::json::field::Field;
    use crate::runtime::json::members::Writer;
    use crate::runtime::json::sending;

    /// Writes the field unless it is absent or a request is encoded.
    #[inline]
    pub fn write<M: SerializeMap, T: Serialize>(
        writer: &mut Writer<'_, M>,
        name: &'static str,
        field: &Field<T>,
    ) {
        if !sending::is_sending() {
            super::tristate::write(writer, name, field);
        }
    }

    /// The same kind for integers.
    pub mod integer {
        pub use super::super::tristate::integer::fill;
        pub use super::{Absent, property, write};
    }
}
