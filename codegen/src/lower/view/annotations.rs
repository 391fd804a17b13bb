//! The annotations of schemas.

use serde_json::Value;

use super::schema::SchemaView;
use crate::lower::number::Number;

impl<'a> SchemaView<'a> {
    /// `title`.
    #[must_use]
    pub fn title(&self) -> Option<&'a str> {
        self.data.title.as_deref()
    }

    /// `description`.
    #[must_use]
    pub fn description(&self) -> Option<&'a str> {
        self.data.description.as_deref()
    }

    /// `default`.
    #[must_use]
    pub fn default(&self) -> Option<&'a Value> {
        self.data.default.as_ref()
    }

    /// The digits of a default that is an integer of more than 64 bits.
    #[must_use]
    pub fn exact_default(&self) -> Option<Number> {
        self.facts.default
    }

    /// `example`, or the first of `examples`.
    #[must_use]
    pub fn example(&self) -> Option<&'a Value> {
        self.data.example.as_ref()
    }

    /// `deprecated`.
    #[must_use]
    pub fn is_deprecated(&self) -> bool {
        self.data.deprecated
    }

    /// `readOnly`.
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.data.read_only
    }

    /// `writeOnly`.
    #[must_use]
    pub fn is_write_only(&self) -> bool {
        self.data.write_only
    }

    /// The value of a vendor extension, such as `x-enum-varnames`.
    #[must_use]
    pub fn vendor_extension(&self, name: &str) -> Option<&'a Value> {
        self.data.extensions.get(name)
    }
}
