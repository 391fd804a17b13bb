//! Types of std and of the runtime in the files of `types` and `serde`.

/// A type or trait that these files use by its name alone, unless a schema has the same name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LibraryType {
    /// A map.
    BTreeMap,
    /// A value on the heap.
    Box,
    /// A value without arguments.
    Default,
    /// An optional value that may be null.
    Field,
    /// A file in a multipart body.
    FilePart,
    /// A conversion.
    Into,
    /// The items of a list.
    IntoIterator,
    /// An optional value.
    Option,
    /// A text.
    String,
    /// A list.
    Vec,
}

/// The module that a type has to be imported from.
pub(super) enum Origin {
    /// None: every file has the names of std's prelude.
    Prelude(&'static str),
    /// A module of std.
    Std(&'static str),
    /// The runtime.
    Runtime,
}

impl LibraryType {
    const ALL: [Self; 10] = [
        Self::BTreeMap,
        Self::Box,
        Self::Default,
        Self::Field,
        Self::FilePart,
        Self::Into,
        Self::IntoIterator,
        Self::Option,
        Self::String,
        Self::Vec,
    ];

    /// Returns the name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::BTreeMap => "BTreeMap",
            Self::Box => "Box",
            Self::Default => "Default",
            Self::Field => "Field",
            Self::FilePart => "FilePart",
            Self::Into => "Into",
            Self::IntoIterator => "IntoIterator",
            Self::Option => "Option",
            Self::String => "String",
            Self::Vec => "Vec",
        }
    }

    /// Returns the origin, with the path of the module.
    pub(super) fn origin(self) -> Origin {
        match self {
            Self::BTreeMap => Origin::Std("std::collections"),
            Self::Box => Origin::Prelude("std::boxed"),
            Self::Default => Origin::Prelude("std::default"),
            Self::Field | Self::FilePart => Origin::Runtime,
            Self::Into => Origin::Prelude("std::convert"),
            Self::IntoIterator => Origin::Prelude("std::iter"),
            Self::Option => Origin::Prelude("std::option"),
            Self::String => Origin::Prelude("std::string"),
            Self::Vec => Origin::Prelude("std::vec"),
        }
    }

    /// Returns the type with this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|library| library.name() == name)
    }
}
