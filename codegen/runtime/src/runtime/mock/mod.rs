//! A local server of the operations, for tests.

pub mod decode;
pub mod encode;
pub(crate) mod http;
pub(crate) mod message;
pub(crate) mod path;
pub(crate) mod server;
pub(crate) mod table;

pub use self::message::{MockRequest, MockResponse};
pub use self::server::{MockOperation, MockServer};
pub(crate) use self::table::mock;
