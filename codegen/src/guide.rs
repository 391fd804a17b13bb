//! The commands, and what they tell.
//!
#![doc = include_str!("../docs/guide.md")]
