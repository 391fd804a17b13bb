//! Groups of operations.

/// A group of operations, which is a type with a method for each of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// The tag, segment of the path, or text of the extension that the operations share.
    pub text: String,
    /// The module below `operations` that contains the operations.
    pub module: String,
    /// The name of the client's method that returns the group, in snake case.
    pub function: String,
    /// The name of the type, in upper camel case.
    pub type_name: String,
}
