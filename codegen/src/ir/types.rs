//! Types as they are used.

/// The id of a type: its index in [`Api::types`](super::Api::types).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// The use of a type.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Type {
    /// Any JSON value.
    Any,
    /// A string.
    String,
    /// A boolean.
    Bool,
    /// An integer.
    Integer(IntegerKind),
    /// A number, an `f64`.
    Float,
    /// Null.
    Null,
    /// The bytes of a body or part, never inside JSON.
    Binary,
    /// An array.
    Array(Box<Type>),
    /// A map from member names.
    Map(Box<Type>),
    /// An array of fixed length.
    Tuple(Vec<Type>),
    /// A value or null, inside an array, a map or a tuple.
    Nullable(Box<Type>),
    /// A named type.
    Named(TypeId),
    /// A user-defined type, or one of a library or the runtime.
    External(External),
}

/// A type that is not generated.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct External {
    /// Its path: `uuid::Uuid`.
    pub path: String,
    /// The kinds of JSON values that it is written as.
    pub kinds: Vec<JsonKind>,
}

/// The width of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerKind {
    /// `i8`.
    I8,
    /// `u8`.
    U8,
    /// `i16`.
    I16,
    /// `u16`.
    U16,
    /// `i32`.
    I32,
    /// `u32`.
    U32,
    /// `i64`.
    I64,
    /// `u64`.
    U64,
    /// `i128`.
    I128,
    /// `u128`.
    U128,
}

impl IntegerKind {
    /// Returns the name of the Rust type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::I8 => "i8",
            Self::U8 => "u8",
            Self::I16 => "i16",
            Self::U16 => "u16",
            Self::I32 => "i32",
            Self::U32 => "u32",
            Self::I64 => "i64",
            Self::U64 => "u64",
            Self::I128 => "i128",
            Self::U128 => "u128",
        }
    }

    /// Returns `true` if a number is in range.
    #[must_use]
    pub fn holds(self, number: i128) -> bool {
        match self {
            Self::I8 => i8::try_from(number).is_ok(),
            Self::U8 => u8::try_from(number).is_ok(),
            Self::I16 => i16::try_from(number).is_ok(),
            Self::U16 => u16::try_from(number).is_ok(),
            Self::I32 => i32::try_from(number).is_ok(),
            Self::U32 => u32::try_from(number).is_ok(),
            Self::I64 => i64::try_from(number).is_ok(),
            Self::U64 => u64::try_from(number).is_ok(),
            Self::I128 => true,
            Self::U128 => u128::try_from(number).is_ok(),
        }
    }
}

/// A kind of JSON value (RFC 8259), with integers apart from other numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum JsonKind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number without a fraction.
    Integer,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}
