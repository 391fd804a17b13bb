//! Strings and numbers: which Rust type holds every value that the schema allows.

use super::Resolver;
use super::merge::Merged;
use crate::ir::{IntegerKind, Type};

/// 2^63: a bound that is `i64::MIN` or `i64::MAX` as an `f64` rounds it.
const I64_LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// 2^64, likewise for `u64::MAX`.
const U64_LIMIT: f64 = 18_446_744_073_709_551_616.0;

impl Resolver<'_> {
    /// The type of a string: plain text unless the format is mapped, since a typed one may not write back what it read.
    pub(super) fn string(&self, merged: &Merged<'_>) -> Type {
        match merged
            .format
            .and_then(|format| self.options.formats.get(format))
        {
            Some(path) => Type::External(path.clone()),
            None => Type::String,
        }
    }
}

/// The type of an integer: as its format says, wider where its bounds call for it.
pub(super) fn integer(merged: &Merged<'_>) -> Type {
    let minimum = merged.minimum.map(|bound| bound.value);
    let maximum = merged.maximum.map(|bound| bound.value);
    let kind = merged
        .format
        .and_then(integer_format)
        .unwrap_or(IntegerKind::I64);
    let fits = |kind: IntegerKind| {
        let (low, high) = range(kind);
        minimum.is_none_or(|value| value >= low) && maximum.is_none_or(|value| value <= high)
    };
    let wider = match minimum {
        Some(value) if value >= 0.0 => {
            [kind, IntegerKind::I64, IntegerKind::U64, IntegerKind::U128]
        }
        _ => [kind, IntegerKind::I64, IntegerKind::I128, IntegerKind::I128],
    };
    Type::Integer(wider.into_iter().find(|&kind| fits(kind)).unwrap_or(kind))
}

/// The type of a number: an `f64`, which keeps every digit that a `float` is written with, or an integer where the format
/// is one of integers.
pub(super) fn number(merged: &Merged<'_>) -> Type {
    match merged.format.and_then(integer_format) {
        Some(_) => integer(merged),
        None => Type::Float,
    }
}

/// The width that a format names (OpenAPI Format Registry).
fn integer_format(format: &str) -> Option<IntegerKind> {
    Some(match format {
        "int8" => IntegerKind::I8,
        "uint8" => IntegerKind::U8,
        "int16" => IntegerKind::I16,
        "uint16" => IntegerKind::U16,
        "int32" => IntegerKind::I32,
        "uint32" => IntegerKind::U32,
        "int64" => IntegerKind::I64,
        "uint64" => IntegerKind::U64,
        "int128" => IntegerKind::I128,
        "uint128" => IntegerKind::U128,
        _ => return None,
    })
}

/// The least and the greatest value; those of 64 bits and more as an `f64` rounds them.
fn range(kind: IntegerKind) -> (f64, f64) {
    match kind {
        IntegerKind::I8 => (f64::from(i8::MIN), f64::from(i8::MAX)),
        IntegerKind::U8 => (0.0, f64::from(u8::MAX)),
        IntegerKind::I16 => (f64::from(i16::MIN), f64::from(i16::MAX)),
        IntegerKind::U16 => (0.0, f64::from(u16::MAX)),
        IntegerKind::I32 => (f64::from(i32::MIN), f64::from(i32::MAX)),
        IntegerKind::U32 => (0.0, f64::from(u32::MAX)),
        IntegerKind::I64 => (-I64_LIMIT, I64_LIMIT),
        IntegerKind::U64 => (0.0, U64_LIMIT),
        IntegerKind::I128 => (f64::MIN, f64::MAX),
        IntegerKind::U128 => (0.0, f64::MAX),
    }
}
