//! Strings and numbers: the Rust type that holds every value of the schema.

use crate::value::Value;

use super::merged::Merged;
use super::resolver::Resolver;
use crate::config::{Bytes, Dates, Decimals, Numbers, Uris, Uuids};
use crate::diagnostic::code;
use crate::ir::{External, IntegerKind, JsonKind, Literal, Type};
use crate::lower::view::{Bound, SchemaView};

/// 2^63, to which `i64::MIN` and `i64::MAX` are rounded in an `f64`.
const I64_LIMIT: f64 = 9_223_372_036_854_775_808.0;

/// 2^64, to which `u64::MAX` is rounded in an `f64`.
const U64_LIMIT: f64 = 18_446_744_073_709_551_616.0;

impl Resolver<'_> {
    /// Returns the type of a string. It is `String` unless the format is mapped, because typed
    /// formats may change the text.
    pub(super) fn string_type(&self, merged: &Merged<'_>) -> Type {
        if let Some(mapped) = self.mapped_type(merged, JsonKind::String) {
            return mapped;
        }
        let types = &self.options.types;
        let runtime_type = |name| {
            external_type(
                &format!("{}::{name}", self.options.root()),
                JsonKind::String,
            )
        };
        let path = match (merged.format, types.dates) {
            (Some("date-time"), Dates::Jiff) => "jiff::Timestamp",
            (Some("date-time"), Dates::Chrono) => "chrono::DateTime<chrono::FixedOffset>",
            (Some("date-time"), Dates::Time) => return runtime_type("DateTime"),
            (Some("date"), Dates::Jiff) => "jiff::civil::Date",
            (Some("date"), Dates::Chrono) => "chrono::NaiveDate",
            (Some("date"), Dates::Time) => "time::Date",
            (Some("uuid"), _) if types.uuids == Uuids::Uuid => "uuid::Uuid",
            (Some("uri" | "url"), _) if types.uris == Uris::Url => "url::Url",
            (Some("byte" | "base64"), _) if types.bytes == Bytes::Base64 => {
                return runtime_type("Base64");
            }
            (Some("base64url"), _) if types.bytes == Bytes::Base64 => {
                return runtime_type("Base64Url");
            }
            (Some("decimal"), _) if types.decimals == Decimals::RustDecimal => {
                "rust_decimal::Decimal"
            }
            _ => return Type::String,
        };
        external_type(path, JsonKind::String)
    }

    /// Returns the type of an integer: the format's width, or a wider one if the bounds require it.
    pub(super) fn integer_type(&self, merged: &Merged<'_>) -> Type {
        self.mapped_type(merged, JsonKind::Integer)
            .unwrap_or_else(|| Type::Integer(integer_kind(merged)))
    }

    /// Returns the type of a number: an integer for integer formats, otherwise `f64`, which
    /// preserves every digit of a `float`.
    pub(super) fn number_type(&self, merged: &Merged<'_>) -> Type {
        if let Some(mapped) = self.mapped_type(merged, JsonKind::Number) {
            return mapped;
        }
        if merged.format.and_then(integer_format).is_some() {
            return Type::Integer(integer_kind(merged));
        }
        match self.options.types.numbers {
            Numbers::F64 => Type::Float,
            Numbers::Arbitrary => external_type("serde_json::Number", JsonKind::Number),
        }
    }

    /// Returns the user-defined type of a format.
    fn mapped_type(&self, merged: &Merged<'_>, kind: JsonKind) -> Option<Type> {
        let path = self.options.formats.get(merged.format?)?;
        Some(external_type(path, kind))
    }
}

fn external_type(path: &str, kind: JsonKind) -> Type {
    Type::External(External {
        path: path.to_owned(),
        kinds: vec![kind],
    })
}

impl<'a> Resolver<'a> {
    /// Returns the format, except for an integer format that is too narrow for the schema's own
    /// example or default.
    pub(super) fn effective_format(&mut self, schema: &SchemaView<'a>) -> Option<&'a str> {
        let format = schema.format()?;
        let kind = integer_format(format).filter(|_| !self.options.formats.contains_key(format));
        let Some(kind) = kind else {
            return Some(format);
        };
        let kind = unsigned_without_maximum(kind, schema.minimum(), schema.maximum());
        let exceeds = |value: &Value| value.as_integer().is_some_and(|number| !kind.holds(number));
        let samples = [("example", schema.example()), ("default", schema.default())];
        let sample = samples
            .into_iter()
            .find_map(|(keyword, value)| Some((keyword, value.filter(|value| exceeds(value))?)));
        let Some((keyword, value)) = sample else {
            return Some(format);
        };
        let message =
            format!("the {keyword} {value} is not a valid `{format}`; ignoring the format");
        self.diagnostics
            .warning(
                code::MISFIT_FORMAT,
                schema.location().child("format"),
                message,
            )
            .hint("use the format `int64`");
        None
    }
}

/// Returns the width of an integer enum: that of its type, or a wider one for its values.
pub(super) fn integer_kind_of(merged: &Merged<'_>, values: &[Literal]) -> IntegerKind {
    let kind = integer_kind(merged);
    let holds_all = |kind: &IntegerKind| {
        let mut values = values.iter();
        values.all(|value| matches!(value, Literal::Integer(number) if kind.holds(*number)))
    };
    let wider = [kind, IntegerKind::I64, IntegerKind::U64];
    wider
        .into_iter()
        .find(holds_all)
        .unwrap_or(IntegerKind::I128)
}

/// Returns the width of an integer.
fn integer_kind(merged: &Merged<'_>) -> IntegerKind {
    let minimum = merged.minimum.map(|bound| bound.value.as_f64());
    let maximum = merged.maximum.map(|bound| bound.value.as_f64());
    let kind = match merged.format.and_then(integer_format) {
        Some(kind) => unsigned_without_maximum(kind, merged.minimum, merged.maximum),
        None => IntegerKind::I64,
    };
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
    wider.into_iter().find(|&kind| fits(kind)).unwrap_or(kind)
}

/// Returns the unsigned integer of the same width if negative numbers are not allowed and there is
/// no maximum: Rust frameworks write `u32` as `int32` with a minimum of 0.
fn unsigned_without_maximum(
    kind: IntegerKind,
    minimum: Option<Bound>,
    maximum: Option<Bound>,
) -> IntegerKind {
    let is_unsigned = minimum.is_some_and(|bound| bound.value.as_f64() >= 0.0);
    if !is_unsigned || maximum.is_some() {
        return kind;
    }
    match kind {
        IntegerKind::I8 => IntegerKind::U8,
        IntegerKind::I16 => IntegerKind::U16,
        IntegerKind::I32 => IntegerKind::U32,
        IntegerKind::I64 => IntegerKind::U64,
        IntegerKind::I128 => IntegerKind::U128,
        unsigned => unsigned,
    }
}

/// Returns the width that a format specifies (OpenAPI Format Registry).
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

/// Returns the minimum and maximum of a width; those of 64 bits and more are rounded to an `f64`.
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
