//! Encoding arguments: parameters, forms and URLs.

pub(crate) mod form;
pub(crate) mod member;
pub(crate) mod multipart;
pub(crate) mod percent;
pub(crate) mod server_url;
pub(crate) mod style;
pub(crate) mod url;
pub(crate) mod value;
