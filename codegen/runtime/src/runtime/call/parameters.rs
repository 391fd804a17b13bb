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
        self.set(
            |request| &mut request.path,
            name,
            value,
            |value| {
                let text = style::path(name, style, explode, keep, value)?;
                Ok(Some(text.unwrap_or_default()))
            },
        );
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
        self.set(
            |request| &mut request.query,
            name,
            value,
            |value| style::query(name, style, explode, keep, value),
        );
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
        self.set_cookie(name, explode, Keep::Nothing, Value::of(value));
    }

    /// Sets a cookie parameter with `allowReserved` (OpenAPI 3.2): reserved and percent-encoded characters are sent unchanged,
    /// except those that would end the value.
    pub fn reserved_cookie<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        explode: bool,
        value: &T,
    ) {
        self.set_cookie(name, explode, Keep::Cookie, Value::of(value));
    }

    fn set_cookie(
        &mut self,
        name: &'static str,
        explode: bool,
        keep: Keep,
        value: Result<Value, ValueError>,
    ) {
        self.set(
            |request| &mut request.cookies,
            name,
            value,
            |value| style::cookie(name, explode, keep, value),
        );
    }

    /// Sets or removes a parameter, by the text of its argument.
    fn set(
        &mut self,
        parameters: impl FnOnce(&mut Self) -> &mut Vec<(&'static str, String)>,
        name: &'static str,
        value: Result<Value, ValueError>,
        write: impl FnOnce(&Value) -> Result<Option<String>, DelimiterError>,
    ) {
        let Some(text) = self.written(name, value, write) else {
            return;
        };
        let parameters = parameters(self);
        parameters.retain(|(known, _)| *known != name);
        parameters.extend(text.map(|text| (name, text)));
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
