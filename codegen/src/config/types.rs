//! Which Rust types stand for the formats of strings and for numbers.

use super::word::words;

/// The types of the formats that libraries have types for, each chosen by one word.
///
/// A typed value is written as its type writes it, which may be another text than the one that was read. The default is
/// therefore the text itself, which loses nothing and fails on nothing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Types {
    /// Strings with the format `date-time` or `date`.
    pub dates: Dates,
    /// Strings with the format `uuid`.
    pub uuids: Uuids,
    /// Strings with the format `uri` or `url`.
    pub uris: Uris,
    /// Strings with the format `byte`, `base64` or `base64url`, or a `contentEncoding` that says so.
    pub bytes: Bytes,
    /// Strings with the format `decimal`.
    pub decimals: Decimals,
    /// Numbers that are no integers.
    pub numbers: Numbers,
}

words! {
    /// The types of dates (RFC 3339, section 5.6).
    ///
    /// `time` and `duration` stay strings: none of the libraries has a type for a time of day with an offset, nor one that
    /// holds every duration and can be compared.
    Dates {
        /// `String`.
        #[default]
        "string" => String,
        /// `jiff::Timestamp`, which is written in UTC whatever the offset was, and `jiff::civil::Date`.
        "jiff" => Jiff,
        /// `chrono::DateTime<chrono::FixedOffset>`, which keeps the offset, and `chrono::NaiveDate`.
        "chrono" => Chrono,
        /// `DateTime` of the generated crate, a `time::OffsetDateTime` that is read and written as RFC 3339 has it and keeps
        /// the offset, and `time::Date`.
        "time" => Time,
    }

    /// The type of UUIDs (RFC 9562, section 4).
    Uuids {
        /// `String`.
        #[default]
        "string" => String,
        /// `uuid::Uuid`, which is written in lower case with hyphens.
        "uuid" => Uuid,
    }

    /// The type of URIs.
    Uris {
        /// `String`.
        #[default]
        "string" => String,
        /// `url::Url` (WHATWG URL), which refuses relative references and adds the slash of an empty path.
        "url" => Url,
    }

    /// The type of bytes that are written as text (RFC 4648).
    Bytes {
        /// `String`, the text.
        #[default]
        "string" => String,
        /// `Base64` and `Base64Url` of the generated crate, which hold the bytes.
        "base64" => Base64,
    }

    /// The type of decimal numbers that are written as strings.
    Decimals {
        /// `String`.
        #[default]
        "string" => String,
        /// `rust_decimal::Decimal`, of 96 bits, which keeps zeros at the end.
        "rust_decimal" => RustDecimal,
    }

    /// The type of numbers that are no integers.
    Numbers {
        /// `f64`, which is written with the digits that tell it from other `f64`.
        #[default]
        "f64" => F64,
        /// `serde_json::Number`, which keeps every digit that was read; this turns on the feature `arbitrary_precision` of
        /// serde_json.
        "arbitrary" => Arbitrary,
    }
}
