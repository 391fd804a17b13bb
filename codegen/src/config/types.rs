//! The Rust types of string formats and numbers.

use super::config_enum::config_enums;

/// The types of the formats that libraries implement.
///
/// A typed value may be serialized as a different text than the one that was read. The default is therefore the text itself,
/// which is lossless and never fails.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Types {
    /// Strings with the format `date-time` or `date`.
    pub dates: Dates,
    /// Strings with the format `uuid`.
    pub uuids: Uuids,
    /// Strings with the format `uri` or `url`.
    pub uris: Uris,
    /// Strings with the format `byte`, `base64` or `base64url`, or the corresponding `contentEncoding`.
    pub bytes: Bytes,
    /// Strings with the format `decimal`.
    pub decimals: Decimals,
    /// Numbers other than integers.
    pub numbers: Numbers,
}

config_enums! {
    /// The types of dates (RFC 3339, section 5.6).
    ///
    /// `time` and `duration` are always strings: no library has a type for a time of day with an offset, or a comparable type for
    /// every duration.
    Dates {
        /// `String`.
        #[default]
        "string" => String,
        /// `jiff::Timestamp`, which is serialized in UTC, and `jiff::civil::Date`.
        "jiff" => Jiff,
        /// `chrono::DateTime<chrono::FixedOffset>`, which preserves the offset, and `chrono::NaiveDate`.
        "chrono" => Chrono,
        /// `DateTime` of the generated crate, a `time::OffsetDateTime` in the format of RFC 3339 that preserves the offset, and
        /// `time::Date`.
        "time" => Time,
    }

    /// The type of UUIDs (RFC 9562, section 4).
    Uuids {
        /// `String`.
        #[default]
        "string" => String,
        /// `uuid::Uuid`, which is serialized in lower case with hyphens.
        "uuid" => Uuid,
    }

    /// The type of URIs.
    Uris {
        /// `String`.
        #[default]
        "string" => String,
        /// `url::Url` (WHATWG URL), which rejects relative references and adds a slash to an empty path.
        "url" => Url,
    }

    /// The type of bytes that are encoded as text (RFC 4648).
    Bytes {
        /// `String`, the text.
        #[default]
        "string" => String,
        /// `Base64` and `Base64Url` of the generated crate, which contain the bytes.
        "base64" => Base64,
    }

    /// The type of decimal numbers in strings.
    Decimals {
        /// `String`.
        #[default]
        "string" => String,
        /// `rust_decimal::Decimal`, of 96 bits, which preserves trailing zeros.
        "rust_decimal" => RustDecimal,
    }

    /// The type of numbers other than integers.
    Numbers {
        /// `f64`, serialized with the shortest digits that identify it.
        #[default]
        "f64" => F64,
        /// `serde_json::Number`, which preserves every digit; this enables the feature `arbitrary_precision` of
        /// serde_json.
        "arbitrary" => Arbitrary,
    }
}
