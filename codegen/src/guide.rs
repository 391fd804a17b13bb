//! The commands of `apicrate` and their output. [`config`](crate::config) describes the options of `codegen.toml`, and [`client`] the
//! generated clients.
//!
#![doc = include_str!("../docs/guide.md")]

pub mod client {
    //! Generated clients.
    //!
    #![doc = include_str!("../docs/client.md")]
}
