//! A local server of the operations, for tests.

pub mod decode;
pub mod encode;
pub(crate) mod http;
pub mod message;
pub(crate) mod path;
pub mod server;
pub(crate) mod table;

pub use self::message::{MockRequest, MockResponse};
pub use self::server::{MockOperation, Server};
pub use self::table::{mock, mock_groups};
