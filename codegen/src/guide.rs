//! The commands, and what they tell. The options of `codegen.toml` stand at [`config`](crate::config).
//!
#![doc = include_str!("../docs/guide.md")]
