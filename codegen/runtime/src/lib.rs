//! The client core that every generated crate carries.
