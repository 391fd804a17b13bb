//! The groups of operations.

/// The part of an operation that names its group.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum GroupBy {
    /// The first tag.
    Tag,
    /// The first segment of the path that is neither a version nor a parameter.
    Path,
    /// The text of this vendor extension, such as `x-group`.
    Extension(String),
}

impl GroupBy {
    /// Returns the value of this name in `codegen.toml`; `None` for any other name.
    pub(super) fn named(name: &str) -> Option<Self> {
        match name {
            "tag" => Some(Self::Tag),
            "path" => Some(Self::Path),
            _ if name.len() > 2 && name.starts_with("x-") => Some(Self::Extension(name.to_owned())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::GroupBy;

    #[test]
    fn other_names_than_extensions_are_unknown() {
        assert_eq!(GroupBy::named("tag"), Some(GroupBy::Tag));
        assert_eq!(GroupBy::named("path"), Some(GroupBy::Path));
        let extension = GroupBy::Extension("x-group".to_owned());
        assert_eq!(GroupBy::named("x-group"), Some(extension));
        for name in ["", "x-", "tags", "X-Group"] {
            assert_eq!(GroupBy::named(name), None, "{name}");
        }
    }
}
