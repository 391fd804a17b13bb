//! The annotations of schemas.

use crate::value::Value;

use super::schema::SchemaView;

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
        self.facts.default.as_ref()
    }

    /// `example`, or the first of `examples`.
    #[must_use]
    pub fn example(&self) -> Option<&'a Value> {
        self.facts.example.as_ref()
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
        let mut extensions = self.facts.extensions.iter();
        extensions.find_map(|(key, value)| (key == name).then_some(value))
    }
}
