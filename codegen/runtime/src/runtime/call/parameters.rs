//! Setting the parameters of a request.

use serde::Serialize;

use crate::runtime::call::request::Request;
use crate::runtime::encode::percent::Keep;
use crate::runtime::encode::style::{self, DelimiterError, Style};
use crate::runtime::encode::value::{Value, ValueError};

impl Request {
    /// Sets a path parameter.
    pub fn path<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.set_path(name, style, explode, Keep::Nothing, Value::of(value));
    }

    /// Sets a path parameter with `allowReserved` (OpenAPI 3.2): reserved characters of a path, such as a slash, and
    /// percent-encoded characters are sent unchanged.
    pub fn reserved_path<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.set_path(name, style, explode, Keep::Path, Value::of(value));
    }

    fn set_path(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        keep: Keep,
        value: Result<Value, ValueError>,
    ) {
        let written = self.written(name, value, |value| {
            style::path(name, style, explode, keep, value)
        });
        if let Some(text) = written {
            replace(&mut self.path, name, Some(text.unwrap_or_default()));
        }
    }

    /// Sets a query parameter.
    pub fn query<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.set_query(name, style, explode, Keep::Nothing, Value::of(value));
    }

    /// Sets a query parameter with `allowReserved`: reserved and percent-encoded characters are sent unchanged, except those that
    /// would end the value.
    pub fn reserved_query<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        value: &T,
    ) {
        self.set_query(name, style, explode, Keep::Reserved, Value::of(value));
    }

    fn set_query(
        &mut self,
        name: &'static str,
        style: Style,
        explode: bool,
        keep: Keep,
        value: Result<Value, ValueError>,
    ) {
        let written = self.written(name, value, |value| {
            style::query(name, style, explode, keep, value)
        });
        if let Some(text) = written {
            replace(&mut self.query, name, text);
        }
    }

    /// Sets a header parameter.
    pub fn header_parameter<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        let written = self.written(name, Value::of(value), |value| {
            style::header(explode, value)
        });
        if let Some(Some(text)) = written {
            self.set_header(name, &text);
        }
    }

    /// Sets a cookie parameter.
    pub fn cookie<T: Serialize + ?Sized>(&mut self, name: &'static str, explode: bool, value: &T) {
        let written = self.written(name, Value::of(value), |value| {
            style::cookie(name, explode, value)
        });
        if let Some(text) = written {
            replace(&mut self.cookies, name, text);
        }
    }

    /// Returns the text of an argument, which may be undefined. If it cannot be encoded, records the error and returns `None`.
    fn written(
        &mut self,
        name: &str,
        value: Result<Value, ValueError>,
        write: impl FnOnce(&Value) -> Result<Option<String>, DelimiterError>,
    ) -> Option<Option<String>> {
        let value = value.map_err(|error| error.to_string());
        let text = value.and_then(|value| write(&value).map_err(|error| error.to_string()));
        text.map_err(|reason| self.refuse(Some(name), reason)).ok()
    }
}

/// Sets or removes the text of a parameter.
fn replace(parameters: &mut Vec<(&'static str, String)>, name: &'static str, text: Option<String>) {
    parameters.retain(|(known, _)| *known != name);
    if let Some(text) = text {
        parameters.push((name, text));
    }
}
